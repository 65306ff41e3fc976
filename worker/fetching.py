"""The step from an address to a release's bytes."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from accord.delivery import outage_delay
from accord.source import Source
from config.logs import about_release
from parsers.office import request_address
from store import releases, sources, tallies
from store.engine import Store, Unit
from store.records import Release, ReleaseState
from worker.clock import Clock, now, within
from worker.errors import Busy, Gone, NotFetched, NotOurTurn, Refused, TooMuch
from worker.web import PAGE, Answer, Client, named_port

# Longer than most fetches take; one that outlasts it may be begun a second time, which only costs
# a request.
LEASE = timedelta(seconds=45)
# Turns that come within this time are waited for anew; later ones are those of a host that asked
# for rest.
SOON_SECONDS = 60.0
# After so long those of several that still wait are given back, before their lease runs out.
TOGETHER_SECONDS = 10.0
_MOST_HELD = 4_000_000  # bytes that are fetched and not kept yet

_Outcome = tuple[Release, Answer | NotFetched]

_log = logging.getLogger(__name__)


class Fetched(NamedTuple):
    """What became of several releases: those that are ready to be parsed, those whose turn did not
    come and that are as they were, and why the first of these had to wait."""

    ready: list[int]
    postponed: list[int]
    reason: NotOurTurn | None = None


def fetch(
    store: Store,
    client: Client,
    release_id: int,
    clock: Clock = now,
    *,
    patience: float | None = None,
) -> bool:
    """Fetch a release and keep its bytes; True if it is ready to be parsed.

    Does nothing to a release that is done, taken or not due. What failed is tried again for two
    weeks, what is forbidden by robots.txt, gone for good (410) or too large is parked, each with
    its reason. `patience` as in `Client.get`; raises NotOurTurn where that runs out, and the
    release is as it was.
    """
    done = fetch_all(store, client, [release_id], clock, patience=patience)
    if done.reason is not None:
        raise done.reason
    return release_id in done.ready


def fetch_all(
    store: Store,
    client: Client,
    release_ids: Collection[int],
    clock: Clock = now,
    *,
    patience: float | None = None,
) -> Fetched:
    """Fetch releases as `fetch` does, with few commits for all.

    At the first whose turn does not come it ends, and after `TOGETHER_SECONDS`.
    """
    until = time.monotonic() + TOGETHER_SECONDS
    with store.begin() as unit:
        known = releases.get_all(unit, release_ids)
        ready = [release.id for release in known if release.state is ReleaseState.FETCHED]
        wanted = releases.claim_all(unit, release_ids, clock(), LEASE, ReleaseState.FOUND)
        named = sources.by_id(unit, {r.source_id for r in wanted if r.source_id is not None})
    left, held = deque(wanted), list[_Outcome]()
    reason = None
    try:
        while left and (time.monotonic() < until or len(left) == len(wanted)):
            release = left[0]
            source = None if release.source_id is None else named[release.source_id].source
            with about_release(release.id):
                outcome = _outcome(client, release, source, patience)
            if isinstance(outcome, NotOurTurn) and outcome.retry_after <= SOON_SECONDS:
                reason = outcome
                break
            held.append((left.popleft(), outcome))
            if sum(len(o.content) for _, o in held if isinstance(o, Answer)) > _MOST_HELD:
                ready += _settle(store, held, (), clock)
                held.clear()
    except BaseException:
        # It is the first's own trouble; the others are as good as they were.
        left.popleft()
        raise
    finally:
        ready += _settle(store, held, left, clock)
    return Fetched(ready, [release.id for release in left], reason)


def _outcome(
    client: Client, release: Release, source: Source | None, patience: float | None
) -> Answer | NotFetched:
    try:
        answer = get(client, release, source, patience=patience)
    except NotFetched as failure:
        _log.info("Release %s was not fetched: %s", release.id, failure)
        return failure
    _log.info("Fetched %s: %s bytes.", answer.url, len(answer.content))
    return answer


def _settle(
    store: Store, outcomes: Collection[_Outcome], left: Collection[Release], clock: Clock
) -> list[int]:
    """Write down what became of releases, and give back those that are left; the fetched ones."""
    fetched: list[int] = []
    if not outcomes and not left:
        return fetched
    with store.begin() as unit:
        for release, outcome in outcomes:
            if isinstance(outcome, Answer):
                keep(unit, release.id, outcome, clock)
                fetched.append(release.id)
            else:
                _note(unit, release, outcome, clock)
        for release in left:
            releases.release_lease(unit, release.id)
    return fetched


def keep(unit: Unit, release_id: int, answer: Answer, clock: Clock) -> None:
    """Keep an answer's bytes with the release."""
    releases.keep(
        unit,
        release_id,
        clock(),
        content=answer.content,
        media_type=answer.media_type,
        final_url=answer.url,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )


def get(
    client: Client,
    release: Release,
    source: Source | None,
    *,
    conditional: bool = False,
    patience: float | None = None,
) -> Answer:
    """Fetch a release from where its source has it read, if it has changed where `conditional`.

    Raises NotFetched.
    """
    address = request_address(release.url, source.reader) if source else release.url
    answer = client.get(
        address,
        limits=PAGE,
        etag=release.etag if conditional else None,
        last_modified=release.last_modified if conditional else None,
        ports=named_port(source.url if source else release.url),
        patience=patience,
    )
    # What is shown to people is the page, not the API's answer about it.
    return answer if address == release.url else replace(answer, url=release.url)


def _note(unit: Unit, release: Release, failure: NotFetched, clock: Clock) -> None:
    at = clock()
    delay: timedelta | None = None
    if not _is_final(release, failure):
        # Neither a site's trouble nor waiting as one was asked to is an attempt: those are counted
        # for what kills its worker.
        releases.release_lease(unit, release.id)
        delay = outage_delay(at - release.found_at)
        if isinstance(failure, Busy):
            delay = timedelta(seconds=failure.retry_after)
    again = None if delay is None else at + within(delay)
    releases.fail(unit, release.id, at, reason=str(failure), next_try_at=again)
    tallies.add(unit, "fetch_refused", type(failure).__name__.lower())


def _is_final(release: Release, failure: NotFetched) -> bool:
    """Whether asking again would be of no use, or against what we were told.

    News may be listed before it can be seen (404), and a host turns visitors away for a while
    (401, 403); 410 says that it's for ever, and archives are full of dead links.
    """
    match failure:
        case TooMuch():
            return True
        case Refused():
            return failure.status is None
        case Gone():
            return failure.status == 410 or release.silent
    return False
