"""What the operator is told: each change of a subject's state once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from accord.alert import STALE_AFTER, AlertKind
from accord.delivery import DeliveryState
from store.engine import Unit
from store.records import Alert
from store.tables import alerts as table
from store.tables import deliveries


def change(
    unit: Unit, subject: str, kind: AlertKind, facts: Mapping[str, str], now: datetime
) -> Alert | None:
    """Note the state that a subject is in now; an alert if that is another than before.

    A subject of which nothing was ever said is well. Of two that note it at once one succeeds.
    """
    latest = state(unit, subject)
    if kind is (AlertKind.WELL if latest is None else latest.kind):
        return None
    number = sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0) + 1).where(
        table.c.subject == subject
    )
    insert = unit.insert(table).values(
        subject=subject,
        number=number.scalar_subquery(),
        kind=kind,
        facts=dict(facts),
        made_at=now,
    )
    row = unit.execute(
        insert.on_conflict_do_nothing(index_elements=["subject", "number"]).returning(table)
    ).one_or_none()
    return None if row is None else record(dict(row._mapping))


def state(unit: Unit, subject: str) -> Alert | None:
    """The alert that tells a subject's present state; None if there never was one."""
    row = unit.execute(
        sa.select(table).where(table.c.subject == subject).order_by(table.c.number.desc()).limit(1)
    ).one_or_none()
    return None if row is None else record(dict(row._mapping))


def standing(unit: Unit) -> list[Alert]:
    """The alerts of all subjects that are not well now, oldest first."""
    later = table.alias("later")
    rows = unit.execute(
        sa.select(table)
        .where(
            table.c.kind != AlertKind.WELL,
            ~sa.exists().where(later.c.subject == table.c.subject, later.c.number > table.c.number),
        )
        .order_by(table.c.id)
    )
    return [record(dict(row._mapping)) for row in rows]


def address(unit: Unit, workspace: str, channel: str, now: datetime) -> int:
    """Have what was not told to anybody yet delivered to a channel; how many alerts that is."""
    waiting = unit.execute(
        sa.select(table.c.id)
        .where(
            table.c.made_at > now - STALE_AFTER,
            ~sa.exists().where(deliveries.c.alert_id == table.c.id),
        )
        .order_by(table.c.id)
    ).scalars()
    rows = [
        {
            "alert_id": alert_id,
            "workspace": workspace,
            "channel": channel,
            "key": secrets.token_hex(16),
            "state": DeliveryState.WAITING,
            "attempts": 0,
            "next_try_at": now,
            "made_at": now,
        }
        for alert_id in waiting
    ]
    if rows:
        unit.execute(
            unit.insert(deliveries).on_conflict_do_nothing(
                index_elements=["alert_id", "workspace", "channel"]
            ),
            rows,
        )
    return len(rows)


def record(values: dict[str, Any]) -> Alert:
    """A row's values as a record."""
    return Alert(
        id=values["id"],
        subject=values["subject"],
        kind=AlertKind(values["kind"]),
        facts=dict(values["facts"]),
        made_at=values["made_at"],
    )
