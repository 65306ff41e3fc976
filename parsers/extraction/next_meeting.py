"""The next meeting that a release announces: who will host it, and in which year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from accord.agreement import NextMeeting
from parsers.documents.document import BlockKind
from parsers.extraction.candidate import Actor, Candidate, Context, Sentence, Standing, Stated
from parsers.extraction.mentions import MentionKind

_BEFORE, _BEHIND = 60, 60  # characters between the words for hosting and the host
_HOSTING = ("hosted_by", "hosts", "presidency")
_SOON = 30  # days
_AHEAD = 4  # years in which a next meeting is announced


def next_meeting(candidate: Candidate) -> Stated[NextMeeting] | None:
    """Host and year, from the sentence that announces the meeting; None where it says neither.

    It may call it the next one, stand below such a heading, or say who hosts in a year to come.
    """
    context = candidate.context
    for named in (True, False):
        for sentence in _told(candidate):
            if named != _is_named(context, sentence) or _is_of_another(candidate, sentence):
                continue
            year, host = _year(context, sentence), _hosting(context, sentence)
            if named and host is None:
                there = _there(candidate, sentence)
                host = there if there in candidate.parties else None
            found = (year or host) if named else (announces(context, sentence) and host)
            if found:
                host = host or _there(candidate, sentence)
                shown = context.evidence("next_meeting", host or year, sentence.start, sentence.end)
                return Stated(NextMeeting(host, year), (shown,))
    return None


def _is_of_another(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence speaks of a meeting of a forum in which this was not agreed."""
    context = candidate.context
    forums = {
        code
        for mention in context.mentions_in(sentence.start, sentence.end)
        if mention.kind is MentionKind.FRAMEWORK
        for code in mention.codes[:1]
    }
    known = {candidate.framework} & {f.code for f in context.vocabulary.frameworks}
    return bool(forums and known) and not forums & known


def looks_ahead(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence speaks of what comes next, other than by a day near (`the next day`)."""
    days = [d for d in context.dates_in(sentence.start, sentence.end) if d.date.day]
    return any(
        not any(day.start <= hit.start < day.end for day in days)
        for hit in context.hits.of("next", sentence.start, sentence.end)
    )


def announces(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence says who hosts in a year to come."""
    hits, start, end = context.hits, sentence.start, sentence.end
    if not hits.any_of(_HOSTING, start, end):
        return False
    if hits.any_of(("signed", "adopted"), start, end) and any(
        d.date.day and d.date.first <= context.on for d in context.dates_in(start, end)
    ):
        return False  # "signed on 3 May, at the invitation of X, a plan for 2025"
    hosting = {hit.start for key in _HOSTING for hit in hits.of(key, start, end)}
    if any(hit.start not in hosting for hit in hits.of("met", start, end)):
        # What will end in a few days is the meeting of which the release tells.
        soon = context.on + timedelta(days=_SOON)
        to_come = (d.date for d in context.dates_in(start, end) if d.date.last > context.on)
        # The `2025 Annual Meeting` may have been held: its year alone is not to come.
        days = [d for d in to_come if d.month or d.first > context.on]
        year = _year(context, sentence)
        to_be = bool(days) or (year is not None and year > context.on.year)
        return to_be and all(d.last > soon for d in days)
    # "ARIPO receives the code in January 2021" is about something else.
    return any(
        d.date.month is None and d.date.first > context.on for d in context.dates_in(start, end)
    )


def _told(candidate: Candidate) -> Iterator[Sentence]:
    """The agreement's sentences from the last; those of an only agreement in all parts."""
    sentences = candidate.context.sentences if candidate.alone else candidate.sentences
    for sentence in reversed(sentences):
        named = candidate.context.hits.first("next_meeting", sentence.start, sentence.end)
        if named or not candidate.anchor.holds(sentence.start):
            yield sentence


def _is_named(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence, the beginning of its block or the heading above names the meeting."""
    hits, blocks = context.hits, context.document.blocks
    if hits.first("next_meeting", sentence.start, sentence.end):
        return True
    if looks_ahead(context, sentence) and hits.any_of(
        ("met", "hosts"), sentence.start, sentence.end
    ):
        return _year(context, sentence) is not None
    if hits.any_of(_HOSTING, sentence.start, sentence.end):
        block = blocks[sentence.block]
        above = blocks[sentence.block - 1] if sentence.block else block
        if hits.first("next_meeting", block.start, sentence.start):
            return True
        if above.kind is BlockKind.HEADING and hits.first("next_meeting", above.start, above.end):
            return True
    return False


def _year(context: Context, sentence: Sentence) -> int | None:
    """The year of the first date that lies ahead, or of the words `next year`."""
    for mention in context.dates_in(sentence.start, sentence.end):
        # Where nothing dates the release, the year that its text names last may be its own.
        day = mention.date.last if context.published else mention.date.first
        if context.on < day and mention.date.year <= context.on.year + _AHEAD:
            return mention.date.year
    if context.published is None and not context.dates:
        return None  # next to which?
    words = context.vocabulary.words("dates.next_year", context.language or "en", "en")
    told = context.text[sentence.start : sentence.end].casefold()
    return context.on.year + 1 if any(word.casefold() in told for word in words) else None


def _hosting(context: Context, sentence: Sentence) -> str | None:
    """The office that is said to host."""
    hits, able = context.hits, _able(context, sentence)
    for key in _HOSTING:
        for hit in hits.of(key, sentence.start, sentence.end):
            before = [a for a in able if hit.start - _BEFORE <= a.end <= hit.start + 1]
            behind = [a for a in able if hit.end - 1 <= a.start <= hit.end + _BEHIND]
            ordered = behind + before[::-1] if key == "hosted_by" else before[::-1] + behind
            if ordered:
                return min(ordered[0].codes)
    return None


def _there(candidate: Candidate, sentence: Sentence) -> str | None:
    """The office of the country or of the city where the meeting will be.

    A party that has its seat in the city goes before the office of its country.
    """
    context = candidate.context
    able = _able(context, sentence)
    if able:
        code = min(able[-1].codes)
        return code if able[-1].is_office or code in candidate.parties else None
    hit = context.hits.first("city", sentence.start, sentence.end)
    if hit is None:
        return None
    city = context.cities[hit.start]
    for code in candidate.parties:
        office = context.vocabulary.office(code)
        if office is not None and office.seat and office.seat.casefold() == city.casefold():
            return code
    return _country_of(context, city)


def _able(context: Context, sentence: Sentence) -> list[Actor]:
    return [
        a
        for a in context.actors_in(sentence.start, sentence.end)
        if len(a.codes) == 1 and not a.forum and a.standing is not Standing.OCCASION
    ]


def _country_of(context: Context, city: str) -> str | None:
    """The country of a city, if one office is its own."""
    country = context.vocabulary.city_country(city)
    return country if country and context.vocabulary.office(country) else None
