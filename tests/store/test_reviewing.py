"""Uncertain readings wait for a reviewer; a decision holds whenever the release is read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from accord.agreement import Evidence
from accord.decision import Verdict
from store import agreements, decisions, outbox, reviewing
from store.errors import NotFound
from tests.store.build import NOW, VOCABULARY, agreement, as_stored, fetched, reading, subscribe

SURE = replace(
    agreement("KR", "SG"), evidence=(Evidence("instrument", "joint_statement", "They agreed.", 0),)
)
UNSURE = replace(SURE, parties=("KR",))


@pytest.fixture
def reviewed(store):
    """A store with a review channel and a subscriber to everything."""
    with store.begin() as unit:
        decisions.set_review_channel(unit, "T1", "C-review", NOW)
        subscribe(unit, "C1")
    return store


def told(store):
    with store.read() as unit:
        return outbox.counts(unit)["waiting"]


def recorded(store, *told, url="https://a.example/1", **rest):
    with store.begin() as unit:
        release = fetched(unit, url)
        result = agreements.record(unit, release, reading(*told, **rest), NOW, VOCABULARY)
    return release, result


def decide(store, event_id, verdict, facts=None):
    with store.begin() as unit:
        return reviewing.decide(
            unit,
            reviewing.get(unit, event_id),
            verdict,
            facts=facts,
            by="U1",
            now=NOW + timedelta(hours=1),
            vocabulary=VOCABULARY,
        )


def again(store, release, *told):
    with store.begin() as unit:
        return agreements.record(unit, release, reading(*told), NOW, VOCABULARY)


def test_a_sure_reading_is_told_without_asking(reviewed):
    recorded(reviewed, SURE)
    with reviewed.begin() as unit:
        (delivery,) = outbox.claim(unit, NOW, timedelta(minutes=1), 5, workspace="T1")
    assert (delivery.channel, delivery.event.held) == ("C1", False)


def test_an_uncertain_one_goes_to_the_reviewers_alone(reviewed):
    recorded(reviewed, UNSURE)
    with reviewed.begin() as unit:
        (delivery,) = outbox.claim(unit, NOW, timedelta(minutes=1), 5, workspace="T1")
    assert (delivery.channel, delivery.event.held) == ("C-review", True)
    assert delivery.event.doubts == ("fewer than two parties are named",)


def test_without_a_review_channel_it_is_told(store):
    with store.begin() as unit:
        subscribe(unit, "C1")
    _, result = recorded(store, UNSURE)
    assert result.deliveries == 1


def test_an_approved_one_is_told_and_kept_through_worse_readings(reviewed):
    release, result = recorded(reviewed, UNSURE)
    assert decide(reviewed, result.event_ids[0], Verdict.APPROVED) == 1
    assert told(reviewed) == 2
    again(reviewed, release)
    with reviewed.read() as unit:
        stored = agreements.get(unit, result.agreement_ids[0])
        assert stored.agreement == as_stored(UNSURE, stored)


def test_a_fixed_one_is_told_as_fixed_and_stays_so(reviewed):
    release, result = recorded(reviewed, UNSURE)
    fixed = replace(SURE, place="Seoul")
    assert decide(reviewed, result.event_ids[0], Verdict.FIXED, fixed) == 1
    again(reviewed, release, UNSURE)
    with reviewed.read() as unit:
        stored = agreements.get(unit, result.agreement_ids[0])
        assert stored.agreement == as_stored(fixed, stored)
        (decision,) = decisions.every(unit)
    assert (decision.verdict, decision.decided_by, decision.read) == (Verdict.FIXED, "U1", UNSURE)
    assert decision.decided_at == NOW + timedelta(hours=1)


def test_a_rejected_one_leaves_the_store_and_never_comes_back(reviewed):
    release, result = recorded(reviewed, UNSURE)
    assert decide(reviewed, result.event_ids[0], Verdict.REJECTED) == 0
    assert again(reviewed, release, UNSURE).agreement_ids == ()
    with reviewed.read() as unit, pytest.raises(NotFound):
        agreements.get(unit, result.agreement_ids[0])


def test_the_second_reviewer_is_told_that_it_is_decided(reviewed):
    _, result = recorded(reviewed, UNSURE)
    decide(reviewed, result.event_ids[0], Verdict.APPROVED)
    with pytest.raises(NotFound):
        decide(reviewed, result.event_ids[0], Verdict.REJECTED)


def test_a_channel_that_learned_of_it_meanwhile_is_not_told_again(reviewed):
    wordless = replace(SURE, evidence=())
    _, first = recorded(reviewed, wordless)
    _, second = recorded(reviewed, SURE, url="https://b.example/2", publisher="SG")
    assert (first.deliveries, second.deliveries) == (1, 1)
    assert first.agreement_ids == second.agreement_ids
    assert decide(reviewed, first.event_ids[0], Verdict.APPROVED) == 0


def test_what_waits_is_told_when_there_are_no_reviewers_any_more(reviewed):
    recorded(reviewed, UNSURE)
    with reviewed.begin() as unit:
        decisions.set_review_channel(unit, "T1", None, NOW)
        assert reviewing.release_all(unit, NOW, VOCABULARY) == 1
        assert reviewing.release_all(unit, NOW, VOCABULARY) == 0
        told = outbox.claim(unit, NOW, timedelta(minutes=1), 5, workspace="T1")
    assert [d.channel for d in told] == ["C-review", "C1"]
