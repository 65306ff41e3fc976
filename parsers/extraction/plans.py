"""Sentences that say what is planned or talked about, and not what was concluded."""

from __future__ import annotations

from parsers.extraction.candidate import Context, Sentence
from parsers.extraction.dates import DateMention
from parsers.extraction.past import FIRM
from parsers.extraction.terms import Hit

_DATE = 12  # characters of a date before its month's name
_TALK, _TALK_BEHIND = 110, 30  # characters between talking and what was talked of
_CONCLUDES = (*sorted(FIRM), "agreed")
_ALIKE = 2  # letters with which verbs in one form end


def is_planned(context: Context, sentence: Sentence, named: tuple[Hit, ...]) -> bool:
    """Whether a word for a plan stands near an instrument or a verb of concluding."""
    hits, text = context.hits, context.text
    anchors = list(named)
    for verb in FIRM:
        anchors += hits.of(verb, sentence.start, sentence.end)
    for anchor in anchors:
        behind = 16 if text[anchor.end - 1] >= "\u0e00" else 3
        begin = max(sentence.start, anchor.start - 28)
        for hit in hits.of("planned", begin, min(sentence.end, anchor.end + behind)):
            taken: list[Hit | DateMention] = list(named)
            taken += context.dates_in(hit.start - _DATE, hit.end)
            if any(n.start <= hit.start and hit.end <= n.end for n in taken):
                continue  # the plan of `work plan`, the may of `8 May`; not `draft memorandum`
            if _is_done_too(context, hit, anchor):
                continue
            if not set(text[hit.end : anchor.start]) & set(".;:"):
                return True
    return False


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
