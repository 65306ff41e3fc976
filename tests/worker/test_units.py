"""A writer keeps all others out, a reader keeps SQLite's log growing: neither ever waits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from accord.source import Format
from bot.announcing import Poster
from bot.slack_channel import SlackChannels, slack_client
from config.vocabulary import load_vocabulary
from store import Store, releases
from tests.bot.fake_slack import CHANNEL, TEAM, FakeSlack
from tests.bot.posting import Clock, drive, follow, states
from tests.bot.slack_records import Fault, Trouble
from tests.news import news, publish
from tests.units import watched_units
from tests.worker.press_room import PressRoom
from tests.worker.test_steps import Desk, source
from worker import looking
from worker.clock import now
from worker.reader import Reader
from worker.web import Client


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


def test_from_page_to_slack_nothing_waits_in_a_unit(
    store: Store,
    client: Client,
    reader: Reader,
    room: PressRoom,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    items = news(2)
    publish(room, items)
    with FakeSlack().running() as slack:
        channels = SlackChannels(slack_client("xoxb-test", slack.api), TEAM)
        channels.pause = 0.0
        clock = Clock()
        poster = Poster(store, channels, load_vocabulary(), clock)
        desk = Desk(store, client, reader, source(room, "/feed.xml", Format.RSS))
        desk.time.now = now()
        follow(store, CHANNEL)
        with monkeypatch.context() as patch:
            units = watched_units(patch)
            for count in (2, 5):
                items += news(count - len(items), first=len(items))
                publish(room, items)
                ids = desk.poll()
                room.show(items[-1].path, status=503)
                for id_ in ids:
                    desk.fetch(id_)
                    desk.parse(id_)
            room.show(items[0].path, "<p>Nothing is said here any more.</p>")
            desk.time.now += timedelta(days=3)
            looking.look(desk.services, ids[0], desk.time)
            looking.look(desk.services, 1, desk.time)
            slack.fail("chat.postMessage", Fault(Trouble.RESET_AFTER))
            clock.now = desk.time.now
            drive(poster, clock)
            assert states(store)["posted"] == 2
    assert units.wrong == []
    assert units.opened > 20


def test_a_wait_in_a_unit_would_be_seen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        units = watched_units(patch)
        time.sleep(0)
        with store.read() as unit:
            releases.counts(unit)
            time.sleep(0)
    assert units.wrong == ["time.sleep"]
