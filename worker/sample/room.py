"""The server of the sample press room."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from accord.source import Format, Source
from worker.sample.pages import article, document_lines, feed, listing
from worker.sample.pdf import pdf
from worker.sample.releases import RELEASES, SampleRelease

_EVERY_SECONDS = 3.0
_LISTINGS = ("/kr", "/ep/feed.xml", "/fr", "/jp")
_HTML, _RSS, _PDF = "text/html; charset=utf-8", "application/rss+xml", "application/pdf"


@dataclass(frozen=True, slots=True)
class SampleRoom:
    """A press room that is being served. `origin` is its host and port."""

    origin: str
    sources: tuple[Source, ...]


@contextmanager
def serve_sample(
    *, pace: float = 1.0, clock: Callable[[], float] = time.monotonic
) -> Iterator[SampleRoom]:
    """Serve it on a free port of 127.0.0.1 for the block.

    Each release appears `after * pace` seconds after every listing has been looked at once, so
    that none of the new ones passes for history, and bears the date of that day.
    """
    today = date.today()  # noqa: DTZ011 - pages print the date of their own place
    unseen = set(_LISTINGS)
    began: float | None = None

    def visible(path: str) -> list[SampleRelease]:
        nonlocal began
        passed = 0.0 if began is None else clock() - began
        unseen.discard(path)
        if began is None and not unseen:
            began = clock()
        return [release for release in reversed(RELEASES) if release.after * pace <= passed]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
            path = self.path.split("?")[0]
            found = _answer(path, visible(path), today, base)
            media_type, content = found or (_HTML, b"")
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
        thread.start()
        try:
            origin = f"127.0.0.1:{server.server_port}"
            yield SampleRoom(origin, _sources(f"http://{origin}"))
        finally:
            server.shutdown()


def _answer(
    path: str, visible: list[SampleRelease], today: date, base: str
) -> tuple[str, bytes] | None:
    office, _, slug = path.strip("/").partition("/")
    theirs = [release for release in visible if release.office == office]
    if path == "/ep/feed.xml":
        return _RSS, feed(theirs, today, base).encode()
    if not slug and office in ("kr", "fr", "jp"):
        return _HTML, listing(office, theirs, today).encode()
    for release in theirs:
        if office == "jp" and slug == f"{release.slug}.pdf":
            return _PDF, pdf(document_lines(release, today))
        if office != "jp" and slug == release.slug:
            return _HTML, article(release, today).encode()
    return None


def _sources(base: str) -> tuple[Source, ...]:
    def source(office: str, name: str, path: str, format_: Format, language: str) -> Source:
        return Source(
            id=f"sample-{office.lower()}",
            name=name,
            url=base + path,
            format=format_,
            office=office,
            language=language,
            every_seconds=_EVERY_SECONDS,
            sample=True,
        )

    return (
        source("KR", "Ministry of Intellectual Property", "/kr", Format.HTML, "en"),
        source("EP", "European Patent Office", "/ep/feed.xml", Format.RSS, "en"),
        source("FR", "INPI France", "/fr", Format.HTML, "fr"),
        source("JP", "Japan Patent Office", "/jp", Format.HTML, "en"),
    )
