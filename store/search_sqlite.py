"""The way to hits by SQLite's index of words (FTS5), whose rows are agreements' positions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from accord.query import Query
from store.engine import Unit
from store.search_spans import Span
from store.search_words import Phrase, Wanted, wanted

# Written out: putting a statement together costs more than the look-up itself.
_HITS = """
    SELECT rowid FROM agreement_words_fts AS hits
    WHERE agreement_words_fts MATCH :terms AND rowid >= :low AND rowid < :high {conditions}
"""
_VAGUE = """
    AND EXISTS (
        SELECT 1 FROM agreements AS dates WHERE dates.position = hits.rowid
        AND dates.dated_last >= :since AND dates.dated_first <= :until
    )
"""
_NEWEST = "ORDER BY rowid DESC LIMIT :limit"
_OLDEST = "ORDER BY rowid LIMIT :limit"
_AMONG = "AND rowid IN (SELECT value FROM json_each(:positions))"
_LOWEST, _HIGHEST = 0, (1 << 63) - 1


@dataclass(frozen=True)
class FtsPath:
    """FTS5 walks the lists of all terms side by side in the order of positions, and stops when
    there are enough: many hits cost no more than few."""

    query: Query
    titled: bool | None = None
    due: tuple[date, ...] = ()
    ordered = True

    def positions(self, unit: Unit, span: Span, limit: int, *, oldest: bool = False) -> list[int]:
        """The positions of the newest hits in a span, or of the oldest, in that order."""
        return self._hits(unit, span, _OLDEST if oldest else _NEWEST, limit=limit)

    def some(self, unit: Unit, span: Span, limit: int) -> tuple[list[int], list[int]]:
        """The positions of any hits in a span, and in order those that are surely the newest."""
        found = self.positions(unit, span, limit)
        return found, found

    def among(self, unit: Unit, span: Span, positions: Sequence[int]) -> list[int]:
        """Which positions are hits in a span."""
        return self._hits(unit, span, _AMONG, positions=json.dumps(list(positions)))

    def _hits(self, unit: Unit, span: Span, conditions: str, **values: object) -> list[int]:
        values |= {
            "terms": fts_query(wanted(self.query, span, self.titled, self.due)),
            "low": _LOWEST if span.low is None else span.low,
            "high": _HIGHEST if span.high is None else span.high,
        }
        if span.vague:
            conditions = _VAGUE + conditions
            values["since"] = str(span.since or date.min)
            values["until"] = str(span.until or date.max)
        statement = sa.text(_HITS.format(conditions=conditions))
        return list(unit.execute(statement, values).scalars())


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
