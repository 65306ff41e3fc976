"""The step from a release's bytes to agreements and who is to be told of them."""

from __future__ import annotations

import logging
from datetime import timedelta

from accord.delivery import retry_delay
from accord.press_release import Reading, Unreadable
from accord.source import Source
from accord.vocabulary import Vocabulary
from store import agreements, releases, sources
from store.engine import Store, Unit
from store.errors import NotFound
from store.records import Recorded, Release, ReleaseState
from worker.clock import Clock, now, within
from worker.reader import Killed, Reader

# The reader's wall limit, its start and the turn of three others before it.
LEASE = timedelta(seconds=45)

_log = logging.getLogger(__name__)


def parse(
    store: Store, reader: Reader, vocabulary: Vocabulary, release_id: int, clock: Clock = now
) -> Recorded | None:
    """Read a fetched release and record what it tells; None if it was not recorded now.

    Agreements, events and deliveries are one commit. A release that cannot be read is parked with
    its reason; one that killed its reader is tried again.
    """
    with store.begin() as unit:
        if releases.get(unit, release_id).state is not ReleaseState.FETCHED:
            return None
        release = releases.claim(unit, release_id, clock(), LEASE)
    if release is None:
        return None
    try:
        reading = read(store, reader, release)
    except Unreadable as reason:
        _log.info("Release %s cannot be read: %s", release_id, reason)
        at = clock()
        again = at + within(retry_delay(release.attempts)) if isinstance(reason, Killed) else None
        with store.begin() as unit:
            releases.fail(unit, release_id, at, reason=str(reason), next_try_at=again)
        return None
    with store.begin() as unit:
        return agreements.record(unit, release_id, reading, clock(), vocabulary)


def read(store: Store, reader: Reader, release: Release) -> Reading:
    """What the reader takes from a release's kept bytes. Raises Unreadable."""
    with store.read() as unit:
        if release.content_sha is None:
            raise NotFound(f"Release {release.id} has not been fetched.")
        content = releases.content(unit, release.content_sha)
        source = _source(unit, release)
    return reader.read_release(
        content,
        url=release.final_url,
        media_type=release.media_type,
        publisher=source.office if source else None,
        fetched_on=release.fetched_at and release.fetched_at.date(),
        office=source.reader if source else None,
    )


def _source(unit: Unit, release: Release) -> Source | None:
    if release.source_id is None:
        return None
    return sources.get(unit, release.source_id).source
