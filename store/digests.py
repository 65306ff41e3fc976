"""Events that are gathered for a subscription and told in one message."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from store import outbox
from store.engine import Unit
from store.records import Event, Subscription
from store.tables import deliveries, events, gathered


def gather(unit: Unit, subscription_id: int, event_id: int, now: datetime) -> None:
    """Keep an event for a subscription's next digest."""
    unit.execute(
        unit.insert(gathered)
        .values(subscription_id=subscription_id, event_id=event_id, gathered_at=now)
        .on_conflict_do_nothing(index_elements=["subscription_id", "event_id"])
    )


def make(unit: Unit, subscription: Subscription, now: datetime) -> bool:
    """Have a subscription be told in one message what was gathered for it; whether there was any.

    The digest is the delivery of its first event. What the channel was told otherwise meanwhile
    is left out.
    """
    waits = (gathered.c.subscription_id == subscription.id) & gathered.c.delivery_id.is_(None)
    told = sa.exists().where(
        deliveries.c.event_id == gathered.c.event_id,
        deliveries.c.workspace == subscription.workspace,
        deliveries.c.channel == subscription.channel,
    )
    unit.execute(sa.delete(gathered).where(waits, told))
    first = unit.execute(sa.select(sa.func.min(gathered.c.event_id)).where(waits)).scalar()
    if first is None:
        return False
    channel = (subscription.workspace, subscription.channel)
    outbox.deliver(unit, int(first), {channel: subscription.id}, now)
    delivery_id = (
        sa.select(deliveries.c.id)
        .where(
            deliveries.c.event_id == first,
            deliveries.c.workspace == subscription.workspace,
            deliveries.c.channel == subscription.channel,
        )
        .scalar_subquery()
    )
    unit.execute(sa.update(gathered).where(waits).values(delivery_id=delivery_id))
    return True


def told_in(unit: Unit, delivery_id: int) -> list[Event]:
    """The events that a delivery tells as a digest, oldest first; none if it is no digest."""
    rows = unit.execute(
        sa.select(events)
        .join(gathered, gathered.c.event_id == events.c.id)
        .where(gathered.c.delivery_id == delivery_id)
        .order_by(events.c.id)
    )
    return [outbox.record_event(dict(row._mapping)) for row in rows]
