"""Ends a worker in time: what its processes have not finished by then is given back."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from billiard import active_children
from celery.signals import worker_shutting_down
from celery.worker import state

from store import Store, releases, sources
from store.errors import StoreError

# So much of the 30 s that a container is given may be used to finish what is in hand.
FINISH_SECONDS = 18.0
# Longer than all processes of a worker may be busy, after which it is deaf and not just late.
DEAF_SECONDS = 300.0
_LISTEN_SECONDS = 10.0
_DIE_SECONDS = 2
# `fetch` and `parse` are those of the version before.
_OF_RELEASES = frozenset({"take_in", "read", "fetch", "parse"})

_log = logging.getLogger(__name__)


def end_in_time(store: Store) -> None:
    """Have the worker of this process end within `FINISH_SECONDS` after SIGTERM, with status 0.

    Celery alone would wait for its running tasks, however long they take.
    """

    def begin(**_: Any) -> None:
        timer = threading.Timer(FINISH_SECONDS, _end, (store, 0))
        timer.daemon = True
        timer.start()

    worker_shutting_down.connect(begin, weak=False)


def end_when_deaf(store: Store, deaf: Callable[[], bool]) -> None:
    """Have the worker of this process end with status 1 when it is deaf, to be started anew."""

    def listen() -> None:
        while not deaf():
            time.sleep(_LISTEN_SECONDS)
        _log.error("No message has come for %.0f s, though Redis answers.", DEAF_SECONDS)
        _end(store, 1)

    threading.Thread(target=listen, name="accord-deaf", daemon=True).start()


class Hearing:
    """Whether a worker has been deaf: a broker that answered all the while brought it nothing.

    `silent` gives the seconds since a message came, `answers` whether the broker answers now.
    """

    def __init__(
        self,
        silent: Callable[[], float],
        answers: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._silent, self._answers, self._clock = silent, answers, clock
        self._answered_since: float | None = None

    def deaf(self) -> bool:
        """Whether it is deaf now. Ask every few seconds."""
        now = self._clock()
        if not self._answers():
            self._answered_since = None
            return False
        if self._answered_since is None:
            self._answered_since = now
        return min(self._silent(), now - self._answered_since) > DEAF_SECONDS


def _end(store: Store, status: int) -> None:
    unfinished = [(request.name, request.args) for request in list(state.active_requests)]
    for process in cast("list[Any]", active_children()):
        # Its reading process goes with it.
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        process.join(_DIE_SECONDS)
    try:
        with store.begin() as unit:
            for name, args in unfinished:
                if name in _OF_RELEASES:
                    for release_id in args:
                        releases.release_lease(unit, release_id)
                elif name == "poll":
                    sources.release_lease(unit, *args)
    except StoreError as trouble:
        _log.warning("What was in hand goes on when its lease has run out: %s", trouble)
    else:
        _log.warning("Ended with %s tasks unfinished; they were given back.", len(unfinished))
    os._exit(status)
