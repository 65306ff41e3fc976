"""The lines below an agreement's own text: who signed it, in the forms of a signature block.

Jane Doe                          For the European Patent Office
President, INPI                   (Sgd.) Jane Doe, President
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.documents.document import Block, BlockKind
from parsers.extraction.candidate import Context, Span
from parsers.extraction.mentions import MentionKind
from parsers.extraction.person_names import CASED_NAME

_LINE = 110  # characters of a line of a signature block
_NEAREST = 3  # lines below `For the Office` in which the name stands
_WORDS = range(2, 7)  # of a name on a line of its own
_SIGNED = r"(?:[(\[][^()\[\]]{2,12}[)\]]\s?)?"  # (Sgd.), [signature]
_NAME = re.compile(rf"\s?{_SIGNED}(?P<name>{CASED_NAME})\s?")
_NAME_FIRST = re.compile(rf"\s?{_SIGNED}(?P<name>{CASED_NAME})(?=\s?,|\s?$)")


def signatories(context: Context) -> Iterator[tuple[Span, str]]:
    """The names of signature blocks with the codes of the offices that they sign for, in order."""
    blocks = context.document.blocks
    office: str | None = None  # that of a line `For the Office` above
    left = 0
    for number, block in enumerate(blocks):
        if not _is_line(block):
            office = None
            continue
        signs_for = _signs_for(context, block)
        if signs_for is not None:
            office, left = signs_for, _NEAREST
            continue
        if office is not None and left:
            left -= 1
            if (name := _name(context, block, _NAME_FIRST)) is not None:
                yield name, office
                office = None
                continue
        below = blocks[number + 1] if number + 1 < len(blocks) else None
        name = _name(context, block, _NAME, whole=True)
        if name is None or below is None or not _is_line(below):
            continue
        code = _titled(context, below)
        if code is not None:
            yield name, code


def _is_line(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.ROW) and len(block.text) <= _LINE


def _signs_for(context: Context, block: Block) -> str | None:
    """The office of `For the European Patent Office`."""
    hit = context.hits.first("person.for", block.start, block.end)
    if hit is None or hit.start != block.start:
        return None
    return _office(context, block)


def _titled(context: Context, block: Block) -> str | None:
    """The office of a line that opens with a title: `Director General, ROSPATENT`."""
    title = context.hits.first("person.title", block.start, block.end)
    return _office(context, block) if title and title.start == block.start else None


def _office(context: Context, block: Block) -> str | None:
    named = [
        m.codes[0]
        for m in context.mentions_in(block.start, block.end)
        if m.kind in (MentionKind.OFFICE, MentionKind.COUNTRY) and m.codes
    ]
    return named[0] if len(set(named)) == 1 else None


def _name(
    context: Context, block: Block, pattern: re.Pattern[str], *, whole: bool = False
) -> Span | None:
    match = pattern.fullmatch(block.text) if whole else pattern.match(block.text)
    if match is None or len(match["name"].split()) not in _WORDS:
        return None
    span = Span(block.start + match.start("name"), block.start + match.end("name"))
    stands_for = context.mentions_in(span.start, span.end) or context.hits.any_of(
        ("person.title", "person.not_name", "organisation", "city", "in_force"),
        span.start,
        span.end,
    )
    return None if stands_for else span
