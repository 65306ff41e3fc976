"""Bringing files and addresses into the store by hand, through the steps that polled ones take."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from accord.press_release import Unreadable, canonical_address
from store import agreements, releases
from store.records import Recorded, ReleaseState
from worker.clock import Clock, now
from worker.errors import NotFetched
from worker.services import Services
from worker.web import PDF, Client, named_port

# What is taken from a folder; a file that is named is tried whatever it's called.
_SUFFIXES = frozenset({".htm", ".html", ".pdf", ".txt", ".xhtml"})


class Outcome(StrEnum):
    """What became of one item."""

    RECORDED = "recorded"
    KNOWN = "known"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """One item and what became of it. `problem` says why it failed, in words for a person."""

    item: str
    outcome: Outcome
    release_id: int | None = None
    title: str | None = None
    recorded: Recorded | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """Bytes and the address by which they are known; `url` only for what came from the web,
    `file` the name of what did not."""

    address: str
    content: bytes
    media_type: str | None = None
    url: str | None = None
    file: str | None = None


def gather(items: Iterable[str]) -> list[str]:
    """The items with each folder replaced by the documents below it, sorted by path.

    A folder without documents stays itself, so that `ingest` can say so.
    """
    found: dict[str, None] = {}
    for item in items:
        below = () if _is_address(item) else _documents_below(Path(item))
        for path in below or (item,):
            found[str(path)] = None
    return list(found)


def ingest(
    services: Services,
    items: Iterable[str],
    *,
    publisher: str | None = None,
    clock: Clock = now,
) -> Iterator[Ingested]:
    """Read each item and record what it tells, one after the other.

    An item is the path of a file or an http or https address. All that one item leads to is one
    commit, so a run that was killed is finished by running it again. What the store knows is not
    read again: a web page by its address, a file by its bytes, whatever its name. `publisher` is
    the ST.3 code of the office for documents that do not name theirs.
    """
    for item in items:
        try:
            yield _ingest(services, item, publisher, clock)
        except (NotFetched, Unreadable) as problem:
            yield Ingested(item=item, outcome=Outcome.FAILED, problem=str(problem))


def _ingest(services: Services, item: str, publisher: str | None, clock: Clock) -> Ingested:
    document = None if _is_address(item) else _document(Path(item))
    address = _canonical(item) if document is None else document.address
    with services.store.read() as unit:
        known = releases.by_address(unit, address)
    if known is not None and known.state is ReleaseState.PARSED:
        return Ingested(item=item, outcome=Outcome.KNOWN, release_id=known.id, title=known.title)
    document = document or _fetch(services.client, item, address)
    reading = services.reader.read_release(
        document.content,
        url=document.url,
        media_type=document.media_type,
        publisher=publisher,
        fetched_on=clock().date(),
    )
    at = clock()
    with services.store.begin() as unit:
        shown = f"file:{document.file}" if document.file else None
        release_id = releases.add_given(unit, address, at, url=shown)
        releases.keep(
            unit,
            release_id,
            at,
            content=document.content,
            media_type=document.media_type,
            final_url=document.url,
        )
        recorded = agreements.record(unit, release_id, reading, at, services.vocabulary)
    return Ingested(
        item=item,
        outcome=Outcome.RECORDED,
        release_id=release_id,
        title=reading.title,
        recorded=recorded,
    )


def _fetch(client: Client, url: str, address: str) -> _Document:
    answer = client.get(url, ports=named_port(url))
    return _Document(
        address=address, content=answer.content, media_type=answer.media_type, url=answer.url
    )


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises Unreadable, which says what is wrong with it."""
    if path.is_dir():
        raise Unreadable("The folder holds no .html, .pdf or .txt file.")
    try:
        if not path.is_file():
            raise Unreadable("There is no such file." if not path.exists() else "It is no file.")
        with path.open("rb") as file:
            content = file.read(PDF.size + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(f"It cannot be opened ({reason}).") from None
    if not content:
        raise Unreadable("The file is empty.")
    if len(content) > PDF.size:
        raise Unreadable(f"The file is larger than {PDF.size // 1_000_000} MB.")
    return content


def _document(path: Path) -> _Document:
    content = read_file(path)
    # By its bytes, so that a copy under another name is the same release.
    address = f"file:sha256-{hashlib.sha256(content).hexdigest()}"
    return _Document(address=address, content=content, file=path.name)


def _documents_below(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    found = []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(where, name) for name in names if not name.startswith(".")]
    return sorted(path for path in found if path.suffix.lower() in _SUFFIXES)


def _is_address(item: str) -> bool:
    return item.lower().startswith(("http://", "https://"))


def _canonical(item: str) -> str:
    try:
        return canonical_address(item)
    except ValueError as problem:
        raise Unreadable(f"{problem}.") from None
