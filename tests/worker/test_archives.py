"""Archives walked back, interrupted and gone on with; and what is kept, read again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from accord.agreement import Instrument
from accord.decision import Decision, Verdict
from accord.press_release import Unreadable
from accord.source import Archive, Format, Source
from store import (
    Store,
    agreements,
    decisions,
    history,
    matching,
    outbox,
    regrouping,
    releases,
    rereadings,
    subscriptions,
)  # fmt: skip
from store.groupings import Ruling
from tests.news import News, feed, news, publish
from tests.store.build import agreement, reading
from tests.worker.press_room import PressRoom
from tests.worker.test_steps import Desk, source
from worker import backfilling, reparsing
from worker.errors import Unreachable
from worker.reader import Reader
from worker.web import Client

DAY = date(2026, 3, 2)
LONG_AGO = date(2000, 1, 1)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Store]:
    with Store.open(sqlite_url) as opened:
        yield opened


def desk(
    store: Store, client: Client, reader: Reader, room: PressRoom, archive: Archive | None
) -> Desk:
    described = replace(source(room, "/feed.xml", Format.RSS), archive=archive)
    return Desk(store, client, reader, described)


def listing(room: PressRoom, items: list[News]) -> str:
    rows = "".join(
        f'<li><a href="{room.url(i.path)}">{i.title}</a> {i.day:%d %B %Y}</li>' for i in items
    )
    return f"<html><body><ul>{rows}</ul></body></html>"


def show_pages(room: PressRoom, items: list[News]) -> None:
    """An archive of pages of three, the newest first; its last page stands for all others."""
    pages = [items[n : n + 3] for n in range(0, len(items), 3)]

    def answer(handler, request):  # type: ignore[no-untyped-def]
        number = min(int(request.path.rpartition("=")[2]), len(pages))
        body = listing(room, pages[number - 1]).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    room.behave("/archive", answer)


def walk(at: Desk, since: date = LONG_AGO) -> list[tuple[str, int]]:
    walked = backfilling.walk(at.services, at.source, since, at.time)
    return [(page.url.rpartition("/")[2], page.new) for page in walked]


def pages_of(at: Desk) -> Archive:
    return Archive(url=at.source.url.replace("/feed.xml", "/archive?page={page}"))


def test_an_archive_is_walked_to_its_end_and_read_in_silence(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    items = list(reversed(news(7, day=DAY)))
    publish(room, items)
    show_pages(room, items)
    at = desk(sqlite, client, reader, room, None)
    at.source = replace(at.source, archive=pages_of(at))
    with sqlite.begin() as unit:
        subscriptions.ensure_terminal(unit, at.time.now)
    assert walk(at) == [("archive?page=1", 3), ("archive?page=2", 3), ("archive?page=3", 1),
                        ("archive?page=4", 0)]  # fmt: skip
    assert len(list(backfilling.read_found(at.services, "room", at.time))) == 7
    with sqlite.read() as unit:
        assert releases.counts(unit)["parsed"] == 7
        assert sum(outbox.counts(unit).values()) == 0
        assert len(unit.execute(agreements.table.select()).all()) == 7


def test_a_walk_ends_at_the_day_that_is_asked_for(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    items = list(reversed(news(9, day=DAY)))
    show_pages(room, items)
    at = desk(sqlite, client, reader, room, None)
    at.source = replace(at.source, archive=pages_of(at))
    assert walk(at, DAY - timedelta(days=3)) == [
        ("archive?page=1", 3), ("archive?page=2", 1), ("archive?page=3", 0),
    ]  # fmt: skip


def test_an_interrupted_walk_goes_on_where_it_stood(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    items = list(reversed(news(9, day=DAY)))
    show_pages(room, items)
    at = desk(sqlite, client, reader, room, None)
    at.source = replace(at.source, archive=pages_of(at))
    list(itertools.islice(backfilling.walk(at.services, at.source, LONG_AGO, at.time), 1))
    good = room._pages["/archive"]
    room.show("/archive", status=500)
    with pytest.raises(Unreachable):
        walk(at)
    room.behave("/archive", good)
    assert [page for page, _ in walk(at)] == [f"archive?page={n}" for n in (2, 3, 4)]
    with sqlite.read() as unit:
        assert releases.counts(unit)["found"] == 9
    assert next(page for page, _ in walk(at)) == "archive?page=1"  # done, so it begins anew


def test_an_archive_by_years_may_lack_some(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    for year, number in ((2026, 3), (2024, 2)):
        room.show(f"/{year}/", listing(room, news(number, first=year, day=date(year, 2, 3))))
    archive = Archive(url=room.url("/{year}/"))
    at = desk(sqlite, client, reader, room, archive)
    walked = backfilling.walk(at.services, at.source, date(2024, 1, 1), at.time)
    assert [page.new for page in walked] == [3, 0, 2]


def sitemap(room: PressRoom, items: list[News]) -> str:
    rows = "".join(f"<url><loc>{room.url(i.path)}</loc></url>" for i in items)
    return f"<urlset>{rows}</urlset>"


def show_index(room: PressRoom, *names: str) -> None:
    rows = "".join(
        f"<sitemap><loc>{room.url(name)}</loc><lastmod>2026-0{n}-01</lastmod></sitemap>"
        for n, name in enumerate(reversed(names), 1)
    )
    room.show("/sitemap.xml", f"<sitemapindex>{rows}</sitemapindex>", headers={"ETag": '"1"'})


def test_an_index_of_sitemaps_is_followed(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    show_index(room, *(f"/part-{n}.xml" for n in range(5)))
    for n in range(5):
        room.show(f"/part-{n}.xml", sitemap(room, news(2, first=2 * n)))
    archive = Archive(url=room.url("/sitemap.xml"), format=Format.SITEMAP)
    described = Source(
        id="room", name="Room", url=room.url("/sitemap.xml"), format=Format.SITEMAP, archive=archive
    )
    at = Desk(sqlite, client, reader, described)
    assert len(at.poll()) == 6  # the three newest
    assert [page.new for page in backfilling.walk(at.services, described, LONG_AGO, at.time)] == [
        0, 0, 0, 2, 2,
    ]  # fmt: skip
    asked = len(room.requests)
    room.show("/sitemap.xml", status=304)
    assert at.poll() == []
    assert len(room.requests) == asked + 1


def test_a_source_without_an_archive_says_so(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    at = desk(sqlite, client, reader, room, None)
    with pytest.raises(Unreadable, match="names no archive"):
        walk(at)


def test_reading_again_corrects_facts_marks_them_and_tells_nobody(
    store: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    publish(room, news(2, day=DAY))
    at = desk(store, client, reader, room, None)
    with store.begin() as unit:
        subscriptions.ensure_terminal(unit, at.time.now)
    ids = at.poll()
    for id_ in ids:
        at.fetch(id_)
        at.parse(id_)
    item = news(2, day=DAY)[0]
    wrong = agreement(*item.codes, concluded=None, place="Paris")
    with store.begin() as unit:
        vocabulary = at.services.vocabulary
        first = next(i for i in ids if releases.get(unit, i).url.endswith("/news/0"))
        agreements.record(unit, first, reading(wrong), at.time.now, vocabulary)
    done = {one.release_id: one for one in reparsing.reparse(at.services, None, at.time)}
    assert reparsing.count(at.services) == len(done) == 2
    changed = {change.field: change.now for _, change in done[first].changed}
    assert changed["place"] == "Geneva"
    assert [one.unchanged for id_, one in done.items() if id_ != first] == [True]
    with store.read() as unit:
        assert sum(outbox.counts(unit).values()) == 0
        assert history.list_versions(unit, first) == []
        (mark,) = rereadings.list_rereadings(unit, ids)
    assert (mark.release_id, mark.read_at, mark.changes) == (
        first, at.time.now, done[first].changed,
    )  # fmt: skip
    assert all(one.unchanged for one in reparsing.reparse(at.services, None, at.time))


def test_what_reviewers_decided_holds_when_all_is_read_again(
    store: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    publish(room, news(4, day=DAY))
    at = desk(store, client, reader, room, None)
    for id_ in at.poll():
        at.fetch(id_)
        at.parse(id_)
    vocabulary, ruling = at.services.vocabulary, Ruling("reviewer", at.time.now, None)
    with store.begin() as unit:
        told = {r: next(iter(matching.told_by(unit, r))) for r in releases.kept(unit)}
        (one, first), (two, second), (three, third), (four, _) = told.items()
        regrouping.merge(unit, first, second, vocabulary, ruling)
        regrouping.merge(unit, first, third, vocabulary, ruling)
        parted = regrouping.split(unit, first, three, vocabulary, ruling)
        (read,) = (former.agreement for former in matching.told_by(unit, four).values())
        fixed = replace(read, place="Vevey")
        decision = Decision(
            release_id=four, verdict=Verdict.FIXED, read=read, facts=fixed,
            decided_by="reviewer", decided_at=at.time.now,
        )  # fmt: skip
        decisions.add(unit, decision)
        stated = reading(read, text="As it was read.")
        agreements.record(unit, four, stated, at.time.now, vocabulary)
    assert all(again.unchanged for again in reparsing.reparse(at.services, None, at.time))
    with store.read() as unit:
        now = {r: list(matching.told_by(unit, r).items()) for r in (one, two, three, four)}
        assert rereadings.list_rereadings(unit, now) == []
        assert sum(outbox.counts(unit).values()) == 0
    assert [now[r][0][0] for r in (one, two, three)] == [first, first, parted]
    assert now[four][0][1].agreement.place == "Vevey"


def test_an_agreement_that_is_read_no_more_is_marked_with_what_it_was(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    publish(room, news(1, day=DAY))
    at = desk(sqlite, client, reader, room, None)
    (id_,) = at.poll()
    at.fetch(id_)
    at.parse(id_)
    form = Instrument.MEMORANDUM_OF_UNDERSTANDING
    misread = agreement("BR", "ZA", concluded="2001-05-04", instrument=form)
    with sqlite.begin() as unit:
        ((kept, former),) = matching.told_by(unit, id_).items()
        both = reading(former.agreement, misread)
        agreements.record(unit, id_, both, at.time.now, at.services.vocabulary)
    (again,) = reparsing.reparse(at.services, None, at.time)
    assert (again.gained, again.lost) == (0, 1)
    with sqlite.read() as unit:
        (mark,) = rereadings.list_rereadings(unit, [id_])
    lost = [change.before for _, change in mark.changes if not change.now]
    assert lost == ["Memorandum of understanding; BR, ZA; 2001-05-04"]
    assert kept not in [number for number, _ in mark.changes]


def test_what_could_not_be_read_before_enters_as_history(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    publish(room, news(1, day=DAY))
    at = desk(sqlite, client, reader, room, None)
    at.poll()
    publish(room, news(2, day=DAY))
    with sqlite.begin() as unit:
        subscriptions.ensure_terminal(unit, at.time.now)
    (id_,) = at.poll()
    at.fetch(id_)
    with sqlite.begin() as unit:
        releases.fail(unit, id_, at.time.now, reason="unreadable", next_try_at=None)
    gained = [one.gained for one in reparsing.reparse(at.services, "room", at.time)]
    assert gained == [1]
    assert at.release(id_).silent
    with sqlite.read() as unit:
        assert sum(outbox.counts(unit).values()) == 0


def test_a_feed_is_read_as_the_archive_that_it_says_it_is(
    sqlite: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    room.show("/old.xml", feed(news(4, day=DAY), room))
    at = desk(sqlite, client, reader, room, Archive(url=room.url("/old.xml"), format=Format.RSS))
    assert walk(at) == [("old.xml", 4)]
