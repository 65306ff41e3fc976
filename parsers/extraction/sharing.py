"""Which of the offices that share a name a text means, by what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from accord.vocabulary import Vocabulary
from parsers.extraction.names import fold
from parsers.extraction.references import Reference, Sort

# What stands between a name and its short form: `Office (XYZ)`, `Office ("XYZ")`.
_OPENING = re.compile(r"[(（\[]\s?[\"“„”'‘«「]?$")
# In Cyrillic letters too, and behind words such as `hereinafter` or далее.
_SHORT_FORM = re.compile(
    r"\s?[(（]\s?(?:[a-zа-яё]{5,12}\s?[–—:-]?\s)?[\"“„”'‘«「]?"
    r"([A-Z][A-Za-z]{0,3}[A-Z][A-Za-z-]{0,9}|[A-Z]{2,12}|[\u0400-\u042f]{2,8})[\"”“'’»」]?\s?[)）]"
)
_CAPITALISED = re.compile(r"(?:\b[A-Z][\w'’-]{0,30}\s(?:(?:of|for|and|the|on|in)\s){0,2}){2,8}$")
_NEAR = 60  # characters within which a country says whose a name is
# What a common name needs in its favour to mean anything: more where several offices bear it.
_BESIDE = 4.0  # how near a country stands in `INAPI of Chile`
_AT_HOME = 4.0  # what it is worth that a text is in the language in which the office bears a name
_LEAST, _LEAST_ALONE = 1.5, 0.7


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a text: its language, who published it and in which year.

    `languages` holds, by code, the languages in which each office has names, `spoken` those in
    which it bears a name that says no country; `cities` are the countries of the cities that it
    names, `members` those of each forum.
    """

    text: str
    language: str | None
    publisher: str | None
    year: int | None
    languages: Mapping[str, frozenset[str]]
    spoken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cities: tuple[str, ...] = ()
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Sharing:
    """The references of one text, and what they say of each other."""

    def __init__(self, references: Sequence[Reference], surroundings: Surroundings) -> None:
        self._around = surroundings
        self._references = references
        self._places = [r for r in references if r.sort.is_place]
        self._starts = [r.start for r in self._places]
        self._sure = Counter(
            r.codes[0] for r in references if r.codes and not r.is_open and r.sort.is_office
        )
        self._countries = Counter(r.codes[0] for r in self._places)
        self._cities = frozenset(surroundings.cities)
        forums = (code for r in references if r.sort is Sort.FRAMEWORK for code in r.codes)
        self._fellows = frozenset().union(*(surroundings.members.get(f, ()) for f in forums))
        self._spelled_out: dict[str, str] = {}
        self._placed: dict[str, str] = {}
        self._foreign: set[str] = set()
        self._define()

    def settle(self, reference: Reference) -> Reference | None:
        """The reference with the code that it means before the others; None if it means none."""
        if reference.text in self._foreign:
            return None
        if not reference.is_open:
            return reference
        scores = {code: self._score(reference, code) for code in reference.codes}
        best = max(reference.codes, key=lambda code: scores[code])
        least = _LEAST if len(reference.codes) > 1 else _LEAST_ALONE
        if best in reference.common and scores[best] < least:
            return None
        others = tuple(code for code in reference.codes if code != best)
        return replace(reference, codes=(best, *others), settled=True)

    def short_forms(self) -> tuple[Reference, ...]:
        """Short forms that the text gives to an office and the vocabulary does not hold."""
        known = {r.text for r in self._references}
        new = {short: code for short, code in self._spelled_out.items() if short not in known}
        if not new:
            return ()
        pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, new)) + r")(?![\w-])")
        spans = [(r.start, r.end) for r in self._references]
        starts = [start for start, _ in spans]
        found = []
        for match in pattern.finditer(self._around.text):
            i = bisect_left(starts, match.end()) - 1
            if i < 0 or spans[i][1] <= match.start():
                code = new[match.group()]
                found.append(
                    Reference(
                        match.start(), match.end(), match.group(), Sort.NAME, (code,), settled=True
                    )
                )
        return tuple(found)

    def _define(self) -> None:
        text = self._around.text
        for reference in self._references:
            if not reference.sort.is_office or not reference.codes:
                continue
            if reference.sort is not Sort.ACRONYM:
                self._spell_out(reference)
            elif _OPENING.search(text[max(0, reference.start - 3) : reference.start]):
                self._look_behind(reference)
            if reference.sort is Sort.ACRONYM and len(reference.codes) > 1:
                self._place(reference)

    def _place(self, reference: Reference) -> None:
        """`INAPI of Chile`: here and there in the text the letters then mean that country's."""
        near = {code: self._nearness(reference, code) for code in reference.codes}
        best = max(near, key=lambda code: near[code])
        if near[best] >= _BESIDE:
            self._placed.setdefault(reference.text, best)

    def _spell_out(self, reference: Reference) -> None:
        match = _SHORT_FORM.match(self._around.text, reference.end)
        if match is None:
            return
        codes = reference.codes
        if reference.is_open:
            codes = (max(codes, key=lambda code: self._score(reference, code)),)
        self._spelled_out.setdefault(match.group(1), codes[0])

    def _look_behind(self, reference: Reference) -> None:
        """`Intellectual Property Owners (IPO)`: here the letters are somebody else's."""
        line = self._around.text[max(0, reference.start - 120) : reference.start]
        name = _CAPITALISED.search(line[: line.rfind("(")].rsplit("\n", 1)[-1].rstrip() + " ")
        if name is None:
            return
        begin = reference.start - len(line) + name.start()
        if any(
            set(r.codes) & set(reference.codes)
            for r in self._references
            if begin - 30 <= r.start < reference.start
        ):
            return
        initials = "".join(word[0] for word in re.findall(r"\b[A-Z][\w'’-]*", name.group()))
        letters = "".join(c for c in reference.text if c.isupper())
        if len(letters) >= 2 and letters in initials:
            self._foreign.add(reference.text)

    def _score(self, reference: Reference, code: str) -> float:
        around = self._around
        score = self._nearness(reference, code)
        if self._spelled_out.get(reference.text) == code:
            score += 6
        elif self._placed.get(reference.text) == code and (
            self._nearness(reference, code) >= _BESIDE or not self._is_foreign(reference, code)
        ):
            score += _AT_HOME
        score += min(3, 2 * self._sure[code])
        score += min(2.0, 0.7 * self._countries[code])
        if around.publisher == code:
            score += 4
        if code in self._cities:
            score += 0.7
        if code in self._fellows:
            score += 2
        if around.language in around.languages.get(code, ()) and around.language != "en":
            score += 0.5
        at_home = around.language != "en" and around.language in around.spoken.get(code, ())
        if at_home and around.publisher not in reference.codes:
            score += _AT_HOME  # INPI in a French text is the office of France
        since, until = reference.years.get(code, (None, None))
        if around.year is not None:
            # Names live on for a year in texts that were written before the change.
            if (until and around.year > until + 1) or (since and around.year < since):
                score -= 4 if len(reference.codes) > 1 else 0
            elif until or since:
                score += 1
        return score

    def _is_foreign(self, reference: Reference, code: str) -> bool:
        """Whether another office bears a name in the text's language, and this one does not.

        A French INPI is named as such in a Portuguese text that speaks of Brazil too, whose INPI
        alone is at home.
        """
        spoken, language = self._around.spoken, self._around.language
        at_home = {c for c in reference.codes if language in spoken.get(c, ())}
        if code in at_home or language == "en":
            return False
        return any(self._countries[c] or self._sure[c] for c in at_home)

    def _nearness(self, reference: Reference, code: str) -> float:
        i = bisect_left(self._starts, reference.start)
        best = 0.0
        for place in self._places[max(0, i - 3) : i + 3]:
            if place.codes[0] != code:
                continue
            before = place.start < reference.start
            gap = (
                self._around.text[place.end : reference.start]
                if before
                else self._around.text[reference.end : place.start]
            )
            if len(gap) <= _NEAR and "\n" not in gap:
                best = max(best, 8 / (1 + len(gap) / 6))
        return best


def spoken_at_home(vocabulary: Vocabulary) -> Mapping[str, frozenset[str]]:
    """The languages but English in which each office bears a name that names no country.

    `Institut national de la propriété industrielle` is how the office of France is called in its
    own language, `Instituto Nacional de Propiedad Industrial de Brasil` is not how Brazil's is.
    """
    lands: dict[str, set[str]] = {}
    for land in vocabulary.countries:
        for called in (land.names, land.adjectives):
            for words in called.values():
                lands.setdefault(land.code, set()).update(fold(word) for word in words)
    return {
        office.code: frozenset(
            name.language
            for name in office.names
            if name.language not in (None, "en")
            and not any(word in fold(name.text) for word in lands.get(office.code, ()))
        )
        for office in reversed(vocabulary.offices)
    }


@lru_cache(maxsize=4_000)
def acronym_fits(acronym: str, surface: str) -> bool:
    """Whether letters in a text are those of an acronym, in the spellings that it takes."""
    listed, seen = ("".join(c for c in text if c.isalnum()) for text in (acronym, surface))
    if seen == listed:
        return True
    if len(seen) < 4 or not seen[0].isupper() or fold(seen) != fold(listed):
        return False
    # Newspapers in Spanish, Portuguese and Italian write Inapi, Indecopi, Prosur.
    return seen.isupper() or seen[1:].islower() or len(seen) >= 6
