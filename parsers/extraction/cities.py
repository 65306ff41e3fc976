"""Cities in a text, in the cases of languages that decline names, with their dictionary form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from accord.vocabulary import Vocabulary
from parsers.extraction.names import Found, Names, fold, unspaced

_STEM = 4  # letters that all forms of a name share
_CYRILLIC_STEM = 3  # Риге, Вене


class CityFound(NamedTuple):
    """A city named in `text[start:end]`, as a dictionary has it where the text declines it."""

    start: int
    end: int
    name: str


class Cities:
    """The cities of a vocabulary, to be found in texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = lru_cache(maxsize=32)(self._compiled)

    def find(self, text: str, language: str | None) -> Iterator[CityFound]:
        """All that a text in a language names, in order and without overlaps."""
        end = 0
        for listed in self._names(language).find(text, language):
            if listed[0].start < end:
                continue
            found = next(filter(None, (_city(text, one) for one in listed)), None)
            if found is not None:
                yield found
                end = found.end

    def _compiled(self, language: str | None) -> Names[tuple[str, str]]:
        """The names, each with the form that is listed and the one of a dictionary."""
        endings = self._vocabulary.words("names.endings", language) if language else ()
        names: Names[tuple[str, str]] = Names({language: endings} if language and endings else {})
        for city in self._vocabulary.cities:
            for name in (city.name, *city.names):
                names.add(name, (name, name), language)
            for form, name in city.forms:
                names.add(form, (form, name))
        return names


def _city(text: str, found: Found[tuple[str, str]]) -> CityFound | None:
    surface = text[found.start : found.end]
    if surface[:1].islower():
        return None
    end = found.end
    if "." in surface and text.startswith(".", end):
        end += 1  # Washington, D.C.
    folded = fold(surface)
    for form, name in found.values:
        if fold(form) == folded:
            return CityFound(found.start, end, text[found.start : end] if form == name else name)
    if unspaced(surface):
        return CityFound(found.start, end, surface)  # 日內瓦, listed as 日内瓦
    least = _CYRILLIC_STEM if "\u0400" <= folded[:1] <= "\u04ff" else _STEM
    for form, name in found.values:
        if fold(form)[:least] == folded[:least] or "\u0600" <= folded[:1] <= "\u06ff":
            return CityFound(found.start, end, name)
    return None
