"""The lines below an agreement's own text: who signed it, in the forms of a signature block.

Jane Doe                 For the European              For the Office A    For the Office B
President, INPI          Patent Office                 (signed)            (signed)
                         (Sgd.) Jane Doe, President    Jane Doe            John Doe
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.documents.document import Block, BlockKind
from parsers.extraction.candidate import Context, Span
from parsers.extraction.mentions import Mention, MentionKind
from parsers.extraction.person_names import CASED_NAME

_LINE = 110  # characters of a line of a signature block
_NEAREST = 3  # lines below `For the Office` in which the name stands
_HEAD = 3  # lines over which `For the Office` may run
_CAPTION = 4  # lines below a name that say who that is
_WORDS = range(2, 7)  # of a name on a line of its own
_KINDS = (BlockKind.PARAGRAPH, BlockKind.ROW, BlockKind.HEADING)
_OF_SEVERAL = (MentionKind.FRAMEWORK, MentionKind.GROUP)
_SIGNED = r"(?:[(\[][^()\[\]]{2,12}[)\]]\s?)?"  # (Sgd.), [signature]
_HONORIFIC = r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Sr|Sra|Dra|Eng|Ing|Hon)\.?\s)?"
_NAME = re.compile(rf"\s?{_SIGNED}(?P<name>{CASED_NAME})\s?")
_NAME_FIRST = re.compile(rf"\s?{_SIGNED}{_HONORIFIC}(?P<name>{CASED_NAME})(?=\s?,|\s?$)")
_SURNAME = re.compile(rf"\s?(?P<name>{CASED_NAME})\s?")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+(?:-?[^\W\d_]\.)?")
_MARK = re.compile(r"[\W_]*(?:[(\[][^()\[\]]{2,16}[)\]][\W_]*)*")  # ______ (sgd.)
_CONTACT = re.compile(r"@|\d{3}[\s-]?\d{2}|www\.")
_SENTENCE_END = (".", "!", "?", "…")
_NO_NAME = ("person.title", "person.not_name", "organisation", "in_force")


@dataclass(slots=True)
class _Head:
    """`For the Office`, over one or more lines, whose name is still to come."""

    start: int
    end: int
    lines: int = 1
    below: int = 0


def signatories(context: Context) -> Iterator[tuple[Span, str | None]]:
    """The names of signature blocks with the codes of the offices that they sign for, in order.

    Who signs for a body that is no office comes with None.
    """
    blocks = context.document.blocks
    waiting: list[_Head] = []
    looks_on = marked = together = False
    for number, block in enumerate(blocks):
        if not _is_line(block):
            waiting.clear()
            looks_on = marked = together = False
            continue
        if _MARK.fullmatch(block.text):
            marked = True
            continue
        if heads := _heads(context, block):
            together = len(heads) == 1 and _is_of_several(context, heads[0])
            if not together:
                waiting.extend(heads)
            looks_on = False
            continue
        if _is_witness(context, block):
            waiting.clear()
            looks_on = True
            continue
        names = [] if looks_on else _names(context, blocks, number, len(waiting))
        if waiting and names:
            yield from ((name, _code(context, waiting.pop(0))) for name in names)
        elif waiting:
            _pass_by(context, waiting, block)
        elif len(names) == 1:
            code = _below(context, blocks, number, names[0], marked=marked or together)
            if code is not None:
                yield names[0], code
        marked = marked and not names


def _is_line(block: Block) -> bool:
    return block.kind in _KINDS and len(block.text) <= _LINE


def _heads(context: Context, block: Block) -> list[_Head]:
    """`For the Office A    For the Office B`: what a line opens with, and its further columns."""
    hits, text = context.hits, context.text
    signs = [h for h in hits.of("person.for", block.start, block.end) if text[h.start].isupper()]
    first = hits.first("person.for", block.start, block.end)
    if first is None or block.text.rstrip().endswith(_SENTENCE_END):
        return []
    signed = hits.first("signed", block.start, first.start)
    opening = signed.end if signed and signed.start == block.start else block.start
    if text[opening : first.start].strip():
        return []
    starts = sorted({block.start, *(h.start for h in signs if h.start > first.end)})
    return [_Head(*columns) for columns in zip(starts, (*starts[1:], block.end), strict=True)]


def _is_witness(context: Context, block: Block) -> bool:
    """Whether a line opens with `In the presence of` or `Witness`."""
    hits = (context.hits.first(f"person.{key}", block.start) for key in ("presence", "witness"))
    return any(hit is not None and hit.start == block.start for hit in hits)


def _pass_by(context: Context, waiting: list[_Head], block: Block) -> None:
    """A line between `For the` and the name: more of the office's name, else one of a few."""
    head = waiting[-1]
    titled = context.hits.first("person.title", block.start, block.end)
    opens = titled is not None and titled.start == block.start
    if not head.below and not opens and head.lines < _HEAD and not _offices(context, head):
        head.end = block.end
        head.lines += 1
        return
    for each in waiting:
        each.below += 1
    waiting[:] = [each for each in waiting if each.below < _NEAREST]


def _code(context: Context, head: _Head) -> str | None:
    """The code of the one office or country for which a head signs, None for another body."""
    offices = _offices(context, head)
    named = offices or [m for m in context.mentions_in(head.start, head.end) if _is_country(m)]
    if not offices and context.hits.first("person.outside", head.start, head.end):
        return None  # the University of Nairobi
    codes = {m.codes[0] for m in named}
    return codes.pop() if len(codes) == 1 else None


def _is_of_several(context: Context, head: _Head) -> bool:
    """Whether several sign below a head, each with an office of its own: `For the IP5 Offices:`."""
    mentions = context.mentions_in(head.start, head.end)
    return any(m.kind in _OF_SEVERAL for m in mentions)


def _offices(context: Context, head: _Head) -> list[Mention]:
    mentions = context.mentions_in(head.start, head.end)
    return [m for m in mentions if m.kind is MentionKind.OFFICE and m.codes]


def _is_country(mention: Mention) -> bool:
    return mention.kind is MentionKind.COUNTRY and bool(mention.codes)


def _below(
    context: Context, blocks: tuple[Block, ...], number: int, name: Span, *, marked: bool
) -> str | None:
    """The office named in the lines below a name on a line of its own.

    They open with a title (`Director General, ROSPATENT`), but where a mark stands above the name
    that says that it was signed (`(Sgd.)`).
    """
    if _NAME.fullmatch(blocks[number].text) is None and name.end <= blocks[number].end:
        return None
    lines = _caption(context, blocks, number, name)
    if not lines:
        return None
    title = context.hits.first("person.title", lines[0].start, lines[0].end)
    if not marked and (title is None or title.start != lines[0].start):
        return None
    return _office_among(context.mentions_in(lines[0].start, lines[-1].end))


def _office_among(mentions: Sequence[Mention]) -> str | None:
    """The one office that lines name, its country perhaps on a line of its own."""
    offices = [m for m in mentions if m.kind is MentionKind.OFFICE and m.codes]
    countries = {m.codes[0] for m in mentions if _is_country(m)}
    meant = {code for m in offices for code in m.candidates} & countries
    codes = meant or {m.codes[0] for m in offices} or countries
    return codes.pop() if len(codes) == 1 else None


def _caption(context: Context, blocks: tuple[Block, ...], number: int, name: Span) -> list[Block]:
    """The lines below a name that say who that is: up to the next name, mark or head.

    None where an address or a telephone follows: that is whom to ask.
    """
    lines: list[Block] = []
    for i in range(number + 1, min(number + 1 + _CAPTION + 1, len(blocks))):
        block = blocks[i]
        if block.start < name.end:
            continue
        if not _is_line(block) or _MARK.fullmatch(block.text):
            break
        if _CONTACT.search(block.text):
            return []
        if len(lines) == _CAPTION or _heads(context, block):
            break
        if lines and _NAME.fullmatch(block.text) and _names(context, blocks, i, 0):
            break
        lines.append(block)
    return lines


def _names(context: Context, blocks: tuple[Block, ...], number: int, waiting: int) -> list[Span]:
    """The names on a line: one, or one for each of those who sign side by side."""
    block = blocks[number]
    match = _NAME_FIRST.match(block.text)
    if match is None:
        return []
    name = Span(block.start + match.start("name"), block.start + match.end("name"))
    if waiting > 1 and (columns := _columns(context, block, name, waiting)):
        return columns
    name = _over_two_lines(context, blocks, number, name)
    return [name] if _is_name(context, name) else []


def _columns(context: Context, block: Block, row: Span, count: int) -> list[Span]:
    """The names of a row of columns, of which the text keeps a space: `Jane Doe John A. Doe`."""
    if row.end != block.start + len(block.text.rstrip()):
        return []
    words = [
        Span(row.start + m.start(), row.start + m.end())
        for m in re.finditer(r"\S+", context.text[row.start : row.end])
    ]
    size, rest = divmod(len(words), count)
    if size < _WORDS.start or rest:
        return []
    parts = [words[i : i + size] for i in range(0, len(words), size)]
    for part in parts:
        first, last = (context.text[s.start : s.end] for s in (part[0], part[-1]))
        if _INITIAL.fullmatch(last) or first.islower() or last.islower():
            return []
    names = [Span(part[0].start, part[-1].end) for part in parts]
    return names if all(_is_name(context, name) for name in names) else []


def _over_two_lines(context: Context, blocks: tuple[Block, ...], number: int, name: Span) -> Span:
    """A name with the one word of it that stands on the next line, above the title."""
    if name.end != blocks[number].end or number + 2 >= len(blocks):
        return name
    rest, title = blocks[number + 1], blocks[number + 2]
    if len(rest.text.split()) != 1 or not (_is_line(rest) and _SURNAME.fullmatch(rest.text)):
        return name
    hit = context.hits.first("person.title", title.start, title.end)
    alone = _is_name(context, Span(rest.start, rest.end), least=1)
    return Span(name.start, rest.end) if alone and hit and hit.start == title.start else name


def _is_name(context: Context, span: Span, *, least: int = _WORDS.start) -> bool:
    """Whether words on a line of their own can be somebody's name."""
    words = context.text[span.start : span.end].split()
    if not least <= len(words) < _WORDS.stop:
        return False
    hits = context.hits
    for mention in context.mentions_in(span.start, span.end):
        named_so = hits.first("person.also_name", mention.start, mention.end)
        if not _is_country(mention) or named_so is None:
            return False
    city = hits.first("city", span.start, span.end)
    if city is not None and 2 * (city.end - city.start) > span.end - span.start:
        return False
    told = (hit for key in _NO_NAME for hit in hits.of(key, span.start, span.end))
    return all(hit.end - hit.start == 1 for hit in told)  # В. is an initial, and "in" in Russian
