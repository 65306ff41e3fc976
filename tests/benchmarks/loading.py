"""Many rows at once, and the index of words made when they are all there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import psycopg
import sqlalchemy as sa
from psycopg import sql

from store import Store
from store.engine import Unit
from store.words_sqlite import refill

_GIN = "ix_agreement_words_fts"
_TRIGGERS = sa.text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'agreement_words'"
)


def copy(unit: Unit, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Put rows that all have the same columns into a table of PostgreSQL, as an insertion would."""
    names = list(rows[0])
    dialect = unit.connection.dialect
    bound = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    driver = unit.connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with driver.cursor() as cursor, cursor.copy(statement) as stream:
        for row in rows:
            stream.write_row(
                [
                    bind(row[name]) if bind else row[name]
                    for name, bind in zip(names, bound, strict=True)
                ]
            )


@contextmanager
def indexed_at_last(store: Store) -> Iterator[None]:
    """Take the index of words away, and make it again at the end: row by row, it would take
    several times as long."""
    with store.begin() as unit:
        anew = _take_gin(unit) if unit.postgresql else _take_triggers(unit)
    yield
    with store.begin() as unit:
        if not unit.postgresql:
            refill(unit.connection)
        for statement in anew:
            unit.execute(sa.text(statement))


def _take_gin(unit: Unit) -> list[str]:
    found = sa.text("SELECT indexdef FROM pg_indexes WHERE indexname = :name")
    made: str = unit.execute(found, {"name": _GIN}).scalar_one()
    unit.execute(sa.text(f"DROP INDEX {_GIN}"))
    settings = ("statement_timeout = 0", "maintenance_work_mem = '512MB'")
    return [*(f"SET LOCAL {setting}" for setting in settings), made]


def _take_triggers(unit: Unit) -> list[str]:
    rows = unit.execute(_TRIGGERS).all()
    for row in rows:
        unit.execute(sa.text(f"DROP TRIGGER {row.name}"))
    # A colon would be a parameter's.
    return [row.sql.replace(":", r"\:") for row in rows]
