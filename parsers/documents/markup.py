"""HTML to a tree, in bounded time whatever the bytes are, and what its head says of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from accord.press_release import Unreadable

# Trees deeper than this cost lexbor time by the square, and lxml drops what lies below 256 levels.
DEEPEST = 200
_TOO_DEEP = 4000
# No page that people write gives one element more attributes; parsers compare each with each.
_ATTRIBUTES = 400
_ATTRIBUTE = r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+"
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|svg|noscript|template)\b.*?(?:</(?P=raw)|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*+)(?P<rest>(?:" + _ATTRIBUTE + r")*+[\s/]*+)>?",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE_START = re.compile(_ATTRIBUTE)
# Elements that have no end tag, or whose end tag people leave out.
_FLAT_NAMES = """
    area base br col embed hr img input link meta param source track wbr
    p li dt dd tr td th thead tbody tfoot option optgroup colgroup a
"""
_FLAT = frozenset(_FLAT_NAMES.split())
_HEAD_ENDS = 300_000


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page. `deep` says that its elements nest deeper than `DEEPEST`."""

    tree: LexborHTMLParser
    deep: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself outside its text.

    `meta` holds (name, content) in the page's order, names in lower case; `data` the flat
    (key, value) pairs of its JSON-LD; `base` the address against which its links resolve.
    """

    title: str
    language: str | None
    meta: tuple[tuple[str, str], ...]
    data: tuple[tuple[str, str], ...]
    canonical: str | None
    base: str

    def first(self, *names: str) -> str | None:
        """The first content of the first of these names that has one."""
        for name in names:
            for key, content in self.meta:
                if key == name and content:
                    return content
        return None


def parse(html: str) -> Page:
    """The tree of a page; raises Unreadable for one that nests beyond all measure."""
    html, depth = _tame(html)
    if depth > _TOO_DEEP:
        raise Unreadable(
            f"the page nests {depth:,} elements in each other, which no browser shows; "
            "it is not read"
        )
    return Page(LexborHTMLParser(html), depth > DEEPEST)


def head(tree: LexborHTMLParser, url: str | None) -> Head:
    """The page's title, language, metadata and base address."""
    title = ""
    for node in tree.css("head title, title")[:1]:
        title = squeeze(node.text())
    html = tree.root if tree.root is not None and tree.root.tag == "html" else None
    attributes = html.attributes if html is not None else {}
    meta: list[tuple[str, str]] = []
    for node in tree.css("meta")[:200]:
        found = node.attributes
        name = found.get("property") or found.get("name") or found.get("itemprop")
        content = found.get("content")
        if name and content:
            meta.append((name.strip().lower(), squeeze(content[:1000])))
    canonical = next(
        (n.attributes.get("href") for n in tree.css('link[rel="canonical"]')[:1]), None
    )
    base = url or ""
    for node in tree.css("base[href]")[:1]:
        base = join(base, node.attributes.get("href") or "") or base
    return Head(
        title=title,
        language=attributes.get("lang") or attributes.get("xml:lang"),
        meta=tuple(meta),
        data=tuple(_linked_data(tree)),
        canonical=join(base, canonical) if canonical else None,
        base=base,
    )


def join(base: str, address: str) -> str | None:
    """The absolute http(s) address of a link, None for one that leads to no document."""
    address = address.strip()
    if not address or address.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        full = urljoin(base, address)
    except ValueError:
        return None
    return full if full.startswith(("http://", "https://")) or not base else None


def squeeze(text: str) -> str:
    """Text with single spaces and without characters that show nothing."""
    return " ".join(_UNSEEN.sub("", text).split())


# Control characters, soft hyphens, zero-width and bidirectional marks, what colours a sign.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]"
)


def _tame(html: str) -> tuple[str, int]:
    """The page without its overloaded tags, and how deep its elements nest."""
    depth = deepest = 0
    pieces: list[str] = []
    done = 0
    for match in _TAG.finditer(html):
        name = match["name"]
        if name is None:
            continue
        if match["close"]:
            depth -= depth > 0 and name.lower() not in _FLAT
            continue
        rest = match["rest"]
        if len(rest) > 2 * _ATTRIBUTES and _overloaded(rest):
            pieces += (html[done : match.start()], f"<{name}>")
            done = match.end()
        if name.lower() not in _FLAT and not rest.endswith("/"):
            depth += 1
            deepest = max(deepest, depth)
    pieces.append(html[done:])
    return ("".join(pieces) if done else html), deepest


def _overloaded(rest: str) -> bool:
    end = count = 0
    while count <= _ATTRIBUTES and (found := _ATTRIBUTE_START.match(rest, end)):
        end = found.end()
        count += 1
    return count > _ATTRIBUTES


def _linked_data(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css('script[type="application/ld+json"]')[:5]:
        raw = node.text()
        if len(raw) > _HEAD_ENDS:
            continue
        try:
            found = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _flat(found, 0)


def _flat(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    if depth > 5:
        return
    if isinstance(value, list):
        for part in value[:20]:
            yield from _flat(part, depth + 1)
    elif isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, str):
                yield key, squeeze(part[:1000])
            elif key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "author"):
                for inner, text in _flat(part, depth + 1):
                    yield (f"{key}.{inner}" if key in ("publisher", "author") else inner), text
