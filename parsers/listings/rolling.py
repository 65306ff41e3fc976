"""Rolling pages: one page whose entries are themselves the releases.

Each entry becomes a small page. It is known by its day and title, so that it stays the same when
others come above it, and an edit of its text is a change of that one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from accord.dates import PartialDate
from accord.press_release import Entry, Unreadable
from accord.source import Source
from parsers.documents.lines import weight
from parsers.documents.markup import head, parse, squeeze
from parsers.listings.groups import drop_furniture
from parsers.listings.pages import FindDay, day_in, select

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEAST_TEXT = 12
_LONGEST_TITLE = 300
_MOST = 2000
_REPEATED = ("article", "section", "li", "div", "p")
_FEWEST = 2
_SAMPLE = 100


@dataclass(frozen=True, slots=True)
class _Piece:
    """One entry's parts: its title where that stands apart, its HTML, and its anchor."""

    title: str | None
    html: str
    anchor: str | None


def entries(html: str, url: str, source: Source, find_day: FindDay) -> tuple[Entry, ...]:
    """The entries of a rolling page, in its order, each with its own `page`.

    The source's selector `item` finds them: an element each, a table's row, or a heading with what
    follows it. Without it they are the rows, sections or boxes of which most are dated. `url` is
    where the page was found after redirects. Raises Unreadable where there are none.
    """
    tree = parse(html).tree
    here = head(tree, url)
    drop_furniture(tree)
    item = source.selectors.item
    if item:
        nodes = select(tree, item)
        if not nodes:
            raise Unreadable(
                f"the selector {item!r} finds nothing on the page; it may have changed"
            )
        pieces = _pieces(nodes)
    else:
        pieces = _best(tree, find_day)
    framed = _Frame(source, find_day, here.base, here.language or source.language or "")
    known: dict[str, Entry] = {}
    for piece in pieces[:_MOST]:
        entry = framed.entry(piece)
        if entry is not None and entry.key is not None:
            # Two of one day and title differ in what they say.
            key = entry.key if entry.key not in known else _digest(entry.key, piece.html)
            known.setdefault(key, replace(entry, key=key))
    if not known:
        raise Unreadable(
            "the page holds no entries with a title; give the source a CSS selector for item"
        )
    return tuple(known.values())


def _best(tree: LexborHTMLParser, find_day: FindDay) -> list[_Piece]:
    """The pieces of the page of which most show a day: rows and sections before boxes and lines,
    unless less than half of them are dated."""
    found: list[tuple[bool, int, int, int, list[LexborNode]]] = []
    for rank, nodes in _candidates(tree):
        sample = _pieces(nodes[:_SAMPLE])
        dated = sum(_is_dated(piece, find_day) for piece in sample)
        if dated >= _FEWEST:
            size = sum(len(piece.html) for piece in sample)
            found.append((dated * 2 >= len(sample), -rank, dated, size, nodes))
    best = max(found, key=lambda candidate: candidate[:4], default=None)
    return [] if best is None else _pieces(best[4])


def _candidates(tree: LexborHTMLParser) -> Iterator[tuple[int, list[LexborNode]]]:
    """What repeats itself on the page, each with its rank."""
    body = tree.body
    if body is None:
        return
    for table in body.css("table")[:20]:
        yield 0, [row for row in table.css("tr") if len(row.css("td")) > 1]
    for name in (*_HEADINGS, "dt"):
        yield 1, body.css(name)[:_MOST]
    groups: dict[tuple[int, str, str], list[LexborNode]] = {}
    for name in _REPEATED:
        for node in body.css(name)[:_MOST]:
            if node.parent is not None:
                first_class = (node.attributes.get("class") or "").split()[:1]
                key = (node.parent.mem_id, name, "".join(first_class))
                groups.setdefault(key, []).append(node)
    for (_, name, _), nodes in groups.items():
        if len(nodes) >= _FEWEST:
            yield (3 if name == "p" else 2), nodes


def _is_dated(piece: _Piece, find_day: FindDay) -> bool:
    if find_day((piece.title or "")[:120]):
        return True
    body = LexborHTMLParser(piece.html).body
    return body is not None and day_in(body, find_day) is not None


def _pieces(nodes: Sequence[LexborNode]) -> list[_Piece]:
    return [piece for node in nodes if (piece := _piece(node)) is not None]


def _piece(node: LexborNode) -> _Piece | None:
    anchor = node.attributes.get("id")
    if node.tag == "tr":
        return _row(node, anchor)
    if node.tag in _HEADINGS or node.tag == "dt":
        html = "".join(_following(node))
        title = squeeze(node.text(separator=" "))
        return _Piece(title, html, anchor) if html and title else None
    named = next((squeeze(n.text(separator=" ")) for n in node.css(",".join(_HEADINGS))[:1]), "")
    return _Piece(named or None, node.html or "", anchor)


def _following(heading: LexborNode) -> Iterator[str]:
    """What stands below a heading, up to the next one of its rank or above it."""
    ends = ("dt",) if heading.tag == "dt" else _HEADINGS[: _HEADINGS.index(heading.tag or "h6") + 1]
    node = heading.next
    while node is not None and node.tag not in ends:
        if node.is_element_node and any(node.css(name) for name in ends):
            return
        if squeeze(node.text()):
            yield (node.html or "") if node.is_element_node else f"<p>{escape(node.text())}</p>"
        node = node.next


def _row(row: LexborNode, anchor: str | None) -> _Piece | None:
    """A table's row as lines, each with the name of its column; its longest cell without a
    date's look is the title."""
    names = _columns(row)
    cells = [(squeeze(cell.text(separator=" ")), cell) for cell in row.css("td, th")]
    worded = [
        (text, cell) for text, cell in cells if sum(c.isalpha() for c in text) > len(text) / 2
    ]
    if not worded:
        return None
    title = max((text for text, _ in worded), key=weight)
    lines = []
    for number, (text, cell) in enumerate(cells):
        if not text:
            continue
        name = names[number] if number < len(names) else ""
        inner = "".join(child.html or "" for child in cell.iter(include_text=True))
        lines.append(f"<p>{escape(name)}: {inner}</p>" if name else f"<p>{inner}</p>")
    return _Piece(title, "".join(lines), anchor)


def _columns(row: LexborNode) -> list[str]:
    table = row.parent
    while table is not None and table.tag != "table":
        table = table.parent
    first = table.css("tr")[:1] if table is not None else []
    if not first or first[0].css("td"):
        return []
    return [squeeze(cell.text(separator=" ")) for cell in first[0].css("th")]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the pieces of one page have in common."""

    source: Source
    find_day: FindDay
    base: str
    language: str

    def entry(self, piece: _Piece) -> Entry | None:
        """A piece as an entry, None for one without a title."""
        body = LexborHTMLParser(piece.html).body
        if body is None:
            return None
        title = self._title(body, piece)
        if weight(title) < _LEAST_TEXT:
            return None
        heading = piece.title or title
        day = self._day(body) or self.find_day(heading[:120]) or day_in(body, self.find_day)
        key = _digest(str(day), title.casefold())
        shown = self.source.url.partition("#")[0]
        shown = f"{shown}#{piece.anchor}" if piece.anchor else shown
        return Entry(shown, title, day, key, self._page(piece, title, day))

    def _title(self, body: LexborNode, piece: _Piece) -> str:
        chosen = self.source.selectors.title
        named = [squeeze(n.text(separator=" ")) for n in select(body, chosen)] if chosen else []
        stated = named[0] if named else piece.title or ""
        if stated and not _is_day(stated, self.find_day):
            return stated[:_LONGEST_TITLE]
        lines = [squeeze(line) for line in body.text(separator="\x1f").split("\x1f")]
        worded = [line for line in lines if line and not _is_day(line, self.find_day)]
        return max(worded[:4], key=weight, default="")[:_LONGEST_TITLE]

    def _day(self, body: LexborNode) -> PartialDate | None:
        chosen = self.source.selectors.date
        nodes = select(body, chosen) if chosen else []
        days = (self.find_day(squeeze(node.text(separator=" "))[:80]) for node in nodes)
        return next((day for day in days if day), None)

    def _page(self, piece: _Piece, title: str, day: PartialDate | None) -> str:
        name = "article:published_time"
        dated = f'<meta property="{name}" content="{day}">' if day and day.day else ""
        return (
            f'<!doctype html><html lang="{escape(self.language)}"><head><meta charset="utf-8">'
            f'<title>{escape(title)}</title>{dated}<base href="{escape(self.base)}"></head>'
            f"<body><main><article><h1>{escape(title)}</h1>{piece.html}</article></main></body>"
            "</html>"
        )


def _is_day(line: str, find_day: FindDay) -> bool:
    return weight(line) < 30 and find_day(line) is not None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
