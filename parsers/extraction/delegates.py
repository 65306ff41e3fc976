"""People told of by their office alone: `Jane Doe (Chile)`, `for the EPO, Jane Doe`.

Lists of those who attended, signature blocks and sentences such as `John Doe spoke for the Office`
name no title; the office beside the name, in one of a few forms, is what tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from parsers.extraction.candidate import Context, Sentence, Span
from parsers.extraction.mentions import MentionKind
from parsers.extraction.person_names import CASED_NAME, PersonNames

_REACH = 110  # characters between a name and its office
_GAP = 8  # characters between an office and its country
_LINE = 140  # characters of a line of a list or of a signature block
_SMALL = r"(?:[^\W\d_A-ZÀ-ÞА-Я][^\W\d_]{0,14}\s)"
_BRACKET = re.compile(r"\s?[(（](?:[^()（）\n]{1,30}[,\s]\s?)?$")
_OPENING = re.compile(r"\s?[)）]?\s?[(（]\s?")
_CLOSING = re.compile(r"\s?[)）,，]")
_BEHIND_OFFICE = re.compile(rf"[)）]?\s?(?:[,:–—|/-]\s?)?{_SMALL}{{0,3}}$")
_BEFORE_FOR = re.compile(
    rf"(?<![\w'’-])(?P<name>{CASED_NAME})(?:,[^,;:()\n]{{3,60}},|,)?\s{_SMALL}{{0,4}}$"
)
_BEFORE_OF = re.compile(rf"(?<![\w'’-])(?P<name>{CASED_NAME})\s$")
_COMMA = re.compile("[,;،、，]")
_IN_NAME = re.compile(r"\s[^\W\d_a-z]|\s(?:observed|spoke|signed|represented)\b")
_ARTICLE = re.compile(r"\s?(?:[^\W\d_]{1,3}['’]?\s?){0,2}")
_ROW = re.compile(
    rf"(?<![\w'’-])(?P<first>{CASED_NAME})\s[^\W\d_]{{1,3}}\s(?P<second>{CASED_NAME}),\s(?:[^\W\d_]{{1,3}}\s)?$"
)
_PAIR = 2
_JOINT_WORDS = 4  # words of `of the` and `and the` between offices
_LINE_START = re.compile(rf"[\W_\d]{{0,40}}(?P<name>{CASED_NAME})\s?(?:[,–—|/:;-]|\s-)\s")
_LINE_GAP = re.compile(r"[)）]?\s?[,:–—|/-]\s{0,3}")
_LINE_REST = re.compile(r"[\s.,;)\d]*")


@dataclass(frozen=True, slots=True)
class _Office:
    """An office as a sentence names it, with its country where that stands behind it."""

    start: int
    end: int
    code: str


Beside = tuple[Span, str]
Free = Callable[[Span], bool]


def delegates(
    context: Context, sentence: Sentence, names: PersonNames, is_free: Free
) -> Iterator[Beside]:
    """Names with their offices, in the forms that need no title; `is_free` sorts out the others."""
    small = _small_words(context.text)
    mentions = _joined(context, sentence)
    for i, mention in enumerate(mentions):
        stop = mentions[i + 1].start if i + 1 < len(mentions) else sentence.end
        left = mentions[i - 1].end if i else sentence.start
        for find in (_bracketed, _in_bracket, _represented, _for_office, _for_it, _in_line):
            span = find(context, names, mention, Span(left, stop))
            if span is not None and _is_name(context.text, span, small):
                if is_free(span):
                    yield span, mention.code
                elif _COMMA.search(context.text, span.end, mention.start):
                    continue  # `Jane Doe, for the Office John Doe`
                break


def told_in_turn(
    context: Context, sentence: Sentence, names: PersonNames, is_free: Free
) -> Iterator[Beside]:
    """As many names as offices, each of the one that stands in its place in their row."""
    small, mentions = _small_words(context.text), _joined(context, sentence)
    if len(mentions) < _PAIR:
        return
    for find in (
        _led_in_turn(context, sentence, names, mentions),
        _heading_in_turn(context, sentence, mentions),
    ):
        for named, code in find:
            if _is_name(context.text, named, small) and is_free(named):
                yield named, code


def _led_in_turn(
    context: Context, sentence: Sentence, names: PersonNames, mentions: list[_Office]
) -> Iterator[Beside]:
    """`the Office A and the Office B, led by Jane Doe and John Doe`: as many names as offices."""
    for hit in context.hits.of("person.represented", sentence.start, sentence.end):
        told = list(_row_of_names(context, sentence, names, hit.end))
        before = [m for m in mentions if m.end <= hit.start]
        row = before[-len(told) :]
        if len(told) < 2 or len({m.code for m in row}) != len(told) or len(row) < len(told):
            continue
        if hit.start - row[-1].end <= _GAP:
            yield from zip(told, (m.code for m in row), strict=True)


def _heading_in_turn(
    context: Context, sentence: Sentence, mentions: list[_Office]
) -> Iterator[Beside]:
    """`Jane Doe and John Doe, Directors General of the Office A and the Office B`."""
    text = context.text
    for hit in context.hits.of("person.title", sentence.start, sentence.end):
        row = _ROW.search(text, max(sentence.start, hit.start - _REACH), hit.start)
        if row is None:
            continue
        offices: list[_Office] = []
        for m in mentions:
            since = offices[-1].end if offices else hit.end
            if m.start >= hit.end and len(text[since : m.start].split()) <= _JOINT_WORDS:
                offices.append(m)
        told = [row.span("first"), row.span("second")]
        joined = (
            len(offices) == len({m.code for m in offices}) == len(told)
            and context.hits.first("person.and", offices[0].end, offices[1].start) is not None
        )
        if joined:
            yield from zip((Span(*s) for s in told), (m.code for m in offices), strict=True)


def _row_of_names(
    context: Context, sentence: Sentence, names: PersonNames, start: int
) -> Iterator[Span]:
    """The names that an enumeration joins from an offset on: `A, B and C`."""
    at = start
    while at < sentence.end:
        span = names.behind(context.text, at, min(sentence.end, at + _REACH))
        if span is None:
            return
        yield span
        joint = context.hits.first("person.and", span.end, span.end + _GAP)
        gap = context.text[span.end : joint.start] if joint else ""
        if joint is not None and not gap.strip(" ,"):
            at = joint.end
        elif context.text.startswith(", ", span.end):
            at = span.end + 2
        else:
            return


def _bracketed(context: Context, names: PersonNames, mention: _Office, room: Span) -> Span | None:
    """`Jane Doe (Chile)`, `Jane Doe (IPO, Chile)`."""
    text = context.text
    opening = _BRACKET.search(text, max(room.start, mention.start - 40), mention.start)
    if opening is None or not _CLOSING.match(text, mention.end):
        return None
    begin = max(room.start, opening.start() - _REACH)
    found = names.before(text, begin, opening.start())
    return found[0] if found and text[found[0].end : opening.start()].strip() == "" else None


def _in_bracket(context: Context, names: PersonNames, mention: _Office, room: Span) -> Span | None:
    """`the Office (Jane Doe)`."""
    text = context.text
    opening = _OPENING.match(text, mention.end, room.end)
    if opening is None:
        return None
    found = names.behind(text, opening.end(), room.end)
    return found if found and _CLOSING.match(text, found.end) else None


def _represented(context: Context, names: PersonNames, mention: _Office, room: Span) -> Span | None:
    """`the Office, represented by Jane Doe`."""
    hit = context.hits.first("person.represented", mention.end, mention.end + 60)
    if hit is None or hit.end > room.end:
        start = _represented_too(context, mention)
        return names.behind(context.text, start, room.end) if start else None
    return names.behind(context.text, hit.end, min(room.end, hit.end + _REACH))


def _represented_too(context: Context, mention: _Office) -> int | None:
    """Where a name begins for which the verb stands before: `…, the Office by John Doe`."""
    text = context.text
    sentence = context.sentence_at(mention.start)
    if sentence is None:
        return None
    for hit in context.hits.of("person.represented", sentence.start, mention.start):
        *_, last = text[hit.start : hit.end].split()
        if text.startswith(f" {last} ", mention.end):
            return mention.end + len(last) + 2
    return None


def _for_office(context: Context, names: PersonNames, mention: _Office, room: Span) -> Span | None:
    """`Jane Doe spoke for the Office`, `Jane Doe, Attaché, on behalf of the Office`."""
    text = context.text
    start = _for(context, mention, room, "person.for")
    if start is None:
        start = _for(context, mention, room, "person.of")
        match = _BEFORE_OF.search(text, max(room.start, start - _REACH), start) if start else None
        if match and _for(context, Span(*match.span("name")), room, "person.of"):
            return None  # Director of New Creations of the Office
    else:
        match = _BEFORE_FOR.search(text, max(room.start, start - _REACH), start)
    return names.trimmed(text, *match.span("name")) if match else None


def _for_it(context: Context, names: PersonNames, mention: _Office, room: Span) -> Span | None:
    """`for the Office, Jane Doe`, `por la Oficina asistió Jane Doe`."""
    if _for(context, mention, room, "person.for") is None:
        return None
    text = context.text
    stop = min(room.end, mention.end + 60)
    title = context.hits.first("person.title", mention.end, stop)
    for start in _capitals(text, mention.end, title.start if title else stop):
        if _BEHIND_OFFICE.match(text, mention.end, start) and _BEHIND_OFFICE.fullmatch(
            text, mention.end, start
        ):
            return names.behind(text, start, min(room.end, start + _REACH))
    return None


def _in_line(context: Context, names: PersonNames, mention: _Office, room: Span) -> Span | None:
    """A line of a list or of signatures: `Jane Doe, Office, Chile`, `Chile: Jane Doe`."""
    text = context.text
    start, end = _line(context, mention.start)
    end = min(end, room.end)
    if end - start > _LINE or text[start:end].rstrip().endswith((".", "!", "?", ":")):
        return None
    match = _LINE_START.match(text, start, mention.start)
    if match is not None and mention.start - match.end() <= 60:
        return names.trimmed(text, *match.span("name"))
    gap = _LINE_GAP.match(text, mention.end, end)
    opens = not re.search(r"[^\W_]", text[start : mention.start])
    if gap is None or not opens:
        return None
    found = names.behind(text, gap.end(), end)
    return found if found and _LINE_REST.fullmatch(text, found.end, end) else None


def _line(context: Context, offset: int) -> tuple[int, int]:
    sentence = context.sentence_at(offset)
    if sentence is None:
        return offset, offset
    start = context.text.rfind("\n", sentence.start, offset) + 1 or sentence.start
    end = context.text.find("\n", offset, sentence.end)
    return start, sentence.end if end < 0 else end


def _joined(context: Context, sentence: Sentence) -> list[_Office]:
    """The offices of a sentence; `INAPI of Chile` and `IPO, Singapore` are one."""
    found: list[_Office] = []
    for m in context.mentions_in(sentence.start, sentence.end):
        if m.kind not in (MentionKind.OFFICE, MentionKind.COUNTRY) or not m.codes:
            continue
        if context.hits.first("person.also_name", m.start, m.end) and _IN_NAME.match(
            context.text, m.end
        ):
            continue  # Salvador Ramos
        last = found[-1] if found else None
        gap = context.text[last.end : m.start] if last else ""
        if last and last.code == m.codes[0] and len(gap) <= _GAP and not gap.strip().isdigit():
            found[-1] = _Office(last.start, m.end, last.code)
        else:
            found.append(_Office(m.start, m.end, m.codes[0]))
    return found


def _for(context: Context, mention: _Office | Span, room: Span, key: str) -> int | None:
    """Where `for the` begins that stands right before an office."""
    for hit in reversed(context.hits.of(key, max(room.start, mention.start - 30), mention.start)):
        if _ARTICLE.fullmatch(context.text, hit.end, mention.start):
            return hit.start
    return None


def _capitals(text: str, start: int, end: int) -> Iterator[int]:
    for match in re.compile(r"(?<![\w'’-])[^\W\d_]").finditer(text, start, end):
        if match.group().isupper():
            yield match.start()


def _is_name(text: str, span: Span, small: frozenset[str]) -> bool:
    """Whether at least two words have capitals that no word of the text has without."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", text[span.start : span.end])
    proper = [w for w in words if not w[:1].islower()]
    return len(proper) >= 2 and not any(w.casefold() in small for w in proper if len(w) > 2)


@lru_cache(maxsize=4)
def _small_words(text: str) -> frozenset[str]:
    """Words that a text writes with a small letter, so that none of them is a name."""
    return frozenset(w for w in re.findall(r"[^\W\d_]{3,}", text) if w.islower())
