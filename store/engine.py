"""Opening a store, and the units of work in it."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL, make_url

from store import schema
from store.errors import (
    EmptyStore,
    NotAStore,
    Unreachable,
    Unwritable,
    WrongAddress,
    shown_address,
)

_HOW = "write sqlite:////path/to/accord.db or postgresql://user:password@host/database"
# Left to itself, the planner may read all agreements and the words of each: seconds, where the
# index of words takes milliseconds. It thinks reading them is cheap.
_PG_SETTINGS = (
    "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
    " -c enable_seqscan=off"
)
# One writer at a time in a process takes its turn here, not in SQLite's busy loop, which is unfair
# and gives up under many writers.
_turns: dict[tuple[str, int], threading.Lock] = {}
_TURN_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Unit:
    """One transaction. Every function of the store takes one first; what they do stands together
    or not at all. It belongs to one thread and to the `with` block that made it.
    """

    connection: sa.Connection
    writable: bool

    @property
    def postgresql(self) -> bool:
        """Whether the store is PostgreSQL."""
        return self.connection.dialect.name == "postgresql"

    def execute(self, statement: sa.Executable, values: Any = None) -> sa.CursorResult[Any]:
        """Run one statement, with one set of values or a list of them."""
        return self.connection.execute(statement, values)

    def one_of(
        self, column: sa.ColumnElement[int], numbers: Iterable[int]
    ) -> sa.ColumnElement[bool]:
        """That a column holds one of these numbers, however many: one parameter for all, so that
        the statement is the same each time."""
        values = list(numbers)
        if self.postgresql:
            return column == sa.any_(sa.literal(values, pg.ARRAY(sa.BigInteger)))
        items = sa.func.json_each(json.dumps(values)).table_valued("value", name="listed")
        return column.in_(sa.select(items.c.value))

    def insert(self, table: sa.Table) -> pg.Insert:
        """An insertion that can say what to do `on_conflict`, alike on both engines."""
        if self.postgresql:
            return pg.insert(table)
        return cast("pg.Insert", sqlite.insert(table))


class Store:
    """Agreements and all that leads to them, in an SQLite file or a PostgreSQL database.

    Open it once in a process; any thread may use it, each in its own unit. Read units see one
    snapshot and cannot write. Close them before waiting for anything: an open reader keeps
    SQLite's log growing, an open writer keeps everybody else out.
    """

    def __init__(self, url: URL) -> None:
        """Use `Store.open`, which reads the address first."""
        self._url = url
        self._engine = _sqlite(url) if self._path else _postgresql(url)
        self._process = os.getpid()
        self._current = False

    @classmethod
    def open(cls, url: str) -> Self:
        """The store at an address, which need not exist yet; nothing is touched.

        Raises WrongAddress for anything but an SQLite file or a PostgreSQL database.
        """
        return cls(_read_address(url))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def address(self) -> str:
        """The address as people may see it, without a password."""
        return shown_address(self._url)

    def close(self) -> None:
        """Close all connections; the store opens new ones when it's used again."""
        self._engine.dispose()

    def migrate(self, to: str | None = None) -> str:
        """Bring the store to this program's version; makes an empty one if there is none.

        `to` names another revision of the tables to bring it to, also an earlier one, or
        `previous`; this program then works on it no more. Returns the revision.

        It is one transaction, and a second one where a migration has left indexes to be made
        anew, so it may be killed and run again, or run in several processes at once. Raises
        NewerStore, NotAStore, WrongRevision, Unwritable or Unreachable.
        """
        if self._path:
            _make_room(self._path)
        with self._troubles(), self._engine.connect() as connection:
            revision = schema.migrate(connection, self.address, to)
        self._current = schema.is_current(revision)
        if not self._current:
            return revision
        from store import rebuilding  # noqa: PLC0415 - it works on units of this module

        with self.begin() as unit:
            rebuilding.rebuild_if_due(unit)
        return revision

    @contextmanager
    def begin(self) -> Iterator[Unit]:
        """A unit that writes: committed at the end of the block, undone if it raises.

        Raises NotMigrated, NewerStore, NotAStore or Unreachable. Do nothing slow in it.
        """
        self._check()
        with self._turn(), self._troubles(), self._connect(writable=True) as connection:
            yield Unit(connection, writable=True)

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A unit that reads one snapshot. Raises like `begin`."""
        self._check()
        with self._troubles(), self._connect(writable=False) as connection:
            yield Unit(connection, writable=False)

    @property
    def _path(self) -> Path | None:
        if self._url.get_backend_name() != "sqlite":
            return None
        return Path(self._url.database or "")

    @contextmanager
    def _connect(self, *, writable: bool) -> Iterator[sa.Connection]:
        options: dict[str, Any] = {"accord_writable": writable}
        if not self._path and not writable:
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with (
            self._engine.connect() as plain,
            plain.execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._path:
            yield
            return
        turn = _turns.setdefault((os.path.realpath(self._path), os.getpid()), threading.Lock())
        if not turn.acquire(timeout=_TURN_SECONDS):
            raise Unreachable(f"{self.address}: another thread has been writing for too long.")
        try:
            yield
        finally:
            turn.release()

    def _check(self) -> None:
        if self._process != os.getpid():
            # A forked child must not touch its parent's connections, not even to close them.
            self._engine.dispose(close=False)
            self._process = os.getpid()
        if self._current:
            return
        if self._path and not self._path.exists():
            raise EmptyStore(f"There is no store at {self.address} yet. `accord up` makes one.")
        with self._troubles(), self._connect(writable=False) as connection:
            schema.check(connection, self.address)
        self._current = True

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """The engine's own troubles as ours; mistakes in our statements pass as they are."""
        try:
            yield
        except (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError) as trouble:
            raise self._unusable(trouble) from trouble
        except sa.exc.DBAPIError as trouble:
            if trouble.connection_invalidated:
                raise self._unusable(trouble) from trouble
            if "not a database" in str(trouble.orig) or "malformed" in str(trouble.orig):
                raise NotAStore(
                    f"{self.address} is not an SQLite database, or a damaged one ({trouble.orig}). "
                    "Name another file in ACCORD_DATABASE_URL, or restore a backup."
                ) from trouble
            raise

    def _unusable(self, trouble: sa.exc.SQLAlchemyError) -> Unwritable | Unreachable:
        reason = str(getattr(trouble, "orig", None) or trouble).strip().splitlines()[0]
        if self._url.password:
            reason = reason.replace(str(self._url.password), "…")
        if "readonly" in reason or "unable to open" in reason:
            return Unwritable(f"{self.address} cannot be opened for writing ({reason}).")
        return Unreachable(f"{self.address} cannot be used now ({reason}).")


def _read_address(text: str) -> URL:
    try:
        url = make_url(text.strip())
    except (sa.exc.ArgumentError, ValueError):
        # The reason would quote the address, and with it the password.
        raise WrongAddress(f"The store's address cannot be read; {_HOW}.") from None
    match url.drivername:
        case "sqlite" | "sqlite+pysqlite":
            if url.database in (None, "", ":memory:") or url.host or url.query:
                raise WrongAddress(f"The store's address names no SQLite file; {_HOW}.")
            return url.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres" | "postgresql+psycopg":
            if not url.database:
                raise WrongAddress(f"The store's address names no database; {_HOW}.")
            return url.set(drivername="postgresql+psycopg")
        case other:
            raise WrongAddress(f"A store cannot be kept in {other}; {_HOW}.")


def _make_room(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        raise Unwritable(
            f"The store cannot be written at {path} ({error.strerror}). Make that place writable "
            "or name another in ACCORD_DATABASE_URL."
        ) from error


def _postgresql(url: URL) -> sa.Engine:
    given = url.query.get("options", "")
    settings = given if isinstance(given, str) else " ".join(given)
    return sa.create_engine(
        url.difference_update_query(["options"]),
        connect_args={
            "options": f"{_PG_SETTINGS} {settings}".strip(),
            "application_name": "accord",
            **({} if "connect_timeout" in url.query else {"connect_timeout": 5}),
        },
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=20,
        hide_parameters=True,
    )


def _sqlite(url: URL) -> sa.Engine:
    engine = sa.create_engine(url, pool_size=5, max_overflow=20, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        # The driver's own habit of beginning late would make every BEGIN a deferred one.
        connection.isolation_level = None
        for pragma in (
            "busy_timeout = 10000",
            "synchronous = FULL",
            "foreign_keys = ON",
            "journal_size_limit = 67108864",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writable = connection.get_execution_options().get("accord_writable", True)
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writable else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writable else "BEGIN")

    return engine
