"""Broker, workers and schedule inside one process: what `accord up` runs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Self

from celery import signals
from celery.beat import Scheduler, Service
from celery.worker import WorkController, state
from kombu.transport import memory

from config.settings import Settings
from store.engine import Store
from worker import heartbeat
from worker.app import app, wire
from worker.services import Services, open_services

_THREADS = 4
_STILL_SECONDS = 60.0
_LOOK_SECONDS = 5.0

_log = logging.getLogger(__name__)


class StandsStill(Exception):
    """A loop has not turned for a minute; the text says which."""


class Embedded:
    """The running work of one process. Make it with `start`, end it with `stop`.

    At most one may run in a process, since Celery's in-memory broker and its signal to stop are
    the process's own.
    """

    def __init__(
        self, services: Services, data_dir: Path, on_still: Callable[[StandsStill], None]
    ) -> None:
        self._services = services
        self._data_dir = data_dir
        self._on_still = on_still
        self._turned = {"schedule": time.monotonic(), "worker": time.monotonic()}
        self._stopping = threading.Event()
        app.finalize()
        # In a thread: a process of its own would have an in-memory broker of its own.
        self._beat = Service(app, max_interval=1, scheduler_cls=self._scheduler())
        self._controller = WorkController(
            app=app,
            pool="threads",
            concurrency=_THREADS,
            hostname="accord@embedded",
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        )
        self._threads = {
            name: threading.Thread(target=run, name=f"accord-{name}", daemon=True)
            for name, run in (
                ("worker", self._work),
                ("schedule", self._beat.start),
                ("watchdog", self._watch),
            )
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self, timeout: float = 10.0) -> bool:
        """Begin nothing new, finish what runs; False if something still ran after `timeout` s.

        What is unfinished then stands in the store and goes on at the next start.
        """
        if self._stopping.is_set():
            return True
        until = time.monotonic() + timeout
        self._stopping.set()
        self._beat.stop()
        state.should_stop = 0  # type: ignore[assignment]
        self._services.client.close()
        for thread in self._threads.values():
            thread.join(max(0.0, until - time.monotonic()))
        ended = not self._threads["worker"].is_alive()
        signals.task_received.disconnect(self._received)
        if ended:
            state.should_stop = None
            self._services.reader.close()
        return ended

    def still(self) -> str | None:
        """Which loop has stood still for a minute, None if none has."""
        for loop, turned in self._turned.items():
            still = time.monotonic() - turned
            if still > _STILL_SECONDS:
                return f"The {loop} has stood still for {still:.0f} s."
        return None

    def _begin(self) -> None:
        signals.task_received.connect(self._received)
        state.should_stop = None
        for thread in self._threads.values():
            thread.start()

    def _work(self) -> None:
        try:
            self._controller.start()
        except Exception:
            _log.exception("The worker ended.")

    def _received(self, **_: Any) -> None:
        self._turned["worker"] = time.monotonic()

    def _scheduler(self) -> type[Scheduler]:
        turned = self._turned

        class Watched(Scheduler):
            def tick(self, *args: Any, **kwargs: Any) -> Any:
                turned["schedule"] = time.monotonic()
                return super().tick(*args, **kwargs)

        return Watched

    def _watch(self) -> None:
        while not self._stopping.wait(_LOOK_SECONDS):
            heartbeat.beat(self._data_dir)
            if reason := self.still():
                self._on_still(StandsStill(reason))
                return


def start(
    settings: Settings,
    store: Store,
    *,
    own: Collection[str] = (),
    on_still: Callable[[StandsStill], None] = lambda reason: _log.critical("%s", reason),
) -> Embedded:
    """Begin to poll, fetch and parse what stands in the store.

    `own` are origins (`127.0.0.1:PORT`) at which this process itself serves, such as the sample
    press room's. `on_still` is called once, from a thread, when the work stands still for a
    minute: end the process then, so that it is started anew. The store must be migrated.
    """
    services = open_services(settings, store, own=own)
    wire(settings, services)
    # What an earlier run of this process left in memory stands in the store as well.
    memory.Channel.queues.clear()
    embedded = Embedded(services, settings.data_dir, on_still)
    embedded._begin()
    return embedded
