"""Looking agreements up: the same hits in the same order on both engines."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from accord.query import Query
from accord.words import terms
from store import search_counts, tellings
from store.engine import Store, Unit
from store.records import Facets, Page, StoredAgreement
from store.search_paths import path_of
from store.search_spans import spans
from store.tables import agreements

# Hits are counted up to here, and put in order from here down without a walk; a query of one or
# two facts is counted exactly whatever its hits.
MOST_COUNTED = 1_000
# Up to here where a phrase is asked for: whether it stands in a text, PostgreSQL must read.
MOST_COMPARED = 200
# So many of the newest hits stand for the rest in facets.
_FACETED = 500
_BATCH = 200


class Order(StrEnum):
    """In which order hits come."""

    NEWEST = "newest"
    RELEVANCE = "relevance"


class WrongCursor(ValueError):
    """The cursor was not handed out by a search."""


def search(
    unit: Unit,
    query: Query,
    *,
    limit: int,
    before: str | None = None,
    order: Order = Order.NEWEST,
) -> Page:
    """The agreements that a query selects, newest first: by the day of conclusion, else of
    publication, else of first sight. By relevance, those whose title has all the words come
    before the others, the newest first in each part.

    `before` is a page's `next`: pages don't overlap or skip when agreements are added meanwhile.
    Raises WrongCursor, and ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError("a page holds at least one agreement")
    if not all(terms(word) for word in query.words):
        return Page(hits=(), total=0, next=None)  # a word of punctuation only stands nowhere
    found = _Hits(unit, query)
    if order is Order.RELEVANCE and query.words:
        keys = _by_relevance(unit, query, found, before, limit + 1)
    else:
        below = None if before is None else _position(before)
        keys = [(str(position), position) for position in found.newest(limit + 1, before=below)]
    shown = keys[:limit]
    return Page(
        hits=tuple(tellings.load(unit, _ids(unit, [position for _, position in shown])).values()),
        total=found.total,
        exact=found.exact,
        next=shown[-1][0] if len(keys) > limit else None,
    )


def everything(store: Store, query: Query) -> Iterator[StoredAgreement]:
    """All agreements that a query selects, newest first, in pages of their own units."""
    cursor: str | None = None
    while True:
        with store.read() as unit:
            page = search(unit, query, limit=_BATCH, before=cursor)
        yield from page.hits
        cursor = page.next
        if cursor is None:
            return


def facets(unit: Unit, query: Query) -> Facets:
    """How the hits of a query spread over offices, frameworks, topics and years.

    Exact for all agreements, for those with one fact, and for up to 500 hits of any query, 200 of
    one with a phrase; beyond that of the newest so many.
    """
    kept = search_counts.kept_facets(unit, query)
    if kept is not None:
        return kept
    if not all(terms(word) for word in query.words):
        return search_counts.facets_at(unit, [], exact=True)
    most = min(_FACETED, _most_counted(query))
    positions = _Hits(unit, query).newest(most + 1, count=False)
    exact = len(positions) <= most
    return search_counts.facets_at(unit, positions[:most], exact=exact)


def ids(unit: Unit, query: Query, *, limit: int, oldest: bool = False) -> list[int]:
    """The ids of the newest agreements that a query selects, newest first, or of the oldest, oldest
    first."""
    hits = _Hits(unit, query)
    return _ids(unit, hits.oldest(limit) if oldest else hits.newest(limit))


def around(unit: Unit, query: Query, position: int, *, limit: int) -> tuple[list[int], list[int]]:
    """The ids of the agreements that a query selects around a position: the last before it, newest
    first, and the first after it, oldest first."""
    hits = _Hits(unit, query)
    older = hits.newest(limit, before=position)
    return _ids(unit, older), _ids(unit, hits.oldest(limit, after=position))


def newest(unit: Unit, query: Query) -> int | None:
    """The position of the newest agreement that a query selects; None if it selects none."""
    return next(iter(_Hits(unit, query).newest(1, count=False)), None)


def few(unit: Unit, query: Query, *, due: tuple[date, ...]) -> list[int] | None:
    """The positions of all agreements that a query selects and of which something comes about in
    the months of these days, None if they are so many that some are met soon on a walk from day to
    day."""
    found = _Hits(unit, query, due=due)
    return found.newest(found.most) if found.exact else None


def compares(unit: Unit, query: Query) -> bool:
    """Whether texts must be read to tell what a query selects."""
    return unit.postgresql and _most_counted(query) == MOST_COMPARED


def among(unit: Unit, query: Query, positions: Collection[int]) -> set[int]:
    """At which of these positions agreements stand that a query selects."""
    path = path_of(unit, query)
    found = (path.among(unit, span, list(positions)) for span in spans(query))
    return {position for some in found for position in some}


def may_select(query: Query, row: sa.Row[Any]) -> bool:
    """Whether a query selects the agreement of a row with its `facets`, `dated_first` and
    `dated_last`, its words aside."""
    facts = frozenset((row.facets or "").split(" "))
    groups = [
        *([f"p:{code}" for code in group] for group in query.offices),
        *([f"t:{code}" for code in group] for group in query.topics),
    ]
    alternatives = {
        "p": query.any_offices,
        "f": query.frameworks,
        "i": query.instruments,
        "l": query.languages,
    }
    groups += [
        [f"{kind}:{code}" for code in codes] for kind, codes in alternatives.items() if codes
    ]
    if any(facts.isdisjoint(group) for group in groups):
        return False
    if query.since and (row.dated_last is None or row.dated_last < query.since.first):
        return False
    return not (query.until and (row.dated_first is None or row.dated_first > query.until.last))


class _Hits:
    """All that a query selects, looked at no more closely than is needed."""

    def __init__(
        self,
        unit: Unit,
        query: Query,
        *,
        titled: bool | None = None,
        due: tuple[date, ...] = (),
        few: bool = False,
    ) -> None:
        """`few`: they are known to be no more than are counted."""
        self._unit, self._query = unit, query
        self._part = titled is not None or bool(due)
        self._surely_newest: list[int] = []
        self._path = path_of(unit, query, titled=titled, due=due, few=few or bool(due))
        self._spans = spans(query)
        reads = unit.postgresql or not due  # SQLite reads no texts, and its counts are not shown
        self.most = _most_counted(query) if reads else MOST_COUNTED

    @property
    def total(self) -> int:
        """How many there are, `most` if there are more and that is not kept."""
        return self._kept if self._kept is not None else min(len(self._some), self.most)

    @property
    def ordered(self) -> bool:
        """Whether the newest of many hits are found as fast as those of few."""
        return self._path.ordered

    @property
    def exact(self) -> bool:
        """Whether there are no more."""
        return self._kept is not None or len(self._some) <= self.most

    def newest(self, limit: int, *, before: int | None = None, count: bool = True) -> list[int]:
        """The positions of the newest hits before one. Without `count` no others are asked for."""
        if count:
            self._count_few()
        found: list[int] = []
        if "_some" in self.__dict__:
            sure = self._some if len(self._some) <= self.most else self._surely_newest
            found = [p for p in sure if before is None or p < before][:limit]
            if sure is self._some or len(found) == limit:
                return found
            before = found[-1] if found else before
        for span in self._spans:
            if len(found) < limit:
                rest = span if before is None else span.below(before)
                found += self._path.positions(self._unit, rest, limit - len(found))
        return found

    def oldest(self, limit: int, *, after: int = -1) -> list[int]:
        """The positions of the oldest hits after one, oldest first."""
        self._count_few()
        if "_some" in self.__dict__ and len(self._some) <= self.most:
            return [p for p in reversed(self._some) if p > after][:limit]
        found: list[int] = []
        for span in reversed(self._spans):
            if len(found) < limit:
                rest = span.above(after + 1)
                found += self._path.positions(self._unit, rest, limit - len(found), oldest=True)
        return found

    def _count_few(self) -> None:
        """Ask for all hits where that is no more work than asking for the first of them."""
        if not self._path.ordered and (self._kept is None or self._kept <= self.most):
            _ = self._some

    @cached_property
    def _kept(self) -> int | None:
        return None if self._part else search_counts.kept(self._unit, self._query)

    @cached_property
    def _some(self) -> list[int]:
        """All hits, the newest first, if they are not more than are counted; else some more, the
        newest where that costs no more."""
        found: list[int] = []
        for span in self._spans:
            most = self.most + 1 - len(found)
            more, newest = self._path.some(self._unit, span, most)
            found += more
            self._surely_newest += newest
            if len(more) == most:
                break
        return sorted(found, reverse=True)


def _by_relevance(
    unit: Unit, query: Query, found: _Hits, before: str | None, limit: int
) -> list[tuple[str, int]]:
    """The cursor and position of each hit: those with the words in a title, then the others."""
    part, below = ("a", None) if before is None else (before[:1], _position(before[1:]))
    if part not in ("a", "b"):
        raise WrongCursor(f"{before!r} is no cursor of a search by relevance.")
    titled = _Hits(unit, query, titled=True, few=found.exact)
    keys: list[tuple[str, int]] = []
    if part == "a":
        keys += [(f"a{p}", p) for p in titled.newest(limit, before=below)]
        below = None
    left = limit - len(keys)
    if left and (found.ordered or not titled.exact):
        rest = _Hits(unit, query, titled=False).newest(left, before=below)
    else:  # one look-up less: all that have them in a title are known
        rest = _without(found, set(titled.newest(titled.most)), left, below)
    return keys + [(f"b{p}", p) for p in rest]


def _without(found: _Hits, but: set[int], limit: int, before: int | None) -> list[int]:
    """The positions of the newest hits before one, but for some."""
    rest: list[int] = []
    while len(rest) < limit:
        some = found.newest(limit + _BATCH, before=before)
        rest += [position for position in some if position not in but]
        if len(some) < limit + _BATCH:
            break
        before = some[-1]
    return rest[:limit]


def _most_counted(query: Query) -> int:
    """Up to how many the hits of a query are counted."""
    phrases = any(len(terms(word)) > 1 for word in (*query.words, *query.without))
    return min(MOST_COUNTED, MOST_COMPARED) if phrases else MOST_COUNTED


def _ids(unit: Unit, positions: list[int]) -> list[int]:
    """The ids of the agreements at these positions, in their order."""
    rows = unit.execute(
        sa.select(agreements.c.position, agreements.c.id).where(
            unit.one_of(agreements.c.position, positions)
        )
    )
    found = {row.position: row.id for row in rows}
    return [found[position] for position in positions if position in found]


def _position(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
        raise WrongCursor(f"{cursor[:40]!r} is no cursor of a search.")
    return int(cursor)
