"""Feeds that change without any news: a release is known by its address and told once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import pytest

from accord.delivery import EventKind
from accord.source import Format
from store import Store, releases
from tests.news import News, news
from tests.worker.press_room import PressRoom
from tests.worker.test_history import Room
from tests.worker.test_steps import source
from worker.reader import Reader
from worker.web import Client

DAY = date(2026, 3, 2)
Item = tuple[str, str, str, str]  # address, title, guid, day


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


def rss(items: Sequence[Item]) -> str:
    rows = "".join(
        f"<item><title>{title}</title><link>{url.replace('&', '&amp;')}</link>"
        f'<guid isPermaLink="false">{guid}</guid><pubDate>{day}</pubDate></item>'
        for url, title, guid, day in items
    )
    return f"<rss><channel><title>News</title>{rows}</channel></rss>"


def plain(room: PressRoom, items: Sequence[News]) -> list[Item]:
    return [(room.url(i.path), i.title, f"id-{i.number}", i.day.isoformat()) for i in items]


CHANGES: dict[str, Callable[[list[Item]], list[Item]]] = {
    "the same GUID for all": lambda items: [(u, t, "news", d) for u, t, _, d in items],
    "a new GUID each time": lambda items: [(u, t, f"{g}-x", d) for u, t, g, d in items],
    "re-dated": lambda items: [(u, t, g, "2026-03-03") for u, t, g, _ in items],
    "reordered": lambda items: items[::-1],
    "doubled": lambda items: [*items, *items],
    "renamed": lambda items: [(u, f"Update: {t}", g, d) for u, t, g, d in items],
    "with tracking": lambda items: [(f"{u}?utm_source=rss", t, g, d) for u, t, g, d in items],
    "with anchors": lambda items: [(f"{u}#top", t, g, d) for u, t, g, d in items],
    "some gone": lambda items: items[:1],
    "all but the old gone": lambda items: items[-1:],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_feed_that_changes_without_news_tells_and_withdraws_nothing(
    sqlite_url: str, client: Client, reader: Reader, room: PressRoom,
    change: Callable[[list[Item]], list[Item]],
) -> None:  # fmt: skip
    items = [*news(1, day=DAY - timedelta(days=90)), *news(2, first=1, day=DAY)]
    for item in items:
        room.show(item.path, item.html)
    with Store.open(sqlite_url) as store:
        at = Room(store, client, reader, source(room, "/feed.xml", Format.RSS))
        at.open(room)
        room.show("/feed.xml", rss(plain(room, items)))
        found = at.take_in()
        assert len(found) == 2
        assert at.kinds() == [EventKind.PUBLISHED] * 2
        asked = len(room.requests)
        room.show("/feed.xml", rss(change(plain(room, items))))
        assert at.take_in() == []
        assert at.kinds() == []
        assert len(room.requests) == asked + 1
        with store.read() as unit:
            assert releases.counts(unit)["parsed"] == 3
        assert not any(at.release(n).withdrawn_at for n in found)
