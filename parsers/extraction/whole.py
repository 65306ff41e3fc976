"""The release as a whole: what title, lead and a list below say together and no sentence alone.

A release can tell of an agreement without a sentence that holds it all: `Apia Declaration` stands
in the title, nine heads are the guests of the second sentence, `the nine adopted it` is the last.
Only where no sentence states an agreement are the parts weighed that it would have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.documents.document import BlockKind
from parsers.extraction.body_identity import name_of
from parsers.extraction.candidate import Candidate, Context, Sentence, Span, Zone
from parsers.extraction.instruments import classify
from parsers.extraction.meetings import has_met
from parsers.extraction.named import instruments_named
from parsers.extraction.own_text import is_own_text
from parsers.extraction.past import FIRM, VERBS, fresh_date, is_told_of_the_past
from parsers.extraction.plans import is_planned
from parsers.extraction.schemes import is_scheme
from parsers.extraction.statements import (
    Statement,
    is_other_news,
    is_stale,
    own_instruments,
    verbs_of,
)

LEAST = 4.9
"""The weight from which a release states an agreement; see `_weight`."""

_OPENING = (Zone.TITLE, Zone.LEAD)
_COLONS = frozenset(":：")
_PARTIES = 2
_ITEMS = 2  # of a list of what was agreed, at least


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of an agreement that a release holds: instruments named as its own news, what the
    parties commit to, the offices of title and lead, whether a list of points follows, and whether
    it is the instrument's own text, by the formula with which that begins or ends.
    """

    named: tuple[Statement, ...]
    committed: tuple[Sentence, ...]
    offices: frozenset[str]
    met: bool
    listed: bool
    dated: bool
    denied: bool
    formal: bool


def itself(context: Context) -> Candidate | None:
    """The agreement whose own text the document is; what its recitals tell of are others."""
    if not is_own_text(context):
        return None
    title = tuple(told for s in context.titles if (told := _named(context, s)) is not None)
    if not title:
        return None
    codes = frozenset().union(*(told.codes for told in title))
    spans = {told.sentence.span for told in title}
    if len(codes) < _PARTIES:  # they stand below: `between the Office … and the University …`
        named = _preamble(context)
        if named is not None:
            codes |= context.codes_in(named.start, named.end)
            spans.add(named.span)
    bodies = (context.bodies_in(span.start, span.end) for span in sorted(spans))
    names = [name_of(context, place) for placed in bodies for place in placed]
    return Candidate(
        context=context,
        spans=(Span(0, len(context.text)),),
        anchor=title[0].sentence.span,
        instruments=classify(title, met=False),
        statements=tuple(sorted(spans)),
        alone=True,
        parties=tuple(sorted(codes)),
        other_parties=tuple(dict.fromkeys(names)) if len(codes) < _PARTIES else (),
    )


def _preamble(context: Context) -> Sentence | None:
    """The first sentence that names all parties, else the first to name one; recitals aside."""
    first = None
    for sentence in context.sentences:
        if context.zones[sentence.block] in (Zone.TITLE, Zone.BACKGROUND):
            continue
        codes = context.codes_in(sentence.start, sentence.end)
        parties = len(codes) + len(context.bodies.get(sentence.start, ()))
        if parties >= _PARTIES:
            return sentence
        first = first or (sentence if parties else None)
        if context.hits.first("formula", sentence.start, sentence.end):
            break
    return first


def whole(context: Context) -> Candidate | None:
    """The one agreement that a release states in all, None where its parts don't suffice."""
    parts = _parts(context)
    if is_other_news(context):
        return None
    if len(parts.offices) < 2 or not _suffices(parts) or _weight(parts) < LEAST:
        return None
    anchor = _anchor(context, parts)
    spans = {anchor, *(s.sentence.span for s in parts.named), *(s.span for s in parts.committed)}
    return Candidate(
        context=context,
        spans=(Span(0, len(context.text)),),
        anchor=anchor,
        instruments=classify(parts.named, met=parts.met),
        statements=tuple(sorted(spans)),
        alone=True,
        parties=tuple(sorted(parts.offices)),
    )


def _suffices(parts: _Parts) -> bool:
    """A title that is the instrument's own, or what the parties commit to and a form for it."""
    titled = any(told.zone is Zone.TITLE for told in parts.named)
    return titled or bool(parts.committed and (parts.named or parts.met))


def _parts(context: Context) -> _Parts:
    hits = context.hits
    own = [
        s
        for s in context.sentences
        if context.zones[s.block] is not Zone.BACKGROUND and not is_told_of_the_past(context, s)
    ]
    opening = [s for s in own if context.zones[s.block] in _OPENING]
    named = tuple(told for s in own if (told := _named(context, s)) is not None)
    offices = frozenset().union(
        *(
            context.codes_in(s.start, s.end)
            for s in opening
            if not hits.first("observer", s.start, s.end)
        )
    )
    ours = any(hits.first("own_office", s.start, s.end) for s in opening)
    if context.publisher and (ours or len(offices) == 1):
        offices |= {context.publisher}
    return _Parts(
        named=named,
        committed=tuple(s for s in own if _commits(context, s)),
        offices=offices,
        met=has_met(context),
        listed=any(_heads_a_list(context, s) for s in own),
        dated=any(fresh_date(context, s) for s in opening),
        denied=any(hits.first("no_agreement", s.start, s.end) for s in opening),
        formal=any(hits.first("formula", s.start, s.end) for s in own),
    )


def _named(context: Context, sentence: Sentence) -> Statement | None:
    """A sentence that names an instrument as the release's own, with or without a verb."""
    named = own_instruments(context, sentence)
    verbs = verbs_of(context, sentence)
    who = context.actors_in(sentence.start, sentence.end)
    zone = context.zones[sentence.block]
    told = Statement(sentence, zone, named, verbs, who, 1.0)
    if not named or is_planned(context, told.sentence, told.named) or is_stale(context, told):
        return None
    # A scheme that runs is named in all kinds of news: only its start with a partner is one's own.
    starts = len(told.codes) > 1 and not FIRM.isdisjoint(verbs)
    return told if starts or not all(is_scheme(hit) for hit in named) else None


def _commits(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence says what the parties, several or together, will do or have agreed."""
    hits = context.hits
    several = (
        hits.first("both", sentence.start, sentence.end)
        or hits.first("several", sentence.start, sentence.end)
        or len(context.codes_in(sentence.start, sentence.end)) > 1
    )
    does = hits.any_of(("commits", *VERBS), sentence.start, sentence.end)
    if not (several and does):
        return False
    zone, verbs = context.zones[sentence.block], verbs_of(context, sentence)
    named = instruments_named(context, sentence)
    return not is_stale(context, Statement(sentence, zone, named, verbs, (), 1.0))


def _heads_a_list(context: Context, sentence: Sentence) -> bool:
    """Whether points follow a sentence that names an instrument, the parties or a commitment."""
    blocks = context.document.blocks
    block = blocks[sentence.block]
    last = sentence.text.rstrip()[-1:]
    if block.end - sentence.end > 1 or not (last in _COLONS or last.isalnum()):
        return False
    below = blocks[sentence.block + 1 : sentence.block + 1 + _ITEMS]
    if len(below) < _ITEMS or not all(b.kind is BlockKind.ITEM for b in below):
        return False
    keys = ("both", "several", "commits", "agreed", "area_aim", "area_list")
    return bool(instruments_named(context, sentence)) or context.hits.any_of(
        keys, sentence.start, sentence.end
    )


def _weight(parts: _Parts) -> float:
    weight = max((_weight_of_name(told) for told in parts.named), default=0.0)
    weight += 1.5 if parts.met else 0.0
    weight += 1.5 if len(parts.offices) > 2 else 1.0
    weight += 0.75 * min(2, len(parts.committed))
    weight += 1.5 if parts.listed else 0.0
    weight += 0.5 if parts.dated else 0.0
    weight += 1.0 if parts.formal else 0.0
    weight -= 1.5 if parts.denied else 0.0
    return weight - (0.0 if parts.named or parts.listed else 1.0)


def _weight_of_name(told: Statement) -> float:
    particular = any(hit.key != "instrument.agreement" for hit in told.named)
    weight = {Zone.TITLE: 3.0, Zone.LEAD: 2.0}.get(told.zone, 1.5) * (1.0 if particular else 0.6)
    return weight + (0.5 if FIRM & set(told.verbs) else 0.0)


def _anchor(context: Context, parts: _Parts) -> Span:
    """The sentence that comes nearest to saying it: by its instrument, else by what is agreed."""
    if parts.named:
        return max(parts.named, key=_weight_of_name).sentence.span
    told: Sequence[Sentence] = parts.committed or context.sentences
    return told[0].span
