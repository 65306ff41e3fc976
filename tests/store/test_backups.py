"""A store is copied while it is written, destroyed, brought back, and goes on: nothing is lost,
nothing is told twice."""

from __future__ import annotations

import os
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.announcing import Poster
from bot.slack_channel import SlackChannels, slack_client
from store import Store, backups, outbox, verifying
from store.errors import StoreError
from store.tables import agreements, metadata, releases
from tests.bot.fake_slack import TEAM, FakeSlack
from tests.bot.field import VOCABULARY
from tests.bot.posting import Clock, drive, follow, keys, tell
from tests.servers import PostgresqlServer

CHANNELS = ("C1", "C2")


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack().running() as running:
        yield running


@pytest.fixture(autouse=True)
def client_programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's client programs of the server under test."""
    if "postgresql" in str(
        request.node.callspec.params if hasattr(request.node, "callspec") else ""
    ):
        server: PostgresqlServer = request.getfixturevalue("postgresql")
        monkeypatch.setenv("PATH", f"{server.binaries}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def empty_url(store_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a store of the same kind that does not exist yet."""
    if store_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'new' / 'accord.db'}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    name = server.create_database()
    yield server.url(name)
    server.drop_database(name)


def poster(store: Store, slack: FakeSlack, clock: Clock) -> Poster:
    outlet = SlackChannels(slack_client("xoxb-test", slack.api), TEAM)
    outlet.pause = 0.0
    return Poster(store, outlet, VOCABULARY, clock=clock)


def held(store: Store) -> dict[str, int]:
    with store.read() as unit:
        return {
            name: unit.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }


def test_after_a_restore_nothing_is_lost_and_nothing_told_twice(
    store: Store, store_url: str, empty_url: str, slack: FakeSlack, tmp_path: Path
) -> None:
    clock, file = Clock(), tmp_path / "accord.backup"
    follow(store, *CHANNELS)
    for number in (1, 2):
        tell(store, number)
    drive(poster(store, slack, clock), clock)
    tell(store, 3)  # on its way
    backups.back_up(store_url, file, clock())
    tell(store, 4)  # and one that the backup does not know
    drive(poster(store, slack, clock), clock)
    store.close()  # it is gone

    clock.advance(hours=1)
    assert backups.restore(empty_url, file, clock()) == 2
    with Store.open(empty_url) as restored:
        # The press rooms still show what the backup does not know, and have something new.
        for number in (4, 5):
            tell(restored, number)
        drive(poster(restored, slack, clock), clock)
        with restored.read() as unit:
            assert outbox.counts(unit)[outbox.DeliveryState.POSTED] == 10

    assert len(slack.messages) == 10
    assert set(keys(slack).values()) == {1}
    assert Counter(message.channel for message in slack.messages) == {"C1": 5, "C2": 5}


def test_a_copy_made_under_load_is_whole_and_of_one_moment(
    store: Store, store_url: str, empty_url: str, tmp_path: Path
) -> None:
    follow(store, *CHANNELS)
    tell(store, 1)
    over, written = threading.Event(), threading.Event()

    def write() -> None:
        number = 1
        while not over.is_set() and number < 300:
            number += 1
            tell(store, number)
            written.set()

    writing = threading.Thread(target=write)
    writing.start()
    try:
        assert written.wait(30)
        backups.back_up(store_url, tmp_path / "accord.backup", datetime.now(UTC))
    finally:
        over.set()
        writing.join()
    backups.restore(empty_url, tmp_path / "accord.backup", datetime.now(UTC))
    with Store.open(empty_url) as restored:
        rows = held(restored)
        assert 0 < rows["agreements"] == rows["releases"] == rows["events"]
        assert rows["deliveries"] == 2 * rows["events"]
        assert rows["agreements"] <= held(store)["agreements"]


def test_a_restore_is_doubted_for_some_days_only(store: Store) -> None:
    clock = Clock()
    with store.begin() as unit:
        assert verifying.since(unit, clock()) is None
        verifying.backing_up(unit, clock())
        made = clock()
        clock.advance(hours=5)
        verifying.begin(unit, clock())
        assert verifying.since(unit, clock()) == made
        clock.advance(days=3, seconds=1)
        assert verifying.since(unit, clock()) is None


def test_what_is_no_backup_or_no_empty_store_is_refused(
    store: Store, store_url: str, empty_url: str, tmp_path: Path
) -> None:
    now, file = datetime.now(UTC), tmp_path / "accord.backup"
    backups.back_up(store_url, file, now)
    with pytest.raises(StoreError, match="exists already"):
        backups.back_up(store_url, file, now)
    with pytest.raises(StoreError):
        backups.restore(store_url, file, now)
    (tmp_path / "letter").write_text("Dear all")
    with pytest.raises(StoreError, match="no backup"):
        backups.restore(empty_url, tmp_path / "letter", now)
    (tmp_path / "damaged").write_bytes(file.read_bytes()[:-4000])
    with pytest.raises(StoreError):
        backups.restore(empty_url, tmp_path / "damaged", now)
    other = "sqlite:////tmp/x.db" if store_url.startswith("postgresql") else "postgresql://x/y"
    with pytest.raises(StoreError, match="is a copy of a"):
        backups.restore(other, file, now)


def test_no_password_stands_among_the_arguments_of_pg_dump(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def run(arguments: list[str], **rest: object) -> subprocess.CompletedProcess[str]:
        seen.append(arguments)
        assert dict(rest["env"])["PGPASSWORD"] == "hunter2"  # type: ignore[call-overload]
        return subprocess.CompletedProcess(arguments, 1, "", "no such host")

    monkeypatch.setattr(backups.subprocess, "run", run)
    monkeypatch.setattr(backups.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(StoreError, match="no such host"):
        backups._run("pg_dump", "postgresql://accord:hunter2@db/accord")
    assert "hunter2" not in str(seen)


def test_the_tables_go_back_to_each_revision_and_forward_again(store: Store) -> None:
    follow(store, *CHANNELS)
    for number in range(1, 6):
        tell(store, number)
    before = held(store)
    head = store.migrate()
    seen = [head]
    while seen[-1] != "a1":
        seen.append(store.migrate("previous"))
        with pytest.raises(StoreError, match="earlier version"):
            held(store)
    assert len(seen) == len(set(seen)) > 3
    with pytest.raises(StoreError, match="no earlier"):
        store.migrate("previous")
    assert store.migrate() == head
    after = held(store)
    kept = ("releases", "agreements", "agreement_releases", "events", "deliveries", "subscriptions")
    assert {n: after[n] for n in kept} == {n: before[n] for n in kept}
    with pytest.raises(StoreError, match="There is no revision x1"):
        store.migrate("x1")
    with store.read() as unit:
        assert unit.execute(sa.select(sa.func.count()).select_from(agreements)).scalar() == 5
        assert unit.execute(sa.select(sa.func.count()).select_from(releases)).scalar() == 5


def test_one_migration_is_undone_and_done_again_with_its_store_in_use(store: Store) -> None:
    tell(store, 1)
    store.migrate("previous")
    store.migrate()
    tell(store, 2)
    assert held(store)["agreements"] == 2
    assert timedelta(0) < verifying.FOR
