"""The words that name an instrument in a sentence, whoever concludes it and whenever."""

from __future__ import annotations

from accord.agreement import Instrument
from parsers.documents.document import BlockKind
from parsers.extraction.candidate import Context, Sentence
from parsers.extraction.mentions import Mention, MentionKind
from parsers.extraction.past import FIRM
from parsers.extraction.terms import Hit

GENERIC = "instrument.agreement"
"""The key of the words that may mean any instrument."""

_NAMED = tuple(i for i in Instrument if i is not Instrument.MEETING_OUTCOME)
_HIGHWAY = "instrument.patent_prosecution_highway"
_CELL = " | "  # between the cells of a table's row
_FORUMS = frozenset({MentionKind.FRAMEWORK, MentionKind.GROUP})


def instruments_named(context: Context, sentence: Sentence) -> tuple[Hit, ...]:
    """The words that name instruments, the particular before the general where they overlap."""
    if not context.hits.any_under("instrument.", sentence.start, sentence.end):
        return ()
    found: list[Hit] = []
    end = _cell_end(context, sentence)
    named: list[Hit | Mention] = list(
        context.hits.of("standing_treaty", sentence.start, sentence.end)
    )
    # `Pacific Alliance`: what a forum is called is no instrument.
    named += [m for m in context.mentions_in(sentence.start, sentence.end) if m.kind in _FORUMS]
    for key in [f"instrument.{i}" for i in _NAMED] + [GENERIC]:
        if key == GENERIC:
            named += _agreeing_alone(context, sentence)
        for hit in context.hits.of(key, sentence.start, end):
            if not any(hit.start < other.end and other.start < hit.end for other in found):
                found.append(_signed_declaration(context, sentence, hit))
    return tuple(
        sorted(
            hit
            for hit in found
            if hit.key == _HIGHWAY or not any(n.start <= hit.start < n.end for n in named)
        )
    )


def _agreeing_alone(context: Context, sentence: Sentence) -> tuple[Hit, ...]:
    """Where a sentence says that they agree, and of no paper that was signed: `Agreement was
    reached at the meeting`.
    """
    together = context.hits.of("agreed_together", sentence.start, sentence.end)
    firm = (hit for verb in FIRM for hit in context.hits.of(verb, sentence.start, sentence.end))
    within = all(any(t.start <= hit.start < t.end for t in together) for hit in firm)
    return together if together and within else ()


def _cell_end(context: Context, sentence: Sentence) -> int:
    """Where the cell ends that names a row's instrument: the next tells what it is about."""
    if context.document.blocks[sentence.block].kind is not BlockKind.ROW:
        return sentence.end
    named = context.hits.under("instrument.", sentence.start, sentence.end)
    end = context.text.find(_CELL, min(hit.start for hit in named), sentence.end)
    return sentence.end if end < 0 else end


def _signed_declaration(context: Context, sentence: Sentence, hit: Hit) -> Hit:
    """A declaration where a word that may mean a statement too is of what was signed."""
    key = "instrument.joint_declaration"
    ambiguous = context.hits.first("signed_declaration", hit.start, hit.end)
    signed = context.hits.first("signed", sentence.start, sentence.end)
    return hit._replace(key=key) if ambiguous and signed else hit
