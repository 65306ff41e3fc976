"""How a change of facts is shown that a better reader found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accord.changes import Change
from bot.outside import one_line, shorten
from store.rereadings import Rereading

_VALUE = 60


def change_line(number: int, change: Change) -> str:
    """One fact of an agreement, as it was and as it is now."""
    before, now = (
        shorten(one_line(value), _VALUE) or "nothing" for value in (change.before, change.now)
    )
    return f"No. {number}, {change.field}: {before} → {now}"


def reread_lines(marks: Iterable[Rereading], agreement: int | None = None) -> Iterator[str]:
    """What second readings changed, of one agreement or of all."""
    for mark in marks:
        changed = [(n, change) for n, change in mark.changes if agreement in (None, n)]
        if changed:
            yield f"read again {mark.read_at:%d %B %Y, %H:%M} UTC by Accord {mark.reader}:"
            yield from (f"  {change_line(n, change)}" for n, change in changed)
