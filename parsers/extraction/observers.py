"""Who was there without being a party: observers by name, organisations that attended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from accord.agreement import Evidence
from parsers.extraction.candidate import Actor, Candidate, Context, Sentence, Span, Stated, Zone
from parsers.extraction.mentions import MentionKind
from parsers.extraction.sections import recites
from parsers.extraction.terms import Hit

_GAP = 60  # characters between two actors of one enumeration
_WHOSE = frozenset({MentionKind.COUNTRY, MentionKind.GROUP})
_BRACKETED = re.compile(r"[(（][^()（）]{1,70}[)）]|['’]s\b")
_DELEGATE, _CLAUSE = 120, 20  # characters of `, represented by …,` and before its words
_OPENS = 40  # characters before a word for observers that opens their list
_LISTED = 40  # characters between the word and the first of the list that it opens
_OPENING, _CLOSING = frozenset("(（[【〔"), frozenset(")）]】〕")
_CAME = ("attended", "participants", "met")
_REACH = 220  # characters between an observer and the word that says so


def observers(candidate: Candidate) -> Stated[tuple[str, ...]] | None:
    """The offices that attend a candidate's meeting without being a party."""
    found: dict[str, Evidence] = {}
    context = candidate.context
    forums = (a.codes for a in candidate.context.actors if a.forum and candidate.holds(a.start))
    concluding = frozenset(candidate.parties).union(*forums)
    for sentence in candidate.sentences:
        block = context.document.blocks[sentence.block]
        aside = context.zones[sentence.block] is Zone.BACKGROUND
        if aside and not recites(block, context.hits):
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
    countries = {country.code for country in context.vocabulary.countries}
    who = [a for a in context.actors_in(sentence.start, sentence.end) if a.acts and not a.forum]
    for hit in context.hits.of("observer", sentence.start, sentence.end):
        before = [a for a in who if a.end <= hit.start and hit.start - a.end <= _REACH]
        behind = [a for a in who if a.start >= hit.end and a.start - hit.end <= _REACH]
        label = context.text[hit.end : hit.end + 2].lstrip()[:1] in (":", "：")
        label = label or _is_bracketed_label(context, hit, before)
        if before and not label and not _opens_clause(context, before[-1], hit, behind):
            chosen.extend(_row(context, before[::-1]))
        else:
            chosen.extend(_row(context, behind))
            if not before and hit.start - sentence.start <= _OPENS:
                # `As observers came A, B and C`: names that no list has may stand between them.
                chosen.extend(a for a in behind if a.is_office and not a.codes & countries)
    return tuple(chosen)


def _is_bracketed_label(context: Context, hit: Hit, before: Sequence[Actor]) -> bool:
    """`A: Jane Doe (observer) B: John Roe`: a word in brackets with no name right before it."""
    text = context.text
    if (
        text[hit.start - 1 : hit.start] not in _OPENING
        or text[hit.end : hit.end + 1] not in _CLOSING
    ):
        return False
    return not before or bool(text[before[-1].end : hit.start - 1].strip())


def _opens_clause(context: Context, before: Actor, hit: Hit, behind: Sequence[Actor]) -> bool:
    """Whether those behind are meant: `A and B met, while as observers there came C and D`.

    A clause of its own holds the word then: a comma and a verb stand before it, and its list
    right behind.
    """
    if not behind or behind[0].start - hit.end > _LISTED:
        return False
    comma = max(context.text.rfind(c, before.end, hit.start) for c in ",،，;؛")
    return comma >= 0 and context.hits.any_of(_CAME, comma, behind[0].start)


def _attending(
    context: Context, sentence: Sentence, concluding: frozenset[str]
) -> tuple[Actor, ...]:
    """Organisations, not countries, said to have been present or to have lent their support."""
    cue = context.hits.first("attended", sentence.start, sentence.end)
    if cue is None:
        return ()
    countries = context.vocabulary.country_codes
    able = [
        a
        for a in context.actors_in(sentence.start, sentence.end)
        if a.acts and not a.forum and not a.codes & (countries | concluding)
    ]
    before = [a for a in able if a.end <= cue.start]
    return tuple(before[-1:] or able[:1])


def _row(context: Context, actors: Sequence[Actor]) -> Iterator[Actor]:
    """The first of some actors and those that an enumeration joins to it, one by one."""
    last: Actor | None = None
    for actor in actors:
        if last is not None:
            first, second = sorted((last, actor), key=lambda a: a.start)
            gap = Span(first.end, second.start)
            joined = enumerates(context, gap) or _is_represented(context, gap)
            if first.codes != second.codes and not joined:
                return
        yield actor
        last = actor


def _is_represented(context: Context, gap: Span) -> bool:
    """Whether only who represents one of them stands between two: `, represented by …, and`,
    `and Ms Doe, representing the`.
    """
    if gap.end - gap.start > _DELEGATE or context.text[gap.start : gap.end].count(".") > 2:
        return False
    if context.hits.first("person.represented", gap.start, gap.start + _CLAUSE) is not None:
        return True
    stands_for = context.hits.of("person.for", max(gap.start, gap.end - _CLAUSE), gap.end)
    return bool(stands_for) and context.hits.first("person.and", gap.start, gap.end) is not None


def enumerates(context: Context, gap: Span) -> bool:
    """Whether nothing but `,`, `and`, articles and a bracket stands between two names.

    Or whose the first is: `the Plant Variety Office of the European Union, the Patent Office`.
    """
    if gap.end - gap.start > _GAP:
        return False
    text = _BRACKETED.sub(" ", context.text[gap.start : gap.end])
    for mention in context.mentions_in(gap.start, gap.end):
        if mention.kind in _WHOSE:
            text = text.replace(mention.text, " ")
    for key in ("person.and", "phrases.joining", "articles"):
        for hit in context.hits.of(key, gap.start, gap.end):
            text = text.replace(context.text[hit.start : hit.end], " ")
    return not re.search(r"[^\W_]{4,}|[.;:!?。；：]", text) and not re.search(
        r"[一-鿿가-힣]{2}|[はがをで]", text
    )
