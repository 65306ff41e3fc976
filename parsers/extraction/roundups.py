"""Round-ups: agreements with several partners told in one sentence, paragraph or list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol

from parsers.extraction.body_identity import name_of
from parsers.extraction.candidate import Actor, Context, Sentence, Span, Zone, codes_of
from parsers.extraction.meetings import outcomes
from parsers.extraction.past import FIRM
from parsers.extraction.plans import agrees_all_the_same
from parsers.extraction.schemes import is_scheme
from parsers.extraction.sections import heading_above
from parsers.extraction.statements import LEAST, Statement, is_other_news, own_instruments
from parsers.extraction.terms import Hit

_ACRONYM = re.compile(r"(?:\s?[(（][^()（）]{1,9}[)）])?")
_FIGURE = re.compile(r"\d{1,2}")
_MANY = 3  # parties
_TEN = 10  # the highest number that the language files tell
_AND_A = 4  # words between two instruments that are signed together: `and a biennial`
_SAME = 14  # characters between two words for one instrument: `arrangement on a PPH`
_THINGS = 16  # characters between a number and what it counts
_PARTING = frozenset(",;，；、。")
_WITH = 6  # characters between `with` and a partner's name
_JOINS = 60  # with what it is the head of: `with the Director of the Office of`
_BEHIND = 12  # and behind it, where the word follows: 베트남 특허청과, 知的財産庁（IPO）と


class _Named(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass
class Group:
    """Statements of one agreement, while they are being gathered."""

    statements: list[Statement]
    codes: frozenset[str]
    others: tuple[str, ...] = ()
    blocks: set[int] = field(default_factory=set)
    met: bool = False
    listed: bool = False  # an item of a list says with whom: nobody joins them
    beside: frozenset[int] = frozenset()  # blocks on what the same parties signed before it
    spans: tuple[Span, ...] = ()  # where it is told, if that is known before the others are
    summed: list[Statement] = field(default_factory=list)  # what names its kind for several
    opening: Span | None = None  # of a sentence that tells of others too, what holds for all


@dataclass(frozen=True, slots=True)
class Partner:
    """One with whom an office concludes something: an office by its code, others by name."""

    codes: frozenset[str]
    others: tuple[str, ...] = ()


def talks(context: Context, groups: Sequence[Group]) -> list[Group]:
    """Talks with one partner after another, each with what it brought; none, or at least two."""
    found: dict[str, Group] = {}
    own = context.publisher or protagonist(context)
    if not _tells_of_talks(context) or is_other_news(context):
        return []
    stated = {s.sentence.start for g in groups for s in g.statements}
    many = any(len(g.codes) >= _MANY and own in g.codes for g in groups)
    for sentence in outcomes(context, undertaking=False):
        if sentence.start in stated or context.zones[sentence.block] is Zone.TITLE:
            continue
        if own is None:
            break
        nothing = context.hits.first("no_agreement", sentence.start, sentence.end)
        nothing = None if agrees_all_the_same(context, sentence) else nothing
        if nothing or _is_of_old(context, sentence):
            continue
        who = context.actors_in(sentence.start, sentence.end)
        told = Statement(sentence, context.zones[sentence.block], (), ("agreed",), who, LEAST)
        for partner in _talked_with(context, sentence, own, many=many):
            group = found.setdefault(partner, Group([], frozenset({partner, own}), met=True))
            group.statements.append(told)
            group.blocks.add(sentence.block)
    known = {code for g in groups if len(g.codes) == 2 and own in g.codes for code in g.codes}
    new = [group for partner, group in found.items() if partner not in known]
    partners = (known | set(found)) - {own}
    return new if len(partners) > 1 else []


def _is_of_old(context: Context, sentence: Sentence) -> bool:
    """Whether talks were of an instrument that stands already."""
    if not context.hits.first("existing", sentence.start, sentence.end):
        return False
    return not own_instruments(context, sentence)


def _tells_of_talks(context: Context) -> bool:
    """Whether title or lead speak of meeting or signing, or of talks with each partner."""
    lead = [s for s in context.sentences if context.zones[s.block] in (Zone.TITLE, Zone.LEAD)]
    return any(
        context.hits.first(key, s.start, s.end)
        for s in lead
        for key in ("met", "bilateral", "signed", "each")
    )


def _talked_with(context: Context, sentence: Sentence, own: str, *, many: bool) -> tuple[str, ...]:
    """The partners with whom a sentence tells of talks apart: `with Laos on …, with Peru on …`.

    Where `many` met, one that they only name has a task among them: `a working group led by Peru`.
    """
    named = [a for a in context.actors_in(sentence.start, sentence.end) if a.acts and not a.forum]
    beside: set[str] = set()
    for hit in context.hits.of("with", sentence.start, sentence.end):
        end = hit.end
        for a in (a for a in named if a.start >= hit.end):
            if a.start - end > _WITH:  # "with Laos, Peru and Chile": one joined to the other
                break
            beside |= a.codes - {own}
            end = a.end
    each = context.hits.first("each", sentence.start, sentence.end)
    several = codes_of(named) - {own} if each else beside
    if len(several) > 1:
        return tuple(sorted(several))
    if many and not several and context.codes_in(sentence.start, sentence.end) - {own}:
        return ()
    partner = _partner(context, sentence, own)
    return (partner,) if partner else ()


def protagonist(context: Context) -> str | None:
    """The office that a release without a known publisher is about: named most, then first."""
    named = [min(a.codes) for a in context.actors if a.acts and a.is_office and len(a.codes) == 1]
    return max(dict.fromkeys(named), key=named.count, default=None)


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


def about(context: Context, statement: Statement, codes: frozenset[str]) -> Statement:
    """What a sentence says of one pair of parties: the instrument named last before the partner."""
    partner = max(
        (a.start for a in statement.actors if a.codes <= codes and a.acts and a.codes),
        default=statement.sentence.end,
    )
    before = [n for n in instruments_apart(context, statement) if n[0].start < partner]
    return replace(statement, named=before[-1]) if before else statement


def instruments_apart(context: Context, statement: Statement) -> list[tuple[Hit, ...]]:
    """The instruments that a sentence names, each with all words for it: `PPH agreement` is one."""
    groups: list[tuple[Hit, ...]] = []
    joining = context.vocabulary.words("names.and", context.language or "en")
    for hit in statement.named:
        gap = context.text[groups[-1][-1].end : hit.start] if groups else ""
        if groups and len(gap) <= _SAME and not set(gap) & _PARTING and "\n" not in gap:
            joined = context.hits.first("beside", groups[-1][-1].end, hit.start)
            if joined is None and gap.strip() not in joining:
                groups[-1] = (*groups[-1], hit)
                continue
        groups.append((hit,))
    return groups


def one_by_one(context: Context, statement: Statement) -> list[Statement]:
    """A statement for each instrument where its sentence signs two: `an MoU and a work plan`.

    They stand joined, or the sentence says how many they are: `二項文件,一為…,一為…`.
    """
    if "signed" not in statement.verbs:
        return [statement]
    apart = [
        named
        for named in instruments_apart(context, statement)
        if any(h.key != "instrument.agreement" for h in named)
    ]
    kinds = {named: frozenset(h.key for h in named) for named in apart}
    different = len(apart) == 2 and kinds[apart[0]] != kinds[apart[1]]
    things = context.hits.of("plural", statement.sentence.start, statement.sentence.end)
    if different and number_beside(context, statement.sentence, things):
        return [replace(statement, named=named) for named in apart]
    for first, second in pairwise(apart):
        gap = context.text[first[-1].end : second[0].start]
        joined = context.hits.first("beside", first[-1].end, second[0].start)
        different = kinds[first] != kinds[second]
        together = different and joined and len(gap.split()) <= _AND_A
        if together or (different and _agrees_besides(context, statement, first, second)):
            return [replace(statement, named=named) for named in (first, second)]
    return [statement]


def _agrees_besides(
    context: Context, statement: Statement, first: Sequence[Hit], second: Sequence[Hit]
) -> bool:
    """Whether what is signed and a scheme agreed on are told in two clauses of one sentence.

    `They signed a memorandum, and both agreed to launch a PPH`; 覚書に署名し、…の開始に合意した.
    A memorandum in which they agree to launch one is one agreement, and so is one to launch it.
    """
    if is_scheme(first[0]) or not is_scheme(second[0]):
        return False
    hits, start, end = context.hits, first[-1].end, second[0].start
    agreed = hits.first("agreed", start, end)
    if agreed is None:
        behind = hits.first("agreed", second[-1].end, statement.sentence.end)
        return behind is not None and hits.first("signed", start, end) is not None
    clause = max(context.text.rfind(mark, start, agreed.start) for mark in ",;，；、،؛")
    clause = clause if clause >= 0 else max(start, agreed.start - _THINGS)
    joins = hits.any_of(("second", "beside", "person.and"), clause, agreed.start)
    return joins and context.hits.first("signed", statement.sentence.start, start) is not None


def number_beside(
    context: Context, sentence: Sentence, things: Iterable[Hit], *, ahead: bool = False
) -> Hit | None:
    """The number of some things in a sentence: `two documents`, `二項文件`, `เอกสาร 2 ฉบับ`.

    `ahead` if it must go before them: `a work plan for two years` is one.
    """
    numbers = context.hits.of("several", sentence.start, sentence.end)
    for thing in things:
        for number in numbers:
            first, last = sorted((number, thing), key=lambda h: h.start)
            if ahead and first is not number:
                continue
            gap = context.text[first.end : last.start]
            if len(gap) <= _THINGS and len(gap.split()) <= 1 and not set(gap) & _PARTING:
                return number
    return None


def value(context: Context, number: Hit) -> int | None:
    """Two or more, in words or figures; None of `several`."""
    figure = _FIGURE.search(context.text, number.start, number.end)
    if figure is not None:
        return int(figure[0])
    found = (
        n for n in range(2, _TEN + 1) if context.hits.first(f"number.{n}", number.start, number.end)
    )
    return next(found, None)


def partners_apart(
    context: Context, statement: Statement
) -> list[tuple[frozenset[str], tuple[str, ...]]]:
    """The parties of each, where a sentence concludes one agreement with each of several.

    Offices by code, and those who are none by name.
    """
    hits, sentence = context.hits, statement.sentence
    each = hits.first("each", sentence.start, sentence.end)
    firm = bool(FIRM & set(statement.verbs) and statement.named)
    if not each and not firm:
        return []
    plural = any(is_plural(context, statement, named) for named in statement.named)
    named = [a for a in statement.actors if a.acts and not a.forum]
    own = subject(context, statement)
    partners = dict.fromkeys(code for a in named for code in sorted(a.codes) if code != own)
    places = context.bodies.get(sentence.start, ()) if firm else ()
    bodies = dict.fromkeys(name_of(context, place) for place in places)
    if own is None or len(partners) + len(bodies) < 2 or not (each or plural):
        return []
    offices = [(frozenset({own, code}), ()) for code in partners]
    return [*offices, *((frozenset({own}), (name,)) for name in bodies)]


def is_plural(context: Context, statement: Statement, named: Hit) -> bool:
    """Whether a word names several instruments: `memoranda with`, `four MoUs`."""
    if context.hits.first("plural", named.start, named.end):
        return True
    begin = max(statement.sentence.start, named.start - 24)
    number = context.hits.first("several", begin, named.start)
    return number is not None and len(context.text[number.end : named.start].split()) <= 2


def subject(context: Context, statement: Statement) -> str | None:
    """Who concludes with each of the others: the release's own office, else the first named.

    Not one that a word for `with` joins to it: 페루 특허청과 양해각서를 체결했다.
    """
    named = [a for a in statement.actors if a.acts and not a.forum]
    begins = statement.sentence.start
    ends = (begins, *(a.end for a in named))
    leading = [a for before, a in zip(ends, named, strict=False) if not is_with(context, before, a)]
    codes = codes_of(named)
    own = context.publisher
    if own and (own in codes or not _leads(context, statement, leading)):
        return own
    if not named:
        return None
    return min(leading[0].codes) if leading else protagonist(context)


def _leads(context: Context, statement: Statement, named: Sequence[Actor]) -> bool:
    """Whether an office stands before the sentence's first verb, as its subject does.

    Where a language marks its subjects, by such a mark: its verb stands last.
    """
    sentence = statement.sentence
    verbs = [context.hits.first(v, sentence.start, sentence.end) for v in FIRM]
    first = min((v.start for v in verbs if v), default=sentence.end)
    if not (named and named[0].start < first and named[0].is_office):
        return False
    marks = context.vocabulary.words("phrases.subject", context.language or "en")
    behind = _ACRONYM.match(context.text, named[0].end)
    return not marks or (behind is not None and context.text.startswith(marks, behind.end()))


def is_with(context: Context, before: int, who: _Named) -> bool:
    """Whether a word for `with` joins somebody named to the sentence, behind offset `before`."""
    near = max(before, who.start - _JOINS)
    for hit in reversed(context.hits.of("with", near, who.start)):
        return not set(context.text[hit.end : who.start]) & set(";:；：،")
    behind = context.hits.first("with_behind", who.end, who.end + _BEHIND)
    return (
        behind is not None and _ACRONYM.fullmatch(context.text, who.end, behind.start) is not None
    )
