"""A web site that really listens on loopback and behaves as badly as it's told to."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

LOOPBACK = (ip_network("127.0.0.0/24"),)


@dataclass
class Request:
    """One request as the site saw it."""

    path: str
    headers: Mapping[str, str]
    at: float = field(default_factory=time.monotonic)


Answer = Callable[[BaseHTTPRequestHandler, Request], None]


class PressRoom:
    """The site: its pages by path, and what it was asked for."""

    def __init__(self, address: str) -> None:
        self.requests: list[Request] = []
        self.connections: list[socket.socket] = []
        self._pages: dict[str, Answer] = {}
        room = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                room.connections.append(self.connection)

            def do_GET(self) -> None:
                request = Request(self.path, {k.lower(): v for k, v in self.headers.items()})
                room.requests.append(request)
                try:
                    room._pages.get(self.path.split("?")[0], _missing)(self, request)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

        self.server = Server((address, 0), Handler)
        self.host, self.port = address, self.server.server_address[1]
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()

    def url(self, path: str = "/") -> str:
        """The address of one of its pages."""
        return f"http://{self.host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def show(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        status: int = 200,
        media_type: str = "text/html; charset=utf-8",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Put a page there, in place of what stood there before."""
        content = body.encode() if isinstance(body, str) else body

        def answer(handler: BaseHTTPRequestHandler, _: Request) -> None:
            handler.send_response(status)
            given = {"Content-Type": media_type, "Content-Length": str(len(content))}
            for name, value in {**given, **(headers or {})}.items():
                if value:
                    handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(content)

        self._pages[path] = answer

    def behave(self, path: str, answer: Answer) -> None:
        """Answer there by a function of one's own."""
        self._pages[path] = answer

    def redirect(self, path: str, location: str, status: int = 302) -> None:
        """Send who asks elsewhere."""
        self.show(path, status=status, headers={"Location": location})

    def raw(self, path: str, *pieces: bytes, pause: float = 0.0, hang: bool = False) -> None:
        """Write these bytes to the socket, and then close it or hang."""

        def answer(handler: BaseHTTPRequestHandler, _: Request) -> None:
            for piece in pieces:
                handler.wfile.write(piece)
                time.sleep(pause)
            if hang:
                time.sleep(60)
            handler.close_connection = True

        self._pages[path] = answer


def _missing(handler: BaseHTTPRequestHandler, _: Request) -> None:
    handler.send_response(404)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@contextmanager
def press_room(address: str = "127.0.0.1") -> Iterator[PressRoom]:
    """A site for the block."""
    room = PressRoom(address)
    try:
        yield room
    finally:
        room.close()


def unused_port() -> int:
    """A port at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
