"""The cut part of a page, as BeautifulSoup builds it, to lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from accord.press_release import Link
from parsers.documents.document import BlockKind
from parsers.documents.lines import Line
from parsers.documents.markup import join, squeeze
from parsers.documents.plain import read_lines

_HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form header hgroup hr html legend li main menu nav ol option p pre
    section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CONTAINERS = frozenset(("div", "section", "article", "td", "main", "aside", "ul", "ol", "table"))
_BOLD = frozenset(("b", "strong", "big"))
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden")
_UNSEEN_NAMES = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "element-invisible", "screen-reader-text")
)
_BULLET = re.compile(r"^[•●○◦▪■□▫◆◇►▶‣⁃·∙➢➤✓※*–—ㅇ\-\uf0b7\uf0a7\uf06e]{1,2}[\s\u3000]+(?=\S)")
_BETWEEN_DASHES = re.compile(r"^[-–—]\s?\S.*\S\s?[-–—]$")
_YEAR_ENDS = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_BIG = {"5", "6", "7", "+2", "+3", "+4", "4", "+1"}
_MAX_LINK_TEXT = 300
_TYPED, _TYPED_LINES = 300, 4  # letters and lines of a typewritten text
_COUNT = re.compile(r"\(?\d{1,3}[.)]")
# The square of Korean releases stands before each paragraph, not before the items of a list.
_KOREAN_SQUARE = re.compile(r"^[□■▣❑◻][^\uac00-\ud7a3\n]{1,12}[\uac00-\ud7a3]")
_ITEM_NUMBER = re.compile(r"^\s*\(\d{1,4}\)\s{2,}")
MOST_LINES = 20_000
"""More lines than any release has; the walk ends there."""


def lines_of(html: str, base: str) -> list[Line]:
    """The lines of a page's cut part, in its order; `base` is where its links resolve."""
    walk = _Walk(base)
    walk.element(BeautifulSoup(html, "lxml", multi_valued_attributes=None), "", 0)
    walk.flush()
    return walk.lines


class _Walk:
    """Gathers the text between two block boundaries into a line."""

    def __init__(self, base: str) -> None:
        self.lines: list[Line] = []
        self.base = base
        self.texts: list[str] = []
        self.links: list[Link] = []
        self.linked = self.bold = self.large = self.length = self.lead = 0
        self.kind = BlockKind.PARAGRAPH
        self.level = 0
        self.hints = ""
        self.centred = False
        self.stamp: str | None = None
        self.region: tuple[int, ...] = ()
        self.regions = 0
        self.first_of_item = False

    def element(self, node: Tag, hints: str, depth: int) -> None:
        """Read an element's children; block elements end the line before and after them."""
        for child in node.children:
            if len(self.lines) >= MOST_LINES:
                return
            if isinstance(child, Tag):
                self.tag(child, hints, depth)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self.string(child, hints)

    def tag(self, node: Tag, hints: str, depth: int) -> None:
        """Read one element."""
        name = node.name
        if name == "br":
            self.texts.append("\n")
            return
        if _is_hidden(node):
            return
        if name not in _BLOCKS and name not in _HEADINGS:
            self.inline(node, hints, depth)
            return
        self.flush()
        own = _names(node)
        inner = f"{hints} {own}" if own else hints
        if name == "pre" and self.typed(node, inner):
            return
        if name == "tr" and self.row(node, inner):
            return
        if name == "dl" and self.pairs(node, inner):
            return
        outer = (self.kind, self.level, self.region, self.centred)
        self.enter(node)
        self.element(node, inner, depth + 1)
        self.flush()
        self.kind, self.level, self.region, self.centred = outer
        if name == "li":
            self.first_of_item = False

    def enter(self, node: Tag) -> None:
        """Take note of what the lines in a block element are."""
        name = node.name
        if name in _CONTAINERS:
            self.regions += 1
            self.region = (*self.region, self.regions)
        if node.get("align") == "center" or name == "center":
            self.centred = True
        if name in _HEADINGS:
            self.kind, self.level = BlockKind.HEADING, _HEADINGS[name]
        elif name in ("ul", "ol", "dl", "menu", "dir"):
            self.level = self.level + 1 if self.kind is BlockKind.ITEM else 1
            self.kind = BlockKind.ITEM
        elif name == "table":
            self.kind, self.level = BlockKind.PARAGRAPH, 0
        elif name == "li":
            if self.kind is not BlockKind.ITEM:
                self.kind, self.level = BlockKind.ITEM, 1
            self.first_of_item = True

    def inline(self, node: Tag, hints: str, depth: int) -> None:
        """Read an element that stands within a line."""
        name = node.name
        start, had_bold = self.length, self.bold
        own = _names(node)
        if own and not self.length:
            self.hints = f"{hints} {own}"
        after_year = name == "span" and self.texts and _YEAR_ENDS.search(self.texts[-1])
        if after_year and node.get_text()[:1].isalnum():
            self.texts.append(" ")  # two days side by side, set apart by the page's style
        if name == "time" and self.stamp is None:
            self.stamp = str(node.get("datetime") or "") or None
        lines = len(self.lines)
        self.element(node, hints, depth + 1)
        if len(self.lines) != lines:
            return
        grown = self.length - start
        large = name == "font" and str(node.get("size")) in _BIG
        if large:
            self.large += grown
        if name in _BOLD or large:
            self.bold = had_bold + grown
            if start == self.lead:
                self.lead = self.length
        elif name == "a" and grown:
            self.linked += grown
            address = join(self.base, str(node.get("href") or ""))
            if address and len(self.links) < 200:
                self.links.append(Link(address, squeeze(node.get_text())[:_MAX_LINK_TEXT]))

    def string(self, text: str, hints: str) -> None:
        """Add text to the line."""
        self.texts.append(text.replace("\n", " "))
        size = len("".join(text.split()))
        if size and not self.length and not self.hints:
            self.hints = hints
        self.length += size

    def typed(self, node: Tag, hints: str) -> bool:
        """Read a typewritten text (<pre>) as the text file that it is; False for a short one."""
        for line_break in node.find_all("br"):
            line_break.replace_with("\n")
        text = node.get_text()
        if len(text) < _TYPED or text.count("\n") < _TYPED_LINES:
            return False
        bold = {squeeze(part) for b in node.find_all(_BOLD) for part in b.get_text().split("\n")}
        for line in read_lines(_marked(text, bold - {""})):
            line.hints, line.region = hints, self.region
            self.lines.append(line)
        return True

    def row(self, node: Tag, hints: str) -> bool:
        """Read a data table's row as one line; False for a row that only lays out the page."""
        cells = [
            c
            for c in node.children
            if isinstance(c, Tag) and c.name in ("td", "th") and not _is_hidden(c)
        ]
        if len(cells) < 2 or not all(_is_simple(c) for c in cells):
            return False
        names = [c.name for c in cells]
        if len(cells) > 2 and names == ["th", "td"] * (len(cells) // 2):
            for n in range(0, len(cells), 2):
                self.pair(cells[n], cells[n + 1], hints)
            return True
        texts = [squeeze(c.get_text(" ")) for c in cells]
        filled = [t for t in texts if t]
        if len(filled) < 2:
            return False
        is_label = len(filled) == 2 and (cells[0].name == "th" or cells[1].name == "td")
        if is_label and _COUNT.fullmatch(filled[0]):  # `1.` counts rows and says nothing of them
            self.cells(cells, " ".join(filled), 0, hints)
            return True
        glue = ": " if is_label and not filled[0].endswith((":", "：")) else " "
        text = glue.join(filled) if is_label else " | ".join(filled)
        self.cells(cells, text, len(filled[0]) if is_label else 0, hints)
        return True

    def pairs(self, node: Tag, hints: str) -> bool:
        """Read a list of terms (<dl>) as labelled rows; False where it holds more than data."""
        cells = node.find_all(("dt", "dd"))
        if not cells or not all(_is_simple(c) for c in cells):
            return False
        label: Tag | None = None
        for cell in cells:
            if cell.name == "dt":
                label = cell
                continue
            self.pair(label, cell, hints)
        return True

    def pair(self, label: Tag | None, cell: Tag, hints: str) -> None:
        """Add a term and what is said of it as one row."""
        term = squeeze(label.get_text(" ")) if label is not None else ""
        value = squeeze(cell.get_text(" "))
        if value:
            glue = ": " if term and not term.endswith((":", "：")) else " " * bool(term)
            both = (label, cell) if label is not None else (cell,)
            self.cells(both, f"{term}{glue}{value}", len(term), hints)

    def cells(self, cells: Iterable[Tag], text: str, label: int, hints: str) -> None:
        """Add a row."""
        links: list[Link] = []
        linked = level = 0
        names = hints
        stamp: str | None = None
        for cell in cells:
            names += f" {_names(cell)}"
            for inner in cell.find_all(True):
                if inner.name == "a":
                    shown = squeeze(inner.get_text())
                    linked += len(shown)
                    address = join(self.base, str(inner.get("href") or ""))
                    if address:
                        links.append(Link(address, shown[:_MAX_LINK_TEXT]))
                elif inner.name == "time":
                    stamp = stamp or str(inner.get("datetime") or "") or None
                elif inner.name in _HEADINGS:
                    level = level or _HEADINGS[inner.name]
                else:
                    names += f" {_names(inner)}"
        self.lines.append(
            Line(
                BlockKind.ROW,
                text,
                level=level,
                links=tuple(links),
                linked=linked,
                label=label,
                hints=names,
                stamp=stamp,
                region=self.region,
            )
        )

    def flush(self) -> None:
        """End the line, if there is one."""
        raw = "".join(self.texts)
        if raw.strip():
            self.end(raw)
        self.texts.clear()
        self.links.clear()
        self.linked = self.bold = self.large = self.length = self.lead = 0
        self.hints = ""
        self.stamp = None

    def end(self, raw: str) -> None:
        """Make lines of the text between two boundaries, one for each of its own line breaks."""
        heading = self.kind is BlockKind.HEADING
        parts = [squeeze(raw)] if heading else _broken(raw)
        for number, part in enumerate(parts):
            if not part:
                continue
            kind, level, text = self.kind, self.level, part
            bullet = None if heading else _BULLET.match(text)
            if bullet and _BETWEEN_DASHES.match(text):
                bullet, text = None, text.strip("-–— ")
            if bullet and kind is BlockKind.PARAGRAPH and _KOREAN_SQUARE.match(text):
                text = text[bullet.end() :]
            elif bullet:
                text = text[bullet.end() :]
                kind, level = BlockKind.ITEM, max(level, 1)
            elif kind is BlockKind.ITEM and (number or not self.first_of_item):
                kind = BlockKind.PARAGRAPH
            whole = len(parts) == 1
            # A bold or large first line sets itself off from what <br> puts below it.
            begins = number == 0 and self.lead >= len("".join(part.split())) > 0
            strong = bool(self.bold) and (begins or self.bold >= 0.9 * self.length)
            large = bool(self.large) and (begins or self.large >= 0.9 * self.length)
            lead = min(self.lead, self.length) if number == 0 and not strong else 0
            self.lines.append(
                Line(
                    kind,
                    text,
                    level=level if kind in (BlockKind.HEADING, BlockKind.ITEM) else 0,
                    links=tuple(k for k in self.links if whole or k.text in part),
                    linked=(
                        len(text) * self.linked // self.length
                        if whole
                        else sum(len(k.text) for k in self.links if k.text and k.text in part)
                    ),
                    lead=_lead(text, lead),
                    hints=self.hints,
                    strong=strong,
                    centred=self.centred,
                    size=1.15 if large else 1.0,
                    stamp=self.stamp,
                    region=self.region,
                )
            )
        self.first_of_item = False


def _marked(text: str, bold: set[str]) -> str:
    """A typed text with its lines in bold marked as plain text marks them; a number that stands
    before such a line is left out.
    """
    lines = []
    for line in text.split("\n"):
        bare = squeeze(_ITEM_NUMBER.sub("", line))
        lines.append(f"**{bare}**" if bare in bold else line)
    return "\n".join(lines)


def _lead(text: str, length: int) -> int:
    """Where the bold beginning of a line ends; `length` counts its characters but spaces."""
    if not length:
        return 0
    bare = 0
    for index, char in enumerate(text):
        if bare >= length:
            return index
        bare += not char.isspace()
    return 0


def _broken(raw: str) -> list[str]:
    """The lines that <br> makes: one where it only wraps a sentence, else one each."""
    lines: list[list[str]] = []
    before = ""
    for line in map(squeeze, raw.split("\n")):
        if before and line and _goes_on(before, line):
            east = ord(before[-1]) >= 0x2E80 and ord(line[0]) >= 0x2E80
            lines[-1] += [line] if east else [" ", line]
        else:
            lines.append([line])
        before = line
    return ["".join(parts) for parts in lines]


def _goes_on(before: str, line: str) -> bool:
    if before[-1] in ".!?:;。！？：；":
        return False
    return line[0].islower() or (len(before) > 60 and before[-1] in ",、，-")


def _names(node: Tag) -> str:
    """An element's class and id, in lower case."""
    if not node.attrs:
        return ""
    names = " ".join(str(node.get("class") or "").split())
    return f"{names} {node.get('id') or ''} {node.get('itemprop') or ''}".strip().lower()


def _is_hidden(node: PageElement) -> bool:
    if not isinstance(node, Tag) or not node.attrs:
        return False
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(str(node.get("style") or "").lower()):
        return True
    return not _UNSEEN_NAMES.isdisjoint(_names(node).split())


def _is_simple(cell: Tag) -> bool:
    """Whether a cell holds data and not a part of the page."""
    parts = 0
    for inner in cell.descendants:
        if isinstance(inner, Tag):
            if inner.name in ("ul", "ol", "table"):
                return False
            parts += inner.name in ("p", "div", "h1", "h2")
            if parts > 2:
                return False
    return len(cell.get_text()) <= 400
