"""What a page offers to be watched: the feeds that it names, and its own list with selectors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from accord.press_release import Entry, Unreadable
from accord.source import Format, Selectors, Source
from parsers.documents.markup import head, join, parse
from parsers.listings import pages, rolling
from parsers.listings.groups import best_group
from parsers.listings.pages import FindDay, dated_test

_FEEDS = ("application/rss+xml", "application/atom+xml")
_MOST_FEEDS = 5
_LEVELS = 4
# Class names that are made by machines or belong to one item.
_PASSING = re.compile(r"\d{2,}|^(?:first|last|odd|even|active|current)$|^css-|__[A-Za-z0-9]{5,}$")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a page offers: addresses of feeds, and its own list, by selectors where they help.

    `selectors` is None where no list was found, and empty where the list is found without them
    and none was found that mean the same. Where neither feed nor list was found the page may be
    `rolling`: its entries are the releases themselves.
    """

    feeds: tuple[str, ...]
    language: str | None
    selectors: Selectors | None
    entries: tuple[Entry, ...]
    rolling: bool = False


def offer(html: str, url: str, find_day: FindDay) -> Offer:
    """What a page offers to be watched."""
    tree = parse(html).tree
    about = head(tree, url)
    language = next(
        ((n.attributes.get("lang") or "")[:2].lower() for n in tree.css("html[lang]")), ""
    )
    feeds = [
        address
        for node in tree.css('link[rel="alternate"]')
        if (node.attributes.get("type") or "").lower() in _FEEDS
        and (address := join(about.base, node.attributes.get("href") or ""))
        and "/comments/" not in address
    ]
    selectors, entries = _list(html, url, tree, about.base, find_day)
    is_rolling = selectors is None and not feeds
    if is_rolling:
        entries = _rolling(html, url, find_day)
    return Offer(
        tuple(dict.fromkeys(feeds))[:_MOST_FEEDS],
        language if re.fullmatch("[a-z]{2}", language) else None,
        selectors,
        entries,
        is_rolling and bool(entries),
    )


def _rolling(html: str, url: str, find_day: FindDay) -> tuple[Entry, ...]:
    page = Source(id="page", name=url, url=url, format=Format.HTML, rolling=True)
    try:
        return rolling.entries(html, url, page, find_day)
    except Unreadable:
        return ()


def _list(
    html: str, url: str, tree: LexborHTMLParser, base: str, find_day: FindDay
) -> tuple[Selectors | None, tuple[Entry, ...]]:
    try:
        entries = pages.entries(html, url, Selectors(), find_day)
    except Unreadable:
        return None, ()
    group = best_group(tree, base, url, dated_test(find_day))
    items = [item for _, _, item in group.items] if group else []
    wanted = {entry.url for entry in entries}
    for selector in _selectors(items):
        chosen = Selectors(item=selector)
        try:
            found = pages.entries(html, url, chosen, find_day)
        except Unreadable:
            continue
        if {entry.url for entry in found} == wanted:
            return chosen, found
    return Selectors(), entries


def _selectors(items: list[LexborNode]) -> Iterator[str]:
    """Selectors that may mean the items of a list and nothing else, the plainest first."""
    if not items:
        return
    own = _names(items)
    yield from (name for name in own if "." in name)
    parents = [item.parent for item in items]
    for _ in range(_LEVELS):
        nodes = [node for node in parents if node is not None]
        if len(nodes) < len(items) or nodes[0].tag in ("body", "html"):
            return
        for around in _names(nodes):
            if "." in around or "#" in around:
                yield from (f"{around} {name}" for name in own)
        parents = [node.parent for node in nodes]


def _names(nodes: list[LexborNode]) -> list[str]:
    """What all the nodes can be called: by each class that they share, by their id, by tag."""
    tag = nodes[0].tag or ""
    if any(node.tag != tag for node in nodes):
        return []
    shared = set.intersection(*(set(_classes(node)) for node in nodes))
    names = [f"{tag}.{name}" for name in _classes(nodes[0]) if name in shared]
    ids = {node.attributes.get("id") or "" for node in nodes}
    if len(ids) == 1 and re.fullmatch(r"[A-Za-z][\w-]*", id_ := next(iter(ids))):
        names.append(f"{tag}#{id_}")
    return [*names, tag]


def _classes(node: LexborNode) -> list[str]:
    names = (node.attributes.get("class") or "").split()
    return [n for n in names if re.fullmatch(r"[A-Za-z_][\w-]*", n) and not _PASSING.search(n)]
