"""Areas that a release only speaks of: subjects in the sentences that tell of the agreement.

The last resort, where neither list nor cue nor name says what is agreed on.
"""

from __future__ import annotations

from collections.abc import Iterator

from parsers.extraction.area_phrases import reduced, wording
from parsers.extraction.area_prose import says_more, telling
from parsers.extraction.candidate import Candidate, Sentence
from parsers.extraction.phrases import Phrase, count_words
from parsers.extraction.topics import subjects_in

_LONG = 5  # words of a part of which only what follows its subject counts
_OWN = ("both", "agreed", "collaborates", "paper")
_OTHER = ("earlier", "planned", "existing", "no_agreement")


def spoken_areas(candidate: Candidate) -> tuple[Phrase, ...]:
    """The subjects of the sentence that names most of them, in its order."""
    best: tuple[Phrase, ...] = ()
    for sentence in telling(candidate):
        if _is_told_of_it(candidate, sentence):
            parts = tuple(_subjects(candidate, sentence))
            if len(parts) > len(best):
                best = parts
    return best if len(best) > 1 else ()


def _is_told_of_it(candidate: Candidate, sentence: Sentence) -> bool:
    hits, start, end = candidate.context.hits, sentence.start, sentence.end
    if any(hits.first(key, start, end) for key in _OTHER):
        return False
    if start in candidate.statement_starts:
        return True
    named = any(hits.first(key, start, end) for key in hits.keys("instrument."))
    return named or any(hits.first(key, start, end) for key in _OWN)


def _subjects(candidate: Candidate, sentence: Sentence) -> Iterator[Phrase]:
    """The parts of a sentence that name subjects, each from its subject on."""
    context, words = candidate.context, wording(candidate)
    for part in words.enumerated(context.text[sentence.start : sentence.end], sentence.start):
        if context.dates_in(part.start, part.end):
            continue
        subjects = subjects_in(candidate, part.start, part.end)
        if not subjects:
            continue
        begin = part.start
        named = context.mentions_in(part.start, part.end)
        if named or count_words(part.text) > _LONG:
            begin = min(hit.start for hit in subjects)
            if any(m.start > begin for m in named):
                continue
        phrase = words.core(context.text[begin : part.end], begin)
        phrase = phrase and reduced(candidate, phrase)
        if phrase is not None and phrase.words > 1 and says_more(candidate, phrase):
            yield phrase
