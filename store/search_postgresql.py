"""The way to hits by PostgreSQL's index of words (GIN), which knows no order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import filterfalse
from math import inf

import sqlalchemy as sa

from accord.query import Query
from store.engine import Unit
from store.search_index import DAY, first_position, month, year
from store.search_spans import Span
from store.search_words import Phrase, Wanted, wanted
from store.tables import agreements

# Of such a span the ends need not be known.
_SHORT = 2 * 366 * DAY
_FIRST_WINDOW = 2  # months, of which the first may have just begun
# The months of longer times would be more terms than it pays to look for: their years are. For the
# years of longer ones it holds too: hits of all times are found sooner.
_FEW_MONTHS, _MOST_MONTHS = 4, 60
_DAYS_A_MONTH, _MARGIN = 30, 1.3
# So many hits are found in all sooner than their newest in windows; of twice as many, no more are
# read where they turn out to be closer than those that have been seen.
_FEW = 2_000
# Where the last months hold a page and the hit after it, the last years are not asked for unless
# they are likely to hold as many as are counted.
_PAGE = 6
_SOME_MONTHS, _LONG = (_FEW_MONTHS + 1) * 31 * DAY, (_MOST_MONTHS + 12) * 31 * DAY
# Written out: putting a statement together costs as much as the look-up itself.
_FOUND = """
    WITH found AS MATERIALIZED (
        SELECT position {words} FROM agreement_words
        WHERE true {conditions}
    )
"""
_ANY = "SELECT position FROM found LIMIT :limit"
_IN_ORDER = "SELECT position FROM found ORDER BY position {direction} LIMIT :limit"
# The offset, though of nothing, keeps what is asked of the texts after the sorting: texts are read
# until there are enough hits, and reading one costs ten times what finding it does.
_COMPARED = """
    SELECT position FROM (SELECT * FROM found ORDER BY position {direction} OFFSET 0) AS ordered
    WHERE {texts} LIMIT :limit
"""
_AMONG = """
    SELECT position FROM agreement_words
    WHERE position = ANY(:positions) {conditions}
"""
# The sum keeps the planner from the index of positions: it gives a whole range, of which each
# row's words would be read.
_WITHIN = {"low": " AND position + 0 >= :low", "high": " AND position + 0 < :high"}
_VAGUE = """
    AND EXISTS (
        SELECT 1 FROM agreements AS dates WHERE dates.position = agreement_words.position + 0
        AND dates.dated_last >= :since AND dates.dated_first <= :until
    )
"""
_HAS_TERMS = " AND words_fts @@ CAST(:terms AS tsquery)"
_BESIDE = " AND accord_pairs(words) @> ({pairs})"
_PAIR = "accord_pairs(:{})"
_STANDS = "strpos(' ' || words || ' ', ' ' || :{name} || ' ') > 0"


class GinPath:
    """GIN gives all hits of a window of time at once, to be put in order. So a walk goes from
    window to window, each at least twice as long as the one before, longer where hits turn out to
    be far apart: the terms of their months or years are looked for beside the others. Where few
    are to be expected in all, the rest is one window."""

    ordered = False

    def __init__(
        self,
        query: Query,
        titled: bool | None = None,
        due: tuple[date, ...] = (),
        *,
        few: bool = False,
    ) -> None:
        """`few`: all can be asked for at once."""
        self._query, self._titled, self._due, self._few = query, titled, due, few
        self._spacing = 0.0  # positions from one hit to the next, as far as it has been seen
        self._ends: tuple[int, int] | None = None
        # Whether texts must be read: that terms stand side by side the index does not tell for
        # sure, since a tsvector's positions end at 16,383 and neighbours are numbers in it that
        # a few others may share.
        asked = self._wanted(Span())
        self._compares = any(map(_is_long, (*asked.phrases, *asked.without, *asked.untitled)))

    def positions(self, unit: Unit, span: Span, limit: int, *, oldest: bool = False) -> list[int]:
        """The positions of the newest hits in a span, or of the oldest, in that order."""
        direction = "ASC" if oldest else "DESC"
        rest = self._closed(unit, span)
        if span.vague and not rest.empty:  # the few that are dated to a month or year
            return self._hits(unit, rest, limit, direction)
        found: list[int] = []
        months, many = _FIRST_WINDOW, False
        while not rest.empty and len(found) < limit:
            left = limit - len(found)
            months = self._long_enough(months, left)
            if not many and (months > _MOST_MONTHS or self._expected(rest) <= _FEW):
                hits = self._few_hits(unit, rest, left, oldest=oldest)
                if hits is not None:
                    return found + hits
                many = True
            window, rest = _parted(rest, min(months, _MOST_MONTHS), oldest=oldest)
            hits = self._hits(unit, window, left, direction)
            if len(hits) < left:
                self._learn(window, hits)
            found += hits
            months *= 2
        return found

    def _long_enough(self, months: int, limit: int) -> int:
        """So many months at least, more where hits have been seen to be far apart: one long window
        is less work than several."""
        return max(months, int(_MARGIN * limit * self._spacing / DAY / _DAYS_A_MONTH))

    def _few_hits(self, unit: Unit, span: Span, limit: int, *, oldest: bool) -> list[int] | None:
        """The newest hits in a span where few are to be expected, or the oldest, in that order;
        None if there are many."""
        if self._compares:
            return self._hits(unit, span, limit, "ASC" if oldest else "DESC")
        hits = self._hits(unit, span, 2 * _FEW, None)
        if len(hits) == 2 * _FEW:
            self._learn(span, hits)
            return None
        return sorted(hits, reverse=not oldest)[:limit]

    def _learn(self, window: Span, hits: Sequence[int]) -> None:
        """Remember how far apart the hits of a window lie, all of which are these."""
        self._spacing = _length(window) / (len(hits) + 1)

    def _expected(self, span: Span) -> float:
        """How many hits a closed span is likely to hold, by what has been seen."""
        return _length(span) / self._spacing if self._spacing else inf

    def some(self, unit: Unit, span: Span, limit: int) -> tuple[list[int], list[int]]:
        """The positions of any hits in a span, and in order those that are surely the newest."""
        if self._few:
            found = self._hits(unit, span, limit, "DESC" if self._compares else None)
            sure = self._compares or len(found) < limit
            return found, sorted(found, reverse=True) if sure else []
        whole = self._closed(unit, span)
        if whole.empty:
            return [], []
        newest: list[int] = []
        for part in (*_recent(whole), whole):
            if part is not whole and len(newest) >= _PAGE and self._expected(part) < limit:
                continue
            in_order = self._compares or _length(part) <= _SOME_MONTHS
            found = self._hits(unit, part, limit, "DESC" if in_order else None)
            if in_order or len(found) < limit:
                newest = sorted(found, reverse=True)
            if len(found) >= limit:
                break
            self._learn(part, found)
        return found, newest

    def among(self, unit: Unit, span: Span, positions: Sequence[int]) -> list[int]:
        """Which positions are hits in a span."""
        asked = self._wanted(span)
        conditions, values = _within(span)
        texts, phrases = _texts(asked)
        values |= {"terms": _terms(asked), "positions": list(positions), **phrases}
        statement = _AMONG.format(conditions=f"{_HAS_TERMS}{conditions} AND {texts}")
        return list(unit.execute(sa.text(statement), values).scalars())

    def _hits(self, unit: Unit, span: Span, limit: int, direction: str | None) -> list[int]:
        """Hits in a span, in a direction or as they are found."""
        asked = self._wanted(span)
        if self._is_timed(span):
            asked = replace(asked, groups=(*asked.groups, _times(span)))
        conditions, values = _within(span)
        neighbours = [pair for phrase in asked.phrases for pair in _neighbours(phrase)]
        if neighbours:
            names = [f"neighbours_{place}" for place in range(len(neighbours))]
            conditions += _BESIDE.format(pairs=" || ".join(map(_PAIR.format, names)))
            values |= zip(names, neighbours, strict=True)
        # Neighbours that are there need not be looked for as terms.
        single = tuple(filterfalse(_is_long, asked.phrases))
        if terms := _terms(replace(asked, phrases=single)):
            conditions += _HAS_TERMS
            values["terms"] = terms
        values["limit"] = limit
        words = ", words" if self._compares else ""
        statement = _FOUND.format(words=words, conditions=conditions)
        if direction is None:
            statement += _ANY
        elif self._compares:
            texts, phrases = _texts(asked)
            statement += _COMPARED.format(direction=direction, texts=texts)
            values |= phrases
        else:
            statement += _IN_ORDER.format(direction=direction)
        return list(unit.execute(sa.text(statement), values).scalars())

    def _wanted(self, span: Span) -> Wanted:
        return wanted(self._query, span, self._titled, self._due)

    def _is_timed(self, span: Span) -> bool:
        """Whether the terms of a span's months or years are looked for: those of long times cost
        more than it takes to read the hits of other times."""
        if span.low is None or span.high is None or (self._few and not self._due):
            return False
        return _length(span) <= _LONG

    def _closed(self, unit: Unit, span: Span) -> Span:
        """A span without open ends: from the oldest agreement to the newest, unless it is short."""
        if span.low is not None and span.high is not None and span.high - span.low <= _SHORT:
            return span
        if self._ends is None:
            column = agreements.c.position
            ends = unit.execute(
                sa.select(sa.func.min(column).label("first"), sa.func.max(column).label("last"))
            ).one()
            self._ends = (ends.first or 0, (ends.last or 0) + 1)
        first, end = self._ends
        return span.above(first).below(end)


def _terms(asked: Wanted) -> str:
    """The terms that are asked for, in PostgreSQL's language. Terms hold no quotes."""
    parts = [" | ".join(f"'{term}'" for term in group) for group in asked.groups]
    parts += [f"'{term}'" for phrase in asked.phrases for term in phrase]
    parts += [f"!'{phrase[0]}'" for phrase in asked.without if len(phrase) == 1]
    if asked.untitled and not any(map(_is_long, asked.untitled)):
        parts.append("!(" + " & ".join(f"'{phrase[0]}'" for phrase in asked.untitled) + ")")
    return " & ".join(f"({part})" for part in parts)


def _texts(asked: Wanted) -> tuple[str, dict[str, object]]:
    """What is asked of the texts themselves, and its values."""
    values: dict[str, object] = {}

    def stands(phrase: Phrase) -> str:
        name = f"phrase_{len(values)}"
        values[name] = " ".join(phrase)
        return _STANDS.format(name=name)

    parts = [stands(phrase) for phrase in asked.phrases if _is_long(phrase)]
    parts += [f"NOT {stands(phrase)}" for phrase in asked.without if _is_long(phrase)]
    if any(map(_is_long, asked.untitled)):
        parts.append(f"NOT ({' AND '.join(map(stands, asked.untitled))})")
    return " AND ".join(parts) or "true", values


def _neighbours(phrase: Phrase) -> Iterator[str]:
    """Pairs of neighbours in a phrase, in which each of its terms stands."""
    for start in range(0, len(phrase) - 1, 2):
        yield " ".join(phrase[start : start + 2])
    if len(phrase) > 2 and len(phrase) % 2:
        yield " ".join(phrase[-2:])


def _is_long(phrase: Phrase) -> bool:
    return len(phrase) > 1


def _within(span: Span) -> tuple[str, dict[str, object]]:
    """That a position lies in a span and, for vague dates, is meant; and the values of that."""
    values: dict[str, object] = {
        name: value for name, value in (("low", span.low), ("high", span.high)) if value is not None
    }
    conditions = "".join(map(_WITHIN.__getitem__, values))
    if span.vague:
        conditions += _VAGUE
        values |= {"since": span.since or date.min, "until": span.until or date.max}
    return conditions, values


def _recent(whole: Span) -> Iterator[Span]:
    """The last months and years of a closed span, which hold enough hits where all would be very
    many: the index gives all hits or none. Those of some months are few enough to be put in
    order."""
    low, high = _bounds(whole)
    last = _day(high - 1)
    for start in (_months_on(last, 1 - _FEW_MONTHS), date(max(last.year - 1, 1), 1, 1)):
        if low < first_position(start):
            yield whole.above(first_position(start))


def _parted(whole: Span, months: int, *, oldest: bool) -> tuple[Span, Span]:
    """The newest so many whole months of a closed span, or the oldest, and the rest of it; whole
    years if the months are many."""
    low, high = _bounds(whole)
    if oldest:
        day = _months_on(_day(low), months)
        if months > _FEW_MONTHS and day.month > 1:
            day = _months_on(day, 13 - day.month)
        end = min(first_position(day), high) if day > _day(low) else high  # the calendar ends
        return replace(whole, high=end), replace(whole, low=end)
    day = _months_on(_day(high - 1), 1 - months)
    if months > _FEW_MONTHS:
        day = day.replace(month=1)
    start = max(first_position(day), low)
    return replace(whole, low=start), replace(whole, high=start)


def _times(span: Span) -> tuple[str, ...]:
    """The terms of the months of a closed span, of its years if the months are many."""
    low, high = _bounds(span)
    first, last = _day(low).replace(day=1), _day(high - 1)
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    if count <= _FEW_MONTHS:
        return tuple(month(_months_on(first, number)) for number in range(count))
    return tuple(year(first.replace(year=number)) for number in range(first.year, last.year + 1))


def _bounds(span: Span) -> tuple[int, int]:
    """The bounds of a closed span."""
    assert span.low is not None  # noqa: S101  narrows the types
    assert span.high is not None  # noqa: S101
    return span.low, span.high


def _length(span: Span) -> int:
    """How many positions a closed span holds."""
    low, high = _bounds(span)
    return high - low


def _months_on(day: date, months: int) -> date:
    """The first day of the month so many months later, within the calendar."""
    total = day.year * 12 + day.month - 1 + months
    return date(min(max(total // 12, 1), 9999), total % 12 + 1, 1) if total >= 12 else date.min


def _day(position: int) -> date:
    return date.fromordinal(min(max(position // DAY, 1), date.max.toordinal()))
