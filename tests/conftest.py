"""Stores and servers for all tests. A server that can't be had skips its tests, loudly; in CI it
fails them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest
import sqlalchemy as sa

from store import Store
from store.errors import StoreError
from store.history_tables import versions
from store.tables import metadata
from tests.servers import (
    MissingServer,
    PostgresqlServer,
    RedisServer,
    postgresql_server,
    redis_server,
)

_LOUD = "NOT TESTED"
_T = TypeVar("_T")


def _missing(why: MissingServer) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(str(why), pytrace=False)
    pytest.skip(f"{_LOUD}: {why}")


@contextmanager
def _had(server: AbstractContextManager[_T]) -> Iterator[_T]:
    try:
        running = server.__enter__()
    except MissingServer as why:
        _missing(why)
    try:
        yield running
    finally:
        server.__exit__(None, None, None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say under the results which servers were missing, even when pytest is told to be quiet."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        text = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if _LOUD in text:
            reason = text.removeprefix("Skipped: ")
            reasons[reason] = reasons.get(reason, 0) + 1
    for reason, count in reasons.items():
        terminalreporter.write_line(f"{reason} ({count} tests)", yellow=True, bold=True)


@pytest.fixture(scope="session")
def redis() -> Iterator[RedisServer]:
    """One Valkey for the session."""
    with _had(redis_server()) as server:
        yield server


@pytest.fixture
def redis_url(redis: RedisServer) -> str:
    """The address of an empty Valkey."""
    redis.flush()
    return redis.url


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """One PostgreSQL for the session."""
    with _had(postgresql_server()) as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql: PostgresqlServer) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    name = postgresql.create_database()
    yield postgresql.url(name)
    postgresql.drop_database(name)


@pytest.fixture(scope="session")
def _migrated_databases(postgresql: PostgresqlServer) -> list[str]:
    """Names of databases with empty stores: emptying one is faster than making one."""
    return []


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.migrate()
    return path


@pytest.fixture(scope="module")
def postgresql_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store in PostgreSQL that all tests of a module share."""
    with _new_store(request, "postgresql") as url, Store.open(url) as opened:
        yield opened


@pytest.fixture
def sqlite_url(_migrated_file: Path, tmp_path: Path) -> str:
    """The address of an empty, migrated SQLite store."""
    return _copied(_migrated_file, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty, migrated store, on both engines in turn."""
    with _new_store(request, request.param) as url:
        yield url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty, migrated store, on both engines in turn."""
    with Store.open(store_url) as opened:
        yield opened


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store that all tests of a module share, on both engines in turn."""
    with _new_store(request, request.param) as url, Store.open(url) as opened:
        yield opened


@contextmanager
def _new_store(request: pytest.FixtureRequest, engine: str) -> Iterator[str]:
    if engine == "sqlite":
        directory = request.getfixturevalue("tmp_path_factory").mktemp("store")
        yield _copied(request.getfixturevalue("_migrated_file"), directory)
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    spare: list[str] = request.getfixturevalue("_migrated_databases")
    name = spare.pop() if spare else server.create_database()
    with Store.open(server.url(name)) as store:
        store.migrate()
    yield server.url(name)
    try:
        with Store.open(server.url(name)) as store, store.begin() as unit:
            assert versions.metadata is metadata  # its tables are emptied too
            unit.execute(sa.text(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY"))
    except StoreError:
        server.drop_database(name)  # the test spoilt it
    else:
        spare.append(name)


def _copied(file: Path, directory: Path) -> str:
    path = directory / "accord.db"
    path.write_bytes(file.read_bytes())
    return f"sqlite:///{path}"
