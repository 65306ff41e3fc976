"""`accord sources add`: the ways to watch an address, with what would be found there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from cli.main import app
from config.sources import load_sources
from tests.news import feed, news
from tests.worker.press_room import PressRoom, press_room

PAGE = """<html lang="de"><head><title>Presse</title>%s</head><body>
<ul class="menu"><li><a href="/patente">Patente und Gebrauchsmuster im Überblick</a></li>
<li><a href="/marken">Marken und Designs im Überblick für alle</a></li></ul>
<div class="teaser-list">
<div class="teaser teaser-17"><h3><a href="/p/1">Das Amt und das Amt von Japan arbeiten zusammen
</a></h3><span class="day">14.07.2026</span></div>
<div class="teaser teaser-18"><h3><a href="/p/2">Der Jahresbericht des Amtes ist erschienen
</a></h3><span class="day">03.07.2026</span></div>
<div class="teaser teaser-19"><h3><a href="/p/3">Neue Gebühren ab Oktober dieses Jahres
</a></h3><span class="day">01.07.2026</span></div></div></body></html>"""
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'


@pytest.fixture
def room():
    with press_room("127.0.0.32") as opened:
        yield opened


def add(tmp_path: Path, url: str, *words: str, **settings: str):
    given = {
        "ACCORD_DATA_DIR": str(tmp_path),
        "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
        "ACCORD_POLL_SECONDS": "1",
        "COLUMNS": "100",
    }
    return CliRunner().invoke(app, ["sources", "add", url, *words], env=given | settings)


def lines_of(output: str) -> list[dict[str, str]]:
    """The sources that are suggested, as they would be read."""
    lines = [line for line in output.splitlines() if line.startswith(("  - id:", "    "))]
    starts = [n for n, line in enumerate(lines) if line.startswith("  - id:")]
    blocks = []
    for start in starts:
        block = [lines[start]]
        for line in lines[start + 1 :]:
            if ": " not in line or not line.startswith("    ") or line.startswith("     "):
                break
            block.append(line)
        blocks.append("\n".join(block))
    return [yaml.safe_load(block)[0] for block in blocks]


def test_a_page_offers_its_feed_first_and_then_its_list(tmp_path: Path, room: PressRoom) -> None:
    room.show("/presse", PAGE % FEED_LINK)
    room.show("/feed.xml", feed(news(3), room), media_type="application/rss+xml")
    result = add(tmp_path, room.url("/presse"))
    assert result.exit_code == 0, result.output
    first, second = lines_of(result.output)
    assert (first["format"], first["url"]) == ("rss", room.url("/feed.xml"))
    assert (second["format"], second["item"], second["language"]) == ("html", "div.teaser", "de")
    assert "3 releases now, 3 with a day:" in result.output
    assert "2026-07-14  Das Amt und das Amt von Japan arbeiten zusammen" in result.output


def test_what_it_suggests_finds_what_it_shows(tmp_path: Path, room: PressRoom) -> None:
    room.show("/presse", PAGE % "")
    sources = tmp_path / "sources.yaml"
    sources.write_text("sources:\n  - {id: x, url: http://127.0.0.32/, format: rss}\n")
    result = add(tmp_path, room.url("/presse"), "--write", ACCORD_SOURCES=str(sources))
    assert result.exit_code == 0, result.output
    _, added = load_sources(sources)
    assert (added.url, added.selectors.item) == (room.url("/presse"), "div.teaser")
    checked = CliRunner().invoke(
        app,
        ["sources", "check", added.id],
        env={
            "ACCORD_SOURCES": str(sources),
            "ACCORD_DATA_DIR": str(tmp_path),
            "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
            "ACCORD_POLL_SECONDS": "1",
        },
    )
    assert "3 releases: Das Amt und das Amt von Japan" in checked.output
    again = add(tmp_path, room.url("/presse"), "--write", ACCORD_SOURCES=str(sources))
    assert again.exit_code == 2


def test_a_feed_is_known_by_what_stands_there(tmp_path: Path, room: PressRoom) -> None:
    room.show("/x", '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title>'
              '<link href="/n/1"/></entry></feed>')  # fmt: skip
    (only,) = lines_of(add(tmp_path, room.url("/x")).output)
    assert only["format"] == "atom"


def test_a_page_whose_entries_are_the_releases_is_offered_as_rolling(
    tmp_path: Path, room: PressRoom
) -> None:
    room.show(
        "/digest",
        '<html lang="en"><body><nav><a href="/a">About</a></nav><h2>Memorandum signed with Chile'
        "</h2><p>12 May 2026</p><p>It covers designs.</p><h2>Seminar held in Oslo</h2><p>3 May 2026"
        "</p></body></html>",
    )
    result = add(tmp_path, room.url("/digest"))
    (only,) = lines_of(result.output)
    assert (only["format"], only["rolling"]) == ("html", True)
    assert "2026-05-12  Memorandum signed with Chile" in result.output
    sources = tmp_path / "sources.yaml"
    sources.write_text("sources:\n  - {id: x, url: http://127.0.0.32/, format: rss}\n")
    add(tmp_path, room.url("/digest"), "--write", ACCORD_SOURCES=str(sources))
    assert load_sources(sources)[1].rolling


def test_the_feed_of_a_blog_s_comments_is_not_offered(tmp_path: Path, room: PressRoom) -> None:
    comments = FEED_LINK.replace("/feed.xml", "/comments/feed/")
    room.show("/presse", PAGE % (FEED_LINK + comments))
    room.show("/feed.xml", feed(news(3), room), media_type="application/rss+xml")
    result = add(tmp_path, room.url("/presse"))
    assert [line["format"] for line in lines_of(result.output)] == ["rss", "html"]
    assert "/comments/feed/" not in room.paths()


@pytest.mark.parametrize("page", ["<html><body><p>Welcome</p></body></html>", ""])
def test_where_nothing_can_be_watched_it_says_so(
    tmp_path: Path, room: PressRoom, page: str
) -> None:
    room.show("/", page)
    result = add(tmp_path, room.url("/"))
    assert (result.exit_code, "nothing was found" in result.output) == (1, True)
    gone = add(tmp_path, room.url("/gone"))
    assert (gone.exit_code, "Nothing stands at" in gone.output) == (1, True)


def test_a_file_to_write_to_has_to_be_named(tmp_path: Path) -> None:
    assert add(tmp_path, "http://127.0.0.32/", "--write").exit_code == 2
