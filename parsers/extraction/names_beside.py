"""The name that goes with a title: the one right before it, or behind it and its office.

A stretch of text is a name only if nothing else is known to stand there: no office, country,
city or body, and none of the words in which releases are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from accord.vocabulary import LanguageTerms
from parsers.extraction.candidate import Context, Span
from parsers.extraction.mentions import Mention, MentionKind
from parsers.extraction.person_names import CAPITAL, PersonNames
from parsers.extraction.person_offices import (
    BEHIND,
    EASTERN,
    LINKING,
    own_office,
    past_body,
    the_office,
)

BEFORE = 90
"""Characters before a title in which its name stands."""

_PHRASE = re.compile(
    r"(?:\s(?:[^\W\d_]{1,4}(?:\s|['’])){0,3}[^\W\d_a-z][\w'’-]*(?:,(?=\s\w+\s(?:and|et|y|e|und)\s))?){1,9}"
)
# More names between a title and the honorific of who bears it.
_NAMING_ON = re.compile(
    r"(?:[\s,(]{1,2}(?:[^\W\d_a-z][\w'’.-]*|of|the|and|de|la|del|du|et|y|da|do|e|für|und|der)\)?)"
    r"{1,12},?\s"
)
# What a title is of, in small letters: министр юстиции, directora de patentes.
_SUBJECT = re.compile(rf"(?:\s(?!{CAPITAL})[^\W\d_][\w'’-]*){{1,5}}(?=\s{CAPITAL})")
_DOING = ("signed", "agreed", "attended", "participants", "met", "hosts", "person.represented")
_UNBROKEN = re.compile(r"\s[^,،؛.:()\n]{1,60}\s")  # وكيل وزارة الاقتصاد د. …
_CASELESS = "\u0590"
_BRACKET = re.compile(r"[»”\"]?\s?(?:[(（][^()（）\n]{1,30}[)）]|«[^«»\n]{1,30}»)")
_OF = re.compile(r"\s(?:\w{1,4}['’]?\s?){1,2}")  # `of the`, before a country
_OF_COUNTRY = 12  # characters of it
# Lists that hold names or what stands in them.
_NAMING = frozenset(
    {"person.also_name", "person.given", "person.honorific", "person.surname", "not_city"}
)
_SYLLABIC = frozenset({"vi"})  # its words are syllables, and so are its names' parts
_CLOSING = ("»", "”", "“", '"')  # quotes around an office's name
_PEER = 10  # characters of `her ` before a title
_SPOKEN = 40  # characters of `for the Singaporean side`
_HAN = re.compile("[\u4e00-\u9fff]")


def name_beside(
    context: Context, names: PersonNames, title: Span, clause: Span, taken: list[Span]
) -> Span | None:
    """The name before the title if it is set off from it, else the one behind it."""
    text = context.text
    left, right = clause.start, clause.end
    own = own_office(context, title, left)
    beginning = _opening(context, own, left) if own else _past_peer(context, title)
    left = max(left, beginning - BEFORE, _last_mention(context, left, beginning))
    before = names.before(text, left, beginning)
    if before is not None and before[1] and is_free(context, before[0], taken):
        return before[0]
    if before is None and (spoken := _spoken_for(context, names, Span(left, beginning))):
        return spoken
    end = min(right, title.end + BEHIND)
    begin = _past_noun(context, title, past_body(context, title.end, end))
    direct = names.behind(text, begin, end)
    if direct is not None and is_free(context, direct, taken, least=1 + (begin > title.end)):
        return direct
    for start in _past_office(context, title, end):
        behind = names.behind(text, start, min(right, start + BEHIND))
        least = 1 if behind is not None and _is_set_off(context, behind) else 2
        if behind is not None and is_free(context, behind, taken, least=least):
            return behind
    if before is not None and beginning == title.start and _HAN.match(text, before[0].start):
        return before[0] if is_free(context, before[0], taken) else None
    return None


def _past_peer(context: Context, title: Span) -> int:
    """Where a title begins with the word for whose peer it is: `Jane Doe, her counterpart`."""
    text = context.text
    for hit in context.hits.of("person.peer", max(0, title.start - _PEER), title.start):
        joined = not text[hit.end : title.start].strip()
        if joined and text[: hit.start].endswith(", "):
            return hit.start
    return title.start


def _is_set_off(context: Context, name: Span) -> bool:
    """Whether a name stands between two commas (`Director General of IP, Razilu, signed`), and is
    no part of a town (`at the Office, Kuningan, Jakarta`).
    """
    text = context.text
    before = text[max(0, name.start - 2) : name.start].strip()
    town = context.hits.first("city", name.end, name.end + 3)
    return before == "," and text[name.end : name.end + 1] == "," and town is None


def _spoken_for(context: Context, names: PersonNames, between: Span) -> Span | None:
    """`عن الجانب السنغافوري فلان الرئيس`: nothing else stands between party and title."""
    hits = context.hits.of("person.for", between.start - _SPOKEN, between.start)
    if not hits or not context.mentions_in(hits[-1].start, between.start):
        return None
    return names.all_of(context.text, between.start, between.end)


def _past_noun(context: Context, title: Span, begin: int) -> int:
    """Where the bare noun of the office ends that stands right behind: `ravnateljica Zavoda …`."""
    noun = the_office(context, title)
    return noun.end if noun is not None and begin < noun.start <= begin + 1 else begin


def _opening(context: Context, own: Mention, left: int) -> int:
    """Where the office before a title begins: `세계지식재산기구(WIPO)` is one."""
    for mention in reversed(context.mentions_in(max(left, own.start - BEFORE), own.start)):
        joined = context.text[mention.end : own.start].strip() in ("(", "（")
        return mention.start if joined and mention.codes == own.codes else own.start
    return own.start


def _last_mention(context: Context, start: int, end: int) -> int:
    """Where an office before a title ends, unless in the brackets of the name before it."""
    for mention in reversed(context.mentions_in(max(start, end - BEFORE), end)):
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
    if short := _BRACKET.match(text, stop, end):
        yield short.end()  # the Director General of IP (DG IP) Jane Doe
    for mention in context.mentions_in(title.start + 1, end):
        if mention.end <= title.end:
            continue
        eastern = EASTERN.match(text, title.end - 1) is not None
        if eastern and text[title.end : mention.start].strip():
            return
        if LINKING.fullmatch(text, title.end, max(title.end, mention.start)):
            bracket = _BRACKET.match(text, mention.end)
            stop = bracket.end() if bracket else mention.end
            stop += text[stop : stop + 1] in _CLOSING
            yield stop
            yield from _short_form(context, mention, end)
        break
    for noun in (*_noun(context, title, end), *_heading(context, title)):
        stop = noun
        yield stop
    phrase = _PHRASE.match(text, stop, end)
    if phrase and text.startswith(",", phrase.end()):
        yield phrase.end()
    bracket = _BRACKET.match(text, phrase.end(), end) if phrase else None
    if bracket:
        yield bracket.end()
        yield from _of_country(context, bracket.end())
    if subject := _subject(context, title.end, end):
        yield subject.end
    joined = context.hits.first("person.and", stop, stop + 2) is not None
    for honorific in context.hits.of("person.honorific", stop, end) if not joined else ():
        naming = _NAMING_ON if text[title.start] < _CASELESS else _UNBROKEN
        if naming.fullmatch(text, stop, honorific.start):
            yield honorific.start  # Principal of the University (UWI), Mona, Professor Jane Doe


def _of_country(context: Context, start: int) -> Iterator[int]:
    """`the Superintendent of Commerce (SIC) of Colombia, John Doe`: where the country ends."""
    for country in context.mentions_in(start, start + _OF_COUNTRY)[:1]:
        if _OF.fullmatch(context.text, start, country.start):
            yield country.end


def _noun(context: Context, title: Span, end: int) -> Iterator[int]:
    """Where the bare noun of an office ends behind a title, and what it is for.

    `начальником Управления интеллектуальной собственности …`.
    """
    noun = the_office(context, title)
    if noun is not None and noun.start >= title.end:
        yield noun.end
        if subject := _subject(context, noun.end, end):
            yield subject.end


def _short_form(context: Context, office: Mention, end: int) -> Iterator[int]:
    """Where the bracket ends that shortens an office's name, whatever else belongs to the name.

    `Агентства … при Кабинете Министров Кыргызской Республики (Кыргызпатент)`.
    """
    for mention in context.mentions_in(office.end + 1, end):
        if context.text[mention.start - 1] in "(（" and mention.codes == office.codes:
            if LINKING.fullmatch(context.text, office.end, mention.start - 1):
                yield mention.end + 1
            return


def _heading(context: Context, title: Span) -> Iterator[int]:
    """Where the body behind a title ends that is no office: `rector of the university Jane Doe`."""
    text = context.text
    for spans in context.bodies.values():
        for span in spans:
            name = text[span.start : span.end]
            if text.startswith(f" {name} ", title.end):
                yield title.end + 1 + len(name)
    noun = context.hits.first("person.outside", title.end, title.end + 2)
    if noun is not None and not text[title.end : noun.start].strip():
        yield noun.end


def _subject(context: Context, start: int, end: int) -> Span | None:
    """The words in small letters that say what a title is of: behind `of`, or in the genitive."""
    match = _SUBJECT.match(context.text, start, end)
    if match is None or context.hits.any_of(_DOING, start, match.end()):
        return None
    of = context.hits.first("person.of", start, start + 2)
    words = match[0].split()
    genitive = context.vocabulary.words("names.genitive", context.language or "en")
    owned = bool(genitive) and all(len(w) > 3 and w.endswith(genitive) for w in words)
    return Span(*match.span()) if owned or (of and len(words) > 1) else None


def is_free(context: Context, span: Span, taken: list[Span], *, least: int = 2) -> bool:
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
    if cased and context.hits.first("organisation", span.start, span.end) is not None:
        return False  # rector Warsaw University
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
    return names_of(context).are_common(context.text[span.start : span.end])


def _is_honoured(context: Context, span: Span) -> bool:
    """Whether `Mr`, `Dr.` or their like stands right before."""
    hits = context.hits.of("person.honorific", max(0, span.start - 14), span.start)
    return any(not context.text[h.end : span.start].strip(" .") for h in hits)


def names_of(context: Context) -> PersonNames:
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
        ends=words("ends"),
        surnames=words("surname"),
        after=words("after"),
        given=words("given"),
        borne=words("also_name"),
        common=(
            word
            for each in languages
            if each.code not in _SYLLABIC
            for key, phrases in each.under("facts").items()
            if key not in _NAMING
            for word in phrases
        ),
    )
