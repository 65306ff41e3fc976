"""Who among those named beside a word for receiving are the guests, and not the host."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parsers.extraction.candidate import Actor, Context, Sentence

_STOPS = frozenset(",;:.，；：。、")
_VISITORS = 80  # characters between a word for visitors and who they are
_HEAD = 16  # characters of a name, a head's title and the mark behind it
_OBJECT_MARK = re.compile(r"[^,、，。\n]{0,14}?(?:[가-힣](?:을|를)|を)")


def is_guest(context: Context, sentence: Sentence, actor: Actor) -> bool:
    """Whether an actor is the next behind the word for visitors: `a delegation of the INPI`."""
    start = max(sentence.start, actor.start - _VISITORS)
    return any(
        not set(context.text[hit.end : actor.start]) & _STOPS
        and not context.codes_in(hit.end, actor.start) - actor.codes
        for hit in context.hits.of("visitors", start, actor.start)
    )


def is_greeted(context: Context, able: Iterable[Actor], actor: Actor) -> bool:
    """Whether a mark of the object stands behind an actor and its head: 일본 특허청 장관을 맞아."""
    behind = [a.start for a in able if a.start >= actor.end]
    stop = min([actor.end + _HEAD, *behind])
    return _OBJECT_MARK.match(context.text, actor.end, stop) is not None
