"""Where a sentence names a city or a town: known ones, and towns that no list holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from parsers.documents.document import Block, BlockKind
from parsers.extraction.candidate import Context, Sentence
from parsers.extraction.mentions import MentionKind
from parsers.extraction.names import fold, unspaced
from parsers.extraction.terms import Hit

TOGETHER = ("met", "signed", "held", "adopted", "hosts", "hosted_by")
"""The words for meeting and signing."""
LINE = 60
"""Characters of a line that is only a dateline."""

_BEFORE = 16  # characters before a city in which the word for "in" stands
_BESIDE = 24  # characters behind a city in which it turns out to be the name of something else
_DATELINE = re.compile(r"\s?(?:[/,|(（:：.=—–-]|\d)")
_TOWN = re.compile(
    r"(?:^|[\s(])([^\W\d_a-z][\w'’.-]{2,20}(?:\s[^\W\d_a-z][\w'’-]{2,20}){0,2}),\s?(?:the\s)?$"
)
_HEADS_A_NAME = re.compile(r"\s[^\W\d_a-z]\w")  # the Suzhou Industrial Park
_OF = 3  # letters of a word for `of`, and fewer
_OPENING = 4  # characters before a dateline's city: a bracket, the Russian `г. `
# Durham, North Carolina, on 8 November: a town of no country's name, known by the day behind it.
_WHERE_WHEN = re.compile(
    r"(?P<town>[^\W\d_a-z][\w'’.-]{2,20}(?:\s[^\W\d_a-z][\w'’-]{2,20}){0,2}),"
    r"\s[^\W\d_a-z][\w.]{1,20}(?:\s[^\W\d_a-z]\w{2,20})?,?\s(?:\w{2,6}\s){0,2}$"
)
# San Pedro, N.L.- Redactar ...; DURHAM, N.C. - For the first time ...
_OPENS = re.compile(
    r"(?P<town>[^\W\d_a-z][\w'’.-]{1,20}(?:\s(?:(?:de|del|la|las|los|do|da|dos|e)\s){0,2}"
    r"[^\W\d_a-z][\w'’-]{1,20}){0,3}),\s(?:[A-Z][A-Za-z]{0,4}\.?\s?){1,3}(?:[.–—-]{1,2}|\s[–—-])\s"
    r"(?=[^\W\d_])"
)
# was signed in Ebène, between ...: what follows shows that the name ends.
_TOWN_ALONE = re.compile(
    r"\s(?P<town>[^\W\d_a-z][\w'’-]{2,20}"
    r"(?:\s(?:(?:de|del|la|las|los|do|da|dos|di|sur|en|am)\s){0,2}[^\W\d_a-z][\w'’-]{2,20}){0,2})"
    r"(?=[,.;)]|\s\(|$)"
)
_CAPITALISED = re.compile(r"[^\W\d_a-z]\w+")
_TOLD = 40  # characters before the word for "in" in which signing or a day is told
_NEAR_CITY = 6  # characters between 在 and a city, in which its country may stand
_VENUE = 24  # characters of a district and a building between a city and で
_STOPS = frozenset("，、。；：,;:()（）\nはがをと")
_ADJECTIVAL = re.compile("[\u0400-\u06ff]")  # Cyrillic and Arabic
_IN_ARABIC = "ب"  # the word for "in", written onto the next
_POINT = "・"  # parts the words of a row in katakana: スイス・ジュネーブ
_RUNNING = (("\uac00", "\ud7a3"), ("\u30a1", "\u30fc"))
_GATHERS = ("met", "held", "hosts", "signed", "adopted", "agreed", "participants")
_NEWS = 600  # characters of the news behind a dateline


@dataclass(frozen=True, slots=True)
class Spot:
    """A city named in a sentence."""

    start: int
    end: int
    inside: bool  # behind the word for "in"
    dateline: bool = False


def spots(context: Context, sentence: Sentence) -> Iterator[Spot]:
    text = context.text
    block = context.document.blocks[sentence.block]
    for hit in context.hits.of("city", sentence.start, sentence.end):
        if _is_named_after(context, hit.start, hit.end):
            continue
        if _is_within_word(text, hit.start, hit.end):
            continue
        if text[hit.start : hit.end] in context.vocabulary.words(
            "facts.person.given", context.language or "en"
        ):
            continue  # رياض is a name, الرياض a city
        inside = _inside(context, hit.start, hit.end)
        if not inside and _heads_a_name(context, hit):
            continue
        dateline = hit.start - block.start <= _OPENING and _is_dateline(context, hit.end)
        # Of a list of countries `Singapore: a highway` is one, and dates no news.
        dateline = dateline and block.kind is not BlockKind.ITEM
        if dateline and not inside and not _is_gathering(context, sentence, block):
            continue
        # `in Singapore` is in the country where nobody meets: `enterprises in Singapore`.
        if (
            _is_country(context, hit.start)
            and not dateline
            and not (inside and context.hits.any_of(_GATHERS, sentence.start, sentence.end))
        ):
            continue
        label = block.kind is BlockKind.ROW and text[: hit.start].rstrip().endswith((":", "|"))
        yield Spot(hit.start, hit.end, inside or label, dateline and not inside)
    for hit in context.hits.of("in_capital", sentence.start, sentence.end):
        yield Spot(hit.start + 1, hit.start + 2, inside=True)  # 在京
    yield from _towns(context, sentence, block)
    for mention in context.mentions_in(sentence.start, sentence.end):
        if mention.kind is MentionKind.COUNTRY and not mention.adjective:
            town = _TOWN.search(text, max(sentence.start, mention.start - 60), mention.start)
            if town and town.group(1)[0].isupper() and _inside(context, *town.span(1)):
                yield Spot(town.start(1), town.end(1), inside=True)


def _heads_a_name(context: Context, city: Hit) -> bool:
    """Whether a name goes on behind a city, which no case of its own parts from it then."""
    text = context.text
    if unspaced(text[city.start]) or not _HEADS_A_NAME.match(text, city.end):
        return False
    return context.cities.get(city.start) == text[city.start : city.end]


def _is_dateline(context: Context, end: int) -> bool:
    """Whether what stands behind a city that opens a paragraph is what stands in a dateline."""
    sent = context.hits.first("dateline", end, end + 1)
    return sent is not None or _DATELINE.match(context.text, end) is not None


def _towns(context: Context, sentence: Sentence, block: Block) -> Iterator[Spot]:
    """Towns that no list knows: in a dateline with their region, or between `in` and a day."""
    opens = _OPENS.match(context.text, block.start, block.end)
    first = opens is not None and sentence.start <= block.start
    if opens is not None and first and _is_gathering(context, sentence, block):
        yield Spot(*opens.span("town"), inside=False, dateline=True)
    is_title = block.kind is BlockKind.TITLE  # where any word may have a capital
    if not is_title and not context.hits.first("city", sentence.start, sentence.end):
        yield from _towns_of_signing(context, sentence)
    for day in context.dates_in(sentence.start, sentence.end):
        found = _WHERE_WHEN.search(context.text, max(sentence.start, day.start - 80), day.start)
        if found is None or context.hits.first("city", found.end("town"), day.start):
            continue  # at the Grand Hotel, Bridgetown, on Friday
        if day.date.day and _inside(context, *found.span("town")):
            yield Spot(*found.span("town"), inside=True)


def _towns_of_signing(context: Context, sentence: Sentence) -> Iterator[Spot]:
    """Towns that no list knows, named soon behind the word for signing or meeting, or beside a day:
    `was signed, this morning, in Ebène, between`.
    """
    hits = context.hits
    for inside in hits.of("in", sentence.start, sentence.end):
        town = _TOWN_ALONE.match(context.text, inside.end, sentence.end)
        if town is None or not town["town"][0].isupper():
            continue
        start, end = town.span("town")
        told = hits.any_of(TOGETHER, max(sentence.start, inside.start - _TOLD), inside.start)
        days = context.dates_in(max(sentence.start, start - _TOLD), end + _BESIDE)
        if (told or any(day.date.day for day in days)) and not _is_known(context, start, end):
            yield Spot(start, end, inside=True)


def _is_known(context: Context, start: int, end: int) -> bool:
    """Whether a capitalised word is something else than a town: in a list, a name or a date."""
    words = (start + word.start() for word in _CAPITALISED.finditer(context.text[start:end]))
    if any(context.hits.any_under("", word, word + 1) for word in words):
        return True
    if context.bodies_in(start, end):
        return True
    named = any(m.start < end and m.end > start for m in context.mentions_in(start - 60, end))
    return named or any(d.start < end and d.end > start for d in context.dates_in(start - 60, end))


def _is_gathering(context: Context, sentence: Sentence, block: Block) -> bool:
    """Whether a dateline's sentence tells of people who came together there.

    An office that only announces something dates its release from its own seat.
    """
    if block.kind is BlockKind.BYLINE or len(block.text) < LINE:
        return True
    stop = max(sentence.end, min(block.end, sentence.start + _NEWS))
    return context.hits.any_of(("met", "signed", "held", "hosts"), sentence.start, stop)


def _is_within_word(text: str, start: int, end: int) -> bool:
    """Korean or katakana that runs on: 리가 in 우리가, パリ in パリティ."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    for first, last in _RUNNING:
        if first <= text[start] <= last and first <= before <= last and before != _POINT:
            return True
    return "\u30a1" <= text[end - 1] <= "\u30fc" and "\u30a1" <= after <= "\u30fc"


def _inside(context: Context, start: int, end: int) -> bool:
    """Whether a city stands beside a word for "in", with a noun between (`in the city of`)."""
    text, hits = context.text, context.hits
    if text[start] == _IN_ARABIC:
        return True
    for noun in hits.of("city_noun", max(0, start - _BEFORE), start):
        if noun.end <= start and not text[noun.end : start].strip():
            start = noun.start
            break
    begin = max(0, start - _BEFORE)
    for hit in hits.of("in", begin, start):
        if hit.end <= start and len(text[hit.end : start].split()) <= 1:
            return True
    if not unspaced(text[start]):
        return False
    near = hits.of("in_joined", start - _NEAR_CITY, start)
    if any(not set(text[hit.end : start]) & _STOPS for hit in near):
        return True
    behind = hits.first("in_behind", end, end + _VENUE)  # 서울 강남구 호텔에서
    return behind is not None and not set(text[end : behind.start]) & _STOPS


def _ends_in_of(words: str) -> bool:
    """Whether words such as `treaty of` or `acuerdo de` want a name behind them."""
    *before, last = words.split()
    return bool(before) and len(last) <= _OF


def _is_country(context: Context, start: int) -> bool:
    """Whether the city's name is there that of a country or of part of a longer name."""
    return any(m.start <= start < m.end for m in context.mentions_in(start - 60, start + 1))


@lru_cache(maxsize=64)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _is_named_after(context: Context, start: int, end: int) -> bool:
    """The Madrid System, the Treaty of Lisbon, the office in whose name the city stands."""
    text = context.text
    for mention in context.mentions_in(max(0, start - 80), start + 1):
        if mention.start <= start < mention.end and mention.kind is not MentionKind.COUNTRY:
            return True
    own = _folded(context.vocabulary.words("facts.not_city", context.language or "en"))
    for hit in context.hits.of("not_city", max(0, start - _BESIDE), end + _BESIDE):
        if hit.start >= end and fold(text[hit.start : hit.end]) not in own:
            continue  # `w Pekinie plan działań`: English, where an action plan is called after it
        if hit.start >= end and _ADJECTIVAL.match(text, start):
            continue  # `в Тбилиси Соглашение`: the name of what is called after it goes before
        if hit.start >= end and _ends_in_of(text[hit.start : hit.end]):
            continue  # `en Lima acuerdo de cooperación`: the city would follow
        gap = text[end : hit.start] if hit.start >= end else text[hit.end : start]
        if not gap.strip(" -'’"):
            return True
    return False
