"""Areas that an agreement's sentences enumerate, or say that it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from accord.agreement import Instrument
from parsers.extraction.area_goals import goals_told
from parsers.extraction.area_names import named_areas
from parsers.extraction.area_phrases import wording
from parsers.extraction.area_told import (
    MOSTLY,
    SENTENCE_END,
    TOPICAL,
    UNSTATED,
    Told,
    adds_to_others,
    led_up_to,
    reduced_parts,
    says_more,
    telling,
    topical,
)
from parsers.extraction.candidate import Candidate, Sentence
from parsers.extraction.phrases import Phrase
from parsers.extraction.terms import Hit
from parsers.extraction.topics import names_subject, speaks_of_one

_LEAST = 2.0
_FEW = 2  # areas of an enumeration beside which goals count too
_ALIKE = 0.7  # how much less than the best an enumeration may be worth to count beside it
_AT_LENGTH = 5  # words of a part that says something, whatever it names
_TELLING = 2  # words of such a part; fewer may be a list of rights
_DASHED = 1.5
_FRAME = 24  # characters between a cue and the colon behind which its areas stand
_CUES = ("area_fields", "area_list")
_SHARED = ("agreed", "both", "collaborates")
_STRANGE = 2.5  # what it costs an enumeration beside that it names no subject either
_GOES_ON = 200  # characters from areas to a sentence that adds to them
_LONG_AGO = 200  # days
_COLON = re.compile(r"[:：](?=\s|[^\x00-\x7f])")
_DASH = re.compile(r"\s[–—]\s")

_Finder = Callable[[Candidate, Sentence, int], Iterator[Told]]


def told_areas(candidate: Candidate) -> tuple[Phrase, ...]:
    """What the sentences enumerate, else what they say that the agreement is for.

    A release may say in one sentence what an agreement covers and in the next what else: those
    that are worth nearly as much as the best count beside it.
    """
    if candidate.instruments[0] is Instrument.PATENT_PROSECUTION_HIGHWAY:
        return ()  # what it is for is the same everywhere
    goals = _best_of_each(candidate, goals_told)
    apart_from = [goal for told in goals if _are_acts(candidate, told) for goal in told.parts]
    set_out = _best_of_each(candidate, _enumerations)
    aims = _together(goals)
    listed = _together([told for told in set_out if not _begins_in(told, apart_from)])
    stated = any(told.stated for told in set_out)
    if not stated and (named := _named(candidate)):
        several = (told.parts for told in goals if told.stated and len(told.parts) > 1)
        behind = (part for parts in several for part in parts if part.start > named[-1].end)
        return (*named, *behind)
    if not listed or (not stated and any(g.stated and len(g.parts) > 1 for g in goals)):
        return aims
    if len(listed) > _FEW:
        return (*listed, *_added(candidate, goals, listed[-1].end))
    apart = (p for p in aims if not any(_leads_to(candidate, p, part) for part in listed))
    topical = (p for p in apart if speaks_of_one(candidate.context, p.start, p.end))
    return tuple(sorted((*listed, *topical), key=lambda p: p.start))


def _named(candidate: Candidate) -> tuple[Phrase, ...]:
    """What the instrument's name says, if it speaks of a subject."""
    named = named_areas(candidate)
    return named if all(names_subject(candidate, p.start, p.end) for p in named) else ()


def told_before(candidate: Candidate, start: int) -> tuple[Phrase, ...]:
    """What a sentence set out before a list whose own only adds to it: `They further agreed on:`.

    `start` is where the list begins.
    """
    sentences = [s for s in telling(candidate) if s.end <= start][-2:]
    if len(sentences) < 2 or not adds_to_others(candidate, sentences[1]):
        return ()
    found = [
        told
        for find in (_enumerations, goals_told)
        for told in find(candidate, sentences[0], 0)
        if told.stated
    ]
    return max(found, key=lambda told: told.score).parts if found else ()


def _added(candidate: Candidate, found: Iterable[Told], end: int) -> tuple[Phrase, ...]:
    """What the sentence right behind areas adds to them: `The offices will also ...`."""
    between = candidate.context.sentences_in
    return tuple(
        part
        for told in found
        if told.adds and end <= told.start and not between(end, told.start)
        for part in told.parts
    )


def _are_acts(candidate: Candidate, told: Told) -> bool:
    return len(told.parts) > 1 and all(map(wording(candidate).acts, told.parts))


def _begins_in(told: Told, goals: Iterable[Phrase]) -> bool:
    """Whether a cue stands within a goal: `share practice in matters of designs, train staff`."""
    begin = told.parts[0].start
    return any(goal.start < begin < goal.end for goal in goals)


def _leads_to(candidate: Candidate, goal: Phrase, part: Phrase) -> bool:
    """Whether a goal overlaps with a part or leads to it: `to train firms in the areas of`."""
    if goal.start >= part.start:
        return goal.start < part.end
    sentence = candidate.context.sentence_at(goal.start)
    return sentence is not None and part.start < sentence.end


def _together(found: list[Told]) -> tuple[Phrase, ...]:
    if not found:
        return ()
    least = max(told.score for told in found) - _ALIKE
    groups: list[list[Told]] = []  # what says what else belongs to the sentence before
    for told in found:
        before = groups[-1][-1].parts[-1].end if groups else 0
        if told.adds and groups and told.start - before <= _GOES_ON:
            groups[-1].append(told)
        else:
            groups.append([told])
    kept = [told for group in groups if max(t.score for t in group) >= least for told in group]
    return tuple(part for told in kept for part in told.parts)


def _best_of_each(candidate: Candidate, find: _Finder) -> list[Told]:
    """The best that each sentence of the agreement sets out, in order."""
    best = []
    for order, sentence in enumerate(telling(candidate)):
        found = [told for told in find(candidate, sentence, order) if told.score > 0]
        options = [told for told in found if not any(_within(candidate, told, o) for o in found)]
        if options:
            best.append(max(options, key=lambda told: (told.score, -told.parts[0].start)))
    return best


def _within(candidate: Candidate, inner: Told, outer: Told) -> bool:
    """Whether what one cue sets out begins within a later part of what another does.

    `training, advice in the field of designs and prizes`: the second cue leads to no list.
    """
    begin = inner.parts[0].start
    before = [part for part in outer.parts if part.start < begin]
    if len(before) < 2 or begin >= before[-1].end:
        return False
    said = [
        part.words >= _AT_LENGTH or speaks_of_one(candidate.context, part.start, part.end)
        for part in before[:-1]
    ]
    return 2 * sum(said) >= len(said)


def _behind_cue(candidate: Candidate, sentence: Sentence, cue: Hit) -> tuple[Phrase, ...]:
    """What a cue sets out; where its last word comes again before each part, by that word."""
    words, text = wording(candidate), candidate.context.text
    *_, last = text[cue.start : cue.end].split()
    if cue.key == "area_about" and words.leads(last):
        alike = words.opened_alike(text[cue.end : sentence.end], cue.end, last)
        if parts := reduced_parts(candidate, alike):
            return parts
    return _behind(candidate, sentence, cue.end)


def _behind(candidate: Candidate, sentence: Sentence, start: int) -> tuple[Phrase, ...]:
    start = _behind_cues(candidate, start, sentence.end)
    text = candidate.context.text[start : sentence.end]
    end = SENTENCE_END.search(text)
    text = text[: end.start()] if end else text
    colon = _COLON.search(text)
    lead = colon.end() if colon and colon.start() <= _FRAME else 0  # "in these areas: A, B and C"
    lead += len(text[lead:]) - len(text[lead:].lstrip(" :：,"))
    return reduced_parts(candidate, wording(candidate).enumerated(text[lead:], start + lead))


def _behind_cues(candidate: Candidate, start: int, end: int) -> int:
    """Where areas begin whose cue goes on: `in areas of mutual interest, including`."""
    hits = candidate.context.hits
    stop = min(start + _FRAME, end)
    ends = [
        hit.end
        for key in _CUES
        for hit in hits.of(key, start, stop)
        if not speaks_of_one(candidate.context, start, hit.start)
    ]
    return _behind_cues(candidate, max(ends), end) if ends else start


def _enumerations(candidate: Candidate, sentence: Sentence, order: int) -> Iterator[Told]:
    """The enumerations behind or before words such as `in the areas of`."""
    hits, start, end = candidate.context.hits, sentence.start, sentence.end
    options = [
        (strength, _behind_cue(candidate, sentence, hit))
        for key, strength in (("area_fields", 2.5), ("area_about", 1.2))
        for hit in hits.of(key, start, end)
    ]
    options += [
        (1.5, parts)
        for colon in _COLON.finditer(candidate.context.text, start, end)
        if len(parts := _behind(candidate, sentence, colon.end())) > 1
        and topical(candidate, parts) >= MOSTLY
        and sum(part.words for part in parts) > _TELLING * len(parts)
    ]
    options += [
        (_DASHED, parts)
        for dash in _DASH.finditer(candidate.context.text, start, end)
        if len(parts := _behind(candidate, sentence, dash.end())) > 2
        and topical(candidate, parts) >= MOSTLY
        and sum(part.words for part in parts) > _TELLING * len(parts)
    ]
    options += [
        (2.5, led_up_to(candidate, start, hit.start)) for hit in hits.of("area_before", start, end)
    ]
    for strength, parts in options:
        worth = _worth(candidate, sentence, parts, strength)
        if worth > 0:
            adds = adds_to_others(candidate, sentence)
            stated = _is_stated(candidate, sentence)
            yield Told(worth - 0.1 * min(order, 10), parts, sentence.start, adds, stated)


def _is_own(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence states the agreement."""
    begin = sentence.start
    return begin in candidate.statement_starts or candidate.anchor.holds(begin)


def _is_stated(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence names the agreement or its parties, or goes on from one that did."""
    hits, start, end = candidate.context.hits, sentence.start, sentence.end
    return (
        _is_own(candidate, sentence)
        or hits.any_under("instrument.", start, end)
        or hits.any_of((*_SHARED, "paper"), start, end)
        or adds_to_others(candidate, sentence)
    )


def _is_only_planned(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence tells of plans; `geplant sind` itself sets out what was agreed."""
    hits, start, end = candidate.context.hits, sentence.start, sentence.end
    cues = [h for key in ("area_about", "area_before") for h in hits.of(key, start, end)]
    return any(
        not any(cue.start <= hit.start and hit.end <= cue.end for cue in cues)
        for hit in hits.of("planned", start, end)
    )


def _worth(
    candidate: Candidate, sentence: Sentence, parts: tuple[Phrase, ...], strength: float
) -> float:
    """How well the parts of an enumeration fit to be areas."""
    context = candidate.context
    if not any(says_more(candidate, p) or names_subject(candidate, p.start, p.end) for p in parts):
        return 0.0  # "in the field of intellectual property"
    score = strength + min(len(parts), 6) * 0.7
    start, end = sentence.start, sentence.end
    score += 0.8 * _is_own(candidate, sentence)
    about = context.hits.any_under("instrument.", start, end)
    shared = context.hits.any_of(_SHARED, start, end)
    score += 0.8 * about + 0.6 * shared
    adds = adds_to_others(candidate, sentence)
    share = topical(candidate, parts)
    if not _is_stated(candidate, sentence):
        score -= UNSTATED if share else _STRANGE
    planned = not adds and _is_only_planned(candidate, sentence)
    if planned or context.hits.of("earlier", start, end):
        score -= 1.0
    if any((context.on - d.date.last).days > _LONG_AGO for d in context.dates_in(start, end)):
        score -= 1.0  # what was done since an earlier agreement
    names = 0
    for part in parts:
        stop = part.start + len(part.text)
        named = sum(m.end - m.start for m in context.mentions_in(part.start, stop))
        names += named > 0.4 * len(part.text) or bool(context.dates_in(part.start, stop))
        names += bool(context.hits.of("commits", part.start, part.start + 1))
        names += wording(candidate).begins_with_verb(part)
    score -= 4.0 * names / len(parts)
    if not says_more(candidate, parts[0]) and parts[0].words > 1:
        score -= 2.5  # "in the field of intellectual property, ..." names no area
    if ";" in context.text[parts[0].start : parts[-1].start]:
        score += 1.0
    long = sum(not part.is_short(11) for part in parts)
    score -= 1.5 * long / len(parts)
    score += TOPICAL * share
    return score if score >= _LEAST + (0.9 if strength < 2 else 0.0) else 0.0
