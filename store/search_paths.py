"""The ways to the hits of a query: by the tables of parties, or by each engine's index of words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Protocol

import sqlalchemy as sa

from accord.query import Query
from store.engine import Unit
from store.search_index import UNDATED, VAGUE
from store.search_postgresql import GinPath
from store.search_spans import Span
from store.search_sqlite import FtsPath
from store.tables import agreement_counts, agreement_pairs, agreement_parties, agreements


class Path(Protocol):
    """A way to a query's hits."""

    @property
    def ordered(self) -> bool:
        """Whether the newest of many hits are found as fast as those of few."""

    def positions(self, unit: Unit, span: Span, limit: int, *, oldest: bool = False) -> list[int]:
        """The positions of the newest hits in a span, or of the oldest, in that order."""

    def some(self, unit: Unit, span: Span, limit: int) -> tuple[list[int], list[int]]:
        """The positions of any hits in a span, and in order those that are surely the newest."""

    def among(self, unit: Unit, span: Span, positions: Sequence[int]) -> list[int]:
        """Which positions are hits in a span."""


def path_of(
    unit: Unit,
    query: Query,
    *,
    titled: bool | None = None,
    due: tuple[date, ...] = (),
    few: bool = False,
) -> Path:
    """The way to a query's hits. With `titled`, the words must all stand in a title; if it is
    False, they must not all. With `due`, something must come about in the
    month of one of these days. `few`: there are not so many that all were too many to ask for."""
    if not due and not _needs_words(query):
        return _party_path(unit, query)
    if unit.postgresql:
        return GinPath(query, titled, due, few=few)
    return FtsPath(query, titled, due)


class PartyPath:
    """By the list of a party or pair, or of all agreements, in the order of positions."""

    ordered = True

    def __init__(self, table: sa.Table, codes: Sequence[str] = (), others: Sequence[str] = ()):
        """`codes` head the table's list, `others` must be parties too."""
        self._table = table
        self._column = table.c.position
        names = ("code", "other_code")
        self._where = [table.c[name] == code for name, code in zip(names, codes, strict=False)]
        for other in others:
            party = agreement_parties.alias(f"party_{other}")
            beside = (party.c.code == other, party.c.position == self._column)
            self._where.append(sa.exists().where(*beside))

    def positions(self, unit: Unit, span: Span, limit: int, *, oldest: bool = False) -> list[int]:
        """The positions of the newest hits in a span, or of the oldest, in that order."""
        order = self._column if oldest else self._column.desc()
        return list(unit.execute(self._select(span).order_by(order).limit(limit)).scalars())

    def some(self, unit: Unit, span: Span, limit: int) -> tuple[list[int], list[int]]:
        """The positions of any hits in a span, and in order those that are surely the newest."""
        found = self.positions(unit, span, limit)
        return found, found

    def among(self, unit: Unit, span: Span, positions: Sequence[int]) -> list[int]:
        """Which positions are hits in a span."""
        rows = self._select(span).where(self._column.in_(positions))
        return list(unit.execute(rows).scalars())

    def _select(self, span: Span) -> sa.Select[tuple[int]]:
        rows = sa.select(self._column).where(*self._where, *span.holds(self._column))
        if self._table is agreements:
            return rows.where(agreements.c.dated_first.is_not(None)) if span.dated else rows
        if span.dated:
            return rows.where(self._table.c.dating != UNDATED)
        return rows.where(self._table.c.dating == VAGUE) if span.vague else rows


def _party_path(unit: Unit, query: Query) -> PartyPath:
    match sorted({group[0] for group in query.offices}):
        case []:
            return PartyPath(agreements)
        case [code]:
            return PartyPath(agreement_parties, [code])
        case [_, _] as pair:
            return PartyPath(agreement_pairs, pair)
        case codes:
            pair = _seldomest(unit, codes)
            return PartyPath(agreement_pairs, pair, [c for c in codes if c not in pair])


def _seldomest(unit: Unit, codes: list[str]) -> list[str]:
    """The pair among these parties that has the fewest agreements."""
    table = agreement_counts
    facts = [f"p:{code}" for code in codes]
    rows = unit.execute(
        sa.select(table.c.term, table.c.other, table.c.number).where(
            table.c.term.in_(facts), table.c.other.in_(facts)
        )
    )
    numbers: dict[tuple[str, ...], int] = {
        (row.term[2:], row.other[2:]): row.number for row in rows
    }
    one, other = min(combinations(codes, 2), key=lambda pair: int(numbers.get(pair, 0)))
    return [one, other]


def _needs_words(query: Query) -> bool:
    """Whether the tables of parties and pairs don't suffice."""
    others = (query.any_offices, query.frameworks, query.instruments, query.topics)
    words = (query.languages, query.words, query.without)
    return any(others) or any(words) or any(len(group) != 1 for group in query.offices)
