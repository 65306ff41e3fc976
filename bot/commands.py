"""What people type after `/accord` or `accord ask`, read as a request.

    latest · office X · between A B · any A B · framework X · topic X
    show N · why N · related N · timeline X · upcoming [FILTER] · export [csv | json] [FILTER]
    subscribe FILTER · unsubscribe [N | FILTER] · mute [N] [for 3 days] · unmute [N]
    subscriptions · sources · why URL · help

Everything else is a free search. Filters are queries (`accord.query_language`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz import fuzz, process

from accord.query import Query
from accord.query_language import Misunderstood, Problem, read_query
from accord.vocabulary import Vocabulary, fold
from bot.muting import read_until
from bot.outside import one_line
from bot.requests import (
    Evidence,
    Export,
    Help,
    LookUp,
    Mistaken,
    Mute,
    Related,
    Request,
    Show,
    Sources,
    Subscribe,
    Subscriptions,
    Timeline,
    Unsubscribe,
    Upcoming,
    Why,
)
from bot.wishing import read_wishes

_ALIASES = {
    "?": "help",
    "find": "search",
    "follow": "subscribe",
    "coming": "upcoming",
    "download": "export",
    "evidence": "why",
    "forum": "framework",
    "history": "timeline",
    "pause": "mute",
    "list": "subscriptions",
    "new": "latest",
    "news": "latest",
    "newest": "latest",
    "recent": "latest",
    "quiet": "mute",
    "similar": "related",
    "source": "sources",
    "subscription": "subscriptions",
    "unfollow": "unsubscribe",
}
_ADDRESS = re.compile(r"https?://\S+|file:\S.*", re.IGNORECASE)
_FORMS = {"csv": "csv", "json": "json", "jsonl": "jsonl"}
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
    now: datetime

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

    def related(self, rest: str) -> Request:
        number = _number(rest)
        return (
            Related(number) if number else _usage("related", "needs a number", "related 17", rest)
        )

    def why(self, rest: str) -> Request:
        number, address = _number(rest), _ADDRESS.fullmatch(rest)
        if number:
            return Evidence(number)
        if address:
            return Why(address[0])
        needs = "needs the address of a release, or the number of an agreement"
        return _usage("why", needs, "why https://www.epo.org/news/1", rest)

    def timeline(self, rest: str) -> Request:
        number = _number(rest)
        if number:
            return Timeline(_NOTHING, rest, number)
        if not rest:
            return _usage("timeline", "needs an office, a forum or a number", "timeline KIPO", rest)
        query = self.query(rest, "timeline")
        return query if isinstance(query, Mistaken) else Timeline(query, rest)

    def upcoming(self, rest: str) -> Request:
        query = self.query(rest, "upcoming")
        return query if isinstance(query, Mistaken) else Upcoming(query, rest)

    def export(self, rest: str) -> Request:
        words = rest.split()
        form = next((_FORMS[fold(w)] for w in (words[:1] + words[-1:]) if fold(w) in _FORMS), None)
        if form and fold(words[0]) in _FORMS:
            rest = " ".join(words[1:])
        elif form:
            rest = " ".join(words[:-1])
        query = self.query(rest, "export")
        if isinstance(query, Mistaken):
            return query
        return Export(query, rest, form or "csv")

    def subscribe(self, rest: str) -> Request:
        wished = read_wishes(rest)
        query = self.query(wished.rest)
        problems = wished.problems
        if isinstance(query, Mistaken):
            corrected = query.corrected if not problems else None
            return replace(
                query,
                problems=(*query.problems, *problems),
                corrected=corrected and f"subscribe {corrected} {wished.words}".strip(),
            )
        if problems:
            example = "subscribe office:KR send:daily at:09:00 zone:Europe/Zurich"
            return Mistaken(query, problems, example)
        return Subscribe(query, wished.rest, wished.wishes, wished.confirmed)

    def mute(self, rest: str) -> Request:
        number, left = _leading_number(rest)
        until = read_until(left, self.now)
        if until is None:
            return _usage("mute", "needs a time", "mute for 3 days", rest)
        return Mute(number, until if until > self.now else None)

    def unmute(self, rest: str) -> Request:
        return Mute(_number(rest), None)

    def unsubscribe(self, rest: str) -> Request:
        number = _number(rest)
        return Unsubscribe(number=number) if number else Unsubscribe(words=rest or None)

    def query(self, text: str, verb: str = "") -> Query | Mistaken:
        read = read_query(text, self.vocabulary, self.now.date())
        if isinstance(read, Query):
            return read
        corrected = _corrected(text, read, self.vocabulary)
        return Mistaken(read.understood, read.problems, corrected and f"{verb} {corrected}".strip())

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
    "related": _Reader.related,
    "why": _Reader.why,
    "timeline": _Reader.timeline,
    "upcoming": _Reader.upcoming,
    "export": _Reader.export,
    "subscribe": _Reader.subscribe,
    "unsubscribe": _Reader.unsubscribe,
    "mute": _Reader.mute,
    "unmute": _Reader.unmute,
}
# Requests by themselves; with more words these are something that is searched for.
_WHOLE: dict[str, Request] = {
    "subscriptions": Subscriptions(),
    "sources": Sources(),
    "help": Help(),
}


def read_command(text: str, vocabulary: Vocabulary, now: datetime) -> Request:
    """Read what was typed; `now` resolves dates. Never raises: a mistake is a `Mistaken`."""
    text = one_line(text)
    first, _, rest = text.partition(" ")
    rest = rest.strip()
    reader = _Reader(vocabulary, now)
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


def _leading_number(text: str) -> tuple[int | None, str]:
    """A subscription's number before a time: `2 for 3 days`, but not the 3 of `3 days`."""
    match = re.match(r"(?:no\.?\s*|#)?(\d{1,9})(?:\s+(?=for\b|until\b|till\b|\d)|\s*$)", text, re.I)
    return (int(match[1]), text[match.end() :]) if match else (None, text)


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
