"""The life of an agreement: announced, signed, in force, extended or renewed, ended.

A step has the date that a release states and the words that state it. Which step an agreement has
reached is worked out for a given day, so that it moves by itself when a date passes.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accord.agreement import Agreement, Evidence, Instrument, RelationKind
from accord.dates import PartialDate
from accord.identity import contradict, likeness, same_form


class Status(StrEnum):
    """How far an agreement has come."""

    ANNOUNCED = "announced"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    EXTENDED = "extended"
    RENEWED = "renewed"
    ENDED = "ended"


_RANK = {
    Status.ANNOUNCED: 0,
    Status.SIGNED: 1,
    Status.IN_FORCE: 2,
    Status.EXTENDED: 3,
    Status.RENEWED: 3,
    Status.ENDED: 4,
}
_PROLONGED = {
    RelationKind.EXTENDS: Status.EXTENDED,
    RelationKind.RENEWS: Status.RENEWED,
}
# What a work plan, a pilot or a statement may stand under.
_ROOFS = frozenset(
    {
        Instrument.MEMORANDUM_OF_UNDERSTANDING,
        Instrument.COOPERATION_AGREEMENT,
        Instrument.TREATY,
        Instrument.JOINT_DECLARATION,
        Instrument.LETTER_OF_INTENT,
    }
)
# A name shares at least this much of its words with a title that means the same.
_NAMED = 0.5


@dataclass(frozen=True, slots=True)
class Chapter:
    """An agreement as a part of a longer story: its number, facts, first publication and titles."""

    number: int
    agreement: Agreement
    published: PartialDate | None = None
    titles: tuple[str, ...] = ()

    @property
    def dated(self) -> PartialDate | None:
        """The date of conclusion, else of publication."""
        return self.agreement.concluded or self.published


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an agreement's life.

    `evidence` are the words that state it, empty for an announcement, whose date is the release's
    own. `by` is the number of the later agreement that brings it about, None if it is stated by
    the agreement's own releases. A `reckoned` date follows from a stated term.
    """

    status: Status
    when: PartialDate
    evidence: tuple[Evidence, ...] = ()
    by: int | None = None
    reckoned: bool = False

    def passed(self, today: date) -> bool:
        """Whether it has come about by that day. A term that ends "in 2027" runs to its last day;
        anything else counts from the first day that it may mean."""
        if self.status is Status.ENDED:
            return self.when.last < today
        return self.when.first <= today


def steps(own: Chapter, later: Sequence[tuple[RelationKind, Chapter]] = ()) -> tuple[Step, ...]:
    """All steps of an agreement that its releases and those of `later` agreements state, by date.

    `later` are agreements that name this one as what they renew, extend or replace.
    """
    agreement = own.agreement
    found: list[Step] = []
    if own.published:
        found.append(Step(Status.ANNOUNCED, own.published))
    if agreement.concluded:
        found.append(Step(Status.SIGNED, agreement.concluded, agreement.quotes("concluded")))
    if agreement.in_force:
        found.append(Step(Status.IN_FORCE, agreement.in_force, agreement.quotes("in_force")))
    end = _own_end(agreement)
    in_order = sorted(later, key=lambda pair: _day_of(pair[1]) or date.max)
    for kind, other in in_order:
        when = other.dated
        if when is None:
            continue
        shown = other.agreement.quotes("relation")
        if kind in _PROLONGED:
            found.append(Step(_PROLONGED[kind], when, shown, by=other.number))
            end = _prolonged_end(end, kind, other)
        elif kind is RelationKind.REPLACES:
            end = Step(Status.ENDED, other.agreement.in_force or when, shown, by=other.number)
    if end:
        found.append(end)
    return tuple(sorted(found, key=lambda step: (step.when.first, _RANK[step.status])))


def status_on(all_steps: Iterable[Step], today: date) -> Step | None:
    """The furthest step that has come about by that day; None before the first."""
    passed = [step for step in all_steps if step.passed(today)]
    return max(passed, key=lambda s: (_RANK[s.status], s.when.first), default=None)


def coming(all_steps: Iterable[Step], today: date) -> tuple[Step, ...]:
    """The steps that are still to come on that day."""
    return tuple(step for step in all_steps if not step.passed(today))


def earlier(own: Chapter, candidates: Iterable[Chapter]) -> Chapter | None:
    """Which of the candidates is the agreement that `own` says it renews, extends, replaces or
    stands under; None if none can be.

    It binds the same parties, is older, has the same form (a work plan: a form that plans stand
    under), and where its date or name is stated, that date or name. Of several the one whose name
    is most alike, then the latest.
    """
    relation = own.agreement.relation
    if relation is None:
        return None
    fitting = [candidate for candidate in candidates if _may_be_earlier(own, candidate)]
    if relation.concluded is None and len(fitting) > 1:
        named = [candidate for candidate in fitting if _named(relation.title, candidate) >= _NAMED]
        fitting = named or fitting
    return max(
        fitting,
        key=lambda c: (
            relation.concluded is not None and c.agreement.concluded is not None,
            _day_of(c) or date.min,
            _named(relation.title, c),
            -c.number,
        ),
        default=None,
    )


def _may_be_earlier(own: Chapter, candidate: Chapter) -> bool:
    relation = own.agreement.relation
    day, former = _day_of(own), _day_of(candidate)
    if relation is None or candidate.number == own.number:
        return False
    if day is None or former is None or former >= day:
        return False
    one, other = own.agreement, candidate.agreement
    if set(one.parties) != set(other.parties):
        return False
    if len(one.other_parties) != len(other.other_parties):
        return False
    if one.framework and other.framework and one.framework != other.framework:
        return False
    if contradict(relation.concluded, candidate.dated):
        return False
    if relation.kind is RelationKind.UNDER:
        return other.instrument in _ROOFS
    return same_form(one, other) or relation.kind is RelationKind.REPLACES


def _named(title: str, candidate: Chapter) -> float:
    names = (*candidate.titles, candidate.agreement.instrument.label)
    return max(likeness(title, name) for name in names)


def _day_of(chapter: Chapter) -> date | None:
    dated = chapter.dated
    return None if dated is None else dated.first


def _own_end(agreement: Agreement) -> Step | None:
    if agreement.ends:
        return Step(Status.ENDED, agreement.ends, agreement.quotes("ends"))
    start = agreement.in_force or agreement.concluded
    if agreement.term_months and start:
        shown = agreement.quotes("term_months")
        when = months_after(start, agreement.term_months)
        return Step(Status.ENDED, when, shown, reckoned=True) if when else None
    return None


def _prolonged_end(end: Step | None, kind: RelationKind, other: Chapter) -> Step | None:
    """The end after an extension or renewal: the one that it states, or its term from the former
    end (an extension) or from itself (a renewal); none where it states neither."""
    stated = other.agreement
    if stated.ends:
        return Step(Status.ENDED, stated.ends, stated.quotes("ends"), by=other.number)
    start = stated.in_force or other.dated
    if kind is RelationKind.EXTENDS and end is not None:
        start = end.when
    if not stated.term_months or start is None:
        return None
    when = months_after(start, stated.term_months)
    shown = stated.quotes("term_months")
    return Step(Status.ENDED, when, shown, by=other.number, reckoned=True) if when else None


def months_after(start: PartialDate, months: int) -> PartialDate | None:
    """The date so many months later, to the same precision; None beyond the calendar."""
    total = start.year * 12 + (start.month or 1) - 1 + months
    year, month = total // 12, total % 12 + 1
    if not 1 <= year <= 9999:
        return None
    if start.month is None:
        return PartialDate(year)
    if start.day is None:
        return PartialDate(year, month)
    return PartialDate(year, month, min(start.day, calendar.monthrange(year, month)[1]))
