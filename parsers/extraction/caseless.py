"""Parties that are no IP offices in scripts without capitals.

The word for an organisation stands at the name's end (Chinese, Japanese, Korean) or at its
beginning (Arabic, Thai).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.extraction.candidate import Context, Sentence, Span
from parsers.extraction.mentions import MentionKind
from parsers.extraction.others import BEFORE_AND, behind_with, is_taken
from parsers.extraction.terms import Hit

_JOINTS, _AND_PREFIX = " ,،؛;و", "و"
_RUN = re.compile(r"[^\s、，。；：,;:()（）「」『』“”\"]{1,30}$")
_RUN_AHEAD = re.compile(r"[^\s、，。；：,;:()（）「」『』“”\"]{1,16}")
_RUN_BREAK = re.compile(r"及び|および|並びに|ならびに|[与與和及跟同]|、|と|は|が|の間")
_FORWARD_STOP = re.compile(r"[،,.؛:()\n\u201c\u201d]|(?<=[\u0e00-\u0eff])\s")
_FORWARD = 60
# Thai companies have a space before their name and before `limited` and `(public)`.
_THAI_FIRM = re.compile(
    r"บริษัท\s?[^\s()](?:[^()\n]{0,58}?[^\s()])??\s?(?:จำกัด(?:\s?\(มหาชน\))?|\(ประเทศไทย\)\s?จำกัด)"
)


def joined(context: Context, sentence: Sentence) -> Iterator[Span]:
    """Names that end with the word for an organisation: 東北大学."""
    text = context.text
    for hit in context.hits.of("organisation", sentence.start, sentence.end):
        if not "\u3040" <= text[hit.end - 1] <= "\ud7af":
            continue
        run = _RUN.search(text, max(sentence.start, hit.start - 30), hit.start)
        start = run.start() if run else hit.start
        for stop in _RUN_BREAK.finditer(text, start, hit.start):
            start = stop.end()
        end = max(_run_end(context, sentence, hit.end), hit.end)
        if end - start >= 4 and not is_taken(context, start, end):
            yield Span(start, end)


def _run_end(context: Context, sentence: Sentence, end: int) -> int:
    """Where a run of characters has its last word for an organisation: 国立大学法人東北大学."""
    run = _RUN_AHEAD.match(context.text, end, sentence.end)
    stop = run.end() if run else end
    parted = _RUN_BREAK.search(context.text, end, stop)
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
        end = next((at for at in following if text[at] in _JOINTS), end)
        start = hit.start + _is_prefixed(context, hit)
        if is_taken(context, start, end):
            continue
        begins = behind_with(context, sentence, hit.start) or hit.start <= last + 2
        if begins or _behind_office(context, hit.start):
            last = start + len(text[start:end].rstrip())
            yield Span(start, last)


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
