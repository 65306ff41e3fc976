"""Agreements: recorded from readings, and told to whom they concern."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from accord.delivery import EventKind
from accord.press_release import Reading
from accord.vocabulary import Vocabulary
from store import decisions, groupings, lineage, matching, search_index, tellings
from store import releases as release_rows
from store.announcements import Audience
from store.engine import Unit
from store.errors import NotFound
from store.records import Recorded, Release, ReleaseState, StoredAgreement
from store.tables import agreement_releases, releases
from store.tables import agreements as table

# Any number; it is the name of the lock among a PostgreSQL database's advisory locks.
_LOCK = 4_171_893_202


def get(unit: Unit, agreement_id: int) -> StoredAgreement:
    """One agreement with all that tell of it, also by the number of one that was merged into it.
    Raises NotFound."""
    for number in (agreement_id, groupings.merged_into(unit, agreement_id)):
        found = {} if number is None else tellings.load(unit, [number])
        if found:
            return next(iter(found.values()))
    raise NotFound(f"There is no agreement {agreement_id}.")


def record(
    unit: Unit, release_id: int, reading: Reading, now: datetime, vocabulary: Vocabulary
) -> Recorded:
    """Write down what a release tells, and who is to be told of it; the release is then parsed.

    Each agreement of the reading is found again among the stored ones or added. One that is new
    is an event `published`, one that another release tells of too `corroborated`; each channel
    whose subscriptions select the agreement gets one delivery of the event. A corroboration is
    delivered only if one more of the parties has published. A silent release, and one that was
    parsed before, tells nobody anything: the latter only brings the facts up to date.

    What reviewers decided on the release stands in place of what was read (`store.decisions`).
    Raises NotFound.
    """
    alone(unit)
    found = release_rows.get(unit, release_id)
    parsed_before = found.parsed_at is not None
    former: dict[int, matching.Former] = {}
    if parsed_before:
        # Of what was never read nobody decided anything.
        reading = decisions.honour(unit, release_id, reading)
        former = matching.told_by(unit, release_id)
    release = _mark_parsed(unit, found, reading, now)
    homes = matching.homes(unit, release, reading, former)
    before = tellings.load(unit, [home for home in homes if home is not None])
    ids = [add(unit, now) if home is None else home for home in homes]
    told_at = {id_: former[id_].told_at if id_ in former else now for id_ in ids}
    if former:
        told = agreement_releases.c.release_id
        unit.execute(sa.delete(agreement_releases).where(told == release_id))
    _tell(unit, release, reading, told_at)
    stored, words = reindex(unit, [*ids, *former], vocabulary)
    for id_ in sorted(set(former) - set(stored)):
        forget(unit, id_)
    unchanged = sum(home in former for home in homes)
    if parsed_before:
        return Recorded(unchanged=unchanged, agreement_ids=tuple(ids), new=homes.count(None))
    audience = Audience(unit, vocabulary)
    announced = []
    for id_ in ids:
        known = before.get(id_)
        grown = known is None or len(stored[id_].published_by) > len(known.published_by)
        announced.append(
            audience.announce(
                EventKind.CORROBORATED if known else EventKind.PUBLISHED,
                stored[id_],
                words[id_],
                release,
                now,
                tell=grown and not release.silent,
            )
        )
    return Recorded(
        new=homes.count(None),
        corroborated=len(homes) - homes.count(None) - unchanged,
        unchanged=unchanged,
        agreement_ids=tuple(ids),
        event_ids=tuple(event_id for event_id, _ in announced),
        deliveries=sum(count for _, count in announced),
    )


def alone(unit: Unit) -> None:
    """Wait until nobody else writes agreements, and keep them from it until the unit ends."""
    if unit.postgresql:
        # SQLite has one writer anyway. Here, two releases of one agreement that are recorded at
        # the same time would not see each other; and deliveries get their ids in order of commit.
        unit.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def _mark_parsed(unit: Unit, release: Release, reading: Reading, now: datetime) -> Release:
    """Write down what a release says; the release as it stands then."""
    parsed = replace(
        release,
        state=ReleaseState.PARSED,
        language=reading.language,
        publisher=reading.publisher,
        parsed_at=now,
        leased_until=None,
        next_try_at=None,
        last_error=None,
        # What the listing said stands where the release itself says nothing.
        title=release.title if reading.title is None else reading.title,
        published=reading.published or release.published,
    )
    unit.execute(
        sa.update(releases)
        .where(releases.c.id == release.id)
        .values(
            state=parsed.state,
            language=parsed.language,
            publisher=parsed.publisher,
            text=reading.text,
            parsed_at=parsed.parsed_at,
            leased_until=None,
            next_try_at=None,
            last_error=None,
            title=parsed.title,
            published=None if parsed.published is None else str(parsed.published),
        )
    )
    return parsed


def _tell(unit: Unit, release: Release, reading: Reading, told_at: Mapping[int, datetime]) -> None:
    """Write the release's tellings. `told_at`: since when it tells of each agreement, by id, in the
    reading's order."""
    rows = [
        {
            "release_id": release.id,
            "ordinal": ordinal,
            "agreement_id": id_,
            "facts": agreement.to_json(),
            "day": matching.day_of(agreement, release.published),
            "told_at": since,
        }
        for ordinal, ((id_, since), agreement) in enumerate(
            zip(told_at.items(), reading.agreements, strict=True)
        )
    ]
    if rows:
        unit.execute(sa.insert(agreement_releases), rows)


def add(unit: Unit, now: datetime) -> int:
    """A new agreement, of which nothing is told yet; returns its id."""
    position = search_index.new_position(unit, now.date())
    result = unit.execute(
        sa.insert(table).values(position=position, first_seen_at=now).returning(table.c.id)
    )
    return int(result.scalar_one())


def reindex(
    unit: Unit, ids: list[int], vocabulary: Vocabulary
) -> tuple[dict[int, StoredAgreement], dict[int, list[str]]]:
    """Bring the indexes up to date with what is told of some agreements; returns those and the
    words by which each is found."""
    stored = tellings.load(unit, ids)
    texts = tellings.texts(unit, {t.release_id for s in stored.values() for t in s.tellings})
    words = {}
    for id_, agreement in stored.items():
        words[id_] = search_index.haystack(agreement, texts, vocabulary)
        search_index.index(unit, agreement, words[id_], lineage.date_anew(unit, agreement))
    for agreement in stored.values():
        lineage.index(unit, agreement)
    return stored, words


def forget(unit: Unit, agreement_id: int) -> None:
    """Delete an agreement of which nothing is told any more."""
    search_index.remove(unit, agreement_id)
    unit.execute(sa.delete(table).where(table.c.id == agreement_id))
