"""Who was there without being a party: observers by name, organisations that attended."""

from __future__ import annotations

from accord.agreement import Evidence
from parsers.extraction.candidate import Actor, Candidate, Context, Sentence, Span, Stated, Zone

_REACH = 220  # characters between an observer and the word that says so


def observers(candidate: Candidate) -> Stated[tuple[str, ...]] | None:
    """The offices that attend a candidate's meeting without being a party."""
    found: dict[str, Evidence] = {}
    context = candidate.context
    forums = (a.codes for a in candidate.context.actors if a.forum and candidate.holds(a.start))
    concluding = frozenset(candidate.parties).union(*forums)
    for sentence in candidate.sentences:
        if context.zones[sentence.block] is Zone.BACKGROUND:
            continue
        for actor in (*_named_so(context, sentence), *_attending(context, sentence, concluding)):
            for code in sorted(actor.codes):
                evidence = context.evidence("observers", code, sentence.start, sentence.end)
                found.setdefault(code, evidence)
    if not found:
        return None
    return Stated(tuple(sorted(found)), tuple(found[code] for code in sorted(found)))


def _named_so(context: Context, sentence: Sentence) -> tuple[Actor, ...]:
    """Actors next to the word `observer`: those before it in its clause, else the first behind."""
    chosen: list[Actor] = []
    who = [a for a in context.actors_in(sentence.start, sentence.end) if a.acts and not a.forum]
    for hit in context.hits.of("observer", sentence.start, sentence.end):
        before = [a for a in who if a.end <= hit.start and hit.start - a.end <= _REACH]
        if before:
            last = before[-1]
            chosen.append(last)
            for earlier in reversed(before[:-1]):
                if _joined_by_and(context, Span(earlier.end, last.start)):
                    chosen.append(earlier)
                    last = earlier
                else:
                    break
        else:
            behind = [a for a in who if a.start >= hit.end and a.start - hit.end <= _REACH]
            chosen.extend(behind[:1])
    return tuple(chosen)


def _attending(
    context: Context, sentence: Sentence, concluding: frozenset[str]
) -> tuple[Actor, ...]:
    """Organisations, not countries, said to have been present or to have lent their support."""
    cue = context.hits.first("attended", sentence.start, sentence.end)
    if cue is None:
        return ()
    countries = {country.code for country in context.vocabulary.countries}
    able = [
        a
        for a in context.actors_in(sentence.start, sentence.end)
        if a.acts and not a.forum and not a.codes & (countries | concluding)
    ]
    before = [a for a in able if a.end <= cue.start]
    return tuple(before[-1:] or able[:1])


def _joined_by_and(context: Context, gap: Span) -> bool:
    text = context.text[gap.start : gap.end]
    if len(text) > 40:
        return False
    return bool(context.hits.first("beside", gap.start, gap.end)) or text.strip(" ()") in {
        ",",
        "、",
    }
