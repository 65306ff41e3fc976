"""Sitemaps and news sitemaps to entries."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from accord.press_release import Entry, SitemapIndex
from parsers.documents.markup import join
from parsers.listings.feeds import day_of, plain
from parsers.listings.xml import local, text_of

MOST_ADDRESSES = 50_000
"""As many as the sitemap protocol lets stand in one file."""


def entries(root: etree._Element, url: str) -> Iterator[Entry]:
    """The addresses of a sitemap in its order.

    The time of a page's last change is no publication date; that of a news sitemap is. Raises
    SitemapIndex for an index of sitemaps.
    """
    if local(root) == "sitemapindex":
        children = _children(root, url)
        named = ", ".join(children[:3])
        raise SitemapIndex(
            f"this is an index of {len(children)} sitemaps"
            + (f" ({named}{', …' if len(children) > 3 else ''})" if named else ""),
            children,
        )
    count = 0
    for element in root:
        if local(element) != "url":
            continue
        count += 1
        if count > MOST_ADDRESSES:
            return
        address = join(url, _text(element, "loc") or "")
        if address is not None:
            yield _entry(element, address)


def _children(root: etree._Element, url: str) -> tuple[str, ...]:
    """The sitemaps of an index: by their last change, those that state none as they stand."""
    found = [
        (_text(child, "lastmod") or "", address)
        for child in root
        if local(child) == "sitemap" and (address := join(url, _text(child, "loc") or ""))
    ]
    return tuple(address for _, address in sorted(found, key=lambda pair: pair[0], reverse=True))


def _entry(element: etree._Element, address: str) -> Entry:
    news = next((child for child in element if local(child) == "news"), None)
    if news is None:
        return Entry(address)
    title = plain(_text(news, "title") or "") or None
    return Entry(address, title, day_of(_text(news, "publication_date") or ""))


def _text(element: etree._Element, name: str) -> str | None:
    child = next((c for c in element if local(c) == name), None)
    return None if child is None else text_of(child)
