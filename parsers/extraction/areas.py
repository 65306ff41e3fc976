"""The areas of co-operation or commitments that a text sets out for an agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from accord.agreement import Instrument
from parsers.documents.document import BlockKind
from parsers.extraction.area_lists import listed_areas
from parsers.extraction.candidate import Candidate, Sentence, Span, Stated, Zone
from parsers.extraction.phrases import Phrase, Phrasing, phrasing

_MOST = 15
_LEAST = 2.0
_ALIKE = 0.7  # how much less than the best an enumeration may be worth to count beside it
_SENTENCE_END = re.compile(r"(?<=\.)\s|。")


def areas(candidate: Candidate) -> Stated[tuple[str, ...]] | None:
    """What the parties agree to work on, in the text's order and words; None where unsaid.

    A list or headings of the agreement's own go first, then an enumeration in its sentences, then
    what a sentence says that it is for.
    """
    for find in (listed_areas, _from_heading, _from_highway, _from_prose, _from_aims, _from_name):
        phrases = _distinct(find(candidate))
        if phrases:
            evidence = tuple(
                candidate.context.evidence("areas", p.text, p.start, p.start + len(p.text))
                for p in phrases
            )
            return Stated(tuple(p.text for p in phrases), evidence)
    return None


def _words(candidate: Candidate) -> Phrasing:
    return phrasing(candidate.context.vocabulary, candidate.context.language)


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
        if named > 0.5 * len(block.text) or any(hits.of(key, start, end) for key in frame):
            continue
        colon = block.text.find(": ")
        skip = colon + 2 if 0 < colon < 20 and block.text[colon - 1].isdigit() else 0
        phrase = _words(candidate).core(block.text[skip:], start + skip)
        if phrase is not None and phrase.words >= 2:
            return (phrase,)
    return ()


def _from_prose(candidate: Candidate) -> tuple[Phrase, ...]:
    """The enumerations behind or before words such as `in the areas of`, the richest and its like.

    A release may say in one sentence what an agreement covers and in the next what else.
    """
    if candidate.instruments[0] is Instrument.PATENT_PROSECUTION_HIGHWAY:
        return ()
    found = [
        best
        for order, sentence in enumerate(_telling(candidate))
        if (best := _enumeration(candidate, sentence, order))[0] > 0
    ]
    if not found:
        return ()
    least = max(score for score, _ in found) - _ALIKE
    return tuple(chain.from_iterable(parts for score, parts in found if score >= least))


def _enumeration(
    candidate: Candidate, sentence: Sentence, order: int
) -> tuple[float, tuple[Phrase, ...]]:
    """The richest enumeration of a sentence, with what it is worth."""
    hits, start, end = candidate.context.hits, sentence.start, sentence.end
    options = [
        (strength, _behind(candidate, sentence, hit.end))
        for key, strength in (("area_fields", 2.5), ("area_about", 1.2))
        for hit in hits.of(key, start, end)
    ]
    options += [
        (2.5, _before(candidate, sentence, hit.start)) for hit in hits.of("area_before", start, end)
    ]
    scored = [
        (worth - 0.1 * min(order, 10), parts)
        for strength, parts in options
        if (worth := _worth(candidate, sentence, parts, strength)) > 0
    ]
    return max(scored, key=lambda option: option[0], default=(0.0, ()))


def _telling(candidate: Candidate) -> Iterator[Sentence]:
    """The sentences of the agreement that are neither its title nor background."""
    zones = candidate.context.zones
    for sentence in candidate.sentences:
        if zones[sentence.block] not in (Zone.BACKGROUND, Zone.TITLE):
            yield sentence


def _behind(candidate: Candidate, sentence: Sentence, start: int) -> tuple[Phrase, ...]:
    text = candidate.context.text[start : sentence.end]
    end = _SENTENCE_END.search(text)
    text = text[: end.start()] if end else text
    lead = len(text) - len(text.lstrip(" :：,"))
    return _words(candidate).enumerated(text[lead:], start + lead)


def _before(candidate: Candidate, sentence: Sentence, end: int) -> tuple[Phrase, ...]:
    """The enumeration that leads up to a word, back to where its clause begins."""
    text = candidate.context.text[sentence.start : end]
    return _words(candidate).leading_up(text, sentence.start)


def _worth(
    candidate: Candidate, sentence: Sentence, parts: tuple[Phrase, ...], strength: float
) -> float:
    """How well the parts of an enumeration fit to be areas."""
    if not parts:
        return 0.0
    context = candidate.context
    score = strength + min(len(parts), 6) * 0.7
    start, end = sentence.start, sentence.end
    if sentence.start in candidate.statement_starts or candidate.anchor.holds(sentence.start):
        score += 0.8
    if any(context.hits.of(key, start, end) for key in candidate.context.hits.keys("instrument.")):
        score += 0.8
    if any(context.hits.of(key, start, end) for key in ("agreed", "both", "collaborates")):
        score += 0.6
    if context.hits.of("earlier", start, end) or context.hits.of("planned", start, end):
        score -= 1.0
    names = 0
    for part in parts:
        stop = part.start + len(part.text)
        named = sum(m.end - m.start for m in context.mentions_in(part.start, stop))
        names += named > 0.4 * len(part.text) or bool(context.dates_in(part.start, stop))
    score -= 4.0 * names / len(parts)
    if not _says_more(candidate, parts[0]) and parts[0].words > 1:
        score -= 2.5  # "in the field of intellectual property, ..." names no area
    if ";" in context.text[parts[0].start : parts[-1].start]:
        score += 1.0
    long = sum(part.words > 11 for part in parts)
    score -= 1.5 * long / len(parts)
    return score if score >= _LEAST + (0.9 if strength < 2 else 0.0) else 0.0


def _from_aims(candidate: Candidate) -> tuple[Phrase, ...]:
    """What the sentences say that the agreement is for."""
    context = candidate.context
    best: tuple[float, tuple[Phrase, ...]] = (0.0, ())
    for order, sentence in enumerate(_telling(candidate)):
        start, end = sentence.start, sentence.end
        keys = candidate.context.hits.keys("instrument.")
        about = any(context.hits.of(key, start, end) for key in keys)
        own = sentence.start in candidate.statement_starts
        if not (about or own or context.hits.of("both", start, end)):
            continue
        for hit in context.hits.of("area_aim", start, end):
            last = context.text[hit.start : hit.end].rsplit(maxsplit=1)[-1]
            parts = _goals(_words(candidate), context.text[hit.end : end], hit.end, last)
            if not parts:
                continue
            words = sum(part.words for part in parts)
            score = 2.0 + 0.6 * about + 0.5 * own - 0.05 * order + min(words, 8) * 0.05
            stop = parts[-1].start + len(parts[-1].text)
            score -= 0.6 * len(context.mentions_in(parts[0].start, stop))
            if context.hits.of("earlier", start, end):
                score -= 1.0
            if score > best[0]:
                best = score, parts
    return best[1]


def _goals(words: Phrasing, text: str, start: int, opening: str) -> tuple[Phrase, ...]:
    """What follows `aims to`: one phrase, or several where each has words of its own.

    `opening` is the cue's last word: `and to` begins another goal.
    """
    stop = _SENTENCE_END.search(text)
    text = text[: stop.start()] if stop else text
    again = re.search(rf"\s\w{{1,4}}\s{re.escape(opening)}\s", text) if len(opening) < 4 else None
    if again:
        first = words.core(text[: again.start()], start)
        both = first, words.core(text[again.end() :], start + again.end())
        return tuple(phrase for phrase in both if phrase is not None and phrase.words >= 2)
    parts = words.enumerated(text, start)
    least = 3 if len(parts) == 2 else 2
    if len(parts) > 1 and all(least <= part.words <= 11 for part in parts):
        return parts
    phrase = words.core(text, start)
    return (phrase,) if phrase is not None and phrase.words >= 3 else ()


def _from_highway(candidate: Candidate) -> tuple[Phrase, ...]:
    """What a PPH gives to applicants: `accelerated examination of ...`."""
    if candidate.instruments[0] is not Instrument.PATENT_PROSECUTION_HIGHWAY:
        return ()
    context = candidate.context
    found: list[tuple[bool, Phrase]] = []
    for sentence in _telling(candidate):
        for hit in context.hits.of("area_highway", sentence.start, sentence.end):
            phrase = _words(candidate).core(
                context.text[hit.start : sentence.end], hit.start, most=8
            )
            if phrase is None:
                continue
            stop = phrase.start + len(phrase.text)
            whole = bool(context.hits.of("area_application", phrase.start, stop))
            cue = Phrase(hit.start, context.text[hit.start : hit.end])
            found.append((whole, phrase if whole else cue))
    found.sort(key=lambda pair: not pair[0])
    return tuple(phrase for _, phrase in found[:1])


def _from_name(candidate: Candidate) -> tuple[Phrase, ...]:
    """What the instrument's name says: `memorandum of understanding on X`; of a PPH its name."""
    context = candidate.context
    keys = candidate.context.hits.keys("instrument.")
    titles = (Span(b.start, b.end) for b in context.document.blocks if b.kind is BlockKind.TITLE)
    own = titles if candidate.alone else ()
    for span in (candidate.anchor, *candidate.statements, *own):
        for key in keys:
            for hit in context.hits.of(key, span.start, span.end):
                cue = context.hits.first("area_of", hit.end, min(hit.end + 60, span.end))
                if cue is None:
                    continue
                phrase = _words(candidate).core(context.text[cue.end : span.end], cue.end)
                if phrase is not None and _says_more(candidate, phrase):
                    return (phrase,)
    return _from_instrument(candidate)


def _says_more(candidate: Candidate, phrase: Phrase) -> bool:
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


def _from_instrument(candidate: Candidate) -> tuple[Phrase, ...]:
    """Of an instrument that is its own subject, as a PPH is, its name."""
    context = candidate.context
    if candidate.instruments[0] not in (
        Instrument.PATENT_PROSECUTION_HIGHWAY,
        Instrument.PILOT_PROGRAMME,
    ):
        return ()
    key = f"instrument.{candidate.instruments[0].value}"
    for span in (candidate.anchor, *candidate.spans):
        hits = context.hits.of(key, span.start, span.end)
        if hits:
            hit = max(hits, key=lambda h: h.end - h.start)
            return (Phrase(hit.start, context.text[hit.start : hit.end]),)
    return ()
