"""Watched sources: declared, polled by one at a time, settled."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from accord.press_release import Entry
from accord.source import Format, Selectors
from store import agreements, outbox, releases, sources
from store.errors import NotFound
from store.tables import contents
from tests.store.build import (
    LEASE,
    NOW,
    VOCABULARY,
    agreement,
    fetched,
    reading,
    recorded,
    source,
    subscribe,
)

LATER = NOW + timedelta(hours=1)


def settled(unit, id_, now=NOW, **changed):
    values = {
        "next_poll_at": now + timedelta(hours=1),
        "etag": '"v1"',
        "last_modified": "Mon, 04 May 2026 11:00:00 GMT",
        "body_hash": "abc",
        "changed": True,
        "bytes_received": 1000,
    }
    sources.settle_success(unit, id_, now, **values | changed)


def test_a_declared_source_comes_back_as_it_was_declared(store):
    declared = source(
        office="KR",
        format=Format.HTML,
        language="ko",
        every_seconds=900,
        selectors=Selectors(item="li.news", date="time"),
        sample=True,
    )
    with store.begin() as unit:
        sources.declare(unit, [declared], NOW)
    with store.read() as unit:
        watched = sources.get(unit, "kr-news")
    assert watched.source == declared
    assert watched.next_poll_at == NOW
    assert watched.first_success_at is None


def test_a_source_is_polled_by_one_until_its_lease_runs_out(store):
    with store.begin() as unit:
        sources.declare(unit, [source("a"), source("b")], NOW)
        assert sources.claim_due(unit, NOW, LEASE, 1) == ["a"]
        assert sources.claim_due(unit, NOW, LEASE, 10) == ["b"]
        assert sources.claim_due(unit, NOW, LEASE, 10) == []
        assert sources.claim_due(unit, NOW + LEASE, LEASE, 10) == ["a", "b"]


def test_the_longest_overdue_source_is_polled_first(store):
    with store.begin() as unit:
        sources.declare(unit, [source("a"), source("b"), source("c")], NOW)
        settled(unit, "a", next_poll_at=NOW + timedelta(minutes=3))
        settled(unit, "b", next_poll_at=NOW + timedelta(minutes=1))
        settled(unit, "c", next_poll_at=LATER)
        assert sources.claim_due(unit, NOW + timedelta(minutes=5), LEASE, 10) == ["b", "a"]


def test_a_source_given_back_is_due_at_once(store):
    with store.begin() as unit:
        sources.declare(unit, [source()], NOW)
        sources.claim_due(unit, NOW, LEASE, 1)
        sources.release_lease(unit, "kr-news")
        assert sources.claim_due(unit, NOW, LEASE, 1) == ["kr-news"]


def test_a_success_is_remembered_with_its_validators(store):
    with store.begin() as unit:
        sources.declare(unit, [source()], NOW)
        sources.settle_failure(unit, "kr-news", NOW, reason="timed out", next_poll_at=NOW)
        sources.claim_due(unit, NOW, LEASE, 1)
        settled(unit, "kr-news")
        settled(unit, "kr-news", LATER, changed=False, bytes_received=0)
        watched = sources.get(unit, "kr-news")
    assert (watched.etag, watched.body_hash) == ('"v1"', "abc")
    assert watched.first_success_at == watched.last_changed_at == NOW
    assert watched.last_success_at == LATER
    assert (watched.failures, watched.last_error, watched.leased_until) == (0, None, None)
    assert (watched.polls, watched.bytes_received) == (3, 1000)


def test_failures_in_a_row_are_counted_with_their_reason(store):
    with store.begin() as unit:
        sources.declare(unit, [source()], NOW)
        for _ in range(3):
            sources.claim_due(unit, NOW, LEASE, 1)
            sources.settle_failure(
                unit, "kr-news", NOW, reason="HTTP 503", next_poll_at=NOW + timedelta(minutes=4)
            )
        watched = sources.get(unit, "kr-news")
        assert sources.claim_due(unit, NOW, LEASE, 1) == []
    assert (watched.failures, watched.last_error) == (3, "HTTP 503")
    assert watched.last_failure_at == NOW


def test_a_source_that_is_no_longer_declared_rests_until_it_is(store):
    with store.begin() as unit:
        sources.declare(unit, [source("a"), source("b")], NOW)
        settled(unit, "b")
        sources.declare(unit, [source("a")], NOW)
        assert [s.id for s in sources.all_sources(unit)] == ["a"]
        assert sources.claim_due(unit, LATER, LEASE, 10) == ["a"]
        assert sources.get(unit, "b").retired_at == NOW
        sources.declare(unit, [source("a"), source("b")], NOW)
        assert sources.get(unit, "b").first_success_at == NOW  # its archive is filled already
        assert sources.claim_due(unit, NOW, LEASE, 10) == ["b"]


def test_declaring_a_source_again_keeps_its_rhythm(store):
    with store.begin() as unit:
        sources.declare(unit, [source()], NOW)
        settled(unit, "kr-news")
        before = sources.get(unit, "kr-news")
        sources.declare(unit, [source()], NOW + timedelta(minutes=1))
        assert sources.get(unit, "kr-news") == before


def test_a_shorter_cadence_counts_from_now(store):
    with store.begin() as unit:
        sources.declare(unit, [source(every_seconds=3600)], NOW)
        settled(unit, "kr-news", next_poll_at=NOW + timedelta(days=1))
        sources.declare(unit, [source(every_seconds=60)], NOW)
        assert sources.get(unit, "kr-news").next_poll_at == NOW + timedelta(seconds=60)


def test_a_source_that_moved_starts_afresh(store):
    """So that the archive at its new address is filled silently too."""
    with store.begin() as unit:
        sources.declare(unit, [source()], NOW)
        settled(unit, "kr-news")
        sources.declare(unit, [source(url="https://kr-news.example/new")], NOW)
        watched = sources.get(unit, "kr-news")
    assert watched.etag is watched.last_modified is watched.body_hash is None
    assert watched.first_success_at is None
    assert watched.next_poll_at == NOW


def test_an_unknown_source_is_named(store):
    with store.read() as unit, pytest.raises(NotFound, match="nowhere"):
        sources.get(unit, "nowhere")


def test_forgetting_the_sample_press_room_leaves_the_real_ones(store):
    with store.begin() as unit:
        sources.declare(unit, [source("sample", sample=True), source("real")], NOW)
        subscribe(unit)
        for id_ in ("sample", "real"):
            address = f"https://{id_}.example/1"
            recorded(unit, reading(agreement()), address, source_id=id_)
    with store.begin() as unit:
        sources.forget_samples(unit)
    with store.begin() as unit:
        assert [s.id for s in sources.all_sources(unit)] == ["real"]
        assert releases.by_address(unit, "https://sample.example/1") is None
        kept = releases.by_address(unit, "https://real.example/1")
        assert b"real.example" in releases.content(unit, kept.content_sha)
        (told,) = outbox.claim(unit, NOW, LEASE, 10, workspace="T1")
        assert agreements.get(unit, told.event.agreement_id).tellings[0].source_id == "real"


def test_forgetting_the_sample_press_room_keeps_bytes_that_others_have_too(store):
    with store.begin() as unit:
        sources.declare(unit, [source("sample", sample=True), source("real")], NOW)
        shas = {}
        for id_, page in (("sample", b"both"), ("real", b"both"), ("sample", b"sample's own")):
            address = f"https://{id_}.example/{page.decode()}"
            (number,) = releases.add_found(unit, id_, [Entry(address)], NOW, silent=True)
            releases.keep(
                unit, number, NOW, content=page, media_type="text/html", final_url=address
            )
            shas[page] = releases.get(unit, number).content_sha
        sources.forget_samples(unit)
        assert releases.content(unit, shas[b"both"]) == b"both"
        left = unit.execute(sa.select(contents.c.sha)).scalars().all()
        assert left == [shas[b"both"]]


def test_a_sample_never_corroborates_a_real_agreement(store):
    with store.begin() as unit:
        sources.declare(unit, [source("sample", sample=True)], NOW)
        invented = fetched(unit, "https://sample.example/1", source_id="sample")
        agreements.record(unit, invented, reading(agreement()), NOW, VOCABULARY)
        told = recorded(unit, reading(agreement(), publisher="SG"))
    assert (told.new, told.corroborated) == (1, 0)


def test_sample_press_rooms_corroborate_each_other(store):
    with store.begin() as unit:
        sources.declare(unit, [source("s1", sample=True), source("s2", sample=True)], NOW)
        recorded(unit, reading(agreement()), "https://s1.example/1", source_id="s1")
        other = reading(agreement(), publisher="SG")
        told = recorded(unit, other, "https://s2.example/1", source_id="s2")
    assert (told.new, told.corroborated) == (0, 1)
