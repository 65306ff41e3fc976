"""Of a patent prosecution highway: what is done with it, or what it gives to applicants."""

from __future__ import annotations

import re
from collections.abc import Iterable

from accord.agreement import Instrument
from parsers.extraction.area_phrases import wording
from parsers.extraction.area_told import telling
from parsers.extraction.candidate import Candidate, Span
from parsers.extraction.phrases import Phrase

_OWN = {
    f"topic.{code}" for code in ("patents", "search_and_examination", "work_sharing", "quality")
}
_ACRONYM = 4  # characters of `PPH`
_SHORT_NAME = re.compile(  # behind the long one, or what is said of it
    r"\s?[(（][^()（）]{2,16}[)）]|[^.,;:()（）。，；：\n]{0,50}[(（]PPH[^()（）]{0,16}[)）]"
)
_PROLONGED = 40  # characters between a highway and the word that it is prolonged


def only_of_highways(candidate: Candidate, phrases: Iterable[Phrase]) -> bool:
    """Whether a highway is agreed on, and phrases speak of nothing else."""
    if candidate.instruments[0] is not Instrument.PATENT_PROSECUTION_HIGHWAY:
        return False
    hits = candidate.context.hits
    return all(h.key in _OWN for p in phrases for h in hits.under("topic.", p.start, p.end))


def highway_areas(candidate: Candidate) -> tuple[Phrase, ...]:
    """That a PPH is prolonged, else what it gives: `accelerated examination of ...`."""
    if candidate.instruments[0] is not Instrument.PATENT_PROSECUTION_HIGHWAY:
        return ()
    if prolonged := _prolonged(candidate):
        return (prolonged,)
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


def scheme_name(candidate: Candidate) -> tuple[Phrase, ...]:
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
    end = _name_end(candidate, hit.end)
    return (Phrase(hit.start, context.text[hit.start : end]),)


def _name_end(candidate: Candidate, end: int) -> int:
    """Where a name ends with its short form and the word `pilot` behind it."""
    if short := _SHORT_NAME.match(candidate.context.text, end):
        end = short.end()
    pilot = candidate.context.hits.first("instrument.pilot_programme", end, end + 2)
    return pilot.end if pilot is not None else end


def _prolonged(candidate: Candidate) -> Phrase | None:
    """`extend the PPH pilot`: the highway with the word beside it that says so, in either order."""
    hits, text = candidate.context.hits, candidate.context.text
    stated = {candidate.anchor, *candidate.statements}
    titles = {Span(title.start, title.end) for title in candidate.context.titles}
    for span in (*sorted(stated - titles), *sorted(stated & titles)):
        for named in hits.of("instrument.patent_prosecution_highway", span.start, span.end):
            begin, end = max(span.start, named.start - _PROLONGED), _name_end(candidate, named.end)
            before = hits.of("extended", begin, named.start)
            if before:
                return wording(candidate).core(text[before[-1].start : end], before[-1].start)
            behind = hits.first("extended", end, min(end + _PROLONGED, span.end))
            if behind is not None:
                return wording(candidate).core(text[named.start : behind.end], named.start)
    return None
