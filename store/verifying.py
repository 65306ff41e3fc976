"""After a restore: what the backup does not know as told is looked for before it is told."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from accord.delivery import DeliveryState
from store import meta
from store.engine import Unit
from store.tables import deliveries

_BACKED_UP, _RESTORED = "backup.begun", "backup.restored"
# By then every press room has been looked at that is not down for good.
FOR = timedelta(days=3)


def backing_up(unit: Unit, now: datetime) -> None:
    """Note in the store when a copy of it was begun, so that the copy knows its own age."""
    meta.put(unit, _BACKED_UP, "", now)


def last_backup(unit: Unit) -> datetime | None:
    """When a copy was begun last; None if none ever was."""
    found = meta.get(unit, _BACKED_UP)
    return None if found is None else found[1]


def begin(unit: Unit, now: datetime) -> int:
    """Doubt all that stands unsettled, and what will be told in the next days; how many stood."""
    since = last_backup(unit) or now - timedelta(days=1)
    meta.put(unit, _RESTORED, since.isoformat(), now)
    doubted = unit.execute(
        sa.update(deliveries)
        .where(deliveries.c.state.in_((DeliveryState.WAITING, DeliveryState.POSTING)))
        .values(
            state=DeliveryState.POSTING,
            leased_until=now,
            claimed_at=sa.func.coalesce(deliveries.c.claimed_at, since),
        )
    )
    return doubted.rowcount


def since(unit: Unit, now: datetime) -> datetime | None:
    """Since when a message may stand in a channel that the store does not know of; None if the
    store was not restored lately."""
    found = meta.get(unit, _RESTORED)
    if found is None or now - found[1] > FOR:
        return None
    return datetime.fromisoformat(found[0])
