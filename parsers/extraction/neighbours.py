"""The parties that a statement leaves to its surroundings: paragraph, heading, those who met."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.documents.document import Block, BlockKind
from parsers.extraction.body_identity import name_of, named_in
from parsers.extraction.candidate import Actor, Context, Sentence, Zone, codes_of
from parsers.extraction.past import is_told_of_the_past
from parsers.extraction.roundups import is_with, number_beside, protagonist, value
from parsers.extraction.sections import heading_above, is_heading
from parsers.extraction.statements import Statement

_PAIR = 2  # parties
_FRAME = 45  # characters of `within the framework of the `
_BEFORE = 3  # blocks before a statement in which those who met may be named


def with_neighbours(
    context: Context, statement: Statement, body: Sequence[Statement] = ()
) -> tuple[frozenset[str], tuple[str, ...]]:
    """The parties of a statement, with those that only its paragraph or heading names.

    Those who met as a forum are none where another statement of `body` tells in full who the two
    are: `The five offices met. Fiji signs a memorandum`, and below `Fiji and Tonga signed one`.
    """
    codes, others = _with_surroundings(context, statement)
    if len(statement.codes) < _PAIR < len(codes):
        codes = _in_full(statement, body) or codes
    return codes, others


def _in_full(statement: Statement, body: Sequence[Statement]) -> frozenset[str] | None:
    """The two who sign by another sentence what one names that leaves out a partner."""
    kinds = {hit.key for hit in statement.named}
    for other in body:
        same = not kinds.isdisjoint(hit.key for hit in other.named) and "signed" in other.verbs
        if same and len(other.codes) == _PAIR and statement.codes < other.codes:
            return other.codes
    return None


def _with_surroundings(
    context: Context, statement: Statement
) -> tuple[frozenset[str], tuple[str, ...]]:
    """What paragraph, heading and publisher add to the parties of a statement."""
    codes = _not_framed(context, statement)
    others = named_in(context, statement.sentence)
    if len(codes) + len(others) >= 2:
        return codes, others
    counted = _counted(context, statement.sentence)
    if counted and counted >= codes and not others:
        return counted, others
    if "signed" not in statement.verbs and not codes and not others:
        codes = _forum_that_met(context, statement)
        if codes:
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
        if not codes and not others and not context.codes_in(heading.start, heading.end):
            named = context.bodies_in(heading.start, heading.end)
            others = tuple(name_of(context, body) for body in named)[:1]
    if len(codes) == 1 and context.publisher not in codes:
        before = context.codes_in(block.start, statement.sentence.start) - codes
        if _own_news(context, block) or (len(before) > 1 and context.publisher):
            return codes | {context.publisher or ""}, others  # with one of those named before
    for start, end in places:
        if len(codes) < 2:
            codes |= context.codes_in(start, end)
    own = context.publisher or (
        protagonist(context) if _has_a_partner(context, statement) else None
    )
    if len(codes) + len(others) < 2 and own:
        codes |= {own}
    return codes, others


def _not_framed(context: Context, statement: Statement) -> frozenset[str]:
    """The parties of a statement; not a forum's members where it only says under what something
    stands, and the paragraph has named the partner: `beside the one that runs under PROSUR`.
    """
    acting = [a for a in statement.actors if a.acts]
    block = context.document.blocks[statement.sentence.block]
    if not acting or not all(a.forum and _is_framed(context, a) for a in acting):
        return statement.codes
    before = context.actors_in(block.start, statement.sentence.start)
    named = codes_of(a for a in before if not a.forum)
    return named or statement.codes


def _is_framed(context: Context, actor: Actor) -> bool:
    """Whether `under`, `in the framework of` stands right before a name."""
    under = context.hits.of("under", max(0, actor.start - _FRAME), actor.start)
    return any(not context.text[hit.end : actor.start].strip() for hit in under)


def _counted(context: Context, sentence: Sentence) -> frozenset[str]:
    """Those whom a sentence only counts: `the four countries of the alliance`, `the three offices`.

    The members of a community that it names, or the offices of title or lead, if they are as many.
    """
    things = [
        hit
        for key in ("both", "participants")
        for hit in context.hits.of(key, sentence.start, sentence.end)
    ]
    number = number_beside(context, sentence, things)
    many = value(context, number) if number else None
    if many is None or many <= _PAIR:
        return frozenset()
    named = [a.codes for a in context.actors_in(sentence.start, sentence.end) if a.forum]
    for told in context.sentences:
        if context.zones[told.block] in (Zone.TITLE, Zone.LEAD):
            named.append(context.codes_in(told.start, told.end))
    return next((codes for codes in named if len(codes) == many), frozenset())


def _has_a_partner(context: Context, statement: Statement) -> bool:
    """Whether it tells only with whom the office that the release is about agreed: in an item of a
    list, or by a word for `with` at its one partner.
    """
    if context.document.blocks[statement.sentence.block].kind is BlockKind.ITEM:
        return True
    acting = [a for a in statement.actors if a.acts]
    begins = statement.sentence.start
    return bool(acting) and all(is_with(context, begins, a) and not a.forum for a in acting)


def _own_news(context: Context, block: Block) -> bool:
    """Whether the publisher is named, or is `we`, in a block."""
    if context.publisher is None:
        return False
    named = context.publisher in context.codes_in(block.start, block.end)
    return named or context.hits.first("own_office", block.start, block.end) is not None


def completed(
    context: Context, statement: Statement, codes: frozenset[str], others: tuple[str, ...]
) -> tuple[frozenset[str], tuple[str, ...]]:
    """The parties of an agreement whose sentence names fewer than two: those who met before it."""
    if len(codes) + len(others) >= 2:
        return codes, others
    if not statement.codes and not others and (forum := _forum_that_met(context, statement)):
        return forum, others
    first = context.document.blocks[max(0, statement.sentence.block - _BEFORE)].start
    met = codes.union(
        *(
            codes_of(a for a in context.actors_in(s.start, s.end) if not a.forum)
            for s in context.sentences_in(first, statement.sentence.start)
            if context.zones[s.block] is not Zone.BACKGROUND
            if not is_told_of_the_past(context, s)
        )
    )
    return (met, others) if len(met) == _PAIR else (codes, others)


def _forum_that_met(context: Context, statement: Statement) -> frozenset[str]:
    """The members of the forum whose meeting adopts something: `The meeting adopted the plan`.

    Its host and who else is named beside it are members among others.
    """
    end = statement.sentence.start
    if not context.hits.any_of(("met", "both"), end, statement.sentence.end):
        return frozenset()
    first = context.document.blocks[max(0, statement.sentence.block - _BEFORE)].start
    for told in reversed(context.sentences_in(first, end)):
        if context.zones[told.block] is Zone.BACKGROUND or is_told_of_the_past(context, told):
            continue
        if context.hits.first("met", told.start, told.end):
            forums = [a for a in context.actors_in(told.start, told.end) if a.forum and a.acts]
            if forums:
                return forums[0].codes
    return frozenset()
