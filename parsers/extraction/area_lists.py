"""Lists and headings that set out the areas of an agreement, in layouts of any kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.documents.document import Block, BlockKind
from parsers.extraction.candidate import Candidate, Zone
from parsers.extraction.phrases import Phrase, core, count_words

_NUMBERED = re.compile(
    r"\s*(?:\(?(\d{1,2})[.)](?!\d)|(\d{1,2})\s(?=[A-ZÀ-Þ])|([①-⑳])|\(?([a-h])[.)]\s|([一二三四五六七八九十])[、．.]"
    r"|[（(]([一二三四五六七八九十\d]{1,2})[）)]|([가-하])[.)]\s|第([一二三四五六七八九十])[，,、])"
)
_RANKS = ("123456789", "①②③④⑤⑥⑦⑧⑨⑩", "abcdefgh", "一二三四五六七八九十", "가나다라마바사아자차")
_LEAST = 2.0
_PROSE_ITEM = 45
_LABEL_WORDS = 14
_GAP = 6


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks that list the same kind of thing, each with its phrase, and what introduces them."""

    phrases: tuple[Phrase, ...]
    first: int
    intro: Block | None
    score: float


def listed_areas(candidate: Candidate) -> tuple[Phrase, ...]:
    """The phrases of the list or the headings that best fit to be an agreement's areas."""
    own = _own_blocks(candidate)
    runs = [
        *_item_runs(candidate, own),
        *_numbered_runs(candidate, own),
        *_lead_runs(candidate, own),
        *_heading_runs(candidate, own),
        *_label_runs(candidate, own),
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
        is_listed = block.kind is BlockKind.ITEM or _rank(block.text) is not None
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
            if run and n - run[-1] > 1 and not _explains(blocks, run[-1], n):
                yield from _run(candidate, run, blocks)
                run = []
            run.append(n)
    yield from _run(candidate, run, blocks)


def _explains(blocks: Sequence[Block], before: int, after: int) -> bool:
    between = blocks[before + 1 : after]
    if all(b.kind is BlockKind.ITEM for b in between):
        return True
    return (
        len(between) <= _GAP
        and all(b.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) for b in between)
        and count_words(blocks[before].text) <= _LABEL_WORDS
        and count_words(blocks[after].text) <= _LABEL_WORDS
    )


def _numbered_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Runs of blocks numbered one after the other, whether paragraphs, headings or items."""
    blocks = candidate.context.document.blocks
    run: list[int] = []
    rank = 0
    for n in own:
        found = _rank(blocks[n].text)
        if found is None:
            continue
        if found == rank + 1 and (not run or blocks[n].kind is blocks[run[0]].kind):
            run.append(n)
        else:
            yield from _run(candidate, run, blocks)
            run = [n] if found == 1 else []
        rank = found if run else 0
    yield from _run(candidate, run, blocks)


def _rank(text: str) -> int | None:
    match = _NUMBERED.match(text)
    if match is None:
        return None
    mark = next(group for group in match.groups() if group is not None)
    if mark.isascii() and mark.isdigit():
        return int(mark)
    return next((ranks.index(mark) + 1 for ranks in _RANKS if mark in ranks), None)


def _lead_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Paragraphs that begin in bold, as headings that run into their text."""
    blocks = candidate.context.document.blocks
    run = [n for n in own if blocks[n].lead and count_words(blocks[n].text[: blocks[n].lead]) <= 14]
    kinds = {blocks[n].kind for n in run}
    if len(kinds) == 1:
        yield from _run(candidate, run, blocks, by_lead=True)


def _heading_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Headings of one level below a heading or a paragraph that announces them."""
    blocks = candidate.context.document.blocks
    run: list[int] = []
    for n in own:
        block = blocks[n]
        if block.kind is not BlockKind.HEADING:
            continue
        if run and block.level != blocks[run[0]].level:
            yield from _run(candidate, run, blocks)
            run = []
        run.append(n)
    yield from _run(candidate, run, blocks)


def _label_runs(candidate: Candidate, own: Sequence[int]) -> Iterator[_Run]:
    """Short lines that end with a colon, each over its own paragraphs."""
    blocks = candidate.context.document.blocks
    run = [
        n
        for n in own
        if blocks[n].kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        and blocks[n].text.rstrip().endswith((":", "："))
        and count_words(blocks[n].text) <= 10
    ]
    if len(run) >= 2 and all(b - a > 1 for a, b in pairwise(run)):
        yield from _run(candidate, run, blocks)


def _run(
    candidate: Candidate, numbers: Sequence[int], blocks: Sequence[Block], *, by_lead: bool = False
) -> Iterator[_Run]:
    if len(numbers) < 2:
        return
    phrases = []
    for n in numbers:
        block = blocks[n]
        text = block.text[: block.lead] if by_lead or block.lead else block.text
        phrase = core(text, block.start)
        if phrase is not None:
            phrases.append(phrase)
    if len(phrases) < 2:
        return
    intro = next(
        (b for b in reversed(blocks[: numbers[0]]) if b.kind is not BlockKind.BYLINE), None
    )
    score = _fit(candidate, [blocks[n] for n in numbers], intro)
    yield _Run(tuple(phrases), numbers[0], intro, score)


def _fit(candidate: Candidate, listed: Sequence[Block], intro: Block | None) -> float:
    """How well a run of blocks fits to be the areas of an agreement."""
    context = candidate.context
    score = _introduced(candidate, intro)
    kinds = {block.kind for block in listed}
    if kinds == {BlockKind.HEADING}:
        keys = ("area_not", "background", "area_heading")
        frame = sum(any(context.hits.of(k, b.start, b.end) for k in keys) for b in listed)
        score -= 3.0 * frame / len(listed)
        score += 0.8 * all(_rank(b.text) for b in listed)
    if any(block.lead for block in listed):
        score = max(score, 0.0) + 2.0 + 0.5 * (len(listed) > 2)
    if all(block.text.rstrip().endswith((":", "：")) for block in listed):
        score = max(score, 0.0) + 2.0
    if all(b.kind is BlockKind.ITEM and count_words(b.text) <= 40 for b in listed):
        score += 0.5
    return score - _strangers(candidate, listed)


def _introduced(candidate: Candidate, intro: Block | None) -> float:
    """How clearly the block above announces areas."""
    if intro is None:
        return 0.0
    hits = candidate.context.hits
    begin, end = _last_sentence(candidate, intro), intro.end
    fields = bool(hits.of("area_fields", begin, end))
    ending = intro.text.rstrip()[-1:]
    opens = ending in ":：—" or bool(hits.of("area_list", begin, end))
    # A sentence that breaks off is finished by each item of the list behind it.
    opens = opens or (
        intro.kind is BlockKind.PARAGRAPH and ending.isalpha() and len(intro.text) > 30
    )
    score = 1.5 * opens
    if hits.of("area_not", begin, end) and not fields:
        score -= 2.5
    if hits.of("area_heading", begin, end):
        score += 2.5 if intro.kind is BlockKind.HEADING else 1.0
    elif intro.kind is BlockKind.HEADING:
        score += 0.3
    if intro.kind is BlockKind.PARAGRAPH and not opens and ending in ".。!":
        score -= 1.5
    said = ("area_fields", "area_about", "area_aim", "agreed", "adopted", "collaborates", "both")
    score += 0.7 * min(2, sum(bool(hits.of(key, begin, end)) for key in said))
    return score + 0.7 * any(
        hits.of(key, begin, end) for key in candidate.context.hits.keys("instrument.")
    )


def _last_sentence(candidate: Candidate, block: Block) -> int:
    sentences = candidate.context.sentences_in(block.start, block.end)
    return sentences[-1].start if sentences else block.start


def _strangers(candidate: Candidate, listed: Sequence[Block]) -> float:
    """How much listed blocks look like names, links, dates or plain paragraphs instead."""
    context = candidate.context
    names = links = dates = prose = 0
    for block in listed:
        named = sum(m.end - m.start for m in context.mentions_in(block.start, block.end))
        names += named > 0.5 * len(block.text)
        links += sum(len(link.text) for link in block.links) > 0.6 * len(block.text)
        dates += any(d.start - block.start < 4 for d in context.dates_in(block.start, block.end))
        prose += count_words(block.text) > _PROSE_ITEM and not block.lead
    return (3.0 * names + 3.0 * links + 3.0 * dates + 2.0 * prose) / len(listed)
