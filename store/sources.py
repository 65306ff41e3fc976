"""The watched sources: what is declared, what is due, how the polls went."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from accord.alert import AlertKind
from accord.cadence import rhythm
from accord.dates import PartialDate
from accord.source import Source, source_from_json, source_to_json
from store import search_index, tallies
from store.engine import Unit
from store.errors import NotFound
from store.history_tables import files, versions
from store.records import WatchedSource
from store.tables import agreement_releases, agreements, contents, releases
from store.tables import sources as table

_COLUMNS = (
    "office",
    "name",
    "url",
    "format",
    "language",
    "every_seconds",
    "selectors",
    "sample",
)
_LATEST = 50
_BATCH = 500
_VALIDATORS = ("etag", "last_modified", "body_hash", "body_size")
_OF_THE_ADDRESS = (*_VALIDATORS, "listed", "moved_to", "rhythm", "last_new_at", "outcome")


def declare(unit: Unit, sources: Iterable[Source], now: datetime) -> None:
    """Watch exactly these sources from now on; others are retired, not deleted.

    A source that is new, comes back or has moved is due at once, and so is one that is read in
    another way than before. One whose address changed starts afresh, with its archive to be
    filled silently.
    """
    declared = list(sources)
    known = {row.id: row for row in unit.execute(sa.select(table))}
    for source in declared:
        _declare(unit, source, known.get(source.id), now)
    unit.execute(
        sa.update(table)
        .where(table.c.id.not_in([s.id for s in declared]), table.c.retired_at.is_(None))
        .values(retired_at=now, leased_until=None)
    )


def _declare(unit: Unit, source: Source, known: sa.Row[Any] | None, now: datetime) -> None:
    described = source_to_json(source)
    values = {name: described.pop(name) for name in _COLUMNS}
    values["rules"] = {name: value for name, value in described.items() if name != "id"}
    if known is None:
        fresh = {"next_poll_at": now, "failures": 0, "polls": 0, "bytes_received": 0}
        # Another process may declare it at the same time.
        insert = unit.insert(table).values(id=source.id, **values, **fresh)
        unit.execute(insert.on_conflict_do_nothing(index_elements=["id"]))
        return
    before = _record(known).source
    values["retired_at"] = None
    values["next_poll_at"] = min(known.next_poll_at, now + timedelta(seconds=source.every_seconds))
    if source.url != before.url:
        values |= dict.fromkeys((*_OF_THE_ADDRESS, "first_success_at"), None)
    elif _read_by(source) != _read_by(before):
        # The same bytes may hold other releases now.
        values |= dict.fromkeys(_VALIDATORS, None)
    if source.url != before.url or known.retired_at or _read_by(source) != _read_by(before):
        values["next_poll_at"] = now
    unit.execute(sa.update(table).where(table.c.id == source.id).values(**values))


def _read_by(source: Source) -> tuple[object, ...]:
    """What decides which releases a listing's bytes hold."""
    return (
        source.format,
        source.selectors,
        source.articles,
        source.titles,
        source.rewrites,
        source.reader,
    )


def claim_due(unit: Unit, now: datetime, lease: timedelta, limit: int) -> list[str]:
    """Take the sources that are due, longest overdue first, so that nobody else polls them.

    The lease ends when the poll is settled or its time has run out.
    """
    due = (
        sa.select(table.c.id)
        .where(
            table.c.retired_at.is_(None),
            table.c.next_poll_at <= now,
            sa.or_(table.c.leased_until.is_(None), table.c.leased_until <= now),
        )
        .order_by(table.c.next_poll_at, table.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(unit.execute(due).scalars())
    if ids:
        unit.execute(sa.update(table).where(table.c.id.in_(ids)).values(leased_until=now + lease))
    return ids


def release_lease(unit: Unit, source_id: str) -> None:
    """Give a claimed source back unpolled; it is due again at once."""
    unit.execute(sa.update(table).where(table.c.id == source_id).values(leased_until=None))


def settle_success(
    unit: Unit,
    source_id: str,
    now: datetime,
    *,
    next_poll_at: datetime,
    etag: str | None,
    last_modified: str | None,
    body_hash: str | None,
    changed: bool,
    bytes_received: int,
    bytes_saved: int = 0,
    body_size: int | None = None,
    outcome: AlertKind = AlertKind.WELL,
    doubt: str | None = None,
    listed: int | None = None,
    newest: datetime | None = None,
    moved_to: str | None = None,
) -> None:
    """Note a poll that was answered and read. `changed`: the answer was not the former one.

    `doubt` is what is wrong all the same, where the `outcome` is not well. `newest` is when the
    newest release that was not known before was published or found.
    """
    known = {"body_size": body_size, "listed": listed, "last_new_at": newest}
    unit.execute(
        sa.update(table)
        .where(table.c.id == source_id)
        .values(
            next_poll_at=next_poll_at,
            leased_until=None,
            failures=0,
            last_error=doubt,
            **_outcome(outcome),
            etag=etag,
            last_modified=last_modified,
            body_hash=body_hash,
            first_success_at=sa.func.coalesce(table.c.first_success_at, now),
            last_success_at=now,
            last_changed_at=now if changed else table.c.last_changed_at,
            polls=table.c.polls + 1,
            unchanged_polls=table.c.unchanged_polls + (0 if changed else 1),
            bytes_received=table.c.bytes_received + bytes_received,
            bytes_saved=table.c.bytes_saved + bytes_saved,
            moved_to=moved_to,
            **{name: value for name, value in known.items() if value is not None},
        )
    )
    tallies.add(unit, "polls", source_id, outcome)
    if newest is not None:
        unit.execute(
            sa.update(table)
            .where(table.c.id == source_id)
            .values(rhythm=rhythm(_published(unit, source_id)))
        )


def _published(unit: Unit, source_id: str) -> list[datetime]:
    """When the source's latest releases were published, or found where they were news."""
    rows = unit.execute(
        sa.select(releases.c.published, releases.c.found_at, releases.c.silent)
        .where(releases.c.source_id == source_id)
        .order_by(releases.c.id.desc())
        .limit(_LATEST)
    )
    times = []
    for row in rows:
        if row.published:
            day = PartialDate.parse(row.published).first
            times.append(min(datetime.combine(day, time(12), UTC), row.found_at))
        elif not row.silent:
            times.append(row.found_at)
    return times


def settle_failure(
    unit: Unit,
    source_id: str,
    now: datetime,
    *,
    reason: str,
    next_poll_at: datetime,
    outcome: AlertKind = AlertKind.UNREACHABLE,
) -> None:
    """Note a poll that failed, as what, and why, in words for a person."""
    unit.execute(
        sa.update(table)
        .where(table.c.id == source_id)
        .values(
            next_poll_at=next_poll_at,
            leased_until=None,
            failures=table.c.failures + 1,
            last_error=reason,
            last_failure_at=now,
            polls=table.c.polls + 1,
            **_outcome(outcome),
        )
    )
    tallies.add(unit, "polls", source_id, outcome)


def _outcome(outcome: AlertKind) -> dict[str, Any]:
    same = table.c.outcome == outcome
    return {
        "outcome": outcome,
        "outcome_count": sa.case((same, table.c.outcome_count + 1), else_=1),
    }


def put_off(
    unit: Unit, source_id: str, now: datetime, *, reason: str, next_poll_at: datetime
) -> None:
    """Note a poll that failed through no fault of the source's."""
    unit.execute(
        sa.update(table)
        .where(table.c.id == source_id)
        .values(
            next_poll_at=next_poll_at, leased_until=None, last_error=reason, last_failure_at=now
        )
    )
    tallies.add(unit, "polls", source_id, "put off")


def get(unit: Unit, source_id: str) -> WatchedSource:
    """One source, retired or not. Raises NotFound."""
    row = unit.execute(sa.select(table).where(table.c.id == source_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no source {source_id!r}.")
    return _record(row)


def by_id(unit: Unit, source_ids: Collection[str]) -> dict[str, WatchedSource]:
    """Those of the sources that exist, retired or not, by id."""
    if not source_ids:
        return {}
    rows = unit.execute(sa.select(table).where(table.c.id.in_(source_ids)))
    return {row.id: _record(row) for row in rows}


def all_sources(unit: Unit) -> list[WatchedSource]:
    """All sources that are watched, by id."""
    rows = unit.execute(sa.select(table).where(table.c.retired_at.is_(None)).order_by(table.c.id))
    return [_record(row) for row in rows]


def forget_samples(unit: Unit) -> None:
    """Delete the sample press room: its sources, releases, agreements and what hangs on them."""
    samples = sa.select(table.c.id).where(table.c.sample)
    theirs = sa.select(releases.c.id).where(releases.c.source_id.in_(samples))
    shas = _contents_of(unit, theirs)
    # No real release tells of them: `agreements.record` keeps the invented apart.
    told = sa.select(agreement_releases.c.agreement_id).where(
        agreement_releases.c.release_id.in_(theirs)
    )
    for agreement_id in list(unit.execute(told.distinct()).scalars()):
        search_index.remove(unit, agreement_id)
    unit.execute(sa.delete(agreements).where(agreements.c.id.in_(told)))
    unit.execute(sa.delete(releases).where(releases.c.source_id.in_(samples)))
    unit.execute(sa.delete(table).where(table.c.sample))
    used = [
        sa.exists().where(holder.c.content_sha == contents.c.sha)
        for holder in (releases, versions, files)
    ]
    for start in range(0, len(shas), _BATCH):
        unit.execute(
            sa.delete(contents).where(
                contents.c.sha.in_(shas[start : start + _BATCH]), sa.not_(sa.or_(*used))
            )
        )


def _contents_of(unit: Unit, release_ids: sa.Select[tuple[int]]) -> list[str]:
    """The hashes of what was fetched for some releases, in all versions and files."""
    held = (
        (releases.c.content_sha, releases.c.id),
        (versions.c.content_sha, versions.c.release_id),
        (files.c.content_sha, files.c.release_id),
    )
    found = sa.union(*(sa.select(sha).where(of.in_(release_ids)) for sha, of in held))
    return [sha for sha in unit.execute(found).scalars() if sha is not None]


def _record(row: sa.Row[tuple[object, ...]]) -> WatchedSource:
    values = dict(row._mapping)
    described = {name: values.pop(name) for name in _COLUMNS}
    rules = values.pop("rules") or {}
    source = source_from_json({**rules, **described, "id": values.pop("id")})
    values["outcome"] = values["outcome"] and AlertKind(values["outcome"])
    return WatchedSource(source=source, **values)
