"""How far archives were walked back, so that a walk that was interrupted goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from store.engine import Unit
from store.history_tables import backfills as table


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """A walk through a source's archive: its next `position` and how many releases it `found`."""

    source_id: str
    since: date
    position: int
    found: int
    started_at: datetime
    done_at: datetime | None


def begin(unit: Unit, source_id: str, since: date, position: int, now: datetime) -> Backfill:
    """Go on with a walk that was interrupted, or begin one: where it is done, or reached less
    far back than `since`."""
    row = unit.execute(sa.select(table).where(table.c.source_id == source_id)).one_or_none()
    if row is not None and row.done_at is None and row.since <= since:
        return Backfill(**row._mapping)
    fresh = {
        "since": since,
        "position": position,
        "found": 0,
        "started_at": now,
        "done_at": None,
    }
    unit.execute(
        unit.insert(table)
        .values(source_id=source_id, **fresh)
        .on_conflict_do_update(index_elements=["source_id"], set_=fresh)
    )
    return Backfill(source_id=source_id, since=since, position=position, found=0, started_at=now,
                    done_at=None)  # fmt: skip


def advance(unit: Unit, source_id: str, position: int, found: int) -> None:
    """Note that everything before the position was taken in, and how many of it were new."""
    unit.execute(
        sa.update(table)
        .where(table.c.source_id == source_id)
        .values(position=position, found=table.c.found + found)
    )


def finish(unit: Unit, source_id: str, now: datetime) -> None:
    """Note that the walk has come to its end."""
    unit.execute(sa.update(table).where(table.c.source_id == source_id).values(done_at=now))
