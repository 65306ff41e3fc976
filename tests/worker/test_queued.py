"""What is sent for a release: each step once, until it begins; and never a wait in a worker."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
import redis

from accord.source import Format
from store import Store
from tests.news import news, publish
from tests.worker.press_room import LOOPBACK, PressRoom
from tests.worker.test_steps import Desk, source
from worker import fetching
from worker.errors import NotOurTurn
from worker.pace import ProcessPace
from worker.queued import ProcessQueued, Queued, RedisQueued
from worker.reader import Reader
from worker.sending import HORIZON_SECONDS, send_spaced
from worker.web import Client


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


@pytest.fixture(params=["process", "redis"])
def workers(request: pytest.FixtureRequest) -> Callable[[], Queued]:
    """Makes what each of two workers would use."""
    if request.param == "process":
        queued = ProcessQueued()
        return lambda: queued
    url = request.getfixturevalue("redis_url")
    return lambda: RedisQueued(redis.Redis.from_url(url))


def test_what_waits_is_not_sent_again_until_it_has_begun(workers: Callable[[], Queued]) -> None:
    one, other = workers(), workers()
    assert one.add("fetch", [1, 2], 60) == [1, 2]
    assert other.add("fetch", [1, 2, 3], 60) == [3]
    assert other.add("parse", [1], 60) == [1]
    other.begun("fetch", 1)
    assert one.add("fetch", [1, 2], 60) == [1]


def test_what_never_begins_may_be_sent_again_in_the_end(workers: Callable[[], Queued]) -> None:
    queued = workers()
    queued.add("fetch", [1], 0.05)
    time.sleep(0.1)
    assert queued.add("fetch", [1], 60) == [1]


def test_while_redis_is_away_nothing_is_sent() -> None:
    queued = RedisQueued(redis.Redis.from_url("redis://127.0.0.1:1/0"))
    assert queued.add("fetch", [1], 60) == []
    queued.begun("fetch", 1)


class Recorded:
    """A task that notes what it was queued with."""

    name = "fetch"

    def __init__(self) -> None:
        self.sent: list[tuple[int, float | None]] = []

    def apply_async(self, args: tuple[int], countdown: float | None, expires: float) -> None:
        assert expires > (countdown or 0)
        self.sent.append((args[0], countdown))


def test_the_releases_of_a_host_are_queued_at_its_pace_whoever_sends_them(
    sqlite_url: str, client: Client, reader: Reader, room: PressRoom
) -> None:
    publish(room, news(40))
    with Store.open(sqlite_url) as store:
        desk = Desk(store, client, reader, source(room, "/feed.xml", Format.RSS))
        ids = desk.poll()
        desk.client = Client(allowed=LOOPBACK)
        own, task = desk.services, Recorded()
        send_spaced(own, task, ids[:3])
        send_spaced(own, task, ids)
        send_spaced(own, task, ids)
    within = int(HORIZON_SECONDS) + 1
    assert [id_ for id_, _ in task.sent] == ids[:within]
    assert [round(delay or 0) for _, delay in task.sent] == list(range(within))


def test_a_release_whose_host_is_not_to_be_asked_yet_is_left_as_it_was(
    sqlite_url: str, reader: Reader, room: PressRoom
) -> None:
    publish(room, news(1))
    pace = ProcessPace()
    client = Client(allowed=LOOPBACK, allowed_rest=0.0, pace=pace)
    with Store.open(sqlite_url) as store:
        desk = Desk(store, client, reader, source(room, "/feed.xml", Format.RSS))
        (id_,) = desk.poll()
        asked = len(room.requests)
        pace.hold(f"{room.host}:{room.port}", 20)
        began = time.monotonic()
        with pytest.raises(NotOurTurn):
            fetching.fetch(store, client, id_, desk.time, patience=0.1)
        assert time.monotonic() - began < 10
        release = desk.release(id_)
    assert (release.attempts, release.next_try_at, release.last_error) == (0, None, None)
    assert len(room.requests) == asked
