"""Digests, mutes, pauses: what subscriptions wish, and what becomes of events meanwhile."""

from __future__ import annotations

from datetime import timedelta

from accord.wishes import Cadence, FollowUps, Wishes
from store import digests, outbox, subscriptions
from tests.store.build import NOW, agreement, reading, recorded

DAILY = Wishes(Cadence.DAILY, 8 * 60, follow_ups=FollowUps.CHANNEL)
LATER = NOW + timedelta(days=1)


def follow(unit, channel="C1", wishes=DAILY, query=""):
    return subscriptions.add(
        unit,
        workspace="T1",
        channel=channel,
        query_text=query,
        made_by="U1",
        now=NOW,
        wishes=wishes,
    )


def tell(unit, number, **facts):
    said = reading(agreement("KR", "SG", concluded=f"20{10 + number}-05-01", **facts))
    return recorded(unit, said, f"https://kr-news.example/{number}")


def claim(unit, now=LATER):
    return outbox.claim(unit, now, timedelta(minutes=1), 9, workspace="T1")


def test_wishes_are_kept_and_the_last_ones_count(store):
    with store.begin() as unit:
        first = follow(unit)
        assert first.wishes == DAILY
        assert first.next_digest_at == NOW.replace(hour=8) + timedelta(days=1)
        again = follow(unit, wishes=Wishes())
        assert (again.id, again.wishes, again.next_digest_at) == (first.id, Wishes(), None)


def test_what_is_gathered_is_told_in_one_delivery(store):
    with store.begin() as unit:
        subscription = follow(unit)
        ids = [i for n in range(3) for i in tell(unit, n).event_ids]
        assert claim(unit) == []
    with store.begin() as unit:
        assert [s.id for s in subscriptions.digests_due(unit, "T1", LATER)] == [subscription.id]
        assert digests.make(unit, subscription, LATER)
        subscriptions.digest_made(unit, subscription, LATER)
        assert subscriptions.digests_due(unit, "T1", LATER) == []
        (delivery,) = claim(unit)
        assert [e.id for e in digests.told_in(unit, delivery.id)] == ids
        assert not digests.make(unit, subscription, LATER)


def test_a_channel_is_told_at_once_if_any_of_its_subscriptions_wishes_so(store):
    with store.begin() as unit:
        subscription = follow(unit)
        follow(unit, wishes=Wishes(), query="office:KR")
        assert tell(unit, 1).deliveries == 1
        assert not digests.make(unit, subscription, LATER)


def test_a_muted_subscription_is_told_nothing_until_then(store):
    with store.begin() as unit:
        subscription = follow(unit, wishes=Wishes())
        subscriptions.mute(unit, [subscription.id], NOW, NOW + timedelta(days=1))
        muted = subscriptions.get(unit, subscription.id)
        assert muted.muted_at(NOW)
        assert not muted.muted_at(NOW + timedelta(days=1))
        assert tell(unit, 1).deliveries == 0
        subscriptions.unmute(unit, [subscription.id], NOW)
        assert tell(unit, 2).deliveries == 1


def test_a_paused_channel_is_news_once_and_loses_nothing(store):
    with store.begin() as unit:
        follow(unit, wishes=Wishes())
        assert len(subscriptions.pause(unit, "T1", "C1", "is_archived", NOW)) == 1
        assert subscriptions.pause(unit, "T1", "C1", "is_archived", NOW) == []
        (paused,) = subscriptions.in_channel(unit, "T1", "C1")
        assert (paused.paused_at, paused.pause_reason) == (NOW, "is_archived")
        assert tell(unit, 1).deliveries == 1
        assert [s.id for s in subscriptions.resume(unit, "T1", "C1")] == [paused.id]
        assert subscriptions.get(unit, paused.id).paused_at is None


def test_a_channel_that_gets_another_id_keeps_what_it_follows_and_what_waits(store):
    with store.begin() as unit:
        follow(unit, wishes=Wishes())
        tell(unit, 1)
        subscriptions.move(unit, "T1", "C1", "C9")
        assert len(subscriptions.in_channel(unit, "T1", "C9")) == 1
        assert [d.channel for d in claim(unit)] == ["C9"]


def test_a_changed_filter_takes_the_place_of_an_equal_one(store):
    with store.begin() as unit:
        first, second = follow(unit), follow(unit, query="office:KR")
        subscriptions.change(unit, second.id, query_text="", wishes=Wishes(), now=NOW)
        (left,) = subscriptions.in_channel(unit, "T1", "C1")
        assert (left.id, left.query_text, left.wishes) == (first.id, "", Wishes())
