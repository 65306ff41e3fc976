"""The client behind TLS: who cannot prove who it is is not read."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worker.press_room import PressRoom, press_room
from worker import connection
from worker.errors import Refused, Unreachable
from worker.web import Client


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody vouches for, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("NOT TESTED: there is no openssl to make a certificate; install it")
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "certificate.pem", folder / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(made)]
    subprocess.run([*command.split(), *subject, *files], check=True, capture_output=True)
    return made, key


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[PressRoom]:
    """A site behind TLS."""
    with press_room() as room:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        room.server.socket = context.wrap_socket(room.server.socket, server_side=True)
        yield room


@pytest.fixture
def vouched(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the client trust the certificate, as it trusts those of public authorities."""
    context = ssl.create_default_context(cafile=str(certificate[0]))
    monkeypatch.setattr(connection, "_TLS", context)


def test_a_certificate_that_nobody_vouches_for_is_refused(
    client: Client, secure: PressRoom
) -> None:
    secure.show("/", "x")
    with pytest.raises(Unreachable, match=r"no safe connection \(self.signed certificate"):
        client.get(f"https://127.0.0.1:{secure.port}/", ports=(secure.port,))
    assert secure.requests == []


@pytest.mark.usefixtures("vouched")
def test_a_site_behind_tls_is_read(client: Client, secure: PressRoom) -> None:
    secure.show("/", b"x" * 300_000)
    answer = client.get(f"https://127.0.0.1:{secure.port}/", ports=(secure.port,))
    assert len(answer.content) == 300_000


@pytest.mark.usefixtures("vouched")
def test_a_redirect_from_https_to_http_is_refused(
    client: Client, secure: PressRoom, room: PressRoom
) -> None:
    secure.redirect("/", room.url("/plain"))
    with pytest.raises(Refused, match="https to http"):
        client.get(f"https://127.0.0.1:{secure.port}/", ports=(secure.port, room.port))
    assert room.requests == []
