"""The step from a release's bytes to agreements and who is to be told of them."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from accord.alert import AlertKind
from accord.delivery import outage_delay, retry_delay
from accord.press_release import Reading, Unreadable
from accord.second_looks import first_look
from accord.source import Source
from accord.vocabulary import Vocabulary
from config.logs import about_release
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
from store.errors import NotFound, StoreError
from store.records import Recorded, Release, ReleaseState
from worker import attachments
from worker.clock import Clock, now, within
from worker.fetching import TOGETHER_SECONDS
from worker.reader import Killed, Reader
from worker.services import Services

# The reader's wall limit, its start and the turn of three others before it.
LEASE = timedelta(seconds=45)

# What may stand in the place of a release for a while.
_PASSING = (AlertKind.WALLED, AlertKind.UNREACHABLE)

_Read = tuple[Release, Source | None, Reading]


class Parsed(NamedTuple):
    """What became of several releases: of those that were recorded, by id; and those that are as
    they were, since the others took long."""

    recorded: dict[int, Recorded]
    postponed: list[int]


_log = logging.getLogger(__name__)


def parse(own: Services, release_id: int, clock: Clock = now) -> Recorded | None:
    """Read a fetched release and record what it tells; None if it was not recorded now.

    The statement that it links as a PDF is fetched and read with it. Agreements, events and
    deliveries are one commit. A release that cannot be read is parked with its reason; one that
    killed its reader is tried again, and one in whose place a wall or an error stood is fetched
    again for two weeks.
    """
    return parse_all(own, [release_id], clock).recorded.get(release_id)


def parse_all(own: Services, release_ids: Collection[int], clock: Clock = now) -> Parsed:
    """Read and record releases as `parse` does, in one commit for all.

    After `TOGETHER_SECONDS` it records what was read by then.
    """
    if not release_ids:
        return Parsed({}, [])
    until = time.monotonic() + TOGETHER_SECONDS
    with own.store.begin() as unit:
        wanted = releases.claim_all(unit, release_ids, clock(), LEASE, ReleaseState.FETCHED)
    left, read = deque(wanted), list[_Read]()
    recorded: dict[int, Recorded] = {}
    try:
        while left and (time.monotonic() < until or len(left) == len(wanted)):
            release = left.popleft()
            with about_release(release.id):
                one = _read(own, release, clock)
            if one is not None:
                read.append(one)
    finally:
        recorded |= _record(own, read, clock)
        if left:
            with own.store.begin() as unit:
                for release in left:
                    releases.release_lease(unit, release.id)
    return Parsed(recorded, [release.id for release in left])


def _read(own: Services, release: Release, clock: Clock) -> _Read | None:
    try:
        page, source = read_kept(own.store, own.reader, release)
        attachments.fetch_missing(own, release, page.links, source, clock)
        return release, source, attachments.with_files(own.store, own.reader, release, page)
    except Unreadable as reason:
        _log.info("Release %s cannot be read: %s", release.id, reason)
        with own.store.begin() as unit:
            _note(unit, release, reason, clock())
        return None


def _record(own: Services, read: Sequence[_Read], clock: Clock) -> dict[int, Recorded]:
    """Record in one commit what releases tell; if that fails, each in its own, so that the trouble
    of one is not that of others."""
    if not read:
        return {}
    try:
        with own.store.begin() as unit:
            recorded = {one[0].id: _write(unit, one, own.vocabulary, clock) for one in read}
    except StoreError:
        raise
    except Exception:
        if len(read) == 1:
            raise
        _log.exception("Releases %s are recorded one by one.", [one[0].id for one in read])
        recorded = {}
        for one in read:
            with about_release(one[0].id):
                try:
                    recorded |= _record(own, [one], clock)
                except StoreError:
                    raise
                except Exception:
                    _log.exception("Release %s is left for later.", one[0].id)
        return recorded
    for id_, done in recorded.items():
        with about_release(id_):
            _log.info(
                "Read: %s new, %s corroborated, %s to be told.",
                done.new,
                done.corroborated,
                done.deliveries,
            )
    return recorded


def _write(unit: Unit, read: _Read, vocabulary: Vocabulary, clock: Clock) -> Recorded:
    release, source, reading = read
    at = clock()
    rest = first_look(reading, source, release.published, at, silent=release.silent)
    if release.parsed_at is not None:
        return record_revised(unit, release, reading, vocabulary, at)
    if source is not None and not source.sample:
        holding.hold_release(unit, release, reading)
    history.plan_look(unit, release.id, None if rest is None else at + within(rest))
    return agreements.record(unit, release.id, reading, at, vocabulary)


def _note(unit: Unit, release: Release, reason: Unreadable, at: datetime) -> None:
    """What becomes of a release that could not be read."""
    if reason.kind in _PASSING and release.source_id is not None and release.parsed_at is None:
        # Something stood in its place; the release itself is still to be had.
        rest = outage_delay(at - release.found_at)
        if rest is not None:
            again = at + within(rest)
            releases.reopen(unit, release.id, again, fetch=True, reason=str(reason))
            return
    killed = isinstance(reason, Killed)
    delay = at + within(retry_delay(release.attempts)) if killed else None
    releases.fail(unit, release.id, at, reason=str(reason), next_try_at=delay)
    if isinstance(reason, Killed):
        tallies.add(unit, "parse_killed", reason.by)


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
