"""`accord extract --explain` shows each fact beside the words that state it."""

import io

from rich.console import Console

from accord.agreement import Agreement, Evidence, Instrument
from accord.press_release import Reading
from cli.explain import explain

TEXT = (
    "Two offices agree\nOn 4 March 2024 the offices signed a treaty in Seoul.\nAll else is quiet."
)


def shown(*facts, notes=()):
    agreement = Agreement(instruments=(Instrument.TREATY,), evidence=facts)
    reading = Reading(
        title="Two offices agree",
        language="en",
        published=None,
        publisher="KR",
        text=TEXT,
        agreements=(agreement,),
        evidence=(Evidence("publisher", "KR", "kipo.go.kr", None, "address"),),
        notes=notes,
    )
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(explain("a.html", reading))
    return console.export_text().splitlines()


def line_with(lines, text):
    return next(line for line in lines if text in line)


def test_a_fact_stands_beside_the_line_that_states_it():
    date = Evidence("concluded", "2024-03-04", "4 March 2024", TEXT.index("4 March"))
    lines = shown(date)

    assert "concluded: 2024-03-04" in line_with(lines, "On 4 March 2024")
    assert "publisher: KR" in line_with(lines, "(address)")
    assert "concluded" not in line_with(lines, "All else is quiet.")


def test_the_values_of_a_field_that_one_line_states_stand_together():
    where = TEXT.index("the offices")
    parties = [Evidence("parties", code, "the offices", where) for code in ("EP", "KR", "US")]
    areas = [Evidence("areas", area, "a treaty", where) for area in ("search, in part", "fees")]
    lines = shown(*parties, *areas)

    assert "parties: EP, KR, US" in line_with(lines, "On 4 March 2024")
    assert line_with(lines, "- search, in part")
    assert line_with(lines, "- fees")


def test_notes_and_escape_characters_are_shown_harmless():
    lines = shown(notes=("odd \x1b[31m text",))
    assert "\x1b" not in "\n".join(lines)
    assert any("odd" in line for line in lines)
