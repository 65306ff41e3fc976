"""Feeds and calendars: valid, whatever an agreement holds."""

from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from accord.query import Query
from api import atom, calendar
from store import upcoming
from store.search import search
from tests.store.build import NOW, VOCABULARY

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(store, **rest):
    with store.read() as unit:
        found = search(unit, Query(), limit=10).hits
    return etree.fromstring(atom.feed(found, VOCABULARY, title="All & <any>", query="", **rest))


def test_a_feed_is_valid(archive):
    feed = feed_of(archive, address="https://accord.example/agreements.atom?q=a&b")
    assert GRAMMAR.validate(feed), GRAMMAR.error_log
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 4
    assert ids == [element.text for element in feed_of(archive).iter(f"{ATOM}id")]
    for entry in feed.iter(f"{ATOM}entry"):
        assert len(entry.findall(f"{ATOM}link[@rel='alternate']")) == 1
    titles = [element.text for element in feed.iter(f"{ATOM}title")]
    assert titles == [
        "All & <any>",
        "IP5 Joint statement: EPO, JPO, MOIP, USPTO",
        "Work plan: MOIP, IPOS",
        "Memorandum of understanding: MOIP, IPOS",
    ]


def test_an_empty_feed_is_valid():
    feed = etree.fromstring(atom.feed((), VOCABULARY, title="None", query="x"))
    assert GRAMMAR.validate(feed), GRAMMAR.error_log


@pytest.mark.parametrize("spoilt", ["id", "updated", "title", "author"])
def test_the_grammar_tells_what_is_missing(archive, spoilt):
    feed = feed_of(archive)
    feed.remove(feed.find(f"{ATOM}{spoilt}"))
    assert not GRAMMAR.validate(feed)


def calendar_of(store):
    with store.read() as unit:
        found = upcoming.find(unit, Query(), NOW.date(), limit=10)
    return calendar.calendar(found, VOCABULARY, title="Dates, and; more", now=NOW)


def test_a_calendar_is_valid(archive):
    written = calendar_of(archive)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    read = icalendar.Calendar.from_ical(written)
    assert not read.errors
    events = read.walk("VEVENT")
    assert [(str(e["DTSTART"].dt), str(e["DTEND"].dt)) for e in events] == [
        ("2026-07-01", "2026-07-02"),
        ("2027-01-01", "2028-01-01"),
        ("2029-03-01", "2029-03-02"),
    ]
    assert [str(e["SUMMARY"]) for e in events] == [
        "IP5 Joint statement: EPO, JPO, MOIP, USPTO: takes effect",
        "IP5: next meeting, host MOIP",
        "Memorandum of understanding: MOIP, IPOS: ends",
    ]
    assert "data; exchange, \\ and <more>" in str(events[2]["DESCRIPTION"])
    assert str(events[2]["DESCRIPTION"]).startswith("The date follows from the stated term.\n")
    assert len({str(e["UID"]) for e in events}) == 3


def test_a_calendar_names_its_events_alike_each_time(archive):
    assert calendar_of(archive) == calendar_of(archive)


@given(st.text(max_size=200))
def test_any_text_comes_back_from_a_calendar(text):
    line = calendar._folded(f"SUMMARY:{calendar._text(text)}")
    assert all(len(part) <= 75 for part in line.split(b"\r\n"))
    wrapped = b"BEGIN:VEVENT\r\n" + line + b"END:VEVENT\r\n"
    read = icalendar.Event.from_ical(wrapped)
    expected = "\n".join(calendar.clean(text).splitlines())
    assert str(read.get("SUMMARY", "")) == expected
