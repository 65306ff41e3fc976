"""The one language of look-ups and subscriptions: what it says, and what it selects.

A query is words, "phrases", -words to leave out, and qualifiers such as `office:KR`. Words that
name an office or a framework by themselves (`KIPO`, `IP5`) count as that qualifier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accord.agreement import Agreement, Instrument
from accord.dates import PartialDate
from accord.vocabulary import Vocabulary
from accord.words import contains, terms


@dataclass(frozen=True, slots=True)
class Query:
    """Which agreements are wanted. All that is given must hold; an empty query selects all.

    `offices` and `topics` hold one group for each wish: the agreement must bind (or speak of)
    at least one code of every group. An agreement has one framework and one best instrument, so
    these are alternatives, as are `languages` (of its releases). `any_offices` must meet the
    parties. `since` and `until` are compared with the date of conclusion, else of publication.
    `words` and `without` are words or phrases as typed. `named` holds the free words that were
    taken for the name of an office or framework.
    """

    offices: tuple[tuple[str, ...], ...] = ()
    any_offices: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    topics: tuple[tuple[str, ...], ...] = ()
    languages: tuple[str, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def selects_all(self) -> bool:
        """Whether nothing is asked for in particular."""
        return self == Query()

    def as_words(self) -> Query:
        """The free words of the query alone, its names read as plain words too."""
        return Query(words=self.words + self.named, without=self.without)


def matches(
    query: Query,
    agreement: Agreement,
    *,
    languages: tuple[str, ...],
    dated: PartialDate | None,
    haystack: list[str],
) -> bool:
    """Whether a query selects an agreement.

    `languages` are those of its releases, `dated` is the date of conclusion, else of publication
    (None where neither is stated: then no query with `since` or `until` selects it), `haystack`
    the terms of `searchable`.
    """
    return _selects_facts(query, agreement) and _selects_release(
        query, languages=languages, dated=dated, haystack=haystack
    )


def unmet(
    query: Query,
    agreement: Agreement,
    *,
    languages: tuple[str, ...],
    dated: PartialDate | None,
    haystack: list[str],
) -> tuple[Query, ...]:
    """The conditions of a query that an agreement does not meet, each as a query of its own."""
    return tuple(
        part
        for part in _conditions(query)
        if not matches(part, agreement, languages=languages, dated=dated, haystack=haystack)
    )


def _conditions(query: Query) -> Iterator[Query]:
    yield from (Query(offices=(group,)) for group in query.offices)
    yield Query(any_offices=query.any_offices)
    yield Query(frameworks=query.frameworks)
    yield Query(instruments=query.instruments)
    yield from (Query(topics=(group,)) for group in query.topics)
    yield Query(languages=query.languages)
    yield Query(since=query.since)
    yield Query(until=query.until)
    yield from (Query(words=(word,)) for word in query.words)
    yield from (Query(without=(word,)) for word in query.without)


def _selects_facts(query: Query, agreement: Agreement) -> bool:
    parties, topics = set(agreement.parties), set(agreement.topics)
    return (
        not any(parties.isdisjoint(group) for group in query.offices)
        and not (query.any_offices and parties.isdisjoint(query.any_offices))
        and (not query.frameworks or agreement.framework in query.frameworks)
        and (not query.instruments or agreement.instrument in query.instruments)
        and not any(topics.isdisjoint(group) for group in query.topics)
    )


def _selects_release(
    query: Query,
    *,
    languages: tuple[str, ...],
    dated: PartialDate | None,
    haystack: list[str],
) -> bool:
    if query.languages and set(query.languages).isdisjoint(languages):
        return False
    if query.since and (dated is None or dated.last < query.since.first):
        return False
    if query.until and (dated is None or dated.first > query.until.last):
        return False
    return all(contains(haystack, terms(word)) for word in query.words) and not any(
        contains(haystack, terms(word)) for word in query.without
    )


def searchable(
    agreement: Agreement,
    *,
    title: str | None,
    text: str,
    vocabulary: Vocabulary,
    published: PartialDate | None = None,
) -> str:
    """The text by whose words an agreement is found.

    The release's own title and text, the year of conclusion, else of publication, and all names
    of its parties, framework and topics, so that `SIPO 2015` finds what CNIPA concluded and `KIPO`
    what a Chinese release calls 韩国特许厅.
    """
    parts = [title or "", text, agreement.instrument.label, *agreement.areas]
    dated = agreement.concluded or published
    parts += [str(dated.year)] if dated else []
    parts += [*agreement.other_parties, *(person.name for person in agreement.people)]
    for code in (*agreement.parties, *agreement.observers):
        for office in vocabulary.offices:
            if office.code == code:
                parts += [office.name, *(name.text for name in office.names), *office.country]
    framework = vocabulary.framework(agreement.framework) if agreement.framework else None
    if framework:
        parts += [framework.code, framework.name, *(name.text for name in framework.names)]
    topics = (vocabulary.topic(code) for code in agreement.topics)
    parts += [topic.label for topic in topics if topic]
    return "\n".join(part for part in parts if part)


def describe(query: Query, vocabulary: Vocabulary) -> str:
    """The query in plain words, to show what was understood."""
    return "; ".join(_clauses(query, vocabulary)) or "every agreement"


def _clauses(query: Query, vocabulary: Vocabulary) -> Iterator[str]:
    if query.offices:
        groups = [_either(vocabulary.office_label(c) for c in group) for group in query.offices]
        yield f"binding {_all_of(groups)}"
    if query.any_offices:
        yield f"binding {_either(vocabulary.office_label(c) for c in query.any_offices)}"
    if query.frameworks:
        yield f"framework {_either(query.frameworks)}"
    if query.instruments:
        yield f"instrument {_either(i.label.lower() for i in query.instruments)}"
    for group in query.topics:
        labels = (getattr(vocabulary.topic(code), "label", code) for code in group)
        yield f"topic {_either(labels)}"
    if query.languages:
        yield f"in language {_either(query.languages)}"
    if query.since:
        yield f"since {query.since}"
    if query.until:
        yield f"until {query.until}"
    if query.words:
        yield f"with {_all_of([f'“{word}”' for word in query.words])}"
    if query.without:
        yield f"without {_either(f'“{word}”' for word in query.without)}"


def _either(parts: Iterator[str] | tuple[str, ...]) -> str:
    return " or ".join(parts)


def _all_of(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
