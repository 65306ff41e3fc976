"""Text files to lines: wrapped paragraphs joined, headings and bullets told apart."""

from __future__ import annotations

import re
from itertools import pairwise

from accord.press_release import Link
from parsers.documents.lines import Line
from parsers.documents.markup import squeeze
from parsers.documents.rows import Row, is_rule, lines_of

_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\(([^()\s]{1,500})\)")


def read_lines(text: str) -> list[Line]:
    """The lines of a text file as they are meant."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    if _is_double_spaced(raw):
        raw = _single_spaced(raw)
    links: list[list[Link]] = []
    rows: list[Row] = []
    gap = True
    for line in raw:
        shown = line.replace("\t", "    ").rstrip()
        if not shown.strip():
            gap = True
            continue
        if is_rule(shown):
            if rows and not gap and 4 * len(shown.strip()) <= 5 * len(rows[-1].text) + 16:
                rows[-1].underlined = len(rows[-1].text) < 100
            gap = True
            continue
        indent = len(shown) - len(shown.lstrip())
        found: list[Link] = []
        shown = _LINK.sub(lambda m, found=found: _named(m, found), shown)  # type: ignore[misc]
        rows.append(Row(" " * min(indent, 8) + squeeze_inside(shown), gap=gap))
        links.append(found)
        gap = False
    lines = lines_of(rows)
    _give_links(lines, [link for found in links for link in found])
    return lines


def squeeze_inside(text: str) -> str:
    """A printed line without invisible characters; columns keep their distance."""
    parts = re.split(r"(\s{3,})", text.strip())
    return "".join("   " if part.isspace() else squeeze(part) for part in parts if part)


def _named(match: re.Match[str], found: list[Link]) -> str:
    found.append(Link(match[2], match[1]))
    return match[1]


def _give_links(lines: list[Line], links: list[Link]) -> None:
    position = 0
    for link in links:
        for index in range(position, len(lines)):
            if link.text in lines[index].text:
                if link.url.startswith(("http://", "https://")):
                    lines[index].links += (link,)
                lines[index].linked += len(link.text)
                position = index
                break


def _is_double_spaced(raw: list[str]) -> bool:
    """Whether an empty line follows each printed one, as in text taken from some PDFs."""
    filled = [i for i, line in enumerate(raw) if line.strip()]
    if len(filled) < 8:
        return False
    alone = sum(b - a > 1 for a, b in pairwise(filled))
    wrapped = sum(
        raw[b].lstrip()[0].islower() and raw[a].rstrip()[-1] not in ".!?:;"
        for a, b in pairwise(filled)
        if b - a > 1
    )
    return alone > 0.85 * (len(filled) - 1) and wrapped > 0.3 * alone


def _single_spaced(raw: list[str]) -> list[str]:
    out: list[str] = []
    empty = 0
    for line in raw:
        if line.strip():
            if empty > 1:
                out.append("")
            out.append(line)
            empty = 0
        else:
            empty += 1
    return out
