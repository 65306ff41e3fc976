"""Connections that stay open for a moment, for the next request to the same host."""

from __future__ import annotations

import os
import threading

from worker.addresses import Target
from worker.connection import CheckedConnection

# Long enough for a listing and then its releases at a second's rest; shorter than most servers
# wait, so that it is rarely they who hang up.
KEPT_SECONDS = 4.0


class KeptConnections:
    """At most one idle connection to each scheme, host and port. Thread-safe.

    Each was made to an address that was checked when it was connected; it leads nowhere else
    later. A forked process begins with none.
    """

    def __init__(self, seconds: float = KEPT_SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._idle: dict[str, tuple[CheckedConnection, threading.Timer]] = {}
        self._process = os.getpid()

    def take(self, target: Target) -> CheckedConnection | None:
        """The idle connection to the target's host, which is the caller's from now on.

        None if there is none, or the host has hung up.
        """
        with self._lock:
            self._begin_anew_after_fork()
            connection, timer = self._idle.pop(_key(target), (None, None))
        if timer is not None:
            timer.cancel()
        if connection is None or connection.is_connected:
            return connection
        connection.close()
        return None

    def keep(self, target: Target, connection: CheckedConnection) -> None:
        """Keep a connection whose last answer was read to its end."""
        key = _key(target)
        timer = threading.Timer(self._seconds, self._end, (key, connection))
        timer.daemon = True
        with self._lock:
            self._begin_anew_after_fork()
            former = self._idle.pop(key, None)
            self._idle[key] = (connection, timer)
        timer.start()
        if former is not None:
            _close(*former)

    def close(self) -> None:
        """Close all that are idle."""
        with self._lock:
            idle, self._idle = self._idle, {}
        for connection, timer in idle.values():
            _close(connection, timer)

    def _end(self, key: str, connection: CheckedConnection) -> None:
        with self._lock:
            if self._idle.get(key, (None,))[0] is not connection:
                return
            del self._idle[key]
        connection.close()

    def _begin_anew_after_fork(self) -> None:
        if self._process != os.getpid():
            # The parent uses the same sockets; timers do not live on in a child.
            self._idle, self._process = {}, os.getpid()


def _close(connection: CheckedConnection, timer: threading.Timer) -> None:
    timer.cancel()
    connection.close()


def _key(target: Target) -> str:
    return f"{target.scheme}://{target.origin}"
