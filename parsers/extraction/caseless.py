"""Parties that are no IP offices in scripts without capitals.

The word for an organisation stands at the name's end (Chinese, Japanese, Korean) or at its
beginning (Arabic, Thai).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from parsers.extraction.candidate import Context, Sentence, Span
from parsers.extraction.mentions import MentionKind
from parsers.extraction.others import BEFORE_AND, behind_with, is_taken
from parsers.extraction.terms import Hit

_JOINTS, _AND_PREFIX = " ,،؛;و", "و"
_RUN = re.compile(r"[^\s、，。；：,;:()（）「」『』《》“”\"]{1,30}$")
_RUN_AHEAD = re.compile(r"[^\s、，。；：,;:()（）「」『』《》“”\"]{1,16}")
_FORWARD_STOP = re.compile(r"[،,.؛:()\n\u201c\u201d]|(?<=[\u0e00-\u0eff])\s")
_FORWARD = 60
# Thai companies have a space before their name and before `limited` and `(public)`.
_THAI_FIRM = re.compile(
    r"บริษัท\s?[^\s()](?:[^()\n]{0,58}?[^\s()])??\s?(?:จำกัด(?:\s?\(มหาชน\))?|\(ประเทศไทย\)\s?จำกัด)"
)
_SHORTEST, _LONGEST = 4, 30  # characters of a name, and before its last word
_COUNTRY = 12  # characters of a country's name
_OPENING = frozenset("《「『“")
_GAP = 3  # characters between a ministry and its office


def joined(context: Context, sentence: Sentence) -> Iterator[Span]:
    """Names that end with the word for an organisation: 東北大学."""
    text, hits = context.text, context.hits
    for hit in hits.of("organisation", sentence.start, sentence.end):
        if not "\u3040" <= text[hit.end - 1] <= "\ud7af":
            continue
        if hits.first("body_name", hit.start, hit.start + 1) is not None:
            start = _with_country(context, hit.start)
            if not _is_beside(context, sentence, start, hit.end):
                continue
            yield from _unless_taken(context, Span(start, hit.end))
            continue
        start = run_start(context, sentence, hit.start)
        end = max(_run_end(context, sentence, hit.end), hit.end)
        if end - start >= _SHORTEST:
            yield from _unless_taken(context, Span(start, end))


def run_start(context: Context, sentence: Sentence, end: int, *, longest: int = _LONGEST) -> int:
    """Where the run of so many characters at most begins that a body's word ends."""
    run = _RUN.search(context.text, max(sentence.start, end - longest), end)
    start = run.start() if run else end
    named = [m for m in context.mentions_in(start, end) if m.end <= end]
    for stop in breaks(context).finditer(context.text, start, end):
        if not any(m.start < stop.start() < m.end for m in named):  # 中华人民共和国
            start = stop.end()
    return start


def breaks(context: Context) -> re.Pattern[str]:
    """What ends a name and begins another, as the document's language has it."""
    return _any_of(("、", *context.vocabulary.words("names.breaks", context.language or "en")))


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _with_country(context: Context, start: int) -> int:
    """Where a name begins with the country that stands before it: 中华人民共和国外交部."""
    before = context.mentions_in(start - _COUNTRY, start)
    owns = bool(before) and before[-1].end == start and before[-1].kind is MentionKind.COUNTRY
    return before[-1].start if owns else start


def _is_beside(context: Context, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name opens the sentence or a title, or `with` stands right before or behind it."""
    hits, before = context.hits, context.text[sentence.start : start].rstrip()
    last = sentence.start + len(before) - 1
    marks = ("with_joined", "with_behind", "with")
    return (
        not before
        or before[-1] in _OPENING
        or hits.any_of(marks, last, last + 1)
        or hits.any_of(marks, end, end + 2)
    )


def _unless_taken(context: Context, span: Span) -> Iterator[Span]:
    if not is_taken(context, span.start, span.end) and not _is_of_office(context, span.end):
        yield span


def _is_of_office(context: Context, end: int) -> bool:
    """Whether an office stands right behind: it is the office's ministry, `経済産業省特許庁`."""
    return any(
        m.kind is MentionKind.OFFICE and not context.text[end : m.start].strip(" の")
        for m in context.mentions_in(end, end + _GAP)
    )


def _run_end(context: Context, sentence: Sentence, end: int) -> int:
    """Where a run of characters has its last word for an organisation: 国立大学法人東北大学."""
    run = _RUN_AHEAD.match(context.text, end, sentence.end)
    stop = run.end() if run else end
    parted = breaks(context).search(context.text, end, stop)
    inside = context.hits.of("organisation", end, parted.start() if parted else stop)
    return inside[-1].end if inside else end


def forward(context: Context, sentence: Sentence) -> Iterator[Span]:
    """Names that begin with the word for an organisation: جامعة القاهرة."""
    text, last = context.text, -_FORWARD
    for hit in context.hits.of("organisation", sentence.start, sentence.end):
        if not "\u0600" <= text[hit.end - 1] <= "\u0eff":
            continue
        stop = min(sentence.end, hit.end + _FORWARD)
        mark = _FORWARD_STOP.search(text, hit.end, stop)
        end = mark.start() if mark else stop
        if (firm := _THAI_FIRM.match(text, hit.start, sentence.end)) is not None:
            end = firm.end()
        for key in ("beside", "in", "signed", *context.hits.keys("instrument.")):
            nearer: Hit | None = context.hits.first(key, hit.end, end)
            end = nearer.start if nearer else end
        following = (h.start for h in context.hits.of("organisation", hit.end, end))
        end = next((at for at in following if _begins_next(text, at, end)), end)
        start = hit.start + _is_prefixed(context, hit)
        if is_taken(context, start, end):
            continue
        begins = behind_with(context, sentence, hit.start) or hit.start <= last + 2
        if begins or _behind_office(context, hit.start):
            last = start + len(text[start:end].rstrip())
            yield Span(start, last)


def _begins_next(text: str, at: int, end: int) -> bool:
    """Whether another name begins there, and no last word of this one: `… والضريبة والجمارك`."""
    return text[at] in _JOINTS and len(text[at:end].split()) > 1


def _is_prefixed(context: Context, hit: Hit) -> bool:
    """Whether a word begins with the letter for `and`, and not by its own spelling: وجامعة."""
    word = context.text[hit.start : hit.end]
    if word[0] != _AND_PREFIX:
        return False
    bare = word[1:].removeprefix("ال")
    return bare in context.vocabulary.words("facts.organisation", context.language or "ar")


def _behind_office(context: Context, start: int) -> bool:
    """Whether it stands right behind an office, joined to it: `الهيئة … وجامعة …`.

    A ministry that a space alone parts from the office is the one above it.
    """
    above = context.hits.first("office_ministry", start, start + 1) is not None
    return any(
        m.end <= start
        and m.kind == MentionKind.OFFICE
        and not context.text[m.end : start].strip(_JOINTS)
        and not (above and not context.text[m.end : start].strip())
        for m in context.mentions_in(start - BEFORE_AND, start)
    )
