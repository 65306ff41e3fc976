"""The operator is told when what should happen does not, once, and when it does again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accord.alert import AlertKind
from bot.watching import ANNOUNCEMENTS, SCHEDULE, Watcher
from store import Store, alerts, outbox, pulse, subscriptions
from tests.store.build import LEASE, VOCABULARY, agreement, reading, recorded
from tests.worker.press_room import PressRoom, press_room

START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, minutes: float) -> datetime:
        self.now += timedelta(minutes=minutes)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watcher(store: Store, clock: Clock) -> Watcher:
    return Watcher(store, VOCABULARY, clock=clock)


def states(store: Store) -> dict[str, AlertKind]:
    with store.read() as unit:
        return {alert.subject: alert.kind for alert in alerts.standing(unit)}


def tick(store: Store, clock: Clock) -> None:
    with store.begin() as unit:
        pulse.ticked(unit, clock())


def test_a_silent_schedule_is_told_and_its_return_too(
    watcher: Watcher, store: Store, clock: Clock
) -> None:
    clock.forward(4)
    assert watcher.look()
    assert states(store) == {}
    clock.forward(2)
    assert not watcher.look()
    assert states(store) == {SCHEDULE: AlertKind.STOPPED}
    clock.forward(1)
    tick(store, clock)
    assert watcher.look()
    assert states(store) == {}


def test_a_queue_that_falls_behind_and_what_was_not_told_are_told(
    watcher: Watcher, store: Store, clock: Clock
) -> None:
    with store.begin() as unit:
        subscriptions.add(
            unit,
            workspace="T1",
            channel="C1",
            query_text="",
            made_by=None,
            now=START - timedelta(days=1),
        )
        recorded(unit, reading(agreement()), now=START)
    for minutes, expected in (
        (10, {}),
        (10, {"queue:deliver": AlertKind.PILED_UP}),
        (60, {"queue:deliver": AlertKind.PILED_UP, ANNOUNCEMENTS: AlertKind.MISSED}),
    ):
        clock.forward(minutes)
        tick(store, clock)
        assert watcher.look() is not bool(expected)
        assert states(store) == expected
    with store.begin() as unit:
        (delivery,) = outbox.claim(unit, clock(), LEASE, 9, workspace="T1")
        outbox.posted(unit, delivery.id, "1.0", clock())
    clock.forward(20)
    tick(store, clock)
    assert watcher.look()
    assert states(store) == {}


def test_the_outside_hears_a_heartbeat_while_all_is_well(store: Store, clock: Clock) -> None:
    with press_room() as room:
        room.show("/beat", "ok")
        watcher = Watcher(store, VOCABULARY, room.url("/beat"), clock=clock)
        watcher.stop.wait = lambda _: len(beats(room)) > 0  # type: ignore[method-assign]
        watcher.run()
        assert beats(room) == ["/beat"]


def beats(room: PressRoom) -> list[str]:
    return [request.path for request in room.requests]
