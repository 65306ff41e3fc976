"""Dates whose parts stand in lines of their own, or between bars, put into one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from parsers.documents.document import BlockKind
from parsers.documents.lines import Line
from parsers.extraction.dates import DateMention

_BARS = re.compile(r"(\d{1,2})\s?[|｜]\s?(\d{1,2})\s?[|｜]\s?((?:19|20)\d\d)")
_PART = 14  # letters of a part of a date
_MOST = 3  # parts: day, month, year
_EAST = "年月日년월일"


def in_one_line(
    lines: list[Line], find: Callable[[str], Sequence[DateMention]], most: int
) -> list[Line]:
    """The lines with the dates among the first `most` of them put together.

    Sites set a day, its month and its year below each other in a box: `03`, `Oct`, `2024`.
    """
    out: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        size = 1
        if index < most and _may_be_part(line):
            size, text = _stack(lines[index : index + _MOST], find)
            line = replace(line, text=text) if text else line
        out.append(line)
        index += size
    return out


def _may_be_part(line: Line) -> bool:
    if len(line.text) > _PART or line.kind in (BlockKind.ROW, BlockKind.HEADING):
        return False
    return any(c.isdigit() for c in line.text) or line.text.isalpha()


def _stack(
    lines: Sequence[Line], find: Callable[[str], Sequence[DateMention]]
) -> tuple[int, str | None]:
    """How many of some lines are the parts of one date, and that date; 1 and None if none are."""
    if match := _BARS.fullmatch(lines[0].text):
        return 1, ".".join(match.groups())
    run = 0
    while run < len(lines) and _may_be_part(lines[run]):
        run += 1
    for size in range(2, run + 1):
        parts = [line.text.strip(" ,./|-") for line in lines[:size]]
        for order in (parts, parts[::-1]):
            text = _together(order)
            if text is not None and _is_date(text, find):
                return size, text
    return 1, None


def _together(parts: Sequence[str]) -> str | None:
    """A text of some parts of which one is a year's and another a day's, None where none is."""
    numbers = [part.strip(_EAST) for part in parts]
    if not any(n.isdigit() and len(n) <= 2 for n in numbers):
        return None
    if not any(len(n) >= 4 and (n[:4].isdigit() or n[-4:].isdigit()) for n in numbers):
        return None
    glue = " " if any(c.isalpha() for part in parts for c in part) else "-"
    return glue.join(parts)


def _is_date(text: str, find: Callable[[str], Sequence[DateMention]]) -> bool:
    found = find(text)
    if len(found) != 1 or found[0].date.day is None or found[0].relative:
        return False
    return found[0].end - found[0].start == len(text)
