"""The subjects of what was agreed.

A phrase counts by where it stands: much in the sentences that say what was agreed and in the lists
and headings that set it out, little in what is told around it. A passing mention makes no topic.
"""

from __future__ import annotations

from collections import defaultdict

from accord.agreement import Evidence, Instrument
from parsers.documents.document import BlockKind
from parsers.extraction.candidate import Candidate, Sentence, Stated, Zone
from parsers.extraction.mentions import MentionKind
from parsers.extraction.terms import Hit

_LEAST = 1.0
_LONGEST_NAME = 160
_HIGHWAY = ("patents", "search_and_examination", "work_sharing")
_LISTED = frozenset({BlockKind.ITEM, BlockKind.HEADING, BlockKind.ROW})


def topics(candidate: Candidate) -> Stated[tuple[str, ...]] | None:
    """Codes of the topics, sorted, each with the phrase that weighs most."""
    weights: dict[str, float] = defaultdict(float)
    shown: dict[str, tuple[float, Hit]] = {}
    for sentence in candidate.sentences:
        weight = _weight(candidate, sentence)
        if weight <= 0:
            continue
        for code, hit in _hits(candidate, sentence):
            weights[code] += weight
            if code not in shown or weight > shown[code][0]:
                shown[code] = (weight, hit)
    found = {code for code, weight in weights.items() if weight >= _LEAST}
    evidence = [_evidence(candidate, code, shown[code][1]) for code in sorted(found)]
    if Instrument.PATENT_PROSECUTION_HIGHWAY in candidate.instruments[:1]:
        anchor = candidate.anchor
        for code in _HIGHWAY:
            if code not in found:
                found.add(code)
                evidence.append(
                    candidate.context.evidence("topics", code, anchor.start, anchor.end)
                )
    return Stated(tuple(sorted(found)), tuple(evidence)) if found else None


def _hits(candidate: Candidate, sentence: Sentence) -> list[tuple[str, Hit]]:
    """Each topic that a sentence names, with its first phrase."""
    context = candidate.context
    mentions = context.mentions_in(max(0, sentence.start - _LONGEST_NAME), sentence.end)
    names = [(m.start, m.end) for m in mentions if m.kind is not MentionKind.COUNTRY]
    first = []
    for topic in context.vocabulary.topics:
        for hit in context.hits.of(f"topic.{topic.code}", sentence.start, sentence.end):
            # A word in an office's name says what the office is, not what was agreed.
            if not any(start < hit.end and hit.start < end for start, end in names):
                first.append((topic.code, hit))
                break
    return first


def _weight(candidate: Candidate, sentence: Sentence) -> float:
    context = candidate.context
    zone = context.zones[sentence.block]
    if zone is Zone.BACKGROUND:
        return 0.0
    kind = context.document.blocks[sentence.block].kind
    if context.hits.first("earlier", sentence.start, sentence.end):
        return 0.3
    if sentence.start in candidate.statement_starts or candidate.anchor.holds(sentence.start):
        return 2.0
    if kind in _LISTED:
        return 2.0
    if zone is Zone.TITLE:
        return 1.5
    if context.hits.first("agreed", sentence.start, sentence.end):
        return 1.5
    return 0.7 if zone is Zone.LEAD else 0.6


def _evidence(candidate: Candidate, code: str, hit: Hit) -> Evidence:
    return candidate.context.evidence("topics", code, hit.start, hit.end)
