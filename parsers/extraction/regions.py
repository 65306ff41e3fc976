"""Provinces and cities as parties, in Chinese, Japanese and Korean: 福井県, 广东省知识产权局.

Their names end with a word for a region or for its government (`region_body`) and stand for a party
where the sentence concludes something and the name is joined to another, or is its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.extraction.candidate import Context, Sentence, Span
from parsers.extraction.caseless import run_start
from parsers.extraction.others import is_taken

_CONCLUDES = ("signed", "agreed")
_LONGEST, _SHORTEST = 14, 3  # characters of a name before its last word, of a name
_HANGUL = re.compile("[가-힣]")
_MARKS_BEFORE, _MARKS_BEHIND = "、，《「", "、，(（"


def regions(context: Context, sentence: Sentence) -> Iterator[Span]:
    """The provinces and cities that conclude something in a sentence."""
    hits, start, end = context.hits, sentence.start, sentence.end
    found = hits.of("region_body", start, end)
    if not found or not hits.any_of(_CONCLUDES, start, end):
        return
    if not hits.any_under("instrument.", start, end):
        return
    for hit in found:
        name = Span(run_start(context, sentence, hit.start, longest=_LONGEST), hit.end)
        if name.end - name.start < _SHORTEST or is_taken(context, name.start, name.end):
            continue
        if _is_joined(context, name.end) and _opens(context, sentence, name.start):
            yield name


def _opens(context: Context, sentence: Sentence, start: int) -> bool:
    """Whether nothing stands before a name but what joins it to another."""
    before = context.text[sentence.start : start]
    joins = (*_MARKS_BEFORE, *context.vocabulary.words("names.breaks", context.language or "en"))
    return not before or before[-1].isspace() or before.endswith(joins)


def _is_joined(context: Context, end: int) -> bool:
    """Whether a mark, a space or a word behind a name joins it to another, makes it the subject, or
    says what it does; a particle that begins a longer word does not."""
    behind = context.text[end : end + 2]
    if behind[:1].isspace() or behind.startswith(tuple(_MARKS_BEHIND)):
        return True
    words = context.vocabulary.words("names.behind_regions", context.language or "en")
    word = next((word for word in words if behind.startswith(word)), None)
    return word is not None and not (_HANGUL.match(word) and _HANGUL.match(behind, len(word)))
