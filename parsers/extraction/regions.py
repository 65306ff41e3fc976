"""Provinces and cities as parties, in Chinese, Japanese and Korean: 福井県, 广东省知识产权局.

Their names end with a word for a region or for its government (`region_body`) and stand for a party
where the sentence concludes something and the name is joined to another, or is its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.extraction.candidate import Context, Sentence, Span
from parsers.extraction.others import is_taken

_CONCLUDES = ("signed", "agreed")
_LONGEST, _SHORTEST = 14, 3  # characters of a name before its last word, of a name
_RUN = re.compile(r"[^\s\d、，。；：,;:()（）「」『』《》“”\"]{1,14}$")
_RUN_BREAK = re.compile(r"及び|および|並びに|ならびに|[与與和及跟同由]|と|は|が")
_JOINED = re.compile(r"[与與和及跟同在于於、，(（はがとも]|\s|签|簽|共同|[은는이가와과](?![가-힣])")
_OPENS = re.compile(r"(?:^|[\s与與和及跟同、，《「と])$")


def regions(context: Context, sentence: Sentence) -> Iterator[Span]:
    """The provinces and cities that conclude something in a sentence."""
    hits, start, end = context.hits, sentence.start, sentence.end
    found = hits.of("region_body", start, end)
    if not found or not hits.any_of(_CONCLUDES, start, end):
        return
    if not hits.any_under("instrument.", start, end):
        return
    for hit in found:
        name = Span(_start(context, sentence, hit.start), hit.end)
        if name.end - name.start < _SHORTEST or is_taken(context, name.start, name.end):
            continue
        if _JOINED.match(context.text, name.end) and _OPENS.search(
            context.text[sentence.start : name.start][-1:]
        ):
            yield name


def _start(context: Context, sentence: Sentence, end: int) -> int:
    """Where the run of characters begins that a region's word ends."""
    run = _RUN.search(context.text, max(sentence.start, end - _LONGEST), end)
    start = run.start() if run else end
    for stop in _RUN_BREAK.finditer(context.text, start, end):
        if not any(m.start < stop.start() < m.end for m in context.mentions_in(start, end)):
            start = stop.end()  # but for 中华人民共和国
    return start
