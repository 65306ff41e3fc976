"""Finding out how an address can be watched: its feeds, or its list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from accord.press_release import Entry, SitemapIndex, Unreadable
from accord.source import Format, Source
from worker.errors import NotFetched
from worker.reader import Reader
from worker.web import FEED, Answer, Client, named_port

_BEGIN = 3000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to watch a press room, and what it finds there now; or why it finds nothing."""

    source: Source
    entries: tuple[Entry, ...]
    problem: str | None = None


def discover(client: Client, reader: Reader, url: str) -> Iterator[Candidate]:
    """The ways to watch what stands at an address, the best first.

    A feed or sitemap is one way by itself; a page offers its feeds, then its own list, and where
    it has neither its entries themselves. Raises Unreadable where it offers nothing, or a kind
    of NotFetched.
    """
    answer = client.get(url, limits=FEED, ports=named_port(url))
    source = Source(id=_id(url), name=urlsplit(url).hostname or url, url=url, format=Format.HTML)
    form = _form(answer)
    if form is not Format.HTML:
        yield _tried(reader, replace(source, format=form), answer)
        return
    offer = reader.read_offer(answer.content, url=answer.url)
    source = replace(source, language=offer.language)
    for feed in offer.feeds:
        yield _feed(client, reader, replace(source, url=feed))
    if offer.selectors is not None:
        yield Candidate(replace(source, selectors=offer.selectors), offer.entries)
    elif offer.rolling:
        yield Candidate(replace(source, rolling=True), offer.entries)
    elif not offer.feeds:
        raise Unreadable(
            "The page names no feed and shows no list of releases. It may be built by scripts; "
            "look for another address of the site that lists its news."
        )


def _feed(client: Client, reader: Reader, source: Source) -> Candidate:
    try:
        answer = client.get(source.url, limits=FEED, ports=named_port(source.url))
    except NotFetched as problem:
        return Candidate(replace(source, format=Format.RSS), (), str(problem))
    form = _form(answer)
    return _tried(
        reader, replace(source, format=Format.RSS if form is Format.HTML else form), answer
    )


def _tried(reader: Reader, source: Source, answer: Answer) -> Candidate:
    try:
        return Candidate(source, reader.read_listing(answer.content, url=answer.url, source=source))
    except SitemapIndex as index:
        named = ", ".join(index.children[:3])
        return Candidate(source, (), f"it is an index of {len(index.children)} sitemaps: {named}")
    except Unreadable as problem:
        return Candidate(source, (), str(problem))


def _form(answer: Answer) -> Format:
    begin = answer.content[:_BEGIN].lower()
    if b"<urlset" in begin or b"<sitemapindex" in begin:
        return Format.SITEMAP
    if b"<feed" in begin:
        return Format.ATOM
    if b"<rss" in begin or b"<rdf:rdf" in begin:
        return Format.RSS
    if begin.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return Format.JSON
    return Format.HTML


def _id(url: str) -> str:
    host = (urlsplit(url).hostname or "source").removeprefix("www.")
    return re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-") + "-news"
