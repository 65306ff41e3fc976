"""Everything in one process: its end, its watchdog, its lock, and what happens without a broker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from accord.source import Format, Source
from config.settings import Settings
from store import Store, sources
from tests.news import news, publish
from tests.servers import redis_server
from tests.worker.press_room import PressRoom, Request, unused_port
from worker import embedded
from worker.clock import now
from worker.data_lock import AlreadyRunning, hold_data_dir


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path) -> Settings:
    return Settings.from_environ(
        {
            "ACCORD_DATA_DIR": str(tmp_path),
            "ACCORD_DATABASE_URL": sqlite_url,
            "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
            "ACCORD_POLL_SECONDS": "1",
        }
    )


@pytest.fixture
def opened(sqlite_url: str, room: PressRoom) -> Store:
    store = Store.open(sqlite_url)
    publish(room, news(1))
    url = room.url("/feed.xml")
    source = Source(id="room", name="Room", url=url, format=Format.RSS, every_seconds=1)
    with store.begin() as unit:
        sources.declare(unit, [source], now())
    return store


def test_it_stops_in_seconds_although_a_site_hangs(
    settings: Settings, opened: Store, room: PressRoom
) -> None:
    asked = threading.Event()

    def hang(_: BaseHTTPRequestHandler, __: Request) -> None:
        asked.set()
        time.sleep(30)

    room.behave("/feed.xml", hang)
    work = embedded.start(settings, opened)
    assert asked.wait(20)
    began = time.monotonic()
    assert work.stop(timeout=10)
    assert time.monotonic() - began < 6
    with opened.read() as unit:
        watched = sources.get(unit, "room")
    # Being stopped is no fault of the source's; the next start asks it at once.
    assert (watched.failures, watched.leased_until) == (0, None)


def test_a_schedule_that_stands_still_is_told_once(
    settings: Settings, opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_STILL_SECONDS", 2.0)
    monkeypatch.setattr(embedded, "_LOOK_SECONDS", 0.2)
    told: list[embedded.StandsStill] = []
    with embedded.start(settings, opened, on_still=told.append) as work:
        time.sleep(3)
        assert told == []
        work._beat.stop()
        until = time.monotonic() + 10
        while not told and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(0.6)
    assert len(told) == 1
    assert "stood still" in str(told[0])


def test_one_process_at_a_time_works_on_a_data_directory(tmp_path: Path) -> None:
    held = tmp_path / "data"
    code = (
        "import sys, time; from pathlib import Path\n"
        "from worker.data_lock import hold_data_dir\n"
        "with hold_data_dir(Path(sys.argv[1])):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    owner = subprocess.Popen([sys.executable, "-c", code, str(held)], stdout=subprocess.PIPE)
    try:
        assert owner.stdout
        assert owner.stdout.readline() == b"held\n"
        with (
            pytest.raises(AlreadyRunning, match=rf"process {owner.pid}\b.*ACCORD_DATA_DIR"),
            hold_data_dir(held),
        ):
            pass
    finally:
        owner.kill()
        owner.wait()
    assert owner.stdout
    owner.stdout.close()
    with hold_data_dir(held):
        assert (held / "accord.lock").read_text() == str(os.getpid())


@pytest.fixture(params=["gone", "frozen"])
def dead_broker(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a Redis that is not there, or takes connections and says nothing."""
    if request.param == "gone":
        yield f"redis://127.0.0.1:{unused_port()}/0"
        return
    request.getfixturevalue("redis")  # skips where no Redis can be had
    with redis_server() as server:
        server.process.send_signal(signal.SIGSTOP)
        yield server.url
        server.process.send_signal(signal.SIGCONT)


def test_without_a_broker_a_publish_gives_up_and_the_source_stays_due(
    sqlite_url: str, opened: Store, tmp_path: Path, dead_broker: str
) -> None:
    """Run as production runs it: its own process."""
    environment = os.environ | {
        "ACCORD_DATA_DIR": str(tmp_path),
        "ACCORD_DATABASE_URL": sqlite_url,
        "ACCORD_BROKER_URL": dead_broker,
    }
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", "from worker.tasks import schedule; schedule()"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - began < 20
    assert "the sweep will" in done.stderr
    with opened.read() as unit:
        watched = sources.get(unit, "room")
    assert watched.leased_until is None
    assert watched.next_poll_at <= now()
