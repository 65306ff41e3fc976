"""Press releases on their way: found, fetched, parsed or parked."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from accord.dates import PartialDate
from accord.press_release import Entry, canonical_address
from store.engine import Unit
from store.errors import NotFound
from store.records import Release, ReleaseState
from store.tables import contents
from store.tables import releases as table

MAX_ATTEMPTS = 5
ROLLING_MEDIA_TYPE = "text/html; charset=utf-8"
_UNFINISHED = (ReleaseState.FOUND, ReleaseState.FETCHED)
_COLUMNS = [column for column in table.c if column.name != "text"]


def add_found(
    unit: Unit,
    source_id: str | None,
    entries: Iterable[Entry],
    now: datetime,
    *,
    silent: bool,
) -> list[int]:
    """Take in what a listing shows; returns the ids of the releases that are new, rising.

    A release is known by its canonical address, whichever source showed it first. Entries without
    an http or https address are no releases. `silent` ones are history: never announced. Entries
    of a rolling page need no fetching.
    """
    rows: dict[str, dict[str, Any]] = {}
    for entry in entries:
        try:
            address = entry.address
        except ValueError:
            continue
        rows.setdefault(address, _new(address, entry, source_id, now, silent=silent))
        if entry.page is not None:
            rows[address] |= _kept(unit, entry, now)
    if not rows:
        return []
    insert = unit.insert(table).on_conflict_do_nothing(index_elements=["address"])
    added = unit.execute(insert.returning(table.c.id), list(rows.values()))
    return sorted(added.scalars())


def add_given(unit: Unit, address: str, now: datetime, *, url: str | None = None) -> int:
    """Take in what a person gives by hand: a web address, or what identifies a file.

    `url` is where it comes from, if that is not the address by which it is known. Returns the id
    of a release that is known already; one that was parked is tried again.
    """
    found = by_address(unit, address)
    if found is None:
        row = _new(_known_as(address), Entry(url or address), None, now, silent=False)
        insert = unit.insert(table).on_conflict_do_nothing(index_elements=["address"])
        added = unit.execute(insert.values(row).returning(table.c.id)).scalar_one_or_none()
        if added is not None:
            return int(added)
        found = by_address(unit, address)
        if found is None:
            raise NotFound(f"{address} was deleted while it was added.")
    if found.state is ReleaseState.PARKED:
        reopen(unit, found.id, now, fetch=found.content_sha is None)
    return found.id


def claim(unit: Unit, release_id: int, now: datetime, lease: timedelta) -> Release | None:
    """Take a release for its next step: fetch while `found`, parse while `fetched`.

    Commit before working on it, so that the attempt counts even if the work kills its process.
    None if it is done, taken, parked or not due yet. A release that was tried `MAX_ATTEMPTS`
    times without an answer is parked here.
    """
    return next(iter(claim_all(unit, [release_id], now, lease)), None)


def claim_all(
    unit: Unit,
    release_ids: Collection[int],
    now: datetime,
    lease: timedelta,
    state: ReleaseState | None = None,
) -> list[Release]:
    """Take those of the releases that `claim` would give, oldest first; with a state only those
    that stand in it.

    Of several only those that were not tried yet: one that kills its worker must not use up the
    tries of its company.
    """
    wanted = [table.c.id.in_(release_ids), *_due(now)]
    if state is not None:
        wanted.append(table.c.state == state)
    if len(release_ids) > 1:
        wanted.append(table.c.attempts == 0)
    taken = []
    for row in unit.execute(
        sa.select(*_COLUMNS).where(*wanted).order_by(table.c.id).with_for_update(skip_locked=True)
    ).all():
        if row.attempts < MAX_ATTEMPTS:
            release = _record(row)
            taken.append(replace(release, attempts=row.attempts + 1, leased_until=now + lease))
            continue
        reason = row.last_error or "its worker died each time"
        _set(
            unit,
            row.id,
            state=ReleaseState.PARKED,
            leased_until=None,
            last_error=f"Given up after {row.attempts} tries: {reason}",
        )
    if taken:
        unit.execute(
            sa.update(table)
            .where(table.c.id.in_([release.id for release in taken]))
            .values(attempts=table.c.attempts + 1, leased_until=now + lease)
        )
    return taken


def release_lease(unit: Unit, release_id: int) -> None:
    """Give a claimed release back untried; the attempt does not count."""
    unit.execute(
        sa.update(table)
        .where(table.c.id == release_id, table.c.leased_until.is_not(None))
        .values(leased_until=None, attempts=table.c.attempts - 1)
    )


def keep(
    unit: Unit,
    release_id: int,
    now: datetime,
    *,
    content: bytes,
    media_type: str | None,
    final_url: str | None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> str:
    """Keep what was fetched, for the next step; returns the SHA-256 of the bytes, in hex.

    Does nothing to a release that was fetched meanwhile.
    """
    sha = keep_content(unit, content, now)
    unit.execute(
        sa.update(table)
        .where(table.c.id == release_id, table.c.state == ReleaseState.FOUND)
        .values(
            state=ReleaseState.FETCHED,
            content_sha=sha,
            media_type=media_type,
            final_url=final_url,
            etag=etag,
            last_modified=last_modified,
            fetched_at=now,
            attempts=0,
            next_try_at=None,
            leased_until=None,
            last_error=None,
        )
    )
    return sha


def keep_content(unit: Unit, content: bytes, now: datetime) -> str:
    """Keep bytes by their SHA-256, which is returned in hex. Equal bytes are kept once."""
    sha = hashlib.sha256(content).hexdigest()
    unit.execute(
        unit.insert(contents)
        .values(sha=sha, size=len(content), body=zlib.compress(content, 1), kept_at=now)
        .on_conflict_do_nothing(index_elements=["sha"])
    )
    return sha


def content(unit: Unit, sha: str) -> bytes:
    """The bytes that were kept. Raises NotFound."""
    body = unit.execute(sa.select(contents.c.body).where(contents.c.sha == sha)).scalar()
    if body is None:
        raise NotFound(f"No content {sha} is kept.")
    return zlib.decompress(body)


def fail(
    unit: Unit, release_id: int, now: datetime, *, reason: str, next_try_at: datetime | None
) -> None:
    """Note that a step failed, and why, in words for a person; try again then, or never (None).

    After `MAX_ATTEMPTS` it is parked all the same. A release that was finished meanwhile stays so.
    """
    park = sa.or_(sa.literal(next_try_at is None), table.c.attempts >= MAX_ATTEMPTS)
    unit.execute(
        sa.update(table)
        .where(table.c.id == release_id, table.c.state.in_(_UNFINISHED))
        .values(
            state=sa.case((park, ReleaseState.PARKED), else_=table.c.state),
            next_try_at=next_try_at or now,
            leased_until=None,
            last_error=reason,
        )
    )


def reopen(
    unit: Unit, release_id: int, at: datetime, *, fetch: bool, reason: str | None = None
) -> None:
    """Have a finished or parked release read again from its kept bytes, or fetched first, then.

    `reason` is why, where something was wrong.
    """
    _set(
        unit,
        release_id,
        state=ReleaseState.FOUND if fetch else ReleaseState.FETCHED,
        attempts=0,
        next_try_at=at,
        leased_until=None,
        last_error=reason,
    )


def unfinished(unit: Unit, now: datetime, limit: int) -> list[int]:
    """Releases that wait for a step and are due, news before history, oldest first.

    All sources get their turn: one with a long archive holds up no other.
    """
    rank = sa.func.row_number().over(
        partition_by=table.c.source_id, order_by=(table.c.silent, table.c.id)
    )
    due = sa.select(table.c.id, table.c.silent, rank.label("rank")).where(*_due(now)).subquery()
    rows = unit.execute(
        sa.select(due.c.id).order_by(due.c.silent, due.c.rank, due.c.id).limit(limit)
    )
    return list(rows.scalars())


def unfinished_of(unit: Unit, source_id: str) -> list[int]:
    """All releases of a source that wait for a step, due or not, oldest first."""
    rows = unit.execute(
        sa.select(table.c.id)
        .where(table.c.source_id == source_id, table.c.state.in_(_UNFINISHED))
        .order_by(table.c.id)
    )
    return list(rows.scalars())


def kept(unit: Unit, source_id: str | None = None) -> list[int]:
    """All releases whose bytes are kept and that were read or could not be, oldest first."""
    wanted: list[sa.ColumnElement[bool]] = [
        table.c.content_sha.is_not(None),
        table.c.state.in_((ReleaseState.PARSED, ReleaseState.PARKED)),
    ]
    if source_id is not None:
        wanted.append(table.c.source_id == source_id)
    return list(unit.execute(sa.select(table.c.id).where(*wanted).order_by(table.c.id)).scalars())


def silence(unit: Unit, release_id: int) -> None:
    """Let a release be history: nobody is told of it."""
    _set(unit, release_id, silent=True)


def get(unit: Unit, release_id: int) -> Release:
    """One release. Raises NotFound."""
    row = unit.execute(sa.select(*_COLUMNS).where(table.c.id == release_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no release {release_id}.")
    return _record(row)


def get_all(unit: Unit, release_ids: Collection[int]) -> list[Release]:
    """Those of the releases that exist, in the order asked for."""
    rows = unit.execute(sa.select(*_COLUMNS).where(table.c.id.in_(release_ids)))
    found = {row.id: _record(row) for row in rows}
    return [found[id_] for id_ in release_ids if id_ in found]


def by_address(unit: Unit, address: str) -> Release | None:
    """The release of an address, in any of its spellings."""
    row = unit.execute(
        sa.select(*_COLUMNS).where(table.c.address == _known_as(address))
    ).one_or_none()
    return None if row is None else _record(row)


def by_final_address(unit: Unit, address: str) -> Release | None:
    """The latest release whose fetch was led on to an address."""
    row = unit.execute(
        sa.select(*_COLUMNS)
        .where(table.c.final_url.in_([address, _known_as(address)]))
        .order_by(table.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _record(row)


def counts(unit: Unit) -> dict[ReleaseState, int]:
    """How many releases stand in each state."""
    rows = unit.execute(
        sa.select(table.c.state, sa.func.count().label("number")).group_by(table.c.state)
    )
    found = {ReleaseState(row.state): row.number for row in rows}
    return {state: found.get(state, 0) for state in ReleaseState}


def _known_as(address: str) -> str:
    try:
        return canonical_address(address)
    except ValueError:
        return address


def _new(
    address: str, entry: Entry, source_id: str | None, now: datetime, *, silent: bool
) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "address": address,
        "url": entry.url,
        "state": ReleaseState.FOUND,
        "silent": silent,
        "attempts": 0,
        "title": entry.title,
        "published": None if entry.published is None else str(entry.published),
        "found_at": now,
    }


def _kept(unit: Unit, entry: Entry, now: datetime) -> dict[str, Any]:
    """What a release holds that its listing gave whole."""
    return {
        "state": ReleaseState.FETCHED,
        "content_sha": keep_content(unit, (entry.page or "").encode(), now),
        "media_type": ROLLING_MEDIA_TYPE,
        "final_url": entry.url,
        "fetched_at": now,
    }


def _due(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    # Written out, so that the partial index of unfinished releases is used.
    return (
        sa.text("state IN ('found', 'fetched')"),  # type: ignore[return-value]
        sa.or_(table.c.leased_until.is_(None), table.c.leased_until <= now),
        sa.or_(table.c.next_try_at.is_(None), table.c.next_try_at <= now),
    )


def _set(unit: Unit, release_id: int, **values: Any) -> None:
    unit.execute(sa.update(table).where(table.c.id == release_id).values(values))


def _record(row: sa.Row[Any]) -> Release:
    values = dict(row._mapping)
    values["state"] = ReleaseState(values["state"])
    if values["published"] is not None:
        values["published"] = PartialDate.parse(values["published"])
    return Release(**values)
