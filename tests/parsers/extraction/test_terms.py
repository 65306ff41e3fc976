"""Words of the language files are found whatever their case, accents, hyphens and prefixes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.extraction.terms import Hits, Terms


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("co-operation", "Reinforced Co-operation begins", "Co-operation"),
        ("co-operation", "closer cooperation begins", "cooperation"),
        ("protocole d'accord", "PROTOCOLE D’ACCORD SIGNE", "PROTOCOLE D’ACCORD"),
        ("declaracion conjunta", "la Declaración Conjunta de", "Declaración Conjunta"),
        ("memorand*", "two Memorandums of", "Memorandums"),
        ("joint statement", "a joint  statement of", "joint  statement"),
        ("谅解备忘录", "簽署諒解備忘錄", "諒解備忘錄"),
        ("工作計畫", "通过工作计划", "工作计划"),
        ("اجتماع", "اختتمت اللجنة اجتماعها", "اجتماعها"),
        ("覚書", "協力覚書に署名", "覚書"),
        ("特許審査ハイウェイ", "特許審査 ハイウェイを", "特許審査 ハイウェイ"),
        ("مذكرة تفاهم", "وقّعت الهيئة ومذكّرة تفاهم", "ومذكّرة تفاهم"),
        ("اتفاقية", "بموجب الاتفاقية التي", "الاتفاقية"),
        ("меморандум*", "подписали Меморандумом", "Меморандумом"),
        ("вступа* в силу", "соглашение вступает в силу", "вступает в силу"),
        ("wspóln* oświadczen*", "wydali Wspólne oświadczenie", "Wspólne oświadczenie"),
        ("imzaladı", "mutabakat zaptı İMZALADI", "İMZALADI"),
        ("บันทึกความเข้าใจ", "ลงนามบันทึกความเข้าใจว่าด้วย", "บันทึกความเข้าใจ"),
    ],
)
def test_a_phrase_is_found_in_its_other_spellings(phrase: str, text: str, found: str) -> None:
    hit = Terms({"key": [phrase]}).find(text).first("key")

    assert hit is not None
    assert text[hit.start : hit.end] == found


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("sign", "the design of signs"),
        ("joint statement", "a joint. Statement of the"),
        # A line of a document ends where an item or a paragraph does.
        ("examiners exchange", "training of examiners\nexchange of data"),
        ("审查员交流", "培训审查员\n交流数据"),
        ("pact", "impact of pacts"),
        ("memorand*", "a mémoire of old"),
    ],
)
def test_a_phrase_is_not_found_inside_other_words_or_across_sentences(
    phrase: str, text: str
) -> None:
    assert Terms({"key": [phrase]}).find(text).first("key") is None


def test_the_longer_of_two_phrases_at_one_place_counts() -> None:
    terms = Terms({"key": ["joint declaration", "joint declaration of intent"]})

    (hit,) = terms.find("a joint declaration of intent was").of("key")

    assert (hit.start, hit.end) == (2, 29)


def test_hits_are_found_by_stretch() -> None:
    hits = Terms({"key": ["signed"]}).find("signed, signed, signed")

    assert [h.start for h in hits.of("key", 1, 16)] == [8]
    assert [h.start for h in hits.of("key", 1)] == [8, 16]


@given(st.text(max_size=300))
def test_hits_hold_the_offsets_of_any_text(text: str) -> None:
    terms = Terms({"a": ["a*", "the", "署名"], "b": ["i b", "合意に"]})
    hits = terms.find(text + " the 署名 a合意 に")

    for hit in (*hits.of("a"), *hits.of("b")):
        assert 0 <= hit.start < hit.end <= len(text) + 15
    assert hits.first("b", len(text)) is not None


WORDS = {"a": ["sign*", "sign a treaty"], "b.one": ["treaty", "a"], "b.two": ["a treaty", "条約"]}


@given(st.lists(st.sampled_from(["signed", "a", "treaty", "条約", ". "]), max_size=12))
def test_lists_asked_together_answer_as_each_alone(words: list[str]) -> None:
    text = " ".join(words)
    hits: Hits = Terms(WORDS).find(text)

    for start in range(0, len(text), 3):
        for end in range(start, len(text) + 3, 4):
            under = [*hits.of("b.one", start, end), *hits.of("b.two", start, end)]
            assert hits.any_of(("a", "b.two"), start, end) == bool(
                hits.of("a", start, end) or hits.of("b.two", start, end)
            )
            assert hits.under("b.", start, end) == tuple(sorted(under))
            assert hits.any_under("b.", start, end) == bool(under)


@given(st.lists(st.sampled_from(["sign", "signed", "a", "treaty", "条約", ", "]), max_size=12))
def test_of_hits_of_one_list_that_overlap_the_first_and_longest_stays(words: list[str]) -> None:
    found = Terms(WORDS).find(" ".join(words)).of("a")

    assert all(one.end <= other.start for one, other in pairwise(found))


def test_one_character_is_a_word_only_where_it_stands_alone() -> None:
    terms = Terms({"closes": ["完", "끝"], "years": ["年"]})

    hits = terms.find("完成五年計画。\n(完)\n끝내다\n끝")

    assert [(h.start, h.end) for h in hits.of("closes")] == [(9, 10), (16, 17)]
    assert [(h.start, h.end) for h in hits.of("years")] == [(3, 4)]
