"""A page whose entries change: the new ones are told once, an edit is a revision, and what leaves
the page stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from accord.delivery import EventKind
from accord.source import Format
from store import Store, history, releases, subscriptions
from store.records import ReleaseState
from tests.news import News, news
from tests.worker.press_room import PressRoom
from tests.worker.test_history import DAY, Room
from tests.worker.test_steps import source
from worker import looking
from worker.reader import Reader
from worker.web import Client


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


def show(room: PressRoom, items: list[News], old: str = "", new: str = "") -> None:
    """Put items on the page, the newest first, with some words changed."""
    sections = []
    for item in reversed(items):
        text = item.html.partition("<main>")[2].partition("</main>")[0].partition("</h1>")[2]
        sections.append(f"<h2>{item.title}</h2>{text}")
    body = "".join(sections).replace(old, new) if old else "".join(sections)
    room.show("/digest", f'<html lang="en"><body><main><h1>Digest</h1>{body}</main></body></html>')


@pytest.fixture
def at(store: Store, client: Client, reader: Reader, room: PressRoom) -> Room:
    """A rolling page of two entries that was looked at, and a channel that follows all."""
    described = replace(source(room, "/digest", Format.HTML), rolling=True)
    desk = Room(store, client, reader, described)
    desk.room = room
    with store.begin() as unit:
        subscriptions.ensure_terminal(unit, desk.time.now)
    show(room, news(2, day=DAY - timedelta(days=90)))
    desk.take_in()
    return desk


def items() -> list[News]:
    return [*news(2, day=DAY - timedelta(days=90)), *news(1, first=2, day=DAY)]


def test_only_a_new_entry_is_told_and_nothing_but_the_page_is_fetched(at: Room) -> None:
    assert (len(at.agreements()), at.kinds()) == (2, [])
    show(at.room, items())
    (new,) = at.take_in()
    assert at.kinds() == [EventKind.PUBLISHED]
    assert at.take_in() == []
    show(at.room, items()[::-1])
    assert at.take_in() == []
    assert at.kinds() == []
    release = at.release(new)
    assert (release.url, release.state) == (at.room.url("/digest"), ReleaseState.PARSED)
    assert release.next_look_at is None
    assert set(at.room.paths()) == {"/digest"}


def test_what_leaves_the_page_is_not_withdrawn(at: Room) -> None:
    show(at.room, items()[1:])
    at.take_in()
    at.kinds()
    assert len(at.agreements()) == 3
    assert at.kinds() == []


def test_an_edited_entry_is_a_version_and_told_where_a_fact_changed(at: Room) -> None:
    show(at.room, items())
    (new,) = at.take_in()
    at.told()
    show(at.room, items(), "Geneva", "Munich")
    revised = at.take_in()
    assert new in revised
    # The others are history: nobody knows them.
    assert at.kinds() == [EventKind.REVISED]
    with at.store.read() as unit:
        (version,) = history.list_versions(unit, new)
        sha = at.release(new).content_sha
        assert sha
        assert b"Munich" in releases.content(unit, sha)
    assert "Geneva" in (version.text or "")
    show(at.room, items(), "<p>", '<p class="new-design">')
    show(at.room, items(), "Geneva", "Munich")
    assert at.take_in() == []


def test_other_markup_around_the_same_words_is_no_version(at: Room) -> None:
    show(at.room, items())
    (new,) = at.take_in()
    show(at.room, items(), "<p>", '<p class="new-design">')
    assert at.take_in() == []
    with at.store.read() as unit:
        assert history.list_versions(unit, new) == []


def test_an_entry_is_the_same_where_the_page_is_led_on_to(at: Room) -> None:
    show(at.room, items())
    page = at.room._pages["/digest"]
    at.room.behave("/new/digest", page)
    at.room.redirect("/digest", "/new/digest")
    assert len(at.take_in()) == 1


def test_a_look_again_at_an_entry_is_never_due(at: Room) -> None:
    with at.store.read() as unit:
        assert history.due_for_look(unit, at.time.now + timedelta(days=900), 9) == []
    looking.look(at.services, 1, at.time)
    assert at.release(1).withdrawn_at is None
