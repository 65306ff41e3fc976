"""Which channels are told of what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from accord.wishes import USUAL, Cadence, FollowUps, Wishes
from store.engine import Unit
from store.errors import NotFound
from store.records import Subscription
from store.tables import deliveries
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
    wishes: Wishes = USUAL,
) -> Subscription:
    """Tell a channel of what a query selects, from now on, in the way that is wished.

    Asking twice is asking once; the later wishes count.
    """
    insert = unit.insert(table).values(
        workspace=workspace,
        channel=channel,
        query_text=query_text,
        made_by=made_by,
        made_at=now,
        asked_since=now,
        active=True,
        **_columns(wishes, now),
    )
    row = unit.execute(
        insert.on_conflict_do_update(
            index_elements=["workspace", "channel", "query_text"],
            set_={
                "active": True,
                "removed_at": None,
                # What happened while it was removed was not asked for.
                "made_at": sa.case((table.c.active, table.c.made_at), else_=now),
                "asked_since": sa.case((_asks_as(wishes), table.c.asked_since), else_=now),
                **_columns(wishes, now),
                **_UNMUTED,
            },
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


def get(unit: Unit, subscription_id: int) -> Subscription:
    """One active subscription. Raises NotFound."""
    found = _active(unit, table.c.id == subscription_id)
    if not found:
        raise NotFound(f"There is no subscription {subscription_id}.")
    return found[0]


def in_workspace(unit: Unit, workspace: str) -> list[Subscription]:
    """The active subscriptions of a workspace, oldest first."""
    return _active(unit, table.c.workspace == workspace)


def made_by(unit: Unit, workspace: str, user: str) -> list[Subscription]:
    """The active subscriptions that somebody made, oldest first."""
    return _active(unit, table.c.workspace == workspace, table.c.made_by == user)


def change(
    unit: Unit, subscription_id: int, *, query_text: str, wishes: Wishes, now: datetime
) -> None:
    """Give a subscription another filter and other wishes.

    Another subscription of the channel with that very filter is ended: one is enough.
    """
    mine = get(unit, subscription_id)
    unit.execute(
        sa.delete(table).where(
            table.c.workspace == mine.workspace,
            table.c.channel == mine.channel,
            table.c.query_text == query_text,
            table.c.id != subscription_id,
            ~table.c.active,
            ~sa.exists().where(deliveries.c.subscription_id == table.c.id),
        )
    )
    other = unit.execute(
        sa.select(table.c.id).where(
            table.c.workspace == mine.workspace,
            table.c.channel == mine.channel,
            table.c.query_text == query_text,
            table.c.id != subscription_id,
        )
    ).scalar()
    if other is not None:
        # Its row must stay for the deliveries that name it, so it lives on in this one's place.
        remove(unit, subscription_id, now)
        subscription_id = int(other)
    unit.execute(
        sa.update(table)
        .where(table.c.id == subscription_id)
        .values(
            query_text=query_text,
            active=True,
            removed_at=None,
            asked_since=now,
            **_columns(wishes, now),
        )
    )


def mute(unit: Unit, ids: list[int], now: datetime, until: datetime) -> None:
    """Tell nothing until then. Muted already, it has been since it was first."""
    unit.execute(
        sa.update(table)
        .where(table.c.id.in_(ids))
        .values(
            muted_since=sa.case((table.c.muted_until > now, table.c.muted_since), else_=now),
            muted_until=until,
            # Only the last time is kept. What an earlier one kept silent is not to be missed.
            asked_since=sa.case(
                (
                    (table.c.muted_until <= now)
                    & (
                        table.c.muted_until > sa.func.coalesce(table.c.asked_since, table.c.made_at)
                    ),
                    table.c.muted_until,
                ),
                else_=table.c.asked_since,
            ),
        )
    )


def unmute(unit: Unit, ids: list[int], now: datetime) -> None:
    """Tell again from now on; what was muted before stays so."""
    unit.execute(
        sa.update(table)
        .where(table.c.id.in_(ids), table.c.muted_until > now)
        .values(muted_until=now)
    )


def pause(
    unit: Unit, workspace: str, channel: str, reason: str, now: datetime
) -> list[Subscription]:
    """Note that Slack takes no message in a channel; returns the subscriptions that it is news of.

    They are never deleted: what is to be told waits.
    """
    news = [s for s in in_channel(unit, workspace, channel) if s.paused_at is None]
    unit.execute(
        sa.update(table)
        .where(table.c.id.in_([s.id for s in news]))
        .values(paused_at=now, pause_reason=reason)
    )
    return news


def pause_workspace(unit: Unit, workspace: str, reason: str, now: datetime) -> None:
    """Note that no channel of a workspace can be told anything."""
    unit.execute(
        sa.update(table)
        .where(table.c.workspace == workspace, table.c.active, table.c.paused_at.is_(None))
        .values(paused_at=now, pause_reason=reason)
    )


def resume(unit: Unit, workspace: str, channel: str | None = None) -> list[Subscription]:
    """Note that Slack takes messages again, in one channel or the whole workspace."""
    where = [table.c.workspace == workspace, table.c.paused_at.is_not(None)]
    if channel is not None:
        where.append(table.c.channel == channel)
    back = _active(unit, *where)
    unit.execute(sa.update(table).where(*where).values(paused_at=None, pause_reason=None))
    return back


def move(unit: Unit, workspace: str, channel: str, new_channel: str) -> None:
    """A channel got another id: what it follows, and what waits for it, follows it there."""
    taken = sa.select(table.c.query_text).where(
        table.c.workspace == workspace, table.c.channel == new_channel
    )
    unit.execute(
        sa.update(table)
        .where(
            table.c.workspace == workspace,
            table.c.channel == channel,
            table.c.query_text.not_in(taken.correlate(None)),
        )
        .values(channel=new_channel)
    )
    told = sa.select(deliveries.c.event_id).where(
        deliveries.c.workspace == workspace,
        deliveries.c.channel == new_channel,
        deliveries.c.event_id.is_not(None),
    )
    unit.execute(
        sa.update(deliveries)
        .where(
            deliveries.c.workspace == workspace,
            deliveries.c.channel == channel,
            deliveries.c.event_id.not_in(told),
        )
        .values(channel=new_channel)
    )


def digests_due(unit: Unit, workspace: str, now: datetime) -> list[Subscription]:
    """The subscriptions whose digest is due, oldest first."""
    return _active(unit, table.c.workspace == workspace, table.c.next_digest_at <= now)


def digest_made(unit: Unit, subscription: Subscription, now: datetime) -> None:
    """Set when the next digest is due."""
    unit.execute(
        sa.update(table)
        .where(table.c.id == subscription.id)
        .values(next_digest_at=subscription.wishes.next_digest(now))
    )


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


def _asks_as(wishes: Wishes) -> sa.ColumnElement[bool]:
    """Whether a subscription that is made once more has been told all along, and as wished now."""
    return table.c.active & table.c.muted_until.is_(None) & (table.c.cadence == str(wishes.cadence))


_UNMUTED = {"muted_since": None, "muted_until": None}
_OF_WISHES = ("cadence", "at_minute", "weekday", "zone", "follow_ups")


def _columns(wishes: Wishes, now: datetime) -> dict[str, Any]:
    return {
        "cadence": str(wishes.cadence),
        "at_minute": wishes.at_minute,
        "weekday": wishes.weekday,
        "zone": wishes.zone,
        "follow_ups": str(wishes.follow_ups),
        "next_digest_at": wishes.next_digest(now),
    }


def _record(row: sa.Row[Any]) -> Subscription:
    values = dict(row._mapping)
    given = {name: values.pop(name) for name in _OF_WISHES}
    if given["cadence"] is None:  # made before there was a choice
        return Subscription(wishes=USUAL, **values)
    given["cadence"] = Cadence(given["cadence"])
    given["follow_ups"] = FollowUps(given["follow_ups"])
    return Subscription(wishes=Wishes(**given), **values)
