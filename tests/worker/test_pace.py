"""robots.txt, and turns at hosts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
import redis

from tests.worker.press_room import LOOPBACK, PressRoom
from worker.errors import Busy, Refused, Unreachable
from worker.pace import Pace, ProcessPace, RedisPace
from worker.robots import SharedRobots
from worker.web import Client


def test_robots_txt_is_obeyed_and_read_once(client: Client, room: PressRoom) -> None:
    room.show(
        "/robots.txt",
        "User-agent: *\nDisallow: /\n\n"
        "User-agent: accord\nDisallow: /private\nAllow: /private/news$\n",
    )
    for path in ("/news", "/private/news", "/private/other"):
        room.show(path, "x")
    for path in ("/news", "/private/news"):
        client.get(room.url(path), ports=(room.port,))
    with pytest.raises(Refused, match=r"robots\.txt"):
        client.get(room.url("/private/other"), ports=(room.port,))
    assert room.paths() == ["/news", "/private/news"]
    assert [r.path for r in room.requests].count("/robots.txt") == 1


def test_robots_txt_is_obeyed_behind_a_redirect(client: Client, room: PressRoom) -> None:
    room.show("/robots.txt", "User-agent: *\nDisallow: /closed\n")
    room.redirect("/open", "/closed")
    room.show("/closed", "x")
    with pytest.raises(Refused, match=r"robots\.txt"):
        client.get(room.url("/open"), ports=(room.port,))
    assert room.paths() == ["/open"]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_host_that_shows_no_robots_txt_allows_everything(
    client: Client, room: PressRoom, status: int
) -> None:
    room.show("/robots.txt", status=status)
    room.show("/", "x")
    assert client.get(room.url(), ports=(room.port,)).content == b"x"


def test_nothing_is_fetched_while_robots_txt_cannot_be_read(
    client: Client, room: PressRoom
) -> None:
    room.show("/robots.txt", status=500)
    room.show("/", "x")
    with pytest.raises(Unreachable):
        client.get(room.url(), ports=(room.port,))
    room.show("/robots.txt", "")
    assert client.get(room.url(), ports=(room.port,)).content == b"x"


def test_a_crawl_delay_is_kept(client: Client, room: PressRoom) -> None:
    room.show("/robots.txt", "User-agent: *\nCrawl-delay: 0.6\n")
    room.show("/", "x")
    for _ in range(2):
        client.get(room.url(), ports=(room.port,))
    first, second = [r.at for r in room.requests if r.path == "/"]
    assert second - first >= 0.55


def test_a_host_is_asked_once_a_second_unless_a_trial_says_otherwise(room: PressRoom) -> None:
    room.show("/", "x")
    client = Client(allowed=LOOPBACK)
    client.get(room.url(), ports=(room.port,))
    robots, page = room.requests
    assert page.at - robots.at >= 0.95


def test_one_worker_reads_robots_txt_for_all(redis_url: str, room: PressRoom) -> None:
    shared = SharedRobots(redis.Redis.from_url(redis_url))
    room.show("/robots.txt", "User-agent: *\nDisallow: /private\nCrawl-delay: 0.6\n")
    room.show("/", "x")
    workers = [Client(allowed=LOOPBACK, allowed_rest=0.0, robots=shared) for _ in range(2)]
    for worker in workers:
        worker.get(room.url(), ports=(room.port,))
        with pytest.raises(Refused, match=r"robots\.txt"):
            worker.get(room.url("/private"), ports=(room.port,))
        assert worker.rest(room.url()) == 0.6
    assert [request.path for request in room.requests].count("/robots.txt") == 1


def test_a_host_without_robots_txt_is_asked_for_it_once_by_all(
    redis_url: str, room: PressRoom
) -> None:
    shared = SharedRobots(redis.Redis.from_url(redis_url))
    room.show("/", "x")
    for _ in range(2):
        client = Client(allowed=LOOPBACK, allowed_rest=0.0, robots=shared)
        client.get(room.url(), ports=(room.port,))
    assert [request.path for request in room.requests].count("/robots.txt") == 1


def test_while_redis_is_away_each_worker_reads_robots_txt_itself(room: PressRoom) -> None:
    room.show("/robots.txt", "User-agent: *\nDisallow: /\n")
    shared = SharedRobots(redis.Redis.from_url("redis://127.0.0.1:1/0"))
    client = Client(allowed=LOOPBACK, allowed_rest=0.0, robots=shared)
    for _ in range(2):
        with pytest.raises(Refused):
            client.get(room.url(), ports=(room.port,))
    assert len(room.requests) == 1


@pytest.fixture(params=["process", "redis"])
def paces(request: pytest.FixtureRequest) -> Callable[[], Pace]:
    """Makes what each of two workers would use: one pace in a process, two that share a Redis."""
    if request.param == "process":
        pace = ProcessPace()
        return lambda: pace
    url = request.getfixturevalue("redis_url")
    return lambda: RedisPace(redis.Redis.from_url(url))


def test_two_workers_never_ask_one_host_at_once(paces: Callable[[], Pace]) -> None:
    inside, most, begun = 0, 0, []

    def work(pace: Pace) -> None:
        nonlocal inside, most
        for _ in range(3):
            with pace.turn("host:80", 0.1, 10):
                begun.append(time.monotonic())
                inside += 1
                most = max(most, inside)
                time.sleep(0.03)
                inside -= 1

    threads = [threading.Thread(target=work, args=(paces(),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gaps = [later - earlier for earlier, later in pairwise(begun)]
    assert most == 1
    assert len(begun) == 9
    assert min(gaps) >= 0.08


def test_a_held_host_is_busy_for_every_worker(paces: Callable[[], Pace]) -> None:
    one, other = paces(), paces()
    one.hold("host:80", 100)
    for pace in (one, other):
        with pytest.raises(Busy) as busy, pace.turn("host:80", 0.1, 0.2):
            pass
        assert 90 < busy.value.retry_after <= 100
    with other.turn("elsewhere:80", 0.1, 0.2):
        pass


def test_moments_at_a_host_are_given_to_one_worker_each(paces: Callable[[], Pace]) -> None:
    one, other = paces(), paces()
    given = [pace.reserve("host:80", 5.0, 12.0) for pace in (one, other, one, other)]
    assert given[3] is None
    assert [round(moment or 0) for moment in given] == [0, 5, 10, 0]
    assert other.reserve("elsewhere:80", 5.0, 12.0) == pytest.approx(0, abs=0.5)
    one.hold("third:80", 9.0)
    assert other.reserve("third:80", 5.0, 12.0) == pytest.approx(9, abs=1)
    one.hold("fourth:80", 100)
    assert other.reserve("fourth:80", 5.0, 12.0) is None


def test_the_pace_is_kept_while_redis_is_away() -> None:
    pace = RedisPace(redis.Redis.from_url("redis://127.0.0.1:1/0"))
    began = time.monotonic()
    for _ in range(3):
        with pace.turn("host:80", 0.2, 5):
            pass
    assert time.monotonic() - began >= 0.4
