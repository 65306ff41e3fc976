"""Releases: found once, tried with patience, kept as they came."""

from datetime import timedelta

import pytest

from accord.dates import PartialDate
from accord.press_release import Entry
from store import agreements, releases, sources
from store.errors import NotFound
from store.records import ReleaseState
from tests.store.build import LEASE, NOW, VOCABULARY, agreement, fetched, reading, source

SOON = NOW + timedelta(minutes=1)


def found(unit, *urls, silent=False):
    return releases.add_found(unit, None, [Entry(url) for url in urls], NOW, silent=silent)


def test_a_release_is_found_once_however_its_address_is_spelt(store):
    with store.begin() as unit:
        (first,) = found(unit, "https://Office.example:443/news/1?utm_source=feed")
        assert found(unit, "https://office.example/news/1", "https://office.example/news/1#x") == []
        assert releases.by_address(unit, "HTTPS://office.example/news/1").id == first
        assert releases.get(unit, first).url == "https://Office.example:443/news/1?utm_source=feed"


def test_only_the_new_ones_of_a_listing_are_returned(store):
    with store.begin() as unit:
        first = found(unit, "https://office.example/1")
        rest = found(unit, *(f"https://office.example/{n}" for n in (3, 1, 2)))
        assert len(rest) == 2
        assert not set(first) & set(rest)
        assert found(unit) == []


def test_what_the_listing_says_is_kept_with_the_release(store):
    with store.begin() as unit:
        sources.declare(unit, [source()], NOW)
        entry = Entry("https://office.example/1", "Offices agree", PartialDate(2026, 5))
        (id_,) = releases.add_found(unit, "kr-news", [entry], NOW, silent=True)
    with store.read() as unit:
        release = releases.get(unit, id_)
    assert (release.source_id, release.state, release.silent) == ("kr-news", "found", True)
    assert (release.title, release.published) == ("Offices agree", PartialDate(2026, 5))
    assert release.found_at == NOW


def test_an_entry_without_a_web_address_is_no_release(store):
    with store.begin() as unit:
        assert found(unit, "mailto:press@office.example", "javascript:void(0)", "") == []


def test_what_a_person_gives_twice_is_one_release(store):
    with store.begin() as unit:
        page = releases.add_given(unit, "https://office.example/1", NOW)
        assert releases.add_given(unit, "https://office.example/1#top", NOW) == page
        file = releases.add_given(unit, "file:release.html", NOW)
        assert releases.add_given(unit, "file:release.html", NOW) == file != page
        assert not releases.get(unit, file).silent


def test_a_claimed_release_is_nobody_elses_until_its_lease_runs_out(store):
    with store.begin() as unit:
        (id_,) = found(unit, "https://office.example/1")
        assert releases.claim(unit, id_, NOW, LEASE).attempts == 1
        assert releases.claim(unit, id_, NOW, LEASE) is None
        assert releases.unfinished(unit, NOW, 10) == []
        assert releases.unfinished(unit, NOW + LEASE, 10) == [id_]
        assert releases.claim(unit, id_, NOW + LEASE, LEASE).attempts == 2


def test_a_release_given_back_costs_no_attempt(store):
    with store.begin() as unit:
        (id_,) = found(unit, "https://office.example/1")
        releases.claim(unit, id_, NOW, LEASE)
        releases.release_lease(unit, id_)
        releases.release_lease(unit, id_)
        assert releases.claim(unit, id_, NOW, LEASE).attempts == 1


def test_a_failure_rests_until_its_time(store):
    with store.begin() as unit:
        (id_,) = found(unit, "https://office.example/1")
        releases.claim(unit, id_, NOW, LEASE)
        releases.fail(unit, id_, NOW, reason="timed out", next_try_at=SOON)
        assert releases.get(unit, id_).last_error == "timed out"
        assert releases.claim(unit, id_, NOW, LEASE) is None
        assert releases.unfinished(unit, SOON, 10) == [id_]
        assert releases.claim(unit, id_, SOON, LEASE).attempts == 2


def test_a_release_that_cannot_be_read_is_parked_with_its_reason(store):
    with store.begin() as unit:
        (id_,) = found(unit, "https://office.example/1")
        releases.claim(unit, id_, NOW, LEASE)
        releases.fail(unit, id_, NOW, reason="404 Not Found", next_try_at=None)
        parked = releases.get(unit, id_)
        assert releases.claim(unit, id_, SOON, LEASE) is None
        assert releases.unfinished(unit, SOON, 10) == []
    assert (parked.state, parked.last_error) == (ReleaseState.PARKED, "404 Not Found")


def test_the_fifth_failure_parks(store):
    with store.begin() as unit:
        (id_,) = found(unit, "https://office.example/1")
        for _ in range(5):
            assert releases.get(unit, id_).state is ReleaseState.FOUND
            releases.claim(unit, id_, NOW, LEASE)
            releases.fail(unit, id_, NOW, reason="HTTP 500", next_try_at=NOW)
        assert releases.get(unit, id_).state is ReleaseState.PARKED


def test_a_release_that_kills_its_worker_is_parked_after_five(store):
    now = NOW
    with store.begin() as unit:
        (id_,) = found(unit, "https://office.example/1")
    for _ in range(5):
        with store.begin() as unit:
            assert releases.claim(unit, id_, now, LEASE)
        now += LEASE  # the worker died: nobody settles
    with store.begin() as unit:
        assert releases.unfinished(unit, now, 10) == [id_]
        assert releases.claim(unit, id_, now, LEASE) is None
        parked = releases.get(unit, id_)
    assert parked.state is ReleaseState.PARKED
    assert "died" in parked.last_error


def test_parsing_has_its_own_five_attempts(store):
    with store.begin() as unit:
        (id_,) = found(unit, "https://office.example/1")
        for _ in range(4):
            releases.claim(unit, id_, NOW, LEASE)
            releases.fail(unit, id_, NOW, reason="HTTP 500", next_try_at=NOW)
        releases.claim(unit, id_, NOW, LEASE)
        releases.keep(unit, id_, NOW, content=b"page", media_type=None, final_url=None)
        claimed = releases.claim(unit, id_, NOW, LEASE)
    assert (claimed.state, claimed.attempts) == (ReleaseState.FETCHED, 1)


def test_a_parked_release_that_a_person_gives_again_is_tried_again(store):
    with store.begin() as unit:
        id_ = releases.add_given(unit, "https://office.example/1", NOW)
        releases.fail(unit, id_, NOW, reason="404", next_try_at=None)
        assert releases.add_given(unit, "https://office.example/1", SOON) == id_
        assert releases.claim(unit, id_, SOON, LEASE).state is ReleaseState.FOUND

        kept = fetched(unit, "https://office.example/2")
        releases.fail(unit, kept, NOW, reason="unreadable", next_try_at=None)
        releases.add_given(unit, "https://office.example/2", SOON)
        assert releases.claim(unit, kept, SOON, LEASE).state is ReleaseState.FETCHED


def test_bytes_are_kept_as_they_came_and_once(store):
    page = bytes(range(256)) * 300
    with store.begin() as unit:
        one, other = found(unit, "https://office.example/1", "https://office.example/2")
        for id_ in (one, other):
            sha = releases.keep(
                unit, id_, NOW, content=page, media_type="text/html", final_url="https://x.example/"
            )
    with store.read() as unit:
        release = releases.get(unit, one)
        assert releases.content(unit, sha) == page
        assert releases.get(unit, other).content_sha == release.content_sha == sha
        assert (release.media_type, release.final_url) == ("text/html", "https://x.example/")
        with pytest.raises(NotFound):
            releases.content(unit, "0" * 64)


def test_history_waits_until_the_news_is_done(store):
    with store.begin() as unit:
        old = found(unit, "https://office.example/old", silent=True)
        new = found(unit, "https://office.example/new")
        assert releases.unfinished(unit, NOW, 10) == new + old
        assert releases.unfinished(unit, NOW, 1) == new


def test_a_slow_worker_cannot_undo_what_another_finished(store):
    with store.begin() as unit:
        id_ = fetched(unit)
        agreements.record(unit, id_, reading(agreement()), NOW, VOCABULARY)
        done = releases.get(unit, id_)
        releases.fail(unit, id_, NOW, reason="timed out", next_try_at=None)
        releases.keep(unit, id_, NOW, content=b"late", media_type=None, final_url=None)
        assert releases.get(unit, id_) == done
        assert releases.claim(unit, id_, SOON, LEASE) is None


def test_a_better_parser_reads_again(store):
    with store.begin() as unit:
        id_ = fetched(unit)
        agreements.record(unit, id_, reading(agreement()), NOW, VOCABULARY)
        releases.reopen(unit, id_, SOON, fetch=False)
        assert releases.claim(unit, id_, SOON, LEASE).state is ReleaseState.FETCHED


def test_the_states_are_counted(store):
    with store.begin() as unit:
        found(unit, "https://office.example/1", "https://office.example/2")
        fetched(unit)
        assert releases.counts(unit) == {"found": 2, "fetched": 1, "parsed": 0, "parked": 0}


def test_an_unknown_release_is_named(store):
    with store.read() as unit, pytest.raises(NotFound, match="77"):
        releases.get(unit, 77)


def test_a_source_with_a_long_archive_holds_up_no_other(store):
    with store.begin() as unit:
        sources.declare(unit, [source("kr-news"), source("sg-news")], NOW)
        for name, count in (("kr-news", 9), ("sg-news", 2)):
            entries = [Entry(f"https://{name}.example/{n}") for n in range(count)]
            releases.add_found(unit, name, entries, NOW, silent=True)
        first = releases.unfinished(unit, NOW, 4)
        found_at = [releases.get(unit, id_).source_id for id_ in first]
    assert found_at == ["kr-news", "sg-news"] * 2
