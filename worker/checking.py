"""Trying a press room now: what holds of what is assumed of it. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accord.press_release import Entry, Reading, Unreadable
from accord.source import Aspect, Source
from parsers.office import request_address
from worker import judging
from worker.errors import NotFetched
from worker.listing import read_listing
from worker.reader import Reader
from worker.web import FEED, Answer, Client, named_port

_DATED = 0.8


class Verdict(StrEnum):
    """What a try says of an assumption."""

    HELD = "held"
    FAILED = "did not hold"
    UNSEEN = "not seen"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a try says of one aspect of a source, and the evidence."""

    aspect: Aspect
    verdict: Verdict
    evidence: str


def check(client: Client, reader: Reader, source: Source, today: date) -> Iterator[Finding]:
    """Fetch and read a source's listing and its first release; a finding for each aspect.

    What depends on an aspect that failed is not seen.
    """
    listing = _get(client, source, source.url)
    if isinstance(listing, NotFetched):
        yield Finding(Aspect.ADDRESS, Verdict.FAILED, f"{judging.failure(listing)}: {listing}")
        yield from _unseen(*list(Aspect)[1:])
        return
    yield Finding(Aspect.ADDRESS, Verdict.HELD, _of_answer(listing))
    entries = _read(client, reader, source, listing)
    if isinstance(entries, Unreadable | NotFetched):
        yield Finding(Aspect.FORMAT, Verdict.FAILED, f"{judging.failure(entries)}: {entries}")
        yield from _unseen(Aspect.ARTICLES, Aspect.DATES, Aspect.RELEASE)
        return
    yield Finding(Aspect.FORMAT, Verdict.HELD, f"read as {source.format}")
    yield _of_articles(source, entries)
    if not entries:
        yield from _unseen(Aspect.DATES, Aspect.RELEASE)
        return
    yield _of_dates(entries)
    yield _of_release(client, reader, source, entries[0], today)


def _unseen(*aspects: Aspect) -> Iterator[Finding]:
    for aspect in aspects:
        yield Finding(aspect, Verdict.UNSEEN, "what it depends on did not hold")


def _get(client: Client, source: Source, url: str) -> Answer | NotFetched:
    try:
        return client.get(url, limits=FEED, ports=named_port(source.url))
    except NotFetched as problem:
        return problem


def _read(
    client: Client, reader: Reader, source: Source, answer: Answer
) -> tuple[Entry, ...] | Unreadable | NotFetched:
    try:
        return read_listing(client, reader, source, answer)
    except (Unreadable, NotFetched) as problem:
        return problem


def _of_answer(answer: Answer) -> str:
    said = [f"{answer.bytes_received:,} bytes"]
    if answer.moved_to:
        said.append(f"moved to {answer.moved_to}")
    kinds = [
        name
        for name, value in (("ETag", answer.etag), ("Last-Modified", answer.last_modified))
        if value
    ]
    said.append(f"validators: {', '.join(kinds) or 'none'}")
    return ", ".join(said)


def _of_articles(source: Source, entries: tuple[Entry, ...]) -> Finding:
    if not entries:
        verdict = Verdict.UNSEEN if source.may_be_empty else Verdict.FAILED
        return Finding(Aspect.ARTICLES, verdict, "it lists no release now")
    titles = "; ".join(entry.title or entry.url for entry in entries[:3])
    return Finding(Aspect.ARTICLES, Verdict.HELD, f"{len(entries)} releases: {titles}")


def _of_dates(entries: tuple[Entry, ...]) -> Finding:
    days = sorted(str(entry.published) for entry in entries if entry.published)
    if not days:
        return Finding(Aspect.DATES, Verdict.FAILED, f"none of {len(entries)} entries has a day")
    verdict = Verdict.HELD if len(days) >= _DATED * len(entries) else Verdict.FAILED
    return Finding(
        Aspect.DATES, verdict, f"{len(days)} of {len(entries)}, from {days[0]} to {days[-1]}"
    )


def _of_release(
    client: Client, reader: Reader, source: Source, entry: Entry, today: date
) -> Finding:
    content, media_type = (entry.page or "").encode(), None
    if entry.page is None:
        answer = _get(client, source, request_address(entry.url, source.reader))
        if isinstance(answer, NotFetched):
            return Finding(Aspect.RELEASE, Verdict.FAILED, f"{entry.url}: {answer}")
        content, media_type = answer.content, answer.media_type
    try:
        reading = reader.read_release(
            content,
            url=entry.url,
            media_type=media_type,
            publisher=source.office,
            fetched_on=today,
            office=source.reader,
        )
    except Unreadable as problem:
        return Finding(Aspect.RELEASE, Verdict.FAILED, f"{entry.url}: {problem}")
    return Finding(Aspect.RELEASE, *_of_reading(reading, entry))


def _of_reading(reading: Reading, entry: Entry) -> tuple[Verdict, str]:
    lacking = [
        name
        for name, value in (
            ("title", reading.title),
            ("day", reading.published or entry.published),
        )
        if not value
    ]
    if lacking:
        return Verdict.FAILED, f"no {' and no '.join(lacking)} in {entry.url}"
    return (
        Verdict.HELD,
        f"“{reading.title}”, {reading.published or entry.published}, {reading.language}, "
        f"{len(reading.text):,} characters",
    )
