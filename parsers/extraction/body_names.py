"""How bodies are called: in the nominative, and with the letters that the text gives to them."""

from __future__ import annotations

from parsers.extraction.body_cases import bends, body_nominative
from parsers.extraction.candidate import Context, Span
from parsers.extraction.terms import Hit

TITLES = ("person.title", "person.outside", "head")

_TITLE = 30  # characters of a title


def spelled_out(context: Context) -> dict[str, str]:
    """By name, the names of bodies with the letters that stand for them: `World Bank (WB)`."""
    found: dict[str, str] = {}
    for places in context.bodies.values():
        for place in places:
            if context.text[place.end - 1] == ")":
                name = told_name(context, place)
                found.setdefault(name.rpartition("(")[0].rstrip(), name)
    return found


def told_name(context: Context, span: Span) -> str:
    """The name as it is told, in the nominative."""
    name = context.text[span.start : span.end]
    noun = context.hits.first("organisation", span.start, span.end)
    if bends(context.language) and noun is not None:
        at = noun.start - span.start
        of_title = is_behind_title(context, span.start)
        name = body_nominative(name, at, context.language, of_title=of_title)
    return " ".join(name.split())


def is_behind_title(context: Context, start: int) -> bool:
    """Whether a title stands right before a name."""
    return any(
        not context.text[hit.end : start].strip() and not is_body(context, hit)
        for key in TITLES
        for hit in context.hits.of(key, start - _TITLE, start)
    )


def is_body(context: Context, title: Hit) -> bool:
    """Whether a word of those for people outside is one for an organisation: `university`."""
    return context.hits.first("organisation", title.start, title.end) is not None


def is_regional(context: Context, start: int, end: int) -> bool:
    """Whether a name is that of a province's or city's government or of its own IP bureau."""
    return context.hits.first("region_body", start, end) is not None
