"""A listing's bytes to its entries, whatever format stands at the address."""

from __future__ import annotations

from collections.abc import Iterable

from accord.alert import AlertKind
from accord.press_release import Entry, Unreadable, canonical_address
from accord.source import Format, Source
from accord.vocabulary import Vocabulary
from parsers.documents.charset import decode
from parsers.documents.labels import Labels
from parsers.documents.markup import join, parse, squeeze
from parsers.documents.walls import kind_of_wall, wall
from parsers.extraction.dates import DateFinder
from parsers.listings import data, feeds, pages, rolling, sitemaps
from parsers.listings.days import day_finder
from parsers.listings.wanted import release_test, wanted
from parsers.listings.xml import local, root_of

MOST_BYTES = 20_000_000
"""Larger listings are refused."""

_FEEDS = ("rss", "feed", "rdf")
_SITEMAPS = ("urlset", "sitemapindex")


class ListingReader:
    """Reads listings with one vocabulary; made once, it holds what was compiled from it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.dates = DateFinder(vocabulary)
        self.labels = Labels(vocabulary)

    def read(
        self, content: bytes, *, url: str, source: Source, media_type: str | None = None
    ) -> tuple[Entry, ...]:
        """The releases of the source that a listing names, in its order, each address once.

        `url` is where the listing was found after redirects. What stands there counts, not what
        the source says: an Atom feed is read at an RSS source. Raises Unreadable where nothing
        can be listed: an empty body, a page in place of a feed, a wall, an index of sitemaps.
        """
        found = self._read(content, url, source, media_type)
        if source.rolling:
            return tuple(wanted(found, source))
        return _unique(wanted(found, source), url)

    def _read(
        self, content: bytes, url: str, source: Source, media_type: str | None
    ) -> Iterable[Entry]:
        if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            raise Unreadable("the listing is empty", AlertKind.EMPTY)
        if len(content) > MOST_BYTES:
            size = len(content) // 1_000_000
            raise Unreadable(f"the listing has {size} MB; at most 20 MB are read")
        if content.startswith(b"%PDF-"):
            raise Unreadable("a PDF stands in place of the listing")
        begin = content[:3000].lower()
        is_page = b"<html" in begin or b"<!doctype html" in begin
        if source.format is Format.HTML and (is_page or not _looks_like_xml(begin)):
            html = decode(content, media_type, source.language)
            standing = self._standing(html)
            if standing is not None:
                raise Unreadable(
                    f"the site answered with {standing} in place of its list",
                    kind_of_wall(standing),
                )
            find_day = day_finder(self.dates, source.language)
            if source.rolling:
                return rolling.entries(html, url, source, find_day)
            return pages.entries(html, url, source.selectors, find_day, release_test(source))
        if source.format is Format.JSON and not is_page:
            return tuple(data.entries(content, url, source.selectors))
        root = None if is_page else root_of(content, media_type)
        name = "" if root is None else local(root)
        if root is not None and name in _FEEDS:
            return feeds.entries(root, url)
        if root is not None and name in _SITEMAPS:
            return sitemaps.entries(root, url)
        if source.format is Format.SITEMAP and (named := _addresses(content)):
            return named
        raise self._in_place_of(decode(content, media_type), source.format, url)

    def _standing(self, html: str) -> str | None:
        tree = parse(html).tree
        title = next((squeeze(n.text()) for n in tree.css("title")[:1]), "")
        heading = next((squeeze(n.text()) for n in tree.css("h1")[:1]), "")
        tree.strip_tags(["script", "style", "noscript"])
        text = squeeze(tree.body.text(separator=" ")) if tree.body else ""
        return wall(html, title, heading, text, self.labels)

    def _in_place_of(self, text: str, wanted: Format, url: str) -> Unreadable:
        """What a person should know of an answer that is no feed or sitemap."""
        kind = {Format.SITEMAP: "sitemap", Format.JSON: "data"}.get(wanted, "feed")
        if text.lstrip()[:1] in ("{", "["):
            return Unreadable(f"JSON data stands in place of the {kind}")
        if "<" not in text:
            return Unreadable(f"plain text stands in place of the {kind}")
        standing = self._standing(text)
        if standing is not None:
            return Unreadable(
                f"the site answered with {standing} in place of the {kind}",
                kind_of_wall(standing),
            )
        offered = [
            address
            for node in parse(text).tree.css('link[rel="alternate"]')
            if (node.attributes.get("type") or "").endswith(("rss+xml", "atom+xml"))
            and (address := join(url, node.attributes.get("href") or ""))
        ]
        hint = f"; the page offers the feed {offered[0]}" if offered else ""
        return Unreadable(f"an HTML page stands in place of the {kind}{hint}")


_readers: list[ListingReader] = []
_NO_WORDS = Vocabulary((), (), ())


def read_listing(
    content: bytes,
    *,
    url: str,
    source: Source,
    media_type: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> tuple[Entry, ...]:
    """The releases that a listing names; see `ListingReader.read`.

    Without a vocabulary only dates in figures are read. Keeps the last vocabulary's reader.
    """
    known = vocabulary or _NO_WORDS
    if not _readers or _readers[0].vocabulary is not known:
        _readers[:] = [ListingReader(known)]
    return _readers[0].read(content, url=url, source=source, media_type=media_type)


def _addresses(content: bytes) -> list[Entry]:
    """The addresses of a sitemap in plain text, one a line; none if anything else stands there."""
    lines = [line.strip() for line in decode(content).splitlines() if line.strip()]
    if not all(line.startswith(("http://", "https://")) for line in lines):
        return []
    return [Entry(line) for line in lines[: sitemaps.MOST_ADDRESSES]]


def _unique(entries: Iterable[Entry], url: str) -> tuple[Entry, ...]:
    seen = {_key(url)}
    kept = []
    for entry in entries:
        key = _key(entry.url)
        if key not in seen:
            seen.add(key)
            kept.append(entry)
    return tuple(kept)


def _key(url: str) -> str:
    try:
        return canonical_address(url)
    except ValueError:
        return url


def _looks_like_xml(begin: bytes) -> bool:
    return any(mark in begin for mark in (b"<rss", b"<feed", b"<rdf", b"<urlset", b"<sitemapindex"))
