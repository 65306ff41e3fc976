"""The step from a source's address to the releases that it shows."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from accord.alert import AlertKind
from accord.cadence import next_look
from accord.delivery import source_delay
from accord.press_release import Entry, Unreadable
from accord.source import Format
from config.logs import about_release
from store import history, holding, releases, sources
from store.engine import Store
from store.records import WatchedSource
from worker import judging
from worker.clock import Clock, now, within
from worker.errors import Busy, NotFetched
from worker.listing import read_listing
from worker.reader import Reader
from worker.web import FEED, Answer, Client, named_port

LEASE = timedelta(seconds=45)
# As long as a source rests that failed so often, all rest while our own network is away.
_PATIENT_TRIES = 2

_log = logging.getLogger(__name__)


def poll(
    store: Store, client: Client, reader: Reader, source_id: str, clock: Clock = now
) -> list[int]:
    """Look at a source once; returns the ids of the releases that are new, and of those that a
    rolling page shows with other words.

    It must have been claimed; one whose poll is settled already is left alone. What the first
    look finds is history and never announced.
    """
    with store.read() as unit:
        watched = sources.get(unit, source_id)
    if watched.leased_until is None or watched.retired_at is not None:
        return []
    try:
        answer = _look(client, watched)
        entries = None if _is_known(watched, answer) else _read(client, reader, watched, answer)
    except (NotFetched, Unreadable) as failure:
        _log.info("Source %s: %s", source_id, failure)
        _settle_failure(store, watched, failure, clock)
        return []
    return _settle_success(store, watched, answer, entries, clock)


def _look(client: Client, watched: WatchedSource) -> Answer:
    source = watched.source
    return client.get(
        source.url,
        limits=FEED,
        etag=watched.etag,
        last_modified=watched.last_modified,
        ports=named_port(source.url),
    )


def _is_known(watched: WatchedSource, answer: Answer) -> bool:
    return answer.not_modified or _hash(answer) == watched.body_hash


def _read(
    client: Client, reader: Reader, watched: WatchedSource, answer: Answer
) -> tuple[Entry, ...]:
    source = watched.source
    entries = read_listing(client, reader, source, answer)
    # A feed may be empty for a while; a page without a single release is another page.
    if not entries and source.format is Format.HTML and not source.may_be_empty:
        raise Unreadable("The page shows no list of releases.")
    return entries


def _settle_success(
    store: Store,
    watched: WatchedSource,
    answer: Answer,
    entries: tuple[Entry, ...] | None,
    clock: Clock,
) -> list[int]:
    at = clock()
    with store.begin() as unit:
        first = sources.get(unit, watched.id).first_success_at is None
        new = releases.add_found(unit, watched.id, entries or (), at, silent=first)
        revised = history.revise_listed(unit, entries or (), at)
        if not first and not watched.source.sample:
            holding.hold_look(unit, new)
        newest = _newest(entries or (), at, first=first) if new else None
        known = watched if newest is None else replace(watched, last_new_at=newest)
        judged = judging.answer(known, entries, at)
        sources.settle_success(
            unit,
            watched.id,
            at,
            next_poll_at=at + within(next_look(watched.source, watched.rhythm, at)),
            # A 304 need not repeat them.
            etag=answer.etag or (watched.etag if answer.not_modified else None),
            last_modified=answer.last_modified
            or (watched.last_modified if answer.not_modified else None),
            body_hash=watched.body_hash if answer.not_modified else _hash(answer),
            changed=entries is not None,
            bytes_received=answer.bytes_received,
            bytes_saved=(watched.body_size or 0) if answer.not_modified else 0,
            body_size=None if answer.not_modified else answer.bytes_received,
            outcome=judged[0],
            doubt=judged[1],
            # A list that is suddenly short is compared with what it was, until it is believed.
            listed=len(entries) if entries and judged[0] is not AlertKind.SHRUNKEN else None,
            newest=newest,
            moved_to=answer.moved_to,
        )
        judging.tell(unit, watched, judged, at)
        judging.tell_of_network(unit, at)
    for release_id in new:
        with about_release(release_id):
            _log.info("Found by source %s.", watched.id)
    return new + revised


def _newest(entries: Iterable[Entry], at: datetime, *, first: bool) -> datetime | None:
    """When the newest of what was not known before was published; found, if it is news."""
    if not first:
        return at
    days = [entry.published.first for entry in entries if entry.published is not None]
    return min(datetime.combine(max(days), time(12), UTC), at) if days else None


def _settle_failure(
    store: Store, watched: WatchedSource, problem: NotFetched | Unreadable, clock: Clock
) -> None:
    if isinstance(problem, Busy) and problem.status is None:
        # Others of ours ask the same host; this source has not failed, it is due again at once.
        with store.begin() as unit:
            sources.release_lease(unit, watched.id)
        return
    kind, at = judging.failure(problem), clock()
    with store.begin() as unit:
        if kind is AlertKind.UNREACHABLE and judging.is_our_network(
            sources.all_sources(unit), at, watched.id
        ):
            rest = rest_after_failure(_PATIENT_TRIES, watched.source.every_seconds)
            reason = f"{problem} Most press rooms fail now, so that the fault is rather ours."
            sources.put_off(unit, watched.id, at, reason=reason, next_poll_at=at + within(rest))
            judging.tell_of_lost_network(unit, at, str(problem))
            return
        rest = rest_after_failure(watched.failures + 1, watched.source.every_seconds)
        if isinstance(problem, Busy):
            rest = max(rest, timedelta(seconds=problem.retry_after))
        sources.settle_failure(
            unit,
            watched.id,
            at,
            reason=str(problem),
            next_poll_at=at + within(rest),
            outcome=kind,
        )
        judging.tell(unit, watched, (kind, str(problem)), at)


def rest_after_failure(failures: int, every_seconds: float) -> timedelta:
    """How long a source rests that failed so many times in a row.

    It is `source_delay`, scaled down for one whose cadence is below a minute: a trial.
    """
    return source_delay(failures) * min(1.0, every_seconds / 60)


def _hash(answer: Answer) -> str:
    return hashlib.sha256(answer.content).hexdigest()
