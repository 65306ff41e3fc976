"""Looking agreements up: the same hits in the same order on both engines."""

from __future__ import annotations

from collections.abc import Iterator, Set

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from accord.query import Query
from accord.words import terms
from store import tellings
from store.engine import Store, Unit
from store.records import Page, StoredAgreement
from store.search_index import ANY, DAY, clip, facet, first_position
from store.tables import agreement_pairs, agreement_parties, agreement_words, agreements

# A date stated as a year may stand a year from the position that it got.
_YEAR = 366 * DAY
_BATCH = 200
# Each engine's own index of words: a virtual table of SQLite, a column of PostgreSQL.
_words_fts: sa.ColumnClause[str] = sa.column("words_fts", TSVECTOR)
_fts = sa.table("agreement_words_fts", sa.column("rowid"), sa.column("agreement_words_fts"))


class WrongCursor(ValueError):
    """The cursor was not handed out by a search."""


def search(unit: Unit, query: Query, *, limit: int, before: str | None = None) -> Page:
    """The agreements that a query selects, newest first: by the day of conclusion, else of
    publication, else of first sight.

    `before` is a page's `next`: pages don't overlap or skip when agreements are added meanwhile.
    Raises WrongCursor, and ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError("a page holds at least one agreement")
    if not all(terms(word) for word in query.words):
        return Page(hits=(), total=0, next=None)  # a word of punctuation only stands nowhere
    found = _positions(unit, query)
    total = unit.execute(sa.select(sa.func.count()).select_from(found)).scalar_one()
    page = sa.select(found.c.position).order_by(found.c.position.desc()).limit(limit + 1)
    if before is not None:
        page = page.where(found.c.position < _position(before))
    positions = list(unit.execute(page).scalars())
    return Page(
        hits=tuple(tellings.load(unit, _ids(unit, positions[:limit])).values()),
        total=total,
        next=str(positions[limit - 1]) if len(positions) > limit else None,
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


def ids(
    unit: Unit,
    query: Query,
    *,
    limit: int,
    before: int | None = None,
    after: int | None = None,
) -> list[int]:
    """The ids of the agreements that a query selects: the newest before a position, newest first,
    or the oldest after one, oldest first."""
    found = _positions(unit, query)
    rows = sa.select(found.c.position).limit(limit)
    if after is None:
        rows = rows.order_by(found.c.position.desc())
    else:
        rows = rows.where(found.c.position > after).order_by(found.c.position)
    if before is not None:
        rows = rows.where(found.c.position < before)
    positions = list(unit.execute(rows).scalars())
    found_ids = _ids(unit, positions)
    return found_ids if after is None else found_ids[::-1]


def selects(
    unit: Unit, query: Query, agreement_id: sa.ColumnElement[int]
) -> sa.ColumnElement[bool]:
    """The condition that a query selects the agreement of a column."""
    found = _positions(unit, query)
    selected = sa.select(agreements.c.id).join(found, found.c.position == agreements.c.position)
    return agreement_id.in_(selected)


def _positions(unit: Unit, query: Query) -> sa.FromClause:
    """A table of the positions of all hits."""
    if not _needs_words(query):
        return _by_parties({group[0] for group in query.offices}, query).subquery("found")
    if not unit.postgresql:
        match = _fts.c.agreement_words_fts.op("MATCH")(_fts_query(query))
        rowid = _fts.c.rowid
        where = [match, *_dated(rowid, query)]
        return sa.select(rowid.label("position")).where(*where).subquery("found")
    column = agreement_words.c.position
    where = [*_postgresql_words(query), *_dated(column, query)]
    # Left to itself, the planner may walk all agreements from the newest and read the words of
    # each: seconds, where the index of words takes milliseconds.
    found = sa.select(column).where(*where).cte("found")
    return found.prefix_with("MATERIALIZED")


def _needs_words(query: Query) -> bool:
    """Whether the tables of parties and pairs don't suffice."""
    others = (query.any_offices, query.frameworks, query.instruments, query.topics)
    words = (query.languages, query.words, query.without)
    return any(others) or any(words) or any(len(group) != 1 for group in query.offices)


def _by_parties(codes: Set[str], query: Query) -> sa.Select[tuple[int]]:
    match sorted(codes):
        case []:
            column = agreements.c.position
            where = []
        case [code]:
            column = agreement_parties.c.position
            where = [agreement_parties.c.code == code]
        case [code, second, *others]:
            column = agreement_pairs.c.position
            where = [agreement_pairs.c.code == code, agreement_pairs.c.other_code == second]
            for other in others:
                party = agreement_parties.alias(f"party_{other}")
                where.append(sa.exists().where(party.c.code == other, party.c.position == column))
    return sa.select(column).where(*where, *_dated(column, query))


def _dated(column: sa.ColumnElement[int], query: Query) -> Iterator[sa.ColumnElement[bool]]:
    if query.since is None and query.until is None:
        return
    dates = agreements.alias("dates")
    where = [dates.c.position == column]
    if query.since:
        where.append(dates.c.dated_last >= query.since.first)
        yield column >= first_position(query.since.first) - _YEAR
    if query.until:
        where.append(dates.c.dated_first <= query.until.last)
        yield column < first_position(query.until.last) + _YEAR
    yield sa.exists().where(*where)


def _facets(query: Query) -> Iterator[list[str]]:
    """The terms of the facts asked for: at least one of each list."""
    groups = (
        *(("p", group) for group in query.offices),
        ("p", query.any_offices),
        ("f", query.frameworks),
        ("i", tuple(map(str, query.instruments))),
        *(("t", group) for group in query.topics),
        ("l", query.languages),
    )
    for position, (kind, codes) in enumerate(groups):
        if codes or position < len(query.offices):
            yield [facet(kind, code) for code in codes]


def _phrases(words: tuple[str, ...]) -> list[list[str]]:
    found = [[clip(term) for term in terms(word)] for word in words]
    return [phrase for phrase in found if phrase]


def _fts_query(query: Query) -> str:
    """The words and facts asked for, in the language of FTS5. Terms hold no quotes."""
    wanted = [" OR ".join(f'"{term}"' for term in group) for group in _facets(query)]
    wanted += [f'"{" ".join(phrase)}"' for phrase in _phrases(query.words)]
    text = " AND ".join(f"({part})" for part in wanted or [f'"{ANY}"'])
    without = " OR ".join(f'"{" ".join(phrase)}"' for phrase in _phrases(query.without))
    return f"({text}) NOT ({without})" if without else text


def _postgresql_words(query: Query) -> Iterator[sa.ColumnElement[bool]]:
    """The same for PostgreSQL, whose positions end at 16,383 and are not used: the index finds
    the terms, the text itself shows whether they stand side by side."""
    words = agreement_words.c.words
    wanted, without = _phrases(query.words), _phrases(query.without)
    parts = [" | ".join(f"'{term}'" for term in group) for group in _facets(query)]
    parts += [f"'{term}'" for phrase in wanted for term in phrase]
    parts = parts or [f"'{ANY}'"]
    parts += [f"!'{phrase[0]}'" for phrase in without if len(phrase) == 1]
    text = " & ".join(f"({part})" for part in parts)
    yield _words_fts.op("@@", is_comparison=True)(sa.cast(text, TSQUERY))
    padded = " " + words + " "
    for phrase in wanted:
        if len(phrase) > 1:
            yield sa.func.strpos(padded, f" {' '.join(phrase)} ") > 0
    for phrase in without:
        if len(phrase) > 1:
            yield sa.func.strpos(padded, f" {' '.join(phrase)} ") == 0


def _ids(unit: Unit, positions: list[int]) -> list[int]:
    rows = unit.execute(
        sa.select(agreements.c.id)
        .where(agreements.c.position.in_(positions))
        .order_by(agreements.c.position.desc())
    )
    return list(rows.scalars())


def _position(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
        raise WrongCursor(f"{cursor[:40]!r} is no cursor of a search.")
    return int(cursor)
