"""The subjects of what was agreed.

A phrase counts by where it stands: fully in the areas of co-operation and in the sentences that
set them out, half in what is told around it; where no areas are set out, fully in the sentence
that says what was agreed. One passing mention makes no topic.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from accord.agreement import Instrument
from parsers.extraction.candidate import Candidate, Context, Sentence, Span, Stated, Zone
from parsers.extraction.mentions import MentionKind
from parsers.extraction.terms import Hit

_LEAST = 1.0
_TOLD = 0.6  # a sentence beside those that set out areas; without any it tells all
_LONGEST_NAME = 160
_MARK = 24  # characters of a number and a label before an area: `Priority area 2 – `
_PART = 6  # blocks from one heading to the next
_NAMES = frozenset({MentionKind.OFFICE, MentionKind.FRAMEWORK})
_HIGHWAY = ("patents", "search_and_examination", "work_sharing")
_WIPO, _WITH_WIPO = "WO", "wipo_cooperation"
# `AI`, `SEP` and `GI` are meant, not a French `ai`, the month `Sep` or an Italian `gi`.
_SMALL_WORD = re.compile(r"[A-Za-z]?[a-z]{1,2}")


def topics(
    candidate: Candidate, areas: Stated[tuple[str, ...]] | None
) -> Stated[tuple[str, ...]] | None:
    """Codes of the topics, sorted, each with the phrase that weighs most.

    A patent prosecution highway has its three topics, an agreement with WIPO is co-operation with
    WIPO, and one of offices or of a forum that deal with one subject is about that subject.
    """
    weights: dict[str, float] = defaultdict(float)
    shown: dict[str, tuple[float, Span]] = {}
    for weight, code, span in _weighed(candidate, areas):
        weights[code] += weight
        if code not in shown or weight > shown[code][0]:
            shown[code] = (weight, span)
    found = {code: shown[code][1] for code, weight in weights.items() if weight >= _LEAST}
    for code in _given(candidate):
        found.setdefault(code, candidate.anchor)
    if not found:
        return None
    evidence = (
        candidate.context.evidence("topics", code, span.start, span.end)
        for code, span in sorted(found.items())
    )
    return Stated(tuple(sorted(found)), tuple(evidence))


def _given(candidate: Candidate) -> Iterator[str]:
    """Topics that follow from what the instrument, the parties and the forum are."""
    vocabulary = candidate.context.vocabulary
    if Instrument.PATENT_PROSECUTION_HIGHWAY in candidate.instruments[:1]:
        yield from _HIGHWAY
    if _WIPO in candidate.parties:
        yield _WITH_WIPO
    forum = vocabulary.framework(candidate.framework) if candidate.framework else None
    if forum is not None:
        yield from forum.topics
    for code in candidate.parties:
        office = vocabulary.office(code)
        if office is not None:
            yield from office.topics


def _weighed(
    candidate: Candidate, areas: Stated[tuple[str, ...]] | None
) -> Iterator[tuple[float, str, Span]]:
    """Each topic that an area or a sentence names, with what it weighs there and the phrase."""
    told = _TOLD if areas else 1.0
    first = _first_told(candidate)
    quotes = [(e.start, e.quote) for e in areas.evidence if e.start is not None] if areas else []
    for start, quote in quotes:
        for code, hit in _hits(candidate, start, start + len(quote)):
            yield 1.0, code, Span(hit.start, hit.end)
    found = ((start, candidate.context.sentence_at(start)) for start, _ in quotes)
    holding = [(start, sentence) for start, sentence in found if sentence is not None]
    telling = {sentence.start for _, sentence in holding}
    explained = _explained(candidate.context, holding)
    for sentence in candidate.sentences:
        if sentence.start in telling or sentence.block in explained:
            weight = 1.0
        elif sentence.start == first:
            weight = told
        else:
            weight = min(told, _weight(candidate, sentence))
        if weight > 0:
            for code, hit in _hits(candidate, sentence.start, sentence.end):
                yield weight, code, Span(hit.start, hit.end)


def _explained(context: Context, areas: Sequence[tuple[int, Sentence]]) -> set[int]:
    """The blocks of a list or of parts with headings, from each area to the next.

    `areas` are where they begin, with the sentences that hold them. Below the last stands as much
    as below the one of which least is said.
    """
    blocks = [s.block for _, s in areas]
    opening = all(start - context.document.blocks[s.block].start <= _MARK for start, s in areas)
    gaps = [after - before for before, after in pairwise(blocks)]
    if not gaps or not opening or not all(0 < gap <= _PART for gap in gaps):
        return set()
    return {*range(blocks[0], blocks[-1] + min(gaps))}


def speaks_of_one(context: Context, start: int, end: int) -> bool:
    """Whether a stretch names any subject."""
    return context.hits.any_under("topic.", start, end)


def names_subject(candidate: Candidate, start: int, end: int) -> bool:
    """Whether a stretch names a subject beyond the names of offices."""
    return bool(_hits(candidate, start, end))


def _hits(candidate: Candidate, start: int, end: int) -> list[tuple[str, Hit]]:
    """Each topic that a stretch names, with its first phrase."""
    context = candidate.context
    told = context.hits.under("topic.", start, end)
    if not told:
        return []
    mentions = context.mentions_in(max(0, start - _LONGEST_NAME), end)
    names = [(m.start, m.end) for m in mentions if m.kind in _NAMES]
    titles = context.hits.of("person.title", max(0, start - _LONGEST_NAME), end)
    names += [(title.start, title.end) for title in titles]
    first: dict[str, Hit] = {}
    for hit in told:
        # A word in an office's name or in a title (`Registrar of Trademarks`) says who it is.
        named = any(begin <= hit.start and hit.end <= stop for begin, stop in names)
        if not named and not _SMALL_WORD.fullmatch(context.text, hit.start, hit.end):
            first.setdefault(hit.key, hit)
    codes = (topic.code for topic in context.vocabulary.topics)
    return [(code, first[key]) for code in codes if (key := f"topic.{code}") in first]


def _weight(candidate: Candidate, sentence: Sentence) -> float:
    context = candidate.context
    zone = context.zones[sentence.block]
    if zone is Zone.BACKGROUND:
        return 0.0
    if context.hits.first("earlier", sentence.start, sentence.end):
        return 0.2
    if candidate.anchor.holds(sentence.start):
        return 1.0
    if not candidate.alone:  # a stretch of its own tells of nothing else
        return 1.0
    return 0.5 if zone is Zone.BODY else 0.6


def _first_told(candidate: Candidate) -> int | None:
    """Where the first sentence of the text proper begins that says what was agreed."""
    context = candidate.context
    for span in sorted(candidate.statements):
        sentence = context.sentence_at(span.start)
        if sentence is not None and context.zones[sentence.block] is not Zone.TITLE:
            return sentence.start
    return None
