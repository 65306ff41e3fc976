"""The HTTP client against a site that really listens, well-behaved and not."""

from __future__ import annotations

import gzip
import socket
import struct
import time
import tracemalloc
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest

from tests.worker.press_room import LOOPBACK, PressRoom, Request, press_room, unused_port
from worker import connection
from worker.errors import Busy, Gone, NotFetched, Refused, TooMuch, Unreachable
from worker.exchange import read_retry_after
from worker.web import PDF, Answer, Client, Limits


def get(client: Client, room: PressRoom, path: str = "/", **options: object) -> Answer:
    return client.get(room.url(path), ports=(room.port,), **options)  # type: ignore[arg-type]


def test_a_page_comes_as_it_stands_with_its_validators(client: Client, room: PressRoom) -> None:
    room.show("/", "<p>Réunion</p>", headers={"ETag": 'W/"a b"', "Last-Modified": "yesterday"})
    answer = get(client, room)
    assert answer.content.decode() == "<p>Réunion</p>"
    assert (answer.etag, answer.last_modified) == ('W/"a b"', "yesterday")
    assert answer.media_type == "text/html; charset=utf-8"
    assert answer.bytes_received == len(answer.content)


def test_it_says_who_asks_and_sends_no_cookie(client: Client, room: PressRoom) -> None:
    room.show("/", "x", headers={"Set-Cookie": "seen=1"})
    get(client, room)
    get(client, room)
    headers = room.requests[-1].headers
    assert headers["user-agent"].startswith("Accord/")
    assert "press-watch@example.org" in headers["user-agent"]
    assert "cookie" not in headers


def test_a_page_that_has_not_changed_costs_no_body(client: Client, room: PressRoom) -> None:
    def answer(handler: BaseHTTPRequestHandler, request: Request) -> None:
        known = request.headers.get("if-none-match") == '"v1"'
        handler.send_response(304 if known else 200)
        handler.send_header("ETag", '"v1"')
        if not known:
            handler.send_header("Content-Length", "3")
        handler.end_headers()
        if not known:
            handler.wfile.write(b"new")

    room.behave("/", answer)
    first = get(client, room)
    second = get(client, room, etag=first.etag)
    assert (first.content, first.not_modified) == (b"new", False)
    assert (second.content, second.not_modified, second.bytes_received) == (b"", True, 0)


def test_a_connection_that_is_reset_is_a_failure(client: Client, room: PressRoom) -> None:
    def reset(handler: BaseHTTPRequestHandler, _: Request) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
        handler.wfile.flush()
        linger = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        handler.connection.close()
        handler.close_connection = True

    room.behave("/", reset)
    with pytest.raises(Unreachable, match="no whole answer"):
        get(client, room)


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_an_encoding_that_was_not_asked_for_is_refused(
    client: Client, room: PressRoom, encoding: str
) -> None:
    room.show("/", b"x", headers={"Content-Encoding": encoding})
    with pytest.raises(Unreachable, match="encoded as"):
        get(client, room)


def test_a_host_that_takes_no_connection_is_given_up(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 0.3)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        port = listening.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:  # they fill the queue of connections that nobody accepts
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        with pytest.raises(Unreachable, match="did not take a connection"):
            client.get(f"http://127.0.0.1:{port}/", ports=(port,))
        for one in waiting:
            one.close()


def test_an_unasked_304_is_no_answer(client: Client, room: PressRoom) -> None:
    room.show("/", status=304)
    with pytest.raises(Unreachable, match="304"):
        get(client, room)


def test_a_proxy_in_the_environment_is_not_used(
    client: Client, room: PressRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{unused_port()}")
    room.show("/", "direct")
    assert get(client, room).content == b"direct"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, Refused),
        (403, Refused),
        (451, Refused),
        (404, Gone),
        (410, Gone),
        (429, Busy),
        (500, Unreachable),
        (503, Unreachable),
        (204, Unreachable),
    ],
)
def test_each_status_means_what_is_to_be_done(
    client: Client, room: PressRoom, status: int, kind: type[NotFetched]
) -> None:
    room.show("/", status=status)
    with pytest.raises(kind, match=str(status)) as failure:
        get(client, room)
    assert failure.value.status == status


def test_a_host_that_asks_for_rest_is_left_alone(client: Client, room: PressRoom) -> None:
    room.show("/busy", status=503, headers={"Retry-After": "120"})
    room.show("/", "x")
    with pytest.raises(Busy) as first:
        get(client, room, "/busy")
    with pytest.raises(Busy, match=r"(119|120) s"):
        get(client, room)
    assert first.value.retry_after == 120
    assert room.paths() == ["/busy"]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("90", 90),
        ("Mon, 02 Mar 2026 10:01:00 GMT", 60),
        ("Mon, 02 Mar 2026 09:00:00 GMT", 0),
        ("99999999999999999999", 86_400),
        ("soon", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, datetime(2026, 3, 2, 10, tzinfo=UTC)) == seconds


# Redirects


def test_redirects_are_followed_and_lasting_ones_noted(client: Client, room: PressRoom) -> None:
    room.redirect("/a", "/b", 301)
    room.redirect("/b", "c?x=1", 308)
    room.redirect("/c", "/d", 302)
    room.show("/d", "here")
    answer = get(client, room, "/a")
    assert answer.content == b"here"
    assert answer.url == room.url("/d")
    assert answer.moved_to == room.url("/c?x=1")


def test_a_circle_of_redirects_is_a_failure(client: Client, room: PressRoom) -> None:
    room.redirect("/a", "/b")
    room.redirect("/b", "/a")
    with pytest.raises(Unreachable, match="circle"):
        get(client, room, "/a")
    assert room.paths() == ["/a", "/b"]


def test_more_than_five_redirects_are_not_followed(client: Client, room: PressRoom) -> None:
    for hop in range(7):
        room.redirect(f"/{hop}", f"/{hop + 1}")
    with pytest.raises(Unreachable, match="5 times"):
        get(client, room, "/0")
    assert len(room.paths()) == 6


def test_a_redirect_into_a_private_network_is_refused(room: PressRoom) -> None:
    with press_room("127.0.0.9") as inside:
        inside.show("/secret", "secret")
        room.redirect("/", inside.url("/secret"))
        client = Client(allowed=[LOOPBACK[0].__class__("127.0.0.1/32")], allowed_rest=0.0)
        with pytest.raises(Refused, match=r"127\.0\.0\.9"):
            client.get(room.url(), ports=(room.port, inside.port))
        assert inside.requests == []


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/x", "file:///etc/hostname", "http://u:p@h/"])
def test_a_redirect_to_another_kind_of_address_is_refused(
    client: Client, room: PressRoom, location: str
) -> None:
    room.redirect("/", location)
    with pytest.raises(Refused):
        get(client, room)


# Limits


def test_a_truncated_page_is_refused(client: Client, room: PressRoom) -> None:
    room.raw("/", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    with pytest.raises(Unreachable):
        get(client, room)


def test_a_chunked_page_without_its_end_is_refused(client: Client, room: PressRoom) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    room.raw("/", head, b"4\r\nhalf\r\n")
    with pytest.raises(Unreachable):
        get(client, room)


def test_damaged_or_truncated_gzip_is_refused(client: Client, room: PressRoom) -> None:
    whole = gzip.compress(b"x" * 1000)
    for body in (whole[:-9], b"not gzip at all", whole[:12] + b"\xff" * 20):
        room.show("/", body, headers={"Content-Encoding": "gzip"})
        with pytest.raises(Unreachable):
            get(client, room)


def test_gzip_is_taken_off_once(client: Client, room: PressRoom) -> None:
    room.show("/", gzip.compress(b"a") + gzip.compress(b"b"), headers={"Content-Encoding": "gzip"})
    assert get(client, room).content == b"ab"
    twice = gzip.compress(gzip.compress(b"a"))
    room.show("/", twice, headers={"Content-Encoding": "gzip, gzip"})
    with pytest.raises(Unreachable, match="gzip, gzip"):
        get(client, room)


def test_a_gzip_bomb_is_stopped_before_it_grows(client: Client, room: PressRoom) -> None:
    room.show("/", gzip.compress(bytes(300_000_000), 6), headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    try:
        with pytest.raises(TooMuch, match="10 MB"):
            get(client, room)
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


def test_a_page_is_limited_and_a_pdf_has_more(client: Client, room: PressRoom) -> None:
    room.show("/page", b"<p>" + b"x" * 10_000_000)
    room.show("/pdf", b"%PDF-1.7" + b"x" * 10_000_000, media_type="application/octet-stream")
    with pytest.raises(TooMuch):
        get(client, room, "/page")
    assert len(get(client, room, "/pdf").content) < PDF.size


def test_endless_headers_are_refused(client: Client, room: PressRoom) -> None:
    many = b"".join(b"X-%d: %s\r\n" % (n, b"y" * 1000) for n in range(90))
    room.raw("/", b"HTTP/1.1 200 OK\r\n", many, b"Content-Length: 0\r\n\r\n")
    with pytest.raises(TooMuch, match="headers"):
        get(client, room)


def test_a_slow_drip_ends_with_the_time_for_the_whole(client: Client, room: PressRoom) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    room.raw("/body", head, *[b"x"] * 1000, pause=0.05)
    room.raw(
        "/head", *[bytes([byte]) for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 900], pause=0.05
    )
    for path in ("/body", "/head"):
        began = time.monotonic()
        with pytest.raises(Unreachable, match="longer than 1 s"):
            get(client, room, path, limits=Limits(1.0, 10_000))
        assert time.monotonic() - began < 3


def test_a_site_that_says_nothing_is_given_up(
    client: Client, room: PressRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SILENCE_SECONDS", 0.5)
    room.raw("/", hang=True)
    began = time.monotonic()
    with pytest.raises(Unreachable, match="sent nothing"):
        get(client, room)
    assert time.monotonic() - began < 3


def test_a_closed_client_breaks_off_what_it_fetches(client: Client, room: PressRoom) -> None:
    def answer(handler: BaseHTTPRequestHandler, _: Request) -> None:
        client.close()
        time.sleep(5)

    room.behave("/", answer)
    began = time.monotonic()
    with pytest.raises(Busy):
        get(client, room)
    assert time.monotonic() - began < 3


def test_a_port_without_a_site_is_unreachable(client: Client) -> None:
    port = unused_port()
    with pytest.raises(Unreachable, match=str(port)):
        client.get(f"http://127.0.0.1:{port}/", ports=(port,))


def test_a_name_that_does_not_exist_is_unreachable(client: Client) -> None:
    with pytest.raises(Unreachable, match=r"(cannot be|not) resolved"):
        client.get("http://no-such-host.invalid/")


def test_a_port_that_no_source_names_is_refused(client: Client, room: PressRoom) -> None:
    with pytest.raises(Refused, match=str(room.port)):
        client.get(room.url())
    assert room.requests == []


def test_a_plain_site_behind_https_is_unreachable(client: Client, room: PressRoom) -> None:
    with pytest.raises(Unreachable, match="safe connection"):
        client.get(f"https://127.0.0.1:{room.port}/", ports=(room.port,))
