"""The headings of an agreement's own text: `Article 3 – Exchange of data`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.documents.document import Block
from parsers.extraction.area_phrases import wording
from parsers.extraction.candidate import Candidate
from parsers.extraction.phrases import count_words

_HEADING_WORDS = 12
_SEPARATORS = " :.-–—()（）"
_CLAUSE = 0.6  # the share of a heading's letters by which it is of every agreement


def article_headings(candidate: Candidate, own: Sequence[int]) -> list[Block]:
    """What the articles are about, but for those that every agreement has (`Entry into force`)."""
    return [part for part in _headings(candidate, own) if not _is_clause(candidate, part)]


def _headings(candidate: Candidate, own: Sequence[int]) -> Iterator[Block]:
    blocks = candidate.context.document.blocks
    words = wording(candidate)
    for n in own:
        end = words.numbered_end(blocks[n].text)
        if not end:
            continue
        heading = _piece(blocks[n], end)
        if not heading.text and n + 1 < len(blocks):
            heading = blocks[n + 1]
        if 0 < count_words(heading.text) <= _HEADING_WORDS and heading.text[-1] not in ".。;":
            yield heading


def _piece(block: Block, begin: int) -> Block:
    text = block.text[begin:].lstrip(_SEPARATORS)
    return Block(block.kind, text.rstrip(), block.start + len(block.text) - len(text), block.level)


def _is_clause(candidate: Candidate, heading: Block) -> bool:
    hits = candidate.context.hits.of("clause", heading.start, heading.end)
    said = {n for hit in hits for n in range(hit.start, hit.end)}
    text = candidate.context.text
    letters = sum(c.isalnum() for c in heading.text)
    return sum(text[n].isalnum() for n in said) >= _CLAUSE * letters
