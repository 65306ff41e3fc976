"""One connection to a host for a listing and its releases, and never what is left over on it."""

from __future__ import annotations

import os
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler

import pytest

from tests.worker.press_room import LOOPBACK, PressRoom, Request
from worker.addresses import read_target
from worker.errors import Gone, Refused, TooMuch
from worker.exchange import Limits, ask
from worker.kept import KeptConnections
from worker.web import Client, named_port


def get(client: Client, url: str) -> bytes:
    return client.get(url, ports=named_port(url)).content


def test_a_listing_and_its_releases_come_over_one_connection(
    client: Client, room: PressRoom
) -> None:
    room.show("/robots.txt", "Nothing here.", status=404)
    room.redirect("/news", "/news/")
    room.show("/news/", "list", headers={"ETag": '"1"'})
    room.show("/news/1", "one")
    assert get(client, room.url("/news")) == b"list"
    again = client.get(room.url("/news/"), etag='"1"', ports=(room.port,))
    room.show("/news/", status=304)
    unchanged = client.get(room.url("/news/"), etag='"1"', ports=(room.port,))
    assert get(client, room.url("/news/1")) == b"one"
    with pytest.raises(Gone):
        get(client, room.url("/news/2"))
    assert get(client, room.url("/news/1")) == b"one"
    assert (again.not_modified, unchanged.not_modified) == (False, True)
    assert len(room.requests) == 8
    assert len(room.connections) == 1


def test_a_connection_that_the_host_has_closed_is_made_anew(
    client: Client, room: PressRoom
) -> None:
    room.show("/", "one")
    assert get(client, room.url()) == b"one"
    room.connections[0].shutdown(socket.SHUT_RDWR)
    assert get(client, room.url()) == b"one"
    assert len(room.connections) == 2


def test_a_host_that_hangs_up_on_the_next_request_is_asked_again(
    client: Client, room: PressRoom
) -> None:
    def only_the_first_of_a_connection(handler: BaseHTTPRequestHandler, request: Request) -> None:
        if len(room.requests) == 3 and len(room.connections) == 1:
            handler.close_connection = True
            return
        handler.send_response(200)
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"ok")

    room.behave("/", only_the_first_of_a_connection)
    assert get(client, room.url()) == b"ok"
    assert get(client, room.url()) == b"ok"
    assert len(room.connections) == 2


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(
    "surplus", [b"-- and more", b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad"]
)
def test_what_a_host_sends_beyond_its_answer_is_no_answer(
    client: Client, room: PressRoom, surplus: bytes, *, at_once: bool
) -> None:
    sent = threading.Event()

    def too_much(handler: BaseHTTPRequestHandler, _: Request) -> None:
        answer = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none"
        for piece in (answer + surplus,) if at_once else (answer, surplus):
            handler.wfile.write(piece)
            time.sleep(0.2)
        sent.set()

    room.behave("/1", too_much)
    room.show("/2", "two")
    assert get(client, room.url("/1")) == b"one"
    assert sent.wait(30)
    assert get(client, room.url("/2")) == b"two"


def test_after_an_answer_that_was_broken_off_a_connection_is_not_used(
    client: Client, room: PressRoom
) -> None:
    room.show("/large", b"x" * 300_000)
    room.show("/", "small")
    get(client, room.url())
    with pytest.raises(TooMuch):
        client.get(room.url("/large"), ports=(room.port,), limits=Limits(5.0, 1000))
    assert get(client, room.url()) == b"small"
    assert len(room.connections) == 2


def test_each_name_has_its_own_connection_and_each_connection_its_check(
    client: Client, room: PressRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.show("/", "one")
    by_name = f"http://localhost:{room.port}/"
    get(client, room.url())
    get(client, by_name)
    assert len(room.connections) == 2
    rebound = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", room.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rebound)
    room.connections[1].shutdown(socket.SHUT_RDWR)
    with pytest.raises(Refused, match="not a public address"):
        get(client, by_name)


def test_an_idle_connection_is_closed_after_a_moment(room: PressRoom) -> None:
    room.show("/", "one")
    kept = KeptConnections(0.05)
    target = read_target(room.url(), (room.port,))
    ask(target, {}, allowed=LOOPBACK, limits=Limits(5.0, 1000), kept=kept)
    until = time.monotonic() + 30
    while room.connections[0].fileno() != -1:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert kept.take(target) is None


def test_a_forked_process_begins_without_connections(room: PressRoom) -> None:
    room.show("/", "one")
    kept = KeptConnections()
    target = read_target(room.url(), (room.port,))
    ask(target, {}, allowed=LOOPBACK, limits=Limits(5.0, 1000), kept=kept)
    child = os.fork()
    if child == 0:
        os._exit(0 if kept.take(target) is None else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert kept.take(target) is not None
