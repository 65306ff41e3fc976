"""The key under which an event's message stands in a channel: the same whenever it is told.

A store that comes from a backup does not know what was told since. It finds the same releases
again, makes the same keys, and so recognises the messages that stand in the channels.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable

import sqlalchemy as sa

from store.engine import Unit
from store.tables import agreement_releases, deliveries, events, releases

Channel = tuple[str, str]


def delivery_keys(unit: Unit, event_id: int, channels: Iterable[Channel]) -> dict[Channel, str]:
    """A key for an event in each channel, by workspace and channel."""
    about = _about(unit, event_id)
    made = {channel: _digest([*about, *channel]) for channel in channels}
    taken = set(
        unit.execute(
            sa.select(deliveries.c.key).where(
                deliveries.c.key.in_(made.values()), deliveries.c.event_id != event_id
            )
        ).scalars()
    )
    # A release that is read anew may tell of another agreement in the same place.
    return {c: secrets.token_hex(16) if key in taken else key for c, key in made.items()}


def _about(unit: Unit, event_id: int) -> list[str | int | None]:
    """What an event is, in words that another store would use: the release, the agreement's place
    in it, what happened, and for the how-manieth time."""
    row = unit.execute(
        sa.select(events.c.kind, events.c.agreement_id, events.c.release_id, releases.c.address)
        .outerjoin(releases, releases.c.id == events.c.release_id)
        .where(events.c.id == event_id)
    ).one()
    place = unit.execute(
        sa.select(agreement_releases.c.ordinal).where(
            agreement_releases.c.release_id == row.release_id,
            agreement_releases.c.agreement_id == row.agreement_id,
        )
    ).scalar()
    before = unit.execute(
        sa.select(sa.func.count()).where(
            events.c.id < event_id,
            events.c.kind == row.kind,
            events.c.agreement_id == row.agreement_id,
            events.c.release_id == row.release_id,
        )
    ).scalar_one()
    return [row.kind, row.address or f"agreement {row.agreement_id}", place, before]


def _digest(parts: list[str | int | None]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
