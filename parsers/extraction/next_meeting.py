"""The next meeting that a release announces: who will host it, and in which year."""

from __future__ import annotations

from accord.agreement import NextMeeting
from parsers.extraction.candidate import Candidate, Context, Sentence, Standing, Stated, Zone

_BEFORE, _BEHIND = 60, 60  # characters between the words for hosting and the host


def next_meeting(candidate: Candidate) -> Stated[NextMeeting] | None:
    """Host and year, from the sentence that announces the meeting; None where it says neither."""
    context = candidate.context
    for sentence in reversed(candidate.sentences):
        if context.zones[sentence.block] is Zone.BACKGROUND:
            continue
        if not context.hits.first("next_meeting", sentence.start, sentence.end):
            continue
        year, host = _year(context, sentence), _host(context, sentence)
        if year is not None or host is not None:
            shown = context.evidence("next_meeting", host or year, sentence.start, sentence.end)
            return Stated(NextMeeting(host, year), (shown,))
    return None


def _year(context: Context, sentence: Sentence) -> int | None:
    """The year of the first date that lies ahead, or of the words `next year`."""
    begin = context.published or None
    for mention in context.dates_in(sentence.start, sentence.end):
        if mention.date.last > context.on or (begin is None and not mention.relative):
            return mention.date.year
    words = context.vocabulary.words("dates.next_year", context.language or "en", "en")
    told = context.text[sentence.start : sentence.end].casefold()
    return context.on.year + 1 if any(word.casefold() in told for word in words) else None


def _host(context: Context, sentence: Sentence) -> str | None:
    """The office that will host; the office of the country where it will be, if there is one."""
    hits = context.hits
    able = [
        a
        for a in context.actors_in(sentence.start, sentence.end)
        if len(a.codes) == 1 and not a.forum and a.standing is not Standing.OCCASION
    ]
    for key in ("hosted_by", "hosts", "presidency"):
        for hit in hits.of(key, sentence.start, sentence.end):
            before = [a for a in able if hit.start - _BEFORE <= a.end <= hit.start]
            behind = [a for a in able if hit.end <= a.start <= hit.end + _BEHIND]
            ordered = behind + before[::-1] if key == "hosted_by" else before[::-1] + behind
            if ordered:
                return min(ordered[0].codes)
    return min(able[-1].codes) if able else None
