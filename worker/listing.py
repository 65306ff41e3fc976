"""A source's listing, fetched and read, through an index of sitemaps if need be."""

from __future__ import annotations

import re

from accord.press_release import Entry, SitemapIndex
from accord.source import Source
from worker.reader import Reader
from worker.web import FEED, Answer, Client, named_port

# An index's newest sitemaps hold what is new; all of them are a backfill's business.
_NEWEST = 3
_NEWS = re.compile(r"news|press|release|actualit|notici|aktuell", re.IGNORECASE)


def read_listing(
    client: Client, reader: Reader, source: Source, answer: Answer
) -> tuple[Entry, ...]:
    """The entries of a listing. Raises Unreadable, or a kind of NotFetched."""
    try:
        return reader.read_listing(answer.content, url=answer.url, source=source)
    except SitemapIndex as index:
        entries: list[Entry] = []
        for child in sorted(index.children, key=_is_elsewhere)[:_NEWEST]:
            entries += read_child(client, reader, source, child)
        return tuple(entries)


def _is_elsewhere(url: str) -> bool:
    return _NEWS.search(url) is None


def read_child(client: Client, reader: Reader, source: Source, url: str) -> tuple[Entry, ...]:
    """The entries of one sitemap of an index. Raises Unreadable, or a kind of NotFetched."""
    answer = client.get(url, limits=FEED, ports=named_port(source.url))
    return reader.read_listing(answer.content, url=answer.url, source=source)
