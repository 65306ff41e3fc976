"""What a reader takes from pages in layouts that it was not written for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.vocabulary import load_vocabulary
from parsers.documents.document import Document
from parsers.documents.read import DocumentReader

FIXTURES = Path(__file__).parent / "fixtures"
READER = DocumentReader(load_vocabulary())


@dataclass(frozen=True)
class Page:
    """A page of the fixtures, as it is sent, and what is expected of it."""

    name: str
    content: bytes
    expected: dict[str, Any]


def pages() -> list[Page]:
    """All pages that `layouts.yaml` lists."""
    listed = yaml.safe_load((FIXTURES / "layouts.yaml").read_text(encoding="utf-8"))
    found = []
    for name, expected in listed.items():
        text = (FIXTURES / "layouts" / f"{name}.html").read_text(encoding="utf-8")
        content = text.encode(expected.get("charset", "utf-8"), "xmlcharrefreplace")
        found.append(Page(name, content, expected))
    return found


@pytest.fixture(params=pages(), ids=lambda page: page.name)
def page(request: pytest.FixtureRequest) -> Page:
    """One of the pages."""
    found: Page = request.param
    return found


@pytest.fixture
def document(page: Page) -> Document:
    """The page, read."""
    return READER.read(page.content)


def test_the_title_is_the_main_heading(page: Page, document: Document) -> None:
    assert document.title == page.expected["title"]


def test_the_date_is_that_of_publication(page: Page, document: Document) -> None:
    found = None if document.published is None else str(document.published)
    assert found == page.expected["published"]


def test_the_language_is_that_of_the_text(page: Page, document: Document) -> None:
    assert document.language == page.expected["language"]


def test_the_text_is_the_release_and_nothing_else(page: Page, document: Document) -> None:
    assert page.expected["own"] in document.text
    assert [w for w in page.expected.get("foreign", ()) if w in document.text] == []


def test_every_block_and_quote_stands_where_it_says(document: Document) -> None:
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        assert "\n" not in block.text
    shown = (
        document.title_evidence,
        document.published_evidence,
        document.language_evidence,
        document.publisher_evidence,
    )
    for evidence in shown:
        if evidence is not None and evidence.start is not None:
            end = evidence.start + len(evidence.quote)
            assert document.text[evidence.start : end] == evidence.quote
        elif evidence is not None:
            assert evidence.place
