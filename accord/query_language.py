"""Reading a query that somebody typed, forgiving of case, order and quotes.

Qualifiers are `office:` (or `with:`), `any:`, `framework:`, `instrument:`, `topic:`, `lang:`,
`since:`, `until:` and `year:`. Alternatives are separated by commas; a repeated `office:` or
`topic:` asks for both, since an agreement has several, any other repeated qualifier for either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from rapidfuzz import fuzz, process

from accord.agreement import Instrument
from accord.dates import PartialDate
from accord.query import Query
from accord.vocabulary import Vocabulary, fold


@dataclass(frozen=True, slots=True)
class Problem:
    """One part of a query that was not understood, why, and the nearest valid words."""

    part: str
    why: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """A query with parts that make no sense; `understood` holds the rest."""

    understood: Query
    problems: tuple[Problem, ...]


# Short forms that people type for the instruments, besides their own names.
_INSTRUMENTS = {
    "mou": Instrument.MEMORANDUM_OF_UNDERSTANDING,
    "moc": Instrument.MEMORANDUM_OF_UNDERSTANDING,
    "memorandum": Instrument.MEMORANDUM_OF_UNDERSTANDING,
    "memorandum of cooperation": Instrument.MEMORANDUM_OF_UNDERSTANDING,
    "memorandum of co operation": Instrument.MEMORANDUM_OF_UNDERSTANDING,
    "pph": Instrument.PATENT_PROSECUTION_HIGHWAY,
    "agreement": Instrument.COOPERATION_AGREEMENT,
    "arrangement": Instrument.COOPERATION_AGREEMENT,
    "statement": Instrument.JOINT_STATEMENT,
    "communique": Instrument.JOINT_STATEMENT,
    "declaration": Instrument.JOINT_DECLARATION,
    "plan": Instrument.WORK_PLAN,
    "action plan": Instrument.WORK_PLAN,
    "roadmap": Instrument.WORK_PLAN,
    "pilot": Instrument.PILOT_PROGRAMME,
    "pilot program": Instrument.PILOT_PROGRAMME,
    "loi": Instrument.LETTER_OF_INTENT,
    "meeting": Instrument.MEETING_OUTCOME,
    "outcome": Instrument.MEETING_OUTCOME,
} | {
    form: instrument
    for instrument in Instrument
    for form in (fold(instrument), fold(instrument.label))
}

# The languages of press rooms, by their English and own names.
LANGUAGES = {
    "arabic": "ar", "العربية": "ar", "chinese": "zh", "中文": "zh", "czech": "cs", "danish": "da",
    "dutch": "nl", "english": "en", "estonian": "et", "finnish": "fi", "french": "fr",
    "francais": "fr", "german": "de", "deutsch": "de", "greek": "el", "hebrew": "he", "hindi": "hi",
    "hungarian": "hu", "icelandic": "is", "indonesian": "id", "bahasa indonesia": "id",
    "italian": "it", "italiano": "it", "japanese": "ja", "日本語": "ja", "khmer": "km",
    "korean": "ko", "한국어": "ko", "lao": "lo", "latvian": "lv", "lithuanian": "lt", "malay": "ms",
    "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "portugues": "pt",
    "romanian": "ro", "russian": "ru", "русский": "ru", "slovak": "sk", "slovene": "sl",
    "spanish": "es", "espanol": "es", "swedish": "sv", "thai": "th", "ไทย": "th", "turkish": "tr",
    "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip

_SYNONYMS = {
    "offices": "office",
    "party": "office",
    "parties": "office",
    "with": "office",
    "and": "office",
    "country": "office",
    "type": "instrument",
    "kind": "instrument",
    "forum": "framework",
    "group": "framework",
    "topics": "topic",
    "language": "lang",
    "from": "since",
    "after": "since",
    "to": "until",
    "before": "until",
}
_QUALIFIERS = (
    "office",
    "any",
    "framework",
    "instrument",
    "topic",
    "lang",
    "since",
    "until",
    "year",
)

_QUOTES = str.maketrans("“”„«»「」『』″", '""""""""""')
_PART = re.compile(
    r"""(?P<minus>[-\u2212\u2013](?=[^\s\-]))?
        (?:(?P<key>[^\W\d]{2,20})\s?[:\uff1a]\s?(?=\S))?
        (?:"(?P<quoted>[^"]{0,500})"?|(?P<plain>[^\s"]{1,500}))""",
    re.VERBOSE,
)
_DAYS_AGO = {"today": 0, "yesterday": 1}
_LONGEST_NAME = 8  # words; the longest names of offices that people type
_MOST = 2_000  # characters


@dataclass
class _Reading:
    vocabulary: Vocabulary
    today: date
    query: Query = field(default_factory=Query)
    problems: list[Problem] = field(default_factory=list)


def read_query(text: str, vocabulary: Vocabulary, today: date) -> Query | Misunderstood:
    """Read what somebody typed. `today` resolves `since:today`.

    An empty text is the query that selects all.
    """
    if len(text) > _MOST:
        why = f"a query has at most {_MOST:,} characters"
        return Misunderstood(Query(), (Problem(text[:40] + "…", why),))
    reading = _Reading(vocabulary, today)
    free: list[str] = []
    for match in _PART.finditer(text.translate(_QUOTES)):
        quoted, key = match["quoted"], match["key"]
        value = (quoted if quoted is not None else match["plain"]).strip()
        if key and match["plain"] and value.startswith("//"):  # an address: https://…
            key, value = None, f"{key}:{value}"
        if not value:
            continue
        if key:
            _read_free(reading, free)
            _read_qualifier(reading, match[0], key, value, left_out=bool(match["minus"]))
        elif match["minus"]:
            _add(reading, without=(value,))
        elif quoted is not None:
            _read_free(reading, free)
            _add(reading, words=(value,))
        else:
            free.append(value)
    _read_free(reading, free)
    if reading.problems:
        return Misunderstood(reading.query, tuple(reading.problems))
    return reading.query


def read_office(name: str, vocabulary: Vocabulary) -> tuple[str, ...] | Problem:
    """The offices that a typed name may mean, or what is wrong with it."""
    codes = vocabulary.offices_named(name)
    if codes:
        return codes
    return Problem(name, "is no office that I know", _nearest(name, vocabulary.office_names))


def _read_free(reading: _Reading, free: list[str]) -> None:
    """Take the longest names of offices and frameworks out of a run of words; empties it."""
    start = 0
    while start < len(free):
        for end in range(min(len(free), start + _LONGEST_NAME), start, -1):
            name = " ".join(free[start:end]).strip(",;.")
            if _read_name(reading, name, free[start:end]):
                start = end
                break
        else:
            word = free[start].strip(",;")
            if fold(word):
                _add(reading, words=(word,))
            start += 1
    free.clear()


def _read_name(reading: _Reading, name: str, parts: list[str]) -> bool:
    vocabulary = reading.vocabulary
    frameworks = vocabulary.frameworks_named(name)
    # A two-letter word is a code only in capitals, and not where it names a topic (AI).
    short = len(name) <= 2 and not (name.isupper() and not vocabulary.topics_named(name))
    offices = () if short else vocabulary.offices_named(name)
    if frameworks and not short:
        _add(reading, frameworks=frameworks, named=tuple(parts))
    elif offices:
        _add(reading, offices=(offices,), named=tuple(parts))
    else:
        return False
    return True


def _read_qualifier(reading: _Reading, part: str, key: str, value: str, *, left_out: bool) -> None:
    name = _SYNONYMS.get(key.casefold(), key.casefold())
    if name not in _QUALIFIERS:
        near = tuple(f"{word}:" for word in _nearest(name, _QUALIFIERS))
        why = "is no qualifier; I know " + ", ".join(f"{q}:" for q in _QUALIFIERS)
        reading.problems.append(Problem(f"{key}:", why, near))
        return
    if left_out:
        why = 'only words can be left out, such as -trade or -"plant varieties"'
        reading.problems.append(Problem(part.strip(), why))
        return
    values = [v.strip() for v in re.split(r"[,、，]", value) if v.strip()]
    _READERS[name](reading, values)


def _read_offices(reading: _Reading, values: list[str]) -> None:
    codes = _codes(reading, values, "office")
    if codes:
        _add(reading, offices=(codes,))


def _read_any(reading: _Reading, values: list[str]) -> None:
    _add(reading, any_offices=_codes(reading, values, "office"))


def _read_frameworks(reading: _Reading, values: list[str]) -> None:
    _add(reading, frameworks=_codes(reading, values, "framework"))


def _read_topics(reading: _Reading, values: list[str]) -> None:
    codes = _codes(reading, values, "topic")
    if codes:
        _add(reading, topics=(codes,))


def _read_instruments(reading: _Reading, values: list[str]) -> None:
    for value in values:
        instrument = _INSTRUMENTS.get(fold(value))
        if instrument:
            _add(reading, instruments=(instrument,))
        else:
            _unknown(reading, value, "instrument", tuple(_INSTRUMENTS))


def _read_languages(reading: _Reading, values: list[str]) -> None:
    for value in values:
        code = LANGUAGES.get(fold(value), value.casefold())
        if re.fullmatch("[a-z]{2}", code):
            _add(reading, languages=(code,))
        else:
            _unknown(reading, value, "language", tuple(LANGUAGES))


def _read_since(reading: _Reading, values: list[str]) -> None:
    for day in _dates(reading, values):
        reading.query = replace(reading.query, since=day)


def _read_until(reading: _Reading, values: list[str]) -> None:
    for day in _dates(reading, values):
        reading.query = replace(reading.query, until=day)


def _read_year(reading: _Reading, values: list[str]) -> None:
    for day in _dates(reading, values):
        reading.query = replace(reading.query, since=day, until=day)


_READERS: Mapping[str, Callable[[_Reading, list[str]], None]] = {
    "office": _read_offices,
    "any": _read_any,
    "framework": _read_frameworks,
    "instrument": _read_instruments,
    "topic": _read_topics,
    "lang": _read_languages,
    "since": _read_since,
    "until": _read_until,
    "year": _read_year,
}


def _dates(reading: _Reading, values: list[str]) -> list[PartialDate]:
    found = []
    for value in values:
        if fold(value) in _DAYS_AGO:
            found.append(PartialDate.of(reading.today - timedelta(days=_DAYS_AGO[fold(value)])))
            continue
        try:
            found.append(PartialDate.parse(value.replace("/", "-").replace(".", "-")))
        except ValueError:
            why = "is no date; write 2021, 2021-07 or 2021-07-21"
            reading.problems.append(Problem(value, why, (str(reading.today.year),)))
    return found


def _codes(reading: _Reading, values: list[str], what: str) -> tuple[str, ...]:
    vocabulary = reading.vocabulary
    find, names = {
        "office": (vocabulary.offices_named, vocabulary.office_names),
        "framework": (vocabulary.frameworks_named, vocabulary.framework_names),
        "topic": (vocabulary.topics_named, vocabulary.topic_names),
    }[what]
    codes: dict[str, None] = {}
    for value in values:
        found = find(value)
        if not found:
            _unknown(reading, value, what, names)
        codes |= dict.fromkeys(found)
    return tuple(codes)


def _unknown(reading: _Reading, value: str, what: str, names: tuple[str, ...]) -> None:
    near = _nearest(value, names)
    why = f"is no {what} that I know"
    if not near and what != "office":
        why += f"; there are {', '.join(_samples(reading.vocabulary, what))}"
    reading.problems.append(Problem(value, why, near))


def _samples(vocabulary: Vocabulary, what: str) -> list[str]:
    """Some valid words, or all if they are few, where none is near to what was typed."""
    match what:
        case "instrument":
            return [instrument.label.lower() for instrument in Instrument]
        case "language":
            return [*[name for name in LANGUAGES if name.isascii()][:8], "and others"]
        case "framework":
            return [framework.code for framework in vocabulary.frameworks]
        case _:
            return [*(topic.label.lower() for topic in vocabulary.topics[:8]), "and others"]


def _add(reading: _Reading, **values: tuple[Any, ...]) -> None:
    joined = {name: getattr(reading.query, name) + more for name, more in values.items()}
    reading.query = replace(reading.query, **joined)


def _nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three valid words: those that begin so, then those that are spelt much alike."""
    folded, names = fold(word), tuple(known)
    begin = [name for name in names if len(folded) > 2 and name.startswith(folded)]
    alike = process.extract(folded, names, scorer=fuzz.ratio, limit=3, score_cutoff=60)
    found = dict.fromkeys([*sorted(begin, key=len), *(name for name, _, _ in alike)])
    return tuple(found)[:3]
