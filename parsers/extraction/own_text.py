"""An agreement's own text, told from a report of it, and the words that say when and where it was
signed: `Done at Lisbon on 3 May 2018 in two originals`.
"""

from __future__ import annotations

from parsers.extraction.candidate import Context, Sentence

TELLING = ("signed", "adopted", "met", "extended", "launched", "agreed")
"""What a report says of an agreement, and the agreement's title does not."""

_SPOKEN = ("instrument.joint_statement", "instrument.joint_declaration")
_FIRST = 3  # sentences
_NUMBERED = 4  # characters for a number that a paragraph has: `1. `
_QUOTES = frozenset("\"'“”„«»「『‘’")
_OPENS = 12  # characters before the word for signing
_CLOSES = 5  # characters behind it where it ends the sentence
_INSTRUMENT = 30  # characters before an instrument that opens the sentence, and behind it


def is_own_text(context: Context) -> bool:
    """Whether a document is the agreement itself: by a title that names an instrument and tells of
    nothing, and by a formula with which such texts begin or close, or by parties who speak
    themselves: `We, the heads of the five offices, …`.
    """
    formal = context.hits.first("formula") is not None
    if not formal and not _speak_themselves(context):
        return False
    return any(
        names_only(context, title)
        and (formal or context.hits.any_of(_SPOKEN, title.start, title.end))
        for title in context.titles
    )


def _speak_themselves(context: Context) -> bool:
    """Whether one of the first sentences below the title opens with `we`, and nobody is quoted."""
    titles = len(context.titles)
    return any(
        context.hits.first("we", sentence.start, sentence.start + _NUMBERED) is not None
        and not set(sentence.text[:_NUMBERED]) & _QUOTES
        for sentence in context.sentences[titles : titles + _FIRST]
    )


def names_only(context: Context, title: Sentence) -> bool:
    """Whether a title names an instrument and does not tell that it came about."""
    hits, start, end = context.hits, title.start, title.end
    named = hits.under("instrument.", start, end)
    told = (hit for key in TELLING for hit in hits.of(key, start, end))
    # `protocole d'accord`: a word of the instrument's name tells nothing.
    return bool(named) and all(any(n.start <= t.start < n.end for n in named) for t in told)


def is_signing(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence of such a text says when it was signed: `Done at Lisbon on …`,
    `This Memorandum is made at Lae on …`; where verbs go last, it ends the sentence.
    """
    hits, start, end = context.hits, sentence.start, sentence.end
    days = (d for d in context.dates_in(start, end) if d.date.day and not d.relative)
    if next(days, None) is None:
        return False
    itself = tuple(hits.under("instrument.", start, start + _INSTRUMENT))
    if hits.first("formula", start, end) is not None and hits.first("signed", start, end):
        return True  # `drawn up in three copies and signed on …`
    return any(
        signed.start - start <= _OPENS
        or end - signed.end <= _CLOSES
        or any(0 <= signed.start - hit.end <= _INSTRUMENT for hit in itself)
        for signed in hits.of("signed", start, end)
    )
