"""The lines of a document before it is known which of them are its own: text and how it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accord.press_release import Link
from parsers.documents.document import BlockKind


@dataclass(slots=True)
class Line:
    """One block of a page, PDF or text file.

    `level` and `lead` are those of `Block`; `linked` counts the characters that are links;
    `label` is the length of a table row's first cell; `hints` the class and id names around it,
    outermost first, in lower case; `size` the height of its letters against the document's
    usual; `stamp` the machine-readable date of a <time> element in it; `region` numbers the
    containers around it, outermost first. `page` counts a PDF's pages from 0; `tight` says that no
    gap parts it from the line above, `subtitle` that it stands between dashes.
    """

    kind: BlockKind
    text: str
    level: int = 0
    links: tuple[Link, ...] = ()
    linked: int = 0
    lead: int = 0
    label: int = 0
    hints: str = ""
    strong: bool = False
    centred: bool = False
    size: float = 1.0
    stamp: str | None = None
    region: tuple[int, ...] = ()
    page: int = 0
    tight: bool = False
    subtitle: bool = False

    @property
    def value(self) -> str:
        """A row's text behind its label, else the whole text."""
        return self.text[self.label :].lstrip(" :|") if self.label else self.text

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it is a link."""
        return bool(self.linked) and self.linked >= 0.8 * len(self.text)


_STEP = re.compile(r"\s?[>»›→]\s|\s/\s")
_TRAIL = re.compile(r"\s(?:[>»›→]|&gt;)\s|[>»›]\s")
_ONE_STEP = re.compile(r"\S+(?:\s\S+){0,2}\s(?:[>»›→]|&gt;)\s\S+(?:\s\S+){0,2}")
_STEP_LENGTH = 40  # letters of a breadcrumb of one step


def is_trail(text: str) -> bool:
    """Whether a line is a breadcrumb: `Home > News > 2020`, `Science > Patents`."""
    one = weight(text) <= _STEP_LENGTH and _ONE_STEP.fullmatch(text.strip())
    return bool(one) or len(_TRAIL.findall(text)) >= 2


def is_menu(text: str) -> bool:
    """Whether a printed line is a menu: `Home | Patents | Contact`, `[Home] [News]`."""
    parts = _BARS.split(text)
    return len(parts) > 3 and all(len(part.split()) <= 5 for part in parts)


def trail_ends(lines: list[Line]) -> list[str]:
    """What breadcrumbs among some lines end with: often the title of the page that they lead to."""
    parts = [_STEP.split(line.text) for line in lines if len(line.text) < 400]
    return [p[-1].strip() for p in parts if len(p) > 2 and weight(p[-1]) >= 16]


_BARS = re.compile(r"\s[|｜·•»›]\s|\]\s{0,3}\[")
_STOPS = ".!?…。！？｡؟۔।։።;；:："
_EAST = re.compile("[\u2e80-\uffef]")
_SMALL = 0.9  # of the size of the text


def weight(text: str) -> int:
    """The length of a text in letters of the Latin script: an East Asian character counts two."""
    return len(text) if text.isascii() else len(text) + len(_EAST.findall(text, 0, 400))


def is_prose(line: Line) -> bool:
    """Whether a line is running text, not a headline, a label or a menu."""
    if line.kind in (BlockKind.HEADING, BlockKind.ROW) or line.linked * 2 > len(line.text):
        return False
    size = weight(line.text)
    if size < 70 or (size < 160 and line.text.rstrip("\"'”’»」』)）]")[-1:] not in _STOPS):
        return False
    return not is_menu(line.text)


def is_small(line: Line) -> bool:
    """Whether a line is set smaller than the text: the address under a letterhead, a footnote."""
    return line.size < _SMALL


@dataclass(frozen=True, slots=True)
class Body:
    """Where a document's running text stands: lines `first` to `last`, both included.

    `region` is the innermost container that holds all of it. Without running text `first` is
    the number of lines and `last` lies before it.
    """

    first: int
    last: int
    region: tuple[int, ...]


def densest(lines: list[Line]) -> Body:
    """The stretch of lines with the most running text and the least of menus between."""
    best = total = 0
    first, last, start = len(lines), len(lines) - 1, 0
    for index, line in enumerate(lines):
        if total <= 0:
            total, start = 0, index
        total += _worth(line)
        if total > best:
            best, first, last = total, start, index
    while first <= last < len(lines) and (not is_prose(lines[first]) or is_small(lines[first])):
        first += 1
    while last > first and lines[last].is_link:
        last -= 1
    regions = [line.region for line in lines[first : last + 1] if is_prose(line)]
    return Body(first, last, _common(regions))


def _worth(line: Line) -> int:
    if is_prose(line):
        return min(len(line.text), 500)
    if line.kind is BlockKind.ITEM and not line.linked:
        return min(len(line.text) // 2, 60) - 20
    if line.kind is BlockKind.HEADING:
        return -15
    return -60 if line.is_link else -25


def _common(regions: list[tuple[int, ...]]) -> tuple[int, ...]:
    if not regions:
        return ()
    shared = regions[0]
    for region in regions[1:]:
        length = 0
        for a, b in zip(shared, region, strict=False):
            if a != b:
                break
            length += 1
        shared = shared[:length]
    return shared
