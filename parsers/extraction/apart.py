"""Several instruments told one after another: each with its own partner, or each by its own words.

`Signed were a memorandum with Peru, on designs; and a work plan with Chile` is an agreement with
each partner. `Two documents were signed. The memorandum … The work plan …` is one agreement for
each of the two, whoever their parties are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from parsers.extraction.body_identity import name_of, named_in
from parsers.extraction.candidate import Context, Sentence, Span, Zone
from parsers.extraction.named import instruments_named
from parsers.extraction.observers import enumerates
from parsers.extraction.past import VERBS, is_passing, is_told_of_the_past
from parsers.extraction.plans import is_planned
from parsers.extraction.roundups import (
    instruments_apart,
    is_plural,
    is_with,
    number_beside,
    subject,
    value,
)
from parsers.extraction.schemes import is_scheme
from parsers.extraction.statements import LEAST, Statement
from parsers.extraction.terms import Hit

_ORDINAL = 12  # characters before an ordinal with which a sentence opens
_OPENS = 40  # characters before the instrument with which a sentence opens
_AHEAD = 10  # sentences behind the one that says how many documents there are
_PAIR = 2
_JOINED = 3  # words between `;` or `and` and the instrument that it joins: `and a two-year`
_GENERIC = "instrument.agreement"
_CONCLUDES = ("signed", "adopted")
_AGREES = ("agreed", "agreed_together", "extended")


@dataclass(frozen=True, slots=True)
class Part:
    """What a sentence says of one instrument: the stretch of it, and with whom it was concluded.

    `opening` is what stands before the first of them and holds for all: `On 3 May in Lima …`.
    """

    statement: Statement
    codes: frozenset[str]
    others: tuple[str, ...]
    opening: Span


@dataclass(frozen=True, slots=True)
class _Partners:
    """Those whom one `with` names, joined by commas and `and`: offices by code, others by name."""

    start: int
    end: int
    codes: tuple[str, ...]
    others: tuple[str, ...]

    def __and__(self, other: _Partners) -> _Partners:
        codes = tuple(dict.fromkeys(self.codes + other.codes))
        others = tuple(dict.fromkeys(self.others + other.others))
        return _Partners(self.start, other.end, codes, others)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.codes + self.others)

    def apart(self) -> list[tuple[frozenset[str], tuple[str, ...]]]:
        """Each alone."""
        return [(frozenset({c}), ()) for c in self.codes] + [
            (frozenset(), (o,)) for o in self.others
        ]


_Piece = tuple[Span, tuple[Hit, ...], _Partners]


def with_each_its_own(context: Context, statement: Statement) -> list[Part]:
    """A statement's parts, where it enumerates instruments each with a partner of its own.

    None, or at least two; the partner stands behind its instrument or before it, and with some
    something may be agreed without one.
    """
    if "signed" not in statement.verbs or not statement.named:
        return []
    own = subject(context, statement)
    partners = _partners(context, statement, own)
    instruments = instruments_apart(context, statement)
    if own is None or len(partners) < 2:
        return []
    if partners[0].start < instruments[0][0].start:
        pieces = _by_partner(context, statement, partners, instruments)
    else:
        pieces = _by_instrument(context, statement, partners, instruments)
    named = [key for _, _, who in pieces for key in who.keys]
    if len(pieces) < 2 or len(set(named)) < len(named):
        return []
    begins = min(partners[0].start, instruments[0][0].start)
    opening = Span(statement.sentence.start, begins)
    return [part for piece in pieces for part in _parts(context, statement, own, piece, opening)]


def _parts(
    context: Context, statement: Statement, own: str, piece: _Piece, opening: Span
) -> list[Part]:
    """An agreement with all who share an instrument, with each where it stands in the plural."""
    span, named, who = piece
    text = context.text[span.start : span.end]
    sentence = Sentence(span.start, span.end, text, statement.sentence.block)
    told = replace(statement, sentence=sentence, named=named)
    several = any(is_plural(context, statement, hit) for hit in named)
    apart = who.apart() if several else [(frozenset(who.codes), who.others)]
    return [Part(told, codes | {own}, others, opening) for codes, others in apart]


def _by_partner(
    context: Context,
    statement: Statement,
    partners: list[_Partners],
    instruments: list[tuple[Hit, ...]],
) -> list[_Piece]:
    """`With Peru it signed a memorandum, with Chile a work plan`; or something was agreed."""
    pieces: list[_Piece] = []
    for i, who in enumerate(partners):
        start = who.start if i else statement.sentence.start
        end = partners[i + 1].start if i + 1 < len(partners) else statement.sentence.end
        named = tuple(h for hits in instruments for h in hits if start <= h.start < end)
        if not named and not context.hits.any_of(_AGREES, who.end, end):
            return []
        pieces.append((Span(start, end), named, who))
    return pieces


def _by_instrument(
    context: Context,
    statement: Statement,
    partners: list[_Partners],
    instruments: list[tuple[Hit, ...]],
) -> list[_Piece]:
    """`A memorandum with Peru and a work plan with Chile were signed`."""
    pieces: list[_Piece] = []
    waiting: tuple[Hit, ...] = ()
    for i, named in enumerate(instruments):
        end = instruments[i + 1][0].start if i + 1 < len(instruments) else statement.sentence.end
        inside = [who for who in partners if named[0].start <= who.start < end]
        if len(frozenset().union(*(who.keys for who in inside))) > 1 and len(inside) > 1:
            return []
        if inside:
            hits = waiting + named
            start = hits[0].start if pieces else statement.sentence.start
            pieces.append((Span(start, end), hits, inside[0]))
            waiting = ()
        elif pieces and not waiting and not _is_joined(context, pieces[-1][2], named[0]):
            # `an agreement with Peru, by which a PPH starts`: still the one before
            span, hits, who = pieces.pop()
            pieces.append((Span(span.start, end), hits + named, who))
        else:
            waiting += named
    return pieces


def _is_joined(context: Context, who: _Partners, named: Hit) -> bool:
    """Whether `;`, a comma or `and` with an article stands between a partner and an instrument."""
    between = context.text[who.end : named.start]
    mark = max(between.rfind(c) for c in ";,；，、،؛")
    joins = context.hits.of("person.and", who.end, named.start)
    cut = max([mark + 1 if mark >= 0 else -1, *(h.end - who.end for h in joins)])
    return cut >= 0 and len(between[cut:].split()) < _JOINED


def _partners(context: Context, statement: Statement, own: str | None) -> list[_Partners]:
    """Those whom a sentence names behind `with`, in order, and who is joined to them."""
    named = [
        _Partners(a.start, a.end, (min(a.codes),), ())
        for a in statement.actors
        if a.acts and not a.forum and len(a.codes) == 1 and own not in a.codes
    ]
    for place in context.bodies.get(statement.sentence.start, ()):
        if not any(place.holds(who.start) for who in named):
            named.append(_Partners(place.start, place.end, (), (name_of(context, place),)))
    found: list[_Partners] = []
    before = statement.sentence.start
    for who in sorted(named, key=lambda who: who.start):
        if found and found[-1].keys >= who.keys:
            found[-1] = found[-1] & who
        elif is_with(context, before, who):
            found.append(who)
        elif found and enumerates(context, Span(found[-1].end, who.start)):
            found[-1] = found[-1] & who
        before = who.end
    return found


def counted(context: Context) -> list[Statement]:
    """The instruments that a release counts first and then tells of one by one.

    `Two documents were signed. The memorandum … The work plan …`: the sentence that counts them,
    and a statement for each kind; nothing where fewer than two follow.
    """
    for sentence, count, told in _counting(context):
        found: dict[str, Statement] = {}
        for one in told:
            found.setdefault(_ordinal(context, one.sentence) or one.named[0].key, one)
        chosen = _chosen(context, tuple(found.values()), count)
        if len(chosen) >= (count or _PAIR) and not _differ_in_partner(context, sentence, chosen):
            who = context.actors_in(sentence.start, sentence.end)
            zone = context.zones[sentence.block]
            return [Statement(sentence, zone, (), ("signed",), who, LEAST), *chosen]
    return []


def further_ones(context: Context) -> list[Statement]:
    """Of those counted the second, third … that a sentence opens with: with whatever partner."""
    return [
        one
        for _, _, told in islice(_counting(context), 1)
        for one in told
        if one.codes and context.hits.first("second", one.sentence.start, one.named[0].start)
    ]


def _counting(context: Context) -> Iterator[tuple[Sentence, int | None, list[Statement]]]:
    """The sentences that count documents signed, how many, and what opens with one below each."""
    for number, sentence in enumerate(context.sentences):
        zone = context.zones[sentence.block]
        told_many = _counts(context, sentence)
        if zone in (Zone.TITLE, Zone.BACKGROUND) or told_many is None:
            continue
        below = context.sentences[number + 1 : number + 1 + _AHEAD]
        told = (_opens_with_instrument(context, other) for other in below)
        yield sentence, value(context, told_many), [one for one in told if one is not None]


def _ordinal(context: Context, sentence: Sentence) -> str | None:
    """The ordinal with which a sentence opens: `The second …`, 第二項."""
    hit = context.hits.first("ordinal", sentence.start, sentence.start + _ORDINAL)
    return context.text[hit.start : hit.end].casefold() if hit is not None else None


def _chosen(
    context: Context, told: tuple[Statement, ...], count: int | None
) -> tuple[Statement, ...]:
    """As many as were counted: of more those that open a paragraph, else the first."""
    if count is None or len(told) <= count:
        return told
    blocks = context.document.blocks
    opening = [s for s in told if blocks[s.sentence.block].start == s.sentence.start]
    return tuple(opening) if len(opening) == count else told[:count]


def _differ_in_partner(context: Context, counting: Sentence, told: Iterable[Statement]) -> bool:
    """Whether the paragraphs of several instruments each name somebody else: a round-up."""
    known = context.codes_in(counting.start, counting.end) | {context.publisher or ""}
    offices, bodies = set(), set()
    for one in told:
        block = context.document.blocks[one.sentence.block]
        if codes := context.codes_in(block.start, one.sentence.end) - known:
            offices.add(codes)
        elif others := named_in(context, one.sentence):
            bodies.add(others)
    # Papers with a body each are told by the headings that name them; beside an office none is.
    return len(offices) > 1 or bool(offices and bodies)


def _counts(context: Context, sentence: Sentence) -> Hit | None:
    """The number of documents that a sentence says were signed."""
    hits, start, end = context.hits, sentence.start, sentence.end
    if not (hits.any_of(_CONCLUDES, start, end) and hits.first("several", start, end)):
        return None
    papers = (*hits.of("paper", start, end), *hits.of("plural", start, end))
    instruments = hits.under("instrument.", start, end)
    number = number_beside(context, sentence, papers) or number_beside(
        context, sentence, instruments, ahead=True
    )
    if number is None:
        return None
    told = Statement(sentence, context.zones[sentence.block], papers, ("signed",), (), LEAST)
    past = is_planned(context, told.sentence, told.named) or is_told_of_the_past(context, sentence)
    return None if past else number


def _opens_with_instrument(context: Context, sentence: Sentence) -> Statement | None:
    """A sentence that begins with one of the instruments counted before it."""
    zone = context.zones[sentence.block]
    named = instruments_named(context, sentence)
    if not named or zone is Zone.BACKGROUND or named[0].key == _GENERIC:
        return None
    if named[0].start - sentence.start > _OPENS:
        return None
    if is_passing(context, sentence, named[0]) and not _ordinal(context, sentence):
        return None  # `the first memorandum` is an old one where none was counted before it
    who = context.actors_in(sentence.start, sentence.end)
    # `A memorandum on a PPH` starts a PPH; one that `prolongs the PPH` does more.
    schemes = tuple(
        hit
        for hit in named
        if is_scheme(hit) and not context.hits.any_of(VERBS, named[0].end, hit.start)
    )
    told = Statement(sentence, zone, (schemes or named)[:1], ("signed",), who, LEAST)
    past = is_told_of_the_past(context, sentence) or is_planned(context, told.sentence, told.named)
    return None if past else told
