"""Several instruments told one after another: each with its own partner, or each by its own words.

`Signed were a memorandum with Peru, on designs; and a work plan with Chile` is an agreement with
each partner. `Two documents were signed. The memorandum … The work plan …` is one agreement for
each of the two, whoever their parties are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from parsers.extraction.candidate import Context, Sentence, Span, Zone
from parsers.extraction.others import name_of
from parsers.extraction.roundups import instruments_apart, subject
from parsers.extraction.statements import (
    LEAST,
    Statement,
    instruments_named,
    is_passing,
    is_planned,
    is_told_of_the_past,
)
from parsers.extraction.terms import Hit

_OPENS = 40  # characters before the instrument with which a sentence opens
_AHEAD = 10  # sentences behind the one that says how many documents there are
_WITH = 60  # characters between `with` and the partner: `with the Director of the Office of`
_BEHIND = 12  # and behind it, where the word follows: 베트남 특허청과
_JOINED = 3  # words between `;` or `and` and the instrument that it joins: `and a two-year`
_GENERIC = "instrument.agreement"


@dataclass(frozen=True, slots=True)
class Part:
    """What a sentence says of one instrument: the stretch of it, and with whom it was concluded."""

    statement: Statement
    codes: frozenset[str]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Partner:
    """An office or a body that a sentence names behind `with`; `key` tells it from the others."""

    start: int
    end: int
    key: str
    is_office: bool


def with_each_its_own(context: Context, statement: Statement) -> list[Part]:
    """A statement's parts, where it enumerates instruments each with a partner of its own.

    None, or at least two; the partner stands behind its instrument or before it.
    """
    if "signed" not in statement.verbs or len(statement.named) < 2:
        return []
    own = subject(context, statement)
    partners = _partners(context, statement, own)
    instruments = instruments_apart(context, statement)
    if own is None or len({p.key for p in partners}) < 2 or len(instruments) < 2:
        return []
    if partners[0].start < instruments[0][0].start:
        pieces = _by_partner(statement, partners, instruments)
    else:
        pieces = _by_instrument(context, statement, partners, instruments)
    if len(pieces) < 2 or len({partner.key for _, _, partner in pieces}) < len(pieces):
        return []
    return [
        Part(
            replace(statement, sentence=_stretch(context, statement, span), named=named),
            frozenset({own, partner.key} if partner.is_office else {own}),
            () if partner.is_office else (partner.key,),
        )
        for span, named, partner in pieces
    ]


_Piece = tuple[Span, tuple[Hit, ...], _Partner]


def _by_partner(
    statement: Statement, partners: list[_Partner], instruments: list[tuple[Hit, ...]]
) -> list[_Piece]:
    """`With Peru it signed a memorandum, with Chile a work plan`."""
    pieces: list[_Piece] = []
    for i, partner in enumerate(partners):
        start = partner.start if i else statement.sentence.start
        end = partners[i + 1].start if i + 1 < len(partners) else statement.sentence.end
        named = tuple(h for hits in instruments for h in hits if start <= h.start < end)
        if not named:
            return []
        pieces.append((Span(start, end), named, partner))
    return pieces


def _by_instrument(
    context: Context,
    statement: Statement,
    partners: list[_Partner],
    instruments: list[tuple[Hit, ...]],
) -> list[_Piece]:
    """`A memorandum with Peru and a work plan with Chile were signed`."""
    pieces: list[_Piece] = []
    waiting: tuple[Hit, ...] = ()
    for i, named in enumerate(instruments):
        end = instruments[i + 1][0].start if i + 1 < len(instruments) else statement.sentence.end
        inside = {p.key: p for p in partners if named[0].start <= p.start < end}
        if len(inside) > 1:
            return []
        if inside:
            hits = waiting + named
            start = hits[0].start if pieces else statement.sentence.start
            pieces.append((Span(start, end), hits, inside.popitem()[1]))
            waiting = ()
        elif pieces and not waiting and not _is_joined(context, pieces[-1][2], named[0]):
            # `an agreement with Peru, by which a PPH starts`: still the one before
            span, hits, partner = pieces.pop()
            pieces.append((Span(span.start, end), hits + named, partner))
        else:
            waiting += named
    return pieces


def _is_joined(context: Context, partner: _Partner, named: Hit) -> bool:
    """Whether `;`, a comma or `and` with an article stands between a partner and an instrument."""
    between = context.text[partner.end : named.start]
    mark = max(between.rfind(c) for c in ";,；،、，؛")
    joins = context.hits.of("person.and", partner.end, named.start)
    cut = max([mark + 1 if mark >= 0 else -1, *(h.end - partner.end for h in joins)])
    return cut >= 0 and len(between[cut:].split()) < _JOINED


def _partners(context: Context, statement: Statement, own: str | None) -> list[_Partner]:
    """Those whom a sentence names behind `with`, in order; each once where it is named at once."""
    named = [
        _Partner(a.start, a.end, min(a.codes), is_office=True)
        for a in statement.actors
        if a.acts and not a.forum and len(a.codes) == 1 and own not in a.codes
    ]
    for place in context.bodies.get(statement.sentence.start, ()):
        if not any(place.holds(p.start) for p in named):
            named.append(_Partner(place.start, place.end, name_of(context, place), is_office=False))
    found: list[_Partner] = []
    before = statement.sentence.start
    for partner in sorted(named, key=lambda p: p.start):
        if found and found[-1].key == partner.key:
            continue
        if _is_with(context, before, partner):
            found.append(partner)
            before = partner.end
    return found


def _is_with(context: Context, before: int, partner: _Partner) -> bool:
    near = max(before, partner.start - _WITH)
    for hit in reversed(context.hits.of("with", near, partner.start)):
        return not set(context.text[hit.end : partner.start]) & set(";:；：،")
    return context.hits.first("with_behind", partner.end, partner.end + _BEHIND) is not None


def _stretch(context: Context, statement: Statement, span: Span) -> Sentence:
    text = context.text[span.start : span.end]
    return Sentence(span.start, span.end, text, statement.sentence.block)


def counted(context: Context) -> list[Statement]:
    """The instruments that a release counts first and then tells of one by one.

    `Two documents were signed. The memorandum … The work plan …`: the sentence that counts them,
    and a statement for each kind; nothing where fewer than two follow.
    """
    for number, sentence in enumerate(context.sentences):
        zone = context.zones[sentence.block]
        if zone in (Zone.TITLE, Zone.BACKGROUND) or not _counts(context, sentence):
            continue
        found: dict[str, Statement] = {}
        for other in context.sentences[number + 1 : number + 1 + _AHEAD]:
            told = _opens_with_instrument(context, other)
            if told is not None:
                found.setdefault(told.named[0].key, told)
        if len(found) > 1:
            who = context.actors_in(sentence.start, sentence.end)
            counting = Statement(sentence, zone, (), ("signed",), who, LEAST)
            return [counting, *found.values()]
    return []


def _counts(context: Context, sentence: Sentence) -> bool:
    hits, start, end = context.hits, sentence.start, sentence.end
    papers = (*hits.of("paper", start, end), *hits.of("plural", start, end))
    signs = any(hits.first(key, start, end) for key in ("signed", "adopted"))
    if not (papers and signs and hits.first("several", start, end)):
        return False
    told = Statement(sentence, context.zones[sentence.block], papers, ("signed",), (), LEAST)
    return not (is_planned(context, told) or is_told_of_the_past(context, sentence))


def _opens_with_instrument(context: Context, sentence: Sentence) -> Statement | None:
    """A sentence that begins with one of the instruments counted before it."""
    zone = context.zones[sentence.block]
    named = instruments_named(context, sentence)
    if not named or zone is Zone.BACKGROUND or named[0].key == _GENERIC:
        return None
    if named[0].start - sentence.start > _OPENS or is_passing(context, sentence, named[0]):
        return None
    who = context.actors_in(sentence.start, sentence.end)
    told = Statement(sentence, zone, named[:1], ("signed",), who, LEAST)
    past = is_told_of_the_past(context, sentence) or is_planned(context, told)
    return None if past else told
