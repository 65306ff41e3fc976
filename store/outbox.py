"""Deliveries: claimed, posted once, settled.

A poster claims in one unit, posts with the delivery's key, and settles in another. If it dies
between, the delivery is found `posting` with its lease run out: then it's unsure whether the
message stands in the channel, and somebody looks for the key there before posting again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from accord.changes import Change
from accord.delivery import DeliveryState, EventKind
from store import alerts, verifying
from store.engine import Unit
from store.errors import NotFound
from store.keys import delivery_keys
from store.records import Delivery, Event
from store.tables import alerts as alert_rows
from store.tables import deliveries as table
from store.tables import events, gathered, subscriptions

LEASE = timedelta(seconds=60)
_UNSETTLED = (DeliveryState.WAITING, DeliveryState.POSTING)


def deliver(
    unit: Unit,
    event_id: int,
    channels: Mapping[tuple[str, str], int | None],
    now: datetime,
) -> int:
    """Have channels be told of an event, each once: (workspace, channel) and the subscription that
    asked for it. Returns how many had not been yet.

    In a store that was restored lately they may have been told before the restore: each delivery
    is unsure from the start.
    """
    if not channels:
        return 0
    doubtful = verifying.since(unit, now)
    keys = delivery_keys(unit, event_id, channels)
    rows = [
        {
            "event_id": event_id,
            "subscription_id": subscription_id,
            "workspace": workspace,
            "channel": channel,
            "key": keys[workspace, channel],
            "state": DeliveryState.WAITING if doubtful is None else DeliveryState.POSTING,
            "attempts": 0,
            "next_try_at": now,
            "leased_until": None if doubtful is None else now,
            "claimed_at": doubtful,
            "made_at": now,
        }
        for (workspace, channel), subscription_id in channels.items()
    ]
    insert = unit.insert(table).on_conflict_do_nothing(
        index_elements=["event_id", "workspace", "channel"]
    )
    return len(unit.execute(insert.returning(table.c.id), rows).all())


def channels_told(unit: Unit, agreement_id: int, *, but: int) -> set[tuple[str, str]]:
    """The channels that are or will be told of an agreement by another event than `but`."""
    own = (
        sa.select(table.c.workspace, table.c.channel)
        .join(events, events.c.id == table.c.event_id)
        .where(
            events.c.agreement_id == agreement_id,
            events.c.id != but,
            table.c.subscription_id.is_not(None),
        )
    )
    by_digest = (
        sa.select(subscriptions.c.workspace, subscriptions.c.channel)
        .join(gathered, gathered.c.subscription_id == subscriptions.c.id)
        .join(events, events.c.id == gathered.c.event_id)
        .where(events.c.agreement_id == agreement_id, events.c.id != but)
    )
    rows = unit.execute(sa.union(own, by_digest))
    return {(row.workspace, row.channel) for row in rows}


def claim(
    unit: Unit,
    now: datetime,
    lease: timedelta,
    limit: int,
    *,
    workspace: str,
    but: Collection[str] = (),
) -> list[Delivery]:
    """Take the deliveries of a workspace that are due, oldest first, at most one of a channel and
    none of the channels in `but`.

    They become `posting` and their attempts rise; commit before posting. A delivery isn't taken
    while an earlier one of its channel is unsettled, so a channel keeps the order of events.
    """
    due = (table.c.state == DeliveryState.WAITING) & (table.c.next_try_at <= now)
    first = due & table.c.channel.not_in(but) & _first_of_its_channel()
    return _take(unit, first, now, lease=lease, limit=limit, workspace=workspace)


def unsure(
    unit: Unit,
    now: datetime,
    workspace: str,
    *,
    lease: timedelta = LEASE,
    limit: int = 100,
) -> list[Delivery]:
    """Take the deliveries of one channel whose post may or may not have happened: `posting`, lease
    run out.

    Look for each one's key in the channel since `claimed_at`, then settle it: `posted` if it is
    there, `absent` if not, `still_unsure` if the channel can't be read now. The lease keeps two
    posters from doing that for one delivery; attempts rise.
    """
    lapsed = (table.c.state == DeliveryState.POSTING) & (table.c.leased_until <= now)
    channel = unit.execute(
        sa.select(table.c.channel)
        .where(table.c.workspace == workspace, lapsed)
        .order_by(table.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar()
    if channel is None:
        return []
    of_it = lapsed & (table.c.channel == channel)
    return _take(unit, of_it, now, lease=lease, limit=limit, workspace=workspace)


def posted(unit: Unit, delivery_id: int, ts: str, now: datetime) -> None:
    """Settle a delivery whose message stands in the channel under `ts`."""
    unit.execute(
        sa.update(table)
        .where(table.c.id == delivery_id, table.c.state != DeliveryState.POSTED)
        .values(
            state=DeliveryState.POSTED,
            ts=ts,
            settled_at=now,
            leased_until=None,
            last_error=None,
        )
    )


def retry(
    unit: Unit,
    delivery_id: int,
    now: datetime,
    *,
    next_try_at: datetime,
    reason: str,
    counted: bool = True,
) -> None:
    """Give a claimed delivery back that was surely not posted, to be tried again then.

    `counted=False` takes its attempt back: Slack asked to wait, or the process stops.
    """
    unit.execute(
        sa.update(table)
        .where(table.c.id == delivery_id, table.c.state == DeliveryState.POSTING)
        .values(
            state=DeliveryState.WAITING,
            next_try_at=max(next_try_at, now),
            leased_until=None,
            last_error=reason,
            attempts=table.c.attempts if counted else table.c.attempts - 1,
        )
    )


def absent(unit: Unit, delivery: Delivery, now: datetime) -> None:
    """Have an unsure delivery posted that surely does not stand in its channel: it is due.

    Does nothing if somebody else has taken it since it was taken to be looked for, and may be
    posting it now.
    """
    unit.execute(
        sa.update(table)
        .where(
            table.c.id == delivery.id,
            table.c.state == DeliveryState.POSTING,
            table.c.leased_until == delivery.leased_until,
        )
        .values(
            state=DeliveryState.WAITING,
            next_try_at=now,
            leased_until=None,
            attempts=table.c.attempts - 1,
        )
    )


def still_unsure(unit: Unit, delivery_id: int, *, leased_until: datetime, reason: str) -> None:
    """Leave an unsure delivery unsure until then: its channel cannot be read now."""
    unit.execute(
        sa.update(table)
        .where(table.c.id == delivery_id, table.c.state == DeliveryState.POSTING)
        .values(leased_until=leased_until, last_error=reason)
    )


def park(unit: Unit, delivery_id: int, reason: str, now: datetime) -> None:
    """Give a delivery up, and say why, for a person; later ones of its channel go on."""
    unit.execute(
        sa.update(table)
        .where(table.c.id == delivery_id, table.c.state.in_(_UNSETTLED))
        .values(state=DeliveryState.PARKED, settled_at=now, leased_until=None, last_error=reason)
    )


def get(unit: Unit, delivery_id: int) -> Delivery:
    """One delivery. Raises NotFound."""
    found = _load(unit, [delivery_id])
    if not found:
        raise NotFound(f"There is no delivery {delivery_id}.")
    return found[0]


def event(unit: Unit, event_id: int) -> Event:
    """One event. Raises NotFound."""
    row = unit.execute(sa.select(events).where(events.c.id == event_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no event {event_id}.")
    return record_event(dict(row._mapping))


def events_of(unit: Unit, agreement_id: int) -> list[Event]:
    """All that happened to an agreement, oldest first."""
    rows = unit.execute(
        sa.select(events).where(events.c.agreement_id == agreement_id).order_by(events.c.id)
    )
    return [record_event(dict(row._mapping)) for row in rows]


def withdrawn_at(unit: Unit, agreement_id: int) -> datetime | None:
    """When it was last told that a release of an agreement is gone; None if all other news of it
    is later."""
    row = unit.execute(
        sa.select(events.c.kind, events.c.happened_at)
        .where(events.c.agreement_id == agreement_id)
        .order_by(events.c.id.desc())
        .limit(1)
    ).one_or_none()
    return row.happened_at if row and row.kind == EventKind.WITHDRAWN else None


def subscription_ids(workspace: str, channel: str) -> sa.Select[tuple[int]]:
    """The ids of all subscriptions that a channel has or had, to be used in another statement."""
    return sa.select(subscriptions.c.id).where(
        subscriptions.c.workspace == workspace, subscriptions.c.channel == channel
    )


def first_ts(unit: Unit, workspace: str, channel: str, agreement_id: int) -> str | None:
    """The card that told a channel of an agreement first, under which more of it is told.

    Neither a digest, which tells of several, nor a question to reviewers is such a card.
    """
    return unit.execute(
        sa.select(table.c.ts)
        .join_from(table, events)
        .where(
            table.c.workspace == workspace,
            table.c.channel == channel,
            events.c.agreement_id == agreement_id,
            table.c.state == DeliveryState.POSTED,
            table.c.ts.is_not(None),
            table.c.subscription_id.is_not(None),
            ~sa.exists().where(gathered.c.delivery_id == table.c.id),
        )
        .order_by(table.c.id)
        .limit(1)
    ).scalar_one_or_none()


def wake(unit: Unit, workspace: str, channel: str, now: datetime) -> None:
    """Make what waits for a channel due at once: the channel can be posted to again."""
    unit.execute(
        sa.update(table)
        .where(
            table.c.workspace == workspace,
            table.c.channel == channel,
            table.c.state == DeliveryState.WAITING,
            table.c.next_try_at > now,
        )
        .values(next_try_at=now)
    )


def counts(unit: Unit) -> dict[DeliveryState, int]:
    """How many deliveries stand in each state."""
    rows = unit.execute(
        sa.select(table.c.state, sa.func.count().label("number")).group_by(table.c.state)
    )
    found = {DeliveryState(row.state): row.number for row in rows}
    return {state: found.get(state, 0) for state in DeliveryState}


def _first_of_its_channel() -> sa.ColumnElement[bool]:
    earlier = table.alias("earlier")
    return ~sa.exists().where(
        earlier.c.workspace == table.c.workspace,
        earlier.c.channel == table.c.channel,
        earlier.c.id < table.c.id,
        earlier.c.state.in_(_UNSETTLED),
    )


def _take(
    unit: Unit,
    wanted: sa.ColumnElement[bool],
    now: datetime,
    *,
    lease: timedelta,
    limit: int,
    workspace: str,
) -> list[Delivery]:
    ids = list(
        unit.execute(
            sa.select(table.c.id)
            .where(table.c.workspace == workspace, wanted)
            .order_by(table.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).scalars()
    )
    if not ids:
        return []
    # `claimed_at` stays that of the first claim: the message may stand there since then.
    unit.execute(
        sa.update(table)
        .where(table.c.id.in_(ids))
        .values(
            state=DeliveryState.POSTING,
            attempts=table.c.attempts + 1,
            leased_until=now + lease,
            claimed_at=sa.func.coalesce(table.c.claimed_at, now),
        )
    )
    return _load(unit, ids)


def _load(unit: Unit, ids: list[int]) -> list[Delivery]:
    of_event = [column.label(f"of_event_{column.name}") for column in events.c]
    of_alert = [column.label(f"of_alert_{column.name}") for column in alert_rows.c]
    rows = unit.execute(
        sa.select(*table.c, *of_event, *of_alert)
        .outerjoin_from(table, events)
        .outerjoin(alert_rows, alert_rows.c.id == table.c.alert_id)
        .where(table.c.id.in_(ids))
        .order_by(table.c.id)
    )
    return [_record(row) for row in rows]


def _record(row: sa.Row[Any]) -> Delivery:
    values = dict(row._mapping)
    event = _part(values, "of_event_")
    alert = _part(values, "of_alert_")
    values["state"] = DeliveryState(values["state"])
    del values["event_id"], values["alert_id"], values["settled_at"]
    return Delivery(
        event=None if event["id"] is None else record_event(event),
        alert=None if alert["id"] is None else alerts.record(alert),
        **values,
    )


def _part(values: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Take out what belongs to the joined row."""
    names = [name for name in values if name.startswith(prefix)]
    return {name.removeprefix(prefix): values.pop(name) for name in names}


def record_event(values: dict[str, Any]) -> Event:
    """The event of a row's values."""
    values["kind"] = EventKind(values["kind"])
    values["doubts"] = tuple(values["doubts"] or ())
    values["changes"] = tuple(Change(*row) for row in values["changes"] or ())
    return Event(**values)
