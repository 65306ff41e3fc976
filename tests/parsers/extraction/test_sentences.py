"""Sentences end where a reader ends them, in all scripts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from parsers.documents.document import BlockKind, Document, Piece, lay_out
from parsers.extraction.sentences import split


def document(*paragraphs: str) -> Document:
    text, blocks = lay_out(Piece(BlockKind.PARAGRAPH, p) for p in paragraphs)
    return Document(text=text, blocks=blocks)


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("They met. They agreed.", ["They met.", "They agreed."]),
        (
            "Mr. Rowel S. Barba met Dr. Shen. Both agreed.",
            ["Mr. Rowel S. Barba met Dr. Shen.", "Both agreed."],
        ),
        ("Am 18. November trafen sie sich. Danach", ["Am 18. November trafen sie sich.", "Danach"]),
        ("It began in 2015. The rest", ["It began in 2015.", "The rest"]),
        ("2026. 1. 6. 체결했다. 양측은", ["2026. 1. 6. 체결했다.", "양측은"]),
        ("覚書に署名した。両庁は協力する。", ["覚書に署名した。", "両庁は協力する。"]),
        ("他说：“同意！”会议结束。", ["他说：“同意！”", "会议结束。"]),
        ("تم التوقيع. هل انتهى؟ نعم", ["تم التوقيع.", "هل انتهى؟", "نعم"]),
        ("the U.S. office signed. It did", ["the U.S. office signed.", "It did"]),
        ("He said “We agree.” They left.", ["He said “We agree.”", "They left."]),
    ],
)
def test_sentences_end_at_their_marks(paragraph: str, sentences: list[str]) -> None:
    assert [s.text for s in split(document(paragraph))] == sentences


def test_a_sentence_never_crosses_blocks() -> None:
    found = split(document("No stop here", "Next block."))

    assert [(s.text, s.block) for s in found] == [("No stop here", 0), ("Next block.", 1)]


def test_the_language_adds_its_abbreviations() -> None:
    paragraph = "Sie trafen u.a. Herrn Prof. Tian. Ende"

    assert len(split(document(paragraph), ["u.a."])) == 2


@pytest.mark.parametrize(
    ("language", "paragraph", "sentences"),
    [
        ("ru", "Встреча прошла в г. Минске. Подписан план.", 2),
        ("ru", "Меморандум подписан в 2019 г. Документ действует.", 2),
        ("uk", "Меморандум підписано у м. Києві. Він діє.", 2),
        ("vi", "Lễ ký diễn ra tại TP. Hồ Chí Minh. Hai bên hài lòng.", 2),
        ("es", "Firmó la Dra. Rojas. El plan vale dos años.", 2),
        ("tr", "Törene Sn. Kaya katıldı. Plan imzalandı.", 2),
    ],
)
def test_each_language_has_its_abbreviations(language: str, paragraph: str, sentences: int) -> None:
    words = load_vocabulary().words("abbreviations", language)

    assert len(split(document(paragraph), words)) == sentences


@given(st.lists(st.text(max_size=200), max_size=5))
def test_sentences_hold_the_text_that_they_name(paragraphs: list[str]) -> None:
    doc = document(*(" ".join(p.split()) for p in paragraphs))

    found = split(doc)

    assert all(doc.text[s.start : s.end] == s.text for s in found)
    kept = "".join("".join(s.text.split()) for s in found)
    assert kept == "".join("".join(b.text.split()) for b in doc.blocks)


def test_a_megabyte_without_marks_is_split_in_a_moment() -> None:
    begun = time.thread_time()

    found = split(document("word " * 200_000, "." * 200_000))

    assert time.thread_time() - begun < 3
    assert max(len(s.text) for s in found) <= 200_000
