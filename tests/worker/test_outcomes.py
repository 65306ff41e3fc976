"""What a look at a press room comes to, and what the operator is told, once for each change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from accord.alert import NETWORK, AlertKind, source_subject
from accord.source import Format, Source
from store import Store, alerts, sources
from tests.news import feed, news, publish
from tests.worker.press_room import LOOPBACK, PressRoom, press_room
from tests.worker.test_steps import Desk, source
from worker.reader import Reader
from worker.web import Client

HEAD = "<html><head><title>%s</title></head><body>"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


def desk(sqlite: Store, client: Client, reader: Reader, room: PressRoom, **given: object) -> Desk:
    described = replace(source(room, "/feed.xml", Format.RSS), **given)  # type: ignore[arg-type]
    return Desk(sqlite, client, reader, described)


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Store]:
    with Store.open(sqlite_url) as opened:
        yield opened


def told(store: Store, subject: str = source_subject("room")) -> list[AlertKind]:
    """The kinds of all alerts on a subject, in order."""
    with store.begin() as unit:
        rows = unit.execute(alerts.table.select().order_by(alerts.table.c.number))
        return [AlertKind(row.kind) for row in rows if row.subject == subject]


@pytest.mark.parametrize(
    ("status", "page", "kind"),
    [
        (500, "", AlertKind.UNREACHABLE),
        (403, "Forbidden", AlertKind.REFUSED),
        (451, "", AlertKind.REFUSED),
        (404, "", AlertKind.NOT_THERE),
        (410, "", AlertKind.NOT_THERE),
        (200, HEAD % "Just a moment..." + "<p>Checking</p>", AlertKind.WALLED),
        (200, HEAD % "Before you continue" + "<p>We use cookies</p>", AlertKind.WALLED),
        (200, HEAD % "Log in" + "<form><input></form>", AlertKind.WALLED),
        (200, HEAD % "News" + '<script src="/_Incapsula_Resource?x"></script>', AlertKind.WALLED),
        (200, HEAD % "Page not found" + "<p>Sorry</p>", AlertKind.NOT_THERE),
        (200, HEAD % "Access denied" + "<p>Sorry</p>", AlertKind.REFUSED),
        (200, HEAD % "503 Service Unavailable" + "<p>Sorry</p>", AlertKind.UNREACHABLE),
        (200, HEAD % "Welcome" + "<p>Our new site is here.</p>", AlertKind.CHANGED_LAYOUT),
        (200, "", AlertKind.EMPTY),
    ],
)
def test_a_failure_is_named_and_told_once_and_so_is_its_end(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom,
    status: int, page: str, kind: AlertKind,
) -> None:  # fmt: skip
    publish(room, news(2))
    at = desk(sqlite, client, reader, room)
    at.poll()
    good = room._pages["/feed.xml"]
    room.show("/feed.xml", page, status=status)
    for _ in range(5):
        at.poll()
    assert at.watched.outcome is kind
    assert told(sqlite) == [kind]
    with sqlite.read() as unit:
        (alert,) = alerts.standing(unit)
    assert alert.facts["url"] == at.source.url
    assert alert.facts["evidence"] == at.watched.last_error
    room.behave("/feed.xml", good)
    for _ in range(2):
        at.poll()
    assert told(sqlite) == [kind, AlertKind.WELL]
    assert (at.watched.outcome, at.watched.failures) == (AlertKind.WELL, 0)


def test_one_bad_look_is_no_alert(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    publish(room, news(2))
    at = desk(sqlite, client, reader, room)
    at.poll()
    good = room._pages["/feed.xml"]
    room.show("/feed.xml", status=403)
    at.poll()
    room.behave("/feed.xml", good)
    at.poll()
    assert told(sqlite) == []


@pytest.mark.parametrize(("left", "kind"), [(0, AlertKind.EMPTY), (2, AlertKind.SHRUNKEN)])
def test_a_list_that_lost_most_is_read_but_suspicious(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom, left: int, kind: AlertKind
) -> None:
    publish(room, news(12))
    at = desk(sqlite, client, reader, room)
    assert len(at.poll()) == 12
    room.show("/feed.xml", feed(news(left), room))
    at.poll()
    at.poll()
    assert (at.watched.outcome, at.watched.failures) == (kind, 0)
    assert told(sqlite) == [kind]
    assert "12" in str(at.watched.last_error)
    publish(room, news(13))
    assert len(at.poll()) == 1
    assert told(sqlite) == [kind, AlertKind.WELL]


def test_a_list_that_may_be_empty_is_well_when_it_is(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    publish(room, news(12))
    at = desk(sqlite, client, reader, room, may_be_empty=True)
    at.poll()
    room.show("/feed.xml", feed([], room))
    at.poll()
    assert at.watched.outcome is AlertKind.WELL


def dated(room: PressRoom, *days: str) -> None:
    """Show a feed whose entries have these days."""
    items = "".join(
        f"<item><link>/news/{day}</link><title>T {day}</title><pubDate>{day}</pubDate></item>"
        for day in days
    )
    room.show("/feed.xml", f"<rss><channel>{items}</channel></rss>")


def test_entries_that_lack_what_all_have_are_a_changed_layout(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    dated(room, "2026-02-28", "2026-03-01")
    at = desk(sqlite, client, reader, room, always=("title", "date"))
    at.poll()
    assert at.watched.outcome is AlertKind.WELL
    dated(room, "yesterday", "today", "2026-02-28")
    assert len(at.poll()) == 2  # what is new is read all the same
    at.poll()
    assert told(sqlite) == [AlertKind.CHANGED_LAYOUT]
    assert at.watched.last_error == "2 of its 3 entries have no date, which all should have."


def test_silence_is_told_by_what_is_expected_and_ends_with_the_next_release(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    dated(room, "2026-02-13", "2026-02-01")
    at = desk(sqlite, client, reader, room, a_month=30.0, every_seconds=86_400.0)
    at.poll()  # on 2 March
    assert told(sqlite) == [AlertKind.SILENT]
    assert at.watched.last_error == (
        "Its newest release is of 13 February 2026, 16 days ago; about 30 a month are usual."
    )
    dated(room, "2026-03-02", "2026-02-13", "2026-02-01")
    assert len(at.poll()) == 1
    assert told(sqlite) == [AlertKind.SILENT, AlertKind.WELL]
    for _ in range(6):
        at.poll()
    assert told(sqlite) == [AlertKind.SILENT, AlertKind.WELL]
    at.poll()
    at.poll()
    assert told(sqlite) == [AlertKind.SILENT, AlertKind.WELL, AlertKind.SILENT]


def test_what_a_304_saves_is_counted(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    publish(room, news(2))
    text = feed(news(2), room)
    room.show("/feed.xml", text, headers={"ETag": '"1"'})
    at = desk(sqlite, client, reader, room)
    at.poll()
    room.show("/feed.xml", status=304)
    at.poll()
    at.poll()
    assert at.watched.bytes_saved == 2 * len(text.encode())
    assert (at.watched.unchanged_polls, at.watched.polls) == (2, 3)


def test_where_it_moved_for_good_is_noted(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    publish(room, news(2))
    room._pages["/new.xml"] = room._pages["/feed.xml"]
    room.redirect("/feed.xml", "/new.xml", 301)
    at = desk(sqlite, client, reader, room)
    assert len(at.poll()) == 2
    assert at.watched.moved_to == room.url("/new.xml")


def test_if_most_hosts_fail_at_once_the_fault_is_ours_and_none_of_them_is_blamed(
    sqlite: Store, reader: Reader
) -> None:
    hosts = [f"127.0.0.{n}" for n in range(21, 26)]
    rooms = []
    with press_room(hosts[0]) as up:
        publish(up, news(1))
        declared = [
            Source(id="up", name="up", url=up.url("/feed.xml"), format=Format.RSS),
            *(
                Source(id=host, name=host, url=f"http://{host}:9/feed.xml", format=Format.RSS)
                for host in hosts[1:]
            ),
        ]
        client = Client(allowed=LOOPBACK, allowed_rest=0.0)
        at = Desk(sqlite, client, reader, declared[0])
        with sqlite.begin() as unit:
            sources.declare(unit, declared, at.time.now)
        for _ in range(5):
            for described in declared:
                at.source = described
                with sqlite.begin() as unit:
                    unit.execute(
                        sources.table.update().values(leased_until=None, next_poll_at=at.time.now)
                    )
                    unit.execute(
                        sources.table.update()
                        .where(sources.table.c.id != described.id)
                        .values(leased_until=at.time.now + timedelta(seconds=9))
                    )
                at.poll()
            at.time.now += timedelta(minutes=3)
        rooms = [told(sqlite, source_subject(d.id)) for d in declared]
    assert told(sqlite, NETWORK) == [AlertKind.OFFLINE]
    assert sum(map(len, rooms)) == 0
