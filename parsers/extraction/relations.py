"""What an agreement does to an earlier one: renews, extends or replaces it, or stands under it."""

from __future__ import annotations

import re

from accord.agreement import Relation, RelationKind
from accord.dates import PartialDate
from parsers.extraction.candidate import Candidate, Context, Sentence, Stated, Zone
from parsers.extraction.named import instruments_named
from parsers.extraction.terms import Hit

_KINDS = (
    RelationKind.REPLACES,
    RelationKind.RENEWS,
    RelationKind.EXTENDS,
    RelationKind.UNDER,
)
# Japanese and Korean name the instrument before the verb: 2019년 양해각서를 갱신한.
_VERB_LAST = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_PARTICLES = 4  # characters between the two
_REACH = 70  # characters between the word and the instrument that it speaks of


def relation(candidate: Candidate) -> Stated[Relation] | None:
    """The earlier agreement that the candidate's statements name with such a word."""
    context = candidate.context
    for sentence in candidate.sentences:
        if context.zones[sentence.block] is Zone.BACKGROUND:
            continue
        if sentence.start not in candidate.statement_starts and not _near(candidate, sentence):
            continue
        for kind in _KINDS:
            for cue in context.hits.of(str(kind), sentence.start, sentence.end):
                named = _instrument_after(context, sentence, cue)
                if named is None:
                    continue
                when = _date_after(context, sentence, named)
                title = " ".join(context.text[named.start : named.end].split())
                start, end = min(cue.start, named.start), max(cue.end, named.end)
                evidence = context.evidence("relation", kind, start, end)
                return Stated(Relation(kind, title, when), (evidence,))
    return None


def _near(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence stands in the same block as one that states the agreement."""
    context = candidate.context
    block = context.document.blocks[sentence.block]
    return any(
        s.start in candidate.statement_starts for s in context.sentences_in(block.start, block.end)
    )


def _instrument_after(context: Context, sentence: Sentence, cue: Hit) -> Hit | None:
    for named in instruments_named(context, sentence):
        if cue.end <= named.start <= cue.end + _REACH:
            between = context.text[cue.end : named.start]
            return None if set(between) & set(".;:") else named
    if not _VERB_LAST.match(context.text[cue.start]):
        return None
    return next(
        (n for n in instruments_named(context, sentence) if 0 <= cue.start - n.end <= _PARTICLES),
        None,
    )


def _date_after(context: Context, sentence: Sentence, named: Hit) -> PartialDate | None:
    """The date that follows the instrument, where it lies before the release."""
    for mention in context.dates_in(named.end, min(sentence.end, named.end + _REACH)):
        if mention.date.last < context.on:
            return mention.date
    return None
