"""Counts of what happened, for the metrics: they outlive the process that counted."""

from __future__ import annotations

import json

import sqlalchemy as sa

from store.engine import Unit
from store.tables import tallies as table


def add(unit: Unit, name: str, *labels: str, count: int = 1) -> None:
    """Count something in the unit in which it happened."""
    insert = unit.insert(table).values(name=name, labels=json.dumps(labels), count=count)
    unit.execute(
        insert.on_conflict_do_update(
            index_elements=["name", "labels"], set_={"count": table.c.count + count}
        )
    )


def read(unit: Unit, name: str) -> dict[tuple[str, ...], int]:
    """The counts of a name by their labels."""
    rows = unit.execute(
        sa.select(table.c.labels, table.c.count.label("number")).where(table.c.name == name)
    )
    return {tuple(json.loads(row.labels)): row.number for row in rows}
