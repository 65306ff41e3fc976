"""What became of releases that are known: looked at again, revised, withdrawn; and their files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from accord.press_release import Entry
from store import releases as release_rows
from store.engine import Unit
from store.history_tables import files, versions
from store.records import Release, ReleaseState
from store.tables import releases as table

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a release said before it was revised; `number` counts from 1."""

    number: int
    title: str | None
    text: str | None
    content_sha: str | None
    fetched_at: datetime | None
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class File:
    """A file that belongs to a release, such as the statement that a page links."""

    url: str
    content_sha: str


def due_for_look(unit: Unit, now: datetime, limit: int) -> list[int]:
    """Releases that are to be looked at again now, longest overdue first."""
    rows = unit.execute(
        sa.select(table.c.id).where(*_due(now)).order_by(table.c.next_look_at).limit(limit)
    )
    return list(rows.scalars())


def claim_look(unit: Unit, release_id: int, now: datetime, lease: timedelta) -> Release | None:
    """Take a release to be looked at again; None if that is not due, or somebody does it."""
    taken = unit.execute(
        sa.update(table)
        .where(table.c.id == release_id, *_due(now))
        .values(leased_until=now + lease)
        .returning(table.c.id)
    ).scalar_one_or_none()
    return None if taken is None else release_rows.get(unit, release_id)


def plan_look(unit: Unit, release_id: int, at: datetime | None) -> None:
    """Look at a release again then, or never."""
    _set(unit, release_id, next_look_at=at)


def looked(
    unit: Unit,
    release_id: int,
    *,
    next_look_at: datetime | None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> None:
    """Note a look that found the release as it was; without validators the former ones stay."""
    stated = {"etag": etag, "last_modified": last_modified}
    _set(
        unit,
        release_id,
        looks=table.c.looks + 1,
        next_look_at=next_look_at,
        leased_until=None,
        missing_since=None,
        **({} if etag is None and last_modified is None else stated),
    )


def not_looked(unit: Unit, release_id: int, next_look_at: datetime) -> None:
    """Note a look that showed nothing, neither that the release stands nor that it is gone."""
    _set(unit, release_id, next_look_at=next_look_at, leased_until=None)


def missed(unit: Unit, release_id: int, now: datetime, next_look_at: datetime) -> None:
    """Note a first look that found nothing where the release stood."""
    _set(unit, release_id, missing_since=now, next_look_at=next_look_at, leased_until=None)


def withdraw(unit: Unit, release_id: int, now: datetime) -> None:
    """Note that a release is gone for sure; it is looked at no more."""
    _set(unit, release_id, withdrawn_at=now, next_look_at=None, leased_until=None)


def keep_version(unit: Unit, release_id: int, now: datetime) -> int:
    """Keep what a release says now as a version, before it is recorded anew; its number."""
    last = unit.execute(
        sa.select(sa.func.max(versions.c.number)).where(versions.c.release_id == release_id)
    ).scalar()
    number = int(last or 0) + 1
    copied = ("title", "text", "content_sha", "media_type", "fetched_at")
    unit.execute(
        sa.insert(versions).from_select(
            ["release_id", "number", "replaced_at", *copied],
            sa.select(
                table.c.id,
                sa.literal(number),
                sa.literal(now, versions.c.replaced_at.type),
                *(table.c[name] for name in copied),
            ).where(table.c.id == release_id),
        )
    )
    return number


def replace(
    unit: Unit,
    release_id: int,
    now: datetime,
    *,
    content: bytes,
    media_type: str | None,
    etag: str | None,
    last_modified: str | None,
) -> None:
    """Keep other bytes in place of the release's; what it says is recorded by others."""
    _set(
        unit,
        release_id,
        content_sha=release_rows.keep_content(unit, content, now),
        media_type=media_type,
        etag=etag,
        last_modified=last_modified,
        fetched_at=now,
    )


def revise_listed(unit: Unit, entries: Iterable[Entry], now: datetime) -> list[int]:
    """Take in what entries of a rolling page say otherwise now; the ids of those releases.

    What they said before becomes a version, and they are to be parsed again.
    """
    pages = {entry.address: entry.page for entry in entries if entry.page is not None}
    if not pages:
        return []
    rows = unit.execute(
        sa.select(table.c.id, table.c.address, table.c.content_sha).where(
            table.c.address.in_(list(pages)), table.c.state == ReleaseState.PARSED
        )
    ).all()
    changed = []
    for row in rows:
        content = pages[row.address].encode()
        before = release_rows.content(unit, row.content_sha)
        if before == content or _words(before) == _words(content):
            continue
        keep_version(unit, row.id, now)
        replace(
            unit,
            row.id,
            now,
            content=content,
            media_type=release_rows.ROLLING_MEDIA_TYPE,
            etag=None,
            last_modified=None,
        )
        release_rows.reopen(unit, row.id, now, fetch=False)
        changed.append(row.id)
    return changed


def _words(page: bytes) -> list[str]:
    return _TAG.sub(" ", page.decode()).split()


def list_versions(unit: Unit, release_id: int) -> list[Version]:
    """What a release said before, oldest first."""
    rows = unit.execute(
        sa.select(
            versions.c.number,
            versions.c.title,
            versions.c.text,
            versions.c.content_sha,
            versions.c.fetched_at,
            versions.c.replaced_at,
        )
        .where(versions.c.release_id == release_id)
        .order_by(versions.c.number)
    )
    return [Version(**row._mapping) for row in rows]


def keep_file(unit: Unit, release_id: int, url: str, content: bytes, now: datetime) -> None:
    """Keep a file that belongs to a release, in place of what stood at its address before."""
    sha = release_rows.keep_content(unit, content, now)
    values = {"content_sha": sha, "fetched_at": now}
    unit.execute(
        unit.insert(files)
        .values(release_id=release_id, url=url, **values)
        .on_conflict_do_update(index_elements=["release_id", "url"], set_=values)
    )


def list_files(unit: Unit, release_id: int) -> list[File]:
    """The files of a release, oldest first."""
    rows = unit.execute(
        sa.select(files.c.url, files.c.content_sha)
        .where(files.c.release_id == release_id)
        .order_by(files.c.fetched_at, files.c.url)
    )
    return [File(row.url, row.content_sha) for row in rows]


def _due(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        table.c.next_look_at <= now,
        table.c.state == ReleaseState.PARSED,
        sa.or_(table.c.leased_until.is_(None), table.c.leased_until <= now),
    )


def _set(unit: Unit, release_id: int, **values: Any) -> None:
    unit.execute(sa.update(table).where(table.c.id == release_id).values(values))
