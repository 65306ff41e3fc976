"""What one sentence sets out: its parts, and how well they fit to be areas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.extraction.area_phrases import reduced, wording
from parsers.extraction.candidate import Candidate, Sentence, Zone
from parsers.extraction.phrases import Phrase
from parsers.extraction.topics import names_subject, speaks_of_one

TOPICAL = 1.2  # what an enumeration is worth all of whose parts name subjects
UNSTATED = 0.8  # what it costs a goal that its sentence names neither agreement nor parties
_OPENING = 40  # characters in which a sentence says that it adds to the one before
_FRONT = 12  # characters of a word such as `before` that was cut off
_QUOTES = (("“", "”"), ("«", "»"), ("„", "“"), ("「", "」"))
_SPEECH = 1000  # characters of the longest
_LETTERS = 3  # of a part that can say something
_NAME = 60  # characters of a name in quotes
MOSTLY = 0.6  # the share of parts that name subjects by which any enumeration counts
# Not behind `i.e.`, nor behind an initial.
SENTENCE_END = re.compile(r"(?<=[^\W_]{2}\.)\s|(?<=[^\w\s.]\.)\s|。")


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence sets out, and how well that fits to be areas."""

    score: float
    parts: tuple[Phrase, ...]
    start: int = 0
    adds: bool = False  # what else, behind the sentence before
    stated: bool = True  # its sentence names the agreement or its parties


def telling(candidate: Candidate) -> Iterator[Sentence]:
    """The sentences of the agreement that are neither its title, nor background nor speech."""
    zones = candidate.context.zones
    for sentence in candidate.sentences:
        told = zones[sentence.block] not in (Zone.BACKGROUND, Zone.TITLE)
        if told and not _is_speech(candidate, sentence):
            yield sentence


def _is_speech(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence is what somebody said: in quotes that open with it or before it.

    A title or a name in quotes that opens a sentence closes within it.
    """
    context = candidate.context
    block = context.document.blocks[sentence.block]
    begin = max(block.start, sentence.start - _SPEECH)
    for opening, closing in _QUOTES:
        opened = context.text.rfind(opening, begin, sentence.start)
        if opened >= 0 and context.text.find(closing, opened + 1, sentence.start) < 0:
            return True
        if context.text.startswith(opening, sentence.start):
            close = context.text.find(closing, sentence.start + 1, sentence.end)
            return close < 0 or close - sentence.start > _NAME
    return False


def reduced_parts(candidate: Candidate, parts: Iterable[Phrase]) -> tuple[Phrase, ...]:
    found = [part for each in parts if (part := reduced(candidate, each)) is not None]
    found = [p for p in found if not _is_day(candidate, p) and not _is_bare(candidate, p)]
    found = [part for part in found if not _is_with_whom(candidate, part)]
    worded = [part for part in found if not _is_aside(candidate, part)]
    return tuple(worded if len(worded) > 1 else found)


def _is_bare(candidate: Candidate, part: Phrase) -> bool:
    """Whether a part is an abbreviation that says nothing, such as `i.e`; `AI` names a subject."""
    letters = sum(char.isalpha() for char in part.text)
    few = letters < _LETTERS and part.text.isascii()
    return few and not names_subject(candidate, part.start, part.end)


def _is_with_whom(candidate: Candidate, part: Phrase) -> bool:
    """Whether a part says with whom something is done: `ASEAN10か国の知財庁と、審査官の育成`."""
    context = candidate.context
    partner = context.hits.first("with_behind", part.end, part.end + 1)
    if partner is None:
        return False
    offices = tuple(context.vocabulary.words("names.offices", context.language or "en"))
    return part.text.endswith(offices) or bool(context.mentions_in(part.start, part.end))


def _is_day(candidate: Candidate, part: Phrase) -> bool:
    """Whether a part holds a day and nothing more: `on Thursday, 11 October 2018`."""
    context = candidate.context
    days = context.dates_in(part.start - _FRONT, part.end)
    rest = part.text
    for day in days:
        inside = context.text[max(part.start, day.start) : min(part.end, day.end)]
        rest = rest.replace(inside, "", 1) if inside else rest
    for when in context.hits.of("area_when", part.start, part.end) if days else ():
        rest = rest.replace(context.text[when.start : when.end], "", 1)  # starting 1 July 2021
    weekdays = context.vocabulary.words("dates.weekdays", context.language or "en")
    bare = rest.strip(" ,.()").casefold()
    return not any(c.isalpha() for c in bare) or bare in {
        form for day in weekdays for form in day.casefold().split("/")
    }


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


def led_up_to(candidate: Candidate, start: int, end: int) -> tuple[Phrase, ...]:
    """The enumeration that leads up to a word, back to where its clause begins."""
    text = candidate.context.text[start:end]
    parts = reduced_parts(candidate, wording(candidate).leading_up(text, start))
    unsound = [n for n, part in enumerate(parts, 1) if not _is_sound(candidate, part)]
    return parts[max(unsound, default=0) :]


def _is_sound(candidate: Candidate, part: Phrase) -> bool:
    """Whether a part can be an area: neither a date, a place, a name nor a bare word of none."""
    context = candidate.context
    if context.dates_in(part.start, part.end) or part.start in context.cities:
        return False
    named = sum(m.end - m.start for m in context.mentions_in(part.start, part.end))
    if named > 0.4 * len(part.text):
        return False
    return part.words > 1 or names_subject(candidate, part.start, part.end)


def enumerated(candidate: Candidate, text: str, start: int) -> tuple[Phrase, ...]:
    """The parts of an enumeration most of which name subjects; none of any other."""
    parts = reduced_parts(candidate, wording(candidate).enumerated(text, start))
    return parts if len(parts) > 1 and topical(candidate, parts) >= MOSTLY else ()
