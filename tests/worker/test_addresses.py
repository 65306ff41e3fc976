"""Which addresses may be fetched."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from tests.worker.press_room import LOOPBACK, PressRoom
from worker.addresses import read_target, refusal
from worker.errors import NotFetched, Refused
from worker.web import Client

PRIVATE = """
0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 192.0.0.8
192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1
255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1
64:ff9b:1::a00:1 100::1 2001::1 2001:db8::1 2002:7f00:1::1 3fff::1 fc00::1 fd00:ec2::254
fe80::1 fec0::1 ff02::1
""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert refusal(ip_address(address)) == f"{_unwrapped(address)} is not a public address"


def _unwrapped(address: str) -> object:
    parsed = ip_address(address)
    return getattr(parsed, "ipv4_mapped", None) or parsed


@pytest.mark.parametrize("address", ["1.1.1.1", "193.5.93.80", "2606:4700::1111", "2a00:1450::5"])
def test_a_public_address_is_not_refused(address: str) -> None:
    assert refusal(ip_address(address)) is None


def test_only_the_networks_that_are_named_are_allowed() -> None:
    allowed = [ip_network("127.0.0.0/24")]
    assert refusal(ip_address("127.0.0.7"), allowed) is None
    assert refusal(ip_address("::ffff:127.0.0.7"), allowed) is None
    assert refusal(ip_address("127.0.1.7"), allowed) is not None


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "127.1",
        "0177.0.0.1",
        "１２７.０.０.１",
        "[::ffff:7f00:1]",
        "[::1]",
    ],
)
def test_no_spelling_of_loopback_gets_through(host: str, room: PressRoom) -> None:
    with pytest.raises(NotFetched):
        Client().get(f"http://{host}:{room.port}/", ports=(room.port,))
    assert room.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/hostname",
        "gopher://example.org/",
        "http:///news",
        "http://user@example.org/",
        "http://user:pass@example.org/",
        "http://example.org:8080/",
        "http://example.org:99999/",
        "http://[::1/",
        "http://example.org/" + "x" * 5000,
    ],
)
def test_what_is_never_fetched(url: str) -> None:
    with pytest.raises(Refused):
        read_target(url)


def test_a_target_is_spelt_as_a_request_needs_it() -> None:
    target = read_target("HTTP://Example.ORG.:80/neue seite/ü?q=a b&c=%20#part")
    assert target.url == "http://example.org/neue%20seite/%C3%BC?q=a%20b&c=%20"
    assert read_target("https://bücher.example/").host == "xn--bcher-kva.example"
    assert read_target("http://example.org:8080/", (8080,)).origin == "example.org:8080"


def test_a_name_with_one_private_address_is_refused(
    room: PressRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A resolver that answers differently each time gains nothing: what was checked is used."""
    answers = [ip_address("127.0.0.1"), ip_address("10.1.2.3")]
    monkeypatch.setattr("worker.connection.resolve", lambda *_: answers)
    with pytest.raises(Refused, match=r"10\.1\.2\.3"):
        Client(allowed=LOOPBACK).get(f"http://rebinding.example:{room.port}/", ports=(room.port,))
    assert room.requests == []
