"""Which blocks tell the news and which only stand by: background, notes to editors, contacts."""

from __future__ import annotations

import re

from parsers.documents.document import Block, BlockKind, Document
from parsers.extraction.candidate import Zone
from parsers.extraction.terms import Hits

_LEAD_BLOCKS = 3
# What closes the release proper, after the manner of press agencies.
_CLOSES = re.compile(r"\W{0,3}(?:ENDS?|###+|\*\*\*+|-\s?30\s?-)\W{0,3}")
_MARK = re.compile(r"\s*(?:[※*†]|\(?\d{1,2}[.)])\s*")
_HEADING_WORDS = 6


def zones(document: Document, hits: Hits) -> tuple[Zone, ...]:
    """The zone of each block.

    Background begins at a heading such as `Background` or `Note to editors` and lasts to the next
    heading of the same or a higher level; behind `ENDS` all is background.
    """
    found: list[Zone] = []
    lead_left = _LEAD_BLOCKS
    level: int | None = None  # of the heading that began a background section
    closed = False
    for block in document.blocks:
        closed = closed or bool(_CLOSES.fullmatch(block.text))
        if block.kind is BlockKind.TITLE:
            found.append(Zone.TITLE)
        elif closed:
            found.append(Zone.BACKGROUND)
        elif block.kind is BlockKind.HEADING:
            if _is_background_heading(block, hits):
                level = block.level if level is None else min(level, block.level)
            elif level is not None and block.level <= level:
                level = None
            found.append(Zone.BODY if level is None else Zone.BACKGROUND)
        elif level is not None or _opens_with_background(block, hits):
            found.append(Zone.BACKGROUND)
        elif lead_left > 0 and block.kind is BlockKind.PARAGRAPH:
            lead_left -= 1
            found.append(Zone.LEAD)
        else:
            found.append(Zone.BODY)
    return tuple(found)


def heading_above(document: Document, number: int) -> Block | None:
    """The nearest heading above a block, the title excepted."""
    for block in reversed(document.blocks[:number]):
        if block.kind is BlockKind.HEADING:
            return block
        if block.kind is BlockKind.TITLE:
            return None
    return None


def _is_background_heading(block: Block, hits: Hits) -> bool:
    hit = hits.first("background", block.start, block.end)
    if hit is None:
        return False
    before = block.text[: hit.start - block.start]
    return _is_mark(before) and len(block.text[hit.end - block.start :].split()) <= _HEADING_WORDS


def _opens_with_background(block: Block, hits: Hits) -> bool:
    """`Note to editors: …`, `* Source: …`: a label of a few words and a colon, or a note's mark."""
    hit = hits.first("background", block.start, block.end)
    if hit is None:
        return block.text.startswith(("※", "* ", "† "))
    before = block.text[: hit.start - block.start]
    behind = block.text[hit.end - block.start :].lstrip()
    return _is_mark(before) and behind[:1] in {":", "：", ""}


def _is_mark(text: str) -> bool:
    return not text.strip() or bool(_MARK.fullmatch(text))
