"""Releases that came by mail, with the header of the message above."""

from __future__ import annotations

from config.vocabulary import load_vocabulary
from parsers.documents.read import DocumentReader

READER = DocumentReader(load_vocabulary())
MAIL = """From: Press Office <press@office.example>
Date: Thu, 4 Jul 2013 14:06:31 +1200
Subject: [NEWS] Fiji Signs Its First Memorandum
 With a Province
List-Unsubscribe: <mailto:leave@office.example>

OFFICE OF FIJI

     Fiji Signs Its First Memorandum With a Province
     -- Enforcement comes first --

The Office of Fiji and the government of the province have signed a memorandum
of understanding on enforcement, which will run for five years from today on.

RECENT RELEASES
  06/19/13  Highway with Tonga enters its second year, and what its users say
  06/15/13  Samoa visits the register for a week and takes its forms home
"""


def test_subject_and_date_are_those_of_the_release() -> None:
    document = READER.read(MAIL.encode(), media_type="text/plain")
    assert document.title == "Fiji Signs Its First Memorandum With a Province"
    assert str(document.published) == "2013-07-04"


def test_neither_header_nor_other_releases_are_part_of_the_text() -> None:
    text = READER.read(MAIL.encode(), media_type="text/plain").text
    assert "Unsubscribe" not in text
    assert "Samoa" not in text
    assert "will run for five years" in text


def test_a_text_of_labelled_lines_is_no_mail() -> None:
    text = "Title: Highway with Tonga\nDate: 4 July 2013\n\n" + MAIL.partition("first --\n\n")[2]
    assert str(READER.read(text.encode(), media_type="text/plain").published) == "2013-07-04"
