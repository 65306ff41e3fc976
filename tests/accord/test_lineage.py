"""The life of an agreement, and which earlier one it names."""

from datetime import date

import pytest

from accord.agreement import Agreement, Evidence, Instrument, Relation, RelationKind
from accord.dates import PartialDate
from accord.lineage import Chapter, Status, coming, earlier, months_after, status_on, steps

MOU = Instrument.MEMORANDUM_OF_UNDERSTANDING
PLAN = Instrument.WORK_PLAN
day = PartialDate.parse


def chapter(number=1, *, published=None, titles=(), instrument=MOU, parties=("JP", "KR"), **facts):
    agreement = Agreement(instruments=(instrument,), parties=parties, **facts)
    return Chapter(number, agreement, published and day(published), titles)


def said(kind, title="the memorandum", concluded=None):
    return Relation(kind, title, concluded and day(concluded))


def shown(found):
    return [(str(step.status), str(step.when)) for step in found]


def test_a_life_has_its_steps_by_date_each_with_its_words():
    words = Evidence("in_force", "2024-07-01", "takes effect on 1 July 2024", 40)
    own = chapter(
        published="2024-03-05",
        concluded=day("2024-03-04"),
        in_force=day("2024-07-01"),
        ends=day("2027-06-30"),
        evidence=(words,),
    )
    found = steps(own)
    assert shown(found) == [
        ("signed", "2024-03-04"),
        ("announced", "2024-03-05"),
        ("in_force", "2024-07-01"),
        ("ended", "2027-06-30"),
    ]
    assert found[2].evidence == (words,)


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2024, 3, 3), None),
        (date(2024, 3, 4), Status.SIGNED),
        (date(2024, 3, 9), Status.SIGNED),
        (date(2024, 7, 1), Status.IN_FORCE),
        (date(2027, 6, 30), Status.IN_FORCE),
        (date(2027, 7, 1), Status.ENDED),
    ],
)
def test_a_status_moves_when_its_day_comes(today, status):
    own = chapter(
        published="2024-03-05",
        concluded=day("2024-03-04"),
        in_force=day("2024-07-01"),
        ends=day("2027-06-30"),
    )
    reached = status_on(steps(own), today)
    assert (reached and reached.status) == status


def test_what_is_announced_before_it_is_signed_waits_for_its_day():
    own = chapter(published="2024-03-01", concluded=day("2024-04"))
    assert status_on(steps(own), date(2024, 3, 20)).status is Status.ANNOUNCED
    assert shown(coming(steps(own), date(2024, 3, 20))) == [("signed", "2024-04")]
    assert status_on(steps(own), date(2024, 4, 1)).status is Status.SIGNED


@pytest.mark.parametrize(
    ("facts", "end"),
    [
        ({"concluded": day("2024-01-31"), "term_months": 1}, "2024-02-29"),
        ({"concluded": day("2024-05"), "term_months": 60}, "2029-05"),
        ({"concluded": day("2024"), "term_months": 36}, "2027"),
        ({"concluded": day("2024-01-31"), "in_force": day("2024-06-01"), "term_months": 24},
         "2026-06-01"),
    ],
)  # fmt: skip
def test_a_term_runs_from_entry_into_force_else_from_signing(facts, end):
    last = steps(chapter(**facts))[-1]
    assert (last.status, str(last.when), last.reckoned) == (Status.ENDED, end, True)


def test_a_term_beyond_the_calendar_has_no_end():
    assert months_after(day("9999-12"), 1) is None


def test_an_extension_moves_the_end_and_a_renewal_starts_anew():
    own = chapter(concluded=day("2020-01-01"), term_months=24)
    extension = chapter(
        2,
        concluded=day("2021-12-01"),
        term_months=12,
        relation=said(RelationKind.EXTENDS),
        evidence=(Evidence("relation", "extends", "agreed to extend the memorandum", 3),),
    )
    found = steps(own, [(RelationKind.EXTENDS, extension)])
    assert shown(found) == [
        ("signed", "2020-01-01"),
        ("extended", "2021-12-01"),
        ("ended", "2023-01-01"),
    ]
    assert (found[1].by, found[1].evidence[0].quote) == (2, "agreed to extend the memorandum")
    renewal = chapter(3, concluded=day("2022-12-15"), term_months=12)
    again = [(RelationKind.RENEWS, renewal), (RelationKind.EXTENDS, extension)]
    assert shown(steps(own, again))[-2:] == [("renewed", "2022-12-15"), ("ended", "2023-12-15")]


def test_an_extension_without_a_term_leaves_the_end_open():
    own = chapter(concluded=day("2020-01-01"), ends=day("2022-01-01"))
    extension = chapter(2, concluded=day("2021-12-01"))
    found = steps(own, [(RelationKind.EXTENDS, extension)])
    assert shown(found)[-1] == ("extended", "2021-12-01")
    assert status_on(found, date(2030, 1, 1)).status is Status.EXTENDED


def test_what_is_replaced_ends_when_the_other_takes_effect():
    own = chapter(concluded=day("2020-01-01"), ends=day("2030-01-01"))
    other = chapter(2, concluded=day("2024-01-01"), in_force=day("2024-03-01"))
    found = steps(own, [(RelationKind.REPLACES, other)])
    assert shown(found)[-1] == ("ended", "2024-03-01")
    assert found[-1].by == 2


def test_the_earlier_one_is_of_the_date_that_is_stated():
    own = chapter(
        9, concluded=day("2024-06-01"), relation=said(RelationKind.RENEWS, concluded="2019")
    )
    old = [chapter(1, concluded=day("2014-02-01")), chapter(2, concluded=day("2019-05-05"))]
    assert earlier(own, old).number == 2
    assert earlier(own, old[:1]) is None


def test_without_a_date_the_name_decides_then_the_latest():
    own = chapter(
        9,
        concluded=day("2024-06-01"),
        relation=said(RelationKind.EXTENDS, "memorandum on examiner exchange"),
    )
    training = chapter(1, concluded=day("2020-01-01"), titles=("Memorandum on examiner exchange",))
    data = chapter(2, concluded=day("2022-01-01"), titles=("Data protection deal of two offices",))
    assert earlier(own, [training, data]).number == 1
    unnamed = chapter(9, concluded=day("2024-06-01"), relation=said(RelationKind.EXTENDS, "it"))
    assert earlier(unnamed, [training, data]).number == 2


@pytest.mark.parametrize(
    "other",
    [
        chapter(1, concluded=day("2025-01-01")),  # not older
        chapter(1, concluded=day("2020-01-01"), parties=("CN", "JP", "KR")),
        chapter(1, concluded=day("2020-01-01"), instrument=PLAN),
        chapter(1, concluded=day("2020-01-01"), framework="ASEAN"),
        chapter(1),  # no date at all
    ],
)
def test_what_cannot_be_the_earlier_one_is_not_taken(other):
    own = chapter(
        9, concluded=day("2024-06-01"), relation=said(RelationKind.RENEWS), framework="TM5"
    )
    assert earlier(own, [other]) is None


def test_a_work_plan_stands_under_a_memorandum_not_under_a_plan():
    own = chapter(
        9, concluded=day("2024-06-01"), instrument=PLAN, relation=said(RelationKind.UNDER)
    )
    roof = chapter(1, concluded=day("2020-01-01"))
    plan = chapter(2, concluded=day("2023-01-01"), instrument=PLAN)
    assert earlier(own, [roof, plan]).number == 1


def test_an_agreement_that_names_none_has_no_earlier_one():
    assert earlier(chapter(2, concluded=day("2024-01-01")), [chapter(1)]) is None
