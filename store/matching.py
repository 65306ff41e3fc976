"""Which stored agreement a release tells of."""

from __future__ import annotations

import operator
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from accord import identity
from accord.agreement import Agreement
from accord.dates import PartialDate
from store import tellings
from store.engine import Unit
from store.records import Release
from store.tables import agreement_pairs, agreement_parties, agreement_releases, releases, sources

# Wider than the window in which `identity.same_agreement` lets two tellings be one.
_WINDOW = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Former:
    """What a release told of an agreement when it was parsed before, and when it first did."""

    agreement: Agreement
    told_at: datetime


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
    unit: Unit, release: Release, agreements: Sequence[Agreement], former: dict[int, Former]
) -> list[int | None]:
    """The stored agreement that each of a release's agreements is, None for a new one.

    No two share one. Those that the release told before come first: the same facts, then the same
    agreement by `identity`, then, where nobody else tells of it, the one with most parties in
    common, since a better reading of the same release corrects facts.
    """
    found: list[int | None] = [None] * len(agreements)
    left = dict(former)

    def same(mine: Agreement, theirs: Agreement) -> bool:
        return identity.same_agreement(_said(release, mine), _said(release, theirs))

    for alike in (operator.eq, same):
        for index, mine in enumerate(agreements):
            if found[index] is None:
                home = next((i for i, then in left.items() if alike(mine, then.agreement)), None)
                if home is not None:
                    found[index] = home
                    del left[home]
    told = tellings.load(unit, left)
    left = {id_: then for id_, then in left.items() if len(told[id_].tellings) == 1}
    for index, mine in enumerate(agreements):
        if found[index] is None and left:
            nearest = max(left, key=lambda id_: _common(mine, left[id_].agreement))
            found[index] = nearest
            del left[nearest]
    for index, mine in enumerate(agreements):
        if found[index] is None:
            taken = former.keys() | {home for home in found if home is not None}
            found[index] = _known(unit, release, mine, taken)
    return found


def _known(unit: Unit, release: Release, mine: Agreement, taken: Set[int]) -> int | None:
    """The stored agreement that another release tells of and this one means too."""
    said = _said(release, mine)
    for id_, stored in tellings.load(unit, _candidates(unit, release, mine)).items():
        if id_ not in taken and any(
            identity.same_agreement(
                said, identity.Telling(t.agreement, t.title, t.publisher, t.published)
            )
            for t in stored.tellings
        ):
            return id_
    return None


def _candidates(unit: Unit, release: Release, mine: Agreement) -> list[int]:
    """Agreements that bind the same first parties and were told of about that day, oldest first.

    What a sample press room invents is no news of a real agreement, nor the reverse.
    """
    day = day_of(mine, release.published)
    if day is None or not mine.parties:
        return []
    told, parties, pairs = agreement_releases, agreement_parties, agreement_pairs
    near = (
        sa.select(told.c.agreement_id)
        .join(releases, releases.c.id == told.c.release_id)
        .outerjoin(sources, sources.c.id == releases.c.source_id)
        .where(
            told.c.day.between(day - _WINDOW, day + _WINDOW),
            sa.func.coalesce(sources.c.sample, sa.false()) == _of_sample(unit, release),
        )
        .distinct()
        .order_by(told.c.agreement_id)
    )
    first, *others = sorted(set(mine.parties))
    if others:
        near = near.join(pairs, pairs.c.agreement_id == told.c.agreement_id).where(
            pairs.c.code == first, pairs.c.other_code == others[0]
        )
    else:
        near = near.join(parties, parties.c.agreement_id == told.c.agreement_id).where(
            parties.c.code == first
        )
    return list(unit.execute(near).scalars())


def _of_sample(unit: Unit, release: Release) -> bool:
    if release.source_id is None:
        return False
    found = unit.execute(sa.select(sources.c.sample).where(sources.c.id == release.source_id))
    return bool(found.scalar())


def _said(release: Release, agreement: Agreement) -> identity.Telling:
    return identity.Telling(agreement, release.title, release.publisher, release.published)


def _common(one: Agreement, other: Agreement) -> int:
    return len(set(one.parties) & set(other.parties))
