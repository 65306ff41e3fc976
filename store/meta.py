"""Small facts about the store itself, by name."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from store.engine import Unit
from store.tables import meta as table


def put(unit: Unit, key: str, value: str, now: datetime) -> None:
    """Remember a value in place of the former one."""
    insert = unit.insert(table).values(key=key, value=value, changed_at=now)
    unit.execute(
        insert.on_conflict_do_update(
            index_elements=["key"], set_={"value": value, "changed_at": now}
        )
    )


def get(unit: Unit, key: str) -> tuple[str, datetime] | None:
    """The value and when it was put; None if it never was."""
    row = unit.execute(
        sa.select(table.c.value, table.c.changed_at).where(table.c.key == key)
    ).one_or_none()
    return None if row is None else (row.value, row.changed_at)
