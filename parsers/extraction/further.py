"""Which statements beside the first tell of an agreement of their own, and which do not.

Nearly all releases hold one agreement. What else they name is mostly older, another's or the same
once more; a further one shows that it is the release's own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from parsers.extraction.candidate import Context, Span, Zone, codes_of
from parsers.extraction.neighbours import with_neighbours
from parsers.extraction.past import FIRM, fresh_date
from parsers.extraction.plans import is_planned
from parsers.extraction.roundups import Group, number_beside, protagonist
from parsers.extraction.sections import is_heading
from parsers.extraction.statements import Statement, weigh

_GENERIC = "instrument.agreement"
_MANY, _PAIR = 3, 2  # parties


def sums(
    context: Context, body: Sequence[Statement], groups: Sequence[Group] = ()
) -> list[Statement]:
    """The statements that only say that several agreements were concluded, where others tell of
    them: with nobody named (`In Geneva the office signed two agreements`) or with all.

    `groups` are those that a list tells of.
    """
    own = {context.publisher or protagonist(context) or ""}
    found = [s for s in body if _is_of_several(context, s, own)]
    if not found:
        return []
    neighbours = (with_neighbours(context, s) for s in body if s not in found)
    listed = ((group.codes, group.others) for group in groups)
    partners = {(codes - own, others) for codes, others in (*neighbours, *listed)}
    partners.discard((frozenset(), ()))
    alone = {min(codes) for codes, others in partners if len(codes) == 1 and not others}
    return [s for s in found if (len(alone & s.codes) if s.codes - own else len(partners)) >= _PAIR]


def _is_of_several(context: Context, statement: Statement, own: set[str]) -> bool:
    """Whether a sentence tells of instruments in the plural, or of one with each partner.

    One that names several partners and no instrument tells of them together.
    """
    hits, start, end = context.hits, statement.sentence.start, statement.sentence.end
    partners = statement.codes - own
    if partners or statement.others:
        vague = all(hit.key == _GENERIC for hit in statement.named)
        return vague and len(partners) >= _PAIR and not statement.others
    if hits.any_of(("plural", "each"), start, end):
        return True
    papers = (*statement.named, *hits.of("paper", start, end))
    return number_beside(context, statement.sentence, papers) is not None


def is_own(context: Context, groups: Sequence[Group], statement: Statement) -> bool:
    """Whether an agreement with somebody else than those before it is the release's own too.

    It has a day of its own, or names the office that concludes the others, or the release says
    that there are several. `With Laos an agreement has been signed too` is another's news.
    """
    sentence = statement.sentence
    block = context.document.blocks[sentence.block]
    paragraph = context.sentences_in(block.start, sentence.end)
    if any(fresh_date(context, s) for s in paragraph) or statement.others:
        return True
    ours = frozenset().union(*(g.codes for g in groups)) | {context.publisher or ""}
    if statement.codes & ours:
        return True
    if context.hits.any_of(("own_office", "both"), sentence.start, sentence.end):
        return True
    return _announces(context, sentence.block)


def is_remark(
    context: Context, groups: Sequence[Group], statement: Statement, codes: frozenset[str]
) -> bool:
    """Whether a sentence only says that what was told is the first of its kind, and of no day and
    no office of its own: `This is the first memorandum that we have signed with a university`.
    """
    hits, sentence = context.hits, statement.sentence
    if hits.first("first_time", sentence.start, sentence.end) is None:
        return False
    if context.dates_in(sentence.start, sentence.end) or "extended" in statement.verbs:
        return False
    told = frozenset().union(*(g.codes for g in groups)) | {context.publisher or ""}
    # 우리나라, our country, is nobody else than who concluded it.
    ours = (a for a in statement.actors if hits.first("own_office", a.start, a.end) is not None)
    return codes - codes_of(ours) <= told


def likeliest(groups: Sequence[Group], statement: Statement) -> list[Group]:
    """The groups that a statement may add to, the latest first; of those of the same parties the
    one of its instrument: `The memorandum was signed by …` tells of no highway told last.
    """
    kinds = kinds_of(statement)
    latest = groups[-1]

    def is_other(group: Group) -> bool:
        alike = (group.codes, group.others) == (latest.codes, latest.others)
        return not alike or kinds.isdisjoint(kinds_of(*group.statements))

    latest_first = list(reversed(groups))
    return sorted(latest_first, key=is_other)


def headed(context: Context, group: Group, groups: Sequence[Group]) -> list[Span]:
    """The sections whose headings name the instrument of one of several agreements of the same
    parties, and that of no other: `What the memorandum covers`.
    """
    rivals = [
        g for g in groups if g is not group and (g.codes, g.others) == (group.codes, group.others)
    ]
    if not rivals:
        return []
    own, theirs = (
        kinds_of(*group.statements),
        frozenset().union(*(kinds_of(*g.statements) for g in rivals)),
    )
    blocks, told = context.document.blocks, frozenset().union(*(g.blocks for g in groups))
    found: list[Span] = []
    for number, block in enumerate(blocks):
        named = {hit.key for hit in context.hits.under("instrument.", block.start, block.end)}
        heads = context.zones[number] is Zone.BODY and is_heading(context.document, number)
        if not heads or not named & own or named & theirs or number in told:
            continue
        for below in range(number + 1, len(blocks)):
            if is_heading(context.document, below) or below in told:
                break
            found.append(Span(blocks[below].start, blocks[below].end))
    return found


def is_aside(
    group: Group, statement: Statement, codes: frozenset[str], own: Collection[str]
) -> bool:
    """Whether two of the many who met sign something of another kind between themselves.

    Of the office whose release it is, in `own`, the sentence may name the head alone, and `codes`
    those whom its paragraph names too.
    """
    if len(group.codes) < _MANY or "signed" not in statement.verbs:
        return False
    if _PAIR not in (len(statement.codes), len(statement.codes.union(own)), len(codes)):
        return False
    return bool(kinds_of(statement)) and not kinds_of(statement) & kinds_of(*group.statements)


def is_of_all(group: Group, statement: Statement) -> bool:
    """Whether a forum agrees on something, and two of its members have signed something."""
    forum = any(a.forum and len(a.codes) > _MANY for a in statement.actors)
    return forum and not statement.named and len(group.codes) == _PAIR


def kinds_of(*statements: Statement) -> frozenset[str]:
    """The kinds of instrument that statements name, the word `agreement` aside."""
    return frozenset(h.key for s in statements for h in s.named) - {"instrument.agreement"}


def is_planned_below(context: Context, title: Sequence[Statement]) -> bool:
    """Whether a title that only names an instrument is of one that the text below says is yet to
    be signed: `Memorandum with Viet Nam`, and `The offices will sign …`.
    """
    if not title or any(FIRM & set(s.verbs) for s in title):
        return False
    kinds = {hit.key for s in title for hit in s.named}
    below = (weigh(context, s) for s in context.sentences if context.zones[s.block] is Zone.LEAD)
    return any(
        told is not None
        and "signed" in told.verbs
        and any(hit.key in kinds for hit in told.named)
        and is_planned(context, told.sentence, told.named)
        for told in below
    )


def _announces(context: Context, before: int) -> bool:
    """Whether title or lead, or what stands before a block, tell of several agreements."""
    for sentence in context.sentences:
        if sentence.block >= before:
            return False
        if context.hits.any_of(("bilateral", "plural", "each"), sentence.start, sentence.end):
            return True
        papers = (
            *context.hits.under("instrument.", sentence.start, sentence.end),
            *context.hits.of("paper", sentence.start, sentence.end),
        )
        if number_beside(context, sentence, papers) is not None:
            return True
    return False
