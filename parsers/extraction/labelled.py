"""Partners told one after another, each below its name: `Malaysia: PPH to start in 2023`.

The name stands before a colon or a dash, in brackets (`(태국) …`, `[한-유럽] …`, 【タイ】…), alone
before a stop (`Perú. Se firmó …`) or in a heading. Counts below a title or lead that speaks of
bilateral talks or of several agreements, or where two partners have signed something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parsers.documents.document import Block
from parsers.extraction.body_identity import can_conclude, name_of, named_in
from parsers.extraction.candidate import Context, Sentence, Span, Zone, codes_of
from parsers.extraction.mentions import MentionKind
from parsers.extraction.past import VERBS, is_told_of_the_past
from parsers.extraction.plans import is_planned
from parsers.extraction.roundups import Group, Partner, protagonist
from parsers.extraction.schemes import is_scheme
from parsers.extraction.sections import is_heading
from parsers.extraction.statements import (
    LEAST,
    Statement,
    is_stale,
    own_instruments,
    weigh,
)

_LABEL, _OPENS = 45, 4  # characters of a label `Viet Nam (IP Viet Nam):`, and before it
_TOLD = 8  # characters behind it, at least
_PAIR = 2
_HEADING = 60  # characters of a heading that is a partner's name
_BOLD = 1.0  # weight that a sentence has by standing below its partner's name
_BRINGS = ("signed", "adopted", "extended", "launched", "agreed", "agreed_together")
_DONE = (*_BRINGS, "met")
_NOTHING = ("planned", "no_agreement")
_MARK = re.compile(r"[:：|–—]|(?<=\s)-(?=\s)")
_COLON = re.compile(r"[:：]\s?\S")
_OPEN, _CLOSE = "(\\[【（［<〈《「〔", ")\\]】）］>〉》」〕"
_BRACKETED = re.compile(rf"\W{{0,3}}[{_OPEN}]([^{_CLOSE}]{{1,40}})[{_CLOSE}]\s{{0,2}}")
_STOP = re.compile(r"[.。]\s")
_DASH = re.compile(r"[-‐‑–—·・･ㆍ]")
_FIGURE = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,\s]\d{3}){0,3}(?=\s[^\W\d])")
_BEFORE = 6  # blocks before the first label that may say what the list is of
_GOES_ON = 4  # blocks from one label to the next that still tell of the first


@dataclass(frozen=True, slots=True)
class _Section:
    """What stands below one partner's name: from `start` in block `first` to before `stop`."""

    partner: Partner
    first: int
    start: int
    stop: int
    labels: bool  # whether the name stands in the line itself, not in a heading above


def labelled(context: Context) -> tuple[list[Group], dict[int, Partner]]:
    """A group for each partner with whom something was agreed, and the partner of each block."""
    own = context.publisher or protagonist(context)
    sections = [] if own is None else list(_sections(context, own))
    if own is None or len({s.partner for s in sections}) < 2:
        return [], {}
    groups: list[Group] = []
    for section in sections:
        span = Span(section.start, context.document.blocks[section.stop - 1].end)
        told = [
            statement
            for sentence in context.sentences_of(span)
            if not is_heading(context.document, sentence.block)
            if (statement := _outcome(context, sentence, bare=section.labels)) is not None
        ]
        who = section.partner
        if told and not any(who.codes & g.codes or set(who.others) & {*g.others} for g in groups):
            blocks = set(range(section.first, section.stop))
            codes = who.codes | {own}
            groups.append(Group(told, codes, who.others, blocks, met=True, spans=(span,)))
    signed = [g for g in groups if any(s.weight >= LEAST for s in g.statements)]
    if len(groups) < 2 or not (len(signed) > 1 or _announces_several(context, sections[0].first)):
        return [], {}
    return groups, {n: s.partner for s in sections for n in range(s.first, s.stop)}


def summarises(context: Context, statement: Statement, partners: dict[int, Partner]) -> bool:
    """Whether a sentence names several partners of whom more is told below their names, and few
    besides them: what a meeting of many adopted is their own.
    """
    if statement.sentence.block in partners:
        return False
    own = {context.publisher or protagonist(context) or ""}
    codes, others = statement.codes - own, {*named_in(context, statement.sentence)}
    named = {p for p in partners.values() if p.codes & codes or {*p.others} & others}
    return len(named) > 1 and len(codes) + len(others) <= 2 * len(named)


def _sections(context: Context, own: str) -> list[_Section]:
    blocks = context.document.blocks
    found: list[_Section] = []
    for number, block in enumerate(blocks):
        if context.zones[number] in (Zone.TITLE, Zone.BACKGROUND):
            continue
        start, stop = block.start, number + 1
        if is_heading(context.document, number):
            partner = _headed(context, block, own)
            while stop < len(blocks) and not is_heading(context.document, stop):
                stop += 1
        else:
            partner, start = _label(context, block, own)
        if partner is None:
            continue
        if found and found[-1].first + 1 < number <= found[-1].first + _GOES_ON:
            between = range(found[-1].stop, number)
            if not any(is_heading(context.document, n) for n in between):
                found[-1] = replace(found[-1], stop=max(found[-1].stop, number))
        found.append(_Section(partner, number, start, stop, start > block.start))
    return [*found[:-1], _gone_on(context, found)] if len(found) > 1 else found


def _gone_on(context: Context, found: list[_Section]) -> _Section:
    """The last section, with as much below its label as stands below the one before."""
    before, last = found[-2:]
    stop = last.stop
    for number in range(
        last.stop, min(last.first + before.stop - before.first, len(context.zones))
    ):
        if is_heading(context.document, number) or context.zones[number] is Zone.BACKGROUND:
            break
        stop = number + 1
    return replace(last, stop=stop)


def _headed(context: Context, block: Block, own: str) -> Partner | None:
    """The partner whose name a heading is or opens with before a colon, else with no word for
    what was done.
    """
    if len(block.text) > _HEADING:
        return None
    mark = _COLON.search(block.text, 0, _LABEL)
    if mark is not None:  # `Peru: first contacts`
        return _one(context, Span(block.start, block.start + mark.start()), own)
    if context.hits.any_of(_DONE, block.start, block.end):
        return None
    return _one(context, Span(block.start, block.end), own)


def _label(context: Context, block: Block, own: str) -> tuple[Partner | None, int]:
    """The one partner whose name opens a block, before a mark, and where what was agreed begins."""
    bracketed = _BRACKETED.match(block.text)
    if bracketed is not None:
        start, end, behind = *bracketed.span(1), bracketed.end()
    else:
        run_in = _run_in(context, block, own)
        if run_in is not None:
            return run_in
        stop = _STOP.search(block.text, 0, _LABEL)
        marks = [match.start() for match in _MARK.finditer(block.text, 0, _LABEL)]
        if not marks and (stop is None or not _is_name_alone(context, block, stop.start())):
            return None, 0
        start, end = 0, marks[0] if marks else stop.start() if stop else 0
        behind = end + 1
    told = block.text[behind:].lstrip()
    if len(told) < _TOLD or _names_a_head(context, block.end - len(told), block.end):
        return None, 0
    label = Span(block.start + start, block.start + end)
    return _one(context, label, own), block.end - len(told)


def _run_in(context: Context, block: Block, own: str) -> tuple[Partner, int] | None:
    """A first sentence that is a heading: `With Chile, faster patents.`, and where it ends."""
    sentences = context.sentences_in(block.start, block.end)
    first = sentences[0]
    if len(sentences) < _PAIR or first.end - first.start > _HEADING:
        return None
    opens = context.hits.first("with", first.start, first.start + _OPENS)
    if opens is None or context.hits.any_of(_DONE, first.start, first.end):
        return None
    partner = _one(context, Span(opens.end, first.end), own)
    return None if partner is None else (partner, first.start)


def _names_a_head(context: Context, start: int, end: int) -> bool:
    """Whether a partner's head is all that is told: a list of participants."""
    head = context.hits.first("head", start, end)
    return head is not None and not context.hits.any_of(_BRINGS, start, end)


def _is_name_alone(context: Context, block: Block, end: int) -> bool:
    """Whether a country's or an office's name is all that stands before a stop."""
    named = context.mentions_in(block.start, block.start + end)
    return len(named) == 1 and named[0].end - named[0].start >= end - _OPENS


def _one(context: Context, label: Span, own: str) -> Partner | None:
    """The one partner that a label names at its beginning, beside the own country's name."""
    who = [a for a in context.actors_in(label.start, label.end) if not a.forum]
    codes = codes_of(who) - {own}
    if len(codes) == 1 and who[0].start - label.start <= _OPENS:
        return Partner(codes)
    if codes or any(a.forum for a in context.actors_in(label.start, label.end)):
        return None
    bodies = context.bodies_in(label.start, label.end)
    if len(bodies) == 1 and bodies[0].start - label.start <= _OPENS:
        named = can_conclude(context, bodies[0])
        return Partner(frozenset(), (name_of(context, bodies[0]),)) if named else None
    return _by_beginning(context, label, own)


def _by_beginning(context: Context, label: Span, own: str) -> Partner | None:
    """[한-유럽] beside 유럽특허청: the beginning of a name that the release gives in full."""
    short = _DASH.split(context.text[label.start : label.end])[-1].strip()
    full = (
        Partner(frozenset(m.codes[:1]))
        for m in context.mentions
        if m.kind is MentionKind.OFFICE and m.codes and own not in m.codes
        if len(short) > 1 and context.text[m.start : m.end].startswith(short)
    )
    return next(full, None)


def _outcome(context: Context, sentence: Sentence, *, bare: bool) -> Statement | None:
    """A sentence that says what was signed or agreed; `bare` if it may do so without a verb."""
    hits, start, end = context.hits, sentence.start, sentence.end
    zone = context.zones[sentence.block]
    if zone is Zone.BACKGROUND or is_told_of_the_past(context, sentence):
        return None
    weighed = weigh(context, sentence)
    if weighed is not None and weighed.weight >= LEAST - _BOLD:
        return weighed
    named = own_instruments(context, sentence)
    talked = hits.of("met", start, end)  # they exchanged views: no exchange of documents
    brings = (hit for key in _BRINGS for hit in hits.of(key, start, end))
    told = any(not any(t.start <= b.start < t.end for t in talked) for b in brings)
    counts = len(_FIGURE.findall(sentence.text)) > 1  # `1,664 patents; 3,385 trade marks`
    # `Laos: training for examiners`
    short = not (talked or counts) and sentence.text.rstrip()[-1:].isalnum()
    if not (named or told or (bare and short)):
        return None
    if hits.any_of(_NOTHING, start, end):
        return None
    who = context.actors_in(start, end)
    agreed = Statement(sentence, zone, named, ("agreed",), who, LEAST - _BOLD)
    verbs = tuple(v for v in VERBS if hits.first(v, start, end))
    if is_stale(context, replace(agreed, verbs=verbs)):
        return None
    planned = is_planned(context, agreed.sentence, agreed.named) and not any(
        is_scheme(hit) for hit in named
    )
    return replace(agreed, named=()) if planned else agreed


def _announces_several(context: Context, first: int) -> bool:
    """Whether title, lead or what stands right above the first label speak of several partners."""
    for sentence in context.sentences:
        above = first - _BEFORE <= sentence.block < first
        if not above and context.zones[sentence.block] not in (Zone.TITLE, Zone.LEAD):
            continue
        told = context.hits.any_of(("agreed", "signed", "met"), sentence.start, sentence.end)
        several = context.hits.any_of(
            ("bilateral", "each", "plural", "several"), sentence.start, sentence.end
        )
        if told and several:
            return True
    return False
