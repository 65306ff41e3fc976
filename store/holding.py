"""Releases that are held: the operator is asked before anybody is told.

A site that is relaunched or re-dates its archive shows hundreds of old releases as new. So more
than ten agreements from one look at a source, and what was published more than two weeks before
it was found, wait for the operator; they are in the archive all the while. What a person brings
in is never held.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from accord.alert import AlertKind
from accord.dates import PartialDate
from accord.delivery import EventKind
from accord.press_release import Reading
from accord.vocabulary import Vocabulary
from store import alerts, search_index, tellings
from store import sources as source_rows
from store.announcements import Audience
from store.engine import Unit
from store.records import Release, ReleaseState
from store.tables import events
from store.tables import releases as table

_log = logging.getLogger(__name__)

MOST_AT_ONCE = 10
OLD = timedelta(days=14)

# Why a release is held; the first waits for the rest of its look before anybody is asked.
_LOOK, _MANY, _OLD = "look", "many", "old"
_UNFINISHED = (ReleaseState.FOUND, ReleaseState.FETCHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A release that waits for the operator, and why, in words."""

    release_id: int
    source_id: str
    title: str | None
    url: str
    published: PartialDate | None
    why: str


def hold_look(unit: Unit, release_ids: Iterable[int]) -> None:
    """Hold what one look found, if that is more than may be told of at once."""
    ids = list(release_ids)
    if len(ids) > MOST_AT_ONCE:
        _hold(unit, ids, _LOOK)


def hold_release(unit: Unit, release: Release, reading: Reading) -> bool:
    """Hold a release, before it is recorded, if what it tells is not to be told by itself."""
    if release.source_id is None or release.silent or not reading.agreements:
        return False
    dates = [d.last for d in (release.published, reading.published) if d is not None]
    if dates and max(dates) < (release.found_at - OLD).date():
        _hold(unit, [release.id], _OLD)
    elif _told(unit, release) + len(reading.agreements) > MOST_AT_ONCE:
        _hold(unit, [release.id], _MANY)
    else:
        return False
    return True


def settle(unit: Unit, vocabulary: Vocabulary, now: datetime) -> None:
    """Announce the looks that told of few agreements after all; ask the operator of the others."""
    looks = unit.execute(
        sa.select(table.c.source_id, table.c.found_at).where(table.c.held == _LOOK).distinct()
    ).all()
    for look in looks:
        of_look = (table.c.source_id == look.source_id) & (table.c.found_at == look.found_at)
        if unit.execute(
            sa.select(table.c.id).where(of_look, table.c.state.in_(_UNFINISHED)).limit(1)
        ).first():
            continue
        held = list(
            unit.execute(sa.select(table.c.id).where(of_look, table.c.held == _LOOK)).scalars()
        )
        if _agreements(unit, held) > MOST_AT_ONCE:
            _hold(unit, held, _MANY)
        else:
            announce(unit, held, vocabulary, now)
    for source_id in unit.execute(
        sa.select(table.c.source_id).where(table.c.held.in_((_MANY, _OLD))).distinct()
    ).scalars():
        _ask(unit, source_id, now)


def held(unit: Unit) -> list[Held]:
    """What waits for the operator and tells of agreements, by source, oldest first."""
    rows = unit.execute(
        sa.select(
            table.c.id, table.c.source_id, table.c.title, table.c.url, table.c.published,
            table.c.held,
        )
        .where(table.c.held.in_((_MANY, _OLD)), _tells())
        .order_by(table.c.source_id, table.c.id)
    )  # fmt: skip
    return [
        Held(
            release_id=row.id,
            source_id=row.source_id,
            title=row.title,
            url=row.url,
            published=PartialDate.parse(row.published) if row.published else None,
            why="old" if row.held == _OLD else "one of many found at once",
        )
        for row in rows
    ]


def announce(unit: Unit, release_ids: Iterable[int], vocabulary: Vocabulary, now: datetime) -> int:
    """Tell of what held releases told, as if they had not been held; the number of deliveries."""
    ids = list(release_ids)
    _let_go(unit, ids, silent=False)
    found = unit.execute(
        sa.select(events.c.id, events.c.agreement_id)
        .where(
            events.c.release_id.in_(ids),
            events.c.kind.in_((EventKind.PUBLISHED, EventKind.CORROBORATED)),
        )
        .order_by(events.c.id)
    ).all()
    unit.execute(
        sa.update(events).where(events.c.id.in_([e.id for e in found])).values(silent=False)
    )
    stored = tellings.load(unit, [event.agreement_id for event in found])
    texts = tellings.texts(unit, {t.release_id for s in stored.values() for t in s.tellings})
    audience = Audience(unit, vocabulary)
    return sum(
        audience.release_held(
            event.id,
            stored[event.agreement_id],
            search_index.haystack(stored[event.agreement_id], texts, vocabulary),
            now,
        )
        for event in found
        if event.agreement_id in stored
    )


def drop(unit: Unit, release_ids: Iterable[int]) -> None:
    """Let held releases be history: they stay in the archive, and nobody is told."""
    _let_go(unit, list(release_ids), silent=True)


def close(unit: Unit, source_id: str, says: str, now: datetime) -> None:
    """Tell the operator what became of a source's held releases, if none is left."""
    if not any(one.source_id == source_id for one in held(unit)):
        alerts.change(unit, _subject(source_id), AlertKind.WELL, {"says": says}, now)


def _ask(unit: Unit, source_id: str, now: datetime) -> None:
    waiting = [one for one in held(unit) if one.source_id == source_id]
    if not waiting:
        return
    source = source_rows.get(unit, source_id).source
    first = waiting[0]
    evidence = f"{len(waiting)} wait, {first.why}, the first: “{first.title or first.url}”"
    evidence += f" of {first.published}." if first.published else "."
    facts = {"name": source.name, "url": source.url, "evidence": evidence}
    if alerts.change(unit, _subject(source_id), AlertKind.HELD, facts, now):
        _log.warning("Releases of %s are held: %s", source_id, evidence)


def _subject(source_id: str) -> str:
    return f"held:{source_id}"


def _hold(unit: Unit, release_ids: list[int], why: str) -> None:
    unit.execute(sa.update(table).where(table.c.id.in_(release_ids)).values(held=why, silent=True))


def _let_go(unit: Unit, release_ids: list[int], *, silent: bool) -> None:
    unit.execute(
        sa.update(table)
        .where(table.c.id.in_(release_ids), table.c.held.is_not(None))
        .values(held=None, silent=silent)
    )


def _told(unit: Unit, release: Release) -> int:
    """How many new agreements the others of the release's look told of that are not held."""
    of_look = sa.select(table.c.id).where(
        table.c.source_id == release.source_id,
        table.c.found_at == release.found_at,
        table.c.held.is_(None),
        table.c.id != release.id,
    )
    return _count(unit, events.c.release_id.in_(of_look))


def _agreements(unit: Unit, release_ids: list[int]) -> int:
    return _count(unit, events.c.release_id.in_(release_ids))


def _count(unit: Unit, which: sa.ColumnElement[bool]) -> int:
    counted = sa.select(sa.func.count(sa.distinct(events.c.agreement_id)))
    return int(
        unit.execute(counted.where(which, events.c.kind == EventKind.PUBLISHED)).scalar_one()
    )


def _tells() -> sa.ColumnElement[bool]:
    return sa.exists().where(events.c.release_id == table.c.id)
