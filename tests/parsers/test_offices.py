"""Every office module, on a fixture pair of each of its sources: a listing and a release."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from accord.press_release import Unreadable
from accord.source import Source
from config.vocabulary import load_vocabulary
from parsers.listings import ListingReader
from parsers.office import (
    all_offices,
    built_in_sources,
    listing_document,
    release_document,
    request_address,
)
from parsers.read import Extractor, read_release

FIXTURES = Path(__file__).parents[1] / "fixtures" / "offices"
VOCABULARY = load_vocabulary()
LISTINGS = ListingReader(VOCABULARY)
EXTRACTOR = Extractor(VOCABULARY)
SOURCES = [(name, source) for name, office in all_offices().items() for source in office.sources]


def fixture(module: str, source: Source, part: str) -> bytes:
    """The bytes of a source's listing or release; fails where there is none, or several."""
    files = list((FIXTURES / module).glob(f"{source.id}.{part}.*"))
    assert len(files) == 1, f"tests/fixtures/offices/{module} needs one {source.id}.{part}.*"
    return files[0].read_bytes()


def expected(module: str, source: Source) -> dict[str, Any]:
    """What is expected of a source's pair."""
    stated = yaml.safe_load((FIXTURES / module / "expected.yaml").read_text(encoding="utf-8"))
    found: dict[str, Any] = stated[source.id]
    return found


@pytest.fixture(params=SOURCES, ids=lambda pair: pair[1].id)
def pair(request: pytest.FixtureRequest) -> tuple[str, Source]:
    """One source and the module that it is of."""
    found: tuple[str, Source] = request.param
    return found


def test_the_listing_gives_its_releases_and_nothing_else(pair: tuple[str, Source]) -> None:
    module, source = pair
    content = listing_document(fixture(module, source, "listing"), source)
    entries = LISTINGS.read(content, url=source.url, source=source)
    assert [
        {"url": e.url, "title": e.title, "published": str(e.published) if e.published else None}
        for e in entries
    ] == expected(module, source)["entries"]


def test_the_listing_has_what_is_expected_of_it_always(pair: tuple[str, Source]) -> None:
    module, source = pair
    part = {"date": "published"}
    for entry in expected(module, source)["entries"]:
        assert all(entry[part.get(name, name)] for name in source.always), entry


def release(module: str, source: Source) -> bytes:
    """A release's bytes; the first entry of a rolling page."""
    if not source.rolling:
        return fixture(module, source, "release")
    content = listing_document(fixture(module, source, "listing"), source)
    return (LISTINGS.read(content, url=source.url, source=source)[0].page or "").encode()


def test_the_release_is_read(pair: tuple[str, Source]) -> None:
    module, source = pair
    wanted = expected(module, source)["release"]
    reading = read_release(
        release(module, source),
        url=wanted["url"],
        media_type=None,
        publisher=source.office,
        fetched_on=date(2026, 8, 1),
        reader=EXTRACTOR,
        office=source.reader,
    )
    assert {
        "url": wanted["url"],
        "title": reading.title,
        "published": str(reading.published) if reading.published else None,
        "language": reading.language,
        "publisher": reading.publisher,
        **({"links": [link.url for link in reading.links]} if reading.links else {}),
    } == wanted


def test_no_fixture_is_left_over() -> None:
    wanted = {
        f"{name}/{s.id}.{part}"
        for name, s in SOURCES
        for part in ("listing", *(() if s.rolling else ("release",)))
    }
    wanted |= {f"{name}/expected" for name in all_offices()}
    found = {
        f"{file.parent.name}/{file.name.rpartition('.')[0]}"
        for file in FIXTURES.rglob("*")
        if file.is_file()
    }
    assert found == wanted


def test_at_least_forty_offices_and_forums_ship() -> None:
    assert len(all_offices()) >= 40
    ids = [source.id for source in built_in_sources()]
    assert len(set(ids)) == len(ids)


def test_each_source_says_what_is_expected_of_it() -> None:
    for module, source in SOURCES:
        assert source.a_month, source.id
        assert source.always, source.id
        assert source.time_zone, source.id
        assert source.language, source.id
        assert source.reader in (None, module), source.id


def test_each_pattern_is_one() -> None:
    for _, source in SOURCES:
        for pattern in (*source.articles, *source.titles, *(old for old, _ in source.rewrites)):
            re.compile(pattern)


def test_addresses_are_made_one_before_they_are_looked_at() -> None:
    (source,) = all_offices()["id_dgip"].sources
    page = b"<html><body><ul>" + b"".join(
        b'<li><a href="https://%s/artikel/detail-artikel/kerja-sama">Kerja sama dengan JPO</a>' % h
        for h in (b"dgip.go.id", b"www.dgip.go.id", b"dgip.go.id/index.php")
    )
    assert len(LISTINGS.read(page, url=source.url, source=source)) == 1


def test_a_page_on_gov_uk_is_fetched_from_the_content_api_and_shown_as_itself() -> None:
    api = "https://www.gov.uk/api/content/government/news/x"
    assert request_address("https://www.gov.uk/government/news/x", "gb_ukipo") == api
    assert request_address("https://example.org/x", "gb_ukipo") == "https://example.org/x"
    with pytest.raises(Unreadable, match="no text"):
        release_document(b'{"details": {}}', "gb_ukipo")
    assert release_document(b"<html>", "gb_ukipo") == b"<html>"


def test_an_endpoint_without_records_is_no_empty_list() -> None:
    source = next(s for s in built_in_sources() if s.id == "cnipa-news")
    with pytest.raises(Unreadable, match="no records"):
        listing_document(b"<datastore></datastore>", source)


def test_a_reader_that_is_none_is_named() -> None:
    with pytest.raises(Unreadable, match="nobody"):
        release_document(b"", "nobody")
