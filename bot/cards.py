"""Agreements in words: the card that announces one, all its details, its row in a list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from urllib.parse import urlsplit

from accord.agreement import Agreement, Instrument, Mode, RelationKind
from accord.dates import PartialDate
from accord.delivery import EventKind
from accord.press_release import Link
from accord.vocabulary import Vocabulary
from bot.dates import date_in_words
from bot.outside import one_line, shorten, web_address
from bot.parties import (
    framework_name,
    office_in_full,
    office_name,
    parties_in_heading,
)
from bot.wording import Card, Fact, Line, Row, counted, listed
from store.records import Event, StoredAgreement, Telling

SAMPLE_NOTE = "Sample text, invented for trying Accord."
_QUOTE = 600
_SENTENCE = 30
_ENDS = re.compile(r"[.!?。！？][\"'”’」』)]*$")
_VALUE = 160
_PARTIES = 12
_AREAS = 6
# The address of a file that was brought in by hand, and its name.
_FILE = "file:"
_TELLINGS = 5
_CHANGES = 6

# What parties of such an agreement do, as its definition says. `{}` is "sign" where the source
# says that they signed.
_NEWS = {
    Instrument.JOINT_STATEMENT: "issue a joint statement",
    Instrument.JOINT_DECLARATION: "adopt a joint declaration",
    Instrument.MEMORANDUM_OF_UNDERSTANDING: "{} a memorandum of understanding",
    Instrument.COOPERATION_AGREEMENT: "{} a co-operation agreement",
    Instrument.WORK_PLAN: "agree on a work plan",
    Instrument.PATENT_PROSECUTION_HIGHWAY: "agree on a patent prosecution highway",
    Instrument.PILOT_PROGRAMME: "agree on a pilot programme",
    Instrument.LETTER_OF_INTENT: "{} a letter of intent",
    Instrument.TREATY: "{} a treaty",
    Instrument.MEETING_OUTCOME: "reach agreement at a meeting",
}
_RENEWALS = {
    RelationKind.RENEWS: "renew",
    RelationKind.EXTENDS: "extend",
    RelationKind.REPLACES: "replace",
}
_RELATIONS = {
    RelationKind.RENEWS: "Renews",
    RelationKind.EXTENDS: "Extends",
    RelationKind.REPLACES: "Replaces",
    RelationKind.UNDER: "Under",
}
_SIGNED = re.compile(
    r"\bsign(?:ed|s|ing)\b|unterzeichne|\bfirm(?:a|ó|aron|ado)\b|\bsign(?:é|ent|ature)|\bassin"
    r"|подписа|签署|簽署|署名|서명",
    re.IGNORECASE,
)
_ALWAYS_MEETING = (Instrument.MEETING_OUTCOME,)


def card(
    stored: StoredAgreement,
    vocabulary: Vocabulary,
    *,
    samples: Collection[str] = (),
    notes: tuple[Line, ...] = (),
) -> Card:
    """The card that announces an agreement. `samples` are the ids of the sample press room."""
    agreement, on = stored.agreement, day_of(stored)
    first = stored.tellings[0]
    address = web_address(first.url)
    marks: tuple[Line, ...] = ((SAMPLE_NOTE,),) if _is_sample(stored, samples) else ()
    return Card(
        id=stored.id,
        heading=heading(stored, vocabulary),
        facts=tuple(_main_facts(agreement, vocabulary, on)),
        areas=_areas(agreement, _AREAS),
        quote=quotation(agreement),
        published=tuple(published_by(stored, vocabulary)),
        original=Link(address, f"Read the {_publisher(first, vocabulary)} release")
        if address
        else None,
        notes=(*marks, *notes),
    )


def details(
    stored: StoredAgreement, vocabulary: Vocabulary, *, samples: Collection[str] = ()
) -> Card:
    """The card with everything that is known, as a look-up of one agreement shows it."""
    agreement, on = stored.agreement, day_of(stored)
    short = card(stored, vocabulary, samples=samples)
    return Card(
        id=short.id,
        heading=short.heading,
        facts=(*short.facts, *_more_facts(agreement, vocabulary, on)),
        areas=_areas(agreement, 20),
        quote=short.quote,
        published=short.published,
        original=short.original,
        notes=short.notes,
    )


def row(stored: StoredAgreement, vocabulary: Vocabulary, *, samples: Collection[str] = ()) -> Row:
    """One line of a list."""
    agreement = stored.agreement
    first = stored.tellings[0]
    forum = framework_name(agreement.framework, vocabulary) if agreement.framework else None
    parts = [
        _dated(stored),
        forum,
        _place(agreement),
        _told(first, vocabulary),
        "sample text" if _is_sample(stored, samples) else None,
    ]
    return Row(
        id=stored.id,
        heading=heading(stored, vocabulary),
        url=web_address(first.url),
        facts=" · ".join(part for part in parts if part),
    )


def heading(stored: StoredAgreement, vocabulary: Vocabulary) -> str:
    """The news in one line: `KIPO and SAIP sign a memorandum of understanding`."""
    agreement, on = stored.agreement, day_of(stored)
    first = tuple(c for c in (agreement.host, *stored.published_by) if c)
    who = parties_in_heading(agreement, vocabulary, on, first)
    what = agreement.instrument.label
    if not who:
        return what
    alone = len(agreement.parties) + len(agreement.other_parties) < 2
    if alone:
        return f"{who}: {what[0].lower()}{what[1:]}"
    return f"{who[0].upper()}{who[1:]} {_verb(agreement)}"


def follow_up(stored: StoredAgreement, event: Event, vocabulary: Vocabulary) -> Line:
    """What is said under the first message when more is known of an agreement."""
    if event.kind is EventKind.REVISED:
        return _revision(stored, event, vocabulary)
    telling = next(
        (t for t in reversed(stored.tellings) if t.release_id == event.release_id),
        stored.tellings[-1],
    )
    address = web_address(telling.url)
    if event.kind is EventKind.WITHDRAWN:
        publisher = _publisher(telling, vocabulary)
        return (f"{publisher} has withdrawn its release: it is no longer at its address.",)
    line: Line = (f"{_publisher(telling, vocabulary)} has published it too",)
    if event.party_count > 1 and event.published_by > 0:
        line += (f": {event.published_by} of {counted(event.party_count, 'office')}",)
    line += (". ",)
    if address:
        line += (Link(address, f"Read the {_publisher(telling, vocabulary)} release"),)
    return line


def _revision(stored: StoredAgreement, event: Event, vocabulary: Vocabulary) -> Line:
    told = next((t for t in stored.tellings if t.release_id == event.release_id), None)
    who = _publisher(told or stored.tellings[0], vocabulary)
    parts: list[str] = []
    for change in event.changes[:_CHANGES]:
        label = change.field.replace("_", " ")
        now, before = (_changed(change.field, v, vocabulary) for v in (change.now, change.before))
        if not before:
            parts.append(f"{label}: {now}, not stated before")
        elif not now:
            parts.append(f"{label}: no longer stated, was {before}")
        else:
            parts.append(f"{label}: {now}, was {before}")
    if len(event.changes) > _CHANGES:
        parts.append(f"and {len(event.changes) - _CHANGES} more")
    line: Line = (f"{who} has revised its release. {'; '.join(parts)}.",)
    address = web_address(told.url) if told else None
    return (*line, " ", Link(address, f"Read the {who} release")) if address else line


def _changed(field: str, value: str, vocabulary: Vocabulary) -> str:
    if field in ("parties", "observers") and value:
        return listed(vocabulary.office_label(code) for code in value.split(", "))
    if field in ("concluded", "in_force", "ends") and value:
        return date_in_words(PartialDate.parse(value))
    return _value(value.replace("_", " ") if field in ("instrument", "mode") else value)


def published_by(stored: StoredAgreement, vocabulary: Vocabulary) -> Iterator[Line]:
    """Who published it and when, one line a release; a count where several parties did."""
    for telling in stored.tellings[:_TELLINGS]:
        name = _publisher(telling, vocabulary)
        when = f", {date_in_words(telling.published)}" if telling.published else ""
        language = vocabulary.languages.get(telling.language or "")
        told_in = f", in {language.name}" if language and language.code != "en" else ""
        address = web_address(telling.url)
        told = _told(telling, vocabulary)
        line: Line = (f"{told[0].upper()}{told[1:]}{when}{told_in}",)
        yield (*line, " · ", Link(address, f"Read the {name} release")) if address else line
    if len(stored.tellings) > _TELLINGS:
        yield (f"and {counted(len(stored.tellings) - _TELLINGS, 'more release')}",)
    parties = len(stored.agreement.parties)
    if len(stored.published_by) > 1:
        yield (f"{len(stored.published_by)} of {parties} offices have published it",)


def quotation(agreement: Agreement) -> str | None:
    """The source's own sentence that says that it was agreed."""
    fields = ("instrument", "concluded", "parties", "framework")
    quotes = [one_line(e.quote) for field in fields for e in agreement.quotes(field)]
    long = [quote for quote in quotes if len(quote) >= _SENTENCE]
    whole = [quote for quote in long if _ENDS.search(quote)]
    others = sorted((one_line(e.quote) for e in agreement.evidence), key=len, reverse=True)
    return shorten(next(iter(whole or long or others), ""), _QUOTE) or None


def day_of(stored: StoredAgreement) -> date | None:
    """The day by which names are chosen: of conclusion, else of publication."""
    agreement, published = stored.agreement, stored.tellings[0].published
    day = agreement.concluded or published
    return day.first if day else None


def _verb(agreement: Agreement) -> str:
    relation, label = agreement.relation, agreement.instrument.label
    if relation and relation.kind in _RENEWALS and agreement.instrument not in _ALWAYS_MEETING:
        return f"{_RENEWALS[relation.kind]} their {label[0].lower()}{label[1:]}"
    words = (*agreement.quotes("instrument"), *agreement.quotes("concluded"))
    signed = any(_SIGNED.search(evidence.quote) for evidence in words)
    return _NEWS[agreement.instrument].format("sign" if signed else "conclude")


def _main_facts(agreement: Agreement, vocabulary: Vocabulary, on: date | None) -> Iterator[Fact]:
    parties = [office_in_full(code, vocabulary, on) for code in agreement.parties]
    parties += [_value(name) for name in agreement.other_parties]
    if parties:
        yield Fact("Parties", (listed(_first(parties, _PARTIES)),))
    if agreement.concluded:
        yield Fact("Concluded", (date_in_words(agreement.concluded),))
    forum = framework_name(agreement.framework, vocabulary) if agreement.framework else None
    if forum:
        yield Fact("Framework", (forum,))
    place = _place(agreement)
    if place:
        yield Fact("Where", (place,))


def _more_facts(agreement: Agreement, vocabulary: Vocabulary, on: date | None) -> Iterator[Fact]:
    def named(codes: tuple[str, ...]) -> str:
        return listed(office_in_full(code, vocabulary, on) for code in codes)

    if len(agreement.instruments) > 1:
        yield Fact("Also read as", tuple(i.label.lower() for i in agreement.instruments[1:]))
    if agreement.observers:
        yield Fact("Observers", (named(agreement.observers),))
    if agreement.host:
        yield Fact("Host", (office_in_full(agreement.host, vocabulary, on),))
    if agreement.people:
        people = [
            f"{_value(p.name)} ({office_name(p.office, vocabulary, on)})"
            if p.office
            else _value(p.name)
            for p in agreement.people
        ]
        yield Fact("People", tuple(_first(people, 10)))
    topics = [vocabulary.topic(code) for code in agreement.topics]
    if topics:
        yield Fact("Topics", (", ".join(topic.label for topic in topics if topic),))
    yield from _terms(agreement)
    if agreement.next_meeting:
        host, year = agreement.next_meeting.host, agreement.next_meeting.year
        parts = [office_name(host, vocabulary, on)] if host else []
        parts += [str(year)] if year else []
        if parts:
            yield Fact("Next meeting", (", ".join(parts),))


def _terms(agreement: Agreement) -> Iterator[Fact]:
    if agreement.in_force:
        yield Fact("In force from", (date_in_words(agreement.in_force),))
    if agreement.ends:
        yield Fact("Ends", (date_in_words(agreement.ends),))
    if agreement.term_months:
        years, months = divmod(agreement.term_months, 12)
        term = [counted(years, "year")] if years else []
        term += [counted(months, "month")] if months else []
        yield Fact("Term", (listed(term),))
    if agreement.relation:
        relation = agreement.relation
        when = f" ({date_in_words(relation.concluded)})" if relation.concluded else ""
        yield Fact(_RELATIONS[relation.kind], (f"{_value(relation.title)}{when}",))


def _areas(agreement: Agreement, most: int) -> Fact | None:
    areas = [_value(area) for area in agreement.areas]
    return Fact("Areas", tuple(_first(areas, most))) if areas else None


def _place(agreement: Agreement) -> str | None:
    place = _value(agreement.place) if agreement.place else None
    match agreement.mode:
        case Mode.ONLINE:
            return f"{place}, online" if place else "Online"
        case Mode.HYBRID:
            return f"{place} and online" if place else "In person and online"
        case Mode.IN_PERSON:
            return place or "In person"
    return place


def _dated(stored: StoredAgreement) -> str | None:
    if stored.agreement.concluded:
        return date_in_words(stored.agreement.concluded)
    published = stored.tellings[0].published
    return f"published {date_in_words(published)}" if published else None


def _publisher(telling: Telling, vocabulary: Vocabulary) -> str:
    """The publishing office's short name, else the source's, else the web host."""
    if telling.publisher:
        on = telling.published.first if telling.published else None
        return office_name(telling.publisher, vocabulary, on)
    if telling.source_name:
        return _value(telling.source_name)
    try:
        return urlsplit(telling.url).hostname or "original"
    except ValueError:
        return "original"


def _told(telling: Telling, vocabulary: Vocabulary) -> str:
    """Who told of it; of a file whose publisher nobody named, the file."""
    if telling.publisher is None and telling.url.startswith(_FILE):
        return f"read from {_value(telling.url.removeprefix(_FILE))}"
    return f"published by {_publisher(telling, vocabulary)}"


def _is_sample(stored: StoredAgreement, samples: Collection[str]) -> bool:
    return any(telling.source_id in samples for telling in stored.tellings)


def _value(text: str) -> str:
    return shorten(one_line(text), _VALUE)


def _first(parts: list[str], most: int) -> list[str]:
    rest = len(parts) - most
    return parts if rest < 2 else [*parts[:most], f"{rest} more"]
