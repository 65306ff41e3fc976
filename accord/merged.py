"""What several releases say together of one agreement."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from accord.agreement import Agreement, Evidence
from accord.dates import PartialDate

_T = TypeVar("_T")
_H = TypeVar("_H", bound=Hashable)

# The fields of evidence whose values are those of all tellings together.
_JOINED = frozenset({"instrument", "parties", "people", "topics"})


def merged(tellings: Sequence[Agreement]) -> Agreement:
    """The first telling's facts, completed by the later ones.

    Lists of codes, forms and people are joined; a single fact, and the areas, which are sentences
    in the release's language, come from the first that states them; the date of conclusion from
    the first that states it most precisely. The evidence for each value is that of the first
    telling that has it, its offsets counted in that telling's release; of a fact that is taken
    from one telling, only that telling's.

    Raises IndexError without a telling.
    """
    first = tellings[0]
    if len(tellings) == 1:
        return first
    parties = _codes(t.parties for t in tellings)
    whole = Agreement(
        instruments=_joined(t.instruments for t in tellings),
        concluded=_most_precise([t.concluded for t in tellings if t.concluded]),
        framework=_first(tellings, lambda t: t.framework),
        parties=parties,
        other_parties=_first(tellings, lambda t: t.other_parties) or (),
        observers=tuple(
            code for code in _codes(t.observers for t in tellings) if code not in parties
        ),
        host=_first(tellings, lambda t: t.host),
        place=_first(tellings, lambda t: t.place),
        mode=_first(tellings, lambda t: t.mode),
        people=_joined(t.people for t in tellings),
        areas=_first(tellings, lambda t: t.areas) or (),
        topics=_codes(t.topics for t in tellings),
        next_meeting=_first(tellings, lambda t: t.next_meeting),
        in_force=_first(tellings, lambda t: t.in_force),
        ends=_first(tellings, lambda t: t.ends),
        term_months=_first(tellings, lambda t: t.term_months),
        relation=_first(tellings, lambda t: t.relation),
    )
    return replace(whole, evidence=_evidence(whole, tellings))


def _first(tellings: Sequence[Agreement], fact: Callable[[Agreement], _T | None]) -> _T | None:
    return next((found for found in map(fact, tellings) if found), None)


def _joined(lists: Iterable[tuple[_H, ...]]) -> tuple[_H, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))


def _codes(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(_joined(lists)))


def _most_precise(dates: Sequence[PartialDate]) -> PartialDate | None:
    return min(dates, key=lambda day: day.last - day.first, default=None)


def _evidence(whole: Agreement, tellings: Sequence[Agreement]) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for telling in tellings:
        known = {(evidence.field, evidence.value) for evidence in found}
        found += [
            e
            for e in telling.evidence
            if (e.field, e.value) not in known and _stands(e, whole, telling)
        ]
    return tuple(found)


def _stands(evidence: Evidence, whole: Agreement, telling: Agreement) -> bool:
    """Whether what the words state of their own release is what all say together."""
    if evidence.field == "observers":
        return evidence.value in whole.observers
    if evidence.field in _JOINED:
        return True
    own, all_say = (getattr(one, evidence.field, None) for one in (telling, whole))
    return bool(own == all_say)
