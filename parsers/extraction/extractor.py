"""The engine: a document to its agreements, each fact with the words that state it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from accord.agreement import Agreement, Evidence, Instrument
from accord.dates import PartialDate
from accord.vocabulary import Vocabulary
from parsers.documents.document import Document
from parsers.extraction import (
    areas,
    bodies,
    concluded,
    frameworks,
    hosts,
    lifetimes,
    next_meeting,
    observers,
    others,
    parties,
    people,
    places,
    relations,
    topics,
)
from parsers.extraction.actors import find_actors
from parsers.extraction.body_names import spelled_out
from parsers.extraction.candidate import Candidate, Context, Span, Stated
from parsers.extraction.candidates import candidates
from parsers.extraction.cities import Cities
from parsers.extraction.dates import DateFinder, DateMention
from parsers.extraction.mentions import Gazetteer
from parsers.extraction.past import VERBS
from parsers.extraction.sections import zones
from parsers.extraction.sentences import split
from parsers.extraction.terms import Hit, Hits, Terms

T = TypeVar("T")


FACTS = "facts"
"""The key of the language files under which the words for the steps of this package stand."""

PARTICIPANTS = "participants"
EXCEPTED = "except."  # what only holds a topic's phrase
_UNTIL = 6  # characters between `until` and a date
_COMMON = "en"  # releases in all languages speak of MoUs and of the PPH in English


class Extractor:
    """Reads documents with one vocabulary; made once, it holds what was compiled from it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.gazetteer = Gazetteer(vocabulary)
        self.cities = Cities(vocabulary)
        self.dates = DateFinder(vocabulary)
        self._terms = lru_cache(maxsize=32)(self._compile)

    def context(
        self, document: Document, published: PartialDate | None, publisher: str | None
    ) -> Context:
        """The document with all that is found in it."""
        language = document.language
        terms = self._terms(language)
        hits = terms.find(document.text).outside(VERBS, PARTICIPANTS)
        hits = hits.outside((*VERBS, "agreed_together", "hosts", "hosted_by"), "another_word")
        hits = hits.outside(("planned", "no_agreement"), "settled")
        cities = tuple(self.cities.find(document.text, language))
        hits = hits.including("city", (Hit(c.start, c.end, "city") for c in cities))
        for excepted in hits.keys(EXCEPTED):
            hits = hits.outside([f"topic.{excepted.removeprefix(EXCEPTED)}"], excepted)
        dates = self.dates.find(document.text, language=language, published=published)
        if published is None and document.changed and not any(m.date.month for m in dates):
            # Nothing else says of which year its days are.
            dates = self.dates.find(document.text, language=language, published=document.changed)
        on = _day(published, dates, hits)
        context = Context(
            document=document,
            vocabulary=self.vocabulary,
            language=language,
            published=published,
            publisher=publisher,
            sentences=split(document, self._words("abbreviations", language)),
            mentions=self.gazetteer.find(
                document.text, language=language, publisher=publisher, published=published
            ),
            dates=dates,
            cities={city.start: city.name for city in cities},
            hits=hits,
            zones=zones(document, hits, dates, on),
            on=on,
        )
        context = replace(context, bodies=bodies.find_bodies(context))
        context = replace(context, spelled_out=spelled_out(context))
        return replace(context, actors=find_actors(context))

    def agreements(self, context: Context) -> tuple[Agreement, ...]:
        """The agreements that the document states, in its order."""
        return tuple(_agreement(candidate) for candidate in candidates(context))

    def _words(self, key: str, language: str | None) -> tuple[str, ...]:
        codes = dict.fromkeys((language, _COMMON)) if language else (_COMMON,)
        return self.vocabulary.words(key, *(c for c in codes if c))

    def _compile(self, language: str | None) -> Terms:
        phrases: dict[str, tuple[str, ...]] = {}
        for code in dict.fromkeys((language, _COMMON)):
            known = self.vocabulary.languages.get(code) if code else None
            if known is None:
                continue
            for key, words in known.under(FACTS).items():
                if key == "numbers":
                    for n, word in enumerate(words, 1):
                        phrases[f"number.{n}"] = (*phrases.get(f"number.{n}", ()), word)
                else:
                    phrases[key] = (*phrases.get(key, ()), *words)
        for topic in self.vocabulary.topics:
            codes = [code for code in dict.fromkeys((language, _COMMON)) if code]
            listed = (topic.phrases.get(code, ()) for code in codes)
            phrases[f"topic.{topic.code}"] = tuple(chain.from_iterable(listed))
            listed = (topic.excepted.get(code, ()) for code in codes)
            phrases[f"{EXCEPTED}{topic.code}"] = tuple(chain.from_iterable(listed))
        phrases["organisation"] = (
            *phrases.get("organisation", ()),
            *phrases.get("body_name", ()),
        )
        phrases["head"] = tuple(title for o in self.vocabulary.offices for title in o.heads)
        return Terms(phrases)


def _day(published: PartialDate | None, dates: Iterable[DateMention], hits: Hits) -> date:
    """The day by which names, memberships and `long ago` are understood.

    Of a release without a date the latest that it tells, save one until which something lasts.
    """
    if published is not None:
        return published.last
    dates = [d for d in dates if not hits.first("ends", d.start - _UNTIL, d.end + _UNTIL)]
    exact = [d.date.first for d in dates if d.date.month is not None]
    years = [d.date.first for d in dates]
    return max(exact or years, default=date(2020, 1, 1))


def _agreement(candidate: Candidate) -> Agreement:
    evidence: list[Evidence] = [_instrument_evidence(candidate)]

    def keep(stated: Stated[T] | None) -> T | None:
        if stated is None:
            return None
        evidence.extend(stated.evidence)
        return stated.value

    candidate = candidate.knowing(other_parties=others.beside_one(candidate))
    candidate = parties.settle(candidate)
    observing = observers.observers(candidate)
    others_there = frozenset(observing.value) if observing else frozenset()
    others_there -= _concluding(candidate)
    agreed = keep(parties.parties(candidate, others_there)) or ()
    candidate = candidate.knowing(parties=agreed)
    if observing is not None:
        left = tuple(code for code in observing.value if code not in agreed)
        shown = tuple(e for e in observing.evidence if e.value in left)
        candidate = candidate.knowing(observers=keep(Stated(left, shown)) if left else ())
    candidate = candidate.knowing(other_parties=keep(others.other_parties(candidate)) or ())
    candidate = candidate.knowing(framework=keep(frameworks.framework(candidate)))
    candidate = candidate.knowing(concluded=keep(concluded.concluded(candidate)))
    candidate = candidate.knowing(host=keep(_own_or_shared(hosts.host, candidate)))
    candidate = _with_convener(candidate, evidence)
    set_out = areas.areas(candidate)
    return Agreement(
        instruments=candidate.instruments,
        concluded=candidate.concluded,
        framework=candidate.framework,
        parties=agreed,
        other_parties=candidate.other_parties,
        observers=candidate.observers,
        host=candidate.host,
        place=keep(_own_or_shared(places.place, candidate)),
        mode=keep(_own_or_shared(places.mode, candidate)),
        people=keep(_own_or_shared(people.people, candidate)) or (),
        areas=keep(set_out) or (),
        topics=keep(topics.topics(candidate, set_out)) or (),
        next_meeting=keep(next_meeting.next_meeting(candidate)),
        in_force=keep(lifetimes.in_force(candidate)),
        ends=keep(lifetimes.ends(candidate)),
        term_months=keep(lifetimes.term_months(candidate)),
        relation=keep(relations.relation(candidate)),
        evidence=tuple(evidence),
    )


def _concluding(candidate: Candidate) -> frozenset[str]:
    """Those who act in a statement that speaks of no observers: they observed something else."""
    context = candidate.context
    acting: frozenset[str] = frozenset()
    for span in candidate.statements:
        watched = context.hits.any_of(("observer", "attended"), span.start, span.end)
        if not watched:
            acting |= context.codes_in(span.start, span.end) & frozenset(candidate.parties)
    return acting


def _own_or_shared(
    step: Callable[[Candidate], Stated[T] | None], candidate: Candidate
) -> Stated[T] | None:
    """What the agreement's own text states, else what the release states of all its agreements."""
    found = step(candidate)
    if found is None and candidate.shared:
        return step(candidate.widened())
    return found


def _with_convener(candidate: Candidate, evidence: list[Evidence]) -> Candidate:
    """An organisation that convenes offices to agree among themselves is there as an observer."""
    code = candidate.host
    countries = candidate.context.vocabulary.country_codes
    if code is None or code in {*candidate.parties, *candidate.observers} or code in countries:
        return candidate
    shown = next(e for e in evidence if e.field == "host")
    evidence.append(replace(shown, field="observers"))
    return candidate.knowing(observers=tuple(sorted({*candidate.observers, code})))


def _instrument_evidence(candidate: Candidate) -> Evidence:
    context = candidate.context
    instrument: Instrument = candidate.instruments[0]
    anchor: Span = candidate.anchor
    return context.evidence("instrument", instrument, anchor.start, anchor.end)
