"""A reviewer's word on an uncertain reading: written down, put into effect, and told or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from accord.agreement import Agreement
from accord.decision import Decision, Verdict
from accord.press_release import Reading
from accord.vocabulary import Vocabulary
from store import agreements, decisions, outbox, releases, search_index, tellings
from store.announcements import Audience
from store.engine import Unit
from store.errors import NotFound
from store.records import Event, StoredAgreement, Telling
from store.tables import agreement_releases
from store.tables import events as table


@dataclass(frozen=True, slots=True)
class Review:
    """An uncertain reading: the event that waits, the agreement, and the telling in question."""

    event: Event
    stored: StoredAgreement
    telling: Telling


def get(unit: Unit, event_id: int) -> Review:
    """A reading that reviewers were asked about. Raises NotFound, also if it was rejected."""
    event = outbox.event(unit, event_id)
    stored = agreements.get(unit, event.agreement_id)
    telling = next((t for t in stored.tellings if t.release_id == event.release_id), None)
    if telling is None or not event.doubts:
        raise NotFound(f"Nothing of event {event_id} is to be reviewed.")
    return Review(event, stored, telling)


def decide(
    unit: Unit,
    review: Review,
    verdict: Verdict,
    *,
    facts: Agreement | None = None,
    by: str,
    now: datetime,
    vocabulary: Vocabulary,
) -> int:
    """Put a decision into effect; the number of channels that are told.

    `facts` are the corrected ones where the verdict is `fixed`. Raises NotFound where somebody
    else has decided meanwhile.
    """
    taken = unit.execute(
        sa.update(table)
        .where(table.c.id == review.event.id, table.c.decided_at.is_(None))
        .values(decided_at=now)
    )
    if not taken.rowcount:
        raise NotFound("Somebody else has decided on it meanwhile.")
    read = review.telling.agreement
    standing = {Verdict.APPROVED: read, Verdict.FIXED: facts, Verdict.REJECTED: None}[verdict]
    release_id = review.telling.release_id
    decisions.add(
        unit,
        Decision(
            release_id=release_id,
            verdict=verdict,
            read=read,
            facts=standing,
            decided_by=by,
            decided_at=now,
        ),
    )
    agreements.record(unit, release_id, stored_reading(unit, release_id), now, vocabulary)
    if standing is None:
        return 0
    stored = agreements.get(unit, review.stored.id)
    texts = tellings.texts(unit, [t.release_id for t in stored.tellings])
    words = search_index.haystack(stored, texts, vocabulary)
    return Audience(unit, vocabulary).release_held(review.event.id, stored, words, now)


def release_all(unit: Unit, now: datetime, vocabulary: Vocabulary) -> int:
    """Tell of all that waits for reviewers, since there are none any more; how many events."""
    waiting = unit.execute(
        sa.select(table.c.id, table.c.agreement_id)
        .where(table.c.doubts.is_not(None), table.c.decided_at.is_(None))
        .order_by(table.c.id)
    ).all()
    for row in waiting:
        unit.execute(sa.update(table).where(table.c.id == row.id).values(decided_at=now))
        stored = agreements.get(unit, row.agreement_id)
        words = search_index.indexed_words(unit, stored.id)
        Audience(unit, vocabulary).release_held(row.id, stored, words, now)
    return len(waiting)


def stored_reading(unit: Unit, release_id: int) -> Reading:
    """What a release was read as last, from the store. Raises NotFound."""
    release = releases.get(unit, release_id)
    rows = unit.execute(
        sa.select(agreement_releases.c.facts)
        .where(agreement_releases.c.release_id == release_id)
        .order_by(agreement_releases.c.ordinal)
    ).scalars()
    return Reading(
        title=release.title,
        language=release.language,
        published=release.published,
        publisher=release.publisher,
        text=tellings.texts(unit, [release_id])[release_id],
        agreements=tuple(Agreement.from_json(facts) for facts in rows),
    )
