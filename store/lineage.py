"""Lineage: the life of an agreement, the agreements around it, and what is to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from itertools import islice

import sqlalchemy as sa

from accord import lineage
from accord.agreement import Agreement, Instrument, RelationKind
from accord.dates import PartialDate
from accord.lineage import Chapter, Status, Step
from accord.query import Query
from store import search, search_index, tellings
from store.engine import Unit
from store.errors import NotFound
from store.records import StoredAgreement, Timeline
from store.tables import (
    agreement_dates,
    agreement_pairs,
    agreement_parties,
    agreement_relations,
    agreements,
)

MEETING = "meeting"
# How far a chain or a series is followed, and how many former agreements of the same parties may
# be the one that is named.
_LONGEST_CHAIN = 50
_NEIGHBOURS = 10
_CANDIDATES = 60
_FOLLOWING = 20
_MEETINGS = frozenset(
    {Instrument.JOINT_STATEMENT, Instrument.JOINT_DECLARATION, Instrument.MEETING_OUTCOME}
)
_LINE = (RelationKind.RENEWS, RelationKind.EXTENDS, RelationKind.REPLACES)


def index(unit: Unit, stored: StoredAgreement) -> None:
    """Write down what an agreement says of an earlier one and its dates, or again after its facts
    have changed. The index of words and parties must hold it already.

    An agreement may come after those that name it: they are linked to it then.
    """
    table = agreement_relations
    relation, parties = stored.agreement.relation, _parties_key(stored.agreement)
    around = _relations_around(unit, stored.id, parties)
    if relation is None and not around:
        _index_dates(unit, stored, ())
        return
    former = {earlier_id for id_, earlier_id in around.items() if id_ == stored.id}
    unit.execute(sa.delete(table).where(table.c.agreement_id == stored.id))
    if relation is not None and parties:
        row = {"agreement_id": stored.id, "kind": relation.kind, "parties": parties}
        unit.execute(sa.insert(table).values(row))
    for later in tellings.load(unit, _naming(unit, stored.id, around)).values():
        found = _find_earlier(unit, later)
        if found != around.get(later.id) or later.id == stored.id:
            unit.execute(
                sa.update(table).where(table.c.agreement_id == later.id).values(earlier_id=found)
            )
        former |= {found, around.get(later.id)}
    touched = {stored.id, *(id_ for id_ in former if id_ is not None)}
    for one in tellings.load(unit, sorted(touched)).values():
        _index_dates(unit, one, _later(unit, one.id))


def timeline(unit: Unit, agreement_id: int) -> Timeline:
    """An agreement's steps with their dates and evidence, and the agreements around it.

    Which step it has reached depends on the day: `Timeline.status(today)`. Raises NotFound.
    """
    stored = tellings.load(unit, [agreement_id]).get(agreement_id)
    if stored is None:
        raise NotFound(f"There is no agreement {agreement_id}.")
    earlier_ids = _earlier_ids(unit, [agreement_id])
    earlier = tellings.load(unit, earlier_ids)
    relation = stored.agreement.relation
    later = _later(unit, agreement_id)
    return Timeline(
        agreement=stored,
        steps=_steps(stored, later),
        earlier=next(((relation.kind, one) for one in earlier.values() if relation), None),
        later=tuple(later),
        chain=_chain(unit, stored),
        series=_series(unit, stored),
    )


def date_anew(unit: Unit, stored: StoredAgreement) -> set[date]:
    """Write down an agreement's dates, or again after its facts have changed, before it goes into
    the index of words; returns the days on which something comes about."""
    return _write_dates(unit, stored, _later(unit, stored.id))


def steps(unit: Unit, stored: StoredAgreement) -> tuple[Step, ...]:
    """All steps of an agreement's life, by date; `accord.lineage.status_on` says which it has
    reached by a day."""
    return _steps(stored, _later(unit, stored.id))


def _steps(
    stored: StoredAgreement, later: Iterable[tuple[RelationKind, StoredAgreement]]
) -> tuple[Step, ...]:
    return lineage.steps(_chapter(stored), [(kind, _chapter(one)) for kind, one in later])


def _chapter(stored: StoredAgreement) -> Chapter:
    published = [t.published for t in stored.tellings if t.published]
    return Chapter(
        number=stored.id,
        agreement=stored.agreement,
        published=min(published, key=lambda day: (day.first, day.last), default=None),
        titles=tuple(t.title for t in stored.tellings if t.title),
    )


def _relations_around(unit: Unit, agreement_id: int, parties: str) -> dict[int, int | None]:
    """The agreements that name an earlier one and have these parties, or to do with this one, each
    with the one that it is linked to."""
    table = agreement_relations
    rows = unit.execute(
        sa.select(table.c.agreement_id, table.c.earlier_id).where(
            sa.or_(
                table.c.agreement_id == agreement_id,
                table.c.earlier_id == agreement_id,
                table.c.parties == parties,
            )
        )
    )
    return {row.agreement_id: row.earlier_id for row in rows}


def _naming(unit: Unit, agreement_id: int, around: Mapping[int, int | None]) -> set[int]:
    """The agreements whose earlier one has to be found (again) when this one comes or changes:
    itself, those that are linked to it, and the next ones of the same parties that name one."""
    linked = {id_ for id_, earlier_id in around.items() if earlier_id == agreement_id}
    here = sa.select(agreements.c.position).where(agreements.c.id == agreement_id)
    following = (
        sa.select(agreements.c.id)
        .where(agreements.c.id.in_(around), agreements.c.position > here.scalar_subquery())
        .order_by(agreements.c.position)
        .limit(_FOLLOWING)
    )
    return {agreement_id, *linked, *unit.execute(following).scalars()}


def _find_earlier(unit: Unit, later: StoredAgreement) -> int | None:
    if later.agreement.relation is None:
        return None
    own = _chapter(later)
    found = lineage.earlier(own, map(_chapter, _former(unit, later)))
    return None if found is None else found.number


def _former(unit: Unit, stored: StoredAgreement) -> Iterable[StoredAgreement]:
    """The newest agreements that bind the same first parties before this one."""
    here = sa.select(agreements.c.position).where(agreements.c.id == stored.id).scalar_subquery()
    if not stored.agreement.parties:
        return ()
    first, *others = sorted(set(stored.agreement.parties))
    table = agreement_pairs if others else agreement_parties
    same = [table.c.code == first]
    if others:
        same.append(table.c.other_code == others[0])
    rows = unit.execute(
        sa.select(table.c.agreement_id)
        .where(*same, table.c.position < here)
        .order_by(table.c.position.desc())
        .limit(_CANDIDATES)
    )
    return tellings.load(unit, rows.scalars()).values()


def _earlier_ids(unit: Unit, ids: Sequence[int]) -> set[int]:
    table = agreement_relations
    rows = unit.execute(
        sa.select(table.c.earlier_id).where(
            table.c.agreement_id.in_(ids), table.c.earlier_id.is_not(None)
        )
    )
    return set(rows.scalars())


def _later(unit: Unit, agreement_id: int) -> list[tuple[RelationKind, StoredAgreement]]:
    """The agreements that name this one as theirs, by date."""
    table = agreement_relations
    rows = unit.execute(
        sa.select(table.c.agreement_id, table.c.kind)
        .join(agreements, agreements.c.id == table.c.agreement_id)
        .where(table.c.earlier_id == agreement_id)
        .order_by(agreements.c.position)
    ).all()
    kinds = {row.agreement_id: RelationKind(row.kind) for row in rows}
    return [(kinds[one.id], one) for one in tellings.load(unit, kinds).values()]


def _chain(unit: Unit, stored: StoredAgreement) -> tuple[StoredAgreement, ...]:
    table = agreement_relations
    ids, reached = {stored.id}, [stored.id]
    while reached and len(ids) < _LONGEST_CHAIN:
        rows = unit.execute(
            sa.select(table.c.agreement_id, table.c.earlier_id).where(
                table.c.kind.in_(_LINE),
                sa.or_(table.c.agreement_id.in_(reached), table.c.earlier_id.in_(reached)),
            )
        ).all()
        found = {id_ for row in rows for id_ in (row.agreement_id, row.earlier_id) if id_}
        reached = sorted(found - ids)
        ids |= found
    if len(ids) == 1:
        return (stored,)
    in_order = unit.execute(
        sa.select(agreements.c.id).where(agreements.c.id.in_(ids)).order_by(agreements.c.position)
    ).scalars()
    return tuple(tellings.load(unit, in_order).values())


def _series(unit: Unit, stored: StoredAgreement) -> tuple[StoredAgreement, ...]:
    """An agreement's neighbours in the yearly series of its forum: statements and outcomes of the
    meetings of one framework, of which most of the parties are the same."""
    agreement = stored.agreement
    if agreement.framework is None or agreement.instrument not in _MEETINGS:
        return ()
    query = Query(frameworks=(agreement.framework,), instruments=tuple(sorted(_MEETINGS)))
    position = unit.execute(
        sa.select(agreements.c.position).where(agreements.c.id == stored.id)
    ).scalar_one()
    older, newer = search.around(unit, query, position, limit=3 * _NEIGHBOURS)
    parties = _parties_of(unit, [*older, *newer])
    alike = [
        list(islice((id_ for id_ in ids if _mostly(agreement, parties[id_])), _NEIGHBOURS))
        for ids in (older, newer)
    ]
    around = tellings.load(unit, [*alike[0], *alike[1]])
    before, after = ([around[id_] for id_ in ids if id_ in around] for ids in alike)
    return (*reversed(before), stored, *after) if before or after else ()


def _parties_of(unit: Unit, ids: Sequence[int]) -> dict[int, set[str]]:
    """The parties of some agreements, as they are indexed."""
    rows = unit.execute(
        sa.select(agreements.c.id, agreements.c.facets).where(unit.one_of(agreements.c.id, ids))
    )
    facts = {row.id: (row.facets or "").split(" ") for row in rows}
    return {id_: {f[2:] for f in facts.get(id_, ()) if f.startswith("p:")} for id_ in ids}


def _mostly(agreement: Agreement, parties: Set[str]) -> bool:
    """Whether an agreement and one that binds these parties have most of them in common."""
    own = set(agreement.parties)
    return 2 * len(own & parties) >= len(own | parties)


def _index_dates(
    unit: Unit, stored: StoredAgreement, later: Iterable[tuple[RelationKind, StoredAgreement]]
) -> None:
    days = sa.select(agreement_dates.c.day).where(agreement_dates.c.agreement_id == stored.id)
    before = set(map(search_index.due_in, unit.execute(days).scalars()))
    after = _write_dates(unit, stored, later)
    if not set(map(search_index.due_in, after)) <= before:
        search_index.index_due(unit, stored.id, after)


def _write_dates(
    unit: Unit, stored: StoredAgreement, later: Iterable[tuple[RelationKind, StoredAgreement]]
) -> set[date]:
    """Write down when something comes about; returns the days."""
    table = agreement_dates
    unit.execute(sa.delete(table).where(table.c.agreement_id == stored.id))
    own = {
        str(step.status): (step.when, step.reckoned)
        for step in _steps(stored, later)
        if step.status in (Status.SIGNED, Status.IN_FORCE, Status.ENDED)
    }
    meeting = stored.agreement.next_meeting
    if meeting is not None and meeting.year is not None and 1 <= meeting.year <= 9999:
        own[MEETING] = (PartialDate(meeting.year), False)
    rows = [
        {
            "agreement_id": stored.id,
            "kind": kind,
            "day": when.last,
            "stated": str(when),
            "reckoned": reckoned,
        }
        for kind, (when, reckoned) in own.items()
    ]
    if rows:
        unit.execute(sa.insert(table), rows)
    return {when.last for when, _ in own.values()}


def _parties_key(agreement: Agreement) -> str:
    return ",".join(sorted(set(agreement.parties)))
