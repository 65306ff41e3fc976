"""The field's names: offices, frameworks and topics, in every language and from every year.

The records are filled from the YAML files of `config/`; nothing here reads a file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


class NameKind(StrEnum):
    """How a name names an office."""

    NAME = "name"
    ACRONYM = "acronym"
    ALIAS = "alias"
    COMMON = "common"
    """A name that many offices bear: it means this one beside its country or on its own site."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an office or framework, with the first and last year of its use if known.

    `language` is ISO 639-1, None for an acronym used in all.
    """

    text: str
    kind: NameKind
    language: str | None = None
    since: int | None = None
    until: int | None = None

    def in_use(self, on: date) -> bool:
        """Whether the name was in use in that year."""
        return (self.since or 0) <= on.year <= (self.until or 9999)


@dataclass(frozen=True, slots=True)
class Office:
    """An IP office or organisation. `code` is its WIPO ST.3 code.

    `country` holds the names of its country or region (`Korea`, `대한민국`), by which people look
    it up; `hosts` are the web hosts on which it publishes; `heads` the titles of its head.
    Several records may share a code (a patent office and a copyright office of one country):
    the first is the one that the code's name means. `topics` are those of all that it agrees:
    an office for patents alone agrees on patents.
    """

    code: str
    name: str
    acronym: str | None = None
    names: tuple[Name, ...] = ()
    country: tuple[str, ...] = ()
    seat: str | None = None
    heads: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory by its ST.3 code: its names and adjectives by language.

    An adjective also stands for the people (`Koreans`) where the language makes no difference.
    """

    code: str
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adjectives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class City:
    """A city in which offices meet. `name` is English, `names` are those of other languages,
    `forms` other forms of a name with that name (`Praze`, `Praha`).
    """

    name: str
    country: str
    names: tuple[str, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class LanguageTerms:
    """The words of one language by key (`instruments.joint_statement`), from its YAML file.

    Each is equal to itself alone, so that what is compiled from its words can be kept by it.

    `code` is ISO 639-1. Whether a key's words are literal or regular expressions is up to the
    step that reads them and is said in docs/vocabulary.md.
    """

    code: str
    name: str
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def words(self, key: str) -> tuple[str, ...]:
        """The words under a key, none if the language has none."""
        return self.terms.get(key, ())

    def under(self, prefix: str) -> Mapping[str, tuple[str, ...]]:
        """All keys below a prefix, without it: `under("instruments")["joint_statement"]`."""
        start = prefix + "."
        return {k[len(start) :]: words for k, words in self.terms.items() if k.startswith(start)}


@dataclass(frozen=True, slots=True)
class Membership:
    """An office's time in a framework, in years, both ends included."""

    code: str
    since: int | None = None
    until: int | None = None

    def holds(self, on: date) -> bool:
        """Whether the office was a member in that year."""
        return (self.since or 0) <= on.year <= (self.until or 9999)


@dataclass(frozen=True, slots=True)
class Framework:
    """A standing forum of offices. `code` is its value in the closed list (`IP5`).

    `topics` are those of all that is agreed in it.
    """

    code: str
    name: str
    names: tuple[Name, ...] = ()
    members: tuple[Membership, ...] = ()
    hosts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    def members_on(self, on: date) -> tuple[str, ...]:
        """The members' codes on a day, sorted."""
        return tuple(sorted({m.code for m in self.members if m.holds(on)}))


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of co-operation and the phrases that speak of it, by language.

    `excepted` are longer words that hold such a phrase and speak of something else.
    """

    code: str
    label: str
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excepted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Vocabulary:
    """All names that Accord knows. Look-ups fold case, accents and punctuation.

    `groups` are communities of countries that are not frameworks of the closed list (the CIS,
    the Organization of Turkic States); an agreement concluded in one has the framework `OTHER`.
    """

    offices: tuple[Office, ...]
    frameworks: tuple[Framework, ...]
    topics: tuple[Topic, ...]
    groups: tuple[Framework, ...] = ()
    countries: tuple[Country, ...] = ()
    cities: tuple[City, ...] = ()
    languages: Mapping[str, LanguageTerms] = field(default_factory=dict)

    def words(self, key: str, *languages: str) -> tuple[str, ...]:
        """The words under a key in the given languages, or in all, each once."""
        chosen = (self.languages[c] for c in languages or self.languages if c in self.languages)
        return tuple(dict.fromkeys(word for terms in chosen for word in terms.words(key)))

    def offices_named(self, name: str) -> tuple[str, ...]:
        """Codes of the offices that a person may mean by a name: code, acronym, name, country.

        More than one where the name is shared (`INPI`), none where it is unknown.
        """
        return self.offices_folded(fold(name))

    def offices_folded(self, folded: str) -> tuple[str, ...]:
        """The same of a name that was folded already."""
        return self._office_index.get(folded, ())

    def frameworks_named(self, name: str) -> tuple[str, ...]:
        """Codes of the frameworks that a person may mean by a name."""
        return self._framework_index.get(fold(name), ())

    def topics_named(self, name: str) -> tuple[str, ...]:
        """Codes of the topics that a person may mean by a code, label or phrase."""
        return self._topic_index.get(fold(name), ())

    def office(self, code: str) -> Office | None:
        """The office that the code's name means."""
        return self._by_code.get(code)

    def city_country(self, name: str) -> str | None:
        """The country of a city, by any of its names in any case."""
        return self._city_index.get(name.casefold())

    def framework(self, code: str) -> Framework | None:
        """The framework of that code."""
        return next((f for f in self.frameworks if f.code == code), None)

    def topic(self, code: str) -> Topic | None:
        """The topic of that code."""
        return next((t for t in self.topics if t.code == code), None)

    def office_label(self, code: str, on: date | None = None) -> str:
        """The short name by which people know the office: its acronym on that day, or now.

        The code itself for an office that is not in the vocabulary.
        """
        office = self.office(code)
        if office is None:
            return code
        if on is not None:
            for name in office.names:
                dated = name.since is not None or name.until is not None
                if name.kind is NameKind.ACRONYM and dated and name.in_use(on):
                    return name.text
        return office.acronym or office.name

    @cached_property
    def office_names(self) -> tuple[str, ...]:
        """Every name that `offices_named` knows, folded, for suggestions."""
        return tuple(self._office_index)

    @cached_property
    def framework_names(self) -> tuple[str, ...]:
        """Every name that `frameworks_named` knows, folded, for suggestions."""
        return tuple(self._framework_index)

    @cached_property
    def topic_names(self) -> tuple[str, ...]:
        """Every name that `topics_named` knows, folded, for suggestions."""
        return tuple(self._topic_index)

    @cached_property
    def heads(self) -> Mapping[str, Mapping[str, bool]]:
        """Titles of offices' heads in small letters: whose they are, and if first of its own."""
        found: dict[str, dict[str, bool]] = {}
        for office in self.offices:
            for head in office.heads:
                bearing = found.setdefault(head.casefold(), {})
                bearing[office.code] = bearing.get(office.code, False) or head == office.heads[0]
        return found

    @cached_property
    def country_codes(self) -> frozenset[str]:
        """The ST.3 codes of all countries."""
        return frozenset(country.code for country in self.countries)

    @cached_property
    def headed(self) -> frozenset[str]:
        """Codes of the offices whose heads' titles are known."""
        return frozenset(office.code for office in self.offices if office.heads)

    @cached_property
    def _by_code(self) -> Mapping[str, Office]:
        return {office.code: office for office in reversed(self.offices)}

    @cached_property
    def _city_index(self) -> Mapping[str, str]:
        cities = reversed(self.cities)  # of two of one name the first counts
        return {name.casefold(): c.country for c in cities for name in (c.name, *c.names)}

    @cached_property
    def _office_index(self) -> Mapping[str, tuple[str, ...]]:
        return _index(
            (name, office.code)
            for office in self.offices
            for name in (
                office.code,
                office.name,
                office.acronym,
                *(n.text for n in office.names),
                *office.country,
            )
            if name
        )

    @cached_property
    def _framework_index(self) -> Mapping[str, tuple[str, ...]]:
        return _index(
            (name, framework.code)
            for framework in self.frameworks
            for name in (framework.code, framework.name, *(n.text for n in framework.names))
        )

    @cached_property
    def _topic_index(self) -> Mapping[str, tuple[str, ...]]:
        return _index(
            (name, topic.code)
            for topic in self.topics
            for name in (
                topic.code,
                topic.label,
                *(phrase for phrases in topic.phrases.values() for phrase in phrases),
            )
        )


class _Kept(dict[int, str | None]):
    """What folding makes of each character, filled as they come up."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        self[code] = char if char.isalnum() else None if unicodedata.combining(char) else " "
        return self[code]


_KEPT = _Kept()
_SPACED = {code: " " for code in range(128) if not chr(code).isalnum()}


def fold(text: str) -> str:
    """Text as names are compared: no case, accents, punctuation or doubled spaces."""
    if text.isascii():
        return " ".join(text.translate(_SPACED).lower().split())
    flat = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", " ".join(flat.translate(_KEPT).split()))


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    index: dict[str, dict[str, None]] = {}
    for name, code in pairs:
        index.setdefault(fold(name), {})[code] = None
    return {name: tuple(codes) for name, codes in index.items()}
