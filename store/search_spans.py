"""Stretches of time in which hits are looked for, as ranges of positions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from accord.query import Query
from store.search_index import DAY, first_position
from store.tables import agreements


@dataclass(frozen=True, slots=True)
class Span:
    """Positions from `low` up to `high`, which is left out; None for an open end.

    `dated` leaves out agreements without a date. `vague` takes only those of a known month or
    year, and only if that meets the days from `since` to `until`: around the days that are asked
    for, they are the only ones that may be meant.
    """

    low: int | None = None
    high: int | None = None
    dated: bool = False
    vague: bool = False
    since: date | None = None
    until: date | None = None

    @property
    def empty(self) -> bool:
        """Whether no position lies in it."""
        return self.low is not None and self.high is not None and self.high <= self.low

    def below(self, position: int) -> Span:
        """The part of it below a position."""
        return replace(self, high=position if self.high is None else min(position, self.high))

    def above(self, position: int) -> Span:
        """The part of it from a position on."""
        return replace(self, low=position if self.low is None else max(position, self.low))

    def holds(self, column: sa.ColumnElement[int]) -> list[sa.ColumnElement[bool]]:
        """The conditions that a column's position lies in it and, for vague dates, is meant."""
        found: list[sa.ColumnElement[bool]] = []
        if self.low is not None:
            found.append(column >= self.low)
        if self.high is not None:
            found.append(column < self.high)
        if self.vague:
            dates = agreements.alias("dates")
            meets = [dates.c.position == column]
            if self.since:
                meets.append(dates.c.dated_last >= self.since)
            if self.until:
                meets.append(dates.c.dated_first <= self.until)
            found.append(sa.exists().where(*meets))
        return found


def spans(query: Query) -> tuple[Span, ...]:
    """Where the hits of a query lie, the newest first.

    An agreement's position is a day within its date. So between the days that are asked for, all
    that are dated are meant; outside, in the rest of the first year and of the last, those whose
    month or year reaches in.
    """
    since = query.since.first if query.since else None
    until = query.until.last if query.until else None
    if since is None and until is None:
        return (Span(),)
    low = None if since is None else first_position(since)
    high = None if until is None else first_position(until) + DAY
    around = Span(vague=True, since=since, until=until)
    year_start = None if since is None else first_position(date(since.year, 1, 1))
    year_end = None if until is None else first_position(date(until.year, 12, 31)) + DAY
    if low is not None and high is not None and high <= low:
        found = [replace(around, low=year_start, high=year_end)]
    else:
        found = [Span(low=low, high=high, dated=True)]
        if high is not None:
            found.insert(0, replace(around, low=high, high=year_end))
        if low is not None:
            found.append(replace(around, low=year_start, high=low))
    return tuple(span for span in found if not span.empty)
