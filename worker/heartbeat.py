"""A sign of life of each process in production: a file that its own loop keeps fresh."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from celery import bootsteps
from celery.beat import Scheduler

from worker.app import app, settings

FILE = "alive"
EVERY_SECONDS = 10.0
STALE_SECONDS = 60.0


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


class BeatingScheduler(Scheduler):
    """Beat's scheduler, which leaves a sign at each of its ticks."""

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        """Send what is due."""
        beat(settings().data_dir)
        return super().tick(*args, **kwargs)


class _Pulse(bootsteps.StartStopStep):
    """Leaves a sign from the worker's own loop, while it is connected to the broker."""

    requires = ("celery.worker.consumer.connection:Connection",)

    def start(self, parent: Any) -> None:
        beat(settings().data_dir)
        self._timer = parent.timer.call_repeatedly(
            EVERY_SECONDS, beat, (settings().data_dir,), priority=10
        )

    def stop(self, _parent: Any) -> None:
        timer = getattr(self, "_timer", None)
        if timer is not None:
            timer.cancel()


def give_worker_a_pulse() -> None:
    """Have the worker of this process leave signs."""
    app.steps["consumer"].add(_Pulse)
