from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outside import one_line, shorten, web_address


def test_control_and_direction_characters_never_remain() -> None:
    hostile = "KIPO\x1b[2J\x07 \u202eSAIP\u2066\u200b\ufeff\r\nsecond\u2028line\x9b31m \ue000"
    assert one_line(hostile) == "KIPO [2J SAIP second line 31m"


def test_joiners_stay_where_a_script_needs_them_and_go_where_they_hide() -> None:
    assert one_line("می‌خواهم") == "می‌خواهم"
    assert one_line("pay\u200dpal") == "paypal"


def test_piled_up_marks_are_thinned() -> None:
    assert len(one_line("a" + "\u0323" * 200)) <= 6


@given(st.text(max_size=300))
def test_one_line_is_one_line_and_settled(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in line)


def test_a_long_text_is_cut_after_a_sentence() -> None:
    text = "The offices met in Seoul. They agreed on a plan. It holds for five years and longer."
    assert shorten(text, 60) == "The offices met in Seoul. They agreed on a plan. …"


def test_a_chinese_text_is_cut_after_its_own_full_stop() -> None:
    assert (
        shorten("两局签署了谅解备忘录。双方将加强合作，并继续交流。", 16)
        == "两局签署了谅解备忘录。 …"
    )


def test_one_long_sentence_is_cut_between_words() -> None:
    assert shorten("one two three four five", 15) == "one two three…"


def test_a_limit_without_room_for_an_ellipsis_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing can be shortened"):
        shorten("abc", 0)


@given(st.text(max_size=200), st.integers(1, 120))
def test_a_shortened_text_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


def test_only_web_addresses_become_links() -> None:
    assert web_address("https://www.epo.org/a|b c>d") == "https://www.epo.org/a%7Cb%20c%3Ed"
    assert web_address("javascript:alert(1)") is None
    assert web_address("https://") is None
    assert web_address("http://[") is None
    assert web_address("https://x.example/" + "a" * 4000) is None
    assert web_address(None) is None
