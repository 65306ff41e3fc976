"""PDFs to lines, by pdfium; pages, characters and time are bounded."""

from __future__ import annotations

import re
from collections import Counter

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw as pdfium

from accord.press_release import Unreadable
from parsers.documents.lines import Line
from parsers.documents.markup import squeeze
from parsers.documents.rows import Row, lines_of, usual_size

MOST_PAGES = 300
MOST_CHARACTERS = 5_000_000
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\s|]{0,3}(?:page|seite|página|pagina|стр\.?|第)?\s{0,2}\d{1,3}"
    r"(?:\s{0,2}(?:/|of|von|de|sur|из)\s{0,2}\d{1,3})?\s{0,2}[页頁]?[-–—\s|]{0,3}",
    re.IGNORECASE,
)
_BOLD = 600
# Only rows that may be headings are asked for their font: each question costs.
_HEADING = 70
_HEAD = 15
# A header or footer stands among so many lines at the top or the bottom of its page.
_EDGE = 3


def read_lines(content: bytes) -> tuple[list[Line], list[str], list[str]]:
    """The lines of a PDF, the running headers and footers taken off, and notes.

    Raises Unreadable for a PDF that is encrypted, broken or without text.
    """
    document = _opened(content)
    try:
        count = len(document)
        pages = [_rows(document, number) for number in range(min(count, MOST_PAGES))]
    finally:
        document.close()
    if sum(len(row.text) for rows in pages for row in rows) < 10 * max(1, min(count, 3)):
        raise Unreadable(
            f"the PDF holds {count} page{'s' * (count != 1)} of pictures and no text (a scan); "
            "it needs text recognition first"
        )
    notes = []
    if count > MOST_PAGES:
        notes.append(f"only the first {MOST_PAGES} of {count} pages were read")
    pages, running = _without_running(pages)
    rows = [row for page in pages for row in page]
    text = "\n".join(row.text for row in rows)
    usual = usual_size([row for row in rows if row.size])
    for row in rows:
        row.size = row.size / usual if row.size else 1.0
        row.joined = "\x02" in row.text
        row.text = _hyphens(row.text, text)
    return lines_of(rows), running, notes


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise Unreadable("the PDF is encrypted and opens only with a password") from None
        raise Unreadable("the PDF is broken: no page of it can be opened") from None


def _rows(document: pypdfium2.PdfDocument, number: int) -> list[Row]:
    try:
        page = document[number]
        view = page.get_textpage()
        text = view.get_text_range() if view.count_chars() else ""
    except pypdfium2.PdfiumError:
        return []
    rows: list[Row] = []
    start = 0
    gap = True
    for line in text[:MOST_CHARACTERS].split("\n"):
        shown = line.rstrip("\r")
        if shown.strip():
            looked_at = len(shown) < _HEADING or (number == 0 and len(rows) < _HEAD)
            rows.append(
                _row(view, shown, start, gap, number)
                if looked_at
                else Row(_clean(shown), size=0.0, gap=gap, page=number)
            )
            gap = False
        else:
            gap = True
        start += len(line) + 1
    return rows


def _row(view: pypdfium2.PdfTextPage, text: str, start: int, gap: bool, number: int) -> Row:
    first = start + len(text) - len(text.lstrip())
    size = pdfium.FPDFText_GetFontSize(view, first)
    # Of a font without a weight pdfium says -1. A bold beginning alone makes no heading.
    last = start + len(text.rstrip()) - 1
    strong = all(pdfium.FPDFText_GetFontWeight(view, n) >= _BOLD for n in (first, last))
    indent = " " * min(8, first - start)
    return Row(indent + _clean(text), size=size or 1.0, strong=strong, gap=gap, page=number)


def _clean(text: str) -> str:
    # pdfium writes U+0002 for a hyphen at a line's end, and joins the two lines itself.
    if "\x02" not in text and "\ufffe" not in text:
        return squeeze(text)
    return "\x02".join(squeeze(part) for part in text.replace("\ufffe", "\x02").split("\x02"))


def _hyphens(text: str, whole: str) -> str:
    """Words that were divided at a line's end: the hyphen goes unless it belongs to the word."""
    if "\x02" not in text:
        return text
    parts = text.split("\x02")
    out = parts[0]
    for part in parts[1:]:
        left, right = re.search(r"\w*$", out), re.match(r"\w*", part)
        pair = f"{left[0] if left else ''}-{right[0] if right else ''}"
        keep = part[:1].isupper() or (len(pair) > 3 and pair in whole)
        out += ("-" if keep else "") + part
    return out


def _without_running(pages: list[list[Row]]) -> tuple[list[list[Row]], list[str]]:
    """Pages without their numbers, headers and footers, and what those said."""
    tops: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for rows in pages:
        tops.update({_DIGITS.sub("#", row.text.strip()) for row in rows[:_EDGE]})
        ends.update({_DIGITS.sub("#", row.text.strip()) for row in rows[-_EDGE:]})
    least = max(2, len(pages) // 2 + 1)
    said: dict[str, None] = {}
    kept: list[list[Row]] = []
    for rows in pages:
        own = []
        for index, row in enumerate(rows):
            text = row.text.strip()
            form = _DIGITS.sub("#", text)
            top, end = index < _EDGE, index >= len(rows) - _EDGE
            again = (top and tops[form] >= least) or (end and ends[form] >= least)
            if again and not _is_sentence(text):
                said[text] = None
            elif not ((top or end) and _PAGE_NUMBER.fullmatch(text)):
                own.append(row)
        kept.append(own)
    return kept, list(said)


def _is_sentence(text: str) -> bool:
    """Whether a row is part of running text, which two pages may share by chance."""
    return len(text) > 100 or (len(text) > 40 and text.endswith((".", "。")))
