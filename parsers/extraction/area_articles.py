"""The headings of an agreement's own text: `Article 3 – Exchange of data`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.documents.document import Block
from parsers.extraction.area_phrases import wording
from parsers.extraction.candidate import Candidate
from parsers.extraction.phrase_length import count_words

_HEADING_WORDS = 16
_SEPARATORS = " :.-–—()（）"
_CLAUSE = 0.6  # the share of a heading's letters by which it is of every agreement
_SET_OFF = tuple(".:：–—")
_RUNS_IN = re.compile(r"[^.。:：]{3,90}(?=[.:]\s|[。：])")


def article_headings(candidate: Candidate, own: Sequence[int]) -> list[Block]:
    """What the articles are about, but for those that every agreement has (`Entry into force`)."""
    return [part for part in _headings(candidate, own) if not _is_clause(candidate, part)]


def _headings(candidate: Candidate, own: Sequence[int]) -> Iterator[Block]:
    blocks = candidate.context.document.blocks
    for n in own:
        for article in _articles(candidate, blocks[n]):
            heading = article
            if not heading.text and n + 1 < len(blocks):
                heading = blocks[n + 1]
            elif runs_in := _RUNS_IN.match(heading.text):
                heading = Block(heading.kind, runs_in.group(), heading.start, heading.level)
                if wording(candidate).verb(heading.text) is not None:
                    continue  # a sentence of the article itself
            if 0 < count_words(heading.text) <= _HEADING_WORDS and heading.text[-1] not in ".。;":
                yield heading


def _articles(candidate: Candidate, block: Block) -> Iterator[Block]:
    """What stands behind each label of a block: a PDF may run several articles into one.

    Within a block only a label that is set off opens an article, not `Article 5 provides that`.
    """
    words = wording(candidate)
    begins = []
    for sentence in candidate.context.sentences_in(block.start, block.end):
        begin = sentence.start - block.start
        end = words.counted.end(block.text[begin:])
        if end and (not begin or block.text[begin + end : begin + end + 1] in _SET_OFF):
            begins.append((begin, begin + end))
    for (_, end), (stop, _) in pairwise([*begins, (len(block.text), 0)]):
        yield _piece(block, end, stop)


def _piece(block: Block, begin: int, end: int) -> Block:
    text = block.text[begin:end].lstrip(_SEPARATORS)
    return Block(block.kind, text.rstrip(), block.start + end - len(text), block.level)


def _is_clause(candidate: Candidate, heading: Block) -> bool:
    hits = candidate.context.hits.of("clause", heading.start, heading.end)
    said = {n for hit in hits for n in range(hit.start, hit.end)}
    text = candidate.context.text
    letters = sum(c.isalnum() for c in heading.text)
    return sum(text[n].isalnum() for n in said) >= _CLAUSE * letters
