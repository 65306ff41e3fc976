"""One thin task a step. Arguments are ids; run twice, a task does no more than once."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import ParamSpec

from config.logs import about_release
from store import history, holding, pulse, releases, sources, tallies
from store.errors import NotFound, StoreError
from store.records import ReleaseState
from worker import fetching, heartbeat, looking, parsing, polling
from worker.app import app, services, settings
from worker.clock import now
from worker.errors import NotOurTurn
from worker.reader import ReaderBroken
from worker.sending import PATIENCE_SECONDS, at_once, send, send_releases, send_spaced
from worker.services import Services

P = ParamSpec("P")

_SOURCES_AT_ONCE = 50
_RELEASES_AT_ONCE = 500
_LOOKS_AT_ONCE = 100

_log = logging.getLogger(__name__)


def step(function: Callable[P, None]) -> Callable[P, None]:
    """A task's body, whose work stays in the store if it cannot be done now."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except NotFound as gone:
            _log.info("%s%s: %s", function.__name__, args, gone)
        except (StoreError, ReaderBroken) as trouble:
            _log.error("%s%s is left for later: %s", function.__name__, args, trouble)

    return run


@app.task(name="schedule")
@step
def schedule() -> None:
    """Have the sources polled that are due."""
    with services().store.begin() as unit:
        pulse.ticked(unit, now())
        due = sources.claim_due(unit, now(), polling.LEASE, _SOURCES_AT_ONCE)
    if not send(poll, at_once(due)):
        with services().store.begin() as unit:
            for source_id in due:
                sources.release_lease(unit, source_id)


@app.task(name="poll")
@step
def poll(source_id: str) -> None:
    """Look at a source; have what is new there fetched."""
    own = services()
    new = polling.poll(own.store, own.client, own.reader, source_id)
    _go_on(own, new)


@app.task(name="take_in")
@step
def take_in(*release_ids: int) -> None:
    """Fetch releases, read them and record what they tell."""
    own = services()
    for id_ in release_ids:
        own.queued.begun("take_in", id_)
    done = fetching.fetch_all(own.store, own.client, release_ids, patience=PATIENCE_SECONDS)
    send_spaced(own, take_in, done.postponed)
    send_releases(own, read, parsing.parse_all(own, done.ready).postponed)


@app.task(name="read")
@step
def read(*release_ids: int) -> None:
    """Read releases that were fetched, and record what they tell."""
    own = services()
    for id_ in release_ids:
        own.queued.begun("read", id_)
    send_releases(own, read, parsing.parse_all(own, release_ids).postponed)


@app.task(name="fetch")
@step
def fetch(release_id: int) -> None:
    """Do what the version before asks for: `take_in`."""
    take_in.run(release_id)


@app.task(name="parse")
@step
def parse(release_id: int) -> None:
    """Do what the version before asks for: `read`."""
    read.run(release_id)


@app.task(name="look")
@step
def look(release_id: int) -> None:
    """Look at a release again."""
    own = services()
    own.queued.begun("look", release_id)
    with about_release(release_id):
        try:
            looking.look(own, release_id, patience=PATIENCE_SECONDS)
        except NotOurTurn:
            send_spaced(own, look, [release_id], 1)


@app.task(name="sweep")
@step
def sweep() -> None:
    """Queue again whatever stands unfinished in the store, and what is to be looked at again."""
    own = services()
    with own.store.read() as unit:
        again = history.due_for_look(unit, now(), _LOOKS_AT_ONCE)
        ids = releases.unfinished(unit, now(), _RELEASES_AT_ONCE)
    fetched, found, sent = _go_on(own, ids)
    if ids:
        with own.store.begin() as unit:
            tallies.add(unit, "swept", "parse", count=fetched)
            tallies.add(unit, "swept", "fetch", count=found)
    if sent:
        send_spaced(own, look, again, 1)
    with own.store.begin() as unit:
        holding.settle(unit, own.vocabulary, now())


def _go_on(own: Services, ids: list[int]) -> tuple[int, int, bool]:
    """Queue each release's next step: how many are to be parsed, how many to be fetched, and
    whether the broker took them."""
    with own.store.read() as unit:
        waiting = releases.get_all(unit, ids)
    fetched = [release.id for release in waiting if release.state is ReleaseState.FETCHED]
    found = [release.id for release in waiting if release.state is ReleaseState.FOUND]
    sent = send_releases(own, read, fetched) and send_spaced(own, take_in, found)
    return len(fetched), len(found), sent


@app.task(name="pulse")
def leave_sign() -> None:
    """Show that messages arrive at this worker and are run."""
    heartbeat.beat(settings().data_dir)
