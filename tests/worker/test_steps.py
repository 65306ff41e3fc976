"""The steps over both kinds of store: what each failure leads to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from accord.source import Format, Source
from config.vocabulary import load_vocabulary
from store import Store, releases, sources
from store.records import Release, ReleaseState, WatchedSource
from tests.news import feed, news, publish
from tests.worker.press_room import LOOPBACK, PressRoom
from worker import fetching, parsing, polling
from worker.pace import ProcessPace
from worker.reader import Reader
from worker.sample.pdf import pdf
from worker.services import Services
from worker.web import Client

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


class Desk:
    """One source in a store, and the steps on it at a time set by hand."""

    def __init__(self, store: Store, client: Client, reader: Reader, source: Source) -> None:
        self.store, self.client, self.reader = store, client, reader
        self.source, self.time = source, Time()
        with store.begin() as unit:
            sources.declare(unit, [source], self.time.now)

    def poll(self) -> list[int]:
        """Look when it is due."""
        self.time.now = max(self.time.now, self.watched.next_poll_at)
        with self.store.begin() as unit:
            assert sources.claim_due(unit, self.time.now, polling.LEASE, 5) == [self.source.id]
        return polling.poll(self.store, self.client, self.reader, self.source.id, self.time)

    def fetch(self, release_id: int) -> bool:
        return fetching.fetch(self.store, self.client, release_id, self.time)

    def parse(self, release_id: int) -> int | None:
        """How many agreements were new."""
        recorded = parsing.parse(self.services, release_id, self.time)
        return recorded.new if recorded else None

    @property
    def services(self) -> Services:
        return Services(self.store, self.client, self.reader, load_vocabulary())

    @property
    def watched(self) -> WatchedSource:
        with self.store.read() as unit:
            return sources.get(unit, self.source.id)

    def release(self, release_id: int) -> Release:
        with self.store.read() as unit:
            return releases.get(unit, release_id)


def source(room: PressRoom, path: str, form: Format) -> Source:
    return Source(id="room", name="Room", url=room.url(path), format=form, office="CH")


@pytest.fixture
def desk(store: Store, client: Client, reader: Reader, room: PressRoom) -> Desk:
    """A press room with a feed of two releases."""
    publish(room, news(2))
    return Desk(store, client, reader, source(room, "/feed.xml", Format.RSS))


def test_a_look_that_shows_nothing_new_is_noted_and_costs_no_reading(
    desk: Desk, room: PressRoom
) -> None:
    text = feed(news(2), room)
    validators = {"ETag": 'W/"7"', "Last-Modified": "some day"}
    room.show("/feed.xml", text, media_type="application/rss+xml", headers=validators)
    assert len(desk.poll()) == 2
    changed_at = desk.watched.last_changed_at
    assert desk.poll() == []
    sent = room.requests[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('W/"7"', "some day")
    room.show("/feed.xml", status=304)
    assert desk.poll() == []
    watched = desk.watched
    assert (watched.polls, watched.failures) == (3, 0)
    assert (watched.etag, watched.last_changed_at) == ('W/"7"', changed_at)
    assert watched.bytes_received == 2 * len(text.encode())


def test_a_failing_source_rests_longer_each_time_and_comes_back(
    desk: Desk, room: PressRoom
) -> None:
    desk.poll()
    good = room._pages["/feed.xml"]
    room.show("/feed.xml", status=500)
    rests = []
    for failures in range(1, 12):
        assert desk.poll() == []
        assert desk.watched.failures == failures
        rests.append(desk.watched.next_poll_at - desk.time.now)
    assert MINUTE <= rests[0] <= MINUTE * 1.1
    assert rests[3] >= rests[2] * 1.8
    assert 6 * HOUR <= rests[-1] <= 6.6 * HOUR
    assert "500" in str(desk.watched.last_error)
    room.behave("/feed.xml", good)
    assert desk.poll() == []
    assert (desk.watched.failures, desk.watched.last_error) == (0, None)
    assert HOUR <= desk.watched.next_poll_at - desk.time.now <= 1.1 * HOUR


def test_what_fails_at_the_first_look_leaves_history_history(desk: Desk, room: PressRoom) -> None:
    good = room._pages["/feed.xml"]
    room.show("/feed.xml", status=500)
    desk.poll()
    room.behave("/feed.xml", good)
    first = desk.poll()
    publish(room, news(3))
    second = desk.poll()
    assert [desk.release(id_).silent for id_ in first + second] == [True, True, False]


def test_a_source_that_asks_for_rest_gets_it(desk: Desk, room: PressRoom) -> None:
    room.show("/feed.xml", status=429, headers={"Retry-After": "7200"})
    desk.poll()
    assert 2 * HOUR <= desk.watched.next_poll_at - desk.time.now <= 2.2 * HOUR


def test_a_host_that_is_busy_with_our_own_requests_is_no_failure(
    store: Store, reader: Reader, room: PressRoom
) -> None:
    pace = ProcessPace()
    client = Client(allowed=LOOPBACK, pace=pace, patience=0.1)
    desk = Desk(store, client, reader, source(room, "/feed.xml", Format.RSS))
    pace.hold(f"{room.host}:{room.port}", 60)
    assert desk.poll() == []
    assert (desk.watched.failures, desk.watched.leased_until) == (0, None)
    assert desk.watched.next_poll_at <= desk.time.now
    assert room.requests == []


@pytest.mark.parametrize(
    ("form", "page", "failed"),
    [
        (Format.RSS, '<rss version="2.0"><channel><title>News</title></channel></rss>', False),
        (Format.RSS, "<html><body><h1>Log in</h1><form><input></form></body></html>", True),
        (Format.RSS, "", True),
        (Format.HTML, "<html><body><h1>Welcome</h1><p>We are moving.</p></body></html>", True),
    ],
)
def test_only_an_empty_feed_may_be_empty(
    store: Store, client: Client, reader: Reader, room: PressRoom, form: Format, page: str,
    failed: bool,
) -> None:  # fmt: skip
    room.show("/list", page)
    desk = Desk(store, client, reader, source(room, "/list", form))
    assert desk.poll() == []
    assert desk.watched.failures == failed
    assert (desk.watched.first_success_at is None) == failed
    assert bool(desk.watched.last_error) == failed


def test_a_poll_that_is_sent_twice_looks_once(desk: Desk, room: PressRoom) -> None:
    desk.poll()
    asked = len(room.requests)
    assert polling.poll(desk.store, desk.client, desk.reader, "room", desk.time) == []
    assert len(room.requests) == asked


def test_a_release_that_is_gone_for_good_is_parked_with_its_reason(
    desk: Desk, room: PressRoom
) -> None:
    release_id = desk.poll()[0]
    room.show("/news/0", status=410)
    room.show("/news/1", status=410)
    assert not desk.fetch(release_id)
    release = desk.release(release_id)
    assert release.state is ReleaseState.PARKED
    assert "410" in str(release.last_error)


def test_news_that_is_listed_before_it_can_be_seen_is_read_then(
    desk: Desk, room: PressRoom
) -> None:
    desk.poll()
    publish(room, news(3))
    page = room._pages["/news/2"]
    room.show("/news/2", status=404)
    (release_id,) = desk.poll()
    assert not desk.fetch(release_id)
    room.behave("/news/2", page)
    tries(desk, release_id)
    assert desk.release(release_id).state is ReleaseState.PARSED


def test_a_dead_link_in_the_archive_is_asked_for_once(desk: Desk, room: PressRoom) -> None:
    for path in ("/news/0", "/news/1"):
        room.show(path, status=404)
    release_id = desk.poll()[0]
    assert not desk.fetch(release_id)
    assert desk.release(release_id).state is ReleaseState.PARKED


def tries(desk: Desk, release_id: int) -> list[timedelta]:
    """Try a release whenever it is due, until it is parked; the rests between."""
    rests = []
    while (release := desk.release(release_id)).state is ReleaseState.FOUND:
        if release.next_try_at is not None:
            rests.append(release.next_try_at - desk.time.now)
            desk.time.now = release.next_try_at
        if desk.fetch(release_id):
            desk.parse(release_id)
        assert len(rests) < 100
    return rests


WALLS = [
    (502, ""),
    (403, ""),
    (200, "<html><head><title>Just a moment...</title></head><body>Checking</body></html>"),
    (200, "<html><head><title>503 Service Unavailable</title></head><body>Sorry</body></html>"),
]


@pytest.mark.parametrize(("status", "page"), WALLS, ids=["502", "403", "wall", "error page"])
def test_a_release_whose_site_is_in_trouble_is_tried_for_two_weeks(
    desk: Desk, room: PressRoom, status: int, page: str
) -> None:
    release_id = desk.poll()[0]
    for path in ("/news/0", "/news/1"):
        room.show(path, page, status=status)
    found_at = desk.time.now
    rests = tries(desk, release_id)
    assert desk.release(release_id).state is ReleaseState.PARKED
    assert desk.release(release_id).last_error
    assert timedelta(days=14) < desk.time.now - found_at < timedelta(days=15)
    assert timedelta(seconds=50) < rests[0] < timedelta(minutes=2)
    assert max(rests) < timedelta(hours=8)


@pytest.mark.parametrize(("status", "page"), WALLS, ids=["502", "403", "wall", "error page"])
def test_a_release_is_read_when_its_site_is_well_again(
    desk: Desk, room: PressRoom, status: int, page: str
) -> None:
    release_id = desk.poll()[0]
    pages = {path: room._pages[path] for path in ("/news/0", "/news/1")}
    for path in pages:
        room.show(path, page, status=status)
    for _ in range(12):
        if desk.fetch(release_id):
            desk.parse(release_id)
        release = desk.release(release_id)
        assert (release.state, release.title is None) == (ReleaseState.FOUND, False)
        desk.time.now = release.next_try_at or desk.time.now
    for path, answer in pages.items():
        room.behave(path, answer)
    tries(desk, release_id)
    assert desk.release(release_id).state is ReleaseState.PARSED


def test_waiting_as_asked_is_no_failed_try(desk: Desk, room: PressRoom) -> None:
    release_id = desk.poll()[0]
    for path in ("/news/0", "/news/1"):
        room.show(path, status=503, headers={"Retry-After": "1"})
    for _ in range(7):
        # A new client each time, since one waits by the clock on the wall.
        desk.client = Client(allowed=LOOPBACK, allowed_rest=0.0)
        desk.fetch(release_id)
        release = desk.release(release_id)
        assert (release.state, release.attempts) == (ReleaseState.FOUND, 0)
        assert release.next_try_at is not None
        assert release.next_try_at > desk.time.now
        desk.time.now = release.next_try_at


def test_a_release_is_read_as_what_it_is_whatever_it_is_called(desk: Desk, room: PressRoom) -> None:
    item = news(1, first=7)[0]
    (_, one), (_, other) = item.pair
    day = f"{item.day.day} {item.day:%B %Y}"
    words = f"The {one} and the {other} signed a memorandum of understanding on {day}."
    publish(room, [item])
    room.show(item.path, pdf([item.title, day, words]), media_type="text/html")
    desk.time.now = datetime.combine(item.day, datetime.min.time(), UTC) + timedelta(hours=12)
    (release_id,) = desk.poll()
    assert desk.fetch(release_id)
    assert desk.parse(release_id) == 1


def test_a_release_that_cannot_be_read_is_kept_with_its_reason(desk: Desk, room: PressRoom) -> None:
    release_id = desk.poll()[0]
    for path in ("/news/0", "/news/1"):
        room.show(path, bytes(range(256)) * 40)
    assert desk.fetch(release_id)
    assert desk.parse(release_id) is None
    release = desk.release(release_id)
    assert release.state is ReleaseState.PARKED
    assert release.last_error
    assert release.content_sha


def test_a_release_that_kills_its_reader_is_tried_again_and_parked_in_the_end(
    desk: Desk,
) -> None:
    release_id = desk.poll()[0]
    assert desk.fetch(release_id)
    with Reader(wall_seconds=0.001) as hasty:
        desk.reader = hasty
        tries = 0
        while (release := desk.release(release_id)).state is ReleaseState.FETCHED:
            desk.time.now = max(desk.time.now, release.next_try_at or desk.time.now)
            assert desk.parse(release_id) is None
            tries += 1
            assert tries <= 5
    assert tries == 5
    assert release.state is ReleaseState.PARKED
    assert "longer" in str(release.last_error)
