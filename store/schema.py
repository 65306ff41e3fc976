"""Which version a store is of, and bringing it to this program's.

A migration whose module says `rolling = True` leaves tables on which the program of the revision
before it goes on working, so that the processes of an installation can be replaced one by one.
Which revisions that are is written in the store, for an older program cannot know it.
"""

from __future__ import annotations

import json
import sqlite3
import time
from datetime import UTC, datetime
from functools import cache

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from store.errors import EmptyStore, NewerStore, NotAStore, NotMigrated, Unreachable, WrongRevision
from store.tables import meta

VERSION_TABLE = "accord_version"
_WAIT_SECONDS = 60
# Any number; it is the name of the lock among a PostgreSQL database's advisory locks.
_LOCK = 4_171_893_201
_SERVES = "schema.serves"


def check(connection: sa.Connection, address: str) -> None:
    """Raises NotMigrated, NewerStore or NotAStore unless this program can work on the store: it is
    of this very version, or of a newer one that has room for it."""
    current = _script().get_current_head()
    stored = _stored(connection, address)
    if stored != current and current in _served(connection, stored):
        return
    if _known(stored, address) != current:
        raise NotMigrated(
            f"The store at {address} is of an earlier version. Start `accord up` or run "
            "`accord migrate` to bring it up to date; back it up first."
        )


def is_current(revision: str) -> bool:
    """Whether a revision is this program's."""
    return revision == _script().get_current_head()


def migrate(connection: sa.Connection, address: str, to: str | None = None) -> str:
    """Run the migrations that are missing, in one transaction under a lock; returns the revision.

    `to` is another revision to bring the store to, also an earlier one, or `previous`. Raises
    WrongRevision.
    """
    if connection.dialect.name == "sqlite":
        _migrate_sqlite(connection, address, to)
    else:
        _migrate_postgresql(connection, address, to)
    with connection.begin():
        return _revision(connection, address)


def _migrate_sqlite(connection: sa.Connection, address: str, to: str | None) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101  narrows the type
    driver.execute("PRAGMA page_size = 8192")  # rows of 1.6 KB waste a fifth of a page of 4 KB
    _use_write_ahead_log(driver)
    # A migration that rebuilds a table drops the old one, which would delete what refers to it.
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            _change(connection, address, to)
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _use_write_ahead_log(driver: sqlite3.Connection) -> None:
    """SQLite does not wait for others when it changes the journal's mode, so this does."""
    end = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            driver.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            if time.monotonic() > end:
                raise Unreachable("Another program keeps the store's file locked.") from error
            time.sleep(0.05)
        else:
            return


def _migrate_postgresql(connection: sa.Connection, address: str, to: str | None) -> None:
    end = time.monotonic() + _WAIT_SECONDS
    while True:
        with connection.begin():
            if connection.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(_LOCK))):
                connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
                _change(connection, address, to)
                return
        if time.monotonic() > end:
            raise Unreachable(f"{address} has been migrated by another process for too long.")
        time.sleep(0.1)


def _change(connection: sa.Connection, address: str, to: str | None) -> None:
    wanted = _script().get_current_head()
    try:
        now = _revision(connection, address)
    except NotMigrated:
        now = None
    if to is not None:
        wanted = _named(to, now)
    if now == wanted or wanted is None:
        return
    config = Config()
    config.set_main_option("script_location", _script().dir)
    config.attributes["connection"] = connection
    if now is not None and now in _later(wanted):
        command.downgrade(config, wanted)
    else:
        command.upgrade(config, wanted)
    connection.execute(sa.delete(meta).where(meta.c.key == _SERVES))
    value = json.dumps({wanted: _serves(wanted)})
    connection.execute(
        sa.insert(meta).values(key=_SERVES, value=value, changed_at=datetime.now(UTC))
    )


def _serves(revision: str) -> list[str]:
    """The revisions whose programs can work on the tables of one."""
    served = []
    for script in _script().walk_revisions(head=revision):
        served.append(script.revision)
        if not getattr(script.module, "rolling", False):
            break
    return served


def _served(connection: sa.Connection, stored: str) -> list[str]:
    """The revisions whose programs can work on the tables of the revision that is stored, as who
    made them says."""
    value = connection.execute(sa.select(meta.c.value).where(meta.c.key == _SERVES)).scalar()
    return [] if value is None else list(json.loads(value).get(stored, ()))


def _named(to: str, now: str | None) -> str:
    """The revision that a person means. Raises WrongRevision."""
    line = [script.revision for script in _script().walk_revisions()]
    if to == "previous":
        after = line[line.index(now) + 1 :] if now in line else []
        if not after:
            raise WrongRevision("The store has no earlier revision to go back to.")
        return after[0]
    if to not in line:
        known = ", ".join(reversed(line))
        raise WrongRevision(f"There is no revision {to}; there are {known}.")
    return to


def _later(revision: str) -> list[str]:
    """The revisions after one, latest first."""
    line = [script.revision for script in _script().walk_revisions()]
    return line[: line.index(revision)]


def _revision(connection: sa.Connection, address: str) -> str:
    """The store's revision, which this program knows. Raises NewerStore, NotAStore, EmptyStore."""
    return _known(_stored(connection, address), address)


def _stored(connection: sa.Connection, address: str) -> str:
    """The store's revision. Raises NotAStore or EmptyStore."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    heads = context.get_current_heads()
    if not heads:
        others = sa.inspect(connection).get_table_names()
        if others:
            raise NotAStore(
                f"{address} holds tables of something else ({', '.join(sorted(others)[:3])}…). "
                "Give Accord a database of its own in ACCORD_DATABASE_URL."
            )
        raise EmptyStore(f"The store at {address} is empty. `accord up` makes its tables.")
    return heads[0]


def _known(revision: str, address: str) -> str:
    """The revision. Raises NewerStore for one that this program does not know."""
    if revision not in {script.revision for script in _script().walk_revisions()}:
        raise NewerStore(
            f"The store at {address} was written by a newer Accord (revision {revision}). "
            "Install that or newer, or name another store in ACCORD_DATABASE_URL."
        )
    return revision


@cache
def _script() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    return ScriptDirectory.from_config(config)
