"""What makes a reading uncertain, so that a person should look at it before it is told."""

from __future__ import annotations

from accord.agreement import Agreement
from accord.dates import PartialDate


def doubts(
    agreement: Agreement, *, publisher: str | None, published: PartialDate | None
) -> tuple[str, ...]:
    """The reasons to doubt a reading, in words for a person; none for one that stands by itself."""
    found: list[str] = []
    if len(agreement.parties) + len(agreement.other_parties) < 2:
        found.append("fewer than two parties are named")
    if not agreement.quotes("instrument"):
        found.append("no sentence says what was concluded")
    if agreement.concluded is None and published is None:
        found.append("neither release nor agreement has a date")
    concerned = {*agreement.parties, *agreement.observers, agreement.host}
    if publisher and publisher not in concerned and agreement.framework is None:
        found.append("its publisher is none of the parties")
    return tuple(found)
