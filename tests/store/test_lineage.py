"""Lineage in the store: links made in any order of arrival, timelines, and what is to come."""

from datetime import date

import pytest
import sqlalchemy as sa

from accord.agreement import Instrument, NextMeeting, Relation, RelationKind
from accord.dates import PartialDate
from accord.lineage import Status
from accord.query import Query
from accord.query_language import read_query
from store import agreements, lineage, meta, search, upcoming
from store.errors import NotFound
from store.tables import (
    agreement_counts,
    agreement_dates,
    agreement_pairs,
    agreement_relations,
)
from store.tables import agreements as agreements_table
from tests.store.build import NOW, VOCABULARY, agreement, reading, recorded

MOU = Instrument.MEMORANDUM_OF_UNDERSTANDING
TODAY = date(2026, 5, 4)
day = PartialDate.parse

MEMORANDUM = agreement("KR", "SG", concluded="2019-03-01", instrument=MOU, term_months=60)
EXTENSION = agreement(
    "KR", "SG", concluded="2024-02-01", instrument=MOU, term_months=60,
    relation=Relation(RelationKind.EXTENDS, "memorandum of understanding", day("2019")),
)  # fmt: skip
PLAN = agreement(
    "KR", "SG", concluded="2021-01-10", instrument=Instrument.WORK_PLAN,
    relation=Relation(RelationKind.UNDER, "memorandum of understanding"),
)  # fmt: skip


def record(unit, *told):
    """Record each as a release of its own; returns the ids of the agreements."""
    found = []
    for number, said in enumerate(told):
        at = str(said.concluded or "2026-05-02")
        url = f"https://o.example/{at}/{number}"
        found += recorded(unit, reading(said, published=at), url).agreement_ids
    return found


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_links_are_made_whichever_release_comes_first(store, order):
    told = (MEMORANDUM, EXTENSION, PLAN)
    with store.begin() as unit:
        ids = dict(zip(order, record(unit, *(told[i] for i in order)), strict=True))
        found = lineage.timeline(unit, ids[0])
        assert [(kind, one.id) for kind, one in found.later] == [
            (RelationKind.UNDER, ids[2]),
            (RelationKind.EXTENDS, ids[1]),
        ]
        assert [one.id for one in found.chain] == [ids[0], ids[1]]
        assert [(str(s.status), str(s.when), s.by) for s in found.steps] == [
            ("announced", "2019-03-01", None),
            ("signed", "2019-03-01", None),
            ("extended", "2024-02-01", ids[1]),
            ("ended", "2029-03-01", ids[1]),
        ]
        assert found.status(TODAY).status is Status.EXTENDED
        assert found.status(date(2029, 3, 2)).status is Status.ENDED
        plan = lineage.timeline(unit, ids[2])
        assert (plan.earlier[0], plan.earlier[1].id) == (RelationKind.UNDER, ids[0])
        assert plan.later == plan.series == ()


def test_a_link_goes_when_a_better_reading_does_not_state_it(store):
    with store.begin() as unit:
        first, _ = record(unit, MEMORANDUM, PLAN)
        again = agreement("KR", "SG", concluded="2021-01-10", instrument=Instrument.WORK_PLAN)
        release_id = lineage.timeline(unit, first).later[0][1].tellings[0].release_id
        agreements.record(unit, release_id, reading(again), NOW, VOCABULARY)
        assert lineage.timeline(unit, first).later == ()


def test_a_link_is_found_again_when_the_earlier_one_changes(store):
    with store.begin() as unit:
        old, plan = record(unit, MEMORANDUM, PLAN)
        release_id = lineage.timeline(unit, old).agreement.tellings[0].release_id
        later = agreement("KR", "SG", concluded="2022-03-01", instrument=MOU)
        agreements.record(unit, release_id, reading(later), NOW, VOCABULARY)
        assert lineage.timeline(unit, plan).earlier is None


def test_a_forum_has_its_yearly_series(store):
    with store.begin() as unit:
        ids = record(
            unit,
            *(
                agreement("EP", "JP", "KR", "US", concluded=f"{y}-06-10", framework="IP5")
                for y in (2024, 2022, 2023)
            ),
            agreement("EP", "JP", "US", concluded="2023-11-10", framework="TRILATERAL"),
        )
        found = lineage.timeline(unit, ids[2])
        assert [one.id for one in found.series] == [ids[1], ids[2], ids[0]]
        assert lineage.timeline(unit, ids[3]).series == ()


def test_there_is_no_timeline_of_nothing(store):
    with store.read() as unit, pytest.raises(NotFound):
        lineage.timeline(unit, 99)


def shown(found):
    return [(one.kind, str(one.when), one.agreement.id) for one in found]


@pytest.fixture(scope="module")
def calendar(shared_store):
    """Agreements with dates to come, and one whose next meeting has been held."""
    with shared_store.begin() as unit:
        ids = record(
            unit,
            agreement("KR", "SG", concluded="2026-04-01", in_force=day("2026-07-01"),
                      ends=day("2029"), instrument=MOU),
            agreement("EP", "JP", "KR", "US", concluded="2025-06-10", framework="IP5",
                      next_meeting=NextMeeting("KR", 2026)),
            agreement("EP", "JP", "US", concluded="2025-11-10", framework="TRILATERAL",
                      next_meeting=NextMeeting("JP", 2026)),
            agreement("EP", "JP", "US", concluded="2026-03-10", framework="TRILATERAL"),
            agreement("JP", "US", concluded="2024-03-10", ends=day("2026-05-03"),
                      topics=("patents",)),
        )  # fmt: skip
    return shared_store, ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("in_force", "2026-07-01", 0), ("meeting", "2026", 1), ("ended", "2029", 0)]),
        ("SG", [("in_force", "2026-07-01", 0), ("ended", "2029", 0)]),
        ("IP5", [("meeting", "2026", 1)]),
        ("agreed instrument:mou", [("in_force", "2026-07-01", 0), ("ended", "2029", 0)]),
        ("topic:patents", []),
        ("TRILATERAL", []),
    ],
)
def test_what_is_to_come_comes_soonest_first(calendar, text, expected):
    store, ids = calendar
    query = read_query(text, VOCABULARY, TODAY)
    with store.read() as unit:
        found = upcoming.find(unit, query, TODAY)
    assert shown(found) == [(kind, when, ids[i]) for kind, when, i in expected]


def test_what_is_to_come_ends_with_its_day_and_limit(calendar):
    store, ids = calendar
    with store.read() as unit:
        until = upcoming.find(unit, Query(), TODAY, until=date(2026, 12, 31), limit=1)
        past = upcoming.find(unit, Query(), date(2026, 5, 3), limit=1)
        none = upcoming.find(unit, Query(), date(2030, 1, 1))
    assert shown(until) == [("in_force", "2026-07-01", ids[0])]
    assert shown(past) == [("ended", "2026-05-03", ids[4])]
    assert none == ()


def test_what_comes_about_in_the_far_future_is_found_by_its_words(store):
    ends = ["2026-12-31", "2027-01", "2033-05-02", "2061", "9999"]
    with store.begin() as unit:
        for number, end in enumerate(ends, start=1):
            said = agreement("KR", "SG", concluded=f"202{number}-02-03", ends=day(end))
            record(unit, said)
    with store.read() as unit:
        found = upcoming.find(unit, read_query("SG agreed", VOCABULARY, TODAY), TODAY)
        some = upcoming.find(unit, read_query("SG agreed", VOCABULARY, TODAY), date(2030, 1, 1))
    assert [str(one.when) for one in found] == ends
    assert [str(one.when) for one in some] == ends[2:]


@pytest.mark.parametrize(
    ("today", "coming"),
    [
        (date(2026, 6, 30), [("in_force", "2026-07-01"), ("ended", "2029")]),
        (date(2026, 7, 1), [("ended", "2029")]),
        (
            date(2026, 3, 31),
            [("signed", "2026-04-01"), ("in_force", "2026-07-01"), ("ended", "2029")],
        ),
        (date(2026, 4, 1), [("in_force", "2026-07-01"), ("ended", "2029")]),
    ],
)
def test_what_comes_about_today_is_not_to_come(calendar, today, coming):
    store, _ = calendar
    query = read_query("SG", VOCABULARY, TODAY)
    with store.read() as unit:
        found = upcoming.find(unit, query, today)
    assert [(one.kind, str(one.when)) for one in found] == coming


def test_what_was_signed_in_the_month_that_is_not_over_is_not_to_come(store):
    with store.begin() as unit:
        record(unit, agreement("KR", "SG", concluded="2026-04", ends=day("2029"), instrument=MOU))
    with store.read() as unit:
        found = upcoming.find(unit, Query(), date(2026, 4, 20))
    assert [one.kind for one in found] == ["ended"]


@pytest.mark.parametrize(
    ("concluded", "published", "held"),
    [
        ("2026-03-10", "2026-03-11", True),
        (None, "2026-03-11", True),  # dated by its release where no day of signing is stated
        ("2026-01-20", "2026-03-11", False),  # before the meeting was announced
        ("2025-11-20", "2026-03-11", False),
        (None, None, False),
    ],
)
def test_a_meeting_of_which_a_later_agreement_tells_is_not_to_come(
    store, concluded, published, held
):
    announced = agreement(
        "JP", "US", concluded="2026-02-01", framework="IP5", next_meeting=NextMeeting("JP", 2026)
    )
    later = agreement("JP", "US", concluded=concluded, framework="IP5", topics=("patents",))
    with store.begin() as unit:
        recorded(unit, reading(announced))
        recorded(unit, reading(later, published=published, text="Another."), "https://b.example/2")
    with store.read() as unit:
        found = upcoming.find(unit, Query(), date(2026, 5, 1))
    assert [one.kind for one in found] == ([] if held else ["meeting"])


def test_what_a_migration_leaves_to_be_made_anew_is_made(store):
    with store.begin() as unit:
        first, plan = record(unit, MEMORANDUM, PLAN)
        before = lineage.timeline(unit, first), search.facets(unit, Query())
        for table in (agreement_dates, agreement_relations, agreement_pairs, agreement_counts):
            unit.execute(sa.delete(table))
        unit.execute(sa.update(agreements_table).values(facets=None))
        meta.put(unit, "rebuild", "all", NOW)
    store.migrate()
    with store.read() as unit:
        assert (lineage.timeline(unit, first), search.facets(unit, Query())) == before
        assert search.ids(unit, read_query("KR SG agreed", VOCABULARY, TODAY), limit=5) == [
            plan,
            first,
        ]
        assert len(upcoming.find(unit, Query(), date(2020, 1, 1))) == 2
        assert meta.get(unit, "rebuild") is None
