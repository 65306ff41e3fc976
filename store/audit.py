"""Looking back for what should have been told and was not, whatever the reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from accord.delivery import DeliveryState, EventKind
from accord.vocabulary import Vocabulary
from accord.wishes import Cadence
from store import meta, search_index, tellings
from store.announcements import Audience
from store.engine import Unit
from store.records import StoredAgreement, Subscription
from store.tables import deliveries, events, gathered, subscriptions

# What is younger may still be on its way, what is older was looked at before.
YOUNGEST, OLDEST = timedelta(hours=1), timedelta(hours=48)
_MISSED = "audit.missed"


@dataclass(frozen=True, slots=True)
class Missed:
    """An event that a channel asked to be told of, and no sign that it was told."""

    event_id: int
    agreement_id: int
    workspace: str
    channel: str


def look_back(unit: Unit, vocabulary: Vocabulary, now: datetime) -> list[Missed]:
    """Match the agreements published one hour to two days ago with all subscriptions once more.

    Missed is what has no delivery, no place in a digest and no reason to have none, or a delivery
    that is still to be made although nothing keeps its channel. The count is remembered.
    """
    window = events.c.happened_at.between(now - OLDEST, now - YOUNGEST)
    found = [*_untold(unit, vocabulary, window), *_stuck(unit, window)]
    meta.put(unit, _MISSED, json.dumps(len(found)), now)
    return found


def last_missed(unit: Unit) -> int:
    """What the last look back found missing; 0 before the first."""
    found = meta.get(unit, _MISSED)
    return 0 if found is None else int(json.loads(found[0]))


def _untold(unit: Unit, vocabulary: Vocabulary, window: sa.ColumnElement[bool]) -> Iterator[Missed]:
    """Events without a delivery. Only those of a publication are matched: what follows is told
    to whom the rules of follow-ups say, which depends on what was known at the time."""
    rows = unit.execute(
        sa.select(events)
        .where(
            window,
            events.c.kind == EventKind.PUBLISHED,
            ~events.c.silent,
            # Held for reviewers, who may also have refused it.
            events.c.doubts.is_(None),
        )
        .order_by(events.c.id)
    ).all()
    if not rows:
        return
    stored = tellings.load(unit, [row.agreement_id for row in rows])
    told = _told(unit, [row.id for row in rows])
    audience = Audience(unit, vocabulary)
    for row in rows:
        agreement = stored.get(row.agreement_id)
        if agreement is None:
            continue
        for subscription in audience.wanting(agreement, _words(unit, agreement, vocabulary)):
            channel = (subscription.workspace, subscription.channel)
            if (row.id, *channel) not in told and _was_due(subscription, row.happened_at):
                told.add((row.id, *channel))
                yield Missed(row.id, row.agreement_id, *channel)


def _was_due(subscription: Subscription, happened_at: datetime) -> bool:
    """Whether it was to be told of at once. What is gathered for a digest is left to the digest,
    whose own delivery is looked at."""
    return subscription.wishes.cadence is Cadence.AT_ONCE and subscription.asked_at(happened_at)


def _told(unit: Unit, event_ids: list[int]) -> set[tuple[int, str, str]]:
    """What stands in the outbox: event, workspace and channel."""
    own = unit.execute(
        sa.select(deliveries.c.event_id, deliveries.c.workspace, deliveries.c.channel).where(
            deliveries.c.event_id.in_(event_ids)
        )
    )
    digests = unit.execute(
        sa.select(gathered.c.event_id, deliveries.c.workspace, deliveries.c.channel)
        .join(deliveries, deliveries.c.id == gathered.c.delivery_id)
        .where(gathered.c.event_id.in_(event_ids))
    )
    return {(row[0], row[1], row[2]) for row in (*own, *digests)}


def _stuck(unit: Unit, window: sa.ColumnElement[bool]) -> Iterator[Missed]:
    """Deliveries that are still to be made. One whose channel takes no message is known, and who
    asked for it was told."""
    rows = unit.execute(
        sa.select(
            events.c.id,
            events.c.agreement_id,
            deliveries.c.workspace,
            deliveries.c.channel,
        )
        .join(events, events.c.id == deliveries.c.event_id)
        .join(subscriptions, subscriptions.c.id == deliveries.c.subscription_id)
        .where(
            window,
            deliveries.c.state.in_((DeliveryState.WAITING, DeliveryState.POSTING)),
            subscriptions.c.paused_at.is_(None),
        )
        .order_by(deliveries.c.id)
    )
    for row in rows:
        yield Missed(row.id, row.agreement_id, row.workspace, row.channel)


def _words(unit: Unit, stored: StoredAgreement, vocabulary: Vocabulary) -> list[str]:
    texts = tellings.texts(unit, {telling.release_id for telling in stored.tellings})
    return search_index.haystack(stored, texts, vocabulary)
