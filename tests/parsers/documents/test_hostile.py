"""Any bytes give a document or a reason, soon and in little memory."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.press_release import Unreadable
from config.vocabulary import load_vocabulary
from parsers.documents.document import Document
from parsers.documents.markup import parse
from parsers.documents.read import DocumentReader
from tests.benchmarks import pages

READER = DocumentReader(load_vocabulary())
HEAD = "<html><title>Offices sign</title><body><h1>Offices sign a memorandum</h1><p>12 May 2021</p>"
WORDS = "<p>The offices signed a memorandum of understanding on the exchange of patent data.</p>"
SENTENCE = "The offices signed a memorandum of understanding on data. "
# CPU for each page below, as a multiple of what an ordinary page of 250 KB takes on this machine at
# this time; the slowest takes some 50.
LONGEST = 150

PAGES: dict[str, Callable[[], str]] = {
    "100,000 nested elements": lambda: HEAD + "<div>" * 100_000 + WORDS,
    "3,000 nested elements": lambda: HEAD + "<div>" * 3_000 + WORDS * 20,
    "100,000 attributes": lambda: (
        HEAD + "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + WORDS
    ),
    "100,000 attributes with brackets in them": lambda: (
        HEAD + "<div " + " ".join(f"a{n}='>'" for n in range(100_000)) + ">" + WORDS
    ),
    "5 MB in one paragraph": lambda: HEAD + "<p>" + SENTENCE * 86_000,
    "5 MB in one word": lambda: HEAD + "<p>" + "x" * 5_000_000,
    "100,000 open anchors": lambda: HEAD + "<p><a href='/x'>Link text here" * 100_000,
    "200,000 line breaks": lambda: HEAD + "<p>" + "word and word<br>" * 200_000,
    "100,000 list items": lambda: HEAD + "<ul>" + "<li>classification of things;" * 100_000,
    "50,000 rows": lambda: HEAD + "<table>" + "<tr><td>5 May 2020<td>exchange" * 50_000,
    "50,000 headings": lambda: HEAD + "<h1>Offices sign</h1>" * 50_000,
    "50,000 menus": lambda: HEAD + "<div class='nav related'><p>x</p></div>" * 50_000,
    "a million open brackets": lambda: "<a" * 1_000_000,
    "a million spaces in a tag": lambda: "<a " + " " * 1_000_000,
    "comments without end": lambda: "<!--" * 500_000,
    "scripts without end": lambda: "<script>" * 300_000,
    "5 MB of lines": lambda: (SENTENCE + "\n") * 86_000,
    "200,000 dates": lambda: "12 May 2021\n" * 200_000,
    "spaces": lambda: " " * 3_000_000 + "x" * 30,
    "open links of markdown": lambda: "[a" * 500_000,
}

PARTS = [
    *"<p> </p> <table> <tr> <td> <th> <ul> <li> <h1> </h1> <b> <a>".split(),
    *"<br> <!-- --> <dd> <svg>".split(),
    "<dl><dt>",
    "<time datetime='2020-13-45'>",
    "12 May 2021",
    "Related news",
    "The offices signed a memorandum on the exchange of data, it was said there.",
]


def read(content: bytes) -> tuple[Document | Unreadable, float]:
    """What it is read as, and the seconds of CPU that this thread takes to read it."""
    start = time.thread_time()
    result: Document | Unreadable
    try:
        result = READER.read(content)
    except Unreadable as reason:
        result = reason
    return result, time.thread_time() - start


def cost(content: bytes) -> float:
    return read(content)[1]


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_ends_soon(name: str) -> None:
    result, seconds = read(PAGES[name]().encode())
    ordinary = pages.page(1, 250_000, 0)
    assert seconds < LONGEST * min(cost(ordinary) for _ in range(3))
    assert str(result) if isinstance(result, Unreadable) else consistent(result)


def test_an_overloaded_tag_does_not_take_the_text_with_it() -> None:
    document = READER.read(PAGES["100,000 attributes with brackets in them"]().encode())
    assert "exchange of patent data" in document.text


def test_what_nests_too_deep_to_lay_out_is_read_as_text_and_said_so() -> None:
    document = READER.read((HEAD + "<div>" * 400 + WORDS * 3).encode())
    assert "exchange of patent data" in document.text
    assert any("plain text" in note for note in document.notes)


@pytest.mark.parametrize(
    ("name", "said"), [("200,000 line breaks", "word and word"), ("50,000 rows", "exchange")]
)
def test_of_more_tags_than_anybody_writes_the_first_are_laid_out(name: str, said: str) -> None:
    document = READER.read(PAGES[name]().encode())
    assert document.text.count(said) > 10_000
    assert any("tags were laid out" in note for note in document.notes)


def test_time_grows_with_length_and_not_faster() -> None:
    cost(pages.page(1, 100_000, 0))
    small = min(cost(pages.page(1, 250_000, 0)) for _ in range(3))
    large = min(cost(pages.page(1, 2_000_000, 0)) for _ in range(2))
    assert large < 8 * small * 2  # twice the proportion, for a machine that others use too


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=3000), media_type=st.sampled_from(
    [None, "text/html", "text/plain", "application/pdf", "text/html; charset=euc-kr"]
))  # fmt: skip
def test_random_bytes_give_a_document_or_a_reason(content: bytes, media_type: str | None) -> None:
    check(content, media_type)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_truncated_and_damaged_pages_give_a_document_or_a_reason(data: st.DataObject) -> None:
    content = bytearray(pages.page(data.draw(st.integers(0, 5)), 2_000, 4_000))
    cut = data.draw(st.integers(1, len(content)))
    dice = random.Random(data.draw(st.integers(0, 1000)))
    for _ in range(data.draw(st.integers(0, 40))):
        content[dice.randrange(len(content))] = dice.randrange(256)
    check(bytes(content[:cut]), None)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PARTS), max_size=60))
def test_any_order_of_tags_gives_a_document_or_a_reason(parts: list[str]) -> None:
    check("".join(parts).encode(), "text/html")


def test_the_tree_of_a_page_is_built_without_its_overloaded_tags() -> None:
    page = parse("<div " + " ".join(f"a{n}" for n in range(2000)) + "><p>kept</p></div>")
    assert page.tree.css_first("div").attributes == {}
    assert page.tree.css_first("p").text() == "kept"


def check(content: bytes, media_type: str | None) -> None:
    try:
        document = READER.read(content, media_type=media_type)
    except Unreadable as reason:
        assert 5 < len(str(reason)) < 300  # noqa: PT017
    else:
        assert consistent(document)


def consistent(document: Document) -> bool:
    return all(document.text[b.start : b.end] == b.text for b in document.blocks)
