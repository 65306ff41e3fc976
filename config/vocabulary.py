"""The vocabulary that ships with Accord, read from the YAML files beside this module.

`docs/vocabulary.md` says what stands in each file and how to add to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from accord.vocabulary import (
    City,
    Country,
    Framework,
    LanguageTerms,
    Membership,
    Name,
    NameKind,
    Office,
    Topic,
    Vocabulary,
)
from config.yaml_file import Entry, WrongVocabulary, read_yaml

__all__ = ["WrongVocabulary", "load_vocabulary", "read_vocabulary"]

HERE = Path(__file__).parent

# The values of `framework` in an agreement; a community beside these is a group.
FRAMEWORKS = frozenset(
    "IP5 TM5 ID5 TRILATERAL TRIPARTITE_CJK G7 G20 BRICS ASEAN APEC PROSUR CARIPI NORDIC VISEGRAD "
    "VANCOUVER_GROUP ARIPO OAPI EAPO GCC EUIPN BALTIC ARAB_LEAGUE GPPH".split()
)
NAMES = {
    "names": NameKind.NAME,
    "acronyms": NameKind.ACRONYM,
    "aliases": NameKind.ALIAS,
    "common": NameKind.COMMON,
}
# A key of the language files is known by standing in so many of them, or is that of one language.
_SHARED = 2
_OF_ONE = frozenset(
    {
        "facts.capital",
        "facts.city_joined",
        "facts.dateline",
        "facts.in_capital",
        "facts.in_joined",
        "facts.person.after",
        "facts.person.also_name",
        "facts.person.ends",
        "facts.person.given",
        "facts.seat",
        "facts.with_joined",
        "phrases.definite",
        "phrases.forming",
        *(f"dates.jalali.{month}" for month in range(1, 13)),
    }
)


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships with Accord; raises WrongVocabulary."""
    return read_vocabulary(HERE)


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read and check a folder of vocabulary files.

    Raises WrongVocabulary, whose text names file and line and says what to write there.
    """
    countries = tuple(
        _country(code, entry) for code, entry in read_yaml(folder / "countries.yaml").items()
    )
    names = {c.code: tuple(n for ns in c.names.values() for n in ns) for c in countries}
    topics = tuple(_topic(entry) for entry in read_yaml(folder / "topics.yaml").list())
    subjects = {topic.code for topic in topics}
    listed = read_yaml(folder / "offices.yaml").list()
    offices = tuple(_office(entry, names, subjects) for entry in listed)
    known = {office.code for office in offices}
    forums = read_yaml(folder / "frameworks.yaml").fields("frameworks", "groups")
    return Vocabulary(
        offices=offices,
        frameworks=tuple(
            _framework(entry, known, subjects, FRAMEWORKS) for entry in forums["frameworks"].list()
        ),
        topics=topics,
        groups=tuple(_framework(entry, known, subjects, None) for entry in forums["groups"].list()),
        countries=countries,
        cities=_cities(read_yaml(folder / "places.yaml"), names),
        languages={terms.code: terms for terms in _languages(folder / "languages")},
    )


def _office(entry: Entry, countries: dict[str, tuple[str, ...]], subjects: set[str]) -> Office:
    fields = entry.fields("code", "name", "acronym", "seat", "heads", "hosts", "topics", *NAMES)
    code = _code(entry.need(fields, "code"))
    return Office(
        code=code,
        name=entry.need(fields, "name").text(),
        acronym=fields["acronym"].text() if "acronym" in fields else None,
        names=_names(fields),
        country=countries.get(code, ()),
        seat=fields["seat"].text() if "seat" in fields else None,
        heads=fields["heads"].texts() if "heads" in fields else (),
        hosts=fields["hosts"].texts() if "hosts" in fields else (),
        topics=_subjects(fields, subjects),
    )


def _framework(
    entry: Entry, offices: set[str], subjects: set[str], codes: frozenset[str] | None
) -> Framework:
    fields = entry.fields("code", "name", "members", "hosts", "topics", *NAMES)
    code = entry.need(fields, "code")
    if codes is not None and code.text() not in codes:
        raise code.wrong(f"{code.text()} is no framework; use one of {' '.join(sorted(codes))}")
    members = fields["members"].list() if "members" in fields else ()
    return Framework(
        code=code.text(),
        name=entry.need(fields, "name").text(),
        names=_names(fields),
        members=tuple(_membership(member, offices) for member in members),
        hosts=fields["hosts"].texts() if "hosts" in fields else (),
        topics=_subjects(fields, subjects),
    )


def _subjects(fields: dict[str, Entry], known: set[str]) -> tuple[str, ...]:
    listed = fields["topics"].list() if "topics" in fields else ()
    for entry in listed:
        if entry.text() not in known:
            raise entry.wrong(f"{entry.text()} is no topic of topics.yaml; add it there first")
    return tuple(entry.text() for entry in listed)


def _membership(entry: Entry, offices: set[str]) -> Membership:
    fields = entry.fields("code", "since", "until") if entry.is_mapping else {"code": entry}
    code = _code(entry.need(fields, "code"))
    if code not in offices:
        raise entry.wrong(f"{code} is no office of offices.yaml; add it there first")
    return Membership(code, *_years(fields))


def _topic(entry: Entry) -> Topic:
    fields = entry.fields("code", "label", "phrases", "except")
    return Topic(
        code=entry.need(fields, "code").text(),
        label=entry.need(fields, "label").text(),
        phrases=_by_language(entry.need(fields, "phrases")),
        excepted=_by_language(fields["except"]) if "except" in fields else {},
    )


def _by_language(entry: Entry) -> dict[str, tuple[str, ...]]:
    return {_language_code(key, listed): listed.texts() for key, listed in entry.items()}


def _country(code: str, entry: Entry) -> Country:
    if not _is_code(code):
        raise entry.wrong(f"{code} is no ST.3 code; write two capital letters")
    names = {key: value for key, value in entry.items() if key != "adjectives"}
    adjectives = dict(entry.items()).get("adjectives")
    return Country(
        code,
        {_language_code(key, value): value.several() for key, value in names.items()},
        {_language_code(k, v): v.several() for k, v in adjectives.items()} if adjectives else {},
    )


def _cities(file: Entry, countries: dict[str, tuple[str, ...]]) -> tuple[City, ...]:
    cities = []
    for code, entry in file.items():
        if code not in countries:
            raise entry.wrong(f"{code} is no country of countries.yaml; add it there first")
        cities += [_city(name, code, names.several()) for name, names in entry.items()]
    return tuple(cities)


def _city(english: str, country: str, listed: tuple[str, ...]) -> City:
    parts = [text.split("/") for text in listed]
    forms = tuple((form, name) for name, *others in parts for form in others)
    return City(english, country, tuple(name for name, *_ in parts), forms)


def _languages(folder: Path) -> Iterator[LanguageTerms]:
    """The words of each language; a key that no other language knows is refused as misspelt."""
    files = {path: read_yaml(path) for path in sorted(folder.glob("*.yaml"))}
    leaves = {path: dict(file.leaves()) for path, file in files.items()}
    known = Counter(key for words in leaves.values() for key in words)
    for path, file in files.items():
        for key, entry in leaves[path].items():
            if known[key] < _SHARED and key not in _OF_ONE:
                meant = get_close_matches(key, [k for k in known if k != key], 1)
                hint = f"; did you mean {meant[0]}?" if meant else ""
                raise entry.wrong(f"there is no {key}{hint}")
        yield _language(path.stem, file, leaves[path])


def _language(code: str, file: Entry, words: Mapping[str, Entry]) -> LanguageTerms:
    if not _is_language(code):
        raise file.wrong(f"{code} is no language; name the file after its ISO 639-1 code")
    if "name" not in words:
        raise file.wrong("name is missing; write the language's English name")
    texts = {key: entry.texts() for key, entry in words.items()}
    return LanguageTerms(code, words["name"].text(), texts)


def _names(fields: dict[str, Entry]) -> tuple[Name, ...]:
    names: list[Name] = []
    for key, kind in NAMES.items():
        if key not in fields:
            continue
        entry = fields[key]
        if not entry.is_mapping:
            names += [_name(item, kind, None) for item in entry.list()]
            continue
        for language, listed in entry.items():
            _language_code(language, listed)
            names += [_name(item, kind, language) for item in listed.list()]
    return tuple(names)


def _name(entry: Entry, kind: NameKind, language: str | None) -> Name:
    if not entry.is_mapping:
        return Name(entry.text(), kind, language)
    fields = entry.fields("name", "since", "until")
    return Name(entry.need(fields, "name").text(), kind, language, *_years(fields))


def _years(fields: dict[str, Entry]) -> tuple[int | None, int | None]:
    since = fields["since"].year() if "since" in fields else None
    until = fields["until"].year() if "until" in fields else None
    if since and until and since > until:
        raise fields["until"].wrong(f"it ends in {until}, before it begins in {since}")
    return since, until


def _code(entry: Entry) -> str:
    code = entry.text()
    if not _is_code(code):
        raise entry.wrong(f"{code} is no ST.3 code; write two capital letters")
    return code


def _is_code(text: str) -> bool:
    return len(text) == 2 and text.isascii() and text.isalpha() and text.isupper()


def _is_language(text: str) -> bool:
    return len(text) == 2 and text.isascii() and text.isalpha() and text.islower()


def _language_code(text: str, entry: Entry) -> str:
    if not _is_language(text):
        raise entry.wrong(f"{text} is no ISO 639-1 code; write two small letters such as en")
    return text
