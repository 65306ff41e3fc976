"""What a better reader made of releases that were read before: marked, and told to nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from accord.changes import Change
from store.engine import Unit
from store.history_tables import rereadings as table


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """A second reading of the same bytes that found other facts, each with the number of the
    agreement that it is of. `reader` is the version of Accord that read."""

    release_id: int
    read_at: datetime
    reader: str
    changes: tuple[tuple[int, Change], ...]


def mark(unit: Unit, rereading: Rereading) -> None:
    """Keep the mark."""
    unit.execute(
        sa.insert(table).values(
            release_id=rereading.release_id,
            read_at=rereading.read_at,
            reader=rereading.reader,
            changes=[
                {"agreement": number, **asdict(change)} for number, change in rereading.changes
            ],
        )
    )


def list_rereadings(unit: Unit, release_ids: Iterable[int]) -> list[Rereading]:
    """The marks of some releases, oldest first."""
    rows = unit.execute(
        sa.select(table.c.release_id, table.c.read_at, table.c.reader, table.c.changes)
        .where(table.c.release_id.in_(list(release_ids)))
        .order_by(table.c.read_at, table.c.id)
    )
    return [
        Rereading(
            release_id=row.release_id,
            read_at=row.read_at,
            reader=row.reader,
            changes=tuple((fact.pop("agreement"), Change(**fact)) for fact in row.changes),
        )
        for row in rows
    ]
