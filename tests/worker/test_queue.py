"""The steps moved by Celery, over the in-memory broker and over a real Redis."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from accord.delivery import DeliveryState
from accord.query import Query
from accord.source import Format, Source
from config.settings import Settings
from store import Store, outbox, releases, sources, subscriptions
from store.records import ReleaseState
from store.search import search
from tests.news import news, publish
from tests.worker.press_room import PressRoom
from worker import embedded, fetching, parsing, polling
from worker.clock import now
from worker.services import Services, open_services

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(params=["memory", "redis"])
def broker(request: pytest.FixtureRequest) -> str:
    """The address of each kind of broker in turn."""
    if request.param == "memory":
        return "memory://"
    url: str = request.getfixturevalue("redis_url")
    return url


@pytest.fixture
def settings(sqlite_url: str, broker: str, tmp_path: Path) -> Settings:
    """Everything every fifth of a second."""
    return Settings.from_environ(
        {
            "ACCORD_DATA_DIR": str(tmp_path),
            "ACCORD_DATABASE_URL": sqlite_url,
            "ACCORD_BROKER_URL": broker,
            "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
            "ACCORD_POLL_SECONDS": "0.5",
        }
    )


@pytest.fixture
def watched(sqlite_url: str, room: PressRoom) -> Iterator[Store]:
    """A store that watches the room's feed and tells the terminal."""
    with Store.open(sqlite_url) as opened:
        source = Source(
            id="room",
            name="Room",
            url=room.url("/feed.xml"),
            format=Format.RSS,
            office="CH",
            every_seconds=0.5,
        )
        with opened.begin() as unit:
            sources.declare(unit, [source], now())
            subscriptions.ensure_terminal(unit, now())
        yield opened


@contextmanager
def moving(settings: Settings, store: Store, folder: Path) -> Iterator[None]:
    """The work being done: in this process for the in-memory broker, else in others."""
    if settings.embedded:
        with embedded.start(settings, store):
            yield
        return
    environment = os.environ | {
        "ACCORD_DATA_DIR": str(folder),
        "ACCORD_DATABASE_URL": settings.database_url.get_secret_value(),
        "ACCORD_BROKER_URL": settings.broker_url.get_secret_value(),
        "ACCORD_SOURCES": str(folder / "sources.yaml"),
        "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
        "ACCORD_POLL_SECONDS": "0.5",
    }
    with store.read() as unit:
        url = sources.get(unit, "room").source.url
    (folder / "sources.yaml").write_text(
        f"sources:\n  - {{id: room, name: Room, office: CH, format: rss, url: '{url}'}}\n"
    )
    processes = [
        subprocess.Popen([sys.executable, "-m", "cli.main", name], env=environment, cwd=folder)
        for name in ("beat", "worker")
    ]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=25)


def wait_for(done: Callable[[], bool], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


def parsed(store: Store) -> int:
    with store.read() as unit:
        return releases.counts(unit)[ReleaseState.PARSED]


def waiting(store: Store) -> int:
    with store.read() as unit:
        return outbox.counts(unit)[DeliveryState.WAITING]


def agreed(store: Store) -> int:
    with store.read() as unit:
        return search(unit, Query(), limit=1).total


def test_history_is_taken_in_silently_and_news_is_to_be_told(
    settings: Settings, watched: Store, room: PressRoom, tmp_path: Path
) -> None:
    items = news(3)
    publish(room, items)
    with moving(settings, watched, tmp_path):
        wait_for(lambda: parsed(watched) == 3)
        assert (agreed(watched), waiting(watched)) == (3, 0)
        items += news(2, first=3)
        publish(room, items)
        wait_for(lambda: parsed(watched) == 5)
    assert (agreed(watched), waiting(watched)) == (5, 2)


def test_what_the_broker_never_delivered_is_swept_up(
    settings: Settings, watched: Store, room: PressRoom, tmp_path: Path
) -> None:
    publish(room, news(4))
    with services(settings, watched) as own:
        ids = look(own)
        assert fetching.fetch(own.store, own.client, ids[0])
    # Three stand found, one fetched; no message about any of them is in any queue.
    with moving(settings, watched, tmp_path):
        wait_for(lambda: parsed(watched) == 4)
    assert agreed(watched) == 4


def test_a_stopped_one_leaves_its_work_to_the_next(
    settings: Settings, watched: Store, room: PressRoom, tmp_path: Path
) -> None:
    items = news(6)
    publish(room, items)
    with moving(settings, watched, tmp_path):
        wait_for(lambda: "/feed.xml" in room.paths())
    with moving(settings, watched, tmp_path):
        wait_for(lambda: parsed(watched) == 6)
    assert room.paths().count(items[0].path) <= 2
    assert agreed(watched) == 6


@contextmanager
def services(settings: Settings, store: Store) -> Iterator[Services]:
    """The steps' own, without Celery."""
    opened = open_services(settings, store)
    try:
        yield opened
    finally:
        opened.reader.close()


def test_a_step_that_runs_twice_does_no_more_than_once(
    settings: Settings, watched: Store, room: PressRoom
) -> None:
    publish(room, news(1))
    with services(settings, watched) as own:
        look(own)
        publish(room, items := news(2))
        new = look(own)
        assert len(new) == 1
        for _ in range(2):
            assert fetching.fetch(own.store, own.client, new[0])
        for _ in range(2):
            parsing.parse(own, new[0])
    assert room.paths().count(items[-1].path) == 1
    assert (agreed(watched), waiting(watched)) == (1, 1)


def look(own: Services) -> list[int]:
    """Poll the room when it is due; the ids of what is new."""

    def claimed() -> bool:
        with own.store.begin() as unit:
            return sources.claim_due(unit, now(), polling.LEASE, 10) == ["room"]

    wait_for(claimed)
    return polling.poll(own.store, own.client, own.reader, "room")
