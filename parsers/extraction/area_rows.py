"""Tables: the column that sets out areas, and the cell that says what one agreement is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.documents.document import Block, BlockKind
from parsers.documents.lines import weight
from parsers.extraction.area_phrases import wording
from parsers.extraction.candidate import Candidate
from parsers.extraction.phrase_length import MOST_WORDS, count_words
from parsers.extraction.phrases import Phrase

_LEAST_ROWS = 3
_EAST_LABEL = 4  # the width of two Chinese or Japanese characters
_HEAD = 4  # words over a column
_NAMED = 0.4  # the share of a cell by which it only says with whom


def listed_cells(
    candidate: Candidate, own: Sequence[int]
) -> Iterator[tuple[list[Block], int, Block | None]]:
    """The cells of each column that may set out areas, the table's first block, and its head.

    A table is three rows or more, below a line or a first row that announces areas.
    """
    blocks = candidate.context.document.blocks
    run: list[int] = []
    for n in [*own, len(blocks)]:
        if n < len(blocks) and blocks[n].kind is BlockKind.ROW and (not run or n == run[-1] + 1):
            run.append(n)
            continue
        if len(run) >= _LEAST_ROWS:
            rows = [blocks[m] for m in run]
            yield from ((cells, run[0], head) for cells, head in _columns(candidate, rows))
        run = [n] if n < len(blocks) and blocks[n].kind is BlockKind.ROW else []


def own_row(candidate: Candidate) -> tuple[Phrase, ...]:
    """Of an agreement that one row of a table tells of, what the row says that it is about."""
    if candidate.alone:
        return ()
    context = candidate.context
    begins = (context.sentence_at(span.start) for span in (candidate.anchor, *candidate.spans))
    told = (context.document.blocks[sentence.block] for sentence in begins if sentence is not None)
    row = next((block for block in told if block.kind is BlockKind.ROW), None)
    if row is None:
        return ()
    # The first cell says with whom.
    cells = [cell for cell in list(_cells(row))[1:] if _says_what(candidate, cell)]
    return _set_out(candidate, max(cells, key=lambda cell: len(cell.text))) if cells else ()


def _says_what(candidate: Candidate, cell: Block) -> bool:
    """Whether a cell says what was agreed, not with whom, when or what it is called."""
    context = candidate.context
    if count_words(cell.text) < 2 or context.dates_in(cell.start, cell.end):
        return False
    if context.hits.first("person.title", cell.start, cell.end) is not None:
        return False
    named = sum(m.end - m.start for m in context.mentions_in(cell.start, cell.end))
    called = context.hits.under("instrument.", cell.start, cell.end)
    return named + sum(h.end - h.start for h in called) <= _NAMED * len(cell.text)


def _set_out(candidate: Candidate, cell: Block) -> tuple[Phrase, ...]:
    """The parts of a cell: by its semicolons, or what it enumerates."""
    words = wording(candidate)
    parts = words.parted(cell.text, cell.start) or words.enumerated(cell.text, cell.start)
    if len(parts) > 1 and all(part.words > 1 for part in parts):
        return parts
    whole = words.core(cell.text, cell.start)
    return () if whole is None else (whole,)


def _columns(
    candidate: Candidate, rows: Sequence[Block]
) -> Iterator[tuple[list[Block], Block | None]]:
    """The column that says what: the one whose head announces areas, else the first with words.

    A column that explains (`Main actions`) gives way to one before it that names.
    """
    cells = [list(_cells(row)) for row in rows]
    width = min(len(row) for row in cells)
    hits = candidate.context.hits
    worded = [n for n in range(width) if 2 * sum(_is_worded(row[n]) for row in cells) > len(rows)]
    announced = [
        n
        for n, head in enumerate(cells[0][:width])
        if count_words(head.text) <= _HEAD and hits.of("area_heading", head.start, head.end)
    ]
    for n in announced[:1]:
        naming = [m for m in worded if m < n and _explains_of(cells[1:], n, m)]
        for m in (*naming, n):
            yield [row[m] for row in cells[1:]], rows[0]
    for n in () if announced else worded[:1]:
        yield [row[n] for row in cells], None


def _explains_of(rows: Sequence[Sequence[Block]], explaining: int, naming: int) -> bool:
    """Whether a column lists several things or tells at length of what another names."""
    parts = sum(";" in row[explaining].text for row in rows)
    told, named = (sum(count_words(row[n].text) for row in rows) for n in (explaining, naming))
    return 2 * parts > len(rows) or told > MOST_WORDS * len(rows) > 2 * named


def _is_worded(cell: Block) -> bool:
    """Whether a cell holds words and not a number, a code or a sign alone."""
    return weight(cell.text) > 5 or (weight(cell.text) >= _EAST_LABEL and cell.text.isalpha())


def _cells(row: Block) -> Iterator[Block]:
    begin = 0
    mark = " | " if " | " in row.text else ": "
    for cell in row.text.split(mark):
        yield Block(BlockKind.ROW, cell, row.start + begin)
        begin += len(cell) + len(mark)
