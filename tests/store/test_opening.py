"""Opening a store, bringing it up to date, and what is said when that can't be."""

import multiprocessing
import os
import sqlite3
import stat
import time

import pytest
import sqlalchemy as sa

from store import Store, meta
from store.errors import (
    NewerStore,
    NotAStore,
    NotMigrated,
    StoreError,
    Unreachable,
    Unwritable,
    WrongAddress,
)
from tests.store.build import NOW


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new/accord.db"
    return request.getfixturevalue("postgresql_url")


def test_an_empty_store_says_that_it_needs_its_tables(empty_url):
    store = Store.open(empty_url)
    with pytest.raises(NotMigrated, match="accord up"), store.read():
        pass


def test_looking_at_a_missing_file_does_not_make_it(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path}/accord.db")
    with pytest.raises(NotMigrated), store.begin():
        pass
    assert list(tmp_path.iterdir()) == []


def test_migrating_twice_keeps_what_is_stored(empty_url):
    with Store.open(empty_url) as store:
        store.migrate()
        with store.begin() as unit:
            meta.put(unit, "kept", "yes", NOW)
    with Store.open(empty_url) as store:
        store.migrate()
        with store.read() as unit:
            assert meta.get(unit, "kept") == ("yes", NOW)


def _migrate(url, gate):
    gate.wait(20)
    Store.open(url).migrate()


def test_processes_that_migrate_at_once_make_one_store(empty_url):
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(3)
    processes = [context.Process(target=_migrate, args=(empty_url, gate)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with Store.open(empty_url).read() as unit:
        assert meta.get(unit, "anything") is None


def _migrate_and_die(url):
    @sa.event.listens_for(sa.Engine, "before_cursor_execute")
    def die_in_the_middle(_connection, _cursor, statement, *_):
        if "CREATE TABLE deliveries" in statement:
            os.kill(os.getpid(), 9)

    Store.open(url).migrate()


def test_a_migration_that_was_killed_runs_again(empty_url):
    process = multiprocessing.get_context("spawn").Process(
        target=_migrate_and_die, args=(empty_url,)
    )
    process.start()
    process.join(60)
    assert process.exitcode == -9
    with Store.open(empty_url) as store:
        with pytest.raises(NotMigrated), store.read():
            pass
        store.migrate()
        with store.read() as unit:
            assert meta.get(unit, "anything") is None


def test_a_store_of_a_newer_version_is_refused(store, store_url):
    with store.begin() as unit:
        unit.execute(sa.text("UPDATE accord_version SET version_num = 'zz'"))
    for use in (Store.open(store_url).migrate, lambda: Store.open(store_url).read().__enter__()):
        with pytest.raises(NewerStore, match=r"newer Accord \(revision zz\)") as refused:
            use()
        assert "ACCORD_DATABASE_URL" in str(refused.value)


def test_tables_of_something_else_are_left_alone(empty_url, tmp_path):
    (tmp_path / "new").mkdir()
    engine = sa.create_engine(empty_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE invoices (id INTEGER)"))
    with pytest.raises(NotAStore, match="invoices"):
        Store.open(empty_url).migrate()
    assert sa.inspect(engine).get_table_names() == ["invoices"]
    engine.dispose()


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "notes.txt").write_text("These are notes, not a database. " * 200)
    store = Store.open(f"sqlite:///{tmp_path}/notes.txt")
    with pytest.raises(NotAStore, match=r"notes\.txt is not an SQLite database"):
        store.migrate()
    with pytest.raises(NotAStore), store.read():
        pass
    assert (tmp_path / "notes.txt").read_text().startswith("These are notes")


@pytest.mark.parametrize("path", ["a-file/accord.db", "a-directory"])
def test_a_place_that_cannot_be_written_is_named(tmp_path, path):
    (tmp_path / "a-file").write_text("")
    (tmp_path / "a-directory").mkdir()
    with pytest.raises(Unwritable, match=path):
        Store.open(f"sqlite:///{tmp_path}/{path}").migrate()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_without_permission_is_named(tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(Unwritable, match="ACCORD_DATABASE_URL"):
        Store.open(f"sqlite:///{tmp_path}/accord.db").migrate()
    tmp_path.chmod(stat.S_IRWXU)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "accord.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///a.db?mode=ro",
        "mysql://user:hunter2@host/accord",
        "postgresql://user:hunter2@host",
        "postgresql://user:hunter2@host:port/accord",
    ],
)
def test_a_wrong_address_says_how_to_write_it_and_hides_the_password(address):
    with pytest.raises(WrongAddress, match=r"sqlite:////path/to/accord\.db") as refused:
        Store.open(address)
    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:hunter2@127.0.0.1:1/accord",
        "postgresql://me:hunter2@/accord?host=/nowhere/at-all",
        "postgresql://me:hunter2@name.invalid/accord",
    ],
)
def test_a_server_that_does_not_answer_is_named_without_the_password(address):
    started = time.monotonic()
    store = Store.open(address)
    with pytest.raises(Unreachable) as refused:
        store.migrate()
    assert "hunter2" not in f"{refused.value!r}{refused.value}{store.address}"
    assert "me@" in str(refused.value)
    assert time.monotonic() - started < 15


def test_a_database_that_does_not_exist_is_named(postgresql):
    with pytest.raises(Unreachable, match="nobody_made_this"):
        Store.open(postgresql.url("nobody_made_this")).migrate()


def test_a_unit_that_fails_leaves_nothing(store):
    def write_and_fail():
        with store.begin() as unit:
            meta.put(unit, "key", "value", NOW)
            raise KeyError("on purpose")

    with pytest.raises(KeyError):
        write_and_fail()
    with store.read() as unit:
        assert meta.get(unit, "key") is None


def test_a_unit_that_reads_cannot_write(store):
    with pytest.raises((StoreError, sa.exc.DBAPIError)), store.read() as unit:
        meta.put(unit, "key", "value", NOW)
    with store.begin() as unit:
        assert meta.get(unit, "key") is None


def test_a_unit_that_reads_sees_one_moment(store):
    with store.begin() as unit:
        meta.put(unit, "key", "before", NOW)
    with store.read() as reader:
        assert meta.get(reader, "key") == ("before", NOW)
        with store.begin() as writer:
            meta.put(writer, "key", "after", NOW)
        assert meta.get(reader, "key") == ("before", NOW)


def test_a_naive_instant_is_refused(store):
    with pytest.raises(sa.exc.StatementError, match="time zone"), store.begin() as unit:
        meta.put(unit, "key", "value", NOW.replace(tzinfo=None))


def test_the_file_survives_a_power_cut_and_waits_for_other_writers(sqlite_url):
    def pragma(unit, name):
        return unit.execute(sa.text(f"PRAGMA {name}")).scalar()

    with Store.open(sqlite_url) as store, store.begin() as unit:
        assert pragma(unit, "journal_mode") == "wal"
        assert pragma(unit, "synchronous") == 2  # FULL
        assert pragma(unit, "foreign_keys") == 1
        assert pragma(unit, "busy_timeout") == 10_000
        assert pragma(unit, "journal_size_limit") == 67_108_864


def test_postgresql_gives_up_on_what_hangs(postgresql_url):
    store = Store.open(postgresql_url)
    store.migrate()
    with store.begin() as unit:
        settings = {
            name: unit.execute(sa.text(f"SHOW {name}")).scalar()
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        }
    store.close()
    assert list(settings.values()) == ["15s", "5s", "30s"]


def test_a_connection_that_the_server_dropped_is_replaced(postgresql_url):
    with Store.open(postgresql_url) as store, Store.open(postgresql_url) as other:
        store.migrate()
        with other.begin() as unit:
            unit.execute(
                sa.text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        with store.begin() as unit:
            meta.put(unit, "still", "here", NOW)


def test_a_full_disk_is_said_and_passes(sqlite_url):
    with Store.open(sqlite_url) as store:
        with store.begin() as unit:
            pages = unit.execute(sa.text("PRAGMA page_count")).scalar_one()
            unit.execute(sa.text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(Unreachable, match="full"), store.begin() as unit:
            meta.put(unit, "big", "x" * 100_000, NOW)
        with store.begin() as unit:
            unit.execute(sa.text("PRAGMA max_page_count = 4294967294"))
            meta.put(unit, "big", "x" * 100_000, NOW)


def test_a_file_locked_by_another_program_is_said(sqlite_url):
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(sqlite_url) as store:
        with store.read() as unit:
            unit.execute(sa.text("PRAGMA busy_timeout = 100"))
        with pytest.raises(Unreachable, match="locked"), store.begin():
            pass
    other.close()


def _write(store, key):
    with store.begin() as unit:
        meta.put(unit, key, "written", NOW)


def test_a_forked_child_uses_its_own_connections(store):
    _write(store, "parent")
    child = multiprocessing.get_context("fork").Process(target=_write, args=(store, "child"))
    child.start()
    child.join(20)
    assert child.exitcode == 0
    _write(store, "parent again")
    with store.read() as unit:
        assert meta.get(unit, "child") == ("written", NOW)
