"""The words and facts that a query asks for, as terms of the index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accord.query import Query
from accord.words import terms
from store.search_index import ANY, UNDATED, VAGUE, clip, due_in, facet, title_term
from store.search_spans import Span

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Terms of which one of each group must stand, phrases that must, and phrases that must not.

    `untitled` are phrases of which one at least must not stand.
    """

    groups: tuple[tuple[str, ...], ...]
    phrases: tuple[Phrase, ...]
    without: tuple[Phrase, ...]
    untitled: tuple[Phrase, ...] = ()


def wanted(
    query: Query, span: Span, titled: bool | None = None, due: tuple[date, ...] = ()
) -> Wanted:
    """What to look for in a span. With `titled`, the words must all stand in a title; if it is
    False, they must not all. With `due`, something must come about in the
    month of one of these days."""
    groups = [*_facts(query)]
    if due:
        groups.append(tuple(map(due_in, due)))
    without = _phrases(query.without)
    if span.vague:
        groups.append((facet("d", VAGUE),))
    if span.dated:
        without.append((facet("d", UNDATED),))
    phrases = _phrases(query.words)
    in_title = [tuple(map(title_term, phrase)) for phrase in phrases]
    if titled:
        phrases = in_title
    return Wanted(
        groups=tuple(groups) if groups or phrases else ((ANY,),),
        phrases=tuple(phrases),
        without=tuple(without),
        untitled=tuple(in_title) if titled is False else (),
    )


def _facts(query: Query) -> Iterator[tuple[str, ...]]:
    """The terms of the facts asked for: at least one of each group."""
    groups = (
        *(("p", group) for group in query.offices),
        ("p", query.any_offices),
        ("f", query.frameworks),
        ("i", tuple(map(str, query.instruments))),
        *(("t", group) for group in query.topics),
        ("l", query.languages),
    )
    for place, (kind, codes) in enumerate(groups):
        if codes or place < len(query.offices):
            yield tuple(facet(kind, code) for code in codes)


def _phrases(words: tuple[str, ...]) -> list[Phrase]:
    found = [tuple(map(clip, terms(word))) for word in words]
    return [phrase for phrase in found if phrase]
