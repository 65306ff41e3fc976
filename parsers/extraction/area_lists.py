"""Lists, tables and headings that set out the areas of an agreement, in layouts of any kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from parsers.documents.document import Block, BlockKind
from parsers.extraction.area_articles import article_headings
from parsers.extraction.area_fit import fit, is_frame
from parsers.extraction.area_phrases import reduced, wording
from parsers.extraction.area_rows import listed_cells
from parsers.extraction.candidate import Candidate, Zone
from parsers.extraction.list_marks import bullet, inline_parts, rank, series
from parsers.extraction.phrase_length import MOST_WORDS, count_words
from parsers.extraction.phrases import Phrase

_LEAST = 2.0
_LABEL_WORDS = 14
_GAP = 6
_ARTICLES = 5.5  # an agreement's own text says what it is about
_MOST_LINES = 15
_LABEL_SENTENCE = 9
_LABELLED = re.compile(r"[^.。:：–—]{3,90}(?:[.:]\s|[。：]|\s[–—]\s)(?=\S)")
_BARE_LABEL = 1.6  # words of a label that says too little by itself
_FRONT = 4  # characters of a mark or a bracket before a label
_LABEL_END = re.compile(r"\s?[)）]|\s?[:：]|\s[–—-]\s")
_COLONS = (":", "：")
_DASHES = ("–", "—")
_QUESTIONS = ("?", "？", "؟")
_COMMAS = (",", ";", "，", "；", "、", "،", "؛")
_STOPS = (".", "。")


@dataclass(frozen=True, slots=True)
class _Run:
    """Parts that list the same kind of thing, each with its phrase, and how well they fit."""

    phrases: tuple[Phrase, ...]
    first: int
    score: float


def listed_areas(candidate: Candidate) -> tuple[Phrase, ...]:
    """The phrases of the list or the headings that best fit to be an agreement's areas."""
    own = _own_blocks(candidate)
    runs = [
        *_item_runs(candidate, own),
        *_bullet_runs(candidate, own),
        *_numbered_runs(candidate, own),
        *_lead_runs(candidate, own),
        *_heading_runs(candidate, own),
        *_label_runs(candidate, own),
        *_row_runs(candidate, own),
        *_line_runs(candidate, own),
        *_inline_runs(candidate, own),
        *_article_runs(candidate, own),
    ]
    fitting = [run for run in runs if run.score >= _LEAST]
    if not fitting:
        return ()
    return max(fitting, key=lambda run: (run.score, -run.first)).phrases


def _own_blocks(candidate: Candidate) -> list[int]:
    """The agreement's blocks but background, with the lists that begin right behind them."""
    context = candidate.context
    own: list[int] = []
    for n, block in enumerate(context.document.blocks):
        if context.zones[n] is Zone.BACKGROUND:
            continue
        is_listed = block.kind is BlockKind.ITEM or rank(block.text) is not None
        goes_on = is_listed and block.kind is not BlockKind.HEADING and own[-1:] == [n - 1]
        if candidate.holds(block.start) or goes_on:
            own.append(n)
    return own


def _item_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Runs of list items; explanations may stand in paragraphs between them."""
    blocks = candidate.context.document.blocks
    run: list[int] = []
    for n in own:
        block = blocks[n]
        if block.kind is BlockKind.ITEM and (not run or block.level == blocks[run[0]].level):
            if run and n - run[-1] > 1 and not _explains(candidate, run[-1], n):
                yield from _run(candidate, run)
                run = []
            run.append(n)
    yield from _run(candidate, run)


def _explains(candidate: Candidate, before: int, after: int) -> bool:
    """Whether what stands between two items belongs to the first; else another list begins."""
    blocks = candidate.context.document.blocks
    between = blocks[before + 1 : after]
    if any(block.start <= candidate.anchor.start < block.end for block in between):
        return False  # the news stands above its list
    announcing = ("area_list", "area_fields")
    last = between[-1] if between else None
    if last is not None and last.kind is BlockKind.PARAGRAPH:
        announced = candidate.context.hits.any_of(announcing, last.start, last.end)
        if announced or last.text.rstrip().endswith(_COLONS):
            return False
    if all(b.kind is BlockKind.ITEM for b in between):
        return True
    return (
        len(between) <= _GAP
        and all(b.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) for b in between)
        and count_words(blocks[before].text) <= _LABEL_WORDS
        and count_words(blocks[after].text) <= _LABEL_WORDS
    )


def _bullet_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Paragraphs one after the other that open with the same sign."""
    blocks = candidate.context.document.blocks
    run: list[int] = []
    for n in own:
        sign = bullet(blocks[n].text) if blocks[n].kind is BlockKind.PARAGRAPH else None
        if run and (n != run[-1] + 1 or sign != bullet(blocks[run[0]].text)):
            yield from _run(candidate, run)
            run = []
        if sign is not None:
            run.append(n)
    yield from _run(candidate, run)


def _numbered_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Runs of blocks numbered one after the other, whether paragraphs, headings or items.

    A heading `II.` does not end the paragraphs `1.` to `5.` that it parts.
    """
    blocks = candidate.context.document.blocks
    runs: dict[tuple[str | None, BlockKind], list[int]] = {}
    for n in own:
        found = rank(blocks[n].text)
        if found is None:
            continue
        key = series(blocks[n].text), blocks[n].kind
        run = runs.setdefault(key, [])
        if found != len(run) + 1:
            yield from _run(candidate, run)
            run.clear()
        if found == len(run) + 1:
            run.append(n)
    for run in runs.values():
        yield from _run(candidate, run)


def _lead_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Paragraphs that begin in bold, as headings that run into their text."""
    blocks = candidate.context.document.blocks
    run = [n for n in own if blocks[n].lead and count_words(blocks[n].text[: blocks[n].lead]) <= 14]
    kinds = {blocks[n].kind for n in run}
    if len(kinds) == 1:
        yield from _run(candidate, run, by_lead=True)


def _heading_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Headings of one level below a heading or a paragraph that announces them."""
    blocks = candidate.context.document.blocks
    run: list[int] = []
    for n in own:
        block = blocks[n]
        if block.kind is not BlockKind.HEADING or _is_named(candidate, block):
            continue
        if run and block.level != blocks[run[0]].level:
            yield from _run(candidate, run)
            run = []
        run.append(n)
    yield from _run(candidate, run)


def _is_named(candidate: Candidate, block: Block) -> bool:
    """Whether a heading names offices or countries and little else."""
    mentions = candidate.context.mentions_in(block.start, block.end)
    return sum(m.end - m.start for m in mentions) > 0.5 * len(block.text)


def _label_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Short lines that end with a colon, each over its own paragraphs."""
    blocks = candidate.context.document.blocks
    run = [
        n
        for n in own
        if blocks[n].kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        and blocks[n].text.rstrip().endswith(_COLONS)
        and count_words(blocks[n].text) <= 10
    ]
    if len(run) >= 2 and all(b - a > 1 for a, b in pairwise(run)):
        yield from _run(candidate, run)


def _line_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Lines behind one that ends with a colon, short or with a short sentence at their beginning.

    A list whose signs a text or a PDF has lost. Below a heading, or a question that stands like
    one (`What is new?`), each has a label and a colon or a dash.
    """
    blocks = candidate.context.document.blocks
    held = set(own)
    for n in own:
        opens = blocks[n].text.rstrip().endswith(_COLONS)
        heads = blocks[n].kind is BlockKind.HEADING or _asks(blocks[n])
        if blocks[n].kind is BlockKind.TITLE or not (opens or heads):
            continue
        run = []
        for m in range(n + 1, min(n + 1 + _MOST_LINES, len(blocks))):
            if m not in held or blocks[m].kind is not BlockKind.PARAGRAPH:
                break
            if not (_is_line(blocks[m]) if opens else _has_label(blocks[m])):
                break
            run.append(m)
        if len(run) < 2 or rank(blocks[run[0]].text):  # what is counted is a run by itself
            continue
        if opens:
            yield from _run(candidate, run)
        else:
            yield from _run_of(candidate, [_label_of(blocks[m]) for m in run], run[0])


def _is_line(block: Block) -> bool:
    label = _LABELLED.match(block.text)
    said = label.group() if label else block.text
    return count_words(said) <= (_LABEL_SENTENCE if label else _LABEL_WORDS)


def _label_of(block: Block) -> Block:
    """A line, of one with a dash behind its label the label alone."""
    label = _LABELLED.match(block.text)
    said = label.group().rstrip() if label else ""
    if not said.endswith(_DASHES):
        return block
    return Block(BlockKind.ITEM, said.rstrip(" –—"), block.start, block.level)


def _asks(block: Block) -> bool:
    """Whether a block is a short question."""
    asks = block.text.rstrip().endswith(_QUESTIONS)
    return asks and count_words(block.text) <= _LABEL_SENTENCE


def _has_label(block: Block) -> bool:
    label = _LABELLED.match(block.text)
    return (
        label is not None
        and label.group().rstrip().endswith((*_COLONS, *_DASHES))
        and count_words(label.group()) <= _LABEL_SENTENCE
    )


def _row_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Cells below each other, in a table below a line or a first row that announces areas."""
    for cells, first, head in listed_cells(candidate, own):
        yield from _run_of(candidate, cells, first, intro=head)


def _inline_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """`(1) ... (2) ...` within a paragraph."""
    context = candidate.context
    for n in own:
        block = context.document.blocks[n]
        if block.kind in (BlockKind.TITLE, BlockKind.BYLINE):
            continue
        parts = inline_parts(block.text)
        if not parts:
            continue
        pieces = [_piece(block, BlockKind.ITEM, begin, end) for begin, end in parts]
        lead = block.text[: parts[0][0]]
        intro = Block(BlockKind.PARAGRAPH, lead, block.start) if len(lead) > 10 else None
        if intro is None and n:
            intro = context.document.blocks[n - 1]
        yield from _run_of(candidate, pieces, n, intro=intro)


def _article_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """The headings of the articles, in the agreement's own text."""
    headings = article_headings(candidate, own)
    for run in _run_of(candidate, headings, own[0]) if len(headings) > 1 else ():
        yield replace(run, score=max(run.score, 0.0) + _ARTICLES)


def _run(
    candidate: Candidate,
    numbers: Sequence[int],
    *,
    by_lead: bool = False,
    intro: Block | None = None,
) -> Iterator[_Run]:
    if len(numbers) < 2:
        return
    blocks = candidate.context.document.blocks
    listed = [part for n in _to_its_stop(blocks, numbers) for part in _split(blocks[n])]
    yield from _run_of(candidate, listed, numbers[0], by_lead=by_lead, intro=intro)


def _to_its_stop(blocks: Sequence[Block], numbers: Sequence[int]) -> Sequence[int]:
    """The parts of a list whose parts end with a comma or semicolon, to the one with a stop."""
    for n, number in enumerate(numbers[1:], 1):
        if blocks[numbers[n - 1]].text.rstrip().endswith(_COMMAS):
            if blocks[number].text.rstrip().endswith(_STOPS):
                return numbers[: n + 1]
        else:
            break
    return numbers


def _split(block: Block) -> Iterator[Block]:
    """A numbered block, and the parts behind it that a PDF or a text runs on in one line."""
    parts = inline_parts(block.text) if rank(block.text) is not None else ()
    if not parts:
        yield block
    for begin, end in parts:
        yield _piece(block, block.kind, begin, end)


def _piece(block: Block, kind: BlockKind, begin: int, end: int) -> Block:
    begin = end - len(block.text[begin:end].lstrip())
    return Block(kind, block.text[begin:end].rstrip(), block.start + begin, block.level)


def _run_of(
    candidate: Candidate,
    listed: Sequence[Block],
    first: int,
    *,
    by_lead: bool = False,
    intro: Block | None = None,
) -> Iterator[_Run]:
    context = candidate.context
    if _by_country(candidate, listed):
        return
    if intro is None:
        above = reversed(context.document.blocks[:first])
        intro = next((b for b in above if b.kind is not BlockKind.BYLINE), None)
    phrases = _phrases(candidate, listed, by_lead=by_lead)
    kept = tuple(p for p in phrases if not is_frame(candidate, p))
    if len(kept) >= 2:
        score = fit(candidate, listed, intro) - (len(phrases) - len(kept)) / len(phrases)
        yield _Run(kept, first, score)


def _by_country(candidate: Candidate, listed: Sequence[Block]) -> bool:
    """Whether parts tell what was agreed with whom: `Japan: ...`, `(Japan) ...`."""
    mentions = candidate.context.mentions_in
    labelled = sum(
        any(
            m.start - block.start <= _FRONT and _LABEL_END.match(candidate.context.text, m.end)
            for m in mentions(block.start, block.start + _FRONT + 1)
        )
        for block in listed
    )
    return 2 * labelled >= len(listed) > 0


def _phrases(candidate: Candidate, listed: Sequence[Block], *, by_lead: bool) -> tuple[Phrase, ...]:
    """Each block's phrase; where all labels are bare words, with what they explain."""
    words = wording(candidate)
    found = []
    labels, whole = 0, []
    for block in listed:
        text = block.text[: block.lead] if by_lead or block.lead else block.text
        phrase = words.core(text, block.start)
        phrase = phrase and reduced(candidate, phrase)
        if phrase is None:
            continue
        found.append(phrase)
        behind = block.text[phrase.end - block.start :].lstrip()
        labels += phrase.words if behind.startswith(_COLONS) else MOST_WORDS
        if block.kind is not BlockKind.ROW and count_words(block.text) <= MOST_WORDS + 3:
            whole.append(words.whole(block.text, block.start))
    bare = found and labels / len(found) < _BARE_LABEL
    if bare and len(whole) == len(found):
        return tuple(phrase for phrase in whole if phrase is not None)
    return tuple(found)
