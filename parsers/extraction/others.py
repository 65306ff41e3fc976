"""Parties that are no IP offices: universities, agencies, companies, in party position.

Scripts with capitals: a name of capitalised words that holds a word for an organisation, right
behind a word such as `with` or `between`, or at the head of the sentence. Scripts without have the
word for an organisation at the name's end (Chinese, Japanese, Korean) or at its beginning (Arabic,
Thai).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.extraction.candidate import Context, Sentence, Span
from parsers.extraction.terms import Hit

_WORD = re.compile(r"[^\W_][\w&./’'-]*[\w&]|[^\W_]|&")
_ACRONYM = re.compile(r"\s{0,2}\(([^()]{2,60})\)")
_LONGEST, _INSIDE = 14, 3  # words of a name; small words in a row inside one
_BEFORE = 24  # characters between `with` and the name
_RUN = re.compile(r"[^\s、，。；：,;:()（）「」『』“”\"]{1,30}$")
_RUN_BREAK = re.compile(r"[与與和及跟同]|、|と|は|が|の間|과|와|및|는|은|이|가")
_FORWARD_STOP = re.compile(r"[،,.؛:()\n\u201c\u201d]")
_FORWARD = 60


def other_parties(context: Context, sentence: Sentence) -> tuple[Span, ...]:
    """Where the sentence names such parties; each span holds one name with its acronym."""
    spans: list[Span] = []
    for find in (_capitalised, _unnamed, _joined, _forward):
        for span in find(context, sentence):
            if not any(span.start < s.end and s.start < span.end for s in spans):
                spans.append(span)
    return tuple(sorted(spans))


def name_of(context: Context, span: Span) -> str:
    """The name as it is told."""
    return " ".join(context.text[span.start : span.end].split())


def _capitalised(context: Context, sentence: Sentence) -> Iterator[Span]:
    text = context.text
    for start, end in _runs(context, sentence):
        if context.hits.first("organisation", start, end) is None or _taken(context, start, end):
            continue
        if _behind_with(context, sentence, start) or _leads(context, sentence, start):
            acronym = _ACRONYM.match(text, end, sentence.end)
            short = acronym is not None and (" " not in acronym[1] or acronym[1].isupper())
            yield Span(start, acronym.end() if acronym and short else end)


def _runs(context: Context, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, with the small words that may stand inside a name."""
    text = context.text
    small = {h.start for h in context.hits.of("inside_names", sentence.start, sentence.end)}
    articles = {h.start for h in context.hits.of("articles", sentence.start, sentence.end)}
    start = end = -1
    words = waiting = 0
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        near = (
            end >= 0
            and match.start() - end <= 40
            and not set(text[end : match.start()]) & set(",;:()")
        )
        capital = match[0][0].isupper() or match[0][0].isdigit() or match[0] == "&"
        if start >= 0 and near and match.start() in small and waiting < _INSIDE:
            waiting += 1
            continue
        if capital and match.start() not in articles:
            if start < 0 or not near or words >= _LONGEST:
                if start >= 0:
                    yield start, end
                start, words = match.start(), 0
            end, waiting, words = match.end(), 0, words + 1
        elif start >= 0:
            yield start, end
            start, waiting = -1, 0
    if start >= 0:
        yield start, end


def _unnamed(context: Context, sentence: Sentence) -> Iterator[Span]:
    """`with a venture capital fund`: a party whose name the text keeps to itself."""
    text = context.text
    for hit in context.hits.of("beside", sentence.start, sentence.end):
        article = context.hits.first("articles", hit.end, hit.end + 2)
        if article is None or article.start - hit.end > 1:
            continue
        stop = min(sentence.end, article.end + 45)
        organisation = context.hits.first("organisation", article.end, stop)
        if organisation is None or set(text[article.end : organisation.start]) & set(",.;:()"):
            continue
        start = article.end + 1
        if len(text[start : organisation.end].split()) >= 3 and not _taken(
            context, start, organisation.end
        ):
            yield Span(start, organisation.end)


def _joined(context: Context, sentence: Sentence) -> Iterator[Span]:
    text = context.text
    for hit in context.hits.of("organisation", sentence.start, sentence.end):
        if not "\u3040" <= text[hit.end - 1] <= "\ud7af":
            continue
        run = _RUN.search(text, max(sentence.start, hit.start - 30), hit.start)
        start = run.start() if run else hit.start
        for stop in _RUN_BREAK.finditer(text, start, hit.start):
            start = stop.end()
        if hit.end - start >= 4 and not _taken(context, start, hit.end):
            yield Span(start, hit.end)


def _forward(context: Context, sentence: Sentence) -> Iterator[Span]:
    text = context.text
    for hit in context.hits.of("organisation", sentence.start, sentence.end):
        if not "\u0600" <= text[hit.end - 1] <= "\u0eff":
            continue
        stop = min(sentence.end, hit.end + _FORWARD)
        mark = _FORWARD_STOP.search(text, hit.end, stop)
        end = mark.start() if mark else stop
        for key in ("beside", "in", "signed", "instrument.agreement"):
            nearer: Hit | None = context.hits.first(key, hit.end, end)
            end = nearer.start if nearer else end
        if _behind_with(context, sentence, hit.start) and not _taken(context, hit.start, end):
            yield Span(hit.start, hit.start + len(text[hit.start : end].rstrip()))


def _taken(context: Context, start: int, end: int) -> bool:
    """Whether an office, a forum, a date or an instrument stands there."""
    if any(a.is_office or a.forum for a in context.actors_in(max(0, start - 1), end)):
        return True
    if any(
        m.end > start and m.kind != "country"
        for m in context.mentions_in(max(0, start - 90), start)
    ):
        return True
    if context.dates_in(start, end):
        return True
    return any(context.hits.first(key, start, end) for key in context.hits.keys("instrument."))


def _behind_with(context: Context, sentence: Sentence, start: int) -> bool:
    """Whether `with`, `between` or `and` stands before it, with an article or a country's name."""
    text = context.text
    for hit in reversed(context.hits.of("beside", max(sentence.start, start - _BEFORE), start)):
        between = text[hit.end : start]
        if set(between) & set(",;:.("):
            return False
        words = between.split()
        if not words or (len(words) == 1 and context.hits.first("articles", hit.end, start)):
            return True
        if len(words) <= 2 and context.mentions_in(hit.end, start):
            return True
    return False


def _leads(context: Context, sentence: Sentence, start: int) -> bool:
    """Whether only an article stands before it in the sentence."""
    lead = context.text[sentence.start : start].split()
    return not lead or (
        len(lead) == 1 and bool(context.hits.first("articles", sentence.start, start))
    )
