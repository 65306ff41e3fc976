from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.agreement import Agreement, Evidence, Instrument, Person, Relation, RelationKind
from accord.press_release import Link
from bot import cards
from bot.blocks import (
    answer_blocks,
    answer_message,
    card_message,
    escape,
    limited,
    read_turn,
    turn_value,
    units,
)
from bot.outside import one_line, web_address
from bot.wording import Answer, Command, Entry, Line, Member, Row, Strong, Turn, Typed
from tests.bot.field import JOINT_STATEMENT, MEMORANDUM, VOCABULARY, stored, telling
from tests.bot.slack_rules import message_problems, view_problems

HOSTILE = st.one_of(
    st.sampled_from(
        [
            "<!channel> <@U0123ABCD> <https://evil.example|www.epo.org>",
            "&lt;!here&gt; @here #general *bold* _it_ ~s~ `code` :tada: > quote",
            "</script>&amp;&&&<<<>>>|||",
            "\u202e\u2066\u200b\x00\x1b[31m\ud800",
            "😀" * 900,
            "特許庁は、" * 700,
            "الويبو " * 600,
            "word " * 2000,
            "A sentence of a release. " * 300,
            "& " * 1600,
            "<" * 1600,
            "*_~`" * 800,
        ]
    ),
    st.text(max_size=400),
)
ADDRESSES = st.one_of(
    st.sampled_from(
        [
            "https://www.epo.org/news?a=1&b=<2>|3",
            "https://www.epo.org/" + "a" * 2900,
            "javascript:alert(1)",
            "https://x.example/a b\nc",
            "not an address",
            "http://[",
        ]
    ),
    st.text(max_size=60),
)


@given(text=HOSTILE, url=ADDRESSES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_release_can_break_a_card(text: str, url: str) -> None:
    agreement = Agreement(
        instruments=(Instrument.MEMORANDUM_OF_UNDERSTANDING, Instrument.TREATY),
        parties=("KR", "SA"),
        other_parties=(text,) * 3,
        place=text,
        people=(Person(text, "KR"),) * 12,
        areas=(text,) * 30,
        relation=Relation(RelationKind.RENEWS, text),
        evidence=(Evidence("instrument", "x", text, 0),),
    )
    known = stored(
        agreement,
        *(telling(agreement, url=url, publisher=None, source_name=text) for _ in range(7)),
    )
    for card in (cards.card(known, VOCABULARY), cards.details(known, VOCABULARY)):
        assert message_problems(card_message(card)) == []


def spans(text: str, url: str) -> Line:
    return (text, Strong(text), Typed(text), Command(text), Link(url, text), Member(text))


@given(text=HOSTILE, url=ADDRESSES, many=st.integers(1, 60))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_can_break_an_answer(text: str, url: str, many: int) -> None:
    # Text from outside reaches an answer through `one_line`, as everywhere in bot/.
    line = spans(one_line(text) or "x", url)
    answer = Answer(
        title=one_line(text) or "x",
        lines=(line,),
        rows=tuple(
            Row(id=n, heading=one_line(text) or "x", url=web_address(url), facts=one_line(text))
            for n in range(many)
        ),
        entries=tuple(Entry(name=line, about=line) for _ in range(many)),
        hints=(line,),
        previous=Turn(asked=text, cursors=()),
        next=Turn(asked=text, cursors=("12",)),
    )
    assert message_problems(answer_message(answer)) == []
    assert view_problems({"type": "home", "blocks": limited(answer_blocks(answer), 100)}) == []


def test_a_card_is_whole_for_screen_readers() -> None:
    text = card_message(cards.card(stored(JOINT_STATEMENT), VOCABULARY))["text"]
    assert text.splitlines()[0] == "The IP5 offices issue a joint statement"
    for words in ("21 July 2020", "IP5", "Online", "work-sharing", "adopted a joint statement"):
        assert words in text
    assert "https://www.kipo.go.kr/en/news/1?a=1&amp;b=2" in text


def test_a_card_s_buttons_say_what_they_do() -> None:
    blocks = card_message(cards.card(stored(MEMORANDUM), VOCABULARY))["blocks"]
    buttons = blocks[-1]["elements"]
    assert [b["text"]["text"] for b in buttons] == ["Details", "Why?", "Original", "Related"]
    assert {b.get("value") for b in buttons} == {"17", None}
    assert buttons[2]["url"] == "https://www.kipo.go.kr/en/news/1?a=1&b=2"
    assert buttons[2]["accessibility_label"] == "Read the KIPO release"
    assert buttons[1]["accessibility_label"] == "Why these facts of agreement 17"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("R&D <!channel>", "R&amp;D &lt;!channel&gt;"),
        ("snake_case stays", "snake_case stays"),
        ("*loud*", "\u200b*\u200bloud\u200b*\u200b"),
        (":tada: at 10:30:00", ":\u200btada: at 10:30:00"),
    ],
)
def test_outside_text_is_shown_as_it_is(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_a_command_cannot_leave_its_code() -> None:
    message = answer_message(Answer(lines=((Command("show `*x*` <@U1>"),),)))
    assert message["text"] == "`/accord show '*x*' &lt;@U1&gt;`"


@given(st.text(max_size=3000), st.lists(st.text(max_size=30), max_size=100))
@settings(max_examples=50, deadline=None)
def test_a_turn_comes_back_from_its_button(asked: str, cursors: list[str]) -> None:
    turn = Turn(asked=asked, cursors=tuple(cursors))
    value = turn_value(turn)
    if value is not None:
        assert units(value) <= 2000
        assert read_turn(value) == turn


@pytest.mark.parametrize("value", ["", "17", "[]", "[1]", '{"a":1}', '"x"', "null", "[" * 5000])
def test_a_button_of_another_time_is_no_turn(value: str) -> None:
    assert read_turn(value) is None


def test_units_count_as_slack_does() -> None:
    assert units("a😀") == 3


def rows(count: int) -> tuple[Row, ...]:
    return tuple(
        Row(id=n, heading=f"News {n}", url="https://www.wipo.int/", facts="5 May 2026")
        for n in range(count)
    )


def test_more_blocks_than_fit_are_counted() -> None:
    blocks: list[dict[str, Any]] = answer_message(Answer(rows=rows(70)))["blocks"]
    assert len(blocks) == 50
    assert blocks[-1]["elements"][0]["text"] == "… and 21 more"
