"""What a reviewer decided of one agreement in one release, and how that outlives the parser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accord.agreement import Agreement


class Verdict(StrEnum):
    """What a reviewer says of a reading."""

    APPROVED = "approved"
    FIXED = "fixed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One reviewer's word on one agreement of a release.

    `read` is the agreement as the parser read it then; `facts` what stands instead: the same
    where it was approved, the corrected one where it was fixed, None where it is no agreement.
    """

    release_id: int
    verdict: Verdict
    read: Agreement
    facts: Agreement | None
    decided_by: str
    decided_at: datetime


def honoured(read: Sequence[Agreement], decisions: Sequence[Decision]) -> tuple[Agreement, ...]:
    """A release's agreements as people have decided, whatever the parser reads now.

    `decisions` are those of this release, oldest first; a later one on the same agreement counts.
    What was approved or fixed stands as it was decided, and is put back where the parser no
    longer sees it; what was rejected is left out. Agreements nobody decided on stay as read.
    """
    found: list[Agreement | None] = list(read)
    standing = _latest(decisions)
    taken: set[int] = set()
    places: dict[int, int] = {}
    for alike in (_equal, _same_kind_and_parties):
        for number, decision in enumerate(standing):
            place = None if number in places else _place(found, decision, taken, alike)
            if place is not None:
                places[number] = place
                taken.add(place)
    if len(read) == len(standing) == 1:
        places[0] = 0  # whatever it reads now, it is the one that was decided on
    added: list[Agreement] = []
    for number, decision in enumerate(standing):
        if number in places:
            found[places[number]] = decision.facts
        elif decision.facts is not None:
            added.append(decision.facts)
    return (*(agreement for agreement in found if agreement is not None), *added)


def _latest(decisions: Sequence[Decision]) -> list[Decision]:
    """The last decision on each agreement: one that decides on what an earlier one left standing,
    or on the same reading, takes its place."""
    latest: list[Decision] = []
    for decision in decisions:
        latest = [d for d in latest if decision.read not in (d.facts, d.read)]
        latest.append(decision)
    return latest


def _place(
    found: Sequence[Agreement | None],
    decision: Decision,
    taken: set[int],
    alike: Callable[[Agreement, Agreement], bool],
) -> int | None:
    known = [a for a in (decision.facts, decision.read) if a is not None]
    for place, agreement in enumerate(found):
        if agreement is None or place in taken:
            continue
        if any(alike(agreement, one) for one in known):
            return place
    return None


def _equal(one: Agreement, other: Agreement) -> bool:
    return one == other


def _same_kind_and_parties(one: Agreement, other: Agreement) -> bool:
    return one.instrument is other.instrument and set(one.parties) == set(other.parties)
