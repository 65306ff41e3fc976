"""Walking a source's archive back in time. What is found is history: nobody is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from accord.press_release import Entry, SitemapIndex, Unreadable
from accord.source import Archive, Source
from store import backfills, releases
from worker import fetching, parsing
from worker.clock import Clock, now
from worker.errors import Gone, NotOurTurn
from worker.listing import read_child
from worker.services import Services
from worker.web import FEED, named_port

_MOST_PAGES = 5000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an archive that was taken in: how many releases it lists, and how many of them
    were not known."""

    url: str
    listed: int
    new: int


@dataclass(frozen=True, slots=True)
class Reached:
    """What one page lists, and whether the walk ends there."""

    entries: tuple[Entry, ...]
    end: bool


def walk(own: Services, source: Source, since: date, clock: Clock = now) -> Iterator[Page]:
    """Take in what a source's archive lists, page by page, back to a day.

    A walk that was interrupted goes on where it stood. Raises Unreadable where the source names
    no archive or a page cannot be read, and a kind of NotFetched; then it goes on there too.
    """
    if source.archive is None:
        raise Unreadable(
            f"{source.id} names no archive; give it one in its sources.yaml (archive: ADDRESS)"
        )
    pages = _Pages(own, source, source.archive, since)
    with own.store.begin() as unit:
        done = backfills.begin(unit, source.id, since, pages.first(clock()), clock())
    position = done.position
    for _ in range(_MOST_PAGES):
        url = pages.address(position)
        if url is None:
            break
        reached = pages.read(url)
        with own.store.begin() as unit:
            new = releases.add_found(unit, source.id, reached.entries, clock(), silent=True)
            position = pages.after(position)
            backfills.advance(unit, source.id, position, len(new))
        yield Page(url, len(reached.entries), len(new))
        if reached.end:
            break
    with own.store.begin() as unit:
        backfills.finish(unit, source.id, clock())


def read_found(own: Services, source_id: str, clock: Clock = now) -> Iterator[int]:
    """Fetch and read what of a source is not read yet; the ids, one after the other.

    Workers may do the same at the same time: each release is taken by one. What cannot be had
    now is left to them.
    """
    with own.store.read() as unit:
        ids = releases.unfinished_of(unit, source_id)
    for id_ in ids:
        with suppress(NotOurTurn):
            if fetching.fetch(own.store, own.client, id_, clock):
                parsing.parse(own, id_, clock)
        yield id_


class _Pages:
    """The pages of an archive in the order of the walk: newest first."""

    def __init__(self, own: Services, source: Source, archive: Archive, since: date) -> None:
        self._own, self._archive, self._since = own, archive, since
        self._source = replace(
            source, format=archive.format, selectors=archive.selectors, may_be_empty=True
        )
        self._seen: set[str] = set()
        self._by_year = "{year}" in archive.url
        self._paged = "{page}" in archive.url
        self._children: tuple[str, ...] | None = None

    def first(self, at: date) -> int:
        """Where a walk begins."""
        if self._by_year:
            return at.year
        return self._archive.first if self._paged else 0

    def after(self, position: int) -> int:
        """The next position."""
        if self._by_year:
            return position - 1
        return position + (self._archive.step if self._paged else 1)

    def address(self, position: int) -> str | None:
        """Where a page stands; None behind the last one."""
        if self._by_year:
            wanted = position >= self._since.year
            return self._archive.url.replace("{year}", str(position)) if wanted else None
        if self._paged:
            return self._archive.url.replace("{page}", str(position))
        if self._children is None:
            self._children = self._sitemaps()
        return self._children[position] if position < len(self._children) else None

    def read(self, url: str) -> Reached:
        """What a page lists of the time that is wanted."""
        try:
            entries = read_child(self._own.client, self._own.reader, self._source, url)
        except Gone:
            # No more pages, or nothing of that year.
            return Reached((), end=self._paged)
        except Unreadable:
            if not (self._paged and self._seen):
                raise
            return Reached((), end=True)
        fresh = [entry for entry in entries if entry.url not in self._seen]
        self._seen |= {entry.url for entry in entries}
        wanted = tuple(entry for entry in fresh if not self._is_older(entry))
        # Sites show their last page, or their first, for numbers that they do not have.
        return Reached(wanted, end=self._paged and (not fresh or not wanted))

    def _is_older(self, entry: Entry) -> bool:
        return entry.published is not None and entry.published.last < self._since

    def _sitemaps(self) -> tuple[str, ...]:
        url = self._archive.url
        answer = self._own.client.get(url, limits=FEED, ports=named_port(self._source.url))
        try:
            self._own.reader.read_listing(answer.content, url=answer.url, source=self._source)
        except SitemapIndex as index:
            return index.children
        except Unreadable:
            return (url,)
        return (url,)
