"""The step from an address to a release's bytes."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from accord.delivery import source_delay
from accord.source import Source
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

_log = logging.getLogger(__name__)


def fetch(
    store: Store,
    client: Client,
    release_id: int,
    clock: Clock = now,
    *,
    patience: float | None = None,
) -> bool:
    """Fetch a release and keep its bytes; True if it is ready to be parsed.

    Does nothing to a release that is done, taken or not due. What failed for now is tried again
    later, what is refused or gone is parked, each with its reason. `patience` as in `Client.get`;
    raises NotOurTurn where that runs out, and the release is as it was.
    """
    with store.begin() as unit:
        if releases.get(unit, release_id).state is ReleaseState.FETCHED:
            return True
        release = releases.claim(unit, release_id, clock(), LEASE)
        source = _source(unit, release) if release else None
    if release is None:
        return False
    try:
        answer = get(client, release, source, patience=patience)
    except NotFetched as failure:
        if isinstance(failure, NotOurTurn) and failure.retry_after <= SOON_SECONDS:
            with store.begin() as unit:
                releases.release_lease(unit, release_id)
            raise
        _log.info("Release %s was not fetched: %s", release_id, failure)
        with store.begin() as unit:
            _note(unit, release, failure, clock)
        return False
    with store.begin() as unit:
        keep(unit, release_id, answer, clock)
    _log.info("Fetched %s: %s bytes.", answer.url, len(answer.content))
    return True


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


def _source(unit: Unit, release: Release) -> Source | None:
    return None if release.source_id is None else sources.get(unit, release.source_id).source


def _note(unit: Unit, release: Release, failure: NotFetched, clock: Clock) -> None:
    delay = within(source_delay(release.attempts))
    if isinstance(failure, Busy):
        # Waiting as one was asked to is no failed attempt.
        releases.release_lease(unit, release.id)
        delay = within(timedelta(seconds=failure.retry_after))
    for_good = isinstance(failure, Refused | Gone | TooMuch)
    at = clock()
    releases.fail(
        unit, release.id, at, reason=str(failure), next_try_at=None if for_good else at + delay
    )
    tallies.add(unit, "fetch_refused", type(failure).__name__.lower())
