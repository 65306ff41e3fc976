"""What should have been told and was not is found, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from accord.delivery import DeliveryState
from accord.wishes import Cadence, Wishes
from store import audit, outbox, pulse, queues, releases, subscriptions, tables, tallies
from tests.store.build import NOW, VOCABULARY, agreement, reading, recorded, subscribe

LATER = NOW + timedelta(hours=3)
BEFORE = NOW - timedelta(hours=1)


def missed(store, now=LATER):
    with store.begin() as unit:
        found = audit.look_back(unit, VOCABULARY, now)
        assert audit.last_missed(unit) == len(found)
    return [(m.channel, m.agreement_id) for m in found]


def follow(unit, channel="C1", **rest):
    return subscriptions.add(
        unit,
        workspace="T1",
        channel=channel,
        query_text=rest.pop("query", ""),
        made_by="U1",
        now=rest.pop("now", BEFORE),
        **rest,
    )


def minutes(number):
    return timedelta(minutes=number)


def settle_all(unit, state=DeliveryState.POSTED):
    unit.execute(sa.update(tables.deliveries).values(state=state, ts="1.0", settled_at=NOW))


def test_what_was_posted_or_given_up_is_not_missed(store):
    with store.begin() as unit:
        follow(unit)
        recorded(unit, reading(agreement()))
        settle_all(unit)
    assert missed(store) == []
    with store.begin() as unit:
        settle_all(unit, DeliveryState.PARKED)
    assert missed(store) == []


def test_a_delivery_that_was_never_written_is_missed_until_it_is(store):
    with store.begin() as unit:
        follow(unit, query="office:KR")
        follow(unit, "C2", query="office:JP")
        said = recorded(unit, reading(agreement("KR", "SG")))
        unit.execute(sa.delete(tables.deliveries))
    assert missed(store) == [("C1", said.agreement_ids[0])]
    with store.begin() as unit:
        outbox.deliver(unit, said.event_ids[0], {("T1", "C1"): None}, NOW)
        settle_all(unit)
    assert missed(store) == []


def test_a_delivery_that_nobody_makes_is_missed(store):
    with store.begin() as unit:
        follow(unit)
        said = recorded(unit, reading(agreement()))
    assert missed(store) == [("C1", said.agreement_ids[0])]


def test_what_waits_for_its_channel_to_open_is_known_already(store):
    with store.begin() as unit:
        follow(unit)
        recorded(unit, reading(agreement()))
        subscriptions.pause(unit, "T1", "C1", "is_archived", NOW)
    assert missed(store) == []


def test_only_what_was_asked_for_at_the_time_is_missed(store):
    with store.begin() as unit:
        recorded(unit, reading(agreement()))
        subscribe(unit, "C1")  # at the very moment
        follow(unit, "C2", now=LATER)
        follow(unit, "C3", wishes=Wishes(cadence=Cadence.DAILY))
        silenced = follow(unit, "C4")
        subscriptions.remove(unit, silenced.id, NOW)
        follow(unit, "C4", now=LATER)  # and again
        recorded(unit, reading(agreement("JP", "EP")), "https://x.example/2", silent=True)
        unit.execute(sa.delete(tables.deliveries))
    assert missed(store) == []


def test_what_a_mute_kept_silent_is_not_missed_whatever_came_after_it(store):
    with store.begin() as unit:
        ids = {name: follow(unit, name).id for name in ("ENDED", "TWICE", "LONGER", "ANEW")}
        subscriptions.mute(unit, list(ids.values()), BEFORE + minutes(1), NOW + minutes(30))
        recorded(unit, reading(agreement()))
        subscriptions.mute(unit, [ids["LONGER"]], NOW + minutes(10), LATER)
        subscriptions.unmute(unit, [ids["ENDED"], ids["TWICE"]], NOW + minutes(20))
        subscriptions.mute(unit, [ids["TWICE"]], NOW + minutes(40), LATER)
        follow(unit, "ANEW", now=NOW + minutes(20))
    assert missed(store) == []


def test_what_came_between_two_mutes_is_missed(store):
    with store.begin() as unit:
        mine = follow(unit).id
        subscriptions.mute(unit, [mine], BEFORE + minutes(1), LATER)
        subscriptions.unmute(unit, [mine], BEFORE + minutes(2))
        said = recorded(unit, reading(agreement()))
        subscriptions.mute(unit, [mine], NOW + minutes(1), LATER)
        unit.execute(sa.delete(tables.deliveries))
    assert missed(store) == [("C1", said.agreement_ids[0])]


def test_what_was_asked_for_afterwards_is_not_missed(store):
    with store.begin() as unit:
        narrow = follow(unit, "C1", query="office:JP")
        daily = follow(unit, "C2", wishes=Wishes(cadence=Cadence.DAILY))
        follow(unit, "C3", wishes=Wishes(cadence=Cadence.DAILY))
        same = follow(unit, "C4")
        said = recorded(unit, reading(agreement("KR", "SG")))
        unit.execute(sa.delete(tables.deliveries))
        soon = NOW + minutes(10)
        for id_ in (narrow.id, daily.id):
            subscriptions.change(unit, id_, query_text="", wishes=Wishes(), now=soon)
        follow(unit, "C3", now=soon)
        assert follow(unit, "C4", now=soon).id == same.id
    assert missed(store) == [("C4", said.agreement_ids[0])]


def test_what_is_too_young_or_was_looked_at_before_is_left_alone(store):
    with store.begin() as unit:
        follow(unit)
        recorded(unit, reading(agreement()))
    assert missed(store, NOW + timedelta(minutes=59)) == []
    assert missed(store, NOW + timedelta(hours=49)) == []


def test_the_oldest_work_of_each_stage_is_told(store):
    with store.begin() as unit:
        assert set(queues.oldest(unit, LATER).values()) == {timedelta(0)}
        follow(unit)
        recorded(unit, reading(agreement()))
        waiting = queues.oldest(unit, LATER)
        assert waiting["deliver"] == timedelta(hours=3)
        assert waiting["fetch"] == waiting["parse"] == timedelta(0)
        release = releases.add_given(unit, "https://x.example/3", NOW)
        assert queues.oldest(unit, LATER)["fetch"] == timedelta(hours=3)
        releases.fail(unit, release, NOW, reason="x", next_try_at=LATER + timedelta(hours=1))
        assert queues.oldest(unit, LATER)["fetch"] == timedelta(0)


def test_ticks_and_tallies_are_kept(store):
    with store.begin() as unit:
        assert pulse.last_tick(unit) is None
        pulse.ticked(unit, NOW)
        pulse.ticked(unit, NOW + timedelta(seconds=1))
        assert pulse.last_tick(unit) == NOW
        pulse.ticked(unit, LATER)
        assert pulse.last_tick(unit) == LATER
        tallies.add(unit, "polls", "kr-news", "changed layout")
        tallies.add(unit, "polls", "kr-news", "changed layout", count=2)
        assert tallies.read(unit, "polls") == {("kr-news", "changed layout"): 3}
        assert tallies.read(unit, "swept") == {}
