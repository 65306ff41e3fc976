"""The areas of co-operation or commitments that a text sets out for an agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accord.agreement import Instrument
from parsers.documents.document import Block, BlockKind
from parsers.extraction.area_lists import listed_areas
from parsers.extraction.area_phrases import wording
from parsers.extraction.area_prose import enumerated, told_areas
from parsers.extraction.area_rows import own_row
from parsers.extraction.area_told import says_more, telling
from parsers.extraction.candidate import Candidate, Span, Stated
from parsers.extraction.phrases import Phrase
from parsers.extraction.terms import Hit
from parsers.extraction.topics import names_subject

_MOST = 15
_STOPS = (".", "。")  # of a sentence that is set as a heading
_WORDED = 14  # characters of two words that say something, unlike `that end`
_NEXT = 2  # characters from an instrument to `with`
_ACRONYM = 4  # characters of `PPH`
_SHORT_NAME = re.compile(r"\s?[(（][^()（）]{2,12}[)）]")  # behind the long one


def areas(candidate: Candidate) -> Stated[tuple[str, ...]] | None:
    """What the parties agree to work on, in the text's order and words; None where unsaid.

    A list or headings of the agreement's own go first, then an enumeration in its sentences, then
    what a sentence says that it is for.
    """
    for find in (own_row, listed_areas, _from_heading, _from_highway, told_areas, _from_name):
        phrases = _distinct(find(candidate))
        if phrases:
            evidence = tuple(
                candidate.context.evidence("areas", p.text, p.start, p.start + len(p.text))
                for p in phrases
            )
            return Stated(tuple(p.text for p in phrases), evidence)
    return None


def _distinct(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    kept: dict[str, Phrase] = {}
    for phrase in phrases:
        kept.setdefault(" ".join(phrase.text.casefold().split()), phrase)
    return tuple(kept.values())[:_MOST]


def _from_heading(candidate: Candidate) -> tuple[Phrase, ...]:
    """Of one of several agreements the heading of its own part."""
    if candidate.alone:
        return ()
    context = candidate.context
    hits = context.hits
    for block in context.document.blocks:
        if block.kind is not BlockKind.HEADING or not candidate.holds(block.start):
            continue
        start, end = block.start, block.end
        named = sum(m.end - m.start for m in context.mentions_in(start, end))
        frame = ("background", "area_not", "signed", "area_heading")
        if named > 0.5 * len(block.text) or hits.any_of(frame, start, end):
            continue
        if block.text.rstrip().endswith(_STOPS) or _says_with_whom(candidate, block):
            continue
        colon = block.text.find(": ")
        skip = colon + 2 if 0 < colon < 20 and block.text[colon - 1].isdigit() else 0
        phrase = wording(candidate).core(block.text[skip:], start + skip)
        if phrase is not None and phrase.words >= 2:
            return (phrase,)
    return ()


def _says_with_whom(candidate: Candidate, heading: Block) -> bool:
    """Whether a heading names the instrument and the partner: `Letter of intent with ...`."""
    hits = candidate.context.hits
    named = hits.under("instrument.", heading.start, heading.end)
    return any(hits.first("beside", hit.end, hit.end + _NEXT) is not None for hit in named)


def _from_highway(candidate: Candidate) -> tuple[Phrase, ...]:
    """What a PPH gives to applicants: `accelerated examination of ...`."""
    if candidate.instruments[0] is not Instrument.PATENT_PROSECUTION_HIGHWAY:
        return ()
    context = candidate.context
    told: tuple[Phrase, ...] = ()  # without saying of what in the same breath
    for sentence in telling(candidate):
        for hit in context.hits.of("area_highway", sentence.start, sentence.end):
            phrase = wording(candidate).core(
                context.text[hit.start : sentence.end], hit.start, most=8
            )
            if phrase is None or not context.hits.of("area_application", hit.end, sentence.end):
                continue
            if context.hits.of("area_application", phrase.start, phrase.end):
                return (phrase,)
            told = told or (Phrase(hit.start, context.text[hit.start : hit.end]),)
    return told


def _from_name(candidate: Candidate) -> tuple[Phrase, ...]:
    """What the instrument's name says: `memorandum of understanding on X`; of a PPH its name."""
    context = candidate.context
    keys = candidate.context.hits.keys("instrument.")
    titles = (Span(b.start, b.end) for b in context.document.blocks if b.kind is BlockKind.TITLE)
    own = titles if candidate.alone else ()
    for span in (candidate.anchor, *candidate.statements, *own):
        for key in keys:
            for hit in context.hits.of(key, span.start, span.end):
                for cue in context.hits.of("area_of", hit.end, min(hit.end + 60, span.end)):
                    if named := _named_behind(candidate, Span(hit.end, cue.start), cue, span.end):
                        return named
    return _from_instrument(candidate)


def _named_behind(candidate: Candidate, between: Span, cue: Hit, end: int) -> tuple[Phrase, ...]:
    """What stands behind the `on` of `memorandum on`, as far as it is what was agreed on."""
    context = candidate.context
    if not _names(candidate, between):
        return ()
    if any(m.end > cue.end for m in context.mentions_in(between.start, cue.end)):
        return ()  # the `for` of an office's name
    told = context.text[cue.end : end]
    verb = wording(candidate).verb(told)  # `on wool patents, was signed`
    told = told[: verb.start()] if verb else told
    phrase = wording(candidate).core(told, cue.end)
    if phrase is None or not says_more(candidate, phrase):
        return ()
    if parts := enumerated(candidate, told, cue.end):
        return parts
    worded = phrase.words > 2 or len(phrase.text) >= _WORDED
    return (phrase,) if worded or names_subject(candidate, phrase.start, phrase.end) else ()


def _names(candidate: Candidate, between: Span) -> bool:
    """Whether a name goes on from `memorandum` to `on`: no other sentence, no stranger's name."""
    context = candidate.context
    told = context.text[between.start : between.end]
    if set(told) & set(":;") or wording(candidate).verb(told) is not None:
        return False
    beside = context.hits.first("beside", between.start, between.end)
    return beside is None or bool(context.mentions_in(beside.end, between.end))


def _from_instrument(candidate: Candidate) -> tuple[Phrase, ...]:
    """Of an instrument that is its own subject, as a PPH is, its name."""
    context = candidate.context
    if candidate.instruments[0] not in (
        Instrument.PATENT_PROSECUTION_HIGHWAY,
        Instrument.PILOT_PROGRAMME,
    ):
        return ()
    key = f"instrument.{candidate.instruments[0].value}"
    spans = (candidate.anchor, *candidate.spans)
    hits = [h for span in spans for h in context.hits.of(key, span.start, span.end)]
    if all(h.end - h.start <= _ACRONYM for h in hits):  # its name may stand elsewhere
        hits += context.hits.of(key)
    if not hits:
        return ()
    hit = max(hits, key=lambda h: h.end - h.start)
    end = hit.end
    if short := _SHORT_NAME.match(context.text, end):
        end = short.end()
    pilot = context.hits.first("instrument.pilot_programme", end, end + 2)
    end = pilot.end if pilot is not None else end
    return (Phrase(hit.start, context.text[hit.start : end]),)
