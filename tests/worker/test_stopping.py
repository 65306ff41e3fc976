"""A worker that is asked to stop in the middle of something long, and one that hears nothing."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from socket import gethostname

import pytest
from celery import Celery

from store import Store, releases
from store.records import ReleaseState
from tests.news import news, publish
from tests.trials.installation import Installation
from tests.worker.press_room import PressRoom
from tests.worker.test_queue import wait_for
from worker import heartbeat
from worker.stopping import DEAF_SECONDS, Hearing

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def installed(sqlite_url: str, redis_url: str, tmp_path: Path) -> Installation:
    """A worker and its schedule."""
    return Installation(
        tmp_path,
        {"beat": ("beat",), "worker": ("worker",)},
        {
            "ACCORD_DATABASE_URL": sqlite_url,
            "ACCORD_BROKER_URL": redis_url,
            "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
            "ACCORD_POLL_SECONDS": "1",
        },
    )


def test_what_is_not_finished_in_time_is_given_back(
    installed: Installation, sqlite_url: str, room: PressRoom, tmp_path: Path
) -> None:
    (item,) = news(1)
    publish(room, [item])
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n"
    room.raw(item.path, head, *[b"<p>"] * 60, pause=1.0)  # as long as a fetch may take
    (tmp_path / "sources.yaml").write_text(
        "sources:\n  - {id: room, name: Room, office: CH, format: rss, "
        f"url: '{room.url('/feed.xml')}'}}\n"
    )
    installed.settings["ACCORD_SOURCES"] = str(tmp_path / "sources.yaml")
    try:
        for name in installed.commands:
            installed.start(name)
        wait_for(lambda: item.path in room.paths(), 60)
        installed.kill("beat")
        installed.processes["worker"].send_signal(signal.SIGTERM)
        assert installed.processes["worker"].wait(timeout=25) == 0, installed.logs()
    finally:
        installed.close()
    with Store.open(sqlite_url) as store, store.read() as unit:
        release = releases.get(unit, 1)
    assert release.state is ReleaseState.FOUND
    assert (release.leased_until, release.attempts) == (None, 0), installed.logs()


@pytest.mark.parametrize("how", ["it consumes nothing", "its processes hang"])
def test_a_worker_that_is_connected_and_deaf_is_unhealthy_until_it_hears(
    how: str, installed: Installation, redis_url: str, tmp_path: Path
) -> None:
    sign = tmp_path / "worker" / heartbeat.FILE

    def heard() -> bool:
        return sign.exists() and sign.stat().st_mtime > marked

    installed.start("worker")
    try:
        marked = 0.0
        wait_for(heard, 60)
        marked = time.time()
        wait_for(heard, 60)  # it listens by now
        children = installed.children("worker")
        queue = heartbeat.own_queue(f"accord-{installed.processes['worker'].pid}@{gethostname()}")
        control = Celery(broker=redis_url).control
        if how == "its processes hang":
            for child in children:
                child.suspend()
        else:
            assert control.cancel_consumer(queue, reply=True, timeout=20)
        long_ago = time.time() - heartbeat.STALE_SECONDS - 1
        os.utime(sign, (long_ago, long_ago))
        time.sleep(1.5 * heartbeat.EVERY_SECONDS)  # in which a sign would have come
        assert not installed.healthy("worker")
        assert installed.processes["worker"].poll() is None
        if how == "its processes hang":
            for child in children:
                child.resume()
        else:
            assert control.add_consumer(queue, durable=False, reply=True, timeout=20)
        wait_for(lambda: installed.healthy("worker"), 60)
    finally:
        installed.close()


def test_a_worker_is_deaf_when_redis_has_answered_for_long_and_brought_nothing() -> None:
    now, silent, answers = 0.0, 0.0, True
    hearing = Hearing(lambda: silent, lambda: answers, lambda: now)
    assert not hearing.deaf()
    now, silent = 1000.0, 10.0
    assert not hearing.deaf()
    answers, silent = False, 1010.0  # Redis is away
    assert not hearing.deaf()
    now, answers = 2000.0, True  # and back: the worker has to connect first
    assert not hearing.deaf()
    now += DEAF_SECONDS + 1
    assert hearing.deaf()
    silent = 3.0
    assert not hearing.deaf()
