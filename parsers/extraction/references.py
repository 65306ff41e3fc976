"""A name found in a text, before it is settled which of its meanings it has there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Sort(StrEnum):
    """What a listed name is. Of one name's sorts, the first here goes before the others."""

    IGNORED = "ignored"
    NAME = "name"
    ACRONYM = "acronym"
    FRAMEWORK = "framework"
    GROUP = "group"
    COMMON = "common"
    NOUN = "noun"
    COUNTRY = "country"
    ADJECTIVE = "adjective"
    CITY = "city"

    @property
    def is_office(self) -> bool:
        """Whether it names an office by itself."""
        return self in (Sort.NAME, Sort.ACRONYM, Sort.COMMON)

    @property
    def is_place(self) -> bool:
        """Whether it names a country."""
        return self in (Sort.COUNTRY, Sort.ADJECTIVE)


RANKS = {sort: rank for rank, sort in enumerate(Sort)}


@dataclass(frozen=True, slots=True)
class Reference:
    """A name found: `text[start:end]` of the document, and the codes that it may mean.

    `years` says when each code bore the name, `common` which codes bear it only beside their
    country; `noun` that it is also a word for any IP office (`특허청`); `settled` that nothing
    about it is open.
    """

    start: int
    end: int
    text: str
    sort: Sort
    codes: tuple[str, ...]
    years: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    noun: bool = False
    settled: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its surroundings must say what it means."""
        if self.settled or not self.sort.is_office:
            return False
        return len(self.codes) > 1 or bool(self.common) or any(any(y) for y in self.years.values())

    def may_follow(self, place: Reference) -> bool:
        """Whether, right behind a country, it is a word for that country's office."""
        return self.noun and not set(self.codes) & set(place.codes)

    def office(self, start: int, end: int, text: str) -> Reference:
        """The office of the country that it names, on a longer stretch."""
        return replace(self, start=start, end=end, text=text, sort=Sort.NAME, settled=True)
