"""The way to hits by SQLite's index of words (FTS5), whose rows are agreements' positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from accord.query import Query
from store.engine import Unit
from store.search_spans import Span
from store.search_words import Phrase, Wanted, wanted

_fts = sa.table(
    "agreement_words_fts", sa.column("rowid", sa.Integer), sa.column("agreement_words_fts")
)


@dataclass(frozen=True)
class FtsPath:
    """FTS5 walks the lists of all terms side by side in the order of positions, and stops when
    there are enough: many hits cost no more than few."""

    query: Query
    titled: bool | None = None
    ordered = True

    def positions(self, unit: Unit, span: Span, limit: int, *, oldest: bool = False) -> list[int]:
        """The positions of the newest hits in a span, or of the oldest, in that order."""
        rowid = _fts.c.rowid
        rows = self._select(span).order_by(rowid if oldest else rowid.desc()).limit(limit)
        return list(unit.execute(rows).scalars())

    def some(self, unit: Unit, span: Span, limit: int) -> list[int]:
        """The positions of any hits in a span."""
        return self.positions(unit, span, limit)

    def among(self, unit: Unit, span: Span, positions: Sequence[int]) -> list[int]:
        """Which positions are hits in a span."""
        rows = self._select(span).where(_fts.c.rowid.in_(positions))
        return list(unit.execute(rows).scalars())

    def _select(self, span: Span) -> sa.Select[tuple[int]]:
        match = fts_query(wanted(self.query, span, self.titled))
        return sa.select(_fts.c.rowid).where(
            _fts.c.agreement_words_fts.op("MATCH")(match), *span.holds(_fts.c.rowid)
        )


def fts_query(asked: Wanted) -> str:
    """What is asked for in the language of FTS5. Terms hold no quotes."""
    parts = [" OR ".join(f'"{term}"' for term in group) for group in asked.groups]
    parts += map(_quoted, asked.phrases)
    text = " AND ".join(f"({part})" for part in parts)
    without = list(map(_quoted, asked.without))
    if asked.untitled:
        without.append("(" + " AND ".join(map(_quoted, asked.untitled)) + ")")
    return f"({text}) NOT ({' OR '.join(without)})" if without else text


def _quoted(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"'
