"""Who is named without taking part: who was spoken for, who only looked on."""

from __future__ import annotations

import re

from parsers.extraction.candidate import Context, Sentence, Span

_CLOSE = re.compile(r"[^,;:\n]{0,25}")
_VERB_LAST = "\u3040"
_LABELS = frozenset(":：,、 \u3000\n(（")
_APART = re.compile("[;；]")
_NEAR = 40  # characters before a name in which it is said that another came in its place


def is_absent(context: Context, sentence: Sentence, title: Span, span: Span) -> bool:
    """Whether somebody with a title and a name took no part in what a sentence tells."""
    first = min(title.start, span.start)
    if _is_spoken_for(context, sentence, first):
        return True
    hits = context.hits
    days = context.dates_in(sentence.start, sentence.end)
    earlier = any(
        not any(day.start <= hit.start <= day.end for day in days)  # 17 พฤศจิกายนที่ผ่านมา
        for hit in hits.of("earlier", sentence.start, sentence.end)
    )
    if earlier and hits.first("signed", sentence.start, sentence.end):
        return True
    return _was_present(context, sentence, first) or _looked_on(context, sentence, span)


def _is_spoken_for(context: Context, sentence: Sentence, first: int) -> bool:
    """`on behalf of President Jane Doe`."""
    return any(
        not context.mentions_in(hit.end, first) and _CLOSE.fullmatch(context.text, hit.end, first)
        for hit in context.hits.of("person.absent", max(sentence.start, first - _NEAR), first)
    )


def _was_present(context: Context, sentence: Sentence, first: int) -> bool:
    """`signed in the presence of A and B`; `in the presence of A, B and C signed` is A alone."""
    hits = context.hits
    before = [h for h in hits.of("person.presence", sentence.start, first) if h.end <= first]
    if not before or hits.first("signed", before[-1].end, first):
        return False
    if _APART.search(context.text, before[-1].end, first):
        return False
    signs = hits.first("signed", first, sentence.end)
    told = (hits.first(k, sentence.start, before[-1].start) for k in ("signed", "person.title"))
    if signs is None or all(told):
        return True
    stop = before[-1].end
    return not hits.any_of(("person.title", "person.outside"), stop, first)


def _looked_on(context: Context, sentence: Sentence, span: Span) -> bool:
    """`A witnessed the signing`, `witnessed by A`, `โดยมี A เป็นสักขีพยาน`."""
    hits, text = context.hits, context.text
    witness = hits.first("person.witness", sentence.start, sentence.end)
    if witness is None:
        return False
    if witness.start < span.start:  # `Witnessed by A, it was signed by B`
        if text[witness.start] >= _VERB_LAST and text[witness.end] not in _LABELS:
            return False  # 大臣立会いのもと、長官が署名: who looked on stands before it
        apart = _APART.search(text, witness.end, span.start) is not None
        return not apart and hits.first("signed", witness.end, span.start) is None
    if text[witness.start] >= "\u0e00":  # the word stands behind who looked on
        return hits.first("signed", span.end, witness.start) is None
    signing = hits.first("signed", sentence.start, sentence.end)
    return signing is None or witness.start < signing.start
