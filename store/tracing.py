"""What became of one release on its way to one channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import sqlalchemy as sa

from store import outbox, releases, sources, tellings
from store.engine import Unit
from store.records import Delivery, Event, Release, StoredAgreement, WatchedSource
from store.tables import agreement_releases, deliveries, gathered


@dataclass(frozen=True, slots=True)
class Told:
    """An event and how a channel was told of it: by a delivery, or at the next digest of
    a subscription, or not."""

    event: Event
    delivery: Delivery | None
    digest_of: int | None


@dataclass(frozen=True, slots=True)
class Trace:
    """One agreement that a release tells of: its events through this release, the newest last,
    and all others (`before`)."""

    stored: StoredAgreement
    told: tuple[Told, ...]
    before: tuple[Told, ...]


def known(unit: Unit, url: str) -> Release | None:
    """The release of an address, also of one that it was led on to."""
    return releases.by_address(unit, url) or releases.by_final_address(unit, url)


def watching(unit: Unit, url: str) -> list[WatchedSource]:
    """The press rooms that stand on the host of an address."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return []
    found = []
    for watched in sources.all_sources(unit):
        theirs = (urlsplit(watched.source.url).hostname or "").removeprefix("www.")
        if host and host == theirs:
            found.append(watched)
    return found


def traces(unit: Unit, release_id: int, workspace: str, channel: str) -> list[Trace]:
    """The agreements that a release tells of and what a channel was told of them."""
    found = []
    for stored in agreements_of(unit, release_id):
        told = [_told(unit, e, workspace, channel) for e in outbox.events_of(unit, stored.id)]
        found.append(
            Trace(
                stored,
                tuple(t for t in told if t.event.release_id == release_id),
                tuple(t for t in told if t.event.release_id != release_id),
            )
        )
    return found


def agreements_of(unit: Unit, release_id: int) -> list[StoredAgreement]:
    """The agreements that a release tells of, in its order."""
    ids = unit.execute(
        sa.select(agreement_releases.c.agreement_id)
        .where(agreement_releases.c.release_id == release_id)
        .order_by(agreement_releases.c.ordinal)
    ).scalars()
    return list(tellings.load(unit, ids).values())


def told_at(unit: Unit, delivery_id: int) -> datetime | None:
    """When a delivery was settled."""
    return unit.execute(
        sa.select(deliveries.c.settled_at).where(deliveries.c.id == delivery_id)
    ).scalar_one_or_none()


def _told(unit: Unit, event: Event, workspace: str, channel: str) -> Told:
    row = unit.execute(
        sa.select(deliveries.c.id).where(
            deliveries.c.event_id == event.id,
            deliveries.c.workspace == workspace,
            deliveries.c.channel == channel,
        )
    ).scalar_one_or_none()
    digest = unit.execute(
        sa.select(gathered.c.subscription_id, gathered.c.delivery_id).where(
            gathered.c.event_id == event.id,
            gathered.c.subscription_id.in_(outbox.subscription_ids(workspace, channel)),
        )
    ).first()
    delivery_id = row if row is not None else digest and digest.delivery_id
    return Told(
        event,
        outbox.get(unit, delivery_id) if delivery_id else None,
        digest.subscription_id if digest and not delivery_id else None,
    )
