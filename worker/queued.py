"""What waits in the broker already, so that the sweep does not send it a second time.

It is known where the broker keeps its messages: what loses them forgets this too.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Protocol

import redis


class Queued(Protocol):
    """Steps that were sent for releases and have not begun."""

    def add(self, step: str, ids: Sequence[int], seconds: float) -> list[int]:
        """Those of the releases that are not sent for the step already; they are from now on,
        until they begin or so many seconds have passed."""
        ...

    def begun(self, step: str, id_: int) -> None:
        """Note that the step has begun, or was not sent after all."""
        ...


class ProcessQueued:
    """What waits in this process's own memory."""

    def __init__(self) -> None:
        self._until: dict[tuple[str, int], float] = {}
        self._lock = threading.Lock()

    def add(self, step: str, ids: Sequence[int], seconds: float) -> list[int]:
        """See `Queued.add`."""
        now = time.monotonic()
        with self._lock:
            self._until = {key: until for key, until in self._until.items() if until > now}
            new = [id_ for id_ in ids if (step, id_) not in self._until]
            self._until |= {(step, id_): now + seconds for id_ in new}
        return new

    def begun(self, step: str, id_: int) -> None:
        """See `Queued.begun`."""
        with self._lock:
            self._until.pop((step, id_), None)


class RedisQueued:
    """What waits in a Redis. While that is away nothing can be sent."""

    def __init__(self, connection: redis.Redis) -> None:
        self._redis = connection

    def add(self, step: str, ids: Sequence[int], seconds: float) -> list[int]:
        """See `Queued.add`."""
        try:
            with self._redis.pipeline(transaction=False) as pipe:
                for id_ in ids:
                    pipe.set(_key(step, id_), "sent", nx=True, px=max(1, int(seconds * 1000)))
                added = pipe.execute()
        except redis.RedisError:
            return []
        return [id_ for id_, new in zip(ids, added, strict=True) if new]

    def begun(self, step: str, id_: int) -> None:
        """See `Queued.begun`."""
        try:
            self._redis.delete(_key(step, id_))
        except redis.RedisError:
            return


def _key(step: str, id_: int) -> str:
    return f"accord:queued:{step}:{id_}"
