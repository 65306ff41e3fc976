from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.dates import PartialDate
from accord.query import Query
from bot.commands import read_command
from bot.requests import (
    Help,
    LookUp,
    Mistaken,
    Request,
    Show,
    Sources,
    Subscribe,
    Subscriptions,
    Unsubscribe,
)
from tests.bot.field import VOCABULARY

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
BOTH = Query(offices=(("KR",), ("SA",)))


def read(text: str) -> Request:
    return read_command(text, VOCABULARY, NOW)


def query(text: str) -> Query:
    request = read(text)
    assert isinstance(request, LookUp), request
    return request.query


def mistaken(text: str) -> Mistaken:
    request = read(text)
    assert isinstance(request, Mistaken), request
    return request


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("", Help()),
        ("  help ", Help()),
        ("HELP", Help()),
        ("show 17", Show(17)),
        ("show #17", Show(17)),
        ("show No. 17", Show(17)),
        ("subscriptions", Subscriptions()),
        ("list", Subscriptions()),
        ("Sources", Sources()),
        ("unsubscribe", Unsubscribe()),
        ("unsubscribe 3", Unsubscribe(number=3)),
        ("unsubscribe office:KR", Unsubscribe(words="office:KR")),
        ("subscribe", Subscribe(Query(), "")),
        ("follow framework:IP5", Subscribe(Query(frameworks=("IP5",)), "framework:IP5")),
    ],
)
def test_commands(text: str, request_: Request) -> None:
    assert read(text) == request_


@pytest.mark.parametrize("text", ["latest", "latest 5", "news"])
def test_latest_selects_all(text: str) -> None:
    assert query(text).selects_all


def test_latest_may_be_narrowed() -> None:
    assert query("latest office:KR").offices == (("KR",),)


@pytest.mark.parametrize(
    "text",
    [
        "between KR SA",
        "between KIPO SAIP",
        "between Korea and Saudi Arabia",
        "between Korea, Saudi Arabia",
        "between the korean intellectual property office and Saudi Arabia",
        "Between 특허청 & SAIP",
    ],
)
def test_between_asks_for_both(text: str) -> None:
    assert query(text) == BOTH


def test_names_may_hold_the_words_that_join_them() -> None:
    assert query("between Trinidad and Tobago and EPO").offices == (("TT",), ("EP",))


def test_any_asks_for_either() -> None:
    assert query("any EPO EUIPO").any_offices == ("EP", "EM")


def test_more_filters_may_follow_the_names() -> None:
    found = query("between KIPO SAIP since:2020 -trade")
    assert found == Query(offices=BOTH.offices, since=PartialDate(2020), without=("trade",))
    assert query('office "Saudi Arabia" topic:patents').offices == (("SA",),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("office Saudi Arabia", Query(offices=(("SA",),))),
        ("office KIPO training", Query(offices=(("KR",),), words=("training",))),
        ("framework ip5", Query(frameworks=("IP5",))),
        ("forum Five IP Offices", Query(frameworks=("IP5",))),
        ("topic artificial intelligence", Query(topics=(("artificial_intelligence",),))),
    ],
)
def test_one_thing_by_its_name(text: str, expected: Query) -> None:
    assert query(text) == expected


def test_everything_else_is_searched_for() -> None:
    assert query("patent examination").words == ("patent", "examination")
    assert query("sources of law").words == ("sources", "of", "law")
    assert query("office:KR").offices == (("KR",),)


def test_a_mistake_tells_the_nearest_word_and_the_line_to_type() -> None:
    request = mistaken("office Kippo since:2020")
    assert request.problems[0].part == "Kippo"
    assert "kipo" in request.problems[0].nearest
    assert request.corrected == "office:KIPO since:2020"
    assert request.understood.since == PartialDate(2020)


def test_a_wrong_filter_keeps_the_command_that_it_was_for() -> None:
    assert mistaken("subscribe ofice:KR").corrected == "subscribe office:KR"


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("between KIPO", "between KIPO SAIP"),
        ("between", "between KIPO SAIP"),
        ("any", "any EPO EUIPO"),
        ("show", "show 17"),
        ("show me", "show 17"),
        ("office", "office KIPO"),
        ("topic", "topic artificial intelligence"),
    ],
)
def test_what_is_missing_is_shown_by_an_example(text: str, example: str) -> None:
    assert mistaken(text).corrected == example


def test_an_office_that_nobody_knows_is_named() -> None:
    problem = mistaken("between KIPO and Zxqwv Office").problems[0]
    assert (problem.part, problem.why) == ("Zxqwv Office", "is no office that I know")


def test_a_misspelled_command_is_a_search_that_knows_what_was_meant() -> None:
    request = read("subcribe office:KR")
    assert isinstance(request, LookUp)
    assert request.meant == "subscribe office:KR"


@given(st.text(max_size=200))
def test_nothing_that_is_typed_raises(text: str) -> None:
    read(text)


@given(st.sampled_from(["office", "between", "any", "show", "unsubscribe", "topic"]), st.text())
def test_no_argument_raises(verb: str, rest: str) -> None:
    read(f"{verb} {rest}")


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("upcoming ofice:KR", "upcoming office:KR"),
        ("timeline instrument:memo", "timeline instrument:memorandum"),
        ("export csv framework:IP6", "export framework:IP5"),
        ("since:soon KIPO", "since:2026 KIPO"),
    ],
)
def test_a_mistake_in_any_command_has_a_line_to_copy(text: str, corrected: str) -> None:
    assert mistaken(text).corrected == corrected


def test_yesterday_is_a_date() -> None:
    assert query("since:yesterday").since == PartialDate(2026, 5, 3)
