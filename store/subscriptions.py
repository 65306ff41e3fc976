"""Which channels are told of what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from store.engine import Unit
from store.records import Subscription
from store.tables import subscriptions as table

# The terminal takes the place of a Slack channel while there is no Slack.
LOCAL = "local"
TERMINAL = "terminal"

_COLUMNS = [column for column in table.c if column.name != "removed_at"]


def add(
    unit: Unit,
    *,
    workspace: str,
    channel: str,
    query_text: str,
    made_by: str | None,
    now: datetime,
) -> Subscription:
    """Tell a channel of what a query selects, from now on. Asking twice is asking once."""
    insert = unit.insert(table).values(
        workspace=workspace,
        channel=channel,
        query_text=query_text,
        made_by=made_by,
        made_at=now,
        active=True,
    )
    row = unit.execute(
        insert.on_conflict_do_update(
            index_elements=["workspace", "channel", "query_text"],
            set_={"active": True, "removed_at": None},
        ).returning(*_COLUMNS)
    ).one()
    return _record(row)


def remove(unit: Unit, subscription_id: int, now: datetime) -> bool:
    """Stop telling; what waits to be told already is still told. Whether it was active."""
    result = unit.execute(
        sa.update(table)
        .where(table.c.id == subscription_id, table.c.active)
        .values(active=False, removed_at=now)
    )
    return result.rowcount > 0


def in_channel(unit: Unit, workspace: str, channel: str) -> list[Subscription]:
    """The active subscriptions of a channel, oldest first."""
    return _active(unit, table.c.workspace == workspace, table.c.channel == channel)


def all_active(unit: Unit) -> list[Subscription]:
    """All active subscriptions, oldest first."""
    return _active(unit)


def ensure_terminal(unit: Unit, now: datetime) -> Subscription:
    """Tell the terminal of everything."""
    return add(unit, workspace=LOCAL, channel=TERMINAL, query_text="", made_by=None, now=now)


def pause_terminal(unit: Unit, now: datetime) -> None:
    """Tell the terminal no longer, until `ensure_terminal` is called again."""
    for subscription in in_channel(unit, LOCAL, TERMINAL):
        remove(unit, subscription.id, now)


def _active(unit: Unit, *where: sa.ColumnElement[bool]) -> list[Subscription]:
    rows = unit.execute(sa.select(*_COLUMNS).where(table.c.active, *where).order_by(table.c.id))
    return [_record(row) for row in rows]


def _record(row: sa.Row[Any]) -> Subscription:
    return Subscription(**row._mapping)
