"""Who signs, chairs or represents, and for which office.

A title (`Commissioner`, `处长`, `อธิบดี`) leads to the name beside it and to the office around it.
Who only looked on, who was spoken for and who belongs to an earlier agreement is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from accord.agreement import Person
from accord.vocabulary import LanguageTerms
from parsers.extraction.candidate import Candidate, Context, Sentence, Span, Stated, Zone
from parsers.extraction.mentions import Mention, MentionKind
from parsers.extraction.names import fold
from parsers.extraction.person_names import PersonNames

_BEFORE, _BEHIND = 90, 110  # characters beside a title in which its name stands
_OFFICE_BEHIND, _OFFICE_BEFORE, _JOINED = 45, 4, 70
_PHRASE = re.compile(
    r"(?:\s(?:[^\W\d_]{1,4}\s){0,3}[^\W\d_a-z][\w'’-]*(?:,(?=\s\w+\s(?:and|et|y|e|und)\s))?){1,9}"
)
_BRACKET = re.compile(r"\s?[(（][^()（）\n]{1,30}[)）]")
_JOINT = re.compile(r"[)）]?\s?(?:['’]s?\s|の|的|[(（])?")
_THERE = ("signed", "adopted", "met", "participants", "attended", "hosts", "hosted_by", "agreed")
_CLOSE = re.compile(r"[^,;:\n]{0,25}")
_CLAUSE = re.compile(r",?[^,;:()（）\n]{1,90}")
_ELSEWHERE = re.compile(r"\s(?:of|de|der|des|di|du|da|do)\s(?:the\s)?[^\W\d_a-z]")
_LINKING = re.compile(r"[^,;:.，、；。()（）\n]*")


@dataclass(frozen=True, slots=True)
class _Found:
    """A name beside a title, with the office that it goes with; `guessed` if nothing says so."""

    span: Span
    name: str
    office: str | None
    guessed: bool = False


def people(candidate: Candidate) -> Stated[tuple[Person, ...]] | None:
    """Those named as signing, chairing or representing, in the order of the text."""
    context = candidate.context
    concerned = {*candidate.parties, *candidate.observers}
    kept: list[_Found] = []
    # Where a release tells of several agreements, it names its own head once for all of them.
    for sentence in candidate.sentences if candidate.alone else context.sentences:
        if context.zones[sentence.block] is Zone.BACKGROUND:
            continue
        for named in _named(candidate, sentence):
            found = _across(candidate, named, kept) if named.guessed else named
            if found.office in concerned or (found.office is None and candidate.other_parties):
                _add(kept, found)
    if not kept:
        return None
    return Stated(
        tuple(Person(f.name, f.office) for f in kept),
        tuple(context.evidence("people", f.name, f.span.start, f.span.end) for f in kept),
    )


def _across(candidate: Candidate, found: _Found, kept: list[_Found]) -> _Found:
    """Of two heads named side by side, the one beside the first party's is the other party's."""
    left = [code for code in candidate.parties if not any(k.office == code for k in kept)]
    mine = found.office is None or found.office not in left
    known = any(_words(found.name) <= _words(k.name) for k in kept)
    if mine and not known and len(left) == 1 and len(candidate.parties) == 2:
        return replace(found, office=left[0])
    return found


def _add(kept: list[_Found], found: _Found) -> None:
    """Add somebody who is not there yet; a full name goes before a surname alone."""
    words = _words(found.name)
    for i, other in enumerate(kept):
        known = _words(other.name)
        if words <= known:
            return
        if known < words and other.office in (found.office, None):
            kept[i] = found
            return
    kept.append(found)


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in re.findall(r"[^\W\d_]+", name))


def _named(candidate: Candidate, sentence: Sentence) -> Iterator[_Found]:
    context = candidate.context
    titles = _titles(context, sentence)
    names = _names(context)
    taken: list[Span] = []
    for i, title in enumerate(titles):
        left = titles[i - 1].end if i else sentence.start
        right = titles[i + 1].start if i + 1 < len(titles) else sentence.end
        span = _beside(context, names, title, Span(left, right), taken)
        if span is None:
            continue
        taken.append(span)
        if not _is_absent(context, sentence, title, span):
            office = _office(candidate, sentence, title, span, right)
            guessed = office is None and not _ELSEWHERE.match(context.text, title.end)
            name = context.text[span.start : span.end]
            yield _Found(span, name, context.publisher if guessed else office, guessed)
    yield from _honoured(context, sentence, names, taken)


def _titles(context: Context, sentence: Sentence) -> list[Span]:
    """The titles of a sentence; `Under Secretary of Commerce and Director` is one."""
    found: list[Span] = []
    for hit in context.hits.of("person.title", sentence.start, sentence.end):
        before = found[-1] if found else None
        if (
            before is not None
            and hit.start - before.end <= _JOINED
            and (
                hit.start <= before.end + 1
                or (
                    context.text[before.end : hit.start].lstrip()[:1].islower()
                    and _LINKING.fullmatch(context.text, before.end, hit.start)
                    and not context.mentions_in(before.end, hit.start)
                    and context.hits.first("person.and", before.end, hit.start)
                )
            )
        ):
            found[-1] = Span(before.start, hit.end)
        else:
            found.append(Span(hit.start, hit.end))
    return found


def _beside(
    context: Context, names: PersonNames, title: Span, clause: Span, taken: list[Span]
) -> Span | None:
    """The name before the title if it is set off from it, else the one behind it."""
    text = context.text
    left, right = clause.start, clause.end
    own = _own_office(context, title, left)
    beginning = own.start if own else title.start
    before = names.before(text, max(left, beginning - _BEFORE), beginning)
    if before is not None and before[1] and _is_free(context, before[0], taken):
        return before[0]
    end = min(right, title.end + _BEHIND)
    direct = names.behind(text, title.end, end)
    if direct is not None and _is_free(context, direct, taken, least=1):
        return direct
    for start in _past_office(context, title, end):
        behind = names.behind(text, start, min(right, start + _BEHIND))
        if behind is not None and _is_free(context, behind, taken):
            return behind
    return None


def _own_office(context: Context, title: Span, left: int) -> Mention | None:
    """The office right before a title, or in one with it: `EPO President`, `특허청장`."""
    for mention in reversed(context.mentions_in(max(left, title.start - _BEFORE), title.start)):
        if mention.kind in (MentionKind.OFFICE, MentionKind.COUNTRY) and mention.codes:
            return mention if _JOINT.fullmatch(context.text[mention.end : title.start]) else None
    return None


def _past_office(context: Context, title: Span, end: int) -> Iterator[int]:
    """Where a title's `of the Office (XYZ)` may end."""
    text = context.text
    stop = title.end
    for mention in context.mentions_in(title.end, end):
        if _LINKING.fullmatch(text, title.end, mention.start):
            bracket = _BRACKET.match(text, mention.end)
            stop = bracket.end() if bracket else mention.end
            yield stop
        break
    phrase = _PHRASE.match(text, stop, end)
    if phrase and text.startswith(",", phrase.end()):
        yield phrase.end()


def _is_free(context: Context, span: Span, taken: list[Span], *, least: int = 2) -> bool:
    """Whether a stretch can be a name: nobody else's, and of no office, country or city.

    A single word is one only right behind a title or an honorific.
    """
    text = context.text[span.start : span.end]
    cased = text.lower() != text.upper()
    if cased and len(text.split()) < least and not _is_honoured(context, span):
        return False
    if any(s.start < span.end and span.start < s.end for s in taken):
        return False
    if any(
        m.start < span.end and span.start < m.end
        for m in context.mentions_in(span.start - 80, span.end)
    ):
        return False
    city = context.hits.first("city", span.start, span.end)
    return city is None or city.end - city.start < len(text)


def _is_honoured(context: Context, span: Span) -> bool:
    """Whether `Mr`, `Dr.` or their like stands right before."""
    hits = context.hits.of("person.honorific", max(0, span.start - 14), span.start)
    return any(not context.text[h.end : span.start].strip(" .") for h in hits)


def _is_absent(context: Context, sentence: Sentence, title: Span, span: Span) -> bool:
    hits, text = context.hits, context.text
    first = min(title.start, span.start)
    for hit in hits.of("person.absent", max(sentence.start, first - 40), first):
        named = context.mentions_in(hit.end, first)
        if not named and _CLOSE.fullmatch(text, hit.end, first):
            return True
    earlier = hits.first("earlier", sentence.start, sentence.end)
    if earlier is not None and hits.first("signed", sentence.start, sentence.end):
        return True
    witness = hits.first("person.witness", sentence.start, sentence.end)
    if witness is None:
        return False
    if witness.start < span.start:  # `Witnessed by A, it was signed by B`
        return hits.first("signed", witness.end, span.start) is None
    signing = hits.first("signed", sentence.start, sentence.end)
    return signing is None or witness.start < signing.start


def _office(
    candidate: Candidate, sentence: Sentence, title: Span, span: Span, right: int
) -> str | None:
    """The office that a title and a name go with."""
    context = candidate.context
    text = context.text
    mentions = _offices_in(context, sentence)
    last, first = max(title.end, span.end), min(title.start, span.start)
    between = [m for m in mentions if title.end <= m.start and m.end <= span.start]
    own = _own_office(context, title, sentence.start)
    beside = [m for m in mentions if m.end <= first and _JOINT.fullmatch(text[m.end : first])]
    near = [
        m
        for m in mentions
        if last <= m.start <= last + _OFFICE_BEHIND and m.start < right
        if _belongs(context, last, m, set_off=span.end <= title.start)
    ]
    middle = [m for m in mentions if span.end <= m.start and m.end <= title.start]
    behind = [m for m in mentions if last <= m.start < min(right, last + _BEHIND)]
    before = [m for m in mentions if m.end <= first]
    for found in (between, [own] if own else [], beside, near, middle[-1:]):
        if found:
            return found[0].codes[0]
    alone = _whose_title(candidate, title)
    if alone is not None:
        return alone
    # `Jane Doe, President, spoke for KIPO`, but `the KIPO group, led by President Jane Doe`.
    around = (behind, before[-1:]) if span.end <= title.start else (before[-1:], behind)
    for found in around:
        if found:
            return found[0].codes[0]
    return None


def _whose_title(candidate: Candidate, title: Span) -> str | None:
    """The party whose head alone of all heads bears this title: `Register of Copyrights`."""
    context = candidate.context
    told = context.text[title.start : title.end + _BEHIND].casefold()
    bearing: dict[int, set[str]] = {}
    for office in context.vocabulary.offices:
        for head in office.heads:
            if told.startswith(head.casefold()) and " " in head:
                bearing.setdefault(len(head), set()).add(office.code)
    codes = bearing[max(bearing)] if bearing else set()
    return next(iter(codes)) if len(codes) == 1 and codes <= {*candidate.parties} else None


def _belongs(context: Context, start: int, mention: Mention, *, set_off: bool) -> bool:
    """Whether an office behind a title is the title's: `of KIPO`, `(KIPO, Korea)`, `, KIPO;`."""
    text = context.text
    if _opens_bracket(text, start, mention) or (
        set_off and text[start : mention.start] in (", ", " ")
    ):
        return True
    linked = _LINKING.fullmatch(text, start, mention.start) is not None
    return linked and context.hits.first("person.and", start, mention.start) is None


def _offices_in(context: Context, sentence: Sentence) -> list[Mention]:
    return [
        m
        for m in context.mentions_in(sentence.start, sentence.end)
        if m.kind in (MentionKind.OFFICE, MentionKind.COUNTRY) and m.codes
    ]


def _opens_bracket(text: str, start: int, mention: Mention) -> bool:
    return (
        re.fullmatch(r"\s?[(（](?:[^()（）\n]{1,24},\s)?", text[start : mention.start]) is not None
    )


def _honoured(
    context: Context, sentence: Sentence, names: PersonNames, taken: list[Span]
) -> Iterator[_Found]:
    """`Ms Jane Doe (Office)`, `Mr John Doe signed for the Office`: names without a title."""
    text = context.text
    mentions = _offices_in(context, sentence)
    for hit in context.hits.of("person.honorific", sentence.start, sentence.end):
        span = names.behind(text, hit.start, min(sentence.end, hit.start + _BEFORE))
        if span is None or span.start == hit.start or not _is_free(context, span, taken):
            continue
        taken.append(span)
        if _is_absent(context, sentence, span, span):
            continue
        behind = [m for m in mentions if span.end <= m.start <= span.end + _BEHIND]
        if not behind or not any(
            context.hits.first(key, sentence.start, sentence.end) for key in _THERE
        ):
            continue
        mention = behind[0]
        gap = text[span.end : mention.start]
        if _opens_bracket(text, span.end, mention) or _CLAUSE.fullmatch(gap):
            yield _Found(span, text[span.start : span.end], mention.codes[0])


def _names(context: Context) -> PersonNames:
    known = context.vocabulary.languages
    codes = dict.fromkeys((context.language or "en", "en"))
    return _compiled(tuple(_Words(known[code]) for code in codes if code in known))


class _Words:
    """A language's words about people, comparable by the language alone."""

    def __init__(self, terms: LanguageTerms) -> None:
        self.terms = terms

    def __hash__(self) -> int:
        return hash(self.terms.code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and other.terms is self.terms


@lru_cache(maxsize=64)
def _compiled(languages: tuple[_Words, ...]) -> PersonNames:
    def words(key: str) -> list[str]:
        return [w for each in languages for w in each.terms.words(f"facts.person.{key}")]

    return PersonNames(
        honorifics=words("honorific"),
        stops=words("not_name"),
        surnames=words("surname"),
        after=words("after"),
    )
