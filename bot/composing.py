"""What a delivery says: a card, a follow-up, a digest, a question to reviewers, an alert."""

from __future__ import annotations

from collections.abc import Iterator

from accord.delivery import EventKind
from accord.vocabulary import Vocabulary
from accord.wishes import FollowUps
from bot import cards
from bot.alerts import alert_answer
from bot.answers import sample_ids
from bot.following import filter_span
from bot.outlet import Announcement, Notice
from bot.reviewing import review_answer
from bot.wording import Answer, Command, Line, Row, counted
from store import Unit, agreements, digests, outbox, reviewing, subscriptions
from store.errors import NotFound
from store.records import Delivery, Event, Subscription

_ROWS = 15


def compose(unit: Unit, delivery: Delivery, vocabulary: Vocabulary) -> Announcement | Notice:
    """What a delivery tells. Raises NotFound where the agreement is gone.

    A follow-up whose channel was never told of the agreement is told as a card of its own.
    """
    if delivery.alert is not None:
        return Notice(alert_answer(delivery.alert))
    if delivery.event is None:
        raise NotFound(f"Delivery {delivery.id} is of nothing.")
    if delivery.event.doubts and delivery.subscription_id is None:
        return Notice(review_answer(reviewing.get(unit, delivery.event.id), vocabulary))
    subscription = _subscription(unit, delivery)
    gathered = digests.told_in(unit, delivery.id)
    if gathered:
        return Notice(_digest(unit, gathered, subscription, vocabulary))
    stored = agreements.get(unit, delivery.event.agreement_id)
    notes: tuple[Line, ...] = ()
    if subscription is not None and subscription.query_text:
        notes = (("This channel follows ", filter_span(subscription.query_text)),)
    withdrawn = outbox.withdrawn_at(unit, stored.id)
    if withdrawn is not None:
        notes = (("Withdrawn: the release is no longer to be found.",), *notes)
    card = cards.card(stored, vocabulary, samples=sample_ids(unit), notes=notes)
    thread = thread_of(unit, delivery)
    if thread is None:
        return Announcement(card=card)
    aloud = subscription is not None and subscription.wishes.follow_ups is FollowUps.CHANNEL
    line = cards.follow_up(stored, delivery.event, vocabulary)
    return Announcement(card=card, line=line, thread=thread, aloud=aloud)


def thread_of(unit: Unit, delivery: Delivery) -> str | None:
    """The message under which a delivery is told; None for the first news of an agreement."""
    if delivery.event is None or delivery.event.kind is EventKind.PUBLISHED:
        return None
    return outbox.first_ts(unit, delivery.workspace, delivery.channel, delivery.event.agreement_id)


def _subscription(unit: Unit, delivery: Delivery) -> Subscription | None:
    for subscription in subscriptions.in_channel(unit, delivery.workspace, delivery.channel):
        if subscription.id == delivery.subscription_id:
            return subscription
    return None


def _digest(
    unit: Unit,
    events: list[Event],
    subscription: Subscription | None,
    vocabulary: Vocabulary,
) -> Answer:
    """What was gathered, one row an agreement, the oldest news first. Raises NotFound if all of
    it is gone."""
    rows = list(_rows(unit, events, vocabulary))
    if not rows:
        raise NotFound("All that was gathered has left the store.")
    query = subscription.query_text if subscription else ""
    hints: list[Line] = []
    if len(rows) > _ROWS:
        words = f"latest {query}".strip()
        hints.append((f"and {len(rows) - _ROWS} more: ", Command(words)))
    if subscription is not None:
        hints.append(("This channel follows ", filter_span(query), ", as a digest."))
    return Answer(
        title=f"Digest: {counted(len(rows), 'agreement')}",
        rows=tuple(rows[:_ROWS]),
        hints=tuple(hints),
        public=True,
    )


def _rows(unit: Unit, events: list[Event], vocabulary: Vocabulary) -> Iterator[Row]:
    samples = sample_ids(unit)
    told: set[int] = set()
    for event in events:
        if event.agreement_id in told:
            continue
        told.add(event.agreement_id)
        try:
            stored = agreements.get(unit, event.agreement_id)
        except NotFound:
            continue
        yield cards.row(stored, vocabulary, samples=samples)
