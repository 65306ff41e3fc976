"""What a host's robots.txt asks of us (RFC 9309)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

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
    none; it raises NotFetched when that cannot be known now.
    """

    def __init__(self, fetch: Callable[[Target], bytes | None]) -> None:
        self._fetch = fetch
        self._kept: dict[str, tuple[float, Rules]] = {}
        self._lock = threading.Lock()

    def is_known(self, target: Target) -> bool:
        """Whether the host's rules were read within the day."""
        with self._lock:
            kept = self._kept.get(_key(target))
        return kept is not None and kept[0] > time.monotonic()

    def known(self, target: Target) -> Rules:
        """The rules of the target's host if they were read already, else none."""
        with self._lock:
            kept = self._kept.get(_key(target))
        return kept[1] if kept else Rules()

    def rules(self, target: Target) -> Rules:
        """The rules of the target's host.

        Where they cannot be read now nothing may be fetched: NotFetched passes as it came.
        """
        key = _key(target)
        with self._lock:
            kept = self._kept.get(key)
        if kept and kept[0] > time.monotonic():
            return kept[1]
        content = self._fetch(Target(target.scheme, target.host, target.port, "/robots.txt"))
        rules = Rules() if content is None else Rules(_parse(content))
        with self._lock:
            self._kept[key] = (time.monotonic() + _KEPT_SECONDS, rules)
        return rules


def _parse(content: bytes) -> Protego:
    return Protego.parse(content[:_READ_BYTES].decode("utf-8-sig", "replace"))


def _key(target: Target) -> str:
    return f"{target.scheme}://{target.origin}"
