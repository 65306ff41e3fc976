"""Several releases in one message: what befalls one is not the others' trouble."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accord.source import Format
from store import Store, agreements, releases
from store.records import ReleaseState
from tests.news import news, publish
from tests.worker.press_room import LOOPBACK, PressRoom
from tests.worker.test_steps import Desk, source
from worker import fetching, parsing
from worker.pace import ProcessPace
from worker.reader import Reader
from worker.sending import send_releases, send_spaced
from worker.web import Client


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


@pytest.fixture
def desk(store: Store, client: Client, reader: Reader, room: PressRoom) -> Desk:
    """A press room that shows five releases."""
    publish(room, news(5))
    return Desk(store, client, reader, source(room, "/feed.xml", Format.RSS))


def fetch(desk: Desk, ids: list[int], patience: float | None = None) -> fetching.Fetched:
    return fetching.fetch_all(desk.store, desk.client, ids, desk.time, patience=patience)


def states(desk: Desk, ids: list[int]) -> list[ReleaseState]:
    return [desk.release(id_).state for id_ in ids]


class Sent:
    """A task that notes the ids and the delay of each message."""

    name = "fetch"

    def __init__(self) -> None:
        self.messages: list[tuple[int, float]] = []
        self.ids: list[tuple[int, ...]] = []

    def apply_async(self, args: tuple[int, ...], countdown: float | None, expires: float) -> None:
        self.messages.append((len(args), round(countdown or 0.0, 1)))
        self.ids.append(args)


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (0.01, [(20, 0.0), (20, 0.2), (5, 0.4)]),
        (0.25, [(4, float(n)) for n in range(11)] + [(1, 11.0)]),
        (1.0, [(1, float(n)) for n in range(31)]),
    ],
)
def test_as_many_go_together_as_the_pace_of_their_host_allows_in_a_second(
    desk: Desk, room: PressRoom, rest: float, expected: list[tuple[int, float]]
) -> None:
    publish(room, news(45))
    ids = desk.poll()
    desk.client = Client(allowed=LOOPBACK, allowed_rest=rest)
    sent = Sent()
    send_spaced(desk.services, sent, ids)
    assert sent.messages == expected


def test_one_that_was_tried_before_goes_alone(desk: Desk) -> None:
    ids = desk.poll()
    with desk.store.begin() as unit:
        releases.claim(unit, ids[1], desk.time.now, fetching.LEASE)
    desk.time.now += 2 * fetching.LEASE
    own, sent = desk.services, Sent()
    send_releases(own, sent, ids)
    assert sorted(sent.ids, key=len) == [(ids[1],), tuple(i for i in ids if i != ids[1])]
    # A message of before its worker died names it among others.
    assert fetch(desk, ids).ready == [i for i in ids if i != ids[1]]
    assert fetch(desk, [ids[1]]).ready == [ids[1]]


def test_what_cannot_be_fetched_or_read_leaves_the_others_to_be_recorded(
    desk: Desk, room: PressRoom
) -> None:
    room.show("/news/1", status=404)
    room.show("/news/3", bytes(range(256)) * 40)
    ids = desk.poll()
    by_path = {desk.release(id_).url.rpartition("/")[2]: id_ for id_ in ids}
    ready = fetch(desk, ids).ready
    assert by_path["1"] not in ready
    recorded, postponed = parsing.parse_all(desk.services, ready, desk.time)
    assert sorted(recorded) == sorted(by_path[n] for n in ("0", "2", "4"))
    assert postponed == []
    parked = [by_path["1"], by_path["3"]]
    assert states(desk, parked) == [ReleaseState.PARKED] * 2
    assert all(desk.release(id_).last_error for id_ in parked)


def test_what_cannot_be_recorded_leaves_the_others_recorded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ids = desk.poll()
    ready, bad = fetch(desk, ids).ready, ids[2]
    record = agreements.record

    def failing(unit, release_id, *rest):
        done = record(unit, release_id, *rest)
        if release_id == bad:
            raise RuntimeError("one that nobody thought of")
        return done

    monkeypatch.setattr(agreements, "record", failing)
    recorded, _ = parsing.parse_all(desk.services, ready, desk.time)
    assert sorted(recorded) == [id_ for id_ in ids if id_ != bad]
    assert {done.new for done in recorded.values()} == {1}
    release = desk.release(bad)
    assert (release.state, release.attempts) == (ReleaseState.FETCHED, 1)
    assert f"Release {bad} is left for later" in caplog.text


def test_what_is_not_begun_in_time_is_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = desk.poll()
    for step in (fetching, parsing):
        monkeypatch.setattr(step, "TOGETHER_SECONDS", 0.0)
    assert fetch(desk, ids) == fetching.Fetched([ids[0]], ids[1:])
    assert {desk.release(id_).attempts for id_ in ids} == {0}
    monkeypatch.setattr(fetching, "TOGETHER_SECONDS", 60.0)
    assert fetch(desk, ids) == fetching.Fetched([ids[0], *ids[1:]], [])
    recorded, postponed = parsing.parse_all(desk.services, ids, desk.time)
    assert (list(recorded), postponed) == ([ids[0]], ids[1:])
    assert {desk.release(id_).attempts for id_ in ids[1:]} == {0}


def test_where_a_host_is_not_to_be_asked_yet_all_are_as_they_were(
    store: Store, reader: Reader, room: PressRoom
) -> None:
    publish(room, news(3))
    pace = ProcessPace()
    client = Client(allowed=LOOPBACK, allowed_rest=0.0, pace=pace)
    desk = Desk(store, client, reader, source(room, "/feed.xml", Format.RSS))
    ids = desk.poll()
    pace.hold(f"{room.host}:{room.port}", 20)
    done = fetch(desk, ids, patience=0.1)
    assert (done.ready, done.postponed) == ([], ids)
    assert {(desk.release(i).attempts, desk.release(i).leased_until) for i in ids} == {(0, None)}


def test_trouble_of_our_own_costs_the_others_no_try(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = desk.poll()
    get = fetching.get

    def failing(client, release, *rest, **options):
        if release.id == ids[1]:
            raise RuntimeError("one that nobody thought of")
        return get(client, release, *rest, **options)

    monkeypatch.setattr(fetching, "get", failing)
    with pytest.raises(RuntimeError):
        fetch(desk, ids)
    assert states(desk, ids) == [ReleaseState.FETCHED] + [ReleaseState.FOUND] * 4
    assert [desk.release(id_).attempts for id_ in ids] == [0, 1, 0, 0, 0]
