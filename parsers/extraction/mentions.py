"""Offices, countries, forums and groups named in a text, in any of their names and languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from accord.dates import PartialDate
from accord.vocabulary import Framework, NameKind, Office, Vocabulary
from parsers.extraction.chinese import simplified
from parsers.extraction.names import Found, Names, fold, unspaced
from parsers.extraction.office_nouns import SplitNouns, is_ministry
from parsers.extraction.pairs import short_names
from parsers.extraction.references import RANKS, Reference, Sort
from parsers.extraction.sharing import Sharing, Surroundings, acronym_fits, spoken_at_home

_JOINTS = frozenset({"", "s", "'s", "’s", "'", "’", "의", "の", "的", "-", "–"})
_COMMAS = frozenset({",", "，", "、", "،", "&", "/", "·", "・"})
_VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9]")
_LONGEST_ACRONYM = 12
_SHORT = 4  # letters of a name that other accents make another word
_FEW = 22  # members
# What is no row of letters but a word, and bends as one: Укрпатенту.
_BENDS = re.compile("[\u0400-\u04ff]{2,}[\u0430-\u045f]{3,}")


class MentionKind(StrEnum):
    """What a mention names."""

    OFFICE = "office"
    COUNTRY = "country"
    FRAMEWORK = "framework"
    GROUP = "group"


_KINDS = {
    Sort.COUNTRY: MentionKind.COUNTRY,
    Sort.ADJECTIVE: MentionKind.COUNTRY,
    Sort.FRAMEWORK: MentionKind.FRAMEWORK,
    Sort.GROUP: MentionKind.GROUP,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found: the document's `text[start:end]`.

    `codes` holds the ST.3 code of the office or country, or the code of the framework or group,
    as the vocabulary has it. `candidates` are the codes that the name may mean, the likeliest
    first: more than one where offices share it (`INPI`). An `adjective` (`Korean`) names a
    country less surely than its name does.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    codes: tuple[str, ...]
    candidates: tuple[str, ...] = ()
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class _Listed:
    """One name of the vocabulary and what it is the name of."""

    sort: Sort
    code: str
    text: str
    language: str | None = None
    since: int | None = None
    until: int | None = None


class Gazetteer:
    """All names of a vocabulary, compiled once, to be found in texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        languages = vocabulary.languages.values()
        self._short = short_names(vocabulary.languages)
        self._names: Names[_Listed] = Names(
            {t.code: t.words("names.endings") for t in languages if t.words("names.endings")},
            {t.code: dict(pair.split() for pair in t.words("names.changing")) for t in languages},
        )
        self._links = {"", *(word.casefold() for word in vocabulary.words("names.links"))}
        self._places = {word.casefold() for word in vocabulary.words("facts.in")}
        self._and = _COMMAS | {word.casefold() for word in vocabulary.words("names.and")}
        self._split = SplitNouns(vocabulary.words("names.offices"))
        for terms in languages:
            for noun in terms.words("names.offices"):
                self._add(_Listed(Sort.NOUN, "", noun, terms.code))
            for phrase in terms.words("names.ignored"):
                self._add(_Listed(Sort.IGNORED, "", phrase, terms.code))
        for city in vocabulary.cities:
            for text in (city.name, *city.names, *(form for form, _ in city.forms)):
                self._add(_Listed(Sort.CITY, city.country, text))
        for office in vocabulary.offices:
            self._add_office(office)
        for country in vocabulary.countries:
            self._add_country(Sort.COUNTRY, country.code, country.names)
            self._add_country(Sort.ADJECTIVE, country.code, country.adjectives)
        for framework in vocabulary.frameworks:
            self._add_forum(framework, Sort.FRAMEWORK)
        for group in vocabulary.groups:
            self._add_forum(group, Sort.GROUP)
        self._languages = {
            office.code: frozenset(n.language for n in office.names if n.language)
            for office in reversed(vocabulary.offices)
        }
        self._spoken = spoken_at_home(vocabulary)
        # Names that only count the members: 五庁.
        self._counting = {
            simplified(name.text): forum.code
            for forum in vocabulary.frameworks
            for name in forum.names
            if name.kind is NameKind.COMMON
        }
        self._forums = {f.code: f for f in vocabulary.frameworks}
        # Of those few whose members meet: what all states belong to tells no office apart.
        self._members = {
            f.code: frozenset(m.code for m in f.members)
            for f in vocabulary.frameworks
            if len(f.members) <= _FEW
        }

    def find(
        self,
        text: str,
        *,
        language: str | None = None,
        publisher: str | None = None,
        published: PartialDate | None = None,
    ) -> tuple[Mention, ...]:
        """All mentions in a text, in order and without overlaps; of two the longer.

        `language` (ISO 639-1) lets names bear that language's endings; `publisher` (ST.3) and
        `published` help to tell apart offices that share a name.
        """
        taken = self._taken(text, language)
        references = self._compose(text, taken)
        if language in self._short:
            references += self._short[language].find(text, taken)
            references.sort(key=lambda reference: reference.start)
        surroundings = Surroundings(
            text=text,
            language=language,
            publisher=publisher,
            year=published.year if published else None,
            languages=self._languages,
            spoken=self._spoken,
            members=self._members,
            cities=tuple(r.codes[0] for r in taken if r.sort is Sort.CITY),
        )
        sharing = Sharing(references, surroundings)
        settled = [sharing.settle(reference) for reference in references]
        found = [_mention(r) for r in (*settled, *sharing.short_forms()) if r is not None]
        ordered = sorted(found, key=lambda mention: mention.start)
        return tuple(self._counted(ordered, published.first if published else date.max))

    def _counted(self, mentions: Iterable[Mention], on: date) -> Iterator[Mention]:
        """The mentions, with a name that only counts the members of a forum for those of the forum
        of as many that was named before it: 五局 of a meeting of BRICS is BRICS.
        """
        named: str | None = None
        for mention in mentions:
            counted = self._counting.get(simplified(mention.text))
            if counted is not None and named is not None and self._as_many(named, counted, on):
                yield replace(mention, codes=(named,))
                continue
            if mention.kind is MentionKind.FRAMEWORK and counted is None:
                named = mention.codes[0]
            yield mention

    def _as_many(self, one: str, other: str, on: date) -> bool:
        forums = (self._forums[one], self._forums[other])
        return len({len(forum.members_on(on)) for forum in forums}) == 1

    def _taken(self, text: str, language: str | None) -> list[Reference]:
        """The names that stand: of those at one place the longest, then what follows it."""
        taken: list[Reference] = []
        end = 0
        for listed in self._names.find(text, language):
            if listed[0].start < end:
                continue
            reference = next(
                filter(None, (_fitting(text, found, language) for found in listed)), None
            )
            if reference is not None:
                taken.append(reference)
                end = reference.end
        return taken

    def _compose(self, text: str, taken: Sequence[Reference]) -> list[Reference]:
        """Countries beside a word for an IP office become that office; such words alone go."""
        found: list[Reference] = []
        listing = False  # within `the IP offices of Chile, Peru and Ecuador`
        joined = 0
        for i, one in enumerate(taken):
            if one.start < joined:  # a noun that went to the country before it
                continue
            before = taken[i - 1] if i else None
            after = taken[i + 1] if i + 1 < len(taken) else None
            behind = _gap(text, before, one)
            if one.sort in (Sort.IGNORED, Sort.NOUN, Sort.CITY):
                listing = False
                continue
            if not one.sort.is_place:
                found.append(one)
                listing = False
                continue
            if after is not None and _joins(text, one, after) and after.may_follow(one):
                found.append(one.office(one.start, after.end, text[one.start : after.end]))
                listing = False
                joined = after.end
            elif before is not None and before.noun and self._owns(one, before, behind):
                if before.codes:
                    found.remove(before)
                found.append(one.office(before.start, one.end, text[before.start : one.end]))
                listing = True
            elif before is not None and before.common and self._owns(one, before, behind):
                # The ministry of justice of one country is no name of another's office.
                found[-1] = one
                listing = False
            elif one.sort is Sort.ADJECTIVE and (
                around := self._split.around(text, one.start, one.end)
            ):
                found.append(one.office(*around, text[slice(*around)]))
                listing = False
                joined = around[1]
            elif listing and behind and all(w in self._and for w in _words(behind)):
                found.append(one.office(one.start, one.end, one.text))
            else:
                found.append(one)
                listing = False
        return found

    def _owns(self, place: Reference, noun: Reference, gap: str) -> bool:
        """Whether a word for an office is that of the country behind it.

        Where it is also the name of another country's office (`l'Institut national de la propriété
        industrielle du Brésil`), that office may as well be somewhere: `…, en Chine` is not owned.
        """
        if not noun.codes:
            return gap in self._links
        if place.sort is not Sort.COUNTRY or place.codes[0] in noun.codes or unspaced(noun.text):
            return False
        return gap in self._links - self._places

    def _add(self, listed: _Listed) -> None:
        self._names.add(listed.text, listed, listed.language)

    def _add_country(self, sort: Sort, code: str, words: Mapping[str, tuple[str, ...]]) -> None:
        for language, listed in words.items():
            for text in listed:
                self._add(_Listed(sort, code, text, language))

    def _add_office(self, office: Office) -> None:
        named = {name.text for name in office.names}
        for text, sort in ((office.name, Sort.NAME), (office.acronym, Sort.ACRONYM)):
            if text and text not in named:
                self._add(_Listed(sort, office.code, text, "en"))
        for name in office.names:
            if name.kind is NameKind.COMMON:
                sort = Sort.COMMON
            elif (name.kind is NameKind.ACRONYM and not _BENDS.fullmatch(name.text)) or _is_acronym(
                name.text
            ):
                sort = Sort.ACRONYM
            else:
                sort = Sort.NAME
            listed = _Listed(sort, office.code, name.text, name.language, name.since, name.until)
            self._add(listed)

    def _add_forum(self, forum: Framework, sort: Sort) -> None:
        self._add(_Listed(sort, forum.code, forum.name, "en"))
        for name in forum.names:
            self._add(_Listed(sort, forum.code, name.text, name.language))


def _fitting(text: str, found: Found[_Listed], language: str | None) -> Reference | None:
    """What a name found may mean, by its case and the letters around it; None for nothing."""
    surface = text[found.start : found.end]
    if not _stands_alone(text, found.start, found.end, surface):
        return None
    fitting = [listed for listed in found.values if _case_fits(listed, surface, language)]
    if not fitting:
        return None
    sort = min((listed.sort for listed in fitting), key=RANKS.__getitem__)
    same = [x for x in fitting if x.sort is sort or (sort.is_office and x.sort.is_office)]
    end = found.end
    if "." in surface and text.startswith(".", end):
        end += 1  # U.S.
    return Reference(
        start=found.start,
        end=end,
        text=text[found.start : end],
        sort=sort,
        codes=tuple(dict.fromkeys(x.code for x in same if x.code)),
        years={x.code: (x.since, x.until) for x in reversed(same)},
        common=frozenset(x.code for x in same if x.sort is Sort.COMMON),
        noun=any(x.sort is Sort.NOUN for x in fitting),
    )


def _case_fits(listed: _Listed, surface: str, language: str | None) -> bool:
    if surface.lower() == surface.upper():  # a script without case
        return True
    if not _accents_fit(listed.text, surface, own=listed.language == language):
        return False
    if listed.sort is Sort.IGNORED and " " not in listed.text and "-" not in listed.text:
        return language in (None, listed.language)  # `Island` is Iceland elsewhere
    if listed.sort is Sort.ACRONYM or _is_acronym(listed.text):
        return acronym_fits(listed.text, surface)
    if listed.sort in (Sort.COUNTRY, Sort.COMMON, Sort.CITY):
        return surface[0].isupper()
    if listed.sort is Sort.ADJECTIVE and surface[0].islower():
        # `china` is an adjective in Spanish, and porcelain in English.
        return listed.language == language and listed.text[0].islower()
    return True


def _accents_fit(listed: str, surface: str, *, own: bool) -> bool:
    """Whether a short name has its accents: `Bí` of `Tổng Bí thư` is not `Bỉ`, Belgium.

    In another case it has other letters: `Кубой`, Cuba. Nor has another language's name the letters
    of Vietnamese: `Tại` is `at`, and no `Tai`.
    """
    if len(listed) > _SHORT or fold(listed) != fold(surface) or (own and listed.isascii()):
        return True
    if not own and _VIETNAMESE.search(unicodedata.normalize("NFC", surface)) is None:
        return True
    return unicodedata.normalize("NFC", surface).casefold() == listed.casefold()


def _is_acronym(text: str) -> bool:
    return text.isupper() and " " not in text and len(text) <= _LONGEST_ACRONYM


def _stands_alone(text: str, start: int, end: int, surface: str) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if after == "$":  # US$
        return False
    if not unspaced(surface):
        return True
    if all(_is_katakana(c) for c in surface):
        return not (_is_katakana(before) or _is_katakana(after))
    letters = surface.replace(" ", "")  # 제인 도우 holds no 인도
    if len(letters) <= 2 and all("\uac00" <= c <= "\ud7af" for c in letters):
        return not before.isalnum()
    return True


def _is_katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30fa" or char == "ー"


def _gap(text: str, before: Reference | None, after: Reference) -> str:
    """What stands between two references, in small letters and without doubled space."""
    if before is None:
        return ""
    gap = text[before.end : after.start]
    return "\n" if "\n" in gap else " ".join(gap.split()).casefold()


def _joins(text: str, place: Reference, noun: Reference) -> bool:
    """Whether a word for an office stands right behind a country, or behind its ministry."""
    gap = _gap(text, place, noun)
    return gap in _JOINTS or is_ministry(text[place.end : noun.start])


def _words(gap: str) -> list[str]:
    return [word for word in gap.replace(",", " , ").split() if word != "the"]


def _mention(reference: Reference) -> Mention:
    is_forum = reference.sort in (Sort.FRAMEWORK, Sort.GROUP)
    return Mention(
        start=reference.start,
        end=reference.end,
        text=reference.text,
        kind=_KINDS.get(reference.sort, MentionKind.OFFICE),
        codes=reference.codes if is_forum else reference.codes[:1],
        candidates=reference.codes,
        adjective=reference.sort is Sort.ADJECTIVE,
    )
