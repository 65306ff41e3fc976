"""The titles of those who head or represent an office, in a sentence."""

from __future__ import annotations

import re

from parsers.extraction.candidate import Context, Sentence, Span
from parsers.extraction.person_names import CASED_NAME
from parsers.extraction.person_offices import LINKING
from parsers.extraction.terms import Hit

_COMMA = re.compile(r"(?:\s(?:of|for|de|des|di|da|für)\s[^\W\d_][\w-]*(?:\s[^\W\d_][\w-]*)?)?,\s")
_JOINED = 70  # characters between two titles of one person
_SHORT = re.compile(r"(?:\s[A-Z]{2,6})?[)）]")  # what ends a title's short form
# Korean: 청장회담, 시장관리국 are no titles; particles and what honours may follow one.
_RUNS_ON = re.compile(
    "[가-힣](?!은|는|이|가|과|와|의|을|를|도|님|에게|으로|께|및|급|단|간|등|보|직|대)[가-힣]"
)
# A director of the institute Jane Doe and the head ...: two people, two titles.
_NAMED_BETWEEN = re.compile(
    rf"\s[^\W\d_A-ZÀ-ÞА-Я]{{5,24}}\s{CASED_NAME.replace('{0,6}', '{1,4}')}\s[^\W\d_]{{1,3}}\s$"
)


def titles(context: Context, sentence: Sentence) -> list[Span]:
    """The titles of a sentence; `Under Secretary of Commerce and Director` is one."""
    found: list[Span] = []
    for hit in context.hits.of("person.title", sentence.start, sentence.end):
        if _is_repeated(context, hit) or _RUNS_ON.match(context.text, hit.end - 1):
            continue
        before = found[-1] if found else None
        if (
            before is not None
            and hit.start - before.end <= _JOINED
            and (
                hit.start <= before.end + 1
                or _goes_on(context, before.end, hit.start)
                or (
                    context.text[before.end : hit.start].lstrip()[:1].islower()
                    and LINKING.fullmatch(context.text, before.end, hit.start)
                    and not context.mentions_in(before.end, hit.start)
                    and context.hits.first("person.and", before.end, hit.start)
                    and not _NAMED_BETWEEN.search(context.text, before.end, hit.start)
                )
            )
        ):
            found[-1] = Span(before.start, hit.end)
        else:
            found.append(Span(hit.start, hit.end))
    return found


def _goes_on(context: Context, end: int, start: int) -> bool:
    """Whether a comma joins two titles: `Commissioner of Patents, Registrar and …`."""
    return _COMMA.fullmatch(context.text, end, start) is not None


def _is_repeated(context: Context, hit: Hit) -> bool:
    """Whether a bracket only shortens the title before it: `Director General of IP (DG IP)`."""
    text = context.text
    if text[hit.start - 1 : hit.start] not in ("(", "（"):
        return False
    closing = _SHORT.match(text, hit.end)
    return closing is not None and not context.mentions_in(hit.end, closing.end())
