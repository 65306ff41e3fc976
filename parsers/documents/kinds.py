"""What kind of file some bytes are, whatever they are called."""

from __future__ import annotations

import re
from enum import StrEnum

from accord.press_release import Unreadable


class FileKind(StrEnum):
    """The kinds that can be read."""

    HTML = "html"
    PDF = "pdf"
    TEXT = "text"


# Beginnings of files that hold no text that can be read here, and what they are.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel, PowerPoint or Hangul file"),
    (b"HWP Document File", "a Hangul word processor file"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture, sound or film"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"ID3", "a sound file"),
    (b"%!PS", "a PostScript file"),
)
_ZIPPED = (
    (b"word/", "a Word file (DOCX)"),
    (b"xl/", "an Excel file (XLSX)"),
    (b"ppt/", "a PowerPoint file (PPTX)"),
    (b"Contents/", "a Hangul file (HWPX)"),
    (b"opendocument", "an OpenDocument file"),
)
_MARKUP = re.compile(
    rb"<!doctype\s{1,5}html|<(?:html|head|body|title|meta|div|table|p|br|h[1-6]|span|article|main)"
    rb"(?=[\s>/])",
    re.IGNORECASE,
)
_FEED = re.compile(rb"<(?:\w{1,10}:)?(?:rss|feed|rdf|urlset|sitemapindex)(?=[\s>])", re.IGNORECASE)
_JSON = re.compile(rb"\s*[\[{]\s*[\"\[{\d\]}]")
_BEGINNING = 4096


def kind_of(content: bytes, media_type: str | None) -> FileKind:
    """The kind of a file by its first bytes; `media_type` only where they leave it open.

    Raises Unreadable, which names the kind, for anything but HTML, PDF and text.
    """
    if not content.strip(b" \t\r\n\x00\x0c\xef\xbb\xbf\xfe\xff"):
        raise Unreadable("the document is empty")
    begin = content[:_BEGINNING]
    if b"%PDF-" in content[:1024]:
        return FileKind.PDF
    if begin.startswith(b"PK\x03\x04"):
        name = next((n for mark, n in _ZIPPED if mark in content[:65_536]), "a ZIP archive")
        raise Unreadable(f"this is {name}; ask the source for its PDF or page")
    for mark, name in _OTHERS:
        if begin.startswith(mark):
            raise Unreadable(f"this is {name}; ask the source for its PDF or page")
    declared = (media_type or "").split(";")[0].strip().lower()
    wide = begin.replace(b"\x00", b"") if begin.count(0) * 5 > len(begin) else begin
    if begin.count(0) and wide is begin:
        raise Unreadable("these bytes are no text, page or PDF")
    if _FEED.search(wide[:1500]) and not _MARKUP.match(wide.lstrip()):
        raise Unreadable("this is a feed or sitemap, not a release; watch it as a source")
    if _MARKUP.search(wide) or declared in ("text/html", "application/xhtml+xml"):
        return FileKind.HTML
    if declared in ("application/json", "application/ld+json") or (
        _JSON.match(wide) and not declared
    ):
        raise Unreadable("this is JSON data, not a release")
    odd = sum(b < 9 or 13 < b < 27 or 27 < b < 32 for b in wide)
    if odd * 20 > len(wide):
        raise Unreadable("these bytes are no text, page or PDF")
    if declared == "application/pdf":
        raise Unreadable("the PDF is broken: it does not begin as a PDF does")
    return FileKind.TEXT
