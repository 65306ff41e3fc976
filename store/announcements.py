"""Events, and the deliveries of them to those who asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

import sqlalchemy as sa

from accord.delivery import EventKind
from accord.doubts import doubts
from accord.query import Query, matches
from accord.query_language import Misunderstood, read_query
from accord.vocabulary import Vocabulary
from accord.wishes import Cadence
from store import decisions, digests, outbox, search_index, subscriptions
from store.engine import Unit
from store.records import Release, StoredAgreement, Subscription
from store.tables import events


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

        `words` is the agreement's haystack. One with doubts goes to the review channel first, if
        there is one; `release_held` tells the others when a reviewer has decided. Returns the
        event's id and the number of deliveries.
        """
        reasons: tuple[str, ...] = ()
        reviewers = self._reviewers if tell and kind is EventKind.PUBLISHED else None
        if reviewers:
            reasons = doubts(
                stored.agreement, publisher=release.publisher, published=release.published
            )
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
                    doubts=list(reasons) or None,
                )
                .returning(events.c.id)
            ).scalar_one()
        )
        if reasons and reviewers:
            return event_id, outbox.deliver(self._unit, event_id, {reviewers: None}, now)
        return event_id, self._deliver(event_id, stored, words, now) if tell else 0

    def release_held(
        self, event_id: int, stored: StoredAgreement, words: list[str], now: datetime
    ) -> int:
        """Tell of an event that reviewers were asked about; the number of deliveries.

        A channel that was told of the agreement meanwhile, by another release, is left out.
        """
        return self._deliver(event_id, stored, words, now, first=True)

    def wanting(self, stored: StoredAgreement, words: list[str]) -> list[Subscription]:
        """The subscriptions that select the agreement, oldest first."""
        return [
            subscription
            for subscription, query in self._asked
            if matches(
                query,
                stored.agreement,
                languages=search_index.languages(stored),
                dated=search_index.dated(stored),
                haystack=words,
            )
        ]

    def _deliver(
        self,
        event_id: int,
        stored: StoredAgreement,
        words: list[str],
        now: datetime,
        *,
        first: bool = False,
    ) -> int:
        """One delivery for each channel that wants the event, or its place in a digest.

        A channel is told once, at once if any of its subscriptions wishes so.
        """
        at_once: dict[tuple[str, str], int | None] = {}
        later: dict[tuple[str, str], int] = {}
        for subscription in self.wanting(stored, words):
            channel = (subscription.workspace, subscription.channel)
            if subscription.muted_at(now):
                continue
            if subscription.wishes.cadence is Cadence.AT_ONCE:
                at_once.setdefault(channel, subscription.id)
            else:
                later.setdefault(channel, subscription.id)
        if first:
            known = outbox.channels_told(self._unit, stored.id, but=event_id)
            at_once = {c: id_ for c, id_ in at_once.items() if c not in known}
            later = {c: id_ for c, id_ in later.items() if c not in known}
        for channel, subscription_id in later.items():
            if channel not in at_once:
                digests.gather(self._unit, subscription_id, event_id, now)
        return outbox.deliver(self._unit, event_id, at_once, now)

    @cached_property
    def _reviewers(self) -> tuple[str, str] | None:
        return decisions.review_channel(self._unit)

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
