"""From statements to agreements: which sentences tell of one and the same, which of another.

Statements belong together when they name the same parties, or none but those already named. A
sentence by which one office concludes several instruments, one with each of its partners, is as
many agreements. A meeting counts where nothing else says what its participants agreed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from accord.agreement import Instrument
from parsers.documents.document import Block
from parsers.extraction.announced import Announced, announced
from parsers.extraction.candidate import Actor, Candidate, Context, Sentence, Span, Zone, codes_of
from parsers.extraction.instruments import classify
from parsers.extraction.meetings import has_met, meeting, outcomes
from parsers.extraction.others import name_of
from parsers.extraction.sections import heading_above, is_heading
from parsers.extraction.statements import FIRM, LEAST, Statement, statements
from parsers.extraction.terms import Hit

_MOST = 40
"""More agreements than any release tells of: bounds what a hostile document can cost."""


_WITH = 6  # characters between `with` and a partner's name


@dataclass
class _Group:
    """Statements of one agreement, while they are being gathered."""

    statements: list[Statement]
    codes: frozenset[str]
    others: tuple[str, ...] = ()
    blocks: set[int] = field(default_factory=set)
    ordinal: int = 0
    met: bool = False


def candidates(context: Context) -> tuple[Candidate, ...]:
    """The agreements of a release, in the order in which it tells them."""
    stated = statements(context)
    body = [s for s in stated if s.zone is not Zone.TITLE]
    title = [s for s in stated if s.zone is Zone.TITLE]
    sections = announced(context)
    groups = [_announced_group(context, section, stated) for section in sections]
    if not groups:
        groups = _groups(context, body)
        groups = (groups + _talks(context, groups))[:_MOST]
    if not groups and title and (any(s.named for s in title) or outcomes(context)):
        groups = [_Group(title, *_with_neighbours(context, title[0]))]
    elif len(groups) == 1:
        groups[0].statements[:0] = title
    built = [_candidate(context, group, groups) for group in groups]
    met = meeting(context, built)
    if met is not None:
        built.append(met)
        built.sort(key=lambda c: c.anchor)
    if len(built) == 1:
        whole = (Span(0, len(context.text)),)
        return (built[0].knowing(spans=whole, shared=(), alone=True),)
    return tuple(built)


def _announced_group(context: Context, section: Announced, stated: Sequence[Statement]) -> _Group:
    """The agreement of a section; parties that it does not name are those of the lead."""
    heading = context.sentences_in(section.span.start, section.span.end)[0]
    own = [Statement(heading, context.zones[heading.block], section.named, (), (), 0.0)]
    own += [s for s in stated if section.span.holds(s.sentence.start) and s.sentence is not heading]
    codes = context.codes_in(section.span.start, section.span.end)
    others = tuple(
        name_of(context, place)
        for sentence in context.sentences_in(section.span.start, section.span.end)
        for place in context.bodies.get(sentence.start, ())
    )
    lead = next((s.codes for s in stated if len(s.codes) > 1), codes)
    if not others and (len(codes) != 2 or not codes <= lead):
        codes = lead
    blocks = set(range(section.first_block, section.last_block + 1))
    return _Group(own, codes, others[:1], blocks)


def _groups(context: Context, body: Sequence[Statement]) -> list[_Group]:
    groups: list[_Group] = []
    for statement in body:
        parts = _partners(context, statement)
        if len(parts) > 1:
            for ordinal, codes in enumerate(parts):
                groups.append(_Group([statement], codes, (), {statement.sentence.block}, ordinal))
            continue
        codes, others = _with_neighbours(context, statement)
        home = _home(context, groups, statement, codes, others)
        if home is None:
            groups.append(_Group([statement], codes, others, {statement.sentence.block}))
        else:
            home.statements.append(statement)
            home.codes |= codes if not _bilateral(context, home.codes) else frozenset()
            home.blocks.add(statement.sentence.block)
    return groups


def _talks(context: Context, groups: Sequence[_Group]) -> list[_Group]:
    """Talks with one partner after another, each with what it brought; none, or at least two."""
    found: dict[str, _Group] = {}
    own = context.publisher or _protagonist(context)
    stated = {s.sentence.start for g in groups for s in g.statements}
    for sentence in outcomes(context):
        if sentence.start in stated or context.zones[sentence.block] is Zone.TITLE:
            continue
        if own is None:
            break
        who = context.actors_in(sentence.start, sentence.end)
        told = Statement(sentence, context.zones[sentence.block], (), ("agreed",), who, LEAST)
        for partner in _talked_with(context, sentence, own):
            group = found.setdefault(partner, _Group([], frozenset({partner, own}), met=True))
            group.statements.append(told)
            group.blocks.add(sentence.block)
    known = {code for g in groups if len(g.codes) == 2 and own in g.codes for code in g.codes}
    new = [group for partner, group in found.items() if partner not in known]
    partners = (known | set(found)) - {own}
    return new if len(partners) > 1 else []


def _talked_with(context: Context, sentence: Sentence, own: str) -> tuple[str, ...]:
    """The partners with whom a sentence tells of talks apart: `with Laos on …, with Peru on …`."""
    named = [a for a in context.actors_in(sentence.start, sentence.end) if a.acts and not a.forum]
    beside = {
        code
        for hit in context.hits.of("with", sentence.start, sentence.end)
        for a in named
        if 0 <= a.start - hit.end <= _WITH
        for code in a.codes - {own}
    }
    each = context.hits.first("each", sentence.start, sentence.end)
    several = codes_of(named) - {own} if each else beside
    if len(several) > 1:
        return tuple(sorted(several))
    partner = _partner(context, sentence, own)
    return (partner,) if partner else ()


def _protagonist(context: Context) -> str | None:
    """The office that a release without a known publisher is about: the first that it names."""
    first = (a for a in context.actors if a.acts and a.is_office and len(a.codes) == 1)
    return next((min(a.codes) for a in first), None)


def _partner(context: Context, sentence: Sentence, own: str | None) -> str | None:
    """The one other office that a sentence names, else its block or the heading above."""
    block = context.document.blocks[sentence.block]
    heading = heading_above(context.document, sentence.block)
    for place in (sentence, block, heading):
        if place is None:
            continue
        if any(a.forum for a in context.actors_in(place.start, place.end)):
            return None
        codes = context.codes_in(place.start, place.end) - {own}
        if codes:
            return min(codes) if len(codes) == 1 else None
    return None


def _home(
    context: Context,
    groups: list[_Group],
    statement: Statement,
    codes: frozenset[str],
    others: tuple[str, ...],
) -> _Group | None:
    """The group that a statement adds to, None where it tells of another agreement."""
    own = {context.publisher} if context.publisher else set()
    partners = codes - own
    if not groups:
        return None
    if not partners and not others:
        same = [g for g in groups if statement.sentence.block in g.blocks]
        return (same or groups)[-1] if len(groups) > 1 else groups[0]
    for group in reversed(groups):
        theirs = group.codes - own
        if others and set(others) & set(group.others):
            return group
        if others:
            continue
        if group.others and partners != theirs:
            continue
        if partners <= theirs or theirs <= partners:
            return group
    return None


def _bilateral(context: Context, codes: frozenset[str]) -> bool:
    return len(codes) == 2 and context.publisher in codes


def _partners(context: Context, statement: Statement) -> list[frozenset[str]]:
    """The pairs of parties, where a sentence concludes one agreement with each of several."""
    hits, sentence = context.hits, statement.sentence
    each = hits.first("each", sentence.start, sentence.end)
    if not each and not (FIRM & set(statement.verbs) and statement.named):
        return []
    plural = any(_is_plural(context, statement, named) for named in statement.named)
    named = [a for a in statement.actors if a.acts and not a.forum]
    subject = _subject(context, statement, named)
    partners = dict.fromkeys(code for a in named for code in sorted(a.codes) if code != subject)
    if subject is None or len(partners) < 2 or not (each or plural):
        return []
    return [frozenset({subject, code}) for code in partners]


def _is_plural(context: Context, statement: Statement, named: Hit) -> bool:
    """Whether a word names several instruments: `memoranda with`, `four MoUs`."""
    if context.hits.first("plural", named.start, named.end):
        return True
    begin = max(statement.sentence.start, named.start - 24)
    number = context.hits.first("several", begin, named.start)
    return number is not None and len(context.text[number.end : named.start].split()) <= 2


def _subject(context: Context, statement: Statement, named: Sequence[Actor]) -> str | None:
    """Who concludes with each of the others: the release's own office, else the first named."""
    codes = codes_of(named)
    if context.publisher and (context.publisher in codes or not _leads(context, statement, named)):
        return context.publisher
    return min(named[0].codes) if named else None


def _leads(context: Context, statement: Statement, named: Sequence[Actor]) -> bool:
    """Whether an office stands before the sentence's first verb, as its subject does."""
    sentence = statement.sentence
    verbs = [context.hits.first(v, sentence.start, sentence.end) for v in FIRM]
    first = min((v.start for v in verbs if v), default=sentence.end)
    return bool(named) and named[0].start < first and named[0].is_office


def _with_neighbours(
    context: Context, statement: Statement
) -> tuple[frozenset[str], tuple[str, ...]]:
    """The parties of a statement, with those that only its paragraph or heading names."""
    codes = statement.codes
    others = tuple(name_of(context, s) for s in context.bodies.get(statement.sentence.start, ()))
    if len(codes) + len(others) >= 2:
        return codes, others
    document = context.document
    block = document.blocks[statement.sentence.block]
    places = [(block.start, statement.sentence.start)]
    heading = heading_above(document, statement.sentence.block)
    if is_heading(document, statement.sentence.block):
        below = document.blocks[statement.sentence.block + 1 :][:1]
        places += [(b.start, b.end) for b in below]
    elif heading is not None and statement.zone is Zone.BODY:
        places.append((heading.start, heading.end))
    if len(codes) == 1 and _own_news(context, block) and context.publisher not in codes:
        return codes | {context.publisher or ""}, others
    for start, end in places:
        if len(codes) < 2:
            codes |= context.codes_in(start, end)
    if len(codes) + len(others) < 2 and context.publisher:
        codes |= {context.publisher}
    return codes, others


def _own_news(context: Context, block: Block) -> bool:
    """Whether the publisher is named, or is `we`, in a block."""
    if context.publisher is None:
        return False
    named = context.publisher in context.codes_in(block.start, block.end)
    return named or context.hits.first("own_office", block.start, block.end) is not None


def _candidate(context: Context, group: _Group, groups: list[_Group]) -> Candidate:
    best = max(group.statements, key=lambda s: (s.weight, -s.sentence.start))
    named = classify(group.statements, met=group.met or has_met(context))
    taken = set().union(*(g.blocks for g in groups if g is not group))
    return Candidate(
        context=context,
        spans=_spans(context, group, taken),
        anchor=best.sentence.span,
        instruments=named,
        statements=tuple(s.sentence.span for s in group.statements),
        shared=_shared(context, groups),
        alone=False,
        parties=tuple(sorted(group.codes)),
        other_parties=group.others,
    )


def _spans(context: Context, group: _Group, taken: set[int]) -> tuple[Span, ...]:
    """The blocks that a group's statements stand in, with what follows below their headings."""
    blocks = context.document.blocks
    chosen: set[int] = set()
    shared = [s.sentence.span for s in group.statements if s.sentence.block in taken]
    for number in group.blocks - taken:
        chosen.add(number)
        for after in range(number + 1, len(blocks)):
            if is_heading(context.document, after) or after in taken:
                break
            if context.zones[after] is Zone.BACKGROUND:
                break
            chosen.add(after)
    whole = (Span(blocks[n].start, blocks[n].end) for n in chosen)
    return tuple(sorted({*whole, *shared}))


def _shared(context: Context, groups: list[_Group]) -> tuple[Span, ...]:
    taken = set().union(*(g.blocks for g in groups))
    return tuple(
        Span(block.start, block.end)
        for number, block in enumerate(context.document.blocks)
        if number not in taken and context.zones[number] is not Zone.BACKGROUND
    )


def instrument_of(candidate: Candidate) -> Instrument:
    """The best reading of a candidate's form."""
    return candidate.instruments[0]
