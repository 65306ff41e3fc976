"""What one sentence sets out: its parts, and how well they fit to be areas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.extraction.area_phrases import reduced
from parsers.extraction.candidate import Candidate, Sentence, Zone
from parsers.extraction.phrases import Phrase
from parsers.extraction.topics import names_subject, speaks_of_one

TOPICAL = 1.2  # what an enumeration is worth all of whose parts name subjects
UNSTATED = 0.8  # what it costs a goal that its sentence names neither agreement nor parties
_OPENING = 40  # characters in which a sentence says that it adds to the one before
_FRONT = 12  # characters of a word such as `before` that was cut off
SENTENCE_END = re.compile(r"(?<=\.)\s|。")


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence sets out, and how well that fits to be areas."""

    score: float
    parts: tuple[Phrase, ...]
    start: int = 0
    adds: bool = False  # what else, behind the sentence before
    stated: bool = True  # its sentence names the agreement or its parties


def telling(candidate: Candidate) -> Iterator[Sentence]:
    """The sentences of the agreement that are neither its title nor background."""
    zones = candidate.context.zones
    for sentence in candidate.sentences:
        if zones[sentence.block] not in (Zone.BACKGROUND, Zone.TITLE):
            yield sentence


def reduced_parts(candidate: Candidate, parts: Iterable[Phrase]) -> tuple[Phrase, ...]:
    found = [part for each in parts if (part := reduced(candidate, each)) is not None]
    worded = [part for part in found if not _is_aside(candidate, part)]
    return tuple(worded if len(worded) > 1 else found)


def _is_aside(candidate: Candidate, part: Phrase) -> bool:
    """Whether a part between two commas only says when, or with whom."""
    context = candidate.context
    if context.hits.first("person.title", part.start, part.end) is not None:
        return not names_subject(candidate, part.start, part.end)
    when = context.hits.first("area_when", max(0, part.start - _FRONT), part.start + 1)
    if when is None or (when.end <= part.start and context.text[when.end : part.start].strip()):
        return False
    return not names_subject(candidate, part.start, part.end)


def adds_to_others(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence opens by adding to the one before: `Foreseen are also ...`."""
    begin, end = sentence.start, min(sentence.end, sentence.start + _OPENING)
    return candidate.context.hits.first("area_also", begin, end) is not None


def topical(candidate: Candidate, parts: tuple[Phrase, ...]) -> float:
    """The share of phrases that name a subject."""
    named = sum(speaks_of_one(candidate.context, part.start, part.end) for part in parts)
    return named / len(parts)


def says_more(candidate: Candidate, phrase: Phrase) -> bool:
    """Whether a phrase holds more than words such as `co-operation` and `intellectual property`."""
    context = candidate.context
    stop = phrase.start + len(phrase.text)
    # A day's number may have been taken for a bullet and cut off.
    if phrase.words < 2 or context.dates_in(max(phrase.start - 4, 0), phrase.start + 12):
        return False
    if any(m.start - phrase.start < 5 for m in context.mentions_in(phrase.start, stop)):
        return False
    units = (context.hits.of(key, phrase.start, stop) for key in ("years", "months"))
    if phrase.words <= 4 and any(units):
        return False  # "a work plan for the next two years" says how long, not what about
    plain = sum(h.end - h.start for h in context.hits.of("area_generic", phrase.start, stop))
    letters = sum(not c.isspace() for c in phrase.text)
    return plain < 0.75 * letters
