"""What bodies that are no IP offices are called, and whose name is somebody's own."""

from __future__ import annotations

import re

from parsers.extraction.body_names import is_regional, told_name
from parsers.extraction.candidate import Context, Sentence, Span

_BRACKETS = re.compile(r"\s?[(（][^()（）]*[)）]")
_OF_ORGAN = 3  # words of its own that make a committee or department somebody
_NOUN = 24  # characters of a noun that stands for a body named before
_LAST = 12  # bodies before it that it may stand for
_CASELESS, _UNSPACED = "\u0590", "\u3040"


def named_in(context: Context, sentence: Sentence) -> tuple[str, ...]:
    """The names of a sentence's bodies, as they are told; of `the University` others tell whose."""
    places = context.bodies.get(sentence.start, ())
    return tuple(name_of(context, place) for place in places if can_conclude(context, place))


def name_of(context: Context, span: Span) -> str:
    """The name as a dictionary has it; with its letters in brackets if the text gives them.

    Of `the University` that of the one named before.
    """
    name = told_name(context, _meant(context, span) or span)
    return context.spelled_out.get(name, name)


def _meant(context: Context, span: Span) -> Span | None:
    """The last body before a bare noun whose name holds it, None for a name of its own."""
    noun = context.text[span.start : span.end]
    if span.end - span.start > _NOUN or _own_words(context, span):
        return None
    return next(
        (
            place
            for place in context.bodies_before(span.start, _LAST)
            if noun in context.text[place.start : place.end] and _own_words(context, place)
        ),
        None,
    )


def is_same(one: str, other: str) -> bool:
    """Whether two names differ by letters in brackets, capitals or a part alone."""
    bare, known = (_BRACKETS.sub("", name).casefold().strip() for name in (one, other))
    return bare in known or known in bare


def can_conclude(context: Context, place: Span) -> bool:
    """Whether a name is somebody's own and no organ's: neither `University` nor `Secretariat`."""
    if is_regional(context, place.start, place.end):
        return True
    least = _OF_ORGAN if context.hits.first("organ", place.start, place.end) else 1
    if _own_words(context, place) < least:
        return False
    return not is_named_as_ours(context, place.start, place.end)


def is_named_as_ours(context: Context, start: int, end: int) -> bool:
    """Whether a name is that of an IP office, by words that no list has: `Patent Authority`."""
    nouns = {h.start for h in context.hits.of("own_name_noun", start, end)}
    if not nouns or is_regional(context, start, end):
        return False
    subjects = [h for h in context.hits.of("person.of_own", start, end) if h.start not in nouns]
    subjects += context.hits.of("area_generic", start, end)
    text = context.text
    return any(
        text[h.start] >= _CASELESS or h.key == "person.of_own" or " " in text[h.start : h.end]
        for h in subjects
    )


def _own_words(context: Context, place: Span) -> int:
    """How many words of a name are its own, and not such as many bodies have in theirs."""
    hits, text = context.hits, context.text
    bare = text[place.start : place.end]
    for key in ("organ", "organisation", "inside_names", "articles"):
        for hit in hits.of(key, place.start, place.end):
            bare = bare.replace(text[hit.start : hit.end], " ")
    own = len(re.findall(r"[^\W_]{2,}", bare)) + len(hits.of("body_name", place.start, place.end))
    if text[place.start] >= _UNSPACED:  # words are not told apart: two characters make one
        own = max(own, len(re.sub(r"\W", "", bare)) // 2)
        own += len(hits.of("organisation", place.start, place.end)) > 1  # 海关总署 is made of two
    return own
