"""What reviewers decided: kept beside the release, and honoured whenever it is read again.

`agreements.record` asks here before it writes anything, so that whoever records a reading (the
first parse, a re-parse of the whole store, `accord ingest`) need do nothing for it: an approved or
fixed agreement stands as it was decided, a rejected one stays out. The rules are those of
`accord.decision.honoured`; `rows_for` gives the decisions of a release, oldest first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from accord.agreement import Agreement
from accord.decision import Decision, Verdict, honoured
from accord.press_release import Reading
from store import meta
from store.engine import Unit
from store.tables import decisions as table

_CHANNEL = "review channel"


def add(unit: Unit, decision: Decision) -> None:
    """Write a decision down. Record the release's reading anew for it to take effect."""
    unit.execute(
        sa.insert(table).values(
            release_id=decision.release_id,
            verdict=str(decision.verdict),
            read=decision.read.to_json(),
            facts=None if decision.facts is None else decision.facts.to_json(),
            decided_by=decision.decided_by,
            decided_at=decision.decided_at,
        )
    )


def rows_for(unit: Unit, release_id: int) -> list[Decision]:
    """The decisions on a release, oldest first."""
    return list(_decisions(unit, table.c.release_id == release_id))


def every(unit: Unit) -> list[Decision]:
    """All decisions, oldest first."""
    return list(_decisions(unit))


def honour(unit: Unit, release_id: int, reading: Reading) -> Reading:
    """The reading with what people have decided on this release in place of what was read."""
    decided = rows_for(unit, release_id)
    if not decided:
        return reading
    return replace(reading, agreements=honoured(reading.agreements, decided))


def set_review_channel(unit: Unit, workspace: str, channel: str | None, now: datetime) -> None:
    """Where uncertain readings go before they are told; None tells them like all others."""
    meta.put(unit, _CHANNEL, json.dumps([workspace, channel] if channel else None), now)


def review_channel(unit: Unit) -> tuple[str, str] | None:
    """The workspace and channel where uncertain readings go, None if there is none."""
    found = meta.get(unit, _CHANNEL)
    place = json.loads(found[0]) if found else None
    return (place[0], place[1]) if place else None


def _decisions(unit: Unit, *where: sa.ColumnElement[bool]) -> Iterator[Decision]:
    for row in unit.execute(sa.select(table).where(*where).order_by(table.c.id)):
        yield _record(row)


def _record(row: sa.Row[Any]) -> Decision:
    return Decision(
        release_id=row.release_id,
        verdict=Verdict(row.verdict),
        read=Agreement.from_json(row.read),
        facts=None if row.facts is None else Agreement.from_json(row.facts),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
