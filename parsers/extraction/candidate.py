"""What the steps of extraction hand to each other: the release marked up, and one agreement in it.

A step is a pure function of a `Candidate` that returns what the text states of it, with the words
that state it, or None:

    people(candidate) -> Stated[tuple[Person, ...]] | None          people.py
    place(candidate) -> Stated[str] | None                          places.py
    mode(candidate) -> Stated[Mode] | None                          places.py
    next_meeting(candidate) -> Stated[NextMeeting] | None           next_meeting.py
    areas(candidate) -> Stated[tuple[str, ...]] | None              areas.py
    topics(candidate, areas) -> Stated[tuple[str, ...]] | None      topics.py
    full_text(document, vocabulary) -> tuple[Link, ...]             full_text.py
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Generic, Protocol, TypeVar

from accord.agreement import Evidence, Instrument
from accord.dates import PartialDate
from accord.vocabulary import Vocabulary
from parsers.documents.document import Document
from parsers.extraction.dates import DateMention
from parsers.extraction.mentions import Mention
from parsers.extraction.names import fold
from parsers.extraction.terms import Hits

STEM = 5
"""Letters of a word that stay the same in its cases."""

T_co = TypeVar("T_co", covariant=True)


class Zone(StrEnum):
    """What part of a release a block belongs to."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Stated(Generic[T_co]):
    """A value and the words that state it; never without evidence."""

    value: T_co
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the document's text: `text[start:end]`."""

    start: int
    end: int

    def holds(self, start: int, end: int | None = None) -> bool:
        """Whether the offset, or the whole stretch, lies within."""
        return self.start <= start and (start if end is None else end) <= self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, with the number of its block in the document. Never crosses blocks."""

    start: int
    end: int
    text: str
    block: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class Standing(StrEnum):
    """What a mention does in its sentence."""

    ACTOR = "actor"
    PLACE = "place"
    OCCASION = "occasion"
    MODIFIER = "modifier"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention with the offices that it stands for; `forum` is the code of the group it names."""

    start: int
    end: int
    codes: frozenset[str]
    standing: Standing
    is_office: bool
    forum: str | None = None

    @property
    def acts(self) -> bool:
        """Whether it can be a party or an observer."""
        return self.standing is Standing.ACTOR


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=_Placed)


@dataclass(frozen=True)
class Context:
    """A document with everything found in it; all offsets count from its text's beginning.

    `published` and `publisher` are what is known of the release, from the document or from where
    it was found. `hits` are the words of the language files' `facts`, `zones` has one zone for
    each of the document's blocks, `bodies` the names in party position of those who are no IP
    offices, by where their sentence begins, `spelled_out` such names with the letters that the text
    gives to them in brackets, `on` is the day by which names and memberships are
    understood, `cities` are the cities' names as a dictionary has them, by where they begin.
    Sequences are in the order of the text.
    """

    document: Document
    vocabulary: Vocabulary
    language: str | None
    published: PartialDate | None
    publisher: str | None
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    hits: Hits
    zones: tuple[Zone, ...]
    on: date
    cities: Mapping[int, str] = field(default_factory=dict)
    bodies: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    spelled_out: Mapping[str, str] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()

    @property
    def text(self) -> str:
        """The release's own text."""
        return self.document.text

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that begin within a stretch."""
        return _within(self.mentions, self._mention_starts, start, end)

    def actors_in(self, start: int, end: int) -> tuple[Actor, ...]:
        """Actors whose names begin within a stretch."""
        return _within(self.actors, self._actor_starts, start, end)

    def codes_in(self, start: int, end: int) -> frozenset[str]:
        """The offices that act within a stretch."""
        return codes_of(self.actors_in(start, end))

    def dates_in(self, start: int, end: int) -> tuple[DateMention, ...]:
        """Dates that begin within a stretch."""
        return _within(self.dates, self._date_starts, start, end)

    def sentences_in(self, start: int, end: int) -> tuple[Sentence, ...]:
        """Sentences that begin within a stretch."""
        return _within(self.sentences, self._sentence_starts, start, end)

    def sentences_of(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences of a stretch, cut where it begins or ends within one."""
        first = self.sentence_at(span.start)
        inside = self.sentences_in(span.start, span.end)
        if first is not None and first.start < span.start:
            inside = (first, *inside)
        return tuple(_cut(sentence, span) for sentence in inside)

    def bodies_in(self, start: int, end: int) -> tuple[Span, ...]:
        """Those who are no IP offices and stand in party position within a stretch."""
        sentence = self.sentence_at(start)
        places = self.bodies.get(sentence.start, ()) if sentence is not None else ()
        return tuple(place for place in places if start <= place.start < end)

    def bodies_before(self, offset: int, most: int) -> tuple[Span, ...]:
        """Those last named before an offset, the last first."""
        i = bisect_left(self._bodies, Span(offset, 0))
        return self._bodies[max(0, i - most) : i][::-1]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset."""
        i = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[i] if i >= 0 and offset < self.sentences[i].end else None

    @cached_property
    def titles(self) -> tuple[Sentence, ...]:
        """The sentences of its title."""
        return tuple(s for s in self.sentences if self.zones[s.block] is Zone.TITLE)

    def evidence(self, field: str, value: object, start: int, end: int) -> Evidence:
        """The words of a stretch as evidence of a value; surrounding space is left out."""
        quote = self.text[start:end]
        start += len(quote) - len(quote.lstrip())
        return Evidence(field, str(value), quote.strip(), start)

    @cached_property
    def body_stems(self) -> frozenset[str]:
        """How the words of those bodies' names begin, whatever case they stand in."""
        words = (re.findall(r"[^\W\d_]{4,}", self.text[s.start : s.end]) for s in self._bodies)
        return frozenset(fold(word)[:STEM] for word in chain.from_iterable(words))

    @cached_property
    def _bodies(self) -> tuple[Span, ...]:
        return tuple(sorted(chain.from_iterable(self.bodies.values())))

    @cached_property
    def _mention_starts(self) -> tuple[int, ...]:
        return tuple(m.start for m in self.mentions)

    @cached_property
    def _actor_starts(self) -> tuple[int, ...]:
        return tuple(a.start for a in self.actors)

    @cached_property
    def _date_starts(self) -> tuple[int, ...]:
        return tuple(d.start for d in self.dates)

    @cached_property
    def _sentence_starts(self) -> tuple[int, ...]:
        return tuple(s.start for s in self.sentences)


@dataclass(frozen=True)
class Candidate:
    """One agreement that the release tells of, as far as it is known.

    `spans` are the stretches of text that tell of it, in order (the whole text where it is the
    release's only agreement); `anchor` is the sentence that says that it was agreed, `statements`
    are all sentences that do. `shared` is what the release tells of all its agreements together,
    empty where it has one, `opening` what one sentence says of all that it tells of. The fields
    from `parties` on are filled step by step, in their order: a step may use what stands before
    its own.
    """

    context: Context
    spans: tuple[Span, ...]
    anchor: Span
    instruments: tuple[Instrument, ...]
    statements: tuple[Span, ...] = ()
    shared: tuple[Span, ...] = ()
    opening: Span | None = None
    alone: bool = True
    parties: tuple[str, ...] = ()
    other_parties: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    framework: str | None = None
    concluded: PartialDate | None = None
    host: str | None = None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that tell of it; of one that tells of others too, the part in its spans."""
        found = (self.context.sentences_of(span) for span in self.spans)
        return tuple(chain.from_iterable(found))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The offices, countries, frameworks and groups named in its spans."""
        found = (self.context.mentions_in(span.start, span.end) for span in self.spans)
        return tuple(chain.from_iterable(found))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates in its spans."""
        found = (self.context.dates_in(span.start, span.end) for span in self.spans)
        return tuple(chain.from_iterable(found))

    @cached_property
    def statement_starts(self) -> frozenset[int]:
        """Where the sentences begin that say that it was agreed."""
        return frozenset(s.start for s in self.statements)

    @cached_property
    def _span_starts(self) -> tuple[int, ...]:
        return tuple(s.start for s in self.spans)

    def holds(self, offset: int) -> bool:
        """Whether one of its spans holds the offset."""
        i = bisect_right(self._span_starts, offset) - 1
        return i >= 0 and self.spans[i].holds(offset)

    def widened(self) -> Candidate:
        """The same candidate with what the release tells of all its agreements together."""
        own = () if self.opening is None or self.holds(self.opening.start) else (self.opening,)
        return replace(self, spans=tuple(sorted({*self.spans, *self.shared, *own})))

    def knowing(self, **fields: object) -> Candidate:
        """The same candidate with some fields filled."""
        return replace(self, **fields)  # type: ignore[arg-type]


def codes_of(actors: Iterable[Actor]) -> frozenset[str]:
    """The offices that some actors stand for.

    A forum's members count only where the text names fewer than two offices itself: in
    `Korea and ASEAN agree` they are meant, in `Japan and the Philippines spoke of ASEAN` not.
    """
    acting = [a for a in actors if a.acts]
    named = frozenset(chain.from_iterable(a.codes for a in acting if not a.forum))
    if len(named) >= 2:
        return named
    return named.union(*(a.codes for a in acting if a.forum))


def _cut(sentence: Sentence, span: Span) -> Sentence:
    """What of a sentence lies within a stretch."""
    if span.holds(sentence.start, sentence.end):
        return sentence
    start, end = max(sentence.start, span.start), min(sentence.end, span.end)
    text = sentence.text[start - sentence.start : end - sentence.start]
    return Sentence(start, end, text, sentence.block)


def _within(items: Sequence[P], starts: Sequence[int], start: int, end: int) -> tuple[P, ...]:
    return tuple(items[bisect_left(starts, start) : bisect_left(starts, end)])
