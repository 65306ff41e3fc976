"""Connections to checked addresses only, whose answers are read against a deadline."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection

from worker.addresses import Network, Target, refusal, resolve
from worker.errors import Busy, Refused, TooMuch, Unreachable

CONNECT_SECONDS = 5.0
# To the first byte, and between two.
SILENCE_SECONDS = 15.0
HEADER_BYTES = 64 * 1024
# How soon a wait notices that it's to end.
_LOOK_SECONDS = 0.5

_TLS = ssl.create_default_context()


class Deadline:
    """A moment after which nothing more is waited for. It can be put off, not brought forward,
    except by setting `closed`, which ends all waiting."""

    def __init__(
        self, seconds: float, spent: float = 0.0, closed: threading.Event | None = None
    ) -> None:
        self._start = time.monotonic() - spent
        self._seconds = seconds
        self._closed = closed

    def extend_to(self, seconds: float) -> None:
        """Let the whole take this many seconds from its start."""
        self._seconds = max(self._seconds, seconds)

    def left(self, host: str) -> float:
        """Seconds left; raises Unreachable when there are none, Busy when all is to end."""
        if self._closed is not None and self._closed.is_set():
            raise Busy(f"Accord is being stopped; {host} will be asked again.", 0.0)
        left = self._start + self._seconds - time.monotonic()
        if left <= 0:
            raise Unreachable(f"{host} took longer than {self._seconds:.0f} s to answer.")
        return left


class _DeadlineReader(io.RawIOBase):
    """A socket's bytes, each wait bounded by the deadline and not just by the socket's time-out,
    which a server that sends a byte now and then never meets."""

    def __init__(self, sock: socket.socket, deadline: Deadline, host: str) -> None:
        # Never read from: it keeps the socket open for as long as the response is read.
        self._hold = sock.makefile("rb", buffering=0)
        self._sock, self._deadline, self._host = sock, deadline, host
        self._header_bytes: int | None = 0

    def headers_done(self) -> None:
        self._header_bytes = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        count = self._receive(buffer)
        if self._header_bytes is not None:
            self._header_bytes += count
            if self._header_bytes > HEADER_BYTES:
                raise TooMuch(f"{self._host} sent more than {HEADER_BYTES // 1024} KB of headers.")
        return count

    def close(self) -> None:
        self._hold.close()
        super().close()

    def _receive(self, buffer: Any) -> int:
        until = time.monotonic() + SILENCE_SECONDS
        while True:
            left = min(self._deadline.left(self._host), until - time.monotonic())
            if left <= 0:
                raise Unreachable(f"{self._host} sent nothing for {SILENCE_SECONDS:.0f} s.")
            self._sock.settimeout(min(left, _LOOK_SECONDS))
            try:
                return self._sock.recv_into(buffer)
            except TimeoutError:
                continue


class _DeadlineResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, deadline: Deadline, host: str, method: str) -> None:
        super().__init__(sock, method=method)
        self.fp.close()
        self._reader = _DeadlineReader(sock, deadline, host)
        self.fp = io.BufferedReader(self._reader)

    def begin(self) -> None:
        super().begin()
        self._reader.headers_done()


class CheckedConnection(HTTPConnection):
    """A connection to a checked address of its target, with a deadline for each request.

    In front of the class for TLS it is still the one that opens the socket.
    """

    target: Target
    deadline: Deadline
    allowed: Collection[Network]

    def _new_conn(self) -> socket.socket:
        host, port = self.target.host, self.target.port
        addresses = resolve(host, port, min(CONNECT_SECONDS, self.deadline.left(host)))
        for address in addresses:
            # One forbidden address among several is a rebinding trick or a mistake; either way
            # the name is not to be trusted.
            reason = refusal(address, self.allowed)
            if reason:
                raise Refused(
                    f"{host} is not fetched: {reason}. If you mean it, name its network in "
                    "ACCORD_ALLOW_ADDRESSES."
                )
        return self._connect_first(addresses)

    def _connect_first(self, addresses: Collection[IPv4Address | IPv6Address]) -> socket.socket:
        host, port = self.target.host, self.target.port
        until = time.monotonic() + CONNECT_SECONDS
        problem: OSError | None = None
        for address in addresses:
            left = until - time.monotonic()
            if left <= 0:
                break
            try:
                sock = socket.create_connection((str(address), port), timeout=left)
            except OSError as error:
                problem = error
                continue
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return sock
        if problem is None or isinstance(problem, TimeoutError):
            raise Unreachable(f"{host} did not take a connection within {CONNECT_SECONDS:.0f} s.")
        raise Unreachable(f"{host}, port {port}, takes no connection ({problem.strerror}).")

    def response_class(  # type: ignore[override]
        self, sock: socket.socket, *, method: str, **_: object
    ) -> http.client.HTTPResponse:
        """Called by `getresponse` where its base would call a class."""
        return _DeadlineResponse(sock, self.deadline, self.target.host, method)


class _CheckedTLS(CheckedConnection, HTTPSConnection):
    pass


def open_connection(target: Target, allowed: Collection[Network]) -> CheckedConnection:
    """A connection that will be made to a checked address of the target; nothing is sent yet.

    Set its `deadline` before each request.
    """
    seconds = CONNECT_SECONDS
    connection: CheckedConnection
    if target.scheme == "https":
        connection = _CheckedTLS(target.host, target.port, timeout=seconds, ssl_context=_TLS)
    else:
        connection = CheckedConnection(target.host, target.port, timeout=seconds)
    connection.target, connection.allowed = target, allowed
    return connection
