"""A reviewer's split or merge holds, is explained, and is kept with who, when and why."""

from dataclasses import replace

import pytest

from accord.agreement import Relation, RelationKind
from accord.dates import PartialDate
from accord.query import Query
from store import agreements, lineage, matching, outbox, regrouping, search
from store.errors import NotFound
from store.groupings import Ruling
from tests.store.build import NOW, VOCABULARY, agreement, fetched, reading, recorded, subscribe

RULING = Ruling("reviewer", NOW, "two memoranda")
SAID = reading(agreement("KR", "SG"))
THEIRS = replace(SAID, publisher="SG", title="The offices sign")
LATER = reading(agreement("KR", "SG", concluded="2026-03-01"), published="2026-03-02")


def told(unit, said, url):
    """Record a reading; returns the ids of release and agreement."""
    release_id = fetched(unit, url)
    result = agreements.record(unit, release_id, said, NOW, VOCABULARY)
    return release_id, result.agreement_ids[0]


def again(unit, release_id, said=THEIRS):
    """Read a release again; returns the agreement that it tells of."""
    return agreements.record(unit, release_id, said, NOW, VOCABULARY).agreement_ids[0]


def releases_of(unit, agreement_id):
    return [t.release_id for t in agreements.get(unit, agreement_id).tellings]


def test_a_split_parts_a_release_for_good(store):
    with store.begin() as unit:
        first, kept = told(unit, SAID, "https://o.example/1")
        second, same = told(unit, THEIRS, "https://o.example/2")
        assert same == kept
        new = regrouping.split(unit, kept, second, VOCABULARY, RULING)
        assert (releases_of(unit, kept), releases_of(unit, new)) == ([first], [second])
        assert search.search(unit, Query(offices=(("KR",), ("SG",))), limit=5).total == 2
        assert again(unit, second) == new
        nothing = replace(THEIRS, agreements=())
        agreements.record(unit, second, nothing, NOW, VOCABULARY)
        with pytest.raises(NotFound):
            agreements.get(unit, new)
        assert again(unit, second) != kept


def test_a_merge_joins_two_for_good_under_both_numbers(store):
    with store.begin() as unit:
        first, kept = told(unit, SAID, "https://o.example/1")
        second, other = told(unit, LATER, "https://o.example/2")
        assert other != kept
        regrouping.merge(unit, kept, other, VOCABULARY, RULING)
        assert releases_of(unit, kept) == releases_of(unit, other) == [first, second]
        assert search.search(unit, Query(offices=(("KR",), ("SG",))), limit=5).total == 1
        assert again(unit, second, LATER) == kept
        changed = reading(agreement("KR", "SG", concluded="2026-02-27"), published="2026-03-02")
        assert again(unit, second, changed) == kept
        agreements.record(unit, second, replace(LATER, agreements=()), NOW, VOCABULARY)
        assert again(unit, second, LATER) == kept


def test_a_merge_of_merged_ones_leads_on(store):
    with store.begin() as unit:
        ids = [
            told(unit, reading(agreement(concluded=day), published=day), f"https://o.example/{day}")
            for day in ("2026-01-01", "2026-02-01", "2026-03-01")
        ]
        (_, one), (_, two), (_, three) = ids
        regrouping.merge(unit, two, one, VOCABULARY, RULING)
        regrouping.merge(unit, three, two, VOCABULARY, RULING)
        assert agreements.get(unit, one).id == agreements.get(unit, two).id == three
        assert len(releases_of(unit, one)) == 3


def test_a_split_takes_a_merge_back(store):
    with store.begin() as unit:
        _, kept = told(unit, SAID, "https://o.example/1")
        second, other = told(unit, LATER, "https://o.example/2")
        regrouping.merge(unit, kept, other, VOCABULARY, RULING)
        new = regrouping.split(unit, kept, second, VOCABULARY, RULING)
        assert again(unit, second, LATER) == new


def test_what_was_announced_is_not_told_again_nor_forgotten(store):
    with store.begin() as unit:
        subscribe(unit)
        _, kept = told(unit, SAID, "https://o.example/1")
        second, other = told(unit, LATER, "https://o.example/2")
        before = [event.id for id_ in (kept, other) for event in outbox.events_of(unit, id_)]
        regrouping.merge(unit, kept, other, VOCABULARY, RULING)
        assert [event.id for event in outbox.events_of(unit, kept)] == before
        regrouping.split(unit, kept, second, VOCABULARY, RULING)
        assert [event.id for event in outbox.events_of(unit, kept)] == before[:1]


def test_what_cannot_be_done_is_said(store):
    with store.begin() as unit:
        first, kept = told(unit, SAID, "https://o.example/1")
        two = reading(agreement("EP", "JP"), agreement("EP", "US"))
        both = recorded(unit, two, "https://o.example/2").agreement_ids
        with pytest.raises(regrouping.CannotRegroup, match="Only release"):
            regrouping.split(unit, kept, first, VOCABULARY, RULING)
        with pytest.raises(regrouping.CannotRegroup, match="does not tell"):
            regrouping.split(unit, kept, 99, VOCABULARY, RULING)
        with pytest.raises(regrouping.CannotRegroup, match="one agreement already"):
            regrouping.merge(unit, kept, kept, VOCABULARY, RULING)
        with pytest.raises(regrouping.CannotRegroup, match="tells of both"):
            regrouping.merge(unit, *both, VOCABULARY, RULING)
        with pytest.raises(NotFound):
            regrouping.merge(unit, kept, 99, VOCABULARY, RULING)


def test_it_is_explained_why_releases_tell_of_one_agreement(store):
    with store.begin() as unit:
        first, kept = told(unit, SAID, "https://o.example/1")
        second, _ = told(unit, THEIRS, "https://o.example/2")
        third, other = told(unit, LATER, "https://o.example/3")
        stored = regrouping.merge(unit, kept, other, VOCABULARY, RULING)
        found = matching.explain(unit, stored)
    assert [reasons.like for reasons in found[:2]] == [None, first]
    assert found[1].comparison.same
    assert "both bind KR and SG" in found[1].comparison.reasons
    assert "both are of 2026-05-01" in found[1].comparison.reasons
    assert not found[2].comparison.same
    (ruling,) = found[2].rulings
    assert (ruling.decided_by, ruling.decided_at, ruling.note) == ("reviewer", NOW, "two memoranda")
    assert (ruling.release_id, ruling.from_agreement_id, second) == (third, other, second)


def test_links_to_a_merged_agreement_lead_to_the_one_that_is_kept(store):
    with store.begin() as unit:
        _, kept = told(unit, SAID, "https://o.example/1")
        _, other = told(unit, LATER, "https://o.example/2")
        naming = agreement(
            "KR", "SG", concluded="2026-06-01",
            relation=Relation(RelationKind.RENEWS, "statement", PartialDate(2026, 5)),
        )  # fmt: skip
        later = recorded(unit, reading(naming, published="2026-06-01"), "https://o.example/3")
        assert lineage.timeline(unit, later.agreement_ids[0]).earlier[1].id == kept
        regrouping.merge(unit, other, kept, VOCABULARY, RULING)
        assert lineage.timeline(unit, later.agreement_ids[0]).earlier[1].id == other


def test_a_release_that_may_mean_either_of_two_is_told_on_its_own(store):
    with store.begin() as unit:
        _, one = told(unit, reading(agreement(topics=("patents",))), "https://o.example/1")
        second = reading(agreement(topics=("patents",)), title="Something else is signed",
                         text="Quite another text about another matter, at length.")  # fmt: skip
        _, two = told(unit, second, "https://o.example/2")
        assert one != two
        _, third = told(unit, replace(THEIRS, title=None, agreements=second.agreements),
                        "https://o.example/3")  # fmt: skip
        assert third not in (one, two)
