from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from accord.agreement import Agreement, Evidence, Instrument
from accord.press_release import Link
from bot import cards
from bot.terminal import answer_text, card_text, line_text, render_card
from bot.wording import Answer, Command, Entry, Turn, Typed
from tests.bot.field import MEMORANDUM, VOCABULARY, stored, telling

ADDRESS = "https://www.saip.gov.sa/en/news/" + "a-long-part/" * 20


@given(text=st.text(max_size=200), width=st.integers(1, 120))
def test_nothing_from_outside_steers_the_terminal(text: str, width: int) -> None:
    agreement = Agreement(
        instruments=(Instrument.TREATY,),
        other_parties=(text, "\x1b]0;title\x07" + text),
        areas=(text,),
        evidence=(Evidence("instrument", "x", "\x1b[31m" + text, 0),),
    )
    release = telling(agreement, publisher=None, source_name=text + "\x9b2J")
    shown = card_text(cards.card(stored(agreement, release), VOCABULARY), width)
    assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in shown)


def test_markup_of_rich_is_shown_as_text() -> None:
    text = answer_text(Answer(lines=(("[red]KIPO[/red] [link=x]y",),)))
    assert text == "[red]KIPO[/red] [link=x]y\n"


def test_an_address_is_never_broken() -> None:
    card = cards.card(stored(MEMORANDUM, telling(MEMORANDUM, url=ADDRESS)), VOCABULARY)
    assert f"  {ADDRESS}\n" in card_text(card, 40)


@pytest.mark.parametrize("width", [30, 40, 80])
def test_lines_keep_to_the_width_also_in_wide_scripts(width: int) -> None:
    korean = Agreement(
        instruments=(Instrument.MEMORANDUM_OF_UNDERSTANDING,),
        parties=("CN", "KR"),
        areas=("위조상품 방지와 특허 심사·분석에 인공지능과 빅데이터를 활용하는 협력",),
        evidence=(Evidence("instrument", "x", "양국은 베이징에서 업무협약에 서명했다. " * 4, 0),),
    )
    shown = card_text(cards.card(stored(korean), VOCABULARY), width)
    lines = [line for line in shown.splitlines() if "https://" not in line]
    assert all(cell_len(line) <= width for line in lines)
    assert "빅데이터를" in shown.replace("\n", "")


def test_colours_are_left_out_where_there_is_no_terminal() -> None:
    card = cards.card(stored(MEMORANDUM), VOCABULARY)
    file = io.StringIO()
    Console(file=file, width=80).print(render_card(card))
    assert "\x1b" not in file.getvalue()
    coloured = io.StringIO()
    Console(file=coloured, width=80, force_terminal=True).print(render_card(card))
    assert "\x1b[1m" in coloured.getvalue()


def test_commands_are_shown_as_a_shell_takes_them() -> None:
    assert line_text((Command('office:"Saudi Arabia"'),)) == (
        "`accord ask 'office:\"Saudi Arabia\"'`"
    )
    assert line_text((Command("latest"),)) == "`accord ask latest`"
    assert line_text((Command('office:"Saudi Arabia"'),), command="") == '`office:"Saudi Arabia"`'
    assert line_text((Typed("a"), " ", Link("https://www.wipo.int/", "WIPO"))) == (
        "`a` WIPO: https://www.wipo.int/"
    )


def test_more_pages_are_announced_as_the_caller_offers_them() -> None:
    answer = Answer(title="12 agreements", next=Turn(asked="latest", cursors=("9",)))
    assert answer_text(answer, more="type `more`") == "12 agreements\n\nMore: type `more`\n"
    assert answer_text(answer) == "12 agreements\n"


def test_lists_stand_in_columns() -> None:
    answer = Answer(
        entries=(
            Entry(name=(Command("latest"),), about=("the newest",)),
            Entry(name=(Command("show N"),), about=("one agreement",)),
        )
    )
    assert answer_text(answer, command="") == "`latest`  the newest\n`show N`  one agreement\n"


def test_a_name_wider_than_its_column_stands_above() -> None:
    name = "a press room with a very long name, longer than columns"
    answer = Answer(entries=(Entry(name=(name,), about=("looked just now",)),) * 2)
    assert answer_text(answer, 80).splitlines()[:2] == [name, " " * 38 + "looked just now"]


def test_lines_end_where_their_words_end() -> None:
    file = io.StringIO()
    Console(file=file, width=60).print(render_card(cards.card(stored(MEMORANDUM), VOCABULARY)))
    assert all(line == line.rstrip() for line in file.getvalue().splitlines())
