"""The office that hosted, chaired or organised the meeting; a city or country alone is none."""

from __future__ import annotations

from parsers.extraction.candidate import Actor, Candidate, Context, Sentence, Standing, Stated, Zone

_BEHIND, _BEFORE = 110, 90


def host(candidate: Candidate) -> Stated[str] | None:
    """The host's code, from the first sentence that says who it was."""
    context = candidate.context
    for sentence in candidate.sentences:
        if context.zones[sentence.block] is Zone.BACKGROUND:
            continue
        if context.hits.first("next", sentence.start, sentence.end):
            continue
        code = _hosts(context, sentence) or _hosted_by(context, sentence)
        if code is not None:
            return Stated(code, (context.evidence("host", code, sentence.start, sentence.end),))
    return None


def _able(context: Context, sentence: Sentence) -> list[Actor]:
    allowed = (Standing.ACTOR, Standing.OCCASION)
    return [
        a
        for a in context.actors_in(sentence.start, sentence.end)
        if a.standing in allowed and len(a.codes) == 1 and not a.forum
    ]


def _hosted_by(context: Context, sentence: Sentence) -> str | None:
    """`hosted by X`, `at the invitation of X`, `chaired by Ms Y, President of X`."""
    for hit in context.hits.of("hosted_by", sentence.start, sentence.end):
        for actor in _able(context, sentence):
            if hit.end - 4 <= actor.start <= hit.end + _BEHIND:
                return min(actor.codes)
    return None


def _hosts(context: Context, sentence: Sentence) -> str | None:
    """`X hosted the meeting`, `with X as host`, `Host: X`; the nearest actor before the verb."""
    for hit in context.hits.of("hosts", sentence.start, sentence.end):
        before = [
            a for a in _able(context, sentence) if hit.start - _BEFORE <= a.end <= hit.start + 1
        ]
        if before:
            return min(before[-1].codes)
        if context.text[hit.end : hit.end + 3].strip()[:1] in {":", "|", "："}:
            behind = [a for a in _able(context, sentence) if a.start >= hit.end]
            if behind:
                return min(behind[0].codes)
    return None
