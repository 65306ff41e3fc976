"""Lists of what was signed: a line that says that something was, and an item for each agreement.

Below `Signed in Geneva on 3 May:` stand `Memorandum with Peru` and `Work plan with Chile`; below
`a memorandum with each of them:` the partners alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.documents.document import BlockKind
from parsers.extraction.body_identity import named_in
from parsers.extraction.candidate import Actor, Context, Sentence, Zone, codes_of
from parsers.extraction.named import instruments_named
from parsers.extraction.past import is_passing, is_told_of_the_past
from parsers.extraction.plans import is_planned
from parsers.extraction.roundups import Group, Partner, protagonist
from parsers.extraction.sections import is_heading
from parsers.extraction.statements import (
    LEAST,
    Statement,
    is_stale,
)

_ITEMS = frozenset({BlockKind.ITEM, BlockKind.ROW})
_LEAST_ITEMS = 2
_OPENS = 24  # characters before the instrument with which an item opens: `a three-year`
_NAME_OPENS = 4  # and before a partner's name
_COLONS = frozenset(":：")
_THINGS = ("paper", "plural", "each", "several", "area_list")


def listed(context: Context) -> tuple[list[Group], dict[int, Partner]]:
    """A group for each item of such lists, and the partner of each item's block."""
    own = context.publisher or protagonist(context)
    groups: list[Group] = []
    for head, items in _lists(context):
        found = [_group(context, head, number, own) for number in items]
        told = [group for group in found if group is not None]
        if len(told) >= _LEAST_ITEMS and len(told) >= len(items) - 1:
            groups += told
    partners = {
        number: Partner(group.codes - {own or ""}, group.others)
        for group in groups
        for number in group.blocks
    }
    return groups, partners


def _lists(context: Context) -> Iterator[tuple[Statement, Sequence[int]]]:
    """The lines that say that something was signed, with the numbers of the items below them."""
    blocks = context.document.blocks
    for number, block in enumerate(blocks[:-1]):
        if block.kind in _ITEMS or blocks[number + 1].kind not in _ITEMS:
            continue
        head = _head(context, context.sentences_in(block.start, block.end)[-1:])
        if head is None:
            continue
        stop = number + 1
        while stop < len(blocks) and blocks[stop].kind in _ITEMS:
            stop += 1
        yield head, range(number + 1, stop)


def _head(context: Context, last: Sequence[Sentence]) -> Statement | None:
    """A sentence that says that several things were signed, or that ends openly on it."""
    for sentence in last:
        hits, start, end = context.hits, sentence.start, sentence.end
        if not hits.any_of(("signed", "adopted"), start, end):
            break
        opens = sentence.text.rstrip()[-1:] in _COLONS or is_heading(
            context.document, sentence.block
        )
        several = hits.any_of(_THINGS, start, end)
        if not (opens or several) or (hits.first("commits", start, end) and not several):
            break
        named = tuple(
            hit
            for hit in instruments_named(context, sentence)
            if not is_passing(context, sentence, hit)
        )
        zone = context.zones[sentence.block]
        told = Statement(sentence, zone, named, ("signed",), context.actors_in(start, end), LEAST)
        past = is_told_of_the_past(context, sentence) or is_stale(context, told)
        if zone is Zone.BACKGROUND or past or is_planned(context, told.sentence, told.named):
            break
        return told
    return None


def _group(context: Context, head: Statement, number: int, own: str | None) -> Group | None:
    """The agreement of an item, None where it tells of none."""
    block = context.document.blocks[number]
    sentence = context.sentences_in(block.start, block.end)[0]
    named = tuple(
        hit
        for hit in instruments_named(context, sentence)
        if not is_passing(context, sentence, hit)
    )
    who = [a for a in context.actors_in(sentence.start, sentence.end) if a.acts and not a.forum]
    codes, others = codes_of(who), named_in(context, sentence)
    opens = bool(named) and named[0].start - block.start <= _OPENS
    name_opens = bool(who) and who[0].start - block.start <= _NAME_OPENS
    if not named and name_opens and _is_with_each(context, head):
        named, codes, others = head.named, who[0].codes, ()
    elif not named or not (opens or name_opens):
        return None
    if not (codes - {own}) and not others:
        alone = (
            opens
            and named[0].start - block.start <= _NAME_OPENS
            and _tells_of_several(context, head)
        )
        codes = head.codes if alone else frozenset()  # several documents of the same parties
    elif own is not None and _is_joined_by(context, sentence, who):
        codes |= {own}
    if len(codes) + len(others) < _LEAST_ITEMS:
        return None
    told = Statement(sentence, context.zones[number], named, ("signed",), tuple(who), LEAST)
    return Group([told], codes, others, {number}, listed=True, opening=head.sentence.span)


def _is_with_each(context: Context, head: Statement) -> bool:
    """Whether a line says that the same was signed with each of those below it."""
    told = context.hits.any_of(("each", "plural"), head.sentence.start, head.sentence.end)
    return told and bool(head.named)


def _tells_of_several(context: Context, head: Statement) -> bool:
    keys = ("paper", "plural", "several")
    return context.hits.any_of(keys, head.sentence.start, head.sentence.end)


def _is_joined_by(context: Context, sentence: Sentence, who: Sequence[Actor]) -> bool:
    """Whether the release's office concludes it too: one partner is named, or `with` several."""
    if len(codes_of(who)) < _LEAST_ITEMS:
        return True
    return context.hits.first("with", sentence.start, who[0].start) is not None
