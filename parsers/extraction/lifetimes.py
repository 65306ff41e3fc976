"""When an agreement takes effect, how long it lasts and when it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accord.dates import PartialDate
from parsers.extraction.candidate import Candidate, Context, Sentence, Stated, Zone
from parsers.extraction.terms import Hit

_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_BEFORE = 20  # characters before the words
_REACH = 40  # characters between the words and what they speak of


def in_force(candidate: Candidate) -> Stated[PartialDate] | None:
    """The day from which it applies."""
    return _dated(candidate, "in_force", "in_force")


def ends(candidate: Candidate) -> Stated[PartialDate] | None:
    """The last day on which it applies."""
    return _dated(candidate, "ends", "ends")


def term_months(candidate: Candidate) -> Stated[int] | None:
    """The stated duration in months: `valid for three years`, `有効期間は2年間`."""
    context = candidate.context
    for sentence in _own(candidate):
        for cue in context.hits.of("lasting", sentence.start, sentence.end):
            found = _duration(context, sentence, cue)
            if found is not None:
                months, end = found
                evidence = context.evidence("term_months", months, cue.start, end)
                return Stated(months, (evidence,))
    return None


def _dated(candidate: Candidate, field: str, key: str) -> Stated[PartialDate] | None:
    context = candidate.context
    for sentence in _own(candidate):
        if key == "ends" and not _speaks_of_it(candidate, sentence):
            continue
        dates = context.dates_in(sentence.start, sentence.end)
        for cue in context.hits.of(key, sentence.start, sentence.end):
            for mention in dates:
                near = 0 <= mention.start - cue.end <= _REACH
                # Languages that put the word behind the date: 2026年10月31日まで.
                behind = context.text[cue.start] >= "\u0e00" and 0 <= cue.start - mention.end <= 3
                if not (near or behind):
                    continue
                if not (_lasts if key == "ends" else _begins)(candidate, mention.date):
                    continue
                start, end = min(cue.start, mention.start), max(cue.end, mention.end)
                evidence = context.evidence(field, mention.date, start, end)
                return Stated(mention.date, (evidence,))
    return None


def _speaks_of_it(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence is about the agreement itself, and not about somebody's term of office."""
    hits = candidate.context.hits
    return (
        sentence.start in candidate.statement_starts
        or hits.first("lasting", sentence.start, sentence.end) is not None
        or hits.any_under("instrument.", sentence.start, sentence.end)
    )


def _lasts(candidate: Candidate, end: PartialDate) -> bool:
    """Whether the date lies behind the agreement's own day: `from 12 to 14 April` is no end."""
    began = candidate.concluded or candidate.context.published
    return began is not None and (end.last - began.last).days > 60


def _begins(candidate: Candidate, first: PartialDate) -> bool:
    """Whether the date is not that of an older agreement, in force before this one was made."""
    return candidate.concluded is None or first.last >= candidate.concluded.first


def _own(candidate: Candidate) -> Iterator[Sentence]:
    zones = candidate.context.zones
    return (s for s in candidate.sentences if zones[s.block] is not Zone.BACKGROUND)


def _duration(context: Context, sentence: Sentence, cue: Hit) -> tuple[int, int] | None:
    """Months and where they end, from a number and a unit next to the cue."""
    # Turkish, German and others put the number before the words: `iki yıl süreyle geçerli`.
    behind = cue.end, min(sentence.end, cue.end + _REACH)
    before = max(sentence.start, cue.start - _BEFORE), cue.end
    return _counted(context, *behind) or _counted(context, *before)


def _counted(context: Context, begin: int, stop: int) -> tuple[int, int] | None:
    """The months that a stretch of text counts, and where they end."""
    hits = context.hits
    for key, months in (("years", 12), ("months", 1)):
        unit = hits.first(key, begin, stop)
        if unit is None:
            continue
        digits = list(_NUMBER.finditer(context.text, begin, unit.start))
        if digits and unit.start - digits[-1].end() <= 3:
            return int(digits[-1][0]) * months, unit.end
        for n in range(1, 11):
            word = hits.first(f"number.{n}", begin, unit.start)
            if word is not None and len(context.text[word.end : unit.start].split()) <= 1:
                return n * months, unit.end
    return None
