"""Programmes that run on, such as the PPH: what speaks of one without being its start.

Figures, forms and guides of a scheme are issued, and others take part in it, long after it began.
"""

from __future__ import annotations

from collections.abc import Sequence

from accord.agreement import Instrument
from parsers.extraction.candidate import Context, Sentence, Zone
from parsers.extraction.terms import Hit

_SCHEMES = frozenset({Instrument.PATENT_PROSECUTION_HIGHWAY, Instrument.PILOT_PROGRAMME})
_GENERIC = "instrument.agreement"
_CONCLUDING = ("signed", "agreed", "extended")
_FEW = 3  # offices that conclude something about a scheme together
_BEFORE, _BEHIND = 30, 10  # characters between a word for papers and the scheme
_PARTING = frozenset(",;:.、，；：。")


def is_scheme(hit: Hit) -> bool:
    """Whether what is named is a programme that runs on: its name alone announces nothing."""
    return hit.key.removeprefix("instrument.") in _SCHEMES


def names_papers(context: Context, sentence: Sentence, named: Hit) -> bool:
    """Whether a scheme only says what papers are about: `Guidelines on the PPH`, PPH申请指南."""
    if not is_scheme(named):
        return False
    hits, text = context.hits, context.text
    begin = max(sentence.start, named.start - _BEFORE)
    before = hits.of("scheme_papers", begin, named.start)
    behind = hits.of("scheme_papers", named.end, min(sentence.end, named.end + _BEHIND))
    between = [(hit.end, named.start) for hit in before[-1:] if hit.end <= named.start]
    between += [(named.end, hit.start) for hit in behind[:1]]
    return any(
        not set(text[start:end]) & _PARTING
        and not hits.any_of(("person.and", *_CONCLUDING, "launched"), start, end)
        for start, end in between
    )


def is_of_papers(context: Context, sentence: Sentence, named: Sequence[Hit]) -> bool:
    """Whether forms, figures or guides of a scheme are spoken of, there or in the title."""
    schemes = [is_scheme(hit) for hit in named]
    if not any(schemes) or not all(
        scheme or hit.key == _GENERIC for scheme, hit in zip(schemes, named, strict=True)
    ):
        return False
    places = (*context.titles, sentence)
    return any(context.hits.first("scheme_papers", s.start, s.end) for s in places)


def lists_members(
    context: Context, sentence: Sentence, named: Sequence[Hit], codes: frozenset[str]
) -> bool:
    """Whether a sentence says who else takes part in a scheme that runs on."""
    if not named or not all(is_scheme(hit) for hit in named) or len(codes) <= _FEW:
        return False
    if context.hits.any_of(_CONCLUDING, sentence.start, sentence.end):
        return False
    titled = frozenset().union(*(context.codes_in(s.start, s.end) for s in context.titles))
    return context.zones[sentence.block] is Zone.BODY or bool(titled and titled < codes)
