"""Sections that each announce an agreement: `Agreement 2: IP Marketplace`, or one of several
points of agreement of which another is an instrument of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.documents.document import Block, BlockKind
from parsers.extraction.candidate import Context, Span, Zone, codes_of
from parsers.extraction.list_marks import mark_end
from parsers.extraction.meetings import outcomes
from parsers.extraction.past import FIRM
from parsers.extraction.sections import is_heading
from parsers.extraction.terms import Hit

_NUMBER = re.compile(r"\s{0,2}(?:no\.?\s?|n[°º]\s?)?(?:\d{1,2}|[IVX]{1,4})\b", re.IGNORECASE)
_EDGE = 4  # characters before an instrument that opens a heading
_EAST = "\u2e80"  # the first character of their scripts
_HEADING = 120  # characters; a longer block is prose


@dataclass(frozen=True, slots=True)
class Announced:
    """A section that tells of one agreement; `named` are the instruments its heading names."""

    span: Span
    heading: Span
    named: tuple[Hit, ...]
    first_block: int
    last_block: int
    met: bool = False


def announced(context: Context) -> tuple[Announced, ...]:
    """The sections of a release that each tell of an agreement; none, or at least two."""
    sections = _numbered(context)
    return sections if len(sections) > 1 else _points(context) or _meetings(context)


def _meetings(context: Context) -> tuple[Announced, ...]:
    """Headings that each name a meeting of offices, and what was agreed at it below."""
    blocks = context.document.blocks
    starts: list[tuple[int, tuple[Hit, ...]]] = []
    for number, block in enumerate(blocks):
        if context.zones[number] is not Zone.BODY or not is_heading(context.document, number):
            continue
        who = context.actors_in(block.start, block.end)
        parties = len(codes_of(who)) >= 2 or any(a.forum for a in who)
        if parties and context.hits.first("met", block.start, block.end):
            starts.append((number, ()))
    if len(starts) < 2:
        return ()
    sections = [replace(s, met=True) for s in _sections(context, starts)]
    agreed = [outcome.start for outcome in outcomes(context)]
    told = [s for s in sections if any(s.span.holds(at) for at in agreed)]
    return tuple(told) if len(told) > 1 else ()


def _numbered(context: Context) -> tuple[Announced, ...]:
    """`Agreement 1: …`, `MoU no. 2`: blocks that begin with an instrument and its number."""
    starts: list[tuple[int, tuple[Hit, ...]]] = []
    for number, block in enumerate(context.document.blocks):
        if context.zones[number] in (Zone.BACKGROUND, Zone.TITLE):
            continue
        named = _named(context, block.start, min(block.end, block.start + _HEADING))
        opens = [h for h in named if h.start - block.start <= 2]
        if opens and _NUMBER.match(context.text, opens[0].end, block.end):
            starts.append((number, named))
    return _sections(context, starts)


def _points(context: Context) -> tuple[Announced, ...]:
    """Headings below one such as `Points of agreement`, where one names an instrument itself."""
    blocks = context.document.blocks
    for number, block in enumerate(blocks):
        if not is_heading(context.document, number) or context.zones[number] is Zone.BACKGROUND:
            continue
        if not _speaks_of_agreement(context, block):
            continue
        below: list[tuple[int, tuple[Hit, ...]]] = []
        for n in range(number + 1, len(blocks)):
            if is_heading(context.document, n):
                if blocks[n].level <= block.level:
                    break
                below.append((n, _named(context, blocks[n].start, blocks[n].end)))
        particular = [p for p in below if _is_instruments(context, blocks[p[0]], p[1])]
        if len(below) > len(particular) > 0:
            return _sections(context, below)
    return ()


def _is_instruments(context: Context, heading: Block, named: tuple[Hit, ...]) -> bool:
    """Whether a heading is an instrument's and does not only speak of one: `Use of the roadmap`."""
    start = heading.start + mark_end(heading.text)
    concluded = context.hits.any_of(("signed", "adopted"), heading.start, heading.end)
    # What a Chinese, Japanese or Korean heading is about stands last: PPHの評価 is no PPH.
    last = heading.text[-1] >= _EAST
    begun = last and context.hits.any_of(FIRM, heading.start, heading.end)
    return any(
        hit.key != "instrument.agreement"
        and (
            concluded
            or begun
            or (hit.start - start <= _EDGE and not last)
            or heading.end - hit.end <= 1
        )
        for hit in named
    )


def _speaks_of_agreement(context: Context, block: Block) -> bool:
    keys = ("instrument.agreement", "agreed")
    return context.hits.any_of(keys, block.start, block.end)


def _named(context: Context, start: int, end: int) -> tuple[Hit, ...]:
    return context.hits.under("instrument.", start, end)


def _sections(
    context: Context, starts: Sequence[tuple[int, tuple[Hit, ...]]]
) -> tuple[Announced, ...]:
    blocks = context.document.blocks
    found = []
    for i, (number, named) in enumerate(starts):
        stop = starts[i + 1][0] if i + 1 < len(starts) else len(blocks)
        for n in range(number + 1, stop):
            if context.zones[n] is Zone.BACKGROUND or (
                blocks[n].kind is BlockKind.HEADING and blocks[n].level < blocks[number].level
            ):
                stop = n
                break
        heading = Span(blocks[number].start, min(blocks[number].end, blocks[number].start + 120))
        span = Span(blocks[number].start, blocks[stop - 1].end)
        found.append(Announced(span, heading, named, number, stop - 1))
    return tuple(found)
