"""Words are found alike in every script."""

from hypothesis import given
from hypothesis import strategies as st

from accord.words import contains, terms


def test_accents_case_and_width_make_no_difference():
    assert terms("Émile STRAẞE ｉｐ５") == terms("emile strasse IP5")


def test_a_word_is_found_inside_a_script_without_spaces():
    assert contains(terms("日本国特許庁と韓国特許庁"), terms("特許庁"))
    assert contains(terms("한국 특허청은 지난 3일"), terms("특허청"))
    assert contains(terms("กรมทรัพย์สินทางปัญญาประกาศ"), terms("ทรัพย์สิน"))
    assert not contains(terms("日本国特許庁"), terms("商標"))


def test_a_phrase_needs_its_words_side_by_side():
    text = terms("strengthen co-operation in artificial intelligence")
    assert contains(text, terms("artificial intelligence"))
    assert not contains(text, terms("artificial co"))


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_stands_between_spaces_is_found(before, after):
    text = f"{before} memorandum {after}"
    assert contains(terms(text), terms("memorandum"))


@given(st.text(max_size=200))
def test_terms_of_a_text_are_found_in_it_as_a_whole(text):
    found = terms(text)
    assert contains(found, found) == bool(found)
