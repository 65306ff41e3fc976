"""The way to hits by PostgreSQL's index of words (GIN), which knows no order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from accord.query import Query
from store.engine import Unit
from store.search_index import DAY, first_position, month, year
from store.search_spans import Span
from store.search_words import Phrase, Wanted, wanted
from store.tables import agreement_words, agreements

# The months and years of such a span are few terms.
_SHORT = 2 * 366 * DAY
_words_fts: sa.ColumnClause[str] = sa.column("words_fts", TSVECTOR)
# Left to itself, the planner may walk all agreements and read the words of each: seconds, where
# the index of words takes milliseconds. It thinks reading them is cheap.
_ONLY_BITMAPS = sa.text(
    "SELECT set_config('enable_seqscan', :to, true), set_config('enable_indexscan', :to, true),"
    " set_config('enable_indexonlyscan', :to, true)"
)


@dataclass(frozen=True)
class GinPath:
    """GIN gives all hits of a window of time at once, to be put in order. So a walk goes from
    window to window, each twice as long as the one before: the terms of their months and years
    are looked for beside the others."""

    query: Query
    titled: bool | None = None
    due: tuple[int, ...] = ()
    ordered = False

    def positions(self, unit: Unit, span: Span, limit: int, *, oldest: bool = False) -> list[int]:
        """The positions of the newest hits in a span, or of the oldest, in that order."""
        found: list[int] = []
        whole = _closed(unit, span)
        with _only_bitmaps(unit):
            for window in _windows(whole, oldest=oldest):
                hits = self._hits(window)
                order = hits.c.position if oldest else hits.c.position.desc()
                rows = sa.select(hits.c.position).order_by(order).limit(limit - len(found))
                found += unit.execute(rows).scalars()
                if len(found) >= limit:
                    break
        return found

    def some(self, unit: Unit, span: Span, limit: int) -> list[int]:
        """The positions of any hits in a span."""
        whole = _closed(unit, span)
        if whole.empty or whole.low is None or whole.high is None:
            return []
        recent = _last_years(span, _day(whole.high - 1).year)
        tried = [span if span == Span() else whole]
        if recent.low is not None and whole.low < recent.low:
            tried.insert(0, recent)
        found: list[int] = []
        with _only_bitmaps(unit):
            for part in tried:
                hits = self._hits(part)
                found = list(unit.execute(sa.select(hits.c.position).limit(limit)).scalars())
                if len(found) >= limit:
                    break
        return found

    def among(self, unit: Unit, span: Span, positions: Sequence[int]) -> list[int]:
        """Which positions are hits in a span."""
        column = agreement_words.c.position
        asked = wanted(self.query, span, self.titled, self.due)
        rows = sa.select(column).where(column.in_(positions), *_matches(asked), *span.holds(column))
        return list(unit.execute(rows).scalars())

    def _hits(self, span: Span) -> sa.CTE:
        column = agreement_words.c.position
        asked = wanted(self.query, span, self.titled, self.due)
        if span.low is not None and span.high is not None:
            times = tuple(_times(_day(span.low), _day(span.high - 1)))
            asked = replace(asked, groups=(*asked.groups, times))
        found = sa.select(column).where(*_matches(asked), *span.holds(column))
        return found.cte("found").prefix_with("MATERIALIZED")


def _matches(asked: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    """What is asked for, in PostgreSQL's language: the index finds the terms, the text itself
    shows whether they stand side by side, since a tsvector's positions end at 16,383."""
    parts = [" | ".join(f"'{term}'" for term in group) for group in asked.groups]
    parts += [f"'{term}'" for phrase in asked.phrases for term in phrase]
    parts += [f"!'{phrase[0]}'" for phrase in asked.without if len(phrase) == 1]
    # That single terms are not all there the index can tell; whether a phrase stands it cannot.
    single = all(len(phrase) == 1 for phrase in asked.untitled)
    if asked.untitled and single:
        parts.append("!(" + " & ".join(f"'{phrase[0]}'" for phrase in asked.untitled) + ")")
    text = " & ".join(f"({part})" for part in parts)
    yield _words_fts.op("@@", is_comparison=True)(sa.cast(text, TSQUERY))
    for phrase in asked.phrases:
        if len(phrase) > 1:
            yield _stands(phrase)
    for phrase in asked.without:
        if len(phrase) > 1:
            yield sa.not_(_stands(phrase))
    if asked.untitled and not single:
        yield sa.not_(sa.and_(*map(_stands, asked.untitled)))


def _stands(phrase: Phrase) -> sa.ColumnElement[bool]:
    padded = " " + agreement_words.c.words + " "
    return sa.func.strpos(padded, f" {' '.join(phrase)} ") > 0


def _last_years(span: Span, last: int) -> Span:
    """The last two years of a span, which hold enough hits where all would be very many: the index
    gives all hits or none, and that of a year is one term, where a dozen of months are slow."""
    recent = span.above(first_position(date(max(last - 1, 1), 1, 1)))
    end = first_position(date(last, 12, 31)) + DAY
    return recent.below(end) if span.high is None else recent


def _windows(whole: Span, *, oldest: bool) -> Iterator[Span]:
    """A closed span in windows of whole months, the newest first, or the oldest."""
    assert whole.low is not None  # noqa: S101  narrows the types
    assert whole.high is not None  # noqa: S101
    low, high, months = whole.low, whole.high, 1
    while low < high:
        if oldest:
            end = first_position(_months_on(_day(low), months))
            yield replace(whole, low=low, high=min(end, high))
            low = end
        else:
            start = first_position(_months_on(_day(high - 1), 1 - months))
            yield replace(whole, low=max(start, low), high=high)
            high = start
        months *= 2


def _closed(unit: Unit, span: Span) -> Span:
    """A span without open ends: from the oldest agreement to the newest, unless it is short."""
    if span.low is not None and span.high is not None and span.high - span.low <= _SHORT:
        return span
    column = agreements.c.position
    ends = unit.execute(
        sa.select(sa.func.min(column).label("first"), sa.func.max(column).label("last"))
    ).one()
    return span.above(ends.first or 0).below((ends.last or 0) + 1)


def _times(first: date, last: date) -> Iterator[str]:
    """The terms of the months and years from one day to another."""
    day = first.replace(day=1)
    while day <= last:
        whole_year = day.month == 1 and (day.year < last.year or last.month == 12)
        yield year(day) if whole_year else month(day)
        if (day.year, 12 if whole_year else day.month) >= (9999, 12):
            return
        day = _months_on(day, 12 if whole_year else 1)


def _months_on(day: date, months: int) -> date:
    """The first day of the month so many months later, within the calendar."""
    total = day.year * 12 + day.month - 1 + months
    return date(min(max(total // 12, 1), 9999), total % 12 + 1, 1) if total >= 12 else date.min


def _day(position: int) -> date:
    return date.fromordinal(min(max(position // DAY, 1), date.max.toordinal()))


@contextmanager
def _only_bitmaps(unit: Unit) -> Iterator[None]:
    unit.execute(_ONLY_BITMAPS, {"to": "off"})
    yield
    unit.execute(_ONLY_BITMAPS, {"to": "on"})
