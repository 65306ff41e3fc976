"""Typewritten texts in a page (<pre>) are read as the text files that they are."""

from __future__ import annotations

from config.vocabulary import load_vocabulary
from parsers.documents.document import BlockKind
from parsers.documents.read import DocumentReader

READER = DocumentReader(load_vocabulary())
NOTICE = """<html><head><title>Notices of 4 May 2010</title></head><body><pre>
(12)              <b>Highway between Fiji and Tonga
                 Runs for Another Year</b>

   The Office of Fiji and the Office of Tonga have agreed to go on with
the pilot of the highway by one additional year, until 30 April 2011, and
have said so to the users of both registers.

   Each of them will
   * publish the forms in both languages
   * train its examiners

   Requests that were filed in the meantime are dealt with as before, and
nobody has to file them again.
</pre></body></html>"""


def test_paragraphs_points_and_a_title_in_bold_are_told_apart() -> None:
    document = READER.read(NOTICE.encode())
    assert document.title == "Highway between Fiji and Tonga Runs for Another Year"
    texts = [b.text for b in document.blocks]
    assert "publish the forms in both languages" in texts
    assert any(text.endswith("users of both registers.") for text in texts)
    assert sum(b.kind is BlockKind.ITEM for b in document.blocks) == 2


def test_a_short_one_is_a_paragraph() -> None:
    page = f"<h1>Two offices</h1><pre>12 May\n2010</pre><p>{'They signed a memorandum. ' * 6}</p>"
    assert "12 May" in READER.read(page.encode()).text
