"""Twenty press rooms on loopback, each with a feed and twenty generated releases.

    python -m tests.benchmarks.throughput.site PORT

Prints a line when it listens. All pages are made beforehand, so that serving costs little.
"""

# ruff: noqa: T201
from __future__ import annotations

import asyncio
import random
import sys

from accord.vocabulary import Vocabulary
from config.vocabulary import load_vocabulary
from tests.benchmarks.pages import page

HOSTS = tuple(f"127.0.0.{number}" for number in range(2, 22))
WARMING = ("127.0.0.22", "127.0.0.23")  # one for each of Accord's workers
EACH = 20
_PARTNERS = 60


def urls(host: str, port: int) -> list[str]:
    """The addresses of a host's releases."""
    return [f"http://{host}:{port}/release/{number}" for number in range(EACH)]


def _release(vocabulary: Vocabulary, host: str, number: int) -> bytes:
    """A page of which the parties, the day and the words are its own."""
    seed = 1_000 * int(host.rpartition(".")[2]) + number
    dice = random.Random(seed)
    offices = [office for office in vocabulary.offices if office.acronym][:_PARTNERS]
    one, other = dice.sample(offices, 2)
    made = page(seed, text=dice.randint(2_000, 5_000), furniture=dice.randint(30_000, 80_000))
    text = made.decode()
    lead = "The Japan Patent Office (JPO) and the European Patent Office (EPO)"
    text = text.replace(
        lead, f"The {one.name} ({one.acronym}) and the {other.name} ({other.acronym})"
    )
    day = f"{dice.randint(1, 28)} {dice.choice(['March', 'June', 'October'])} {2000 + number}"
    return text.replace("12 May 2021", day).replace("13 May 2021", day).encode()


def _feed(host: str, port: int) -> bytes:
    items = "".join(
        f"<item><title>Release</title><link>{url}</link></item>" for url in urls(host, port)
    )
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


def _answers(port: int) -> dict[tuple[str, str], bytes]:
    vocabulary = load_vocabulary()
    made = {}
    for host in (*HOSTS, *WARMING):
        bodies = {
            f"/release/{n}": ("text/html", _release(vocabulary, host, n)) for n in range(EACH)
        }
        bodies["/news"] = ("application/rss+xml", _feed(host, port))
        for path, (kind, body) in bodies.items():
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\n"
            made[host, path] = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    return made


class _Host(asyncio.Protocol):
    def __init__(self, host: str, answers: dict[tuple[str, str], bytes]) -> None:
        self._host, self._answers, self._unread = host, answers, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._unread += data
        while b"\r\n\r\n" in self._unread:
            head, _, self._unread = self._unread.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
            self._transport.write(self._answers.get((self._host, path), missing))
            if b"connection: close" in head.lower():
                self._transport.close()


async def serve(port: int) -> None:
    """Serve until the process is ended."""
    answers = _answers(port)
    loop = asyncio.get_running_loop()
    for host in (*HOSTS, *WARMING):
        await loop.create_server(lambda host=host: _Host(host, answers), host, port)  # type: ignore[misc]
    print("listening", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
