"""When two releases tell of one agreement, and when they do not."""

from dataclasses import replace

import pytest

from accord.agreement import Agreement, Instrument
from accord.dates import PartialDate
from accord.identity import Telling, same_agreement

FIVE = Telling(
    Agreement(
        instruments=(Instrument.JOINT_STATEMENT, Instrument.MEETING_OUTCOME),
        concluded=PartialDate(2020, 7, 21),
        framework="IP5",
        parties=("CN", "EP", "JP", "KR", "US"),
        topics=("patents", "quality"),
    ),
    title="Five offices agree to strengthen co-operation",
    publisher="CN",
    published=PartialDate(2020, 7, 21),
)
PAIR = Telling(
    Agreement(
        instruments=(Instrument.MEMORANDUM_OF_UNDERSTANDING,),
        concluded=PartialDate(2024, 3, 4),
        parties=("KR", "SA"),
        topics=("patents",),
    ),
    title="Memorandum on patent examination signed",
    publisher="KR",
    published=PartialDate(2024, 3, 5),
)


def changed(telling, **values):
    facts = {k: v for k, v in values.items() if hasattr(telling.agreement, k)}
    own = {k: v for k, v in values.items() if k not in facts}
    return replace(telling, agreement=replace(telling.agreement, **facts), **own)


@pytest.mark.parametrize(
    "other",
    [
        changed(FIVE, concluded=PartialDate(2020, 7, 23), publisher="KR", title="5개청 공동선언"),
        changed(FIVE, framework=None, publisher="JP", title="五庁長官会合"),
        changed(FIVE, instruments=(Instrument.MEETING_OUTCOME,), publisher="EP"),
        changed(FIVE, concluded=PartialDate(2020, 7), publisher="US"),
    ],
)
def test_releases_of_several_publishers_tell_of_one_agreement(other):
    assert same_agreement(FIVE, other)
    assert same_agreement(other, FIVE)


@pytest.mark.parametrize(
    "other",
    [
        # the next yearly meeting of the same forum
        changed(FIVE, concluded=PartialDate(2021, 6, 23), published=PartialDate(2021, 6, 23)),
        # one party less
        changed(FIVE, parties=("CN", "EP", "JP", "KR"), publisher="EP"),
        # another forum of the same offices in the same week
        changed(FIVE, framework="TM5", publisher="US"),
        # dates that contradict each other
        changed(FIVE, concluded=PartialDate(2019, 6), publisher="US"),
    ],
)
def test_what_may_be_another_agreement_is_not_merged(other):
    assert not same_agreement(FIVE, other)


def test_two_memoranda_of_one_pair_in_one_week_stay_two():
    training = changed(
        PAIR,
        title="Offices will train examiners together",
        topics=("education_and_training",),
        concluded=PartialDate(2024, 3, 6),
    )
    assert not same_agreement(PAIR, training)
    assert not same_agreement(PAIR, replace(training, publisher="SA"))


def test_the_same_press_text_under_two_addresses_is_one():
    assert same_agreement(PAIR, replace(PAIR, published=PartialDate(2024, 3, 6)))


def test_agreements_without_any_date_are_not_merged():
    undated = changed(PAIR, concluded=None, published=None)
    assert not same_agreement(undated, undated)


def test_partners_that_are_no_offices_must_be_the_same():
    one = changed(PAIR, other_parties=("Suzhou Industrial Park Committee",), publisher="SG")
    two = changed(PAIR, other_parties=("Industrial Property Cooperation Center",))
    assert not same_agreement(one, two)
    spelled = changed(PAIR, other_parties=("the Suzhou Industrial Park Committee",))
    assert same_agreement(one, spelled)
