"""Watching what is done while a unit of work with the store is open."""

from __future__ import annotations

import functools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from store import Store
from worker.reader import Reader

_SLOW: tuple[tuple[Any, str], ...] = (
    (time, "sleep"),
    (threading.Event, "wait"),
    (socket.socket, "connect"),
    (socket.socket, "sendall"),
    (socket.socket, "recv_into"),
    (Reader, "_ask"),
)


class Units:
    """How many units were opened, and what in them waited, spoke to somebody or read a document."""

    def __init__(self) -> None:
        self.opened = 0
        self.wrong: list[str] = []
        self._own = threading.local()

    @property
    def _held(self) -> int:
        return getattr(self._own, "held", 0)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """A unit that is open in this thread."""
        self._own.held, self.opened = self._held + 1, self.opened + 1
        try:
            yield
        finally:
            self._own.held -= 1

    def forbid(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, which is noted when it is called in a unit."""

        @functools.wraps(function)
        def watched(*args: Any, **kwargs: Any) -> Any:
            if self._held:
                self.wrong.append(name)
            return function(*args, **kwargs)

        return watched


def watched_units(patch: pytest.MonkeyPatch) -> Units:
    """Watch the units of all stores of this process. The driver's own sockets are C and pass."""
    units, connect = Units(), Store._connect

    @contextmanager
    def connected(self: Store, *, writable: bool) -> Iterator[Any]:
        with connect(self, writable=writable) as connection, units.hold():
            yield connection

    patch.setattr(Store, "_connect", connected)
    for owner, name in _SLOW:
        original = getattr(owner, name)
        patch.setattr(owner, name, units.forbid(f"{owner.__name__}.{name}", original))
    return units
