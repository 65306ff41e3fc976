"""Points that a text counts, each in a sentence of its own: `First, … Second, …`."""

from __future__ import annotations

import re

from parsers.extraction.area_phrases import wording
from parsers.extraction.area_told import reduced_parts
from parsers.extraction.candidate import Candidate, Sentence, Zone
from parsers.extraction.phrases import Phrase

_LEAST = 2  # points that make a row
_OPENS = 2  # characters before an ordinal that opens a sentence
_MARK = re.compile(r"\w{0,2}[,，、:：.]\s?")  # 第一に、


def counted_areas(candidate: Candidate) -> tuple[Phrase, ...]:
    """The first row of sentences that each open with an ordinal, as phrases; none where one is."""
    row: list[Phrase] = []
    for sentence in candidate.sentences:
        if candidate.context.zones[sentence.block] is Zone.BACKGROUND:
            continue
        point = _point(candidate, sentence)
        if point is not None:
            row.append(point)
        elif len(row) >= _LEAST:
            break
        else:
            row.clear()
    return reduced_parts(candidate, tuple(row)) if len(row) >= _LEAST else ()


def _point(candidate: Candidate, sentence: Sentence) -> Phrase | None:
    """What a sentence tells behind the ordinal that opens it."""
    context = candidate.context
    ordinal = context.hits.first("ordinal", sentence.start, sentence.start + _OPENS)
    if ordinal is None:
        return None
    mark = _MARK.match(context.text, ordinal.end, sentence.end)
    if mark is None:
        return None
    told = context.text[mark.end() : sentence.end]
    return wording(candidate).core(told, mark.end())
