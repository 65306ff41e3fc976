"""What is different between two readings of one agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accord.agreement import Agreement

# What stands in place of a fact's name where an agreement as such is read that was not, or no more.
AGREEMENT = "agreement"

# The facts whose change is worth telling, in the order in which they are told.
_TOLD = (
    "instrument",
    "parties",
    "other_parties",
    "observers",
    "concluded",
    "framework",
    "place",
    "mode",
    "areas",
    "in_force",
    "ends",
    "term_months",
    "next_meeting",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is stated otherwise now; an empty text where nothing was or is stated."""

    field: str
    before: str
    now: str


def changes(before: Agreement, now: Agreement) -> tuple[Change, ...]:
    """The facts that differ, as texts."""
    old, new = before.to_json(), now.to_json()
    return tuple(
        Change(field, _text(old[field]), _text(new[field]))
        for field in _TOLD
        if old[field] != new[field]
    )


def whole(agreement: Agreement) -> str:
    """An agreement in a few words, to tell which one it is."""
    parties = ", ".join((*agreement.parties, *agreement.other_parties))
    parts = (
        agreement.instrument.label,
        parties,
        _text(agreement.concluded and str(agreement.concluded)),
    )
    return "; ".join(part for part in parts if part)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case list():
            return ", ".join(map(str, value))
        case dict():
            return ", ".join(str(part) for part in value.values() if part is not None)
        case _:
            return str(value)
