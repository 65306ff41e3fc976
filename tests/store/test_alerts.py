"""Alerts: one for each change of a subject's state, each delivered to the operator once."""

from datetime import timedelta

import sqlalchemy as sa

from accord.alert import STALE_AFTER, AlertKind, source_subject
from store import alerts, outbox
from tests.store.build import LEASE, NOW, agreement, reading, recorded, subscribe

SUBJECT = source_subject("kr-news")
FACTS = {"name": "MOIP", "evidence": "status 403"}


def test_a_state_that_lasts_is_one_alert(store):
    with store.begin() as unit:
        first = alerts.change(unit, SUBJECT, AlertKind.REFUSED, FACTS, NOW)
        assert (first.kind, first.facts) == (AlertKind.REFUSED, FACTS)
        assert alerts.change(unit, SUBJECT, AlertKind.REFUSED, {}, NOW) is None
        assert alerts.change(unit, SUBJECT, AlertKind.WALLED, FACTS, NOW) is not None
        assert alerts.state(unit, SUBJECT).kind is AlertKind.WALLED


def test_what_was_always_well_is_no_news_and_what_recovers_is(store):
    with store.begin() as unit:
        assert alerts.change(unit, SUBJECT, AlertKind.WELL, FACTS, NOW) is None
        alerts.change(unit, SUBJECT, AlertKind.SILENT, FACTS, NOW)
        assert [a.subject for a in alerts.standing(unit)] == [SUBJECT]
        assert alerts.change(unit, SUBJECT, AlertKind.WELL, FACTS, NOW) is not None
        assert alerts.standing(unit) == []


def test_two_that_note_one_change_at_once_make_one_alert(store):
    with store.begin() as unit:
        alerts.change(unit, SUBJECT, AlertKind.REFUSED, FACTS, NOW)
        unit.execute(sa.text("UPDATE alerts SET kind = 'well'"))
        assert alerts.change(unit, SUBJECT, AlertKind.REFUSED, FACTS, NOW).id
        numbers = unit.execute(sa.text("SELECT number FROM alerts ORDER BY id")).scalars()
        assert list(numbers) == [1, 2]


def test_an_alert_is_delivered_to_one_channel_once(store):
    with store.begin() as unit:
        alerts.change(unit, SUBJECT, AlertKind.REFUSED, FACTS, NOW)
        assert alerts.address(unit, "T1", "COPS", NOW) == 1
        assert alerts.address(unit, "T1", "COPS", NOW) == 0
        (delivery,) = outbox.claim(unit, NOW, LEASE, 10, workspace="T1")
        assert (delivery.channel, delivery.event, delivery.alert.kind) == (
            "COPS", None, AlertKind.REFUSED,
        )  # fmt: skip


def test_an_alert_that_nobody_could_be_told_of_for_a_day_is_no_news(store):
    with store.begin() as unit:
        alerts.change(unit, SUBJECT, AlertKind.REFUSED, FACTS, NOW - STALE_AFTER)
        assert alerts.address(unit, "T1", "COPS", NOW) == 0


def test_alerts_and_announcements_of_one_channel_keep_their_order(store):
    with store.begin() as unit:
        subscribe(unit, "COPS")
        recorded(unit, reading(agreement()))
        alerts.change(unit, SUBJECT, AlertKind.REFUSED, FACTS, NOW)
        alerts.address(unit, "T1", "COPS", NOW)
        (first,) = outbox.claim(unit, NOW, LEASE, 10, workspace="T1")
        assert first.alert is None
        outbox.posted(unit, first.id, "1.0", NOW)
        (second,) = outbox.claim(unit, NOW + timedelta(seconds=1), LEASE, 10, workspace="T1")
        assert second.event is None
