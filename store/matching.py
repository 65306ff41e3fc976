"""Which stored agreement a release tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from accord import identity
from accord.agreement import Agreement
from accord.dates import PartialDate
from accord.press_release import Reading
from store import groupings, tellings
from store.engine import Unit
from store.groupings import Grouping, Verdict
from store.records import Release, StoredAgreement, Telling
from store.search_index import PRECISE, first_position
from store.tables import agreement_pairs, agreement_parties, agreement_releases, releases, sources

# As wide as the widest in which `identity` lets two tellings be one.
_WINDOW = timedelta(days=14)
_YEAR = timedelta(days=366)
# So much more must speak for one agreement than for another, for a release to mean it.
_CLEARLY = 0.1
# What a longer text says further on makes no difference.
_MOST_READ = 20_000


@dataclass(frozen=True, slots=True)
class Former:
    """What a release told of an agreement when it was parsed before, and when it first did."""

    agreement: Agreement
    told_at: datetime


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why one release tells of an agreement: what it was compared with (the release's id) and
    how that came out, both None for the first; and what reviewers ruled."""

    telling: Telling
    like: int | None
    comparison: identity.Comparison | None
    rulings: tuple[Grouping, ...]


def day_of(agreement: Agreement, published: PartialDate | None) -> date | None:
    """The day by which tellings are compared: of conclusion, else of publication."""
    for stated in (agreement.concluded, published):
        if stated is not None and stated.day is not None:
            return stated.first
    return None


def told_by(unit: Unit, release_id: int) -> dict[int, Former]:
    """The agreements that a release tells of so far, by id, in its order."""
    rows = unit.execute(
        sa.select(agreement_releases)
        .where(agreement_releases.c.release_id == release_id)
        .order_by(agreement_releases.c.ordinal)
    )
    return {row.agreement_id: Former(Agreement.from_json(row.facts), row.told_at) for row in rows}


def homes(
    unit: Unit,
    release: Release,
    reading: Reading,
    former: dict[int, Former],
) -> list[int | None]:
    """The stored agreement that each of a release's agreements is, None for a new one.

    No two share one. Those that the release told before come first: the same facts, then the same
    agreement by `identity`, then, where nobody else tells of it or a reviewer said so, the one
    with most parties in common, since a better reading of the same release corrects facts. What a
    reviewer parted from the release is none of them.
    """
    agreements = reading.agreements
    found: list[int | None] = [None] * len(agreements)
    ruled = groupings.of_release(unit, release.id)
    left = {id_: then for id_, then in former.items() if ruled.get(id_) is not Verdict.IS_NOT}
    said = [_said(release, mine, reading.text, len(agreements)) for mine in agreements]

    def same(mine: int, theirs: Agreement) -> bool:
        return identity.same_agreement(said[mine], replace(said[mine], agreement=theirs))

    def equal(mine: int, theirs: Agreement) -> bool:
        return agreements[mine] == theirs

    for alike in (equal, same):
        for index in range(len(agreements)):
            if found[index] is None:
                home = next((i for i, then in left.items() if alike(index, then.agreement)), None)
                if home is not None:
                    found[index] = home
                    del left[home]
    _assign_nearest(agreements, found, _held(unit, left, ruled))
    for index in range(len(agreements)):
        if found[index] is None:
            taken = former.keys() | {home for home in found if home is not None}
            barred = {id_ for id_, verdict in ruled.items() if verdict is Verdict.IS_NOT}
            found[index] = _known(unit, release, said[index], taken | barred)
    return found


def explain(unit: Unit, stored: StoredAgreement) -> tuple[Reasons, ...]:
    """Why each release tells of this agreement: the first one made it; each other one is compared
    with that telling of the others which is most like it, or was put here by a reviewer."""
    texts = tellings.texts(unit, [t.release_id for t in stored.tellings])
    numbers = _told_counts(unit, [t.release_id for t in stored.tellings])
    said = {
        t.release_id: _told(t, texts[t.release_id], numbers[t.release_id]) for t in stored.tellings
    }
    acts = groupings.of_agreement(unit, stored.id)
    found = []
    for place, telling in enumerate(stored.tellings):
        own = said[telling.release_id]
        compared = [
            (identity.compare(said[t.release_id], own), t.release_id)
            for t in stored.tellings[:place]
        ]
        best = max(compared, key=lambda pair: (pair[0].same, pair[0].strength), default=None)
        found.append(
            Reasons(
                telling=telling,
                like=best and best[1],
                comparison=best and best[0],
                rulings=tuple(act for act in acts if act.release_id == telling.release_id),
            )
        )
    return tuple(found)


def _held(
    unit: Unit, left: Mapping[int, Former], ruled: Mapping[int, Verdict]
) -> dict[int, Agreement]:
    """The agreements that may be one of the release's whatever its new facts: those of which it
    alone tells, and those that a reviewer gave to it."""
    given = [id_ for id_, verdict in ruled.items() if verdict is Verdict.IS]
    told = tellings.load(unit, {*left, *given})
    held = {id_: then.agreement for id_, then in left.items() if len(told[id_].tellings) == 1}
    return held | {id_: told[id_].agreement for id_ in given if id_ in told}


def _assign_nearest(
    agreements: Sequence[Agreement],
    found: list[int | None],
    held: dict[int, Agreement],
) -> None:
    for taken in found:
        if taken is not None:
            held.pop(taken, None)
    for index, mine in enumerate(agreements):
        if found[index] is None and held:
            nearest = max(held, key=lambda id_: _common(mine, held[id_]))
            found[index] = nearest
            del held[nearest]


def _known(unit: Unit, release: Release, said: identity.Telling, not_: Set[int]) -> int | None:
    """The stored agreement that other releases tell of and this one means too.

    Of several, the one for which clearly most speaks; where that isn't clear, none is.
    """
    ids = [id_ for id_ in _candidates(unit, release, said.agreement) if id_ not in not_]
    candidates = {
        id_: stored
        for id_, stored in tellings.load(unit, ids).items()
        if any(identity.may_be_same(said.agreement, t.agreement) for t in stored.tellings)
    }
    theirs = [t.release_id for stored in candidates.values() for t in stored.tellings]
    texts, numbers = tellings.texts(unit, theirs), _told_counts(unit, theirs)
    strengths: dict[int, float] = {}
    for id_, stored in candidates.items():
        compared = [
            identity.compare(said, _told(t, texts[t.release_id], numbers[t.release_id]))
            for t in stored.tellings
        ]
        fitting = [comparison.strength for comparison in compared if comparison.same]
        if fitting:
            strengths[id_] = max(fitting)
    in_order = sorted(strengths, key=lambda id_: (-strengths[id_], id_))
    if len(in_order) > 1 and strengths[in_order[0]] - strengths[in_order[1]] < _CLEARLY:
        return None
    return in_order[0] if in_order else None


def _candidates(unit: Unit, release: Release, mine: Agreement) -> list[int]:
    """Agreements that bind the same first parties and were told of about that day, oldest first.

    What a sample press room invents is no news of a real agreement, nor the reverse.
    """
    day = day_of(mine, release.published)
    if day is None or not mine.parties:
        return []
    first, *others = sorted(set(mine.parties))
    table = agreement_pairs if others else agreement_parties
    same = [table.c.code == first]
    if others:
        same.append(table.c.other_code == others[0])
    positions = table.c.position
    near = positions.between(first_position(day - _WINDOW), first_position(day + _WINDOW))
    # A month or year may have put an agreement elsewhere; few are dated so.
    vague = sa.and_(
        table.c.dating != PRECISE,
        positions.between(first_position(day - _YEAR), first_position(day + _YEAR)),
    )
    ids: set[int] = set()
    for where in (near, vague):
        rows = unit.execute(sa.select(table.c.agreement_id).where(*same, where))
        ids |= set(rows.scalars())
    if not ids:
        return []
    told = agreement_releases
    rows = unit.execute(
        sa.select(told.c.agreement_id)
        .join(releases, releases.c.id == told.c.release_id)
        .outerjoin(sources, sources.c.id == releases.c.source_id)
        .where(
            told.c.agreement_id.in_(ids),
            told.c.day.between(day - _WINDOW, day + _WINDOW),
            sa.func.coalesce(sources.c.sample, sa.false()) == _of_sample(unit, release),
        )
        .distinct()
        .order_by(told.c.agreement_id)
    )
    return list(rows.scalars())


def _of_sample(unit: Unit, release: Release) -> bool:
    if release.source_id is None:
        return False
    found = unit.execute(sa.select(sources.c.sample).where(sources.c.id == release.source_id))
    return bool(found.scalar())


def _said(release: Release, agreement: Agreement, text: str, number: int) -> identity.Telling:
    return identity.Telling(
        agreement,
        release.title,
        release.publisher,
        release.published,
        release.language,
        _own_words(agreement, text, number),
    )


def _told(telling: Telling, text: str, number: int) -> identity.Telling:
    return identity.Telling(
        telling.agreement,
        telling.title,
        telling.publisher,
        telling.published,
        telling.language,
        _own_words(telling.agreement, text, number),
    )


def _own_words(agreement: Agreement, text: str, number: int) -> str:
    """What a release that tells of so many agreements says of this one."""
    if number == 1:
        return text[:_MOST_READ]
    own = (e.quote for e in agreement.evidence if e.field in ("instrument", "areas", "topics"))
    return "\n".join((*agreement.areas, *own))


def _told_counts(unit: Unit, release_ids: Sequence[int]) -> dict[int, int]:
    """Of how many agreements each release tells."""
    if not release_ids:
        return {}
    told = agreement_releases.c.release_id
    rows = unit.execute(
        sa.select(told, sa.func.count().label("number")).where(told.in_(release_ids)).group_by(told)
    )
    return {row.release_id: row.number for row in rows}


def _common(one: Agreement, other: Agreement) -> int:
    return len(set(one.parties) & set(other.parties))
