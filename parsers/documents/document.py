"""A release as its readers hand it on: its own text in blocks, and what it shows of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from accord.agreement import Evidence
from accord.dates import PartialDate
from accord.press_release import Link


class BlockKind(StrEnum):
    """What a block is on the page."""

    TITLE = "title"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document: `document.text[start : start + len(text)] == text`.

    `level` is 1 to 6 for a heading, the depth of nesting from 1 for a list item, else 0. A title
    is the main heading (level 1), a byline the lines near it with date and issuer, a row one row
    of a table with its cells joined by ` | `, or by `: ` behind a label. The text holds no line
    breaks; a list item's holds no bullet. `lead` is the length of the words at its beginning that
    are set off in bold, as a heading that runs into its paragraph.
    """

    kind: BlockKind
    text: str
    start: int
    level: int = 0
    links: tuple[Link, ...] = ()
    lead: int = 0

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before its place in the text is known."""

    kind: BlockKind
    text: str
    level: int = 0
    links: tuple[Link, ...] = ()
    lead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A release's own text, without menus, footers and other releases' headlines.

    `language` is ISO 639-1, `publisher` the WIPO ST.3 code of the office that publishes it, None
    where none does; each evidence is None where its fact is. `changed` is the day of the last
    change that a document without a publication date shows. `links` are those of the blocks and
    the documents offered beside them, in order. `notes` say what could not be read.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    title_evidence: Evidence | None = None
    language: str | None = None
    language_evidence: Evidence | None = None
    published: PartialDate | None = None
    published_evidence: Evidence | None = None
    changed: PartialDate | None = None
    publisher: str | None = None
    publisher_evidence: Evidence | None = None
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()

    def opening(self, most: int) -> Document:
        """The document as far as its first `most` characters; offsets hold."""
        if len(self.text) <= most:
            return self
        blocks = tuple(
            block if block.end <= most else replace(block, text=block.text[: most - block.start])
            for block in self.blocks
            if block.start < most
        )
        return replace(self, text=self.text[:most], blocks=blocks)


def lay_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The text that the pieces make, a blank line between them, none between list items."""
    texts: list[str] = []
    blocks: list[Block] = []
    start = 0
    before: BlockKind | None = None
    for piece in pieces:
        if before is not None:
            close = before is piece.kind and piece.kind in (BlockKind.ITEM, BlockKind.ROW)
            gap = "\n" if close else "\n\n"
            texts.append(gap)
            start += len(gap)
        blocks.append(Block(piece.kind, piece.text, start, piece.level, piece.links, piece.lead))
        texts.append(piece.text)
        start += len(piece.text)
        before = piece.kind
    return "".join(texts), tuple(blocks)
