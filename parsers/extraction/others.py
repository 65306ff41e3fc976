"""Parties that are no IP offices: universities, agencies, companies, in party position.

Scripts with capitals: a name of capitalised words that holds a word for an organisation, right
behind a word such as `with` or `between`, or at the head of the sentence. Scripts without have the
word for an organisation at the name's end (Chinese, Japanese, Korean) or at its beginning (Arabic,
Thai).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from accord.agreement import Evidence
from parsers.extraction.candidate import Candidate, Context, Sentence, Span, Stated
from parsers.extraction.mentions import MentionKind
from parsers.extraction.observers import enumerates
from parsers.extraction.terms import Hit

_WORD = re.compile(r"[^\W_][\w&./-]*[\w&]|[^\W_]|&")
_ACRONYM = re.compile(r"\s{0,2}\(([^()]{2,60})\)")
_LONGEST, _INSIDE = 14, 3  # words of a name; small words in a row inside one
_OF_ORGAN = 3  # words of its own that make a committee or department somebody
_OURS = frozenset({"office", "framework"})
_OWNED = 4  # characters between a country and its ministry: `Ghana's `
_POSSESSIVE = frozenset({"'s", "’s"})
_BEFORE = 24  # characters between `with` and the name
_RUN = re.compile(r"[^\s、，。；：,;:()（）「」『』“”\"]{1,30}$")
_RUN_BREAK = re.compile(r"[与與和及跟同]|、|と|は|が|の間")
_FORWARD_STOP = re.compile(r"[،,.؛:()\n\u201c\u201d]|(?<=[\u0e00-\u0eff])\s")
_FORWARD = 60


def find_bodies(context: Context) -> dict[int, tuple[Span, ...]]:
    """Such parties by the beginning of their sentence; each span holds a name with its acronym."""
    found = {}
    for sentence in context.sentences:
        spans = _bodies(context, sentence)
        if spans:
            found[sentence.start] = spans
    return found


def other_parties(candidate: Candidate) -> Stated[tuple[str, ...]] | None:
    """Those of the candidate's bodies that can conclude something, with where they are named."""
    context = candidate.context
    evidence: dict[str, Evidence] = {}
    for sentence in candidate.sentences:
        for place in context.bodies.get(sentence.start, ()):
            name = name_of(context, place)
            if name not in candidate.other_parties or not _can_conclude(context, place):
                continue
            if len(candidate.parties) < 2 or _is_of_row(candidate, sentence, place):
                shown = context.evidence("other_parties", name, place.start, place.end)
                evidence.setdefault(name, shown)
    return Stated(tuple(evidence), tuple(evidence.values())) if evidence else None


def _can_conclude(context: Context, place: Span) -> bool:
    """Whether a name is somebody's own and no organ's: neither `University` nor `Secretariat`."""
    hits, text = context.hits, context.text
    bare = text[place.start : place.end]
    for key in ("organ", "organisation", "inside_names", "articles"):
        for hit in hits.of(key, place.start, place.end):
            bare = bare.replace(text[hit.start : hit.end], " ")
    own = len(re.findall(r"[^\W_]{2,}", bare))
    if own < (_OF_ORGAN if hits.first("organ", place.start, place.end) else 1):
        return False
    named_so = hits.first("own_name_noun", place.start, place.end)
    return named_so is None or hits.first("area_generic", place.start, place.end) is None


def _is_of_row(candidate: Candidate, sentence: Sentence, place: Span) -> bool:
    """Whether a body stands beside an office or another body, joined to it by `and` or a comma."""
    context = candidate.context
    spans = [Span(a.start, a.end) for a in context.actors_in(sentence.start, sentence.end)]
    for other in (*spans, *context.bodies.get(sentence.start, ())):
        first, second = sorted((other, place))
        if first != second and enumerates(context, Span(first.end, second.start)):
            return True
    return False


def _bodies(context: Context, sentence: Sentence) -> tuple[Span, ...]:
    spans: list[Span] = []
    for find in (_capitalised, _unnamed, _joined, _forward, _only_partner):
        for span in find(context, sentence):
            free = not any(span.start < s.end and s.start < span.end for s in spans)
            if free and not (_is_state(context, span) or _is_office(context, sentence, span)):
                spans.append(span)
    return tuple(sorted(spans))


def _is_state(context: Context, span: Span) -> bool:
    """Whether it is a country's government, which stands for the country's office."""
    governs = context.hits.first("government", span.start, span.end)
    return governs is not None and bool(context.mentions_in(span.start, span.end))


def _is_office(context: Context, sentence: Sentence, span: Span) -> bool:
    """Whether it is a foreign ministry that stands for an office that the sentence does not name.

    `Ghana's Ministry of Justice`, `老挝工贸部`: the ministry of a named country, of those that
    offices belong to or are.
    """
    if context.hits.first("office_ministry", span.start, span.end) is None:
        return False
    named = context.mentions_in(sentence.start, sentence.end)
    offices = {code for m in named if m.kind == MentionKind.OFFICE for code in m.codes}
    whose = [
        m
        for m in named
        if m.kind == MentionKind.COUNTRY
        and (span.start <= m.start < span.end or 0 <= span.start - m.end <= _OWNED)
    ]
    return bool(whose) and not any(code in offices for m in whose for code in m.codes)


def name_of(context: Context, span: Span) -> str:
    """The name as it is told."""
    return " ".join(context.text[span.start : span.end].split())


def _capitalised(context: Context, sentence: Sentence) -> Iterator[Span]:
    text = context.text
    if context.hits.first("organisation", sentence.start, sentence.end) is None:
        return
    for begin, end in _runs(context, sentence):
        start = _behind_title(context, sentence, begin, end)
        if context.hits.first("organisation", start, end) is None or _taken(context, start, end):
            continue
        if (
            start > begin
            or _behind_with(context, sentence, start)
            or _leads(context, sentence, start)
        ):
            acronym = _ACRONYM.match(text, end, sentence.end)
            if acronym and _taken(context, acronym.start(1), acronym.end()):
                continue  # the long name of an office known by its short one
            short = acronym is not None and (" " not in acronym[1] or acronym[1].isupper())
            yield Span(start, acronym.end() if acronym and short else end)


def _behind_title(context: Context, sentence: Sentence, start: int, end: int) -> int:
    """Where a name begins behind a title: `Director General of the Food and Agriculture …`."""
    title = context.hits.first("head", start, end)
    if title is None or title.start > start:
        return start
    small = {
        h.start
        for key in ("inside_names", "articles")
        for h in context.hits.of(key, sentence.start, sentence.end)
    }
    for match in _WORD.finditer(context.text, title.end, end):
        if match.start() not in small:
            return match.start()
    return start


def _runs(context: Context, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, with the small words that may stand inside a name."""
    text, hits = context.text, context.hits
    small = {h.start for h in hits.of("inside_names", sentence.start, sentence.end)}
    articles = {h.start for h in hits.of("articles", sentence.start, sentence.end)}
    bodies = {h.start for h in hits.of("organisation", sentence.start, sentence.end)}
    known = _known(context, sentence)
    start = end = -1
    words = waiting = 0
    has_body = False
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        at = match.start()
        taken = any(span.start <= at < span.end for span in known)
        near = start >= 0 and not set(text[end:at]) & set(",;:()") and at - end <= 40
        if near and at in small and not taken and waiting < _INSIDE:
            waiting += 1
            continue
        capital = match[0][0].isupper() or match[0][0].isdigit() or match[0] == "&"
        # Cyrillic names have one capital: Московский государственный университет.
        inner = near and not has_body and words < 4 and "\u0400" <= match[0][0] <= "\u04ff"
        begins_next = has_body and waiting > 0 and at in bodies
        if taken or begins_next or not (near and words < _LONGEST):
            if start >= 0:
                yield start, _with_tail(text, end, sentence.end, small)
            start, has_body = -1, False
        if taken or (at in articles and start < 0):
            waiting = 0
            continue
        if capital or (inner and waiting == 0):
            start, words = (at, 0) if start < 0 else (start, words)
            end, waiting, words = match.end(), 0, words + 1
            has_body = has_body or at in bodies
        elif start >= 0:
            yield start, _with_tail(text, end, sentence.end, small)
            start, waiting, has_body = -1, 0, False
    if start >= 0:
        yield start, _with_tail(text, end, sentence.end, small)


def _known(context: Context, sentence: Sentence) -> list[Span]:
    """Offices, possessive countries and dates: no part of a name of somebody else."""
    found = [Span(d.start, d.end) for d in context.dates_in(sentence.start, sentence.end)]
    for mention in context.mentions_in(sentence.start, sentence.end):
        behind = context.text[mention.end : mention.end + 2]
        if mention.kind in _OURS:
            found.append(Span(mention.start, mention.end))
        elif behind in _POSSESSIVE:
            found.append(Span(mention.start, mention.end + 2))
    return found


def _with_tail(text: str, end: int, stop: int, small: Collection[int]) -> int:
    """The end of a name that goes on in small letters: Chambre de commerce et d’industrie."""
    words = list(_WORD.finditer(text, end, min(stop, end + 48)))
    i = 0
    while i + 1 < len(words) and words[i].start() in small:
        j = i + 1
        while j < len(words) - 1 and words[j].start() in small:
            j += 1
        between = text[end : words[j].start()]
        if words[j].start() in small or set(between) & set(",;:()") or not words[j][0].islower():
            break
        end, i = words[j].end(), j + 1
    return end


def _unnamed(context: Context, sentence: Sentence) -> Iterator[Span]:
    """`with a venture capital fund`: a party whose name the text keeps to itself."""
    text = context.text
    for hit in context.hits.of("beside", sentence.start, sentence.end):
        article = context.hits.first("indefinite", hit.end, hit.end + 2)
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


def _only_partner(context: Context, sentence: Sentence) -> Iterator[Span]:
    """`signed an agreement with Europol`: the one partner of an office, whatever it is called."""
    hits = context.hits
    signs = hits.first("signed", sentence.start, sentence.end)
    named = hits.any_under("instrument.", sentence.start, sentence.end)
    offices = {
        code
        for m in context.mentions_in(sentence.start, sentence.end)
        if m.kind in _OURS or m.kind == "group"
        for code in m.codes
    }
    if not (signs and named) or len(offices) != 1:
        return
    for start, end in _runs(context, sentence):
        behind = hits.of("with", max(sentence.start, start - 12), start)
        if not behind or not _only_article(context, behind[-1].end, start):
            continue
        person = hits.first("head", start, end) or hits.any_under("person.", start, end)
        place = hits.first("city", start, end) or context.mentions_in(start, end)
        if not person and not place and not _taken(context, start, end) and end - start > 2:
            yield Span(start, end)


def _only_article(context: Context, start: int, end: int) -> bool:
    words = context.text[start:end].split()
    return not words or (len(words) == 1 and bool(context.hits.first("articles", start, end)))


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
        for key in ("beside", "in", "signed", *context.hits.keys("instrument.")):
            nearer: Hit | None = context.hits.first(key, hit.end, end)
            end = nearer.start if nearer else end
        if _behind_with(context, sentence, hit.start) and not _taken(context, hit.start, end):
            yield Span(hit.start, hit.start + len(text[hit.start : end].rstrip()))


def _taken(context: Context, start: int, end: int) -> bool:
    """Whether an office, a forum, a date or an instrument stands there."""
    near = context.mentions_in(max(0, start - 90), end)
    if any(m.end > start and m.kind in _OURS for m in near):
        return True
    if context.dates_in(start, end):
        return True
    return context.hits.any_under("instrument.", start, end)


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
