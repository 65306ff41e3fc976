"""Events, and the deliveries of them to those who asked."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

import sqlalchemy as sa

from accord.delivery import DeliveryState, EventKind
from accord.query import Query, matches
from accord.query_language import Misunderstood, read_query
from accord.vocabulary import Vocabulary
from store import search_index, subscriptions
from store.engine import Unit
from store.records import Release, StoredAgreement, Subscription
from store.tables import deliveries, events


class Audience:
    """All who asked to be told, with what they asked for, read once for one release."""

    def __init__(self, unit: Unit, vocabulary: Vocabulary) -> None:
        """It lives as long as the unit."""
        self._unit = unit
        self._vocabulary = vocabulary

    def announce(
        self,
        kind: EventKind,
        stored: StoredAgreement,
        words: list[str],
        release: Release,
        now: datetime,
        *,
        tell: bool,
    ) -> tuple[int, int]:
        """Write an event and, if it is to be told, one delivery for each channel that wants it.

        `words` is the agreement's haystack. Returns the event's id and the number of deliveries.
        """
        event_id = int(
            self._unit.execute(
                sa.insert(events)
                .values(
                    kind=kind,
                    agreement_id=stored.id,
                    release_id=release.id,
                    published_by=len(stored.published_by),
                    party_count=len(stored.agreement.parties),
                    silent=release.silent,
                    happened_at=now,
                )
                .returning(events.c.id)
            ).scalar_one()
        )
        channels = self._wanting(stored, words) if tell else {}
        rows = [
            {
                "event_id": event_id,
                "subscription_id": subscription_id,
                "workspace": workspace,
                "channel": channel,
                "key": secrets.token_hex(16),
                "state": DeliveryState.WAITING,
                "attempts": 0,
                "next_try_at": now,
                "made_at": now,
            }
            for (workspace, channel), subscription_id in channels.items()
        ]
        if rows:
            self._unit.execute(sa.insert(deliveries), rows)
        return event_id, len(rows)

    def _wanting(self, stored: StoredAgreement, words: list[str]) -> dict[tuple[str, str], int]:
        """The channels whose subscriptions select the agreement, with the oldest that does."""
        found: dict[tuple[str, str], int] = {}
        for subscription, query in self._asked:
            channel = (subscription.workspace, subscription.channel)
            if channel not in found and matches(
                query,
                stored.agreement,
                languages=search_index.languages(stored),
                dated=search_index.dated(stored),
                haystack=words,
            ):
                found[channel] = subscription.id
        return found

    @cached_property
    def _asked(self) -> list[tuple[Subscription, Query]]:
        active = subscriptions.all_active(self._unit)
        return list(_read(active, self._vocabulary))


def _read(
    active: Iterable[Subscription], vocabulary: Vocabulary
) -> Iterable[tuple[Subscription, Query]]:
    for subscription in active:
        read = read_query(subscription.query_text, vocabulary, subscription.made_at.date())
        if isinstance(read, Misunderstood):
            # It was understood when it was made, so a name has left the vocabulary since.
            if read.understood.selects_all:
                continue
            read = read.understood
        yield subscription, read
