"""Who stands in party position in a sentence: single names, rows of them, and those only counted.

`others.py` and `caseless.py` find the names one by one; here they are put together, lengthened to
where the text ends them, and joined by those that an enumeration adds: `the Office, the University
of Asmara and the Chamber of Commerce`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from parsers.extraction.body_identity import is_named_as_ours
from parsers.extraction.body_names import is_regional
from parsers.extraction.candidate import Context, Sentence, Span
from parsers.extraction.caseless import forward, joined
from parsers.extraction.envoys import envoys
from parsers.extraction.mentions import MentionKind
from parsers.extraction.others import (
    capitalised,
    is_taken,
    only_partner,
    runs,
    unnamed,
)
from parsers.extraction.regions import regions

_FINDERS = (regions, capitalised, unnamed, joined, forward, only_partner, envoys)
_NEEDED = ("organisation", "signed")  # without either nobody is found
_SMALL = ("inside_names", "articles")
_CONCLUDES = ("signed", "agreed", "launched")
_WORD = re.compile(r"[^\W\d_][\w’'-]*[^\W_]|[^\W\d_]")
# The rest of a name up to its acronym: `nationale de la recherche (ANR)`.
_TO_ACRONYM = re.compile(
    r"(?:[ \u00a0'’-]{1,2}[^\W\d_][\w-]*){0,11}\s?(?=\(([^\W\d_][\w.&-]{1,11})\))"
)
_SMALL_REST = re.compile(r"(?:\s[^\W\d_A-ZА-ЯІЇЄ][\w’'-]*){1,5}\s?\(")
_IN_BRACKETS = re.compile(r"\s?[(（]([A-Z][\w.&-]{1,11})[)）]")
_BETWEEN_WORDS = frozenset(" \u00a0'’-")
_ROW = 40  # characters between two names of a row
_ROW_MARKS = re.compile(r"[\s,;:،؛、()'’و-]+")
_THROUGH = 24  # characters between a body, the words for `represented by` and the office
_OWNED = 4  # characters between a country and its ministry: `Ghana's `
_AHEAD = 100  # characters that a name is looked for behind its beginning
_COUNT, _COUNTED = 26, 4  # characters and words from a number to what is counted
_BESIDE = 14  # characters between `with` and a name
_PARTING = frozenset(",.;:()，、。；：")
_NUMBER = re.compile(r"\d{1,3}(?![\d.,/])")
_CASELESS, _UNSPACED = "\u0590", "\u3040"


def find_bodies(context: Context) -> dict[int, tuple[Span, ...]]:
    """Such parties by the beginning of their sentence; each span holds a name with its acronym."""
    found = {}
    for sentence in context.sentences:
        spans = _bodies(context, sentence)
        if spans:
            found[sentence.start] = spans
    return found


def _bodies(context: Context, sentence: Sentence) -> tuple[Span, ...]:
    if not context.hits.any_of(_NEEDED, sentence.start, sentence.end):
        return ()
    spans: list[Span] = []
    for find in _FINDERS:
        for place in find(context, sentence):
            span = _whole(context, sentence, place)
            if _is_free(context, sentence, span, spans):
                spans.append(span)
    if context.hits.first("organisation", sentence.start, sentence.end) is None:
        return tuple(sorted(spans))
    for more in (_counted, _in_row):
        for span in more(context, sentence, spans):
            if _is_free(context, sentence, span, spans):
                spans.append(span)
    return tuple(_joined_by_letters(context, sorted(spans)))


def _joined_by_letters(context: Context, spans: Sequence[Span]) -> list[Span]:
    """Names with what a comma seems to part from them, where the letters in brackets are those of
    both: `Agency for Excise, Customs and Monopolies (ECM)`.
    """
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if last is not None and context.text[last.end : span.start] == ", ":
            name, _, letters = context.text[last.start : span.end].rpartition("(")
            own = context.text[span.start : span.end].partition("(")[0]
            needed = letters.rstrip(")").casefold()
            if needed.isalpha() and _initials(name).endswith(needed) and _initials(own) != needed:
                found[-1] = Span(last.start, span.end)
                continue
        found.append(span)
    return found


def _initials(name: str) -> str:
    return "".join(
        word[0] for word in re.findall(r"[^\W\d_]\w*", name) if word[0].isupper()
    ).casefold()


def _is_free(context: Context, sentence: Sentence, span: Span, spans: Sequence[Span]) -> bool:
    free = not any(span.start < s.end and s.start < span.end for s in spans)
    ours = _is_state(context, span) or _is_office(context, sentence, span)
    through = _acts_through_office(context, span)
    return free and not (ours or through or _ends_with_office(context, span))


def _acts_through_office(context: Context, span: Span) -> bool:
    """Whether an office acts for it: `the Ministry of Trade, represented by its Patent Office`."""
    for hit in context.hits.of("person.represented", span.end, span.end + _THROUGH):
        named = context.mentions_in(hit.end, hit.end + _THROUGH)
        gap = context.text[span.end : hit.start]
        return not gap.strip(" ,،、，") and any(m.kind == MentionKind.OFFICE for m in named)
    return False


def _ends_with_office(context: Context, span: Span) -> bool:
    """Whether the brackets at its end hold the letters of an office: a name that nobody knows."""
    rest = _SMALL_REST.match(context.text, span.end, span.end + _AHEAD)
    if rest is not None:  # Державне агентство з інтелектуальної власності (AGEPI)
        named = context.mentions_in(rest.end(), rest.end() + 1)
        return any(m.kind == MentionKind.OFFICE and m.start == rest.end() for m in named)
    named = context.mentions_in(context.text.rfind("(", span.start, span.end), span.end)
    brackets = context.text[span.end - 1] in ")）"
    return brackets and any(m.kind == MentionKind.OFFICE and m.start > span.start for m in named)


def _is_state(context: Context, span: Span) -> bool:
    """Whether it is a country's government, which stands for the country's office."""
    if is_regional(context, span.start, span.end):
        return False
    governs = context.hits.first("government", span.start, span.end)
    if governs is None or context.hits.first("city", span.start, span.end) is not None:
        return False  # a city's government is a party of its own
    return bool(context.mentions_in(span.start, span.end))


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


def _whole(context: Context, sentence: Sentence, span: Span) -> Span:
    """A name up to its acronym, or up to where its words end behind one for an organisation.

    `Agence` of `Agence nationale de la recherche (ANR)`.
    """
    text = context.text
    if text[span.end - 1] == ")":
        return span
    if text[span.start] >= _CASELESS:
        short = _IN_BRACKETS.match(text, span.end, sentence.end)
        return Span(span.start, short.end()) if short else span
    rest = _TO_ACRONYM.match(text, span.end, min(sentence.end, span.end + _AHEAD))
    if rest is not None and _is_rest(context, span, rest):
        return Span(span.start, rest.end() + len(rest[1]) + 2)
    last = context.hits.of("organisation", span.start, span.end)
    if not last or last[-1].end != span.end or text[last[-1].start].islower():
        return span
    return Span(span.start, _end_of_name(context, sentence, span.end))


def _is_rest(context: Context, span: Span, rest: re.Match[str]) -> bool:
    """Whether a bracket abbreviates the name that began before the rest, and nothing in it."""
    initial, short = _plain(context.text[span.start]), rest[1]
    several = sum(c.isupper() for c in short) > 1 or (short[0].isupper() and len(short) > 3)
    if not several or (rest[0].strip() and _plain(short[0]) != initial):
        return False
    hits = context.hits
    if any(hits.first(key, rest.start(), rest.end()) for key in ("signed", "with")):
        return False
    return not is_taken(context, rest.start() + 1, rest.end() + len(short))


def _plain(char: str) -> str:
    return unicodedata.normalize("NFKD", char)[0].casefold()


def _end_of_name(context: Context, sentence: Sentence, end: int) -> int:
    """Where a name ends whose last word is one for an organisation: `Agence du numérique`."""
    text, hits = context.text, context.hits
    stop = min(sentence.end, end + _AHEAD)
    small = {h.start for key in _SMALL for h in hits.of(key, end, stop)}
    articles = {h.start for h in hits.of("articles", end, stop)}
    inside = {h.start for h in hits.of("inside_names", end, stop)}
    of = {h.start for h in hits.of("person.of", end, stop)} | (articles & inside)
    joins = {h.start for h in hits.of("person.and", end, stop)}
    last, before, waiting, adjective = end, end, "", False
    words = list(_WORD.finditer(text, end, stop))
    for i, word in enumerate(words):
        at = word.start()
        if set(text[before:at]) - _BETWEEN_WORDS:
            break
        before = word.end()
        if at in small or at in of:
            behind = words[i + 1] if i + 1 < len(words) else None
            if at in joins and behind and (behind.start() in articles or behind[0][0].isupper()):
                break
            waiting = "of" if at in of or (waiting == "of" and at in articles) else "small"
            continue
        if word[0][0].isupper():
            if not waiting or is_taken(context, at, word.end()):
                break
        elif waiting != "of" and not (last == end and not waiting and not adjective):
            break
        elif not waiting:  # one adjective, if the name goes on behind it
            if i + 1 == len(words) or words[i + 1].start() not in of:
                break
            adjective = True
        last, waiting = word.end(), ""
    return last


def _counted(context: Context, sentence: Sentence, _: Sequence[Span]) -> Iterator[Span]:
    """`with twelve universities`, `12の大学と`: parties that are only counted."""
    if not _concludes(context, sentence):
        return
    numbers = _numbers(context, sentence)
    for hit in context.hits.of("organisation", sentence.start, sentence.end) if numbers else ():
        near = [n for n in numbers if n.end <= hit.start and hit.start - n.start <= _COUNT]
        if not near:
            continue
        start = max(near).start
        for n in reversed(near):  # `on iki`, `twenty five`
            start = n.start if not context.text[n.end : start].strip() else start
        between = context.text[start : hit.start]
        if set(between) & _PARTING or len(between.split()) > _COUNTED:
            continue
        if _is_beside(context, sentence, start, hit.end) and not is_taken(context, start, hit.end):
            yield Span(start, hit.end)


def _numbers(context: Context, sentence: Sentence) -> list[Span]:
    """Numbers from two on, in words or figures."""
    hits = context.hits
    keys = ("several", *(key for key in hits.keys("number.") if key != "number.1"))
    told = {Span(h.start, h.end) for k in keys for h in hits.of(k, sentence.start, sentence.end)}
    figures = _NUMBER.finditer(context.text, sentence.start, sentence.end)
    return sorted(told | {Span(m.start(), m.end()) for m in figures})


def _is_beside(context: Context, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a word such as `with` stands right before or, in some languages, right behind."""
    text, hits = context.text, context.hits
    before = hits.of("beside", max(sentence.start, start - _BESIDE), start)
    if any(not text[hit.end : start].strip() for hit in before):
        return True
    words = hits.of("with", end, min(sentence.end, end + _BESIDE))
    if any(not text[end : hit.start].strip() for hit in words):
        return True
    joined = hits.first("with_joined", start - 1, start) or hits.first("with_behind", end, end + 1)
    return joined is not None and text[end - 1] >= _UNSPACED


def _in_row(context: Context, sentence: Sentence, spans: Sequence[Span]) -> Iterator[Span]:
    """Names that an enumeration joins to an office or to another party, before or behind it."""
    if not _concludes(context, sentence):
        return
    ours = [
        Span(m.start, m.end)
        for m in context.mentions_in(sentence.start, sentence.end)
        if m.kind == MentionKind.OFFICE
    ]
    waiting = [
        span
        for span in _names(context, sentence)
        if not any(span.start < s.end and s.start < span.end for s in (*spans, *ours))
    ]
    row = [*spans, *ours]
    found = True
    while found and waiting:
        found = False
        for span in waiting:
            if any(_are_joined(context, span, other) for other in row):
                row.append(span)
                waiting.remove(span)
                found = True
                yield span
                break


def _names(context: Context, sentence: Sentence) -> Iterator[Span]:
    """All names of a sentence that hold a word for an organisation, in party position or not."""
    for start, end in runs(context, sentence):
        hit = context.hits.first("organisation", start, end)
        if hit and not is_taken(context, start, end) and not is_named_as_ours(context, start, end):
            yield _whole(context, sentence, Span(start, end))


def _are_joined(context: Context, one: Span, other: Span) -> bool:
    """Whether only commas, `and` and articles stand between two names."""
    first, second = sorted((one, other))
    if not 0 <= second.start - first.end <= _ROW:
        return False
    gap = context.text[first.end : second.start]
    short = _IN_BRACKETS.match(gap)
    gap = gap[short.end() :] if short else gap
    offset = second.start - len(gap)
    if not gap.strip():
        return False
    for key in ("person.and", "articles"):
        for hit in context.hits.of(key, offset, second.start):
            gap = gap.replace(context.text[hit.start : hit.end], " ", 1)
    return not _ROW_MARKS.sub("", gap)


def _concludes(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence names an instrument and a verb of concluding."""
    hits, start, end = context.hits, sentence.start, sentence.end
    return hits.any_of(_CONCLUDES, start, end) and hits.any_under("instrument.", start, end)
