"""Many rows into PostgreSQL at once, and its index of words made when they are all there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import psycopg
import sqlalchemy as sa
from psycopg import sql

from store import Store
from store.engine import Unit

_INDEX = "ix_agreement_words_fts"


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
    """Take away PostgreSQL's index of words, and make it again at the end: row by row, it would
    take ten times as long."""
    with store.begin() as unit:
        if not unit.postgresql:
            made = None
        else:
            found = sa.text("SELECT indexdef FROM pg_indexes WHERE indexname = :name")
            made = unit.execute(found, {"name": _INDEX}).scalar_one()
            unit.execute(sa.text(f"DROP INDEX {_INDEX}"))
    yield
    if made is not None:
        with store.begin() as unit:
            unit.execute(sa.text("SET LOCAL statement_timeout = 0"))
            unit.execute(sa.text("SET LOCAL maintenance_work_mem = '512MB'"))
            unit.execute(sa.text(made))
