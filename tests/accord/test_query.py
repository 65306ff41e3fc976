"""Which agreements a query selects."""

import pytest

from accord.agreement import Agreement, Instrument
from accord.dates import PartialDate
from accord.query import Query, matches, searchable
from accord.words import terms

AGREEMENT = Agreement(
    instruments=(Instrument.JOINT_STATEMENT,),
    concluded=PartialDate(2021, 11, 2),
    framework="IP5",
    parties=("JP", "KR"),
    topics=("artificial_intelligence",),
)


@pytest.fixture(scope="module")
def selects(vocabulary):
    text = "Two offices met online to speak of vaccines."
    haystack = terms(searchable(AGREEMENT, title="Joint text", text=text, vocabulary=vocabulary))

    def selects(query):
        return matches(
            query, AGREEMENT, languages=("en",), dated=AGREEMENT.concluded, haystack=haystack
        )

    return selects


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(offices=(("KR",), ("JP",))),
        Query(offices=(("FR", "KR"),)),
        Query(any_offices=("US", "JP")),
        Query(frameworks=("TM5", "IP5")),
        Query(instruments=(Instrument.JOINT_STATEMENT,)),
        Query(topics=(("artificial_intelligence",),)),
        Query(languages=("en", "ko")),
        Query(since=PartialDate(2021), until=PartialDate(2021)),
        Query(since=PartialDate(2021, 11, 2), until=PartialDate(2021, 11)),
        Query(words=("vaccines", "met online")),
        Query(words=("KIPO",)),
        Query(words=("특허청",)),
        Query(words=("Five Offices",)),
    ],
)
def test_a_query_selects_what_fulfils_it(selects, query):
    assert selects(query)


@pytest.mark.parametrize(
    "query",
    [
        Query(offices=(("KR",), ("US",))),
        Query(any_offices=("US", "FR")),
        Query(frameworks=("TM5",)),
        Query(instruments=(Instrument.TREATY,)),
        Query(topics=(("artificial_intelligence",), ("designs",))),
        Query(languages=("ko",)),
        Query(since=PartialDate(2022)),
        Query(until=PartialDate(2021, 10)),
        Query(words=("online met",)),
        Query(words=("vaccines",), without=("joint",)),
    ],
)
def test_a_query_leaves_out_what_does_not(selects, query):
    assert not selects(query)


def test_a_date_is_asked_for_only_where_one_is_known(vocabulary):
    query = Query(since=PartialDate(1990))
    assert not matches(query, AGREEMENT, languages=(), dated=None, haystack=[])
