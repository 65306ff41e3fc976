"""What is to come for the agreements that a query selects, soonest first."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from accord.dates import PartialDate
from accord.lineage import Status
from accord.query import Query
from accord.words import terms
from store import search, tellings
from store.engine import Unit
from store.lineage import MEETING
from store.records import Coming
from store.tables import agreement_dates as table
from store.tables import agreements

# Dates are read in pages that grow: most queries have some among the first.
_FIRST_PAGE, _LAST_PAGE = 50, 1_000
# The months in which a query is looked for by the dates of its agreements: so many at first, then
# more, and never more at once.
_FIRST_MONTHS, _GROWTH, _MOST_MONTHS = 3, 8, 96
_FROM_FIRST = frozenset({Status.SIGNED, Status.IN_FORCE})


def find(
    unit: Unit, query: Query, today: date, *, until: date | None = None, limit: int = 20
) -> tuple[Coming, ...]:
    """What is to come, from `today` on, for the agreements that a query selects, soonest first:
    signings, entries into force, ends of terms and next meetings.

    What was signed or took effect today, or in the month or year that today lies in, has come
    about; an end or a meeting comes by the last day of what is stated. A next meeting that has been
    held, since a later agreement of the same forum (or without a forum, of the same parties) is
    of that year or after, is not to come.
    """
    if not all(terms(word) for word in query.words):
        return ()  # a word of punctuation only stands nowhere
    meetings = _Meetings(unit)
    found: list[sa.Row[Any]] = []
    for page in _rows(unit, query, today, until or date.max):
        for start in range(0, len(page), limit):
            if len(found) < limit:
                some = [r for r in page[start : start + limit] if not _has_come(r, today)]
                held = meetings.held(some)
                found += [row for row in some if row not in held]
        if len(found) >= limit:
            break
    del found[limit:]
    stored = tellings.load(unit, [row.agreement_id for row in found])
    return tuple(
        Coming(
            kind=row.kind,
            when=PartialDate.parse(row.stated),
            reckoned=row.reckoned,
            agreement=stored[row.agreement_id],
        )
        for row in found
    )


def _has_come(row: sa.Row[Any], today: date) -> bool:
    """Whether it counts as come about on that day, as an agreement's status has it."""
    return row.kind in _FROM_FIRST and PartialDate.parse(row.stated).first <= today


def _rows(unit: Unit, query: Query, first: date, last: date) -> Iterator[Sequence[sa.Row[Any]]]:
    """The dates from one day to another of the agreements that a query selects, in pages."""
    if query.selects_all:
        yield from _pages(unit, first, last)
        return
    last = min(last, unit.execute(sa.select(sa.func.max(table.c.day))).scalar() or date.min)
    months = 1 if search.compares(unit, query) else _FIRST_MONTHS
    while first <= last:
        due = tuple(_months(first, months, last))
        end = min(last, _end_of(due[-1]))
        selected = search.few(unit, query, due=due)
        if selected is None and months > 1 and search.compares(unit, query):
            months = 1  # the texts of a month's are read sooner than those of a walk
            continue
        if selected is None:
            yield from _walked(unit, query, first, end)
        elif selected:
            yield from _pages(unit, first, end, at=selected)
        if end == last:
            return
        first, months = end + timedelta(days=1), min(_GROWTH * months, _MOST_MONTHS)


def _months(day: date, count: int, last: date) -> Iterator[date]:
    """The first days of so many months from that of a day, up to a last day."""
    for number in range(day.month - 1, day.month - 1 + count):
        year, month = day.year + number // 12, number % 12 + 1
        if (year, month) <= (last.year, last.month):
            yield date(year, month, 1)


def _end_of(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _walked(unit: Unit, query: Query, first: date, last: date) -> Iterator[Sequence[sa.Row[Any]]]:
    """The same where a good part of all dates is theirs: they are picked from all."""
    for page in _pages(unit, first, last):
        rows = [row for row in page if search.may_select(query, row)]
        if query.words or query.without:
            selected = search.among(unit, query, {row.position for row in rows})
            rows = [row for row in rows if row.position in selected]
        yield rows


def _pages(
    unit: Unit, first: date, last: date, *, at: Sequence[int] | None = None
) -> Iterator[Sequence[sa.Row[Any]]]:
    """Dates from one day to another, soonest first: all, or of agreements at some positions."""
    order = (table.c.day, table.c.agreement_id, table.c.kind)
    rows = (
        sa.select(
            table.c.agreement_id,
            table.c.kind,
            table.c.day,
            table.c.stated,
            table.c.reckoned,
            agreements.c.position,
            agreements.c.facets,
            agreements.c.dated_first,
            agreements.c.dated_last,
        )
        .join(agreements, agreements.c.id == table.c.agreement_id)
        .where(table.c.day.between(first, last))
        .order_by(*order)
    )
    if at is not None:
        rows = rows.where(unit.one_of(agreements.c.position, at))
    size, page = _FIRST_PAGE, unit.execute(rows.limit(_FIRST_PAGE)).all()
    while page:
        yield page
        if len(page) < size:
            return
        after = sa.tuple_(*map(sa.literal, (page[-1].day, page[-1].agreement_id, page[-1].kind)))
        size = min(2 * size, _LAST_PAGE)
        page = unit.execute(rows.where(sa.tuple_(*order) > after).limit(size)).all()


class _Meetings:
    """Which of the meetings that were announced have left a trace."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._newest: dict[Query, int | None] = {}
        self._first_days: dict[int, date | None] = {}

    def held(self, rows: Sequence[sa.Row[Any]]) -> list[sa.Row[Any]]:
        """Those rows of dates whose meetings have been held."""
        later = [(row, newest) for row in rows if (newest := self._later(row)) is not None]
        self._read_first_days({newest for _, newest in later} - self._first_days.keys())
        return [row for row, newest in later if _is_that_meeting(row, self._first_days[newest])]

    def _read_first_days(self, positions: Collection[int]) -> None:
        """The first days that agreements at these positions may be of, None if undated."""
        if positions:
            where = self._unit.one_of(agreements.c.position, positions)
            dates = sa.select(agreements.c.position, agreements.c.dated_first).where(where)
            self._first_days |= {row.position: row.dated_first for row in self._unit.execute(dates)}

    def _later(self, row: sa.Row[Any]) -> int | None:
        """The position of the newest agreement of a meeting's forum, else of its parties, if it may
        come of that meeting."""
        if row.kind != MEETING:
            return None
        facts = [fact.partition(":")[::2] for fact in (row.facets or "").split(" ")]
        forum = tuple(code for kind, code in facts if kind == "f")
        parties = tuple((code,) for kind, code in facts if kind == "p")
        query = Query(frameworks=forum) if forum else Query(offices=parties)
        if query not in self._newest:
            self._newest[query] = search.newest(self._unit, query)
        newest = self._newest[query]
        return None if newest == row.position else newest


def _is_that_meeting(row: sa.Row[Any], later: date | None) -> bool:
    """Whether a later agreement, of that day at the earliest, came of the meeting of a row."""
    if later is None or later.year < row.day.year:
        return False
    return row.dated_last is None or later > row.dated_last
