"""What people type after `/accord` or `accord ask`, read as a request.

    latest · office X · between A B · any A B · framework X · topic X · show N
    subscribe FILTER · unsubscribe [N | FILTER] · subscriptions · sources · help

Everything else is a free search. Filters are queries (`accord.query_language`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz, process

from accord.query import Query
from accord.query_language import Misunderstood, Problem, read_query
from accord.vocabulary import Vocabulary, fold
from bot.outside import one_line


@dataclass(frozen=True, slots=True)
class LookUp:
    """A search. `words` are those that ask for it again; `meant` is a command that the first
    word is a likely misspelling of, with the rest of the text."""

    query: Query
    words: str
    meant: str | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """One agreement by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Tell this channel of what a filter selects; no words select everything."""

    query: Query
    words: str


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """End one of this channel's subscriptions, by number or filter; without either the only one."""

    number: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What this channel follows."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Which press rooms are watched and how that goes."""


@dataclass(frozen=True, slots=True)
class Help:
    """How to ask."""


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A request that makes no sense as it stands: what of it does, what doesn't, and a line to try,
    the text as it was probably meant or an example."""

    understood: Query
    problems: tuple[Problem, ...]
    corrected: str | None


Request = LookUp | Show | Subscribe | Unsubscribe | Subscriptions | Sources | Help | Mistaken

_ALIASES = {
    "?": "help",
    "find": "search",
    "follow": "subscribe",
    "forum": "framework",
    "list": "subscriptions",
    "new": "latest",
    "news": "latest",
    "newest": "latest",
    "recent": "latest",
    "source": "sources",
    "subscription": "subscriptions",
    "unfollow": "unsubscribe",
}
_NOTHING = Query()
_MARKS = re.compile(r"([,;&+、，])")
# What stands between names in a list of them; a mark alone folds to nothing.
_JOINTS = ("", "and", "or", "the", "to", "with")
_LONGEST_NAME = 8  # words
# Where the names end: at a qualifier, a quotation or a word to leave out.
_FILTER = re.compile(r"(?:^|\s)(?:[^\W\d]{2,20}\s?[:：]\s?\S|[\"“„«「]|-\S)")


@dataclass(frozen=True, slots=True)
class _Reader:
    vocabulary: Vocabulary
    today: date

    def search(self, rest: str) -> Request:
        query = self.query(rest)
        return query if isinstance(query, Mistaken) else LookUp(query, rest)

    def latest(self, rest: str) -> Request:
        return self.search("" if rest.isdecimal() and len(rest) < 4 else rest)

    def office(self, rest: str) -> Request:
        return self._named("office", rest, "office KIPO")

    def framework(self, rest: str) -> Request:
        return self._named("framework", rest, "framework IP5")

    def topic(self, rest: str) -> Request:
        return self._named("topic", rest, "topic artificial intelligence")

    def between(self, rest: str) -> Request:
        names, more = _names_and_filter(rest)
        offices = self._offices(names)
        if len(offices) < 2:
            return _usage("between", "needs two offices", "between KIPO SAIP", rest)
        return self.search(" ".join([*(f"office:{_quoted(n)}" for n in offices), more]).strip())

    def any(self, rest: str) -> Request:
        names, more = _names_and_filter(rest)
        offices = self._offices(names)
        if not offices:
            return _usage("any", "needs offices", "any EPO EUIPO", rest)
        return self.search(" ".join([*(f"any:{_quoted(n)}" for n in offices), more]).strip())

    def show(self, rest: str) -> Request:
        number = _number(rest)
        return Show(number) if number else _usage("show", "needs a number", "show 17", rest)

    def subscribe(self, rest: str) -> Request:
        query = self.query(rest)
        if isinstance(query, Mistaken):
            return replace(query, corrected=query.corrected and f"subscribe {query.corrected}")
        return Subscribe(query, rest)

    def unsubscribe(self, rest: str) -> Request:
        number = _number(rest)
        return Unsubscribe(number=number) if number else Unsubscribe(words=rest or None)

    def query(self, text: str) -> Query | Mistaken:
        read = read_query(text, self.vocabulary, self.today)
        if isinstance(read, Query):
            return read
        return Mistaken(read.understood, read.problems, _corrected(text, read, self.vocabulary))

    def _named(self, kind: str, rest: str, example: str) -> Request:
        """A search for one thing by its name, which may have several words, and more filters."""
        names, more = _names_and_filter(rest)
        if not names:
            return _usage(kind, f"needs the name of {_a(kind)}", example, rest)
        known = self._known(kind)
        tokens = names.split()
        end = next((n for n in range(len(tokens), 0, -1) if known(" ".join(tokens[:n]))), None)
        if end is None:
            end = len(tokens)
        words = [f"{kind}:{_quoted(' '.join(tokens[:end]))}", *tokens[end:], more]
        return self.search(" ".join(word for word in words if word))

    def _offices(self, names: str) -> list[str]:
        """The names in a run of words: the longest that are known, else what stands between."""
        known = self._known("office")
        tokens = [token for token in _MARKS.sub(r" \1 ", names).split() if token]
        found: list[str] = []
        unknown: list[str] = []
        while tokens:
            reach = range(min(len(tokens), _LONGEST_NAME), 0, -1)
            end = next((n for n in reach if fold(tokens[n - 1]) and known(" ".join(tokens[:n]))), 0)
            joins = end == 0 and fold(tokens[0]) in _JOINTS
            if (end or joins) and unknown:
                found.append(" ".join(unknown))
                unknown.clear()
            if end:
                found.append(" ".join(tokens[:end]))
            elif not joins:
                unknown.append(tokens[0])
            del tokens[: end or 1]
        return [*found, " ".join(unknown)] if unknown else found

    def _known(self, kind: str) -> Callable[[str], tuple[str, ...]]:
        return {
            "office": self.vocabulary.offices_named,
            "framework": self.vocabulary.frameworks_named,
            "topic": self.vocabulary.topics_named,
        }[kind]


_VERBS: dict[str, Callable[[_Reader, str], Request]] = {
    "search": _Reader.search,
    "latest": _Reader.latest,
    "office": _Reader.office,
    "between": _Reader.between,
    "any": _Reader.any,
    "framework": _Reader.framework,
    "topic": _Reader.topic,
    "show": _Reader.show,
    "subscribe": _Reader.subscribe,
    "unsubscribe": _Reader.unsubscribe,
}
# Requests by themselves; with more words these are something that is searched for.
_WHOLE: dict[str, Request] = {
    "subscriptions": Subscriptions(),
    "sources": Sources(),
    "help": Help(),
}


def read_command(text: str, vocabulary: Vocabulary, today: date) -> Request:
    """Read what was typed; `today` resolves dates. Never raises: a mistake is a `Mistaken`."""
    text = one_line(text)
    first, _, rest = text.partition(" ")
    rest = rest.strip()
    reader = _Reader(vocabulary, today)
    if not text:
        return Help()
    verb = fold(first) or first
    verb = _ALIASES.get(verb, verb)
    if verb in _WHOLE and not rest:
        return _WHOLE[verb]
    if verb in _VERBS and ":" not in first:
        return _VERBS[verb](reader, rest)
    request = reader.search(text)
    if isinstance(request, LookUp):
        near = process.extractOne(verb, (*_VERBS, *_WHOLE), scorer=fuzz.ratio, score_cutoff=75)
        if near:
            return LookUp(request.query, text, meant=f"{near[0]} {rest}".strip())
    return request


def _names_and_filter(text: str) -> tuple[str, str]:
    if text.startswith(('"', "“", "„")):  # office "United Kingdom" since:2020
        name, _, more = text[1:].translate(str.maketrans("“”„", '"""')).partition('"')
        return name.strip(), more.strip()
    match = _FILTER.search(text)
    return (text[: match.start()].strip(), text[match.start() :].strip()) if match else (text, "")


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _number(text: str) -> int | None:
    match = re.fullmatch(r"(?:no\.?\s*|#)?(\d{1,9})", text.strip(), re.IGNORECASE)
    return int(match[1]) if match else None


def _usage(verb: str, why: str, example: str, rest: str) -> Mistaken:
    part = f"{verb} {rest}".strip()
    return Mistaken(_NOTHING, (Problem(part, why),), example)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _corrected(text: str, read: Misunderstood, vocabulary: Vocabulary) -> str | None:
    """The text with each misunderstood part replaced by the nearest valid word, if all have one."""
    for problem in read.problems:
        if not problem.nearest or problem.part not in text:
            return None
        word = as_written(problem.nearest[0], vocabulary)
        text = text.replace(problem.part, word if word.endswith(":") else _quoted(word), 1)
    return text


def as_written(name: str, vocabulary: Vocabulary) -> str:
    """A folded name of the vocabulary as the vocabulary writes it: `KIPO` for `kipo`."""
    for office in vocabulary.offices:
        written = (office.acronym, office.name, *(n.text for n in office.names), *office.country)
        for candidate in written:
            if candidate and fold(candidate) == name:
                return candidate
    for framework in vocabulary.frameworks:
        for candidate in (framework.code, *(n.text for n in framework.names)):
            if fold(candidate) == name:
                return candidate
    return name
