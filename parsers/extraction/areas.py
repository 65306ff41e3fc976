"""The areas of co-operation or commitments that a text sets out for an agreement."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.documents.document import Block, BlockKind
from parsers.extraction.area_highways import highway_areas, only_of_highways, scheme_name
from parsers.extraction.area_lists import listed_areas
from parsers.extraction.area_names import named_areas
from parsers.extraction.area_ordinals import counted_areas
from parsers.extraction.area_phrases import wording
from parsers.extraction.area_prose import told_areas, told_before
from parsers.extraction.area_rows import own_row
from parsers.extraction.candidate import Candidate, Stated
from parsers.extraction.phrases import Phrase

_MOST = 15
_STOPS = (".", "。")  # of a sentence that is set as a heading
_ABOVE = 300  # characters above a list in which it is announced
_NEXT = 2  # characters from an instrument to `with`


def areas(candidate: Candidate) -> Stated[tuple[str, ...]] | None:
    """What the parties agree to work on, in the text's order and words; None where unsaid.

    A list or headings of the agreement's own go first, then an enumeration in its sentences, then
    what a sentence says that it is for.
    """
    for find in _FINDERS:
        phrases = _distinct(find(candidate))
        if phrases:
            evidence = tuple(
                candidate.context.evidence("areas", p.text, p.start, p.start + len(p.text))
                for p in phrases
            )
            return Stated(tuple(p.text for p in phrases), evidence)
    return None


def _listed(candidate: Candidate) -> tuple[Phrase, ...]:
    """The areas of a list, with those of the sentence before it if the list only adds to them."""
    listed = listed_areas(candidate)
    if listed and only_of_highways(candidate, listed) and not _commits(candidate, listed[0].start):
        return ()  # what applicants gain from one
    return (*told_before(candidate, listed[0].start), *listed) if listed else ()


def _commits(candidate: Candidate, start: int) -> bool:
    """Whether what stands above a list says that the offices agree on it: `two commitments:`."""
    above = candidate.context.sentences_in(max(0, start - _ABOVE), start)[-2:]
    return any(candidate.context.hits.first("agreed", s.start, s.end) for s in above)


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
        frame = ("background", "area_not", "signed", "area_heading", "met")
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


_FINDERS = (
    own_row, _listed, counted_areas, _from_heading, highway_areas, told_areas, named_areas,
    scheme_name,
)  # fmt: skip
