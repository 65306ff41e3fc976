"""Who signs, chairs or represents, and for which office.

A title (`Commissioner`, `处长`, `อธิบดี`) leads to the name beside it and to the office around it.
Who only looked on, who was spoken for and who belongs to an earlier agreement is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from accord.agreement import Person
from accord.vocabulary import LanguageTerms
from parsers.extraction.absent import is_absent
from parsers.extraction.candidate import Candidate, Context, Sentence, Span, Stated, Zone
from parsers.extraction.declension import nominative
from parsers.extraction.delegates import delegates
from parsers.extraction.mentions import Mention, MentionKind
from parsers.extraction.names import fold, unspaced
from parsers.extraction.person_names import PersonNames
from parsers.extraction.person_offices import (
    BEHIND,
    EASTERN,
    LINKING,
    Told,
    heads_of,
    office_of,
    offices_in,
    opens_bracket,
    own_office,
    the_office,
)
from parsers.extraction.person_titles import titles
from parsers.extraction.signatures import signatories

_BEFORE = 90  # characters before a title in which its name stands
_PHRASE = re.compile(
    r"(?:\s(?:[^\W\d_]{1,4}\s){0,3}[^\W\d_a-z][\w'’-]*(?:,(?=\s\w+\s(?:and|et|y|e|und)\s))?){1,9}"
)
_BRACKET = re.compile(r"\s?[(（][^()（）\n]{1,30}[)）]")
_THERE = (
    "signed",
    "adopted",
    "met",
    "presidency",
    "observer",
    "participants",
    "attended",
    "hosts",
    "hosted_by",
    "agreed",
)
_CLAUSE = re.compile(r",?[^,،;؛:()（）\n]{1,90}")
# Lists that hold names or what stands in them.
_NAMING = frozenset({"person.also_name", "person.honorific", "person.surname", "not_city"})
_SYLLABIC = frozenset({"vi"})  # its words are syllables, and so are its names' parts
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Found:
    """A name beside a title, with the office that it goes with and how surely.

    `heads` are the offices that know the title, and whether it is their head's own.
    """

    span: Span
    name: str
    office: str | None
    told: Told = Told.SAID
    heads: Mapping[str, bool] = field(default_factory=dict)


def people(candidate: Candidate) -> Stated[tuple[Person, ...]] | None:
    """Those named as signing, chairing or representing, in the order of the text."""
    context = candidate.context
    concerned = {*candidate.parties, *candidate.observers}
    kept: list[_Found] = []
    # Where a release tells of several agreements, it names its own head once for all of them.
    told = candidate.sentences if candidate.alone else context.sentences
    for sentence in told:
        if context.zones[sentence.block] is not Zone.BACKGROUND:
            _gather(candidate, sentence, concerned, kept)
    if not kept:
        # A release may open with a section of background that says who came.
        body = [s.start for s in told if context.zones[s.block] in (Zone.LEAD, Zone.BODY)]
        for sentence in told:
            if body and sentence.start < body[-1] and _are_there(context, sentence):
                _gather(candidate, sentence, concerned, kept)
    _add_signatories(candidate, concerned, kept)
    if not kept:
        return None
    _complete(candidate, kept)
    return Stated(
        tuple(Person(f.name, f.office) for f in kept),
        tuple(context.evidence("people", f.name, f.span.start, f.span.end) for f in kept),
    )


def _gather(
    candidate: Candidate, sentence: Sentence, concerned: set[str], kept: list[_Found]
) -> None:
    """Add those whom a sentence names for one of the offices concerned."""
    named = list(_named(candidate, sentence))
    said = {found.office for found in named if found.told is Told.SAID and found.office}
    for found in named:
        if found.told is Told.GUESSED:
            found = _across(candidate, found, kept, said)
        elif found.told is Told.LIKELY and found.office in said:
            found = _of_the_other(candidate, found, kept, said) or found
        if found.office in concerned or (found.office is None and _signs(candidate, sentence)):
            _add(kept, found)


def _add_signatories(candidate: Candidate, concerned: set[str], kept: list[_Found]) -> None:
    """Add those who signed below; of a body that is no office only where one is a party."""
    text = candidate.context.text
    signed = [
        _Found(span, " ".join(text[span.start : span.end].split()), code)
        for span, code in signatories(candidate.context)
        if candidate.alone or candidate.holds(span.start)
    ]
    if not candidate.other_parties:
        _complete(candidate, signed)
    for found in signed:
        if found.office in concerned or (found.office is None and candidate.other_parties):
            _add(kept, found)


def _complete(candidate: Candidate, kept: list[_Found]) -> None:
    """Of two parties, the one for which nobody is named is that of the one without an office."""
    left = [code for code in candidate.parties if all(k.office != code for k in kept)]
    loose = [i for i, found in enumerate(kept) if found.office is None]
    pair = len(candidate.parties) == 2 and not candidate.other_parties
    if pair and len(left) == 1 and len(loose) == 1:
        kept[loose[0]] = replace(kept[loose[0]], office=left[0])


def _are_there(context: Context, sentence: Sentence) -> bool:
    return context.hits.any_of(_THERE, sentence.start, sentence.end)


def _signs(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether somebody of no IP office can be meant as a party's representative."""
    if candidate.other_parties:
        return True
    signed = candidate.context.hits.first("signed", sentence.start, sentence.end)
    return signed is not None and sentence.start in candidate.statement_starts


def _across(candidate: Candidate, found: _Found, kept: list[_Found], said: set[str]) -> _Found:
    """Of two heads named side by side, the one beside the first party's is the other party's."""
    taken = said | {k.office for k in kept if k.office}
    left = [code for code in candidate.parties if code not in taken]
    known = any(_words(found.name) <= _words(k.name) for k in kept)
    knowing = [code for code in left if code in found.heads]
    bearing = [code for code in knowing if found.heads[code]] or knowing
    if len(bearing) == 1 and len(candidate.parties) > 2 and not known:
        return replace(found, office=bearing[0])  # three offices, of which one has a Commissioner
    if bearing and len(candidate.parties) > 2 and not known and found.office not in left:
        return replace(found, office=None)
    if found.office is None or found.office not in left:
        return _of_the_other(candidate, found, kept, said) or found
    return found


def _of_the_other(
    candidate: Candidate, found: _Found, kept: list[_Found], said: set[str]
) -> _Found | None:
    """Of two parties that whose nobody has been named, if all others have been.

    `said` holds the offices that the sentence gives to others by name.
    """
    known = any(_words(found.name) <= _words(k.name) for k in kept)
    taken = said | {k.office for k in kept if k.office}
    left = [code for code in candidate.parties if code not in taken]
    if known or len(left) != 1 or len(candidate.parties) != 2:
        return None
    return replace(found, office=left[0])


def _add(kept: list[_Found], found: _Found) -> None:
    """Add somebody who is not there yet; a full name goes before a surname alone."""
    words = _words(found.name)
    for i, other in enumerate(kept):
        known = _words(other.name)
        if words <= known or (unspaced(found.name) and other.name.startswith(found.name)):
            return
        if known < words and other.office in (found.office, None):
            kept[i] = found
            return
    kept.append(found)


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in re.findall(r"[^\W\d_]+", name))


def _named(candidate: Candidate, sentence: Sentence) -> Iterator[_Found]:
    context = candidate.context
    bearing = titles(context, sentence)
    names = _names(context)
    taken: list[Span] = []
    for i, title in enumerate(bearing):
        left = bearing[i - 1].end if i else sentence.start
        right = bearing[i + 1].start if i + 1 < len(bearing) else sentence.end
        span = _beside(context, names, title, Span(left, right), taken)
        if span is None:
            continue
        taken.append(span)
        if not is_absent(context, sentence, title, span):
            office, told = office_of(candidate, sentence, title, span, Span(left, right))
            guessed = told is Told.GUESSED
            name = nominative(
                context.text[span.start : span.end], context.text[title.start : title.end]
            )
            own = context.hits.first("person.of_own", title.end, title.end + 12)
            heads = heads_of(context, title) if guessed and own is None else {}
            yield _Found(
                span, name, (office or context.publisher) if guessed else office, told, heads
            )
    for span, code in delegates(context, sentence, names, lambda s: _is_free(context, s, taken)):
        taken.append(span)
        if not is_absent(context, sentence, span, span):
            yield _Found(span, context.text[span.start : span.end], code)
    yield from _honoured(context, sentence, names, taken)


def _beside(
    context: Context, names: PersonNames, title: Span, clause: Span, taken: list[Span]
) -> Span | None:
    """The name before the title if it is set off from it, else the one behind it."""
    text = context.text
    left, right = clause.start, clause.end
    own = own_office(context, title, left)
    beginning = _opening(context, own, left) if own else title.start
    left = max(left, beginning - _BEFORE, _last_mention(context, left, beginning))
    before = names.before(text, left, beginning)
    if before is not None and before[1] and _is_free(context, before[0], taken):
        return before[0]
    end = min(right, title.end + BEHIND)
    direct = names.behind(text, title.end, end)
    if direct is not None and _is_free(context, direct, taken, least=1):
        return direct
    for start in _past_office(context, title, end):
        behind = names.behind(text, start, min(right, start + BEHIND))
        if behind is not None and _is_free(context, behind, taken):
            return behind
    if before is not None and beginning == title.start and _HAN.match(text, before[0].start):
        return before[0] if _is_free(context, before[0], taken) else None
    return None


def _opening(context: Context, own: Mention, left: int) -> int:
    """Where the office before a title begins: `세계지식재산기구(WIPO)` is one."""
    for mention in reversed(context.mentions_in(max(left, own.start - _BEFORE), own.start)):
        joined = context.text[mention.end : own.start].strip() in ("(", "（")
        return mention.start if joined and mention.codes == own.codes else own.start
    return own.start


def _last_mention(context: Context, start: int, end: int) -> int:
    """Where an office before a title ends, unless in the brackets of the name before it."""
    for mention in reversed(context.mentions_in(max(start, end - _BEFORE), end)):
        if mention.end <= end:
            inside = context.text[mention.end : mention.end + 1] in (")", "）", ",")
            return start if inside or _is_of_name(context, mention) else mention.end
    return start


def _is_of_name(context: Context, mention: Mention) -> bool:
    """Whether a country's name can be somebody's: Salvador, Israel, Alemán."""
    if mention.kind is not MentionKind.COUNTRY:
        return False
    hit = context.hits.first("person.also_name", mention.start, mention.end)
    return hit is not None and hit.start == mention.start


def _past_office(context: Context, title: Span, end: int) -> Iterator[int]:
    """Where a title's `of the Office (XYZ)` may end."""
    text = context.text
    stop = title.end
    for mention in context.mentions_in(title.start + 1, end):
        if mention.end <= title.end:
            continue
        eastern = EASTERN.match(text, title.end - 1) is not None
        if eastern and text[title.end : mention.start].strip():
            return
        if LINKING.fullmatch(text, title.end, max(title.end, mention.start)):
            bracket = _BRACKET.match(text, mention.end)
            stop = bracket.end() if bracket else mention.end
            yield stop
        break
    noun = the_office(context, title)
    if noun is not None and noun.start >= title.end:
        stop = noun.end
        yield stop
    phrase = _PHRASE.match(text, stop, end)
    if phrase and text.startswith(",", phrase.end()):
        yield phrase.end()
    bracket = _BRACKET.match(text, phrase.end(), end) if phrase else None
    if bracket:
        yield bracket.end()


def _is_free(context: Context, span: Span, taken: list[Span], *, least: int = 2) -> bool:
    """Whether a stretch can be a name: nobody else's, and of no office, country or city.

    A single word is one only right behind a title or an honorific.
    """
    text = context.text[span.start : span.end]
    cased = text.lower() != text.upper()
    if cased and _is_common(context, span) and not _is_honoured(context, span):
        return False
    if cased and len(text.split()) < least and not _is_honoured(context, span):
        return False
    if cased and not re.search(r"[^\W\d_]{2}", text):
        return False  # N.
    if any(s.start < span.end and span.start < s.end for s in taken):
        return False
    if any(
        m.start < span.end and span.start < m.end and not _is_of_name(context, m)
        for m in context.mentions_in(span.start - 80, span.end)
    ):
        return False
    city = context.hits.first("city", span.start, span.end)
    if city is None:
        return True
    named_so = context.hits.first("person.also_name", span.start, span.end)
    opens = cased and city.start == span.start and named_so is None  # Bogotá D.C.
    return not opens and city.end - city.start < len(text)


def _is_common(context: Context, span: Span) -> bool:
    """Whether it reads like what agreements are about: `Joint Forum`, `New Technologies`."""
    hits = context.hits
    if hits.any_under("topic.", span.start, span.end):
        return True
    return _names(context).are_common(context.text[span.start : span.end])


def _is_honoured(context: Context, span: Span) -> bool:
    """Whether `Mr`, `Dr.` or their like stands right before."""
    hits = context.hits.of("person.honorific", max(0, span.start - 14), span.start)
    return any(not context.text[h.end : span.start].strip(" .") for h in hits)


def _honoured(
    context: Context, sentence: Sentence, names: PersonNames, taken: list[Span]
) -> Iterator[_Found]:
    """`Ms Jane Doe (Office)`, `Mr John Doe signed for the Office`: names without a title."""
    text = context.text
    mentions = offices_in(context, sentence)
    for hit in context.hits.of("person.honorific", sentence.start, sentence.end):
        span = names.behind(text, hit.start, min(sentence.end, hit.start + _BEFORE))
        if span is None or span.start == hit.start or not _is_free(context, span, taken):
            continue
        taken.append(span)
        if is_absent(context, sentence, span, span):
            continue
        behind = [m for m in mentions if span.end <= m.start <= span.end + BEHIND]
        if not behind or not _are_there(context, sentence):
            continue
        mention = behind[0]
        gap = text[span.end : mention.start]
        title = context.hits.first("person.title", span.end, mention.start)
        if title is not None and context.hits.first("person.and", span.end, title.start):
            continue  # Ms Doe and the Director General of the Office
        if opens_bracket(text, span.end, mention) or _CLAUSE.fullmatch(gap):
            yield _Found(span, text[span.start : span.end], mention.codes[0])


def _names(context: Context) -> PersonNames:
    known = context.vocabulary.languages
    codes = dict.fromkeys((context.language or "en", "en"))
    return _compiled(tuple(known[code] for code in codes if code in known))


@lru_cache(maxsize=64)
def _compiled(languages: tuple[LanguageTerms, ...]) -> PersonNames:
    def words(key: str) -> list[str]:
        return [w for each in languages for w in each.words(f"facts.person.{key}")]

    return PersonNames(
        honorifics=words("honorific"),
        stops=words("not_name"),
        surnames=words("surname"),
        after=words("after"),
        common=(
            word
            for each in languages
            if each.code not in _SYLLABIC
            for key, phrases in each.under("facts").items()
            if key not in _NAMING
            for word in phrases
        ),
    )
