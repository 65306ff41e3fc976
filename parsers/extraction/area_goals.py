"""What a sentence says that an agreement is for, or that its parties will do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.extraction.area_phrases import wording
from parsers.extraction.area_told import (
    SENTENCE_END,
    TOPICAL,
    UNSTATED,
    Told,
    adds_to_others,
    reduced_parts,
    says_more,
    topical,
)
from parsers.extraction.candidate import Candidate, Sentence
from parsers.extraction.phrase_length import MOST_WORDS
from parsers.extraction.phrases import Phrase, Phrasing
from parsers.extraction.terms import Hit
from parsers.extraction.topics import names_subject

_SUBJECT = 24  # characters between a party and what it promises
_SHORT = re.compile(r"\b[A-Z]{3,8}\b")  # `INTA`
_HOSTING, _NEXT = ("hosts", "held"), ("next_meeting", "next")
_PARTICLE = 4  # letters of `to`, and fewer


def goals_told(candidate: Candidate, sentence: Sentence, order: int) -> Iterator[Told]:
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
        goals = _without_verb(candidate, reduced_parts(candidate, goals))
        parts = tuple(p for p in goals if not _is_act(candidate, p))
        if not parts or not any(says_more(candidate, part) for part in parts):
            continue
        words = sum(part.words for part in parts)
        score = 2.0 + 0.6 * about + 0.5 * own - 0.05 * order + min(words, 8) * 0.05
        score -= 0.6 * len(context.mentions_in(parts[0].start, parts[-1].end)) / len(parts)
        score += 0.4 * min(len(parts) - 1, 3)
        score += TOPICAL * topical(candidate, parts)
        if context.hits.of("earlier", start, end):
            score -= 1.0
        adds = adds_to_others(candidate, sentence)
        if len(parts) == 1 and not (about or own or adds or topical(candidate, parts)):
            continue  # "they said that they would follow"
        if not stated:
            score -= UNSTATED * (2.0 - topical(candidate, parts))
        yield Told(score, parts, start, adds, stated)


def _without_verb(candidate: Candidate, goals: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Goals but the verb of those that follow: `open, within the year, a master's course`."""
    bare = len(goals) > 2 and goals[0].words == 1 < min(goal.words for goal in goals[1:])
    return (
        goals[1:] if bare and not names_subject(candidate, goals[0].start, goals[0].end) else goals
    )


def _is_act(candidate: Candidate, part: Phrase) -> bool:
    """Whether a part tells of the agreement's own making: `extend their pilot for two years`.

    Or of what comes after: `host the next meeting`.
    """
    hits, stop = candidate.context.hits, part.start + 1
    hosting = (h for key in _HOSTING for h in hits.of(key, part.start - _PARTICLE, stop))
    if hits.any_of(_NEXT, stop, part.end) and any(part.start < h.end for h in hosting):
        return True
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
    start, end = sentence.start, sentence.end
    ends = list(_subjects(candidate, start, end))
    for hit in context.hits.of("commits", start, end):
        if any(0 <= hit.start - subject <= _SUBJECT for subject in ends):
            yield _last_word(candidate, hit), hit.end
    for subject in ends:
        if verb := wording(candidate).promise(context.text[subject:end]):
            yield "", subject + verb.end()


def _subjects(candidate: Candidate, start: int, end: int) -> Iterator[int]:
    """Where those end in a sentence who may promise: the parties, be they no offices too."""
    context = candidate.context
    yield from (a.end for a in context.actors_in(start, end) if a.codes & {*candidate.parties})
    yield from (hit.end for hit in context.hits.of("both", start, end))
    if candidate.other_parties:
        yield from (hit.end for hit in context.hits.of("organisation", start, end))
        yield from (short.end() for short in _SHORT.finditer(context.text, start, end))


def _last_word(candidate: Candidate, hit: Hit) -> str:
    return candidate.context.text[hit.start : hit.end].rsplit(maxsplit=1)[-1]


def _goals(words: Phrasing, text: str, start: int, opening: str) -> tuple[Phrase, ...]:
    """What follows `aims to`: one phrase, or several where each has words of its own.

    `opening` is the cue's last word, if any: `and to` begins another goal.
    """
    stop = SENTENCE_END.search(text)
    text = text[: stop.start()] if stop else text
    alike = words.opened_alike(text, start, opening) if 0 < len(opening) < _PARTICLE else ()
    if alike:
        return alike
    parts = words.enumerated(text, start)
    least, most = {2: (3, 11), 3: (2, 11)}.get(len(parts), (1, MOST_WORDS))
    if len(parts) > 1 and all(least <= part.words and part.is_short(most) for part in parts):
        return parts
    phrase = words.core(text, start)
    return (phrase,) if phrase is not None and phrase.words >= 3 else ()
