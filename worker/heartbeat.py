"""A sign of life of each process in production: a file that its own loop keeps fresh."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

from celery import bootsteps
from celery.beat import Scheduler
from kombu.exceptions import OperationalError
from redis import RedisError

from worker.app import app, settings

FILE = "alive"
EVERY_SECONDS = 10.0
STALE_SECONDS = 60.0
# What a queue outlives its worker by.
_QUEUE_SECONDS = 600.0

_log = logging.getLogger(__name__)


def beat(data_dir: Path) -> None:
    """Leave the sign."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / FILE).touch()


def age(data_dir: Path) -> float | None:
    """Seconds since the last sign, None where there never was one."""
    try:
        return time.time() - (data_dir / FILE).stat().st_mtime
    except OSError:
        return None


def stale(data_dir: Path) -> str | None:
    """What is wrong if there is no fresh sign, None if there is."""
    seconds = age(data_dir)
    if seconds is None:
        return "no sign of life"
    return f"no sign of life for {seconds:.0f} s" if seconds > STALE_SECONDS else None


class BeatingScheduler(Scheduler):
    """Beat's scheduler, which leaves a sign at each of its ticks."""

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        """Send what is due."""
        beat(settings().data_dir)
        return super().tick(*args, **kwargs)


class _Pulse(bootsteps.StartStopStep):
    """Sends this worker's own queue a task that leaves the sign, every few seconds.

    So the sign means that messages arrive here and are run, which a worker that is connected and
    deaf, or whose processes all hang, does not show.
    """

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def start(self, parent: Any) -> None:
        beat(settings().data_dir)
        queue = own_queue(parent.hostname)
        parent.add_task_queue(queue, expires=_QUEUE_SECONDS, durable=False)
        self._timer = parent.timer.call_repeatedly(EVERY_SECONDS, _send, (queue,), priority=10)

    def stop(self, _parent: Any) -> None:
        timer = getattr(self, "_timer", None)
        if timer is not None:
            timer.cancel()


def own_queue(hostname: str) -> str:
    """The queue that only one worker listens to."""
    return f"pulse.{hostname}"


def _send(queue: str) -> None:
    try:
        app.send_task("pulse", queue=queue, expires=STALE_SECONDS, retry=False)
    except (OperationalError, RedisError, OSError) as trouble:
        _log.warning("The pulse was not sent (%s).", trouble)


def give_worker_a_pulse() -> None:
    """Have the worker of this process leave signs."""
    app.steps["consumer"].add(_Pulse)
