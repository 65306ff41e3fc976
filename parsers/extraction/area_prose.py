"""Areas that an agreement's sentences enumerate, or say that it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from accord.agreement import Instrument
from parsers.extraction.area_phrases import reduced, wording
from parsers.extraction.candidate import Candidate, Sentence, Zone
from parsers.extraction.phrases import MOST_WORDS, Phrase, Phrasing
from parsers.extraction.terms import Hit
from parsers.extraction.topics import names_subject, speaks_of_one

_LEAST = 2.0
_FEW = 2  # areas of an enumeration beside which goals count too
_ALIKE = 0.7  # how much less than the best an enumeration may be worth to count beside it
_TOPICAL = 1.2  # what an enumeration is worth all of whose parts name subjects
_MOSTLY = 0.6  # the share of parts that name subjects behind any colon
_HALF = 0.5
_TELLING = 2  # words of such a part; fewer may be a list of rights
_DASHED = 1.5
_FRAME = 24  # characters between a cue and the colon behind which its areas stand
_SUBJECT = 24  # characters between a party and what it promises
_CUES = ("area_fields", "area_list")
_SHARED = ("agreed", "both", "collaborates")
_UNSTATED = 0.8  # what it costs a goal that its sentence names neither agreement nor parties
_OPENING = 40  # characters in which a sentence says that it adds to the one before
_GOES_ON = 200  # characters from areas to a sentence that adds to them
_PARTICLE = 4  # letters of `to`, and fewer
_FRONT = 12  # characters of a word such as `before` that was cut off
_LONG_AGO = 200  # days
_COLON = re.compile(r"[:：](?=\s|[^\x00-\x7f])")
_DASH = re.compile(r"\s[–—]\s")
_SENTENCE_END = re.compile(r"(?<=\.)\s|。")


@dataclass(frozen=True, slots=True)
class _Told:
    """What one sentence sets out, and how well that fits to be areas."""

    score: float
    parts: tuple[Phrase, ...]
    start: int = 0
    adds: bool = False  # what else, behind the sentence before


_Finder = Callable[[Candidate, Sentence, int], Iterator[_Told]]


def told_areas(candidate: Candidate) -> tuple[Phrase, ...]:
    """What the sentences enumerate, else what they say that the agreement is for.

    A release may say in one sentence what an agreement covers and in the next what else: those
    that are worth nearly as much as the best count beside it.
    """
    if candidate.instruments[0] is Instrument.PATENT_PROSECUTION_HIGHWAY:
        return ()  # what it is for is the same everywhere
    aims = _together(_best_of_each(candidate, _aims))
    enumerated = _together(_best_of_each(candidate, _enumerations))
    if not enumerated or len(enumerated) > _FEW:
        return enumerated or aims
    apart = (p for p in aims if not any(_leads_to(candidate, p, part) for part in enumerated))
    topical = (p for p in apart if speaks_of_one(candidate.context, p.start, p.end))
    return tuple(sorted((*enumerated, *topical), key=lambda p: p.start))


def _leads_to(candidate: Candidate, goal: Phrase, part: Phrase) -> bool:
    """Whether a goal overlaps with a part or leads to it: `to train firms in the areas of`."""
    if goal.start >= part.start:
        return goal.start < part.end
    sentence = candidate.context.sentence_at(goal.start)
    return sentence is not None and part.start < sentence.end


def _together(found: list[_Told]) -> tuple[Phrase, ...]:
    if not found:
        return ()
    least = max(told.score for told in found) - _ALIKE
    groups: list[list[_Told]] = []  # what says what else belongs to the sentence before
    for told in found:
        before = groups[-1][-1].parts[-1].end if groups else 0
        if told.adds and groups and told.start - before <= _GOES_ON:
            groups[-1].append(told)
        else:
            groups.append([told])
    kept = [told for group in groups if max(t.score for t in group) >= least for told in group]
    return tuple(part for told in kept for part in told.parts)


def _best_of_each(candidate: Candidate, find: _Finder) -> list[_Told]:
    """The best that each sentence of the agreement sets out, in order."""
    best = []
    for order, sentence in enumerate(telling(candidate)):
        found = [told for told in find(candidate, sentence, order) if told.score > 0]
        options = [told for told in found if not any(_within(candidate, told, o) for o in found)]
        if options:
            best.append(max(options, key=lambda told: (told.score, -told.parts[0].start)))
    return best


def _within(candidate: Candidate, inner: _Told, outer: _Told) -> bool:
    """Whether what one cue sets out begins within a later part of what another does.

    `training, advice in the field of designs and prizes`: the second cue leads to no list.
    """
    begin = inner.parts[0].start
    before = [part for part in outer.parts if part.start < begin]
    if len(before) < 2 or begin >= before[-1].end:
        return False
    return _topical(candidate, tuple(before[:-1])) >= _HALF


def telling(candidate: Candidate) -> Iterator[Sentence]:
    """The sentences of the agreement that are neither its title nor background."""
    zones = candidate.context.zones
    for sentence in candidate.sentences:
        if zones[sentence.block] not in (Zone.BACKGROUND, Zone.TITLE):
            yield sentence


def _behind(candidate: Candidate, sentence: Sentence, start: int) -> tuple[Phrase, ...]:
    start = _behind_cues(candidate, start, sentence.end)
    text = candidate.context.text[start : sentence.end]
    end = _SENTENCE_END.search(text)
    text = text[: end.start()] if end else text
    colon = _COLON.search(text)
    lead = colon.end() if colon and colon.start() <= _FRAME else 0  # "in these areas: A, B and C"
    lead += len(text[lead:]) - len(text[lead:].lstrip(" :：,"))
    return _reduced(candidate, wording(candidate).enumerated(text[lead:], start + lead))


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


def _reduced(candidate: Candidate, parts: Iterable[Phrase]) -> tuple[Phrase, ...]:
    found = [part for each in parts if (part := reduced(candidate, each)) is not None]
    worded = [part for part in found if not _is_aside(candidate, part)]
    return tuple(worded if len(worded) > 1 else found)


def _without_verb(candidate: Candidate, goals: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Goals but the verb of those that follow: `open, within the year, a master's course`."""
    bare = len(goals) > 2 and goals[0].words == 1 < min(goal.words for goal in goals[1:])
    return (
        goals[1:] if bare and not names_subject(candidate, goals[0].start, goals[0].end) else goals
    )


def _is_aside(candidate: Candidate, part: Phrase) -> bool:
    """Whether a part between two commas only says when, or with whom."""
    context = candidate.context
    if context.hits.first("person.title", part.start, part.end) is not None:
        return not names_subject(candidate, part.start, part.end)
    when = context.hits.first("area_when", max(0, part.start - _FRONT), part.start + 1)
    if when is None or (when.end <= part.start and context.text[when.end : part.start].strip()):
        return False
    return not names_subject(candidate, part.start, part.end)


def _before(candidate: Candidate, sentence: Sentence, end: int) -> tuple[Phrase, ...]:
    """The enumeration that leads up to a word, back to where its clause begins."""
    text = candidate.context.text[sentence.start : end]
    parts = _reduced(candidate, wording(candidate).leading_up(text, sentence.start))
    unsound = [n for n, part in enumerate(parts, 1) if not _is_sound(candidate, part)]
    return parts[max(unsound, default=0) :]


def _is_sound(candidate: Candidate, part: Phrase) -> bool:
    """Whether a part can be an area: neither a date, nor a name, nor a bare word of none."""
    context = candidate.context
    if context.dates_in(part.start, part.end):
        return False
    named = sum(m.end - m.start for m in context.mentions_in(part.start, part.end))
    if named > 0.4 * len(part.text):
        return False
    return part.words > 1 or names_subject(candidate, part.start, part.end)


def _enumerations(candidate: Candidate, sentence: Sentence, order: int) -> Iterator[_Told]:
    """The enumerations behind or before words such as `in the areas of`."""
    hits, start, end = candidate.context.hits, sentence.start, sentence.end
    options = [
        (strength, _behind(candidate, sentence, hit.end))
        for key, strength in (("area_fields", 2.5), ("area_about", 1.2))
        for hit in hits.of(key, start, end)
    ]
    options += [
        (1.5, parts)
        for colon in _COLON.finditer(candidate.context.text, start, end)
        if len(parts := _behind(candidate, sentence, colon.end())) > 1
        and _topical(candidate, parts) >= _MOSTLY
        and sum(part.words for part in parts) > _TELLING * len(parts)
    ]
    options += [
        (_DASHED, parts)
        for dash in _DASH.finditer(candidate.context.text, start, end)
        if len(parts := _behind(candidate, sentence, dash.end())) > 2
        and _topical(candidate, parts) >= _MOSTLY
        and sum(part.words for part in parts) > _TELLING * len(parts)
    ]
    options += [
        (2.5, _before(candidate, sentence, hit.start)) for hit in hits.of("area_before", start, end)
    ]
    for strength, parts in options:
        worth = _worth(candidate, sentence, parts, strength)
        if worth > 0:
            adds = _adds(candidate, sentence)
            yield _Told(worth - 0.1 * min(order, 10), parts, sentence.start, adds)


def _adds(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence opens by adding to the one before: `Foreseen are also ...`."""
    begin, end = sentence.start, min(sentence.end, sentence.start + _OPENING)
    return candidate.context.hits.first("area_also", begin, end) is not None


def _worth(
    candidate: Candidate, sentence: Sentence, parts: tuple[Phrase, ...], strength: float
) -> float:
    """How well the parts of an enumeration fit to be areas."""
    if not parts:
        return 0.0
    context = candidate.context
    score = strength + min(len(parts), 6) * 0.7
    start, end = sentence.start, sentence.end
    own = sentence.start in candidate.statement_starts or candidate.anchor.holds(sentence.start)
    score += 0.8 * own
    about = context.hits.any_under("instrument.", start, end)
    shared = context.hits.any_of(_SHARED, start, end)
    score += 0.8 * about + 0.6 * shared
    adds = _adds(candidate, sentence)
    if not (about or shared or own or adds or context.hits.of("paper", start, end)):
        score -= _UNSTATED
    planned = not adds and context.hits.of("planned", start, end)
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
    score -= 4.0 * names / len(parts)
    if not says_more(candidate, parts[0]) and parts[0].words > 1:
        score -= 2.5  # "in the field of intellectual property, ..." names no area
    if ";" in context.text[parts[0].start : parts[-1].start]:
        score += 1.0
    long = sum(part.words > 11 for part in parts)
    score -= 1.5 * long / len(parts)
    score += _TOPICAL * _topical(candidate, parts)
    return score if score >= _LEAST + (0.9 if strength < 2 else 0.0) else 0.0


def _topical(candidate: Candidate, parts: tuple[Phrase, ...]) -> float:
    """The share of phrases that name a subject."""
    named = sum(speaks_of_one(candidate.context, part.start, part.end) for part in parts)
    return named / len(parts)


def _aims(candidate: Candidate, sentence: Sentence, order: int) -> Iterator[_Told]:
    """What a sentence says that the agreement is for, or that the parties will do."""
    context = candidate.context
    start, end = sentence.start, sentence.end
    about = context.hits.any_under("instrument.", start, end)
    own = sentence.start in candidate.statement_starts
    stated = about or own or bool(context.hits.of("both", start, end))
    openings = [*_announced(candidate, sentence), *_promises(candidate, sentence)]
    openings += _purposes(candidate, sentence) if own or about else ()
    for opening, told in openings:
        goals = _goals(wording(candidate), context.text[told:end], told, opening)
        goals = _without_verb(candidate, _reduced(candidate, goals))
        parts = tuple(p for p in goals if not _is_act(candidate, p))
        if not parts or not any(says_more(candidate, part) for part in parts):
            continue
        words = sum(part.words for part in parts)
        score = 2.0 + 0.6 * about + 0.5 * own - 0.05 * order + min(words, 8) * 0.05
        score -= 0.6 * len(context.mentions_in(parts[0].start, parts[-1].end)) / len(parts)
        score += 0.4 * min(len(parts) - 1, 3)
        score += _TOPICAL * _topical(candidate, parts)
        if context.hits.of("earlier", start, end):
            score -= 1.0
        if not stated:
            score -= _UNSTATED * (2.0 - _topical(candidate, parts))
        yield _Told(score, parts)


def _is_act(candidate: Candidate, part: Phrase) -> bool:
    """Whether a part tells of the agreement's own making: `extend their pilot for two years`."""
    hits, stop = candidate.context.hits, part.start + 1
    makes = hits.any_of(("extended", "signed", "renews"), part.start, stop)
    return makes and hits.any_under("instrument.", stop, part.end)


def _announced(candidate: Candidate, sentence: Sentence) -> Iterator[tuple[str, int]]:
    """The last word of each cue such as `aims to`, and where what it announces begins."""
    for hit in candidate.context.hits.of("area_aim", sentence.start, sentence.end):
        yield _last_word(candidate, hit), hit.end


def _purposes(candidate: Candidate, sentence: Sentence) -> Iterator[tuple[str, int]]:
    """The same of `to create`, whose verb belongs to what is told: `create a platform`."""
    context = candidate.context
    for hit in context.hits.of("area_purpose", sentence.start, sentence.end):
        opening, *rest = context.text[hit.start : hit.end].split(maxsplit=1)
        yield opening, hit.end - len("".join(rest))


def _promises(candidate: Candidate, sentence: Sentence) -> Iterator[tuple[str, int]]:
    """The same of `will` behind the parties, or a verb that says it: `las oficinas compartirán`."""
    context = candidate.context
    parties = {*candidate.parties}
    start, end = sentence.start, sentence.end
    ends = [a.end for a in context.actors_in(start, end) if a.codes & parties]
    ends += [hit.end for hit in context.hits.of("both", start, end)]
    for hit in context.hits.of("commits", start, end):
        if any(0 <= hit.start - subject <= _SUBJECT for subject in ends):
            yield _last_word(candidate, hit), hit.end
    for subject in ends:
        if verb := wording(candidate).promise(context.text[subject:end]):
            yield "", subject + verb.end()


def _last_word(candidate: Candidate, hit: Hit) -> str:
    return candidate.context.text[hit.start : hit.end].rsplit(maxsplit=1)[-1]


def _goals(words: Phrasing, text: str, start: int, opening: str) -> tuple[Phrase, ...]:
    """What follows `aims to`: one phrase, or several where each has words of its own.

    `opening` is the cue's last word, if any: `and to` begins another goal.
    """
    stop = _SENTENCE_END.search(text)
    text = text[: stop.start()] if stop else text
    again = words.again(text, opening) if 0 < len(opening) < _PARTICLE else None
    if again:
        first = words.core(text[: again.start()], start)
        both = first, words.core(text[again.end() :], start + again.end())
        return tuple(phrase for phrase in both if phrase is not None and phrase.words >= 2)
    parts = words.enumerated(text, start)
    least, most = {2: (3, 11), 3: (2, 11)}.get(len(parts), (1, MOST_WORDS))
    if len(parts) > 1 and all(least <= part.words <= most for part in parts):
        return parts
    phrase = words.core(text, start)
    return (phrase,) if phrase is not None and phrase.words >= 3 else ()


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
