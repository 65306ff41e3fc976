"""How many agreements have a fact, and a second one beside it: kept when they are written, so that
counts and facets of a common fact cost no counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from accord.query import Query
from store.engine import Unit
from store.records import Facets
from store.tables import agreement_counts as table
from store.tables import agreements

# The kinds of facts that are shown as facets, beside which each fact is counted.
_SHOWN = {"p": "offices", "f": "frameworks", "t": "topics", "y": "years"}
_ALL = ""
_ADD_SQLITE = sa.text(
    "INSERT INTO agreement_counts (term, other, number) VALUES (:term, :other, :number)"
    " ON CONFLICT (term, other) DO UPDATE SET number = number + excluded.number"
)
# One statement for all rows: a hundred on their own would be a hundred messages to the server.
_ADD_POSTGRESQL = sa.text(
    "INSERT INTO agreement_counts AS kept (term, other, number)"
    " SELECT * FROM unnest(CAST(:terms AS text[]), CAST(:others AS text[]),"
    " CAST(:numbers AS bigint[]))"
    " ON CONFLICT (term, other) DO UPDATE SET number = kept.number + excluded.number"
)


def recount(unit: Unit, agreement_id: int, facets: str | None) -> None:
    """Count an agreement by these facts (`p:KR f:IP5`) from now on, in place of its former ones;
    not at all if None."""
    former = unit.execute(
        sa.select(agreements.c.facets).where(agreements.c.id == agreement_id)
    ).scalar()
    if facets == former:
        return
    changes = Counter(cells(facets))
    changes.subtract(cells(former))
    add(unit, changes)
    unit.execute(sa.update(agreements).where(agreements.c.id == agreement_id).values(facets=facets))


def add(unit: Unit, changes: Mapping[tuple[str, str], int]) -> None:
    """Add to the counts of cells."""
    rows = [(term, other, n) for (term, other), n in sorted(changes.items()) if n]
    if unit.postgresql:
        terms, others, numbers = (list(column) for column in zip(*rows, strict=True))
        unit.execute(_ADD_POSTGRESQL, {"terms": terms, "others": others, "numbers": numbers})
    else:
        unit.execute(_ADD_SQLITE, [{"term": t, "other": o, "number": n} for t, o, n in rows])


def kept(unit: Unit, query: Query) -> int | None:
    """How many agreements a query selects, where that is kept: all, those with one fact or two,
    and those with one fact of whole years; None for any other query."""
    terms = _terms(query)
    if terms is None:
        return None
    dates = (query.since, query.until)
    if not any(dates):
        return _number(unit, terms)
    if len(terms) > 1 or any(when and when.month for when in dates):
        return None
    first = f"y:{query.since.year:04}" if query.since else "y:"
    last = f"y:{query.until.year:04}" if query.until else "y:9999"
    total = unit.execute(
        sa.select(sa.func.sum(table.c.number)).where(
            table.c.term == (terms[0] if terms else _ALL), table.c.other.between(first, last)
        )
    ).scalar()
    return int(total or 0)


def kept_facets(unit: Unit, query: Query) -> Facets | None:
    """The facets of a query, where they are kept: those of all agreements and of one fact."""
    terms = _terms(query)
    if terms is None or len(terms) > 1 or query.since or query.until:
        return None
    term = terms[0] if terms else _ALL
    rows = unit.execute(
        sa.select(table.c.other, table.c.number).where(table.c.term == term, table.c.number > 0)
    )
    numbers: dict[str, int] = {row.other: row.number for row in rows}
    total = numbers.pop(_ALL, 0)
    if term and total:
        numbers[term] = total
    return _facets(Counter(numbers), of=total, exact=True)


def facets_at(unit: Unit, positions: list[int], *, exact: bool) -> Facets:
    """The facets of the agreements at these positions."""
    rows = unit.execute(
        sa.select(agreements.c.facets).where(unit.one_of(agreements.c.position, positions))
    )
    counted = Counter(fact for facets in rows.scalars() for fact in (facets or "").split(" "))
    return _facets(counted, of=len(positions), exact=exact)


def _facets(counted: Counter[str], *, of: int, exact: bool) -> Facets:
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in _SHOWN.values()}
    for fact, number in counted.items():
        kind, _, code = fact.partition(":")
        if kind in _SHOWN:
            found[_SHOWN[kind]].append((code, number))
    for name, numbers in found.items():
        numbers.sort(key=lambda pair: (-pair[1], pair[0]))
        if name == "years":
            numbers.sort(reverse=True)
    return Facets(of=of, exact=exact, **{name: tuple(pairs) for name, pairs in found.items()})


def cells(facets: str | None) -> Iterator[tuple[str, str]]:
    """The counts in which an agreement of these facts stands."""
    if facets is None:
        return
    facts = facets.split(" ")
    shown = [fact for fact in facts if fact[0] in _SHOWN]
    for term in (_ALL, *facts):
        yield term, _ALL
        for other in shown:
            if other != term:
                yield term, other


def _number(unit: Unit, terms: list[str]) -> int | None:
    if len(terms) > 2:
        return None
    term, other = (*terms, _ALL, _ALL)[:2]
    if other and other[0] not in _SHOWN:
        term, other = other, term
    if other and other[0] not in _SHOWN:
        return None
    number = unit.execute(
        sa.select(table.c.number).where(table.c.term == term, table.c.other == other)
    ).scalar()
    return int(number or 0)


def _terms(query: Query) -> list[str] | None:
    """The facts of a query that asks for nothing but single facts, sorted; None for another."""
    if query.words or query.without or len(query.any_offices) > 1:
        return None
    groups = (
        *(("p", group) for group in query.offices),
        ("p", query.any_offices),
        ("f", query.frameworks),
        ("i", tuple(map(str, query.instruments))),
        *(("t", group) for group in query.topics),
        ("l", query.languages),
    )
    found = set()
    for kind, codes in groups:
        if len(set(codes)) > 1:
            return None
        found |= {f"{kind}:{code}" for code in codes}
    if any(not group for group in query.offices):
        return None
    return sorted(found)
