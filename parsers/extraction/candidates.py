"""From statements to agreements: which sentences tell of one and the same, which of another.

Statements belong together when they name the same parties, or none but those already named. A
sentence by which one office concludes several instruments, one with each of its partners, is as
many agreements. A meeting counts where nothing else says what its participants agreed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from accord.agreement import Instrument
from parsers.extraction.announced import Announced, announced
from parsers.extraction.apart import counted, further_ones, with_each_its_own
from parsers.extraction.body_identity import is_same, name_of
from parsers.extraction.candidate import Candidate, Context, Sentence, Span, Zone
from parsers.extraction.further import (
    headed,
    is_aside,
    is_of_all,
    is_own,
    is_planned_below,
    is_remark,
    kinds_of,
    likeliest,
    sums,
)
from parsers.extraction.instruments import classify
from parsers.extraction.labelled import labelled, summarises
from parsers.extraction.listed import listed
from parsers.extraction.meetings import has_met, meeting, outcomes, parted
from parsers.extraction.neighbours import completed, with_neighbours
from parsers.extraction.roundups import (
    Group,
    about,
    number_beside,
    one_by_one,
    partners_apart,
    talks,
    value,
)
from parsers.extraction.sections import heading_above, is_heading
from parsers.extraction.statements import LEAST, Statement, own_instruments, statements
from parsers.extraction.whole import itself, whole

_MANY, _PAIR = 3, 2  # parties
_PLANS = frozenset({"instrument.work_plan"})
_TREATIES = frozenset({"instrument.treaty"})
_STEM = 6  # letters of a noun that its cases leave
_KEPT_IN_MIND = 40  # blocks
_MOST = 40
"""More agreements than any release tells of: bounds what a hostile document can cost."""


def candidates(context: Context) -> tuple[Candidate, ...]:
    """The agreements of a release, in the order in which it tells them."""
    own = itself(context)
    if own is not None:
        return (own,)
    stated = statements(context)
    body = [s for s in stated if s.zone is not Zone.TITLE]
    title = [s for s in stated if s.zone is Zone.TITLE]
    summaries: list[Statement] = []
    groups = [_announced_group(context, section, stated) for section in announced(context)]
    if not groups:
        groups, partners = labelled(context)
        if not groups:
            groups, partners = listed(context)
        summaries = [s for s in body if summarises(context, s, partners)]
        summaries += sums(context, body, groups)
        groups = _groups(context, [s for s in body if s not in summaries], groups)
        groups = (groups if partners else groups + talks(context, groups))[:_MOST]
    if not groups and is_planned_below(context, title):
        return ()
    if not groups and title and (any(s.named for s in title) or outcomes(context)):
        groups = [Group(title, *with_neighbours(context, title[0]))]
    elif len(groups) == 1:
        groups[0].statements[:0] = title
    groups.sort(key=lambda group: group.statements[0].sentence.start)
    for group in groups:
        group.summed = _summing(context, group, (*title, *summaries), len(groups))
    built = [_candidate(context, group, groups) for group in groups]
    met = meeting(context, built, summaries)
    if met is not None:
        if len(met.spans) == 1:
            built = [
                c.knowing(spans=tuple(s for s in c.spans if s not in met.spans)) for c in built
            ]
        met, built = parted(met, built)
        built.append(met)
        built.sort(key=lambda c: c.anchor)
    if not built:
        loose = whole(context)
        return () if loose is None else (loose,)
    if len(built) == 1:
        everything = (Span(0, len(context.text)),)
        return (built[0].knowing(spans=everything, shared=(), alone=True),)
    return tuple(built)


def _announced_group(context: Context, section: Announced, stated: Sequence[Statement]) -> Group:
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
    if section.met:
        named = context.codes_in(heading.start, heading.end)
        return Group(own, named or codes, (), set(_blocks(section)), met=True)
    lead = next((s.codes for s in stated if len(s.codes) > 1), codes)
    if not others and (len(codes) != 2 or not codes <= lead):
        codes = lead
    return Group(own, codes, others[:1], set(_blocks(section)))


def _blocks(section: Announced) -> range:
    return range(section.first_block, section.last_block + 1)


def _groups(context: Context, body: Sequence[Statement], groups: list[Group]) -> list[Group]:
    groups = groups or _counted_groups(context)
    known = {s.sentence.end for g in groups for s in g.statements}
    seconds = {} if groups else {s.sentence.start: s for s in further_ones(context)}
    body = [s for s in body if s.sentence.start not in seconds] + list(seconds.values())
    for statement in sorted(body, key=lambda s: s.sentence.start):
        if statement.sentence.end in known:
            continue
        pieces = with_each_its_own(context, statement)
        if pieces:
            number = statement.sentence.block
            groups += [
                Group(
                    [p.statement],
                    p.codes,
                    p.others,
                    {number},
                    met=not p.statement.named,
                    opening=p.opening,
                )
                for p in pieces
            ]
            continue
        parts = partners_apart(context, statement)
        if len(parts) > 1:
            for codes, others in parts:
                own = about(context, statement, codes)
                groups.append(Group([own], codes, others, {statement.sentence.block}))
            continue
        codes, others = with_neighbours(context, statement, body)
        second = statement.sentence.start in seconds
        home = None if second else _home(context, groups, statement, codes, others)
        if home is None and groups and is_remark(context, groups, statement, codes):
            continue
        if home is not None and _is_second(context, home, statement):
            number = statement.sentence.block
            told = frozenset(home.blocks)
            groups.append(Group([statement], home.codes, home.others, {number}, beside=told))
        elif home is None and groups and not second and not is_own(context, groups, statement):
            continue
        elif home is None:
            codes, others = completed(context, statement, codes, others)
            groups += [
                Group([told], codes, others, {statement.sentence.block})
                for told in one_by_one(context, statement)
            ]
        else:
            if others and not home.others and _has_no_partner(home):
                home.others = others
            home.codes |= codes if _may_join(context, home, statement) else frozenset()
            home.statements.append(statement)
            home.blocks.add(statement.sentence.block)
    return groups


def _counted_groups(context: Context) -> list[Group]:
    """A group for each of several instruments that the release counts and then tells of."""
    told = counted(context)
    if not told:
        return []
    codes, others = completed(context, told[0], *with_neighbours(context, told[0]))
    return [Group([one], codes, others, {one.sentence.block}) for one in told[1:]]


def _home(
    context: Context,
    groups: list[Group],
    statement: Statement,
    codes: frozenset[str],
    others: tuple[str, ...],
) -> Group | None:
    """The group that a statement adds to, None where it tells of another agreement."""
    own = {context.publisher} if context.publisher else set()
    partners = codes - own
    if not groups:
        return None
    if not partners and not others:
        same = [g for g in groups if statement.sentence.block in g.blocks]
        return (same or groups)[-1] if len(groups) > 1 else groups[0]
    for group in likeliest(groups, statement):
        if _is_same_treaty(context, group, statement):
            return group
        theirs = group.codes - own
        if others and codes <= group.codes and len(group.codes) < _PAIR and not group.others:
            group.others = others  # with whom is told only now
            return group
        if any(is_same(one, other) for one in others for other in group.others):
            return group
        if others and not group.others and len(codes) > 1 and codes == group.codes:
            return group  # the offices that a heading names alone have others beside them
        if others and not (_has_no_partner(group) and codes <= group.codes):
            continue
        if is_aside(group, statement, codes, own):
            continue
        if group.others and not (partners and partners <= theirs):
            continue
        wider = theirs <= partners and not group.listed and not is_of_all(group, statement)
        if partners <= theirs or wider:
            return group
    return None


def _is_same_treaty(context: Context, group: Group, statement: Statement) -> bool:
    """Whether states sign what others adopted: `The Protocol was signed by the delegates of …`."""
    if kinds_of(statement) == kinds_of(*group.statements) == _TREATIES:
        return True
    if len(statement.codes) < _MANY or context.hits.first("treaty_making") is None:
        return False
    text = context.text
    said = {text[h.start : h.end].casefold()[:_STEM] for h in statement.named}  # in any case
    named = (h for s in group.statements for h in s.named)
    return any(text[h.start : h.end].casefold()[:_STEM] in said for h in named)


def _has_no_partner(group: Group) -> bool:
    """Whether it is still to be told with whom: `The office signs a memorandum on training`."""
    return len(group.codes) == 1 and not group.others


def _is_second(context: Context, group: Group, statement: Statement) -> bool:
    """Whether the same parties conclude an instrument of another kind: `also`, `the same day`.

    A work plan stands beside whatever it carries out; else the sentence says that it is another.
    """
    told, before = kinds_of(statement), kinds_of(*group.statements)
    firm = {"signed", "adopted"}
    if not firm & set(statement.verbs) or not told or not before or told & before:
        return False
    if not any(firm & set(s.verbs) for s in group.statements) or len(group.codes) != _PAIR:
        return False
    sentence = statement.sentence
    second = context.hits.first("second", sentence.start, sentence.end)
    return second is not None or (told == _PLANS and bool(statement.named))


def _may_join(context: Context, home: Group, statement: Statement) -> bool:
    """Whether a further statement may name parties that the first ones left out.

    Not where the first ones name the release's office and its partner, nor where it only tells
    who else runs such a scheme.
    """
    named: frozenset[str] = frozenset().union(*(s.codes for s in home.statements))
    if len(home.codes) == _PAIR == len(named) and not _is_same_treaty(context, home, statement):
        if context.publisher in home.codes:
            return False
        return not {"signed", "adopted", "agreed", "agreed_together"}.isdisjoint(statement.verbs)
    return True


def _summing(
    context: Context, group: Group, summaries: Sequence[Statement], count: int
) -> list[Statement]:
    """What says of which kind agreements are that their own sentences do not name.

    `Three memoranda were signed` where three are told, or `a memorandum with each of` partners.
    """
    if kinds_of(*group.statements) - {"instrument.cooperation_agreement"} or count < _PAIR:
        return []
    partners = group.codes - {context.publisher}
    found = []
    for told in summaries:
        start, end = told.sentence.start, told.sentence.end
        number = number_beside(context, told.sentence, told.named, ahead=True)
        as_many = number is not None and value(context, number) == count
        with_each = context.hits.first("each", start, end) and partners < told.codes
        if kinds_of(told) and (as_many or with_each):
            found.append(told)
    return found


def _candidate(context: Context, group: Group, groups: list[Group]) -> Candidate:
    best = max(group.statements, key=lambda s: (s.weight, -s.sentence.start))
    told = [*group.statements, *group.summed, *_headings(context, group, groups)]
    named = classify(told, met=group.met or has_met(context))
    if named[0] is Instrument.COOPERATION_AGREEMENT and _is_treaty(context, group):
        named = (Instrument.TREATY, *named[:2])
    own = {s.sentence.start for s in group.statements}
    others = [g for g in groups if own != {s.sentence.start for s in g.statements}]
    beside = {s.sentence.start for g in others for s in g.statements}
    spans = _spans(context, group, set().union(*(g.blocks for g in others)), beside)
    return Candidate(
        context=context,
        spans=tuple(sorted({*spans, *headed(context, group, groups)})),
        anchor=best.sentence.span,
        instruments=named,
        statements=tuple(s.sentence.span for s in group.statements),
        shared=_shared(context, groups, group.beside),
        opening=group.opening,
        alone=False,
        parties=tuple(sorted(group.codes)),
        other_parties=group.others,
    )


def _headings(context: Context, group: Group, groups: list[Group]) -> list[Statement]:
    """The headings of one of several that name its instrument: `PPH with Japan goes on`."""
    if len(groups) < _PAIR:
        return []
    others = [g for g in groups if g is not group]
    theirs = {heading_above(context.document, n) for g in others for n in g.blocks}
    told = {s.sentence.start for g in others for s in g.statements}
    headings = {heading_above(context.document, n) for n in group.blocks} - theirs
    spans = sorted((heading.start, heading.end) for heading in headings if heading is not None)
    return [
        Statement(sentence, Zone.TITLE, named, (), (), LEAST)
        for start, end in spans
        for sentence in context.sentences_in(start, end)
        if sentence.start not in told and (named := own_instruments(context, sentence))
    ]


def _is_treaty(context: Context, group: Group) -> bool:
    """Whether states adopt it, sign and ratify it, in the paragraphs that tell of it and those
    beside them; where three and more do anywhere. What two offices sign is none.
    """
    if len(group.codes) == _PAIR:
        return False
    blocks = context.document.blocks
    near = {n for number in group.blocks for n in (number - 1, number, number + 1)}
    return any(
        context.hits.first("treaty_making", block.start, block.end)
        for n, block in enumerate(blocks)
        if n in near or len(group.codes) >= _MANY
        if context.zones[n] is not Zone.BACKGROUND
    )


def _spans(context: Context, group: Group, taken: set[int], beside: set[int]) -> tuple[Span, ...]:
    """The blocks that a group's statements stand in, with what follows below their headings.

    Of a block that tells of others too, from each statement to the next of theirs, which begin
    at `beside`.
    """
    if group.spans:
        return group.spans
    blocks = context.document.blocks
    chosen: set[int] = set()
    shared = [
        _until(context, s.sentence, beside) for s in group.statements if s.sentence.block in taken
    ]
    for number in group.blocks - taken:
        chosen.add(number)
        for after in range(number + 1, len(blocks)):
            if after in group.blocks or after in taken or is_heading(context.document, after):
                break
            if context.zones[after] is Zone.BACKGROUND:
                break
            chosen.add(after)
    whole = (Span(blocks[n].start, blocks[n].end) for n in chosen)
    return tuple(sorted({*whole, *shared}))


def _until(context: Context, first: Sentence, beside: set[int]) -> Span:
    """A statement with the sentences of its block that go on from it."""
    end = first.end
    if any(first.start < start <= end for start in beside):
        return first.span  # another of the agreements of one sentence follows
    for sentence in context.sentences_in(first.end, context.document.blocks[first.block].end):
        if sentence.start in beside or sentence.start < first.end:
            break
        end = sentence.end
    return Span(first.start, end)


def _shared(context: Context, groups: list[Group], beside: frozenset[int]) -> tuple[Span, ...]:
    """What stands before and between the agreements, as far as a reader keeps it in mind.

    And, in `beside`, what is told of the one to which the same parties add another.
    """
    taken = set().union(*(g.blocks for g in groups)) - beside
    free = (
        Span(block.start, block.end)
        for number, block in enumerate(context.document.blocks)
        if number not in taken and context.zones[number] is not Zone.BACKGROUND
    )
    return tuple(islice(free, _KEPT_IN_MIND))
