"""Why a card says what it says: each fact with the words that state it, and what is around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from accord.agreement import Agreement, Evidence
from accord.query import Query
from accord.vocabulary import Vocabulary
from bot import cards
from bot.outside import one_line, shorten
from bot.parties import office_in_full
from bot.wording import Answer, Command, Entry, Strong, counted
from store import Unit, agreements, lineage, tellings
from store.records import StoredAgreement
from store.search import search

# The order in which people read facts, and what they are called.
_LABELS = {
    "instrument": "Instrument",
    "parties": "Party",
    "other_parties": "Party",
    "observers": "Observer",
    "concluded": "Concluded",
    "framework": "Framework",
    "place": "Place",
    "mode": "How they met",
    "host": "Host",
    "people": "Person",
    "areas": "Area",
    "topics": "Topic",
    "in_force": "In force from",
    "ends": "Ends",
    "term_months": "Term in months",
    "next_meeting": "Next meeting",
    "relation": "Relation",
    "published": "Published",
    "title": "Title",
}
_OFFICES = ("parties", "observers", "host")
_VALUE, _QUOTE = 120, 400
_MOST = 40
# How far the sentence around some words is looked for, and where one ends.
_AROUND = 250
_EDGE = re.compile(r"(?<=[.!?])\s|[。！？\n]|\A")
_RELATED = 6


def evidence(unit: Unit, number: int, vocabulary: Vocabulary) -> Answer:
    """Each fact of an agreement with its quotation. Raises NotFound."""
    stored = agreements.get(unit, number)
    texts = tellings.texts(unit, [t.release_id for t in stored.tellings])
    entries = list(_entries(stored, texts, vocabulary))
    return Answer(
        title=f"Why: {cards.heading(stored, vocabulary)}",
        lines=(("Each fact, and the words of the release that state it:",),)
        if entries
        else (("No quotation is kept for this agreement.",),),
        entries=tuple(entries[:_MOST]),
        hints=((Command(f"show {number}"), " tells all that is known of it."),),
    )


def related(unit: Unit, number: int, vocabulary: Vocabulary, samples: Collection[str]) -> Answer:
    """The agreements of the same line and series, then of the same parties. Raises NotFound."""
    found = lineage.timeline(unit, number)
    others: dict[int, StoredAgreement] = {}
    if found.earlier:
        others[found.earlier[1].id] = found.earlier[1]
    for one in (*(one for _, one in found.later), *found.chain, *reversed(found.series)):
        others.setdefault(one.id, one)
    for query in _around(found.agreement.agreement):
        for one in search(unit, query, limit=_RELATED + 1).hits:
            others.setdefault(one.id, one)
    others.pop(number, None)
    title = cards.heading(found.agreement, vocabulary)
    shown = list(others.values())[:_RELATED]
    if not shown:
        return Answer(
            title="Nothing related",
            lines=((f"{title}: I know of no other agreement of these parties or this forum.",),),
        )
    codes = found.agreement.agreement.parties
    more: tuple[tuple[str | Command, ...], ...] = ()
    if len(codes) > 1:
        words = " ".join(f"office:{code}" for code in codes[:4])
        more = (("All between them: ", Command(words)),)
    return Answer(
        title=f"Related to No. {number}: {counted(len(shown), 'agreement')}",
        lines=((title + ".",),),
        rows=tuple(cards.row(one, vocabulary, samples=samples) for one in shown),
        hints=(*more, (Command(f"timeline {number}"), " tells its life.")),
    )


def _around(agreement: Agreement) -> Iterator[Query]:
    if len(agreement.parties) > 1:
        yield Query(offices=tuple((code,) for code in agreement.parties))
    if agreement.framework:
        yield Query(frameworks=(agreement.framework,))
    if agreement.parties:
        yield Query(any_offices=agreement.parties)


def _in_context(one: Evidence, stored: StoredAgreement, texts: Mapping[int, str]) -> str:
    """The sentence in which the words stand, where they are a part of one."""
    for telling in stored.tellings:
        text = texts.get(telling.release_id, "")
        start = one.start
        if start is None or one.release != telling.release_id:
            continue
        end = start + len(one.quote)
        if text[start:end] != one.quote:
            continue
        before = [m.end() for m in _EDGE.finditer(text, max(0, start - _AROUND), start)]
        after = _EDGE.search(text, end, end + _AROUND)
        last = after.end() if after else len(text) if len(text) <= end + _AROUND else end
        return text[before[-1] if before else start : last].strip()
    return one.quote


def _entries(
    stored: StoredAgreement, texts: Mapping[int, str], vocabulary: Vocabulary
) -> Iterator[Entry]:
    on = cards.day_of(stored)
    order = list(_LABELS)
    known = sorted(
        stored.agreement.evidence,
        key=lambda e: order.index(e.field) if e.field in order else len(order),
    )
    by_quote: dict[str, list[str]] = {}
    for one in known:
        label = _LABELS.get(one.field) or one_line(one.field.replace("_", " ")).capitalize()
        value = one_line(one.value)
        if one.field in _OFFICES:
            value = office_in_full(value, vocabulary, on)
        elif one.field in ("instrument", "mode", "topics"):
            value = value.replace("_", " ")
        place = f" ({one_line(one.place)})" if one.place else ""
        quote = shorten(one_line(_in_context(one, stored, texts)), _QUOTE)
        facts = by_quote.setdefault(f"“{quote}”{place}", [])
        fact = f"{label}: {shorten(value, _VALUE)}"
        if fact not in facts:
            facts.append(fact)
    for quote, facts in by_quote.items():
        yield Entry(name=(Strong("; ".join(facts)),), about=(quote,))
