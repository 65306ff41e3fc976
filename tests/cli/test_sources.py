"""`accord sources`: how it goes, what is assumed, and press rooms tried at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from accord.alert import AlertKind
from accord.changes import Change
from cli.main import app
from store import Store, agreements, history, holding, outbox, releases, rereadings, sources
from store.rereadings import Rereading
from tests.store.build import (
    LEASE,
    NOW,
    VOCABULARY,
    agreement,
    fetched,
    reading,
    recorded,
    source,
    subscribe,
)
from tests.worker.press_room import press_room
from worker.clock import now

LISTING = """<html><body><nav><a href="/about">About</a></nav><ul>
<li><a href="/news/one">The offices sign a memorandum of understanding</a> 5 March 2026
<li><a href="/news/two">The office publishes its yearly report today</a> 2 March 2026</ul>"""
RELEASE = """<html lang="en"><body><main><h1>The offices sign a memorandum of understanding</h1>
<p>5 March 2026</p><p>The Japan Patent Office and the European Patent Office signed a memorandum
of understanding on the exchange of examiners and of data.</p></main></body></html>"""


def invoke(*words: str, **settings: str):
    return CliRunner().invoke(app, words, env={"COLUMNS": "100", **settings})


def run(*words: str, **settings: str):
    return invoke("sources", *words, **settings)


@pytest.fixture
def declared(tmp_path: Path):
    """A sources.yaml for a page of a press room on loopback."""

    def write(url: str, *more: str) -> dict[str, str]:
        path = tmp_path / "sources.yaml"
        lines = [
            "sources:",
            "  - id: room",
            "    office: EP",
            f"    url: {url}",
            "    format: html",
        ]
        path.write_text("\n".join([*lines, *(f"    {line}" for line in more)]) + "\n")
        return {
            "ACCORD_SOURCES": str(path),
            "ACCORD_DATA_DIR": str(tmp_path),
            "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
            "ACCORD_POLL_SECONDS": "1",
        }

    return write


def test_each_aspect_of_a_press_room_is_tried(declared):
    with press_room("127.0.0.31") as room:
        room.show("/news", LISTING, headers={"ETag": '"1"'})
        room.show("/news/one", RELEASE)
        result = run("check", "ep", **declared(room.url("/news"), "articles: ['/news/.']"))
    assert result.exit_code == 0, result.output
    assert [line.split()[:2] for line in result.output.splitlines()[1:6]] == [
        ["ok", "address"],
        ["ok", "format"],
        ["ok", "articles"],
        ["ok", "dates"],
        ["ok", "release"],
    ]
    assert "validators: ETag" in result.output
    assert "“The offices sign a memorandum of understanding”, 2026-03-05, en" in result.output
    assert not (Path(declared(room.url("/news"))["ACCORD_DATA_DIR"]) / "accord.db").exists()


def test_what_did_not_hold_is_said_with_the_evidence(declared):
    with press_room("127.0.0.31") as room:
        room.show("/news", LISTING.replace(" 5 March 2026", "").replace(" 2 March 2026", ""))
        result = run("check", "room", **declared(room.url("/news"), "articles: ['/news/.']"))
        assert result.exit_code == 1
        assert "FAIL  dates     none of 2 entries has a day" in result.output
        assert "FAIL  release" in result.output
        room.show("/news", status=403)
        result = run("check", **declared(room.url("/news")))
        assert "FAIL  address   refused: " in result.output
        assert "1 with something that did not hold" in result.output


def test_an_office_that_no_source_is_of_is_named(declared):
    result = run("check", "XX", **declared("http://127.0.0.31/"))
    assert result.exit_code == 2
    assert "EP" in result.output


def test_what_is_assumed_of_the_built_in_ones_is_listed(tmp_path):
    result = run("--unverified", ACCORD_DATA_DIR=str(tmp_path))
    assert result.exit_code == 0
    assert "euipo-news" in result.output
    assert "an automated client was once refused with status 403" in result.output


def test_the_table_shows_trouble_first_with_its_evidence_and_what_was_saved(tmp_path, sqlite_url):
    with Store.open(sqlite_url) as store, store.begin() as unit:
        sources.declare(unit, [source("fine", a_month=4.0), source("walled")], NOW)
        sources.settle_success(
            unit, "fine", NOW, next_poll_at=NOW, etag=None, last_modified=None, body_hash=None,
            changed=False, bytes_received=2_000, bytes_saved=1_500_000, newest=NOW,
        )  # fmt: skip
        sources.settle_failure(
            unit, "walled", NOW, reason="A bot wall.", next_poll_at=NOW, outcome=AlertKind.WALLED
        )
    result = run(ACCORD_DATA_DIR=str(tmp_path), ACCORD_DATABASE_URL=sqlite_url)
    lines = [line.rstrip() for line in result.output.splitlines()]
    assert lines[1].split()[:4] == ["walled", "shows", "a", "wall"]
    assert lines[2].split()[:2] == ["fine", "well"]
    assert "2026-05-04" in lines[2]
    assert "(4)" in lines[2]
    assert "walled: shows a wall. A bot wall." in lines
    assert "1.5 MB saved by conditional requests" in " ".join(lines)


def test_what_is_held_is_listed_and_announced_or_dropped(tmp_path, sqlite_url):
    with Store.open(sqlite_url) as store, store.begin() as unit:
        sources.declare(unit, [source("kr-news")], NOW)
        subscribe(unit)
        for number in range(3):
            address = f"https://kr-news.example/{number}"
            release_id = fetched(unit, address, source_id="kr-news")
            told = reading(agreement("KR", ("SG", "JP", "EP")[number]), published="2026-01-02")
            assert holding.hold_release(unit, releases.get(unit, release_id), told)
            agreements.record(unit, release_id, told, NOW, VOCABULARY)
    settings = {"ACCORD_DATA_DIR": str(tmp_path), "ACCORD_DATABASE_URL": sqlite_url}
    assert "3 releases held until you decide" in run(**settings).output
    listed = run("held", **settings).output
    assert listed.count("(old)") == 3
    assert "3 releases held." in listed
    assert run("announce", "1", **settings).output == "1 release announced.\n"
    assert run("drop", "kr-news", **settings).output == "2 releases kept as history.\n"
    assert run("held", **settings).output == "Nothing is held.\n"
    assert run("announce", "kr-news", **settings).exit_code == 2
    with Store.open(sqlite_url) as store, store.begin() as unit:
        assert len(outbox.claim(unit, now(), LEASE, 9, workspace="T1")) == 1


def test_an_archive_is_filled_and_read_again_by_commands(declared):
    with press_room("127.0.0.31") as room:
        room.show("/news", LISTING)
        room.show("/news/one", RELEASE)
        room.show("/news/two", RELEASE.replace("Japan Patent Office", "IP Australia"))
        settings = declared(room.url("/news"), f"archive: {room.url('/news')}")
        wrong = invoke("backfill", "room", "--since", "yesterday", **settings)
        assert wrong.exit_code == 2
        assert invoke("backfill", "nobody", "--since", "2015-01-01", **settings).exit_code == 2
        done = invoke("backfill", "room", "--since", "2015-01-01", **settings)
    assert done.exit_code == 0, done.output
    assert "2 releases found, 2 read. Nobody is told: it is history." in done.output
    again = invoke("reparse", **settings)
    assert "2 releases read again: 0 tell other facts now" in again.output


def test_what_a_better_reader_found_is_shown_with_release_and_agreement(tmp_path, sqlite_url):
    with Store.open(sqlite_url) as store, store.begin() as unit:
        recorded(unit, reading(agreement()), "https://kr-news.example/1")
        changes = ((1, Change("place", "", "Geneva")), (2, Change("place", "Bern", "Basel")))
        mark = Rereading(release_id=1, read_at=NOW, reader="0.2", changes=changes)
        rereadings.mark(unit, mark)
    settings = {"ACCORD_DATA_DIR": str(tmp_path), "ACCORD_DATABASE_URL": sqlite_url}
    of_release = invoke("versions", "1", **settings).output
    assert "read again 04 May 2026, 12:00 UTC by Accord 0.2:" in of_release
    assert "No. 1, place: nothing → Geneva" in of_release
    assert "No. 2, place: Bern → Basel" in of_release
    of_agreement = invoke("agreement", "why", "1", **settings).output
    assert "No. 1, place: nothing → Geneva" in of_agreement
    assert "Basel" not in of_agreement


def test_what_was_changed_in_a_release_is_shown_word_by_word(tmp_path, sqlite_url):
    with Store.open(sqlite_url) as store, store.begin() as unit:
        address = "https://kr-news.example/1"
        recorded(unit, reading(agreement(), text="They met in Paris on Monday."), address)
        history.keep_version(unit, 1, NOW)
        said = reading(agreement(), text="They met in Geneva on Monday.")
        agreements.record(unit, 1, said, NOW, VOCABULARY)
    settings = {"ACCORD_DATA_DIR": str(tmp_path), "ACCORD_DATABASE_URL": sqlite_url}
    for name in (address, "1"):
        shown = invoke("versions", name, **settings).output
        assert "… They met in [-Paris-]{+Geneva+} on Monday. …" in shown
        assert "changed 04 May 2026, 12:00 UTC:" in shown
    assert invoke("versions", "https://kr-news.example/2", **settings).exit_code == 1
