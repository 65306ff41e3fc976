"""The step from a release's bytes to agreements and who is to be told of them."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from accord.delivery import retry_delay
from accord.press_release import Reading, Unreadable
from accord.second_looks import first_look
from accord.source import Source
from accord.vocabulary import Vocabulary
from store import (
    agreements,
    follow_ups,
    history,
    holding,
    matching,
    releases,
    sources,
    tallies,
    tellings,
)  # fmt: skip
from store.engine import Store, Unit
from store.errors import NotFound
from store.records import Recorded, Release, ReleaseState
from worker import attachments
from worker.clock import Clock, now, within
from worker.reader import Killed, Reader
from worker.services import Services

# The reader's wall limit, its start and the turn of three others before it.
LEASE = timedelta(seconds=45)

_log = logging.getLogger(__name__)


def parse(own: Services, release_id: int, clock: Clock = now) -> Recorded | None:
    """Read a fetched release and record what it tells; None if it was not recorded now.

    The statement that it links as a PDF is fetched and read with it. Agreements, events and
    deliveries are one commit. A release that cannot be read is parked with its reason; one that
    killed its reader is tried again.
    """
    with own.store.begin() as unit:
        if releases.get(unit, release_id).state is not ReleaseState.FETCHED:
            return None
        release = releases.claim(unit, release_id, clock(), LEASE)
    if release is None:
        return None
    try:
        page, source = read_kept(own.store, own.reader, release)
        attachments.fetch_missing(own, release, page.links, source, clock)
        reading = attachments.with_files(own.store, own.reader, release, page)
    except Unreadable as reason:
        _log.info("Release %s cannot be read: %s", release_id, reason)
        at = clock()
        again = at + within(retry_delay(release.attempts)) if isinstance(reason, Killed) else None
        with own.store.begin() as unit:
            releases.fail(unit, release_id, at, reason=str(reason), next_try_at=again)
            if isinstance(reason, Killed):
                tallies.add(unit, "parse_killed", reason.by)
        return None
    at = clock()
    rest = first_look(reading, source, release.published, at, silent=release.silent)
    with own.store.begin() as unit:
        if release.parsed_at is None:
            if source is not None and not source.sample:
                holding.hold_release(unit, release, reading)
            history.plan_look(unit, release_id, None if rest is None else at + within(rest))
            recorded = agreements.record(unit, release_id, reading, at, own.vocabulary)
        else:
            recorded = record_revised(unit, release, reading, own.vocabulary, at)
    _log.info(
        "Read: %s new, %s corroborated, %s to be told.",
        recorded.new,
        recorded.corroborated,
        recorded.deliveries,
    )
    return recorded


def record_revised(
    unit: Unit, release: Release, reading: Reading, vocabulary: Vocabulary, at: datetime
) -> Recorded:
    """Record a revised release; who knows its agreements is told of facts that changed."""
    before = tellings.load(unit, matching.told_by(unit, release.id))
    recorded = agreements.record(unit, release.id, reading, at, vocabulary)
    for stored in before.values():
        if stored.id in recorded.agreement_ids and not release.silent:
            follow_ups.revised(unit, stored, release.id, at)
    return recorded


def read_kept(store: Store, reader: Reader, release: Release) -> tuple[Reading, Source | None]:
    """What the reader takes from a release's kept bytes, and the release's source.

    Raises Unreadable.
    """
    with store.read() as unit:
        if release.content_sha is None:
            raise NotFound(f"Release {release.id} has not been fetched.")
        content = releases.content(unit, release.content_sha)
        source = source_of(unit, release)
    return read_page(reader, release, source, content, release.media_type), source


def read_page(
    reader: Reader,
    release: Release,
    source: Source | None,
    content: bytes,
    media_type: str | None,
) -> Reading:
    """What the reader takes from a release's own bytes. Raises Unreadable."""
    return reader.read_release(
        content,
        url=release.final_url or release.url,
        media_type=media_type,
        publisher=source.office if source else None,
        fetched_on=release.fetched_at.date() if release.fetched_at else None,
        office=source.reader if source else None,
    )


def source_of(unit: Unit, release: Release) -> Source | None:
    """The source that a release was found at; None if a person brought it in."""
    if release.source_id is None:
        return None
    return sources.get(unit, release.source_id).source
