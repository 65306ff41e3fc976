"""Which blocks tell the news and which only stand by: background, notes to editors, contacts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from parsers.documents.document import Block, BlockKind, Document
from parsers.extraction.candidate import Zone
from parsers.extraction.dates import DateMention
from parsers.extraction.terms import Hits

_LEAD_BLOCKS = 3
# Signs that close the release proper, after the manner of press agencies; words are `closes`.
_CLOSES = re.compile(r"\W{0,3}(?:###+|\*\*\*+|-\s?30\s?-)\W{0,3}")
_CLOSING = 24  # characters of a line that closes a release
# What may stand before a label: a bullet, a number, a bracket (`１．背景`, `【参考】`).
_MARK = re.compile(
    r"\s*(?:[※*†□■○●◇◆▶]|[(（]?(?:\d{1,2}|[一二三四五六七八九十])[.)．）、])?\s*[\[【<〈《（(［〔]?\s*"
)
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,2}|[*†‡])[\])]?\s*")  # of a footnote: `1 See …`
_LINKS = (">", "»", "«", "<")  # before the titles of other pages
_NOTE = 10  # characters that stand before the word by which a footnote refers
_HEADING_WORDS = 6
_LABEL = re.compile(r"([^\s.:]+(?:\s[^\s.:]+){0,5})\s?[.:]\s")
_LABEL_ENDS = frozenset({"", *":：.。．]】>〉》）)］〕–—"})
_ARTICLE = 4  # characters of the small words between a label and its name
_SHORT = 80  # characters of a line that may be a heading
_STOPS = frozenset(".!?:;,。！？：；،؛؟…")
_FULL_STOPS = frozenset(".!?:。！？：؟…")
_OPENS = 6  # characters of a number with which a recital may open: `(a) `
_LONGEST_WORD = 40
_TEASER, _TEASERS = 200, 2  # characters of the title of another release, and how many at least
_MARKS = 4  # characters of brackets and dashes around its day
_TELLS = ("signed", "agreed", "bilateral", "met")  # what heads a list of the release's own
_THESE_WEEKS = timedelta(days=14)
_SIGNING = 120  # characters between a signing and its day
_FAR = 60  # blocks between a heading and what it may still head


def zones(
    document: Document, hits: Hits, dates: Sequence[DateMention] = (), on: date | None = None
) -> tuple[Zone, ...]:
    """The zone of each block; `on` is the day of the release.

    Background begins at a heading such as `Background` or `Note to editors`, or above a list of
    other releases, and lasts to the next heading of the same or a higher level; behind `ENDS` all
    is background. The lead is the first paragraphs up to a heading.
    """
    dated = _dated(document, dates)
    found: list[Zone] = []
    lead_left = _LEAD_BLOCKS
    level: int | None = None  # of the heading that began a background section
    closed = False
    for number, block in enumerate(document.blocks):
        closed = closed or _closes(block, hits)
        if block.kind is BlockKind.TITLE:
            found.append(Zone.TITLE)
        elif closed:
            found.append(Zone.BACKGROUND)
        elif is_heading(document, number):
            own = _level(block)
            if _is_background_heading(block, hits) or _heads_others(document, number, dated, hits):
                level = own if level is None else min(level, own)
            elif level is not None and own <= level:
                level = None
            lead_left = lead_left if lead_left == _LEAD_BLOCKS else 0
            found.append(Zone.BODY if level is None else Zone.BACKGROUND)
        elif (
            (level is not None and not _signs_lately(block, hits, dates, on))
            or _opens_with_background(block, hits)
            or _is_aside(block, hits, dates, on)
            or recites(block, hits)
        ):
            found.append(Zone.BACKGROUND)
        elif lead_left > 0 and block.kind is BlockKind.PARAGRAPH:
            lead_left -= len(block.text) > _SHORT
            found.append(Zone.LEAD)
        else:
            found.append(Zone.BODY)
    return tuple(found)


def _signs_lately(block: Block, hits: Hits, dates: Sequence[DateMention], on: date | None) -> bool:
    """Whether a paragraph of the background tells of the signing itself, on a day of these weeks:
    how it came about is told there, and so who signed and where.
    """
    prose = block.kind is BlockKind.PARAGRAPH and block.text.rstrip()[-1:] in _FULL_STOPS
    if on is None or not prose or not hits.any_under("instrument.", block.start, block.end):
        return False
    return any(
        _is_of_these_weeks(
            dates,
            max(block.start, signed.start - _SIGNING),
            min(block.end, signed.end + _SIGNING),
            on,
        )
        for signed in hits.of("signed", block.start, block.end)
    )


def _is_of_these_weeks(dates: Sequence[DateMention], start: int, end: int, on: date) -> bool:
    """Whether a stretch of text names a day of the weeks before the release's, `on`."""
    days = (d.date.last for d in dates if start <= d.start < end and d.date.day)
    return any(timedelta() <= on - day <= _THESE_WEEKS for day in days)


def _dated(document: Document, dates: Sequence[DateMention]) -> frozenset[int]:
    """The list items that begin or end with a day, as the titles of releases in a list do."""
    days = [d for d in dates if d.date.day]
    starts, ends = {d.start for d in days}, {d.end for d in days}
    return frozenset(
        number
        for number, block in enumerate(document.blocks)
        if block.kind in (BlockKind.ITEM, BlockKind.ROW) and len(block.text) <= _TEASER
        if starts & {*range(block.start, block.start + _MARKS)}
        or ends & {*range(block.end - _MARKS, block.end + 1)}
    )


def _heads_others(document: Document, number: int, dated: frozenset[int], hits: Hits) -> bool:
    """Whether a heading stands above a list of other releases: titles, each with its own day."""
    blocks, block = document.blocks, document.blocks[number]
    stop = number + 1
    while stop < len(blocks) and blocks[stop].kind in (BlockKind.ITEM, BlockKind.ROW):
        stop += 1
    items = range(number + 1, stop)
    if len(items) < _TEASERS or not all(n in dated for n in items):
        return False
    told = hits.any_of(_TELLS, block.start, block.end) or hits.any_under(
        "instrument.", block.start, block.end
    )
    return not told


def _closes(block: Block, hits: Hits) -> bool:
    """Whether a line says that the release ends with it: `ENDS`, `###`, （完）."""
    if len(block.text) > _CLOSING or block.kind is BlockKind.TITLE:
        return False
    if _CLOSES.fullmatch(block.text):
        return True
    said = hits.first("closes", block.start, block.end)
    letters = sum(c.isalnum() for c in block.text)
    return said is not None and said.end - said.start >= letters


def is_heading(document: Document, number: int) -> bool:
    """Whether a block is a heading, or a short line without a stop that stands like one.

    PDFs and plain texts do not mark their headings.
    """
    block = document.blocks[number]
    if block.kind is BlockKind.HEADING:
        return True
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _SHORT:
        return False
    if block.text.rstrip()[-1:] in _STOPS or number + 1 >= len(document.blocks):
        return False
    below = document.blocks[number + 1]
    return below.kind is BlockKind.PARAGRAPH and len(below.text) > len(block.text)


def heading_above(document: Document, number: int) -> Block | None:
    """The nearest heading above a block, the title excepted."""
    for n in range(number - 1, max(-1, number - _FAR), -1):
        if document.blocks[n].kind is BlockKind.TITLE:
            return None
        if is_heading(document, n):
            return document.blocks[n]
    return None


def _level(block: Block) -> int:
    return block.level if block.kind is BlockKind.HEADING else 6


def _is_background_heading(block: Block, hits: Hits) -> bool:
    hit = hits.first("background", block.start, block.end)
    if hit is None:
        return False
    before = block.text[: hit.start - block.start]
    return _is_mark(before) and len(block.text[hit.end - block.start :].split()) <= _HEADING_WORDS


def _opens_with_background(block: Block, hits: Hits) -> bool:
    """`Note to editors: …`, `About BIPA. …`: a label and a stop, or a note's mark."""
    hit = hits.first("background", block.start, block.end)
    refers = hits.first("refers", block.start, block.start + _NOTE)
    quoted = block.text.startswith("«") and "»" in block.text
    framed = block.text.startswith("<") and block.text.rstrip().endswith(">")  # < a heading >
    if block.text.startswith(_LINKS) and not (quoted or framed):
        return True
    if refers is not None and _NOTE_MARK.fullmatch(block.text[: refers.start - block.start]):
        return True
    if hit is None:
        return block.text.startswith(("※", "* ", "† "))
    before = block.text[: hit.start - block.start]
    behind = block.text[hit.end - block.start :].lstrip()
    return _is_mark(before) and (behind[:1] in _LABEL_ENDS or _is_named(behind))


def _is_aside(block: Block, hits: Hits, dates: Sequence[DateMention], on: date | None) -> bool:
    """Whether a paragraph opens as side news (한편, `cabe recordar`) and is none of these days.

    Korean releases tell so too what else was signed: 한편, 특허청은 4일 … 양해각서를 체결하였다.
    """
    if hits.first("aside", block.start, block.start + 2) is None:
        return False
    concludes = hits.any_of(("signed", "adopted"), block.start, block.end)
    if on is None or not (concludes and hits.any_under("instrument.", block.start, block.end)):
        return True
    return not _is_of_these_weeks(dates, block.start, block.end, on)


def recites(block: Block, hits: Hits) -> bool:
    """Whether it is one of the recitals of an agreement's own text: `RECALLING the visit of 2019;`.

    Some languages have the word at the end. A sentence that goes on to say something is none.
    """
    if block.kind is not BlockKind.PARAGRAPH or hits.first("formula", block.start, block.end):
        return False
    opens = hits.first("recital", block.start, block.start + _OPENS)
    if opens is None:
        last = hits.of("recital", max(block.start, block.end - _LONGEST_WORD), block.end)
        return any(block.end - hit.end <= 1 for hit in last)
    loud = block.text[opens.start - block.start : opens.end - block.start].isupper()
    return loud or block.text.rstrip()[-1:] not in _FULL_STOPS


def _is_named(text: str) -> bool:
    """Whether a name and a stop begin a text: `the EPO: …`, but not `200 people took part. …`."""
    label = _LABEL.match(text)
    if label is None:
        return False
    words = label[1].split()
    names = [word for word in words if word[:1].isupper()]
    return bool(names) and all(len(word) <= _ARTICLE for word in words if word not in names)


def _is_mark(text: str) -> bool:
    return not text.strip() or bool(_MARK.fullmatch(text))
