"""What two versions of a text differ in, word by word."""

from __future__ import annotations

import pytest

from accord.difference import Difference, differences


def test_a_changed_word_is_shown_among_its_neighbours() -> None:
    old = "The two offices signed a memorandum in Geneva on 5 March. It covers training."
    new = "The two offices signed a memorandum in Munich on 5 March. It covers training."
    assert list(differences(old, new)) == [
        Difference(
            "two offices signed a memorandum in", "Geneva", "Munich", "on 5 March. It covers"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("a b c", "a c", ["b"], [""]),
        ("a c", "a b c", [""], ["b"]),
        ("the heads' well-known plan", "the heads' new plan", ["well-known"], ["new"]),
        ("両庁は覚書に署名した", "両庁は声明に署名した", ["覚書"], ["声明"]),
        ("", "new text", [""], ["new text"]),
        ("same  text\nhere", "same text here", [], []),
    ],
)
def test_words_that_went_and_came(old: str, new: str, removed: list[str], added: list[str]) -> None:
    found = list(differences(old, new))
    assert [d.removed for d in found] == removed
    assert [d.added for d in found] == added


def test_of_very_long_texts_the_beginnings_are_compared() -> None:
    text = "word " * 30_000
    assert list(differences(text + "old", text + "new")) == []
    assert len(list(differences("old " + text, "new " + text))) == 1
