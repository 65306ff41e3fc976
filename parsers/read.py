"""A release's bytes to what a reader takes from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from accord.agreement import Evidence
from accord.press_release import Reading
from parsers.documents.document import Document
from parsers.documents.read import read_document
from parsers.extraction.extractor import Extractor
from parsers.extraction.full_text import full_text
from parsers.office import release_document

__all__ = ["Extractor", "read_release"]

MOST_TEXT = 1_000_000
"""Facts are looked for in so many characters of a text, more than any release has; what such
files are (annual reports, collections of laws) would else cost seconds each."""


def read_release(
    content: bytes,
    *,
    url: str | None,
    media_type: str | None,
    publisher: str | None,
    fetched_on: date | None,
    reader: Extractor,
    office: str | None = None,
) -> Reading:
    """Read one release; raises Unreadable, whose text says why.

    `publisher` is the ST.3 code of the office on whose site it was found, where that is known
    from elsewhere; what the document says of itself goes first. `fetched_on` bounds its dates.
    `office` names the office module that knows the source's pages.
    """
    document = read_document(
        release_document(content, office),
        url=url,
        media_type=media_type,
        fetched_on=fetched_on,
        vocabulary=reader.vocabulary,
    )
    document = _with_publisher(document, publisher)
    opening = document.opening(MOST_TEXT)
    context = reader.context(opening, document.published, document.publisher)
    shown = (
        document.title_evidence,
        document.language_evidence,
        document.published_evidence,
        document.publisher_evidence,
    )
    return Reading(
        title=document.title,
        language=document.language,
        published=document.published,
        publisher=document.publisher,
        text=document.text,
        agreements=reader.agreements(context),
        links=full_text(document, reader.vocabulary),
        evidence=tuple(e for e in shown if e is not None),
        notes=document.notes if opening is document else (*document.notes, _cut()),
    )


def _with_publisher(document: Document, publisher: str | None) -> Document:
    if document.publisher is not None or publisher is None:
        return document
    evidence = Evidence("publisher", publisher, publisher, None, "source")
    return replace(document, publisher=publisher, publisher_evidence=evidence)


def _cut() -> str:
    return f"agreements were looked for in the first {MOST_TEXT:,} characters only"
