"""How well a run of blocks fits to be the areas of an agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accord.agreement import Instrument
from parsers.documents.document import Block, BlockKind
from parsers.extraction.area_phrases import actor_end
from parsers.extraction.candidate import Candidate
from parsers.extraction.list_marks import mark_end, rank
from parsers.extraction.mentions import MentionKind
from parsers.extraction.phrase_length import count_words
from parsers.extraction.phrases import Phrase
from parsers.extraction.topics import speaks_of_one

_PROSE_ITEM = 45
_PARTS = 2.0  # headings in what has parts of its own
_WITH_PARTS = {
    Instrument.JOINT_STATEMENT,
    Instrument.JOINT_DECLARATION,
    Instrument.MEETING_OUTCOME,
    Instrument.WORK_PLAN,
}
_TOPICAL = 2.2  # what a list is worth all of whose parts name subjects
_MOSTLY = 0.7  # the share of such parts that makes a marked list sure
_REFUSED = -1.6  # an introduction that speaks of something else
_LABEL = 100  # characters of a part in which it says what it is about
_PRESENTED = 30  # words that say who somebody is
_BEFORE = re.compile(r"[^,:;]{3,60}[,–—-]")  # a name, before the title
_BEGINNING = 6  # characters in which a phrase says what it is about
_COLONS = (":", "：")
_QUESTIONS = "?？؟"
_FRAME = (
    "background",
    "area_heading",
    "area_not",
    "clause",
    "next_meeting",
    "instrument.joint_statement",
    "instrument.joint_declaration",
    "instrument.memorandum_of_understanding",
)


def is_frame(candidate: Candidate, phrase: Phrase) -> bool:
    """Whether a label says what kind of part stands below it: `Results`, `Next meeting`.

    A sentence may say so too: `The next meeting will be in 2025`.
    """
    context = candidate.context
    if context.hits.first("next_meeting", phrase.start, phrase.start + _BEGINNING) is not None:
        return True
    said = {
        n
        for key in _FRAME
        for h in context.hits.of(key, phrase.start, phrase.end)
        for n in range(h.start, h.end)
    }
    letters = sum(c.isalnum() for c in phrase.text)
    return sum(context.text[n].isalnum() for n in said) >= 0.7 * letters


def fit(candidate: Candidate, listed: Sequence[Block], intro: Block | None) -> float:
    """How well a run of blocks fits to be the areas of an agreement."""
    context = candidate.context
    kinds = {block.kind for block in listed}
    # The paragraph above the first heading leads up to nothing, but for `as follows.`.
    apart = kinds == {BlockKind.HEADING} and intro and intro.kind is BlockKind.PARAGRAPH
    if apart and intro:
        apart = not context.hits.of("area_list", _last_sentence(candidate, intro), intro.end)
    score = 0.0 if apart else _introduced(candidate, intro)
    if kinds == {BlockKind.HEADING}:
        score += _PARTS * (len(listed) > 2 and _has_parts(candidate))
        keys = ("area_not", "background", "area_heading")
        frame = sum(context.hits.any_of(keys, b.start, b.end) for b in listed)
        score -= 3.0 * frame / len(listed)
        score += 0.8 * all(rank(b.text) for b in listed)
    if any(block.lead for block in listed):
        score = max(score, 0.0) + 2.0 + 0.5 * (len(listed) > 2)
    if all(block.text.rstrip().endswith(_COLONS) for block in listed):
        score = max(score, 0.0) + 2.0
    marked = all(b.kind is BlockKind.ITEM or rank(b.text) for b in listed)
    if marked and all(count_words(b.text) <= 40 for b in listed):
        score += 0.5
    if score > _REFUSED and listed[0].start > candidate.anchor.start:
        # Short parts below the news that name subjects are areas, whatever introduces them.
        topical = sum(speaks_of_one(context, b.start, _label_end(b)) for b in listed) / len(listed)
        score += _TOPICAL * topical + 1.0 * (marked and topical >= _MOSTLY)
    if marked and _acting(candidate, listed) >= _MOSTLY:
        score = max(score, 0.0) + 2.0  # "1. The heads endorsed ... 2. They agreed ..."
    return score - _strangers(candidate, listed)


def _has_parts(candidate: Candidate) -> bool:
    """Whether the release is a statement or tells of a meeting, whose headings say what of."""
    if candidate.instruments[0] in _WITH_PARTS:
        return True
    title = (b for b in candidate.context.document.blocks if b.kind is BlockKind.TITLE)
    keys = [f"instrument.{instrument.value}" for instrument in _WITH_PARTS]
    return any(candidate.context.hits.first(k, b.start, b.end) for b in title for k in keys)


def _acting(candidate: Candidate, listed: Sequence[Block]) -> float:
    """The share of blocks that begin with those who act."""
    starts = (block.start + mark_end(block.text) for block in listed)
    acting = [
        actor_end(candidate, Phrase(start, block.text[start - block.start :])) is not None
        for start, block in zip(starts, listed, strict=True)
    ]
    return sum(acting) / len(acting)


def _label_end(block: Block) -> int:
    return block.start + (block.lead or min(len(block.text), _LABEL))


def _introduced(candidate: Candidate, intro: Block | None) -> float:
    """How clearly the block above announces areas."""
    if intro is None or intro.kind is BlockKind.TITLE:
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
        score += 2.5 if intro.kind in (BlockKind.HEADING, BlockKind.ROW) else 1.0
    elif intro.kind is BlockKind.HEADING:
        score += 0.3
    concludes = hits.any_of(("agreed", "adopted", "launched"), begin, end)
    if intro.kind is BlockKind.PARAGRAPH and not (opens or concludes) and ending in ".。!":
        score -= 1.5
    said = ("area_fields", "area_about", "area_aim", "agreed", "adopted", "collaborates", "both")
    score += 0.7 * min(2, sum(bool(hits.of(key, begin, end)) for key in said))
    return score + 0.7 * hits.any_under("instrument.", begin, end)


def _last_sentence(candidate: Candidate, block: Block) -> int:
    sentences = candidate.context.sentences_in(block.start, block.end)
    return sentences[-1].start if sentences else block.start


def _presents(candidate: Candidate, block: Block) -> bool:
    """Whether a part says who somebody is: `Jane Doe, Director General, Office of Fiji`."""
    context = candidate.context
    if block.lead or count_words(block.text) > _PRESENTED:
        return False
    title = context.hits.first("person.title", block.start, block.end)
    if title is None or title.start == block.start:
        return False
    mentions = context.mentions_in(title.start, block.end)
    return (
        any(m.kind is MentionKind.OFFICE for m in mentions)
        and _BEFORE.fullmatch(context.text[block.start : title.start].rstrip()) is not None
    )


def _strangers(candidate: Candidate, listed: Sequence[Block]) -> float:
    """How much listed blocks look like names, links, dates, news or plain paragraphs instead."""
    context = candidate.context
    predicates = context.vocabulary.words("phrases.predicate", context.language or "en")
    names = links = dates = news = asks = 0
    prose = 0.0  # a whole sentence says so more surely than many words
    for block in listed:
        named = sum(m.end - m.start for m in context.mentions_in(block.start, block.end))
        names += named > 0.5 * len(block.text) or _presents(candidate, block)
        links += sum(len(link.text) for link in block.links) > 0.6 * len(block.text)
        event = block.kind is BlockKind.HEADING and context.hits.of("met", block.start, block.end)
        dates += any(
            event or d.start - block.start < 4 for d in context.dates_in(block.start, block.end)
        )
        asks += any(mark in block.text[: block.lead or None] for mark in _QUESTIONS)
        whole = bool(predicates) and block.text.rstrip().endswith(predicates)
        long = whole or count_words(block.text) > _PROSE_ITEM
        prose += 0 if block.lead or not long else 1.75 if whole else 1
        news += block.start <= candidate.anchor.start < block.end and len(block.text) > 60
    return (3.0 * (names + links + dates + asks) + 2.0 * prose + 4.0 * news) / len(listed)
