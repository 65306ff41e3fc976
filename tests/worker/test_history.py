"""What is known is looked at again: revised, withdrawn, completed; and what is held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from accord.delivery import EventKind
from accord.source import Format
from config.vocabulary import load_vocabulary
from store import Store, agreements, history, holding, outbox, releases, search, subscriptions
from store.records import Delivery, Release, StoredAgreement
from store.search import Query
from tests.news import news, publish
from tests.worker.press_room import PressRoom
from tests.worker.test_steps import Desk, source
from worker import looking
from worker.reader import Reader
from worker.sample.pdf import pdf
from worker.web import Client

DAY = date(2026, 3, 2)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


class Room(Desk):
    """A press room that has been looked at before, and a channel that follows all."""

    def open(self, room: PressRoom) -> None:
        self.room = room
        with self.store.begin() as unit:
            subscriptions.ensure_terminal(unit, self.time.now)
        publish(room, news(1, day=DAY - timedelta(days=90)))
        self.take_in()

    def take_in(self) -> list[int]:
        found = self.poll()
        for id_ in found:
            assert self.fetch(id_)
            self.parse(id_)
        return found

    def look(self, release_id: int) -> Release:
        """Look again when it is due."""
        due = self.release(release_id).next_look_at
        assert due is not None
        self.time.now = max(self.time.now, due)
        looking.look(self.services, release_id, self.time)
        return self.release(release_id)

    def told(self) -> list[Delivery]:
        """What the channel is told, in order."""
        found = []
        with self.store.begin() as unit:
            while claimed := outbox.claim(unit, self.time.now, HOUR, 9, workspace="local"):
                for delivery in claimed:
                    outbox.posted(unit, delivery.id, "1", self.time.now)
                    found.append(delivery)
        return found

    def kinds(self) -> list[EventKind]:
        return [d.event.kind for d in self.told() if d.event]

    def agreements(self) -> list[StoredAgreement]:
        with self.store.read() as unit:
            return list(search.search(unit, Query(), limit=50).hits)

    def settle(self) -> None:
        with self.store.begin() as unit:
            holding.settle(unit, load_vocabulary(), self.time.now)


@pytest.fixture
def at(store: Store, client: Client, reader: Reader, room: PressRoom) -> Room:
    desk = Room(store, client, reader, source(room, "/feed.xml", Format.RSS))
    desk.open(room)
    return desk


def publish_one(at: Room) -> int:
    """Publish one more release, read and tell it."""
    publish(at.room, [*news(1, day=DAY - timedelta(days=90)), *news(1, first=1, day=DAY)])
    (release_id,) = at.take_in()
    assert at.kinds() == [EventKind.PUBLISHED]
    return release_id


def test_history_is_not_looked_at_again(at: Room) -> None:
    assert at.release(1).silent
    assert at.release(1).next_look_at is None


def test_a_release_that_stays_as_it_is_is_looked_at_ever_less_and_then_no_more(at: Room) -> None:
    release_id = publish_one(at)
    rests = []
    while (due := at.release(release_id).next_look_at) is not None:
        rests.append(due - at.time.now)
        at.look(release_id)
    assert rests == sorted(rests)
    assert (rests[0] >= 6 * HOUR, rests[-1] >= 384 * HOUR, len(rests)) == (True, True, 6)
    assert at.kinds() == []
    with at.store.read() as unit:
        assert history.list_versions(unit, release_id) == []


def test_an_edited_release_is_a_version_and_is_told_only_where_a_fact_changed(at: Room) -> None:
    release_id = publish_one(at)
    item = news(1, first=1, day=DAY)[0]
    at.room.show(item.path, item.html.replace("It covers", "It also covers"))
    at.look(release_id)
    assert at.kinds() == []
    at.room.show(item.path, item.html.replace("in Geneva", "in Munich"))
    release = at.look(release_id)
    (told,) = at.told()
    assert told.event is not None
    assert told.event.kind is EventKind.REVISED
    with at.store.read() as unit:
        versions = history.list_versions(unit, release_id)
        assert [v.number for v in versions] == [1, 2]
        assert "It also covers" in (versions[1].text or "")
        assert release.content_sha
        assert b"Munich" in releases.content(unit, release.content_sha)
        assert versions[0].content_sha
        assert b"Geneva" in releases.content(unit, versions[0].content_sha)
        stored = agreements.get(unit, told.event.agreement_id)
    assert stored.agreement.place == "Munich"
    assert len(at.agreements()) == 2


def test_other_bytes_with_the_same_words_are_no_revision(at: Room) -> None:
    release_id = publish_one(at)
    item = news(1, first=1, day=DAY)[0]
    at.room.show(item.path, item.html.replace("<main>", '<main data-built="77">\n  '))
    at.look(release_id)
    with at.store.read() as unit:
        assert history.list_versions(unit, release_id) == []


def test_a_look_asks_whether_anything_has_changed(at: Room) -> None:
    item = news(1, first=1, day=DAY)[0]
    publish(at.room, [*news(1, day=DAY - timedelta(days=90)), item])
    at.room.show(item.path, item.html, headers={"ETag": '"v1"'})
    (release_id,) = at.take_in()
    at.room.show(item.path, status=304)
    assert at.look(release_id).looks == 1
    assert at.room.requests[-1].headers["if-none-match"] == '"v1"'


def test_a_vanished_release_is_withdrawn_when_a_second_look_is_sure(at: Room) -> None:
    release_id = publish_one(at)
    at.room.show("/news/1", status=404)
    release = at.look(release_id)
    assert (release.withdrawn_at, at.kinds()) == (None, [])
    missed = release.missing_since
    assert missed is not None
    release = at.look(release_id)
    assert release.withdrawn_at is not None
    assert release.withdrawn_at - missed >= HOUR
    assert release.next_look_at is None
    assert at.kinds() == [EventKind.WITHDRAWN]
    assert len(at.agreements()) == 2


@pytest.mark.parametrize("status", [500, 403])
def test_a_site_in_trouble_withdraws_nothing(at: Room, status: int) -> None:
    release_id = publish_one(at)
    page = at.room._pages["/news/1"]
    at.room.show("/news/1", status=404)
    at.look(release_id)
    at.room.show("/news/1", status=status)
    for _ in range(3):
        assert at.look(release_id).withdrawn_at is None
    at.room.behave("/news/1", page)
    assert at.look(release_id).missing_since is None
    assert at.kinds() == []


def test_a_page_that_says_that_nothing_was_found_is_a_vanished_release(at: Room) -> None:
    release_id = publish_one(at)
    at.room.show("/news/1", "<html><title>Page not found</title><h1>Page not found</h1></html>")
    at.look(release_id)
    assert at.look(release_id).withdrawn_at is not None


TEASER = """<html lang="en"><head><title>Heads meet</title></head><body><main>
<h1>Heads of the IP5 offices met, 2 March 2026</h1><p>2 March 2026</p>
<p>The heads of the IP5 offices met in Munich on 2 March 2026 and adopted a joint statement.</p>
<p>%s</p></main></body></html>"""
LINK = '<a href="/files/statement.pdf">Joint Statement</a>'
STATEMENT = [
    "IP5 joint statement",
    "2 March 2026",
    "The IP5 offices adopted a joint statement in Munich on 2 March 2026.",
    "The offices will cooperate on classification of patents.",
]


def test_a_statement_that_a_page_links_as_a_pdf_belongs_to_the_release(at: Room) -> None:
    at.room.show("/news/1", TEASER % LINK)
    at.room.show("/files/statement.pdf", pdf(STATEMENT), media_type="application/pdf")
    release_id = publish_teaser(at)
    with at.store.read() as unit:
        (file,) = history.list_files(unit, release_id)
    assert file.url == at.room.url("/files/statement.pdf")
    (told,) = at.told()
    assert told.event is not None
    with at.store.read() as unit:
        stored = agreements.get(unit, told.event.agreement_id)
    (telling,) = stored.tellings
    assert "classification" in at_text(at, release_id)
    for evidence in telling.agreement.evidence:
        if evidence.start is not None:
            end = evidence.start + len(evidence.quote)
            assert at_text(at, release_id)[evidence.start : end] == evidence.quote


def test_a_statement_to_follow_is_looked_for_each_day_and_told_as_a_revision(at: Room) -> None:
    at.room.show("/news/1", TEASER % "Joint Statement (to follow)")
    release_id = publish_teaser(at)
    assert at.kinds() == [EventKind.PUBLISHED]
    for _ in range(9):
        due = at.release(release_id).next_look_at
        assert due is not None
        assert 24 * HOUR <= due - at.time.now <= 27 * HOUR
        at.look(release_id)
    at.room.show("/news/1", TEASER % LINK)
    at.room.show("/files/statement.pdf", pdf(STATEMENT), media_type="application/pdf")
    at.look(release_id)
    assert "classification" in at_text(at, release_id)
    assert EventKind.PUBLISHED not in at.kinds()


def publish_teaser(at: Room) -> int:
    page = at.room._pages["/news/1"]
    publish(at.room, [*news(1, day=DAY - timedelta(days=90)), *news(1, first=1, day=DAY)])
    at.room.behave("/news/1", page)
    (release_id,) = at.take_in()
    return release_id


def at_text(at: Room, release_id: int) -> str:
    with at.store.read() as unit:
        row = unit.execute(releases.table.select().where(releases.table.c.id == release_id)).one()
    return str(row.text)


def test_more_than_ten_agreements_of_one_look_wait_for_the_operator(at: Room) -> None:
    publish(at.room, news(12, day=DAY))
    assert len(at.take_in()) == 11
    assert at.kinds() == []
    at.settle()
    at.settle()
    with at.store.begin() as unit:
        waiting = holding.held(unit)
        assert len(waiting) == 11
        assert {one.source_id for one in waiting} == {"room"}
        ids = [one.release_id for one in waiting]
        holding.drop(unit, ids[:1])
        assert holding.announce(unit, ids[1:], load_vocabulary(), at.time.now) == 10
        holding.close(unit, "room", "done", at.time.now)
        assert holding.held(unit) == []
    assert at.kinds() == [EventKind.PUBLISHED] * 10
    assert len(at.agreements()) == 12


def test_many_releases_with_few_agreements_are_told_when_all_are_read(at: Room) -> None:
    items = news(12, day=DAY)
    publish(at.room, items)
    for item in items[4:]:
        at.room.show(item.path, f"<html><h1>Notice {item.number}</h1><p>Closed on Monday.</p>")
    found = at.poll()
    for id_ in found[:-1]:
        at.fetch(id_)
        at.parse(id_)
    at.settle()
    assert at.kinds() == []
    at.fetch(found[-1])
    at.parse(found[-1])
    at.settle()
    assert at.kinds() == [EventKind.PUBLISHED] * 3
    with at.store.read() as unit:
        assert holding.held(unit) == []


def test_what_was_published_weeks_before_it_was_found_waits_for_the_operator(at: Room) -> None:
    publish(
        at.room,
        [*news(1, day=DAY - timedelta(days=90)), *news(1, first=1, day=DAY - timedelta(days=15))],
    )
    (release_id,) = at.take_in()
    at.settle()
    assert at.kinds() == []
    with at.store.read() as unit:
        (one,) = holding.held(unit)
    assert (one.release_id, one.why) == (release_id, "old")
    assert len(at.agreements()) == 2


def test_what_is_listed_as_of_today_is_news_whatever_its_text_says(at: Room) -> None:
    item = news(1, first=1, day=DAY - timedelta(days=400))[0]
    publish(at.room, [item])
    entry = (
        f"<item><title>{item.title}</title><link>{at.room.url(item.path)}</link>"
        "<pubDate>2026-03-02</pubDate></item>"
    )
    at.room.show("/feed.xml", f"<rss><channel>{entry}</channel></rss>")
    at.take_in()
    assert at.kinds() == [EventKind.PUBLISHED]


def test_the_sample_press_room_is_never_held_nor_looked_at_again(
    store: Store, client: Client, reader: Reader, room: PressRoom
) -> None:
    desk = Room(store, client, reader, replace(source(room, "/feed.xml", Format.RSS), sample=True))
    desk.open(room)
    publish(room, news(12, day=DAY))
    desk.take_in()
    assert len(desk.kinds()) == 11
    assert desk.release(5).next_look_at is None
