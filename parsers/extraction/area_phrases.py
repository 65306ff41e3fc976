"""What a sentence of an agreement comes down to: neither who acts nor that they will act."""

from __future__ import annotations

from parsers.extraction.candidate import Candidate
from parsers.extraction.phrase_length import count_words
from parsers.extraction.phrases import Phrase, Phrasing, phrasing
from parsers.extraction.topics import names_subject

_FRONT = 6  # characters of articles and quotes before who acts
_NEXT = 2  # characters between who acts and the verb
_VERBS = (
    "commits", "agreed", "adopted", "launched", "extended", "collaborates", "planned", "area_done",
)  # fmt: skip


def wording(candidate: Candidate) -> Phrasing:
    """How the release's language builds its phrases."""
    return phrasing(candidate.context.vocabulary, candidate.context.language)


def reduced(candidate: Candidate, phrase: Phrase) -> Phrase | None:
    """A phrase without those who act and their verb: `both sides will share data` is `share data`.

    Where a verb such as `will` stands within, the side that names a subject is what was meant.
    """
    start = _behind_actor(candidate, phrase)
    start, end = _beside_verb(candidate, start, phrase.end)
    if (start, end) == (phrase.start, phrase.end):
        return phrase
    told = candidate.context.text[start:end]
    start += len(told) - len(told.lstrip())
    return wording(candidate).core(told.lstrip(), start)


def _behind_actor(candidate: Candidate, phrase: Phrase) -> int:
    """Where a phrase goes on behind those who act and their verb; its beginning where none does."""
    context = candidate.context
    hits = context.hits
    end = actor_end(candidate, phrase)
    if end is None:
        return phrase.start
    verbs = [h.end for key in _VERBS for h in hits.of(key, end, end + _NEXT)]
    told = context.text[end : phrase.end]
    finite = wording(candidate).verb(told)
    if finite is not None and finite.start() <= _NEXT:
        verbs.append(end + finite.end())
    return max(verbs) if verbs and max(verbs) < phrase.end else phrase.start


def actor_end(candidate: Candidate, phrase: Phrase) -> int | None:
    """Where the name of those who act ends at a phrase's beginning, if one stands there."""
    context, stop = candidate.context, min(phrase.start + _FRONT, phrase.end)
    # `both` itself may have been cut off
    named = context.hits.of("both", phrase.start - _FRONT, stop)
    ends = [h.end for h in named if h.end > phrase.start]
    ends += [a.end for a in context.actors_in(phrase.start, stop) if a.acts]
    return max(ends, default=None)


def _beside_verb(candidate: Candidate, start: int, end: int) -> tuple[int, int]:
    verb = wording(candidate).verb(candidate.context.text[start:end])
    if verb is None:
        return start, end
    before, behind = start + verb.start(), start + verb.end()
    if names_subject(candidate, start, before):
        worded = count_words(candidate.context.text[start:before]) > 1
        return (start, before) if worded else (start, end)
    return (behind, end) if names_subject(candidate, behind, end) else (start, end)
