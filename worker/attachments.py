"""The files that belong to a release: the statement as a PDF that its page links."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from accord.joining import joined
from accord.press_release import Link, Reading, Unreadable
from accord.source import Source
from store import history, releases
from store.engine import Store
from store.records import Release
from worker.clock import Clock
from worker.errors import NotFetched
from worker.reader import Reader
from worker.services import Services
from worker.web import PDF, named_port

_MOST = 3
_IS_PDF = re.compile(r"\bpdf\b", re.IGNORECASE)
_log = logging.getLogger(__name__)


def fetch_missing(
    own: Services, release: Release, links: Iterable[Link], source: Source | None, clock: Clock
) -> None:
    """Fetch and keep the PDF files that a release links as its full text, at most three.

    One that cannot be had is left out; it is looked for again with the release.
    """
    with own.store.read() as unit:
        known = {file.url for file in history.list_files(unit, release.id)}
    wanted = list(dict.fromkeys(link.url for link in links if _is_pdf(link)))[:_MOST]
    for url in wanted:
        if url in known:
            continue
        try:
            ports = named_port(source.url if source else release.url)
            answer = own.client.get(url, limits=PDF, ports=ports)
        except NotFetched as problem:
            _log.info("Release %s: its file %s is not there: %s", release.id, url, problem)
            continue
        if answer.content.startswith(b"%PDF-"):
            with own.store.begin() as unit:
                history.keep_file(unit, release.id, url, answer.content, clock())


def with_files(store: Store, reader: Reader, release: Release, page: Reading) -> Reading:
    """A release's page read together with the files that are kept of it."""
    with store.read() as unit:
        kept = [
            (file, releases.content(unit, file.content_sha))
            for file in history.list_files(unit, release.id)
        ]
    read = []
    for file, content in kept:
        try:
            read.append(
                reader.read_release(
                    content,
                    url=file.url,
                    media_type=None,
                    publisher=page.publisher,
                    fetched_on=release.fetched_at and release.fetched_at.date(),
                )
            )
        except Unreadable as problem:
            _log.info("Release %s: its file %s: %s", release.id, file.url, problem)
    return joined(page, read)


def _is_pdf(link: Link) -> bool:
    return urlsplit(link.url).path.lower().endswith(".pdf") or bool(_IS_PDF.search(link.text))
