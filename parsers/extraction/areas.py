"""The areas of co-operation or commitments that a text sets out for an agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accord.agreement import Instrument
from parsers.documents.document import Block, BlockKind
from parsers.extraction.candidate import Candidate, Sentence, Span, Stated, Zone
from parsers.extraction.phrases import Phrase, core, count_words, enumerated

_NUMBERED = re.compile(
    r"\s*(?:\(?(\d{1,2})[.)](?!\d)|(\d{1,2})\s(?=[A-ZÀ-Þ])|([①-⑳])|\(?([a-h])[.)]\s|([一二三四五六七八九十])[、．.]"
    r"|[（(]([一二三四五六七八九十\d]{1,2})[）)]|([가-하])[.)]\s|第([一二三四五六七八九十])[，,、])"
)
_RANKS = ("123456789", "①②③④⑤⑥⑦⑧⑨⑩", "abcdefgh", "一二三四五六七八九十", "가나다라마바사아자차")
_MOST = 15
_LEAST = 2.0
_PROSE_ITEM = 45
_LABEL_WORDS = 14
_SENTENCE_END = re.compile(r"(?<=[.;])\s|[。；]")
_GAP = 6


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks that list the same kind of thing, each with its phrase, and what introduces them."""

    phrases: tuple[Phrase, ...]
    first: int
    intro: Block | None
    score: float


def areas(candidate: Candidate) -> Stated[tuple[str, ...]] | None:
    """What the parties agree to work on, in the text's order and words; None where unsaid.

    A list or headings of the agreement's own go first, then an enumeration in its sentences, then
    what a sentence says that it is for.
    """
    for find in (_from_lists, _from_heading, _from_prose, _from_aims, _from_instrument):
        phrases = _distinct(find(candidate))
        if phrases:
            evidence = tuple(
                candidate.context.evidence("areas", p.text, p.start, p.start + len(p.text))
                for p in phrases
            )
            return Stated(tuple(p.text for p in phrases), evidence)
    return None


def _distinct(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    kept: dict[str, Phrase] = {}
    for phrase in phrases:
        kept.setdefault(" ".join(phrase.text.casefold().split()), phrase)
    return tuple(kept.values())[:_MOST]


# Lists and headings.


def _from_lists(candidate: Candidate) -> tuple[Phrase, ...]:
    blocks = candidate.context.document.blocks
    own = [
        n
        for n, block in enumerate(blocks)
        if candidate.holds(block.start) and candidate.context.zones[n] is not Zone.BACKGROUND
    ]
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
    if len(run) >= 2 and all(b - a > 1 for a, b in zip(run, run[1:], strict=False)):
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
    score = 0.0
    kinds = {block.kind for block in listed}
    if intro is not None:
        begin = _last_sentence(candidate, intro)
        if context.hits.of("area_not", begin, intro.end) and not context.hits.of(
            "area_fields", begin, intro.end
        ):
            score -= 2.5
        if intro.text.rstrip().endswith((":", "：", "—", "-")):
            score += 1.5
        if context.hits.of("area_heading", begin, intro.end):
            score += 1.0
        said = (
            "area_fields",
            "area_about",
            "area_aim",
            "agreed",
            "adopted",
            "collaborates",
            "both",
        )
        score += 0.7 * min(2, sum(bool(context.hits.of(key, begin, intro.end)) for key in said))
        if any(context.hits.of(key, begin, intro.end) for key in _instrument_keys(candidate)):
            score += 0.7
    if kinds == {BlockKind.HEADING}:
        generic = sum(
            bool(
                context.hits.of("area_not", b.start, b.end)
                or context.hits.of("background", b.start, b.end)
            )
            for b in listed
        )
        score -= 3.0 * generic / len(listed)
        score += 0.8 if all(_rank(b.text) for b in listed) else 0.0
    if kinds == {BlockKind.HEADING} and intro is not None and intro.kind is BlockKind.HEADING:
        score += 0.8
    if any(block.lead for block in listed):
        score += 1.2
    if all(block.text.rstrip().endswith((":", "：")) for block in listed):
        score += 2.0
    if all(b.kind is BlockKind.ITEM and count_words(b.text) <= 40 for b in listed):
        score += 0.5
    return score - _strangers(candidate, listed)


def _last_sentence(candidate: Candidate, block: Block) -> int:
    sentences = candidate.context.sentences_in(block.start, block.end)
    return sentences[-1].start if sentences else block.start


def _instrument_keys(candidate: Candidate) -> tuple[str, ...]:
    return candidate.context.hits.keys("instrument.")


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


def _from_heading(candidate: Candidate) -> tuple[Phrase, ...]:
    """Of one of several agreements the heading of its own part."""
    if candidate.alone:
        return ()
    context = candidate.context
    blocks = context.document.blocks
    for n, block in enumerate(blocks):
        if block.start > candidate.anchor.start or block.kind is not BlockKind.HEADING:
            continue
        section_ends = next(
            (b.start for b in blocks[n + 1 :] if b.kind is BlockKind.HEADING), len(context.text)
        )
        if not Span(block.start, section_ends).holds(candidate.anchor.start):
            continue
        named = sum(m.end - m.start for m in context.mentions_in(block.start, block.end))
        if named > 0.5 * len(block.text) or context.hits.of("signed", block.start, block.end):
            return ()
        if context.hits.of("background", block.start, block.end):
            return ()
        colon = block.text.find(": ")
        skip = colon + 2 if 0 < colon < 20 and block.text[colon - 1].isdigit() else 0
        phrase = core(block.text[skip:], block.start + skip)
        return (phrase,) if phrase is not None and phrase.words >= 2 else ()
    return ()


# Sentences.


def _from_prose(candidate: Candidate) -> tuple[Phrase, ...]:
    """The richest enumeration behind or before words such as `in the areas of`."""
    best: tuple[float, tuple[Phrase, ...]] = (0.0, ())
    for sentence in _telling(candidate):
        for key, strength in (("area_fields", 2.5), ("area_about", 1.2)):
            for hit in candidate.context.hits.of(key, sentence.start, sentence.end):
                parts = _behind(candidate, sentence, hit.end)
                score = _worth(candidate, sentence, parts, strength)
                if score > best[0]:
                    best = score, parts
        for hit in candidate.context.hits.of("area_before", sentence.start, sentence.end):
            parts = _before(candidate, sentence, hit.start)
            score = _worth(candidate, sentence, parts, 2.5)
            if score > best[0]:
                best = score, parts
    return best[1]


def _telling(candidate: Candidate) -> Iterator[Sentence]:
    """The sentences of the agreement that are neither its title nor background."""
    zones = candidate.context.zones
    for sentence in candidate.sentences:
        if zones[sentence.block] not in (Zone.BACKGROUND, Zone.TITLE):
            yield sentence


def _behind(candidate: Candidate, sentence: Sentence, start: int) -> tuple[Phrase, ...]:
    text = candidate.context.text[start : sentence.end]
    end = _SENTENCE_END.search(text)
    text = text[: end.start()] if end else text
    lead = len(text) - len(text.lstrip(" :：,"))
    return enumerated(text[lead:], start + lead)


def _before(candidate: Candidate, sentence: Sentence, end: int) -> tuple[Phrase, ...]:
    """The enumeration that leads up to a word, back to where its clause begins."""
    text = candidate.context.text[sentence.start : end]
    begin = 0
    for match in re.finditer(
        r"[。；:：]|(?:は|が|も|により|に基づき|踏まえ|において|として|では)、|(?:在|就|围绕|圍繞|涉及|涵盖|涵蓋|加强|加強|深化|推动|关于|對|对)"
        r"|(?:은|는|이|가|과|와|간|의해|통해|따라)\s(?=\S)",
        text,
    ):
        begin = match.end()
    return enumerated(text[begin:], sentence.start + begin)


def _worth(
    candidate: Candidate, sentence: Sentence, parts: tuple[Phrase, ...], strength: float
) -> float:
    """How well the parts of an enumeration fit to be areas."""
    if not parts:
        return 0.0
    context = candidate.context
    score = strength + min(len(parts), 6) * 0.7
    start, end = sentence.start, sentence.end
    if sentence.start in candidate.statement_starts or candidate.anchor.holds(sentence.start):
        score += 0.8
    if any(context.hits.of(key, start, end) for key in _instrument_keys(candidate)):
        score += 0.8
    if any(context.hits.of(key, start, end) for key in ("agreed", "both", "collaborates")):
        score += 0.6
    if context.hits.of("earlier", start, end) or context.hits.of("planned", start, end):
        score -= 1.0
    names = 0
    for part in parts:
        stop = part.start + len(part.text)
        named = sum(m.end - m.start for m in context.mentions_in(part.start, stop))
        names += named > 0.4 * len(part.text) or bool(context.dates_in(part.start, stop))
    score -= 4.0 * names / len(parts)
    long = sum(part.words > 11 for part in parts)
    score -= 1.5 * long / len(parts)
    return score if score >= _LEAST + (0.9 if strength < 2 else 0.0) else 0.0


def _from_aims(candidate: Candidate) -> tuple[Phrase, ...]:
    """What the sentences say that the agreement is for."""
    context = candidate.context
    best: tuple[float, tuple[Phrase, ...]] = (0.0, ())
    for order, sentence in enumerate(_telling(candidate)):
        start, end = sentence.start, sentence.end
        keys = _instrument_keys(candidate)
        about = any(context.hits.of(key, start, end) for key in keys)
        own = sentence.start in candidate.statement_starts
        if not (about or own or context.hits.of("both", start, end)):
            continue
        for hit in context.hits.of("area_aim", start, end):
            phrase = core(context.text[hit.end : end], hit.end)
            if phrase is None or phrase.words < 3:
                continue
            score = 2.0 + 0.6 * about + 0.5 * own - 0.05 * order + min(phrase.words, 8) * 0.05
            named = context.mentions_in(phrase.start, phrase.start + len(phrase.text))
            score -= 0.6 * len(named)
            if context.hits.of("earlier", start, end):
                score -= 1.0
            if score > best[0]:
                best = score, (phrase,)
    return best[1]


def _from_instrument(candidate: Candidate) -> tuple[Phrase, ...]:
    """Of an instrument that is its own subject, as a PPH is, its name."""
    context = candidate.context
    if candidate.instruments[0] not in (
        Instrument.PATENT_PROSECUTION_HIGHWAY,
        Instrument.PILOT_PROGRAMME,
    ):
        return ()
    key = f"instrument.{candidate.instruments[0].value}"
    for span in (candidate.anchor, *candidate.spans):
        hits = context.hits.of(key, span.start, span.end)
        if hits:
            hit = max(hits, key=lambda h: h.end - h.start)
            return (Phrase(hit.start, context.text[hit.start : hit.end]),)
    return ()
