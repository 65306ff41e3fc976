"""What a host's robots.txt asks of us (RFC 9309)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import redis
from protego import Protego

from worker.addresses import Target
from worker.errors import Refused

AGENT = "Accord"
_KEPT_SECONDS = 24 * 3600.0
_MAX_CRAWL_DELAY = 60.0
# RFC 9309, 2.5, asks for at least 500 KiB; what follows is not read.
_READ_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Rules:
    """One host's robots.txt. `parsed` is None where it has none."""

    parsed: Protego | None = None

    def require(self, target: Target) -> None:
        """Raise Refused if the target is not to be fetched."""
        if self.parsed is not None and not self.parsed.can_fetch(target.url, AGENT):
            raise Refused(f"The robots.txt of {target.host} asks not to fetch {target.url}.")

    @property
    def crawl_delay(self) -> float:
        """Seconds between two requests that the host asks for, at most a minute; 0 for none."""
        delay = self.parsed.crawl_delay(AGENT) if self.parsed else None
        if delay is None:
            return 0.0
        return delay if 0 <= delay <= _MAX_CRAWL_DELAY else _MAX_CRAWL_DELAY


class Robots:
    """The rules of all hosts, each read once a day.

    `fetch` gets the address of a robots.txt and returns its bytes, or None where the host shows
    none; it raises NotFetched when that cannot be known now. Where it is `shared`, one worker
    reads for all.
    """

    def __init__(
        self, fetch: Callable[[Target], bytes | None], shared: SharedRobots | None = None
    ) -> None:
        self._fetch = fetch
        self._shared = shared
        self._kept: dict[str, tuple[float, Rules]] = {}
        self._lock = threading.Lock()

    def known(self, target: Target) -> Rules | None:
        """The rules of the target's host if they were read within the day."""
        key = _key(target)
        with self._lock:
            kept = self._kept.get(key)
        if kept and kept[0] > time.monotonic():
            return kept[1]
        found = self._shared.get(key) if self._shared else None
        return self._keep(key, *found) if found else None

    def read(self, target: Target) -> Rules:
        """The rules of the target's host, read there now.

        Where they cannot be read nothing may be fetched: NotFetched passes as it came.
        """
        key = _key(target)
        content = self._fetch(Target(target.scheme, target.host, target.port, "/robots.txt"))
        shown = (content or b"")[:_READ_BYTES]
        if self._shared:
            self._shared.keep(key, shown, _KEPT_SECONDS)
        return self._keep(key, shown, _KEPT_SECONDS)

    def _keep(self, key: str, shown: bytes, seconds: float) -> Rules:
        rules = Rules(_parse(shown)) if shown else Rules()
        with self._lock:
            self._kept[key] = (time.monotonic() + seconds, rules)
        return rules


class SharedRobots:
    """What hosts show as their robots.txt, kept in a Redis for all workers. Empty where a host
    shows none. While Redis is away each reads for itself."""

    def __init__(self, connection: redis.Redis) -> None:
        self._redis = connection

    def get(self, key: str) -> tuple[bytes, float] | None:
        """The bytes, and for how many seconds they hold."""
        try:
            with self._redis.pipeline() as pipe:
                pipe.get(_shared_key(key))
                pipe.pttl(_shared_key(key))
                shown, left = pipe.execute()
        except redis.RedisError:
            return None
        return None if shown is None or left <= 0 else (shown, left / 1000)

    def keep(self, key: str, shown: bytes, seconds: float) -> None:
        """Keep the bytes for so long."""
        try:
            self._redis.set(_shared_key(key), shown, px=int(seconds * 1000))
        except redis.RedisError:
            return


def _parse(content: bytes) -> Protego:
    return Protego.parse(content.decode("utf-8-sig", "replace"))


def _shared_key(key: str) -> str:
    return f"accord:robots:{key}"


def _key(target: Target) -> str:
    return f"{target.scheme}://{target.origin}"
