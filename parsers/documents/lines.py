"""The lines of a document before it is known which of them are its own: text and how it looks."""

from __future__ import annotations

from dataclasses import dataclass

from accord.press_release import Link
from parsers.documents.document import BlockKind


@dataclass(slots=True)
class Line:
    """One block of a page, PDF or text file.

    `level` and `lead` are those of `Block`; `linked` counts the characters that are links;
    `label` is the length of a table row's first cell; `hints` the class and id names around it,
    outermost first, in lower case; `size` the height of its letters against the document's
    usual; `stamp` the machine-readable date of a <time> element in it; `region` the number of the
    innermost container. `page` counts a PDF's pages from 0.
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
    region: int = 0
    page: int = 0

    @property
    def value(self) -> str:
        """A row's text behind its label, else the whole text."""
        return self.text[self.label :].lstrip(" :|") if self.label else self.text

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it is a link."""
        return bool(self.linked) and self.linked >= 0.8 * len(self.text)


_STOPS = ".!?…。！？｡؟۔।։።;；:："
_EAST = range(0x2E80, 0xFFF0)


def weight(text: str) -> int:
    """The length of a text in letters of the Latin script: an East Asian character counts two."""
    return len(text) + sum(ord(c) in _EAST for c in text[:400])


def is_prose(line: Line) -> bool:
    """Whether a line is running text, not a headline, a label or a menu."""
    if line.kind in (BlockKind.HEADING, BlockKind.ROW) or line.linked * 2 > len(line.text):
        return False
    size = weight(line.text)
    return size >= 160 or (size >= 70 and line.text.rstrip("\"'”’»」』)）]")[-1:] in _STOPS)
