"""Who acts: the offices that mentions stand for, and the mentions that stand for nobody.

`in Geneva, Switzerland` names a place and `the WIPO Assemblies` an occasion; neither can be a
party. `Korea` in `Korea and ASEAN agree` stands for Korea's office, `the ASEAN offices` for all of
ASEAN's members on the day.
"""

from __future__ import annotations

import re
from dataclasses import replace

from accord.vocabulary import Framework
from parsers.extraction.candidate import Actor, Context, Span, Standing
from parsers.extraction.mentions import Mention, MentionKind
from parsers.extraction.observers import enumerates

# A town that no list knows, between the word for "in" and its country: `in Coimbra, Portugal`.
_TOWN = re.compile(
    r"[^\W\d_a-z][\w'’.-]{2,20}(?:\s(?:d[eaou]s?\s)?[^\W\d_a-z][\w'’-]{2,20}){0,2}\s?[,(]\s?(?:the\s)?"
)
# Such a town behind its country, up to "in": `スイス・モントルーで`, `미국 시카고에서`.
_TOWN_BEHIND = re.compile(
    "・?(?:[ァ-ヺー]{2,12}州)?[ァ-ヺー]{2,12}(?:市|州)?(?:で|において|にて)"
    "|[ ](?:[가-힣]{1,8}[주성도현][ ])?[가-힣]{2,8}에서(?!는)"
)
# "In" that follows its country: マルタで, 몰타에서; with the topic's mark it is the speaker.
_IN_BEHIND = re.compile("(?:で|において|にて|에서)(?![はも는도])")
_SURNAME = re.compile(r"\s[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z]")
_WHERE = frozenset({", ", " (", "（", "，"})
_LISTED = re.compile(r",?\s[^\W\d_]{1,4}\s[^\W\d_a-z]|,\s[^\W\d_a-z]")  # , China and Korea
_TITLE = 90  # characters from a title to the name of who bears it
_OF_TITLE = re.compile(r"\s?|,\s|\s[^,;:()\n]{2,70}(?:\([^()\n]{2,12}\))?,\s")
_OWN = 4  # characters between a country and its ministry
_DASHES = frozenset("-\u2010\u2011\u2013")
# What stands between an occasion and whose it is: its number, `Sidang Umum ke-64 WIPO`.
_COUNTED = re.compile(r"[\s’']*(?:\S{0,9}\d{1,3}\S{0,2}[\s’']+)?")
_ROW = 60  # characters of several countries in a row
_FORM = 20  # characters of `Kingdom of `
_SEAT = re.compile(r"\s\((?:[^\W\d_][\w'’-]*\s?){1,3},\s$")


def find_actors(context: Context) -> tuple[Actor, ...]:
    """All actors of a release, in order; groups are written out as on its day."""
    found: list[Actor] = []
    for mention in context.mentions:
        codes, forum = _codes(context, mention)
        if codes or forum:
            is_office = mention.kind is MentionKind.OFFICE
            standing = _standing(context, mention)
            last = found[-1] if found else None
            if last and last.codes == codes and _abbreviates(context, mention, last):
                if last.standing is Standing.OCCASION and standing is Standing.ACTOR:
                    standing = last.standing  # `Assemblies of the World … Organization (WIPO)`
                elif standing is Standing.OCCASION and last.standing is Standing.ACTOR:
                    found[-1] = replace(last, standing=standing)  # 世界知的所有権機関(WIPO)総会
            found.append(Actor(mention.start, mention.end, codes, standing, is_office, forum))
    return tuple(found)


def _abbreviates(context: Context, mention: Mention, last: Actor) -> bool:
    """Whether it stands in brackets right behind another name."""
    return context.text[last.end : mention.start].strip() in {"(", "（"}


def forum_of(context: Context, code: str) -> Framework | None:
    """The framework or group of a code."""
    groups = (*context.vocabulary.frameworks, *context.vocabulary.groups)
    return next((f for f in groups if f.code == code), None)


def _codes(context: Context, mention: Mention) -> tuple[frozenset[str], str | None]:
    if mention.kind in (MentionKind.FRAMEWORK, MentionKind.GROUP):
        forum = forum_of(context, mention.codes[0]) if mention.codes else None
        if forum is not None:
            return frozenset(forum.members_on(context.on)), forum.code
    return frozenset(mention.codes[:1]), None


def _standing(context: Context, mention: Mention) -> Standing:
    if _lends_its_name(context, mention):
        return Standing.OCCASION
    if _went_before(context, mention):
        return Standing.MODIFIER
    if mention.kind is MentionKind.GROUP:
        return Standing.COMMUNITY
    if mention.kind is not MentionKind.COUNTRY:
        return Standing.ACTOR
    if _is_name(context, mention):
        return Standing.MODIFIER
    if _is_governed(context, mention) and not _is_in_town(context, mention):
        return Standing.ACTOR
    within = any(span.holds(mention.start) for span in _others_near(context, mention))
    if within or _places_another(context, mention) or _names_another(context, mention):
        return Standing.MODIFIER
    if mention.adjective:
        acts = _speaks_for_office(context, mention) or _is_of_pair(context, mention)
        return Standing.ACTOR if acts else Standing.MODIFIER
    return Standing.PLACE if _is_place(context, mention) else Standing.ACTOR


def _lends_its_name(context: Context, mention: Mention) -> bool:
    """Whether it only names an occasion or a building: `the WIPO Assemblies`, `at the EPO`."""
    hits, text = context.hits, context.text
    for hit in hits.of("occasion_of", max(0, mention.start - 60), mention.start):
        if _COUNTED.fullmatch(text, hit.end, mention.start):
            return True
    behind = hits.first("occasion", mention.end, mention.end + 40)
    return behind is not None and not text[mention.end : behind.start].strip(" \n’'s-()ー・のَ")


def _went_before(context: Context, mention: Mention) -> bool:
    """Whether it only says with whom the like was agreed before: 继美国、日本之后的第三个."""
    if not context.hits.of("after_those", mention.end, mention.end + _ROW):
        return False
    end = mention.end
    for following in context.mentions_in(mention.end, mention.end + _ROW):
        if not enumerates(context, Span(end, following.start)):
            break
        end = following.end
    behind = context.hits.first("after_those", end, end + 2)
    if behind is None or context.text[end : behind.start].strip():
        return False
    return not context.dates_in(max(0, mention.start - 2), behind.end)


def _is_name(context: Context, mention: Mention) -> bool:
    """Whether it is part of somebody's name, behind `Mr` or a title: นางมาลี is no Mali, nor is
    `its Director, Salvador Ramos` El Salvador.
    """
    hits, text = context.hits, context.text
    titles = hits.of("person.honorific", max(0, mention.start - 10), mention.start)
    if any(not text[hit.end : mention.start].strip(" .") for hit in titles):
        return True
    if hits.first("person.also_name", mention.start, mention.end) is None:
        return False
    titles = hits.of("person.title", max(0, mention.start - _TITLE), mention.start)
    named = _SURNAME.match(text, mention.end) is not None
    return named and any(_OF_TITLE.fullmatch(text, hit.end, mention.start) for hit in titles)


def _is_place(context: Context, mention: Mention) -> bool:
    """`in Korea`, `Seoul, Republic of Korea`, `中国北京`: a place where something happened."""
    hits, text = context.hits, context.text
    begin = _form_of(context, mention)
    for hit in hits.of("in", max(0, begin - 22), begin):
        if not text[hit.end : begin].strip(" \nthe"):
            return True
    for hit in hits.of("city", max(0, mention.start - 30), mention.start):
        if any(m.start <= hit.start < m.end for m in context.mentions_in(hit.start - 40, hit.end)):
            continue  # Guinea-Bissau, Singapore: a country that bears a city's name
        gap = text[hit.end : mention.start]
        between = gap.strip()
        if "\n" in gap:
            continue  # another paragraph begins: `… in Geneva`, `Japan: …`
        if hit.end <= mention.start and (between in {",", "("} or _is_thai(between, mention)):
            return True
    if _is_in_town(context, mention) or _is_seat(context, mention):
        return True
    if text[mention.end - 1] < "\u0e00":
        return False
    if _IN_BEHIND.match(text, mention.end):
        return True
    city = hits.first("city", mention.end, mention.end + 3)
    joined = city is not None and not text[mention.end : city.start].strip(" ・、")
    return joined or _TOWN_BEHIND.match(text, mention.end) is not None


def _is_thai(between: str, mention: Mention) -> bool:
    """Whether a space alone joins a town to its country: `นครเจนีวา สมาพันธรัฐสวิส`."""
    return not between and "\u0e00" <= mention.text[0] <= "\u0eff"


def _is_in_town(context: Context, mention: Mention) -> bool:
    """`in Ifrane, Kingdom of Morocco`: a country that says where a town lies."""
    start = _form_of(context, mention)
    return any(
        _TOWN.fullmatch(context.text, hit.end + 1, start)
        for hit in context.hits.of("in", max(0, start - 60), start)
    )


def _form_of(context: Context, mention: Mention) -> int:
    """Where a country's name begins with its form: `Kingdom of Morocco`."""
    start = mention.start
    for form in context.hits.of("state_form", max(0, start - _FORM), start):
        if not context.text[form.end : start].strip():
            start = form.start
    return start


def _is_seat(context: Context, mention: Mention) -> bool:
    """Whether it says in a bracket where a body sits: `the University (Mutare, Zimbabwe)`."""
    opening = _SEAT.search(context.text, max(0, mention.start - _FORM), mention.start)
    if opening is None or context.text[mention.end : mention.end + 1] != ")":
        return False
    body = context.hits.of("organisation", opening.start() - _FORM, opening.start())
    return bool(body) and not context.mentions_in(opening.start(), mention.start)


def _speaks_for_office(context: Context, mention: Mention) -> bool:
    """Whether an adjective stands beside who acts for the office: `her Thai counterpart`."""
    text = context.text
    for hit in context.hits.of("counterpart", max(0, mention.start - 30), mention.end + 20):
        between = (
            text[mention.end : hit.start]
            if hit.start >= mention.end
            else text[hit.end : mention.start]
        )
        if not between.strip():
            return True
    return False


def _is_of_pair(context: Context, mention: Mention) -> bool:
    """Whether a dash joins it to another country: `Sino-Swiss`, `российско-китайское`."""
    for other in context.mentions_in(mention.start - 24, mention.end + 2):
        first, second = sorted((mention, other), key=lambda m: m.start)
        if other is not mention and context.text[first.end : second.start] in _DASHES:
            return other.kind is MentionKind.COUNTRY
    return False


def _is_governed(context: Context, mention: Mention) -> bool:
    """`The Government of Georgia`, `対する中国政府`: a state that concludes for its office."""
    text, sentence = context.text, context.sentence_at(mention.start)
    if sentence is None or not context.hits.first("signed", sentence.start, sentence.end):
        return False
    for hit in context.hits.of("government", max(0, mention.start - 32), mention.end + 3):
        if mention.start <= hit.start < mention.end:
            continue  # the country's own name: Kingdom of Denmark
        first, last = sorted(((hit.start, hit.end), (mention.start, mention.end)))
        words = text[first[1] : last[0]].replace("’s", "").replace("'s", "").split()
        if len(words) <= 2 and not set("".join(words)) & set(",;:."):
            return True
    return False


def _others_near(context: Context, mention: Mention) -> tuple[Span, ...]:
    """Bodies that are no IP offices and bear a country's name: the Embassy of Denmark."""
    sentence = context.sentence_at(mention.start)
    return context.bodies.get(sentence.start, ()) if sentence else ()


def _places_another(context: Context, mention: Mention) -> bool:
    """Whether it only says where another body is: `the Chamber of Trade Marks, China`."""
    text = context.text
    behind = _LISTED.match(text, mention.end)
    return behind is None and any(
        span.end < mention.start and text[span.end : mention.start] in _WHERE
        for span in _others_near(context, mention)
    )


def _names_another(context: Context, mention: Mention) -> bool:
    """Whether a country's name is part of another body's: `Japan's Cooperation Center`."""
    text = context.text
    organisation = context.hits.first("organisation", mention.end, mention.end + 60)
    if organisation is None or context.mentions_in(mention.end, organisation.end):
        return False
    if context.hits.first("office_ministry", mention.end, mention.end + _OWN):
        return False  # `Ghana's Ministry of Justice` stands for the country's office
    between = text[mention.end : organisation.end].removeprefix("’s").removeprefix("'s").split()
    return bool(between) and all(word[:1].isupper() for word in between)
