"""Sentences that say what is planned or talked about, and not what was concluded."""

from __future__ import annotations

from parsers.extraction.candidate import Context, Sentence
from parsers.extraction.dates import DateMention
from parsers.extraction.past import FIRM, is_fresh
from parsers.extraction.terms import Hit

_DATE = 12  # characters of a date before its month's name
_TALK, _TALK_BEHIND = 110, 30  # characters between talking and what was talked of
_CONCLUDES = (*sorted(FIRM), "agreed")
_AGREEING = ("agreed", "agreed_together")
_ALIKE = 2  # letters with which verbs in one form end


def is_planned(context: Context, sentence: Sentence, named: tuple[Hit, ...]) -> bool:
    """Whether a word for a plan stands near an instrument or a verb of concluding."""
    verbs = [hit for verb in FIRM for hit in context.hits.of(verb, sentence.start, sentence.end)]
    if any(_is_near_plan(context, sentence, named, anchor) for anchor in named):
        return True
    planned = [_is_near_plan(context, sentence, named, verb) for verb in verbs]
    # `They agreed to launch a pilot, which may be extended`: one is done, one only possible.
    started = any(
        not plan and verb.key == "launched" for plan, verb in zip(planned, verbs, strict=True)
    )
    agreed = context.hits.first("agreed", sentence.start, sentence.end) is not None
    return any(planned) and not (started and agreed)


def _is_near_plan(
    context: Context, sentence: Sentence, named: tuple[Hit, ...], anchor: Hit
) -> bool:
    """Whether a word for a plan stands near an instrument or a verb and belongs to it."""
    text = context.text
    behind = 16 if text[anchor.end - 1] >= "\u0e00" else 3
    begin = max(sentence.start, anchor.start - 28)
    for hit in context.hits.of("planned", begin, min(sentence.end, anchor.end + behind)):
        taken: list[Hit | DateMention] = list(named)
        taken += context.dates_in(hit.start - _DATE, hit.end)
        if any(n.start <= hit.start and hit.end <= n.end for n in taken):
            continue  # the plan of `work plan`, the may of `8 May`; not `draft memorandum`
        if _is_done_too(context, hit, anchor) or _met_to_sign(context, sentence, hit):
            continue
        if not set(text[hit.end : anchor.start]) & set(".;:"):
            return True
    return False


def _met_to_sign(context: Context, sentence: Sentence, planned: Hit) -> bool:
    """Whether a plan is what they met for, on a day of these weeks: `On 3 May they met to sign`."""
    if not context.hits.of("signed", planned.start, planned.end):
        return False
    if not context.hits.any_of(("met",), sentence.start, planned.start):
        return False
    days = context.dates_in(sentence.start, sentence.end)
    return any(day.date.day and is_fresh(context, day) for day in days)


def is_talked_of(context: Context, sentence: Sentence, named: Hit) -> bool:
    """Whether an instrument is only what was talked about: `exchanged views on the PPH`.

    Not if a verb of concluding stands between: `discussed and signed a memorandum`.
    """
    hits = context.hits
    before = hits.of("talks_about", max(sentence.start, named.start - _TALK), named.start)
    behind = hits.of("talks_behind", named.end, min(sentence.end, named.end + _TALK_BEHIND))
    gaps = [(before[-1].end, named.start)] if before else []
    gaps += [(named.end, behind[0].start)] if behind else []
    return any(
        not set(context.text[start:end]) & set(";:。；") and not hits.any_of(_CONCLUDES, start, end)
        for start, end in gaps
    )


def agrees_all_the_same(context: Context, sentence: Sentence) -> bool:
    """Whether something is agreed behind the last word for nothing: `Nothing was signed, but they
    agreed to train examiners together`, `having taken stock of the plan, they agreed to …`.
    """
    nothing = context.hits.of("no_agreement", sentence.start, sentence.end)
    return bool(nothing) and context.hits.any_of(_AGREEING, nothing[-1].end, sentence.end)


def _is_done_too(context: Context, planned: Hit, anchor: Hit) -> bool:
    """Whether a verb of concluding goes on from one of talking: `discussed and signed`.

    The two are joined and end alike; what is planned has another form (`plan to … and sign`).
    """
    text = context.text
    for verb in FIRM:
        for hit in context.hits.of(verb, planned.end, anchor.start + 1):
            joins = context.hits.of("person.and", planned.end, hit.start)
            joined = bool(joins) and not text[joins[-1].end : hit.start].strip()
            if (
                joined
                and text[planned.end - _ALIKE : planned.end] == text[hit.end - _ALIKE : hit.end]
            ):
                return True
    return False
