"""What people type is understood, and what is not is answered with the nearest valid word."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.agreement import Instrument
from accord.dates import PartialDate
from accord.query import Query, describe
from accord.query_language import Misunderstood, read_query

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def read(vocabulary):
    return lambda text: read_query(text, vocabulary, TODAY)


def test_an_empty_text_selects_all(read):
    assert read("  ").selects_all


def test_every_qualifier_at_once_in_any_order_and_case(read):
    query = read(
        "Until:2023-06 office:kr WITH:USPTO framework:ip5 instrument:MoU topic:ai since:2021 "
        'lang:Korean -word "a phrase"'
    )

    assert query == Query(
        offices=(("KR",), ("US",)),
        frameworks=("IP5",),
        instruments=(Instrument.MEMORANDUM_OF_UNDERSTANDING,),
        topics=(("artificial_intelligence",),),
        languages=("ko",),
        since=PartialDate(2021),
        until=PartialDate(2023, 6),
        words=("a phrase",),
        without=("word",),
    )


@pytest.mark.parametrize("name", ["KIPO", "kipo", "Korea", "특허청", "republic of korea", "KR"])
def test_an_office_goes_by_any_of_its_names(read, name):
    assert read(f'office:"{name}"').offices == (("KR",),)


def test_free_words_that_name_an_office_or_framework_count_as_such(read):
    query = read("Republic of Korea five offices vaccines")

    assert query.offices == (("KR",),)
    assert query.frameworks == ("IP5",)
    assert query.words == ("vaccines",)
    assert query.as_words().words == ("vaccines", "Republic", "of", "Korea", "five", "offices")


def test_a_quoted_name_stays_words(read):
    assert read('"Republic of Korea"').words == ("Republic of Korea",)


def test_a_shared_name_means_any_of_its_offices(read):
    assert read("office:INPI with:Japan").offices == (("FR", "BR"), ("JP",))


def test_short_words_are_names_only_in_capitals_and_never_a_topic(read):
    assert read("us").words == ("us",)
    assert read("US").offices == (("US",),)
    assert read("AI").words == ("AI",)


def test_commas_separate_alternatives(read):
    query = read("office:KR,JP topic:ai,plant_varieties")

    assert query.offices == (("KR", "JP"),)
    assert query.topics == (("artificial_intelligence", "plant_varieties"),)


@pytest.mark.parametrize("text", ["“a phrase”", "«a phrase»", "「a phrase」", '"a phrase'])
def test_quotes_of_every_keyboard_are_taken(read, text):
    assert read(text).words == ("a phrase",)


def test_a_year_bounds_both_ends(read):
    query = read("year:2022")
    assert query.since == query.until == PartialDate(2022)


@pytest.mark.parametrize(
    ("text", "part", "nearest"),
    [
        ("office:KIPPO", "KIPPO", "kipo"),
        ("ofice:KR", "ofice:", "office:"),
        ("instrument:memorandm", "memorandm", "memorandum"),
        ("framework:IP55", "IP55", "ip5"),
        ("topic:artificial-inteligence", "artificial-inteligence", "artificial intelligence"),
        ("lang:Koreen", "Koreen", "korean"),
        ("since:lately", "lately", None),
        ("-office:KR", "-office:KR", None),
    ],
)
def test_a_mistake_names_its_part_and_the_nearest_valid_word(read, text, part, nearest):
    answer = read(f"{text} with:JP")

    assert isinstance(answer, Misunderstood)
    (problem,) = answer.problems
    assert problem.part == part
    assert nearest is None or nearest in problem.nearest
    assert ("JP",) in answer.understood.offices


def test_an_address_is_a_word_not_a_qualifier(read):
    assert read("https://example.org/a?b=1").words == ("https://example.org/a?b=1",)


def test_a_text_without_end_is_refused(read):
    assert isinstance(read("a" * 3000), Misunderstood)


@given(st.text(max_size=300))
def test_anything_typed_gives_a_query_or_says_what_is_wrong(vocabulary, text):
    answer = read_query(text, vocabulary, TODAY)

    if isinstance(answer, Misunderstood):
        assert all(problem.part and problem.why for problem in answer.problems)
    else:
        assert describe(answer, vocabulary)


def test_a_query_is_described_in_plain_words(read, vocabulary):
    text = describe(
        read("KIPO USPTO topic:ai instrument:pph since:2021 vaccines -trade"), vocabulary
    )

    assert text == (
        "binding MOIP and USPTO; instrument patent prosecution highway; "
        "topic Artificial intelligence; since 2021; with “vaccines”; without “trade”"
    )
