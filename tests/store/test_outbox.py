"""Deliveries: in order, one at a time in a channel, told once."""

from datetime import timedelta

import pytest

from accord.delivery import DeliveryState, EventKind
from store import outbox, subscriptions
from store.errors import NotFound
from tests.store.build import LEASE, NOW, agreement, reading, recorded, subscribe

LATER = NOW + timedelta(seconds=30)


@pytest.fixture
def told(store):
    """Three events for each of two channels."""
    with store.begin() as unit:
        subscribe(unit, "C1")
        subscribe(unit, "C2")
        for day in (1, 11, 21):
            recorded(
                unit,
                reading(agreement(concluded=f"2026-04-{day:02}")),
                f"https://kr.example/{day}",
            )
    return store


def claim(unit, now=NOW, workspace="T1", limit=10):
    return outbox.claim(unit, now, LEASE, limit, workspace=workspace)


def test_each_channel_gets_one_at_a_time_in_the_order_of_events(told):
    order = {"C1": [], "C2": []}
    for _ in range(3):
        with told.begin() as unit:
            claimed = claim(unit)
            assert sorted(d.channel for d in claimed) == ["C1", "C2"]
            assert claim(unit) == []
            for delivery in claimed:
                order[delivery.channel].append(delivery.event.id)
                outbox.posted(unit, delivery.id, "1.0", NOW)
    with told.begin() as unit:
        assert claim(unit) == []
    assert order["C1"] == order["C2"] == sorted(order["C1"])


def test_a_claim_is_written_before_the_post(told):
    with told.begin() as unit:
        (delivery,) = claim(unit, limit=1)
    assert delivery.state is DeliveryState.POSTING
    assert (delivery.attempts, delivery.claimed_at) == (1, NOW)
    assert delivery.leased_until == NOW + LEASE
    assert delivery.event.kind is EventKind.PUBLISHED
    assert len(delivery.key) >= 20
    with told.read() as unit:
        assert outbox.get(unit, delivery.id) == delivery


def test_no_two_deliveries_share_a_key(told):
    with told.begin() as unit:
        keys = [d.key for d in claim(unit)]
    assert len(set(keys)) == 2


def test_only_ones_own_workspace_is_served(told):
    with told.begin() as unit:
        assert claim(unit, workspace="T2") == []
        assert len(claim(unit, workspace="T1")) == 2


def test_a_failing_channel_holds_up_no_other(told):
    with told.begin() as unit:
        first, second = claim(unit)
        outbox.retry(unit, first.id, NOW, next_try_at=LATER, reason="HTTP 503")
        outbox.posted(unit, second.id, "1.0", NOW)
    with told.begin() as unit:
        assert [d.channel for d in claim(unit)] == [second.channel]
        again = claim(unit, LATER)
    assert [(d.id, d.attempts, d.last_error) for d in again] == [(first.id, 2, "HTTP 503")]
    assert again[0].key == first.key
    assert again[0].claimed_at == NOW


def test_waiting_for_slack_costs_no_attempt(told):
    with told.begin() as unit:
        (delivery, _) = claim(unit)
        outbox.retry(
            unit, delivery.id, NOW, next_try_at=LATER, reason="rate limited", counted=False
        )
        assert outbox.get(unit, delivery.id).attempts == 0
        assert claim(unit, LATER)[0].attempts == 1


def test_a_delivery_given_up_lets_the_next_one_go(told):
    with told.begin() as unit:
        (delivery, _) = claim(unit)
        outbox.park(unit, delivery.id, "the channel was deleted", NOW)
        (following,) = claim(unit)
        parked = outbox.get(unit, delivery.id)
    assert following.channel == delivery.channel
    assert (parked.state, parked.last_error) == ("parked", "the channel was deleted")


def test_a_post_that_may_have_happened_is_looked_into_by_one(told):
    with told.begin() as unit:
        claimed = claim(unit)
    with told.begin() as unit:
        assert outbox.unsure(unit, NOW, "T1") == []
        assert claim(unit, NOW + LEASE) == []  # never claimed again unseen
        unsure = [d for _ in claimed for d in outbox.unsure(unit, NOW + LEASE, "T1")]
        assert outbox.unsure(unit, NOW + LEASE, "T1") == []
        assert outbox.unsure(unit, NOW + LEASE, "T2") == []
    assert [(d.id, d.key, d.claimed_at) for d in unsure] == [(d.id, d.key, NOW) for d in claimed]
    assert {d.attempts for d in unsure} == {2}


def test_an_unsure_delivery_waits_while_its_channel_cannot_be_read(told):
    until = NOW + timedelta(hours=1)
    with told.begin() as unit:
        claim(unit)
        (first,) = outbox.unsure(unit, NOW + LEASE, "T1")
        outbox.still_unsure(unit, first.id, leased_until=until, reason="missing_scope")
        (other,) = outbox.unsure(unit, until - LEASE, "T1")
        (again,) = outbox.unsure(unit, until, "T1")
    assert other.channel != first.channel
    assert (again.id, again.last_error) == (first.id, "missing_scope")


def test_what_is_absent_is_due_unless_somebody_else_has_taken_it_meanwhile(told):
    with told.begin() as unit:
        claim(unit)
        (looked_for,) = outbox.unsure(unit, NOW + LEASE, "T1", lease=LEASE)
        (taken,) = outbox.unsure(unit, NOW + 2 * LEASE, "T1", lease=LEASE)
        assert taken.id == looked_for.id
        outbox.absent(unit, looked_for, NOW + 2 * LEASE)
        assert outbox.get(unit, taken.id).state is DeliveryState.POSTING
        outbox.absent(unit, taken, NOW + 2 * LEASE)
        (due,) = claim(unit, NOW + 2 * LEASE)
    assert (due.id, due.attempts, due.claimed_at) == (taken.id, taken.attempts, NOW)


def test_a_channel_that_rests_lets_the_others_go(told):
    with told.begin() as unit:
        (delivery,) = outbox.claim(unit, NOW, LEASE, 1, workspace="T1", but={"C1"})
        assert outbox.claim(unit, NOW, LEASE, 1, workspace="T1", but={"C1", "C2"}) == []
    assert delivery.channel == "C2"


def test_a_posted_delivery_stays_posted(told):
    with told.begin() as unit:
        (delivery, _) = claim(unit)
        outbox.posted(unit, delivery.id, "1.0", NOW)
        outbox.posted(unit, delivery.id, "2.0", LATER)
        outbox.retry(unit, delivery.id, NOW, next_try_at=NOW, reason="late")
        outbox.park(unit, delivery.id, "late", NOW)
        outbox.still_unsure(unit, delivery.id, leased_until=LATER, reason="late")
        settled = outbox.get(unit, delivery.id)
    assert (settled.state, settled.ts, settled.last_error) == ("posted", "1.0", None)


def test_a_message_found_after_giving_up_counts_as_posted(told):
    with told.begin() as unit:
        (delivery, _) = claim(unit)
        outbox.park(unit, delivery.id, "three days", NOW)
        outbox.posted(unit, delivery.id, "1.0", NOW)
        assert outbox.get(unit, delivery.id).state is DeliveryState.POSTED


def test_the_states_are_counted(told):
    with told.begin() as unit:
        first, _ = claim(unit)
        outbox.posted(unit, first.id, "1.0", NOW)
        assert outbox.counts(unit) == {"waiting": 4, "posting": 1, "posted": 1, "parked": 0}
        with pytest.raises(NotFound):
            outbox.get(unit, 999)


def test_subscribing_twice_is_one_subscription(store):
    with store.begin() as unit:
        first = subscribe(unit, query="office:KR")
        assert subscribe(unit, query="office:KR") == first
        other = subscribe(unit, query="office:SG")
        assert subscriptions.in_channel(unit, "T1", "C1") == [first, other]
        assert subscriptions.remove(unit, first.id, NOW)
        assert not subscriptions.remove(unit, first.id, NOW)
        assert subscriptions.all_active(unit) == [other]
        assert subscribe(unit, query="office:KR").id == first.id
        assert len(subscriptions.all_active(unit)) == 2


def test_the_terminal_takes_the_place_of_a_channel(store):
    with store.begin() as unit:
        terminal = subscriptions.ensure_terminal(unit, NOW)
        assert subscriptions.ensure_terminal(unit, LATER) == terminal
        assert (terminal.workspace, terminal.channel, terminal.query_text) == (
            "local",
            "terminal",
            "",
        )
        recorded(unit, reading(agreement()))
        assert len(claim(unit, workspace="local")) == 1
        subscriptions.pause_terminal(unit, NOW)
        assert subscriptions.all_active(unit) == []


def test_more_news_of_an_agreement_finds_the_first_message(told):
    with told.begin() as unit:
        first, second = claim(unit)
        agreement_id = first.event.agreement_id
        assert outbox.first_ts(unit, "T1", first.channel, agreement_id) is None
        outbox.posted(unit, first.id, "1.0", NOW)
        outbox.posted(unit, second.id, "2.0", NOW)
        recorded(unit, reading(agreement(concluded="2026-04-01"), publisher="SG"))
        assert outbox.first_ts(unit, "T1", first.channel, agreement_id) == "1.0"
        assert outbox.first_ts(unit, "T1", second.channel, agreement_id) == "2.0"
        assert outbox.first_ts(unit, "T2", first.channel, agreement_id) is None


def test_a_channel_that_can_be_posted_to_again_is_woken(told):
    with told.begin() as unit:
        for delivery in claim(unit):
            outbox.retry(unit, delivery.id, NOW, next_try_at=LATER, reason="not_in_channel")
        assert claim(unit) == []
        outbox.wake(unit, "T1", "C1", NOW)
        assert [d.channel for d in claim(unit)] == ["C1"]
