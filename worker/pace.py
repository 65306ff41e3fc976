"""How often a host is asked: one connection at a time, and a rest between two requests."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Protocol

import redis

from worker.errors import NotOurTurn

REST_SECONDS = 1.0
MAX_HOLD_SECONDS = 24 * 3600.0
# Longer than any one request may take, so that a turn outlives its holder only if that was killed.
_TURN_SECONDS = 90.0

_log = logging.getLogger(__name__)


class Pace(Protocol):
    """Turns at hosts, each named by its origin, `host:port`."""

    def turn(self, origin: str, rest: float, patience: float) -> AbstractContextManager[None]:
        """Wait for the turn and hold it for the block; the next begins `rest` seconds after it.

        Raises NotOurTurn if it does not come within `patience` seconds.
        """
        ...

    def wait(self, origin: str) -> float:
        """Seconds until the next turn may begin, as far as is known now."""
        ...

    def hold(self, origin: str, seconds: float) -> None:
        """Let nobody ask the host for so long, at most a day (its Retry-After)."""
        ...

    def reserve(self, origin: str, rest: float, horizon: float) -> float | None:
        """Seconds until a moment that nobody else is given, `rest` before the next one.

        None if that were more than `horizon` seconds away. It is a plan: the turn itself may
        come later. Raises RedisError where Redis is needed and away.
        """
        ...


@dataclass(slots=True)
class _Host:
    turn: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0
    free_at: float = 0.0


class ProcessPace:
    """Turns among the threads of one process."""

    def __init__(self) -> None:
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, origin: str, rest: float, patience: float) -> Iterator[None]:
        """See `Pace.turn`."""
        host = self._host(origin)
        until = time.monotonic() + patience
        if not host.turn.acquire(timeout=patience):
            raise _not_yet(origin, rest)
        try:
            wait = host.next_at - time.monotonic()
            if wait > max(0.0, until - time.monotonic()):
                raise _not_yet(origin, wait)
            if wait > 0:
                time.sleep(wait)
            host.next_at = time.monotonic() + rest
            yield
        finally:
            host.turn.release()

    def wait(self, origin: str) -> float:
        """See `Pace.wait`."""
        host = self._host(origin)
        wait = host.next_at - time.monotonic()
        return max(wait, REST_SECONDS if host.turn.locked() and wait > 0 else 0.0)

    def hold(self, origin: str, seconds: float) -> None:
        """See `Pace.hold`."""
        host = self._host(origin)
        host.next_at = max(host.next_at, time.monotonic() + min(seconds, MAX_HOLD_SECONDS))

    def reserve(self, origin: str, rest: float, horizon: float) -> float | None:
        """See `Pace.reserve`."""
        host = self._host(origin)
        with self._lock:
            now = time.monotonic()
            at = max(now, host.next_at, host.free_at)
            if at - now > horizon:
                return None
            host.free_at = at + rest
        return at - now

    def _host(self, origin: str) -> _Host:
        with self._lock:
            return self._hosts[origin]


class RedisPace:
    """Turns among all workers that share a Redis. While it is away each process keeps its own."""

    _RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end"
    # Keys: the host's rest, its next free moment in ms. Arguments: rest and horizon in ms.
    _RESERVE = """
        local time = redis.call('time')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local resting = math.max(redis.call('pttl', KEYS[1]), 0)
        local at = math.max(now + resting, tonumber(redis.call('get', KEYS[2]) or '0'))
        if at - now > tonumber(ARGV[2]) then return -1 end
        local free = at + tonumber(ARGV[1])
        redis.call('set', KEYS[2], string.format('%.0f', free), 'PX', free - now + 1000)
        return at - now
    """

    def __init__(self, connection: redis.Redis) -> None:
        self._own = ProcessPace()
        self._redis = connection
        self._release = self._redis.register_script(self._RELEASE)
        self._reserve = self._redis.register_script(self._RESERVE)

    @contextmanager
    def turn(self, origin: str, rest: float, patience: float) -> Iterator[None]:
        """See `Pace.turn`."""
        until = time.monotonic() + patience
        with self._own.turn(origin, rest, patience):
            token = self._take(origin, rest, until)
            try:
                yield
            finally:
                if token:
                    self._give_back(origin, token)

    def wait(self, origin: str) -> float:
        """See `Pace.wait`."""
        own = self._own.wait(origin)
        try:
            left = self._redis.pttl(_rest_key(origin))
        except redis.RedisError:
            return own
        return max(own, float(left) / 1000)

    def hold(self, origin: str, seconds: float) -> None:
        """See `Pace.hold`."""
        self._own.hold(origin, seconds)
        milliseconds = int(min(seconds, MAX_HOLD_SECONDS) * 1000)
        try:
            if milliseconds > self._redis.pttl(_rest_key(origin)):
                self._redis.set(_rest_key(origin), "held", px=milliseconds)
        except redis.RedisError:
            _log.warning("Redis is away: only this process leaves %s alone.", origin)

    def reserve(self, origin: str, rest: float, horizon: float) -> float | None:
        """See `Pace.reserve`."""
        keys = [_rest_key(origin), f"accord:free:{origin}"]
        wait = int(self._reserve(keys=keys, args=[int(rest * 1000), int(horizon * 1000)]))
        return None if wait < 0 else wait / 1000

    def _take(self, origin: str, rest: float, until: float) -> str | None:
        token = secrets.token_hex(8)
        try:
            while True:
                wait = self._redis.pttl(_rest_key(origin)) / 1000
                if wait <= 0:
                    if self._redis.set(
                        _turn_key(origin), token, nx=True, px=int(_TURN_SECONDS * 1000)
                    ):
                        break
                    wait = 0.1
                if time.monotonic() + wait > until:
                    raise _not_yet(origin, max(wait, rest))
                time.sleep(min(wait, 1.0))
            # Only now: a rest that ran out between the two looks may have been begun anew.
            while (wait := self._redis.pttl(_rest_key(origin)) / 1000) > 0:
                if time.monotonic() + wait > until:
                    self._give_back(origin, token)
                    raise _not_yet(origin, wait)
                time.sleep(wait)
            self._redis.set(_rest_key(origin), "rest", px=max(1, int(rest * 1000)))
        except redis.RedisError:
            _log.warning("Redis is away: the pace at %s is kept by this process alone.", origin)
            return None
        return token

    def _give_back(self, origin: str, token: str) -> None:
        try:
            self._release(keys=[_turn_key(origin)], args=[token])
        except redis.RedisError:
            _log.warning("Redis is away: the turn at %s ends by itself.", origin)


def _not_yet(origin: str, wait: float) -> NotOurTurn:
    return NotOurTurn(
        f"{origin} is not to be asked again for {max(1, round(wait))} s.", max(wait, 0.1)
    )


def _turn_key(origin: str) -> str:
    return f"accord:turn:{origin}"


def _rest_key(origin: str) -> str:
    return f"accord:rest:{origin}"
