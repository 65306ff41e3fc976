"""Where and how the parties met: the city, and whether they met there, online or both."""

from __future__ import annotations

import re

from accord.agreement import Mode
from accord.dates import PartialDate
from parsers.documents.document import BlockKind
from parsers.extraction.candidate import (
    Candidate,
    Context,
    Sentence,
    Span,
    Standing,
    Stated,
    Zone,
)
from parsers.extraction.own_text import is_own_text, is_signing
from parsers.extraction.spots import LINE, TOGETHER, Spot, spots
from parsers.extraction.terms import Hit

_BEFORE = 16  # characters before a city in which the word for "in" stands
_NEAR = 100  # characters between a word for meeting online and one for meeting or signing
_HELD = ("met", "held", "hosts", "hosted_by")
_MEETING = ("met", "signed", "adopted", "held", "hosts", "hosted_by", "agreed", "launched")
_LEAST = 2.0
_LONG_AGO, _RECENT, _SOON = 300, 60, 30  # days
_UNTIL = 30  # characters from `until` to its day
_OPENING = 4  # characters before a dateline's city: a bracket, the Russian `г. `
_BESIDE = 24  # characters between a city and the day beside it
_ROW = 3  # cities of an enumeration in which nobody met
_DAY = 1.2  # what a day beside a city says: there it was, then
_ABBREVIATED = 3  # letters of `NYC`
_LONG_TOPIC, _BY = 60, 2  # characters of a topic's words, and between them and `online`
_IN, _BOTH = 12, 2  # characters before a city for the word for `in`; cities of two signers


Told = tuple[Sentence, ...]


def place(candidate: Candidate) -> Stated[str] | None:
    """The city where it was signed or where the parties met, as the text writes it.

    None for a meeting online: the city that it names then is the one where it was to be.
    """
    told = _told(candidate)
    found = _place(candidate, told)
    if found is None:
        return None
    way = _way(candidate, found, told)
    if way.value is Mode.ONLINE if way is not None else _is_apart(candidate, told):
        return None
    context = candidate.context
    name = _name(context, found)
    return Stated(name, (context.evidence("place", name, found.start, found.end),))


def mode(candidate: Candidate) -> Stated[Mode] | None:
    """How the parties met: what the text says, or in person where it names the city."""
    told = _told(candidate)
    return _way(candidate, _place(candidate, told), told)


def _way(candidate: Candidate, spot: Span | None, told: Told) -> Stated[Mode] | None:
    for way, key in ((Mode.HYBRID, "mode.hybrid"), (Mode.ONLINE, "mode.online")):
        shown = _said(candidate, key, told)
        if shown is not None:
            partly = way is Mode.ONLINE and _others_came(candidate, shown, spot)
            return _mode(candidate, Mode.HYBRID if partly else way, shown)
    if _is_apart(candidate, told):
        return None  # letters went to and fro: nobody met
    if spot is not None and not _is_formal(candidate, spot):
        return _mode(candidate, Mode.IN_PERSON, spot)
    if is_own_text(candidate.context):
        return None  # visits are what it is about
    for sentence in told:
        hit = candidate.context.hits.first("mode.in_person", sentence.start, sentence.end)
        if hit is not None and _meets(candidate.context, sentence, hit.start):
            return _mode(candidate, Mode.IN_PERSON, Span(hit.start, hit.end))
    return None


def _mode(candidate: Candidate, way: Mode, shown: Span) -> Stated[Mode]:
    return Stated(way, (candidate.context.evidence("mode", way, shown.start, shown.end),))


def _said(candidate: Candidate, key: str, told: Told) -> Span | None:
    """A word for meeting online, beside one for meeting or signing."""
    context = candidate.context
    for sentence in told:
        for hit in context.hits.of(key, sentence.start, sentence.end):
            if _is_of_subject(context, sentence, hit):
                continue
            if sentence.start in candidate.statement_starts:
                return Span(hit.start, hit.end)
            near = _meets(context, sentence, hit.start) or _goes_on(context, sentence)
            if near and not _is_of_another_time(context, sentence):
                return Span(hit.start, hit.end)
    return None


def _is_of_another_time(context: Context, sentence: Sentence) -> bool:
    """Whether all that a sentence dates lies months back: `the last one was signed online in May`.

    A year alone may be that of a plan, or of the release itself.
    """
    days = [d.date for d in context.dates_in(sentence.start, sentence.end) if d.date.month]
    return bool(days) and all((context.on - day.last).days > _RECENT for day in days)


def _is_of_subject(context: Context, sentence: Sentence, online: Hit) -> bool:
    """Whether a word for online belongs to what was agreed on: `online piracy`, in any order."""
    if context.document.blocks[sentence.block].kind is BlockKind.ITEM:
        return True
    if context.hits.first("mode.by_online", online.start, online.start + 1) is not None:
        return False
    topics = context.hits.under("topic.", max(0, online.start - _LONG_TOPIC), online.end + _BY)
    beside = (t for t in topics if t.start <= online.end + _BY and t.end >= online.start - _BY)
    return any(not _is_in_name(context, topic) for topic in beside)


def _is_in_name(context: Context, hit: Hit) -> bool:
    """Whether words are part of an office's name."""
    names = context.mentions_in(hit.start - _LONG_TOPIC, hit.start + 1)
    return any(name.start <= hit.start < name.end for name in names)


def _is_apart(candidate: Candidate, told: Told) -> bool:
    """Whether it was signed without meeting: by letters, or electronically."""
    context = candidate.context
    hits, itself = context.hits, is_own_text(context)  # whose notices go by post
    if any(_each_at_home(context, sentence) for sentence in told):
        return True
    return any(
        (is_signing(context, sentence) or not itself)
        and hits.first("mode.apart", sentence.start, sentence.end)
        and hits.any_of(("signed", "agreed"), sentence.start, sentence.end)
        for sentence in told
    )


def _each_at_home(context: Context, sentence: Sentence) -> bool:
    """Whether each signed at home: `by Director Doe in Lima and by President Roe in Quito`."""
    hits = context.hits
    signed = hits.first("signed", sentence.start, sentence.end)
    if signed is None:
        return False
    cities = [
        city
        for city in hits.of("city", sentence.start, sentence.end)
        for inside in hits.of("in", city.start - _IN, city.start)[-1:]
        if not context.text[inside.end : city.start].strip()
    ]
    titles = [hit.start for hit in hits.of("person.title", sentence.start, sentence.end)]
    if (
        len(cities) != _BOTH
        or context.text[cities[0].start : cities[0].end]
        == (context.text[cities[1].start : cities[1].end])
    ):
        return False
    first = any(title < cities[0].start for title in titles)
    return first and any(cities[0].end < title < cities[1].start for title in titles)


def _goes_on(context: Context, sentence: Sentence) -> bool:
    """Whether a short sentence goes on from one about a meeting: `It took place by video.`"""
    before = context.sentence_at(sentence.start - 2) if sentence.start > 1 else None
    if before is None or before.block != sentence.block or len(sentence.text) > LINE:
        return False
    return context.hits.any_of(TOGETHER, before.start, before.end)


def _others_came(candidate: Candidate, online: Span, spot: Span | None) -> bool:
    """Whether only some joined by video a meeting that the text otherwise places in a city."""
    context = candidate.context
    sentence = context.sentence_at(online.start)
    if sentence is None or not context.hits.first("mode.joined", sentence.start, sentence.end):
        return False
    held = context.sentence_at(spot.start) if spot else None
    if held is not None and context.hits.first("mode.online", held.start, held.end):
        return False  # Singapore - The week, held on the internet
    return held is not None and context.hits.any_of(
        ("met", "held", "hosts", "signed"), held.start, held.end
    )


def _meets(context: Context, sentence: Sentence, offset: int) -> bool:
    begin = max(sentence.start, offset - _NEAR)
    end = min(sentence.end, offset + _NEAR)
    return context.hits.any_of(TOGETHER, begin, end)


def _is_formal(candidate: Candidate, spot: Span) -> bool:
    """Whether the city stands only in the formula of an agreement: `Done at Moscow on ...`."""
    context = candidate.context
    opening = context.sentence_at(spot.start)
    if opening is None:
        return False
    if is_own_text(context) and is_signing(context, opening):
        city = context.text[spot.start : spot.end]
        return not any(
            city in s.text
            and context.hits.any_of(_HELD, s.start, s.end)
            and any(day.date.day for day in context.dates_in(s.start, s.end))
            for s in candidate.sentences
            if not is_signing(context, s)
        )
    block = context.document.blocks[opening.block]
    if spot.start - block.start <= _OPENING and len(block.text) >= LINE:
        return False  # a dateline's
    return not any(
        context.hits.any_of(_MEETING, s.start, s.end)
        for s in candidate.sentences
        if s.span.holds(spot.start)
    ) and not any(context.hits.any_of(_HELD, s.start, s.end) for s in candidate.sentences)


def _place(candidate: Candidate, told: Told) -> Span | None:
    best: tuple[float, Span] | None = None
    for sentence in told:
        named = tuple(spots(candidate.context, sentence))
        weight = _weight(candidate, sentence) if named else 0.0
        days = candidate.context.dates_in(sentence.start, sentence.end) if named else ()
        dated = weight > 0 and any(day.date.day for day in days)
        for spot in named:
            if spot.dateline and _is_elsewhere(candidate, spot):
                continue
            if not spot.dateline and _is_of_aim(candidate.context, sentence, spot):
                continue
            if _is_of_row(candidate.context, sentence, spot):
                continue
            own = weight + (1.2 if spot.inside else 1.0 if spot.dateline else 0.0)
            own += _DAY * dated
            if own >= _LEAST and (best is None or own > best[0]):
                best = (own, Span(spot.start, spot.end))
    return best[1] if best else None


def _is_of_aim(context: Context, sentence: Sentence, spot: Spot) -> bool:
    """Whether a city is where something is to be set up: `a memorandum aimed at establishing a
    training centre in Hobart`. A day beside it tells of the signing.
    """
    hits = context.hits
    if any(d.date.day for d in context.dates_in(spot.start - _BESIDE, spot.end + _BESIDE)):
        return False
    if not hits.any_of((*TOGETHER, "agreed"), sentence.start, sentence.end):
        return hits.any_of(("area_aim",), sentence.start, spot.start)
    signed = hits.first("signed", sentence.start, spot.start)
    for key in ("area_aim", "area_purpose") if signed is not None else ():
        for cue in hits.of(key, signed.end if signed else spot.start, spot.start):
            thing = hits.any_of(("organisation",), cue.end, spot.start)
            if thing and not hits.any_of(TOGETHER, cue.end, spot.start):
                return True
    return False


def _is_of_row(context: Context, sentence: Sentence, spot: Spot) -> bool:
    """Whether a city is one of three and more of an enumeration, in all of which nobody met:
    `what counts in Lima, Quito and La Paz`.
    """
    cities = context.hits.of("city", sentence.start, sentence.end)
    row: list[Hit] = []
    for city in cities:
        if row and not _enumerates(context, row[-1].end, city.start):
            if len(row) >= _ROW and row[0].start <= spot.start <= row[-1].start:
                return True
            row = []
        row.append(city)
    return len(row) >= _ROW and row[0].start <= spot.start <= row[-1].start


def _enumerates(context: Context, start: int, end: int) -> bool:
    """Whether a comma or a word for `and` is all that stands between two cities."""
    gap = context.text[start:end].strip()
    joining = context.vocabulary.words("names.and", context.language or "en")
    return gap in {",", "、", "،", *joining} or gap.removeprefix(",").strip() in joining


def _is_elsewhere(candidate: Candidate, spot: Spot) -> bool:
    """Whether it was signed beside another body's meeting: `on the margins of the WIPO Assemblies`.

    A dateline's city then tells where the release was written, unless the body sits there.
    """
    context = candidate.context
    surface = context.text[spot.start : spot.end].casefold()
    for span in candidate.statements:
        for actor in context.actors_in(span.start, span.end):
            if actor.standing is not Standing.OCCASION or actor.codes & {*candidate.parties}:
                continue
            seats = {o.seat for o in context.vocabulary.offices if o.code in actor.codes and o.seat}
            near = (c for c in context.vocabulary.cities if c.name in seats)
            names = {name.casefold() for c in near for name in (c.name, *c.names)}
            if seats and surface not in names:
                return True
    return False


def _told(candidate: Candidate) -> Told:
    """The sentences that may say where: no background, nothing of other times."""
    context = candidate.context
    told = []
    for sentence in candidate.sentences:
        if context.zones[sentence.block] is Zone.BACKGROUND:
            continue
        dates = context.dates_in(sentence.start, sentence.end)
        if not _is_statement(candidate, sentence) and (
            context.hits.any_of(("next_meeting", "leaders"), sentence.start, sentence.end)
            or (
                context.hits.first("earlier", sentence.start, sentence.end)
                and not any(_is_fresh(context, d.date) for d in dates)
            )
        ):
            continue
        # A title's `course for 2021` says nothing of when.
        is_title = context.zones[sentence.block] is Zone.TITLE
        days = [
            (context.on - d.date.last).days
            for d in dates
            if (d.date.month or not is_title) and not _is_its_end(candidate, sentence, d.start)
        ]
        other_time = min(days, default=0) > _LONG_AGO or (
            max(days, default=0) < -_SOON and context.published
        )
        if other_time and not (is_own_text(context) and is_signing(context, sentence)):
            continue  # earlier news beside this, what is to come
        told.append(sentence)
    return tuple(told)


def _is_its_end(candidate: Candidate, sentence: Sentence, offset: int) -> bool:
    """Whether a day is that until which what a sentence states will last: `valid until`."""
    ends = candidate.context.hits.of("ends", max(sentence.start, offset - _UNTIL), offset)
    return bool(ends) and ends[-1].end <= offset and _is_statement(candidate, sentence)


def _is_fresh(context: Context, day: PartialDate) -> bool:
    """Whether a day lies in the weeks before the release, whatever else its sentence recalls."""
    return day.day is not None and 0 <= (context.on - day.last).days <= _RECENT


def _is_statement(candidate: Candidate, sentence: Sentence) -> bool:
    return sentence.start in candidate.statement_starts or candidate.anchor.holds(sentence.start)


def _weight(candidate: Candidate, sentence: Sentence) -> float:
    context = candidate.context
    kind = context.document.blocks[sentence.block].kind
    weight = 0.0
    if _is_statement(candidate, sentence):
        weight += 2.0
    if context.hits.any_of(_MEETING, sentence.start, sentence.end):
        weight += 1.0
    if context.zones[sentence.block] in (Zone.TITLE, Zone.LEAD) or kind is BlockKind.BYLINE:
        weight += 1.0
    if kind is BlockKind.ROW:
        weight += 1.0
    if context.hits.first("planned", sentence.start, sentence.end):
        weight -= 1.0
    return weight


def _name(context: Context, spot: Span) -> str:
    """A city's name in its dictionary form, with a noun that its language writes onto it."""
    capital = context.vocabulary.words("facts.capital", context.language or "")
    if spot.end - spot.start == 1 and capital:
        return capital[0]  # 在京
    name = context.cities.get(spot.start, context.text[spot.start : spot.end])
    before = context.text[max(0, spot.start - _BEFORE) : spot.start]
    joined = context.vocabulary.words("facts.city_joined", context.language or "")
    name = _lowered(context, name) if name.isupper() and len(name) > _ABBREVIATED else name
    return next((noun for noun in joined if before.endswith(noun)), "") + name


def _lowered(context: Context, name: str) -> str:
    """A city that a dateline or a title has in capitals, as it is written else: `MANILA`."""
    elsewhere = re.search(rf"(?i:\b{re.escape(name)}\b)(?<![A-Z])", context.text)
    if elsewhere is not None:
        return elsewhere[0]
    listed = (n for city in context.vocabulary.cities for n in (city.name, *city.names))
    return next((n for n in listed if n.casefold() == name.casefold()), name.title())
