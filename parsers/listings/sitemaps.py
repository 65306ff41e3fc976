"""Sitemaps and news sitemaps to entries."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from accord.press_release import Entry, Unreadable
from parsers.documents.markup import join
from parsers.listings.feeds import day_of, plain
from parsers.listings.xml import local, text_of

MOST_ADDRESSES = 50_000
"""As many as the sitemap protocol lets stand in one file."""


def entries(root: etree._Element, url: str) -> Iterator[Entry]:
    """The addresses of a sitemap in its order.

    The time of a page's last change is no publication date; that of a news sitemap is. Raises
    Unreadable for an index of sitemaps, naming the first ones.
    """
    if local(root) == "sitemapindex":
        children = [_text(child, "loc") for child in root if local(child) == "sitemap"]
        named = ", ".join(c for c in children[:3] if c)
        raise Unreadable(
            f"this is an index of {len(children)} sitemaps; watch the one that lists the news"
            + (f" ({named}{', …' if len(children) > 3 else ''})" if named else "")
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


def _entry(element: etree._Element, address: str) -> Entry:
    news = next((child for child in element if local(child) == "news"), None)
    if news is None:
        return Entry(address)
    title = plain(_text(news, "title") or "") or None
    return Entry(address, title, day_of(_text(news, "publication_date") or ""))


def _text(element: etree._Element, name: str) -> str | None:
    child = next((c for c in element if local(c) == name), None)
    return None if child is None else text_of(child)
