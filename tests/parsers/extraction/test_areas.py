"""The areas of co-operation that a release sets out, and its links to the full text."""

from __future__ import annotations

import inspect
import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from accord.agreement import Agreement
from accord.press_release import Link, Reading
from config.vocabulary import load_vocabulary
from parsers.documents.document import BlockKind, Document, Piece, lay_out
from parsers.extraction import list_marks, phrases
from parsers.extraction.full_text import full_text
from parsers.extraction.list_marks import inline_parts, mark_end, rank
from parsers.extraction.phrase_length import count_words
from parsers.extraction.phrases import phrasing
from parsers.read import Extractor, read_release

CASES = [
    case
    for file in ("areas.yaml", "area_cues.yaml")
    for case in yaml.safe_load((Path(__file__).parent / file).read_text(encoding="utf-8"))
]
EXTRACTOR = Extractor(load_vocabulary())
ENGLISH = phrasing(EXTRACTOR.vocabulary, "en")


def read(content: str) -> Reading:
    return read_release(
        content.encode(),
        url=None,
        media_type=None,
        publisher=None,
        fetched_on=None,
        reader=EXTRACTOR,
    )


def only(reading: Reading) -> Agreement:
    assert len(reading.agreements) == 1
    return reading.agreements[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_areas_are_those_of_the_text_in_its_words(case: dict[str, Any]) -> None:
    reading = read(case["text"])
    agreement = only(reading)
    assert list(agreement.areas) == case["areas"]
    for evidence in agreement.quotes("areas"):
        assert evidence.start is not None
        assert reading.text[evidence.start :].startswith(evidence.quote)
        assert evidence.value == evidence.quote


LEAD = (
    "<h1>JPO and EPO adopt joint statement</h1><p>The Japan Patent Office (JPO) and the European "
    "Patent Office (EPO) adopted a joint statement in Munich on 11 May 2021.</p>"
)


@pytest.mark.parametrize(
    "html",
    [
        "<p>They agreed to work on the following areas:</p><ul><li>Exchange of data: the files of "
        "both offices will be open.</li><li>Training of examiners: courses every year.</li></ul>",
        "<h2>Areas of cooperation</h2><h3>(1) Exchange of data</h3><p>The files of both offices "
        "will be open to all.</p><h3>(2) Training of examiners</h3><p>There will be courses.</p>",
        "<p><b>Exchange of data.</b> The files of both offices will be open to all.</p>"
        "<p><b>Training of examiners.</b> There will be courses in every year from now on.</p>",
        "<p>The statement contains two decisions:</p><p>1. Exchange of data</p>"
        "<p>2. Training of examiners</p>",
        "<p>They agreed to work on:</p><p>➤ exchange of data</p><p>➤ training of examiners</p>",
        "<p>They agreed on (1) the exchange of data; and (2) the training of examiners.</p>",
        "<p>The two offices agreed on a number of projects:</p><table><tr><th>Area</th><th>Projects"
        "</th></tr><tr><td>Exchange of data</td><td>4</td></tr><tr><td>Training of examiners</td>"
        "<td>7</td></tr></table>",
        "<p>Each will do its part.</p><ul><li>exchange of data;</li><li>training of examiners."
        "</li></ul>",
        "<p>The plan is as follows:</p><p>Exchange of data. The files will be open.</p>"
        "<p>Training of examiners. There will be courses every year.</p>",
        "<table><tr><th>No.</th><th>Commitment</th><th>By whom</th></tr><tr><td>1</td><td>Exchange "
        "of data</td><td></td></tr><tr><td>2</td><td>Training of examiners</td><td>EPO</td></tr>"
        "</table>",
        "<p>The JPO will support the exchange of data and the training of examiners.</p>",
        "<p>Exchange of data:</p><p>The files of both offices will be open to all who want to see "
        "them.</p><p>Training of examiners:</p><p>There will be courses in every year.</p>",
    ],
    ids=[
        "items",
        "headings",
        "bold beginnings",
        "numbers",
        "signs",
        "numbers in a line",
        "a table",
        "a list of subjects",
        "lines behind a colon",
        "a numbered table",
        "a promise",
        "lines with colons",
    ],
)
def test_lists_of_any_layout_give_the_areas(html: str) -> None:
    found = only(read(f"<html><body>{LEAD}{html}</body></html>")).areas
    bare = [area.removeprefix("support the ").capitalize() for area in found]
    assert bare == ["Exchange of data", "Training of examiners"]


def test_a_list_of_participants_is_no_list_of_areas() -> None:
    html = (
        "<p>The following participants attended the meeting:</p><ul><li>Anna Example, President of "
        "the EPO</li><li>Bert Example, Commissioner of the JPO</li></ul>"
    )
    assert only(read(f"<html><body>{LEAD}{html}</body></html>")).areas == ()


def test_what_frames_a_statement_is_no_area() -> None:
    parts = (
        "1. Achievements. We thank the experts.", "2. Examiners. Training goes on every year.",
        "3. Small businesses. A booklet will help them.", "4. Next meeting. It will be next year.",
    )  # fmt: skip
    html = "<p>They declared as follows:</p>" + "".join(f"<p>{part}</p>" for part in parts)
    assert only(read(f"<html><body>{LEAD}{html}</body></html>")).areas == (
        "Examiners",
        "Small businesses",
    )


def test_questions_and_answers_are_no_areas() -> None:
    html = (
        "<p>The two offices agreed to share data and train examiners.</p>"
        "<p><b>What does it cost?</b> Nothing at all.</p><p><b>Who may ask for it?</b> All may.</p>"
    )
    assert "What does it cost?" not in only(read(f"<html><body>{LEAD}{html}</body></html>")).areas


def test_bare_labels_are_given_with_what_they_explain() -> None:
    html = (
        "<p>The work plan has three parts:</p><ul><li>Patents: exchange of search results</li>"
        "<li>Designs: a common manual</li><li>Enforcement: work with customs</li></ul>"
    )
    assert only(read(f"<html><body>{LEAD}{html}</body></html>")).areas == (
        "Patents: exchange of search results",
        "Designs: a common manual",
        "Enforcement: work with customs",
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("△특허심사 △교육 △정보화", ["특허심사", "교육", "정보화"]),
        ("② 대상 확대 ③ 결과 제공", ["대상 확대", "결과 제공"]),
        ("一是加强审查；二是开展培训。", ["加强审查；", "开展培训"]),
        ("to (a) share data, (b) meet", ["share data,", "meet"]),
        ("as said in (1) above", []),
        ("in 2020 (2) and", []),
    ],
)
def test_lists_that_run_on_in_a_line_are_parted(text: str, parts: list[str]) -> None:
    assert [text[a:b].strip() for a, b in inline_parts(text)] == parts


@pytest.mark.parametrize(
    "line", ["2．分類の調和", "２．分類の調和", "（2）分類の調和", "2) 분류", "b) x"]
)
def test_numbers_of_a_list_are_known_in_any_width(line: str) -> None:
    assert rank(line) == 2
    assert line[mark_end(line) :] in ("分類の調和", "분류", "x")


def test_languages_join_with_their_own_words_only() -> None:
    french = phrasing(EXTRACTOR.vocabulary, "fr")
    told = "la formation en matière de brevets et la lutte contre la contrefaçon"
    assert [p.text for p in french.enumerated(told)] == [
        "formation en matière de brevets",
        "lutte contre la contrefaçon",
    ]


def test_a_highway_gives_what_applicants_gain() -> None:
    html = (
        "<h1>PPH pilot between JPO and EPO</h1><p>The Japan Patent Office (JPO) and the European "
        "Patent Office (EPO) launched a Patent Prosecution Highway (PPH) pilot programme on 11 May "
        "2021. Applicants can ask for accelerated examination of the corresponding application.</p>"
    )
    assert only(read(html)).areas == ("accelerated examination of the corresponding application",)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("(1) Quality;", "Quality"),
        ("• the exchange of data, which both sides want; and", "exchange of data"),
        ("IP and public health:", "IP and public health"),
        ("faster publication - machine translation is to help", "faster publication"),
        ("① 위조상품 방지", "위조상품 방지"),
        ("（一）加强人员培训；", "加强人员培训"),
        ("Article 4", None),
        ("2.", None),
    ],
)
def test_an_item_comes_down_to_its_phrase(text: str, phrase: str | None) -> None:
    found = ENGLISH.core(text, 10)
    assert (found and found.text) == phrase
    if found is not None:
        assert text[found.start - 10 :].startswith(found.text)


def test_a_phrase_has_at_most_twelve_words() -> None:
    found = ENGLISH.core("the " + "word " * 40)
    assert found is not None
    assert found.words <= 12


def test_and_within_one_thing_does_not_part_it() -> None:
    assert [p.text for p in ENGLISH.enumerated("search and examination")] == [
        "search and examination"
    ]
    parts = [
        p.text for p in ENGLISH.enumerated("search and examination results, fees and training")
    ]
    assert parts[0] == "search and examination results"


@pytest.mark.parametrize(
    ("language", "told", "parts"),
    [
        (
            "en",
            "the exchange of fees data, drafting, filing and licensing the rights of growers",
            ["exchange of fees data", "drafting, filing and licensing the rights of growers"],
        ),
        (
            "en",
            "mentoring, branding and licensing of crafts",
            ["mentoring", "branding", "licensing of crafts"],
        ),
        ("fr", "créer, gérer et défendre les marques", ["créer, gérer et défendre les marques"]),
        ("es", "crear, gestionar y defender marcas", ["crear, gestionar y defender marcas"]),
        ("ru", "создавать, охранять и защищать марки", ["создавать, охранять и защищать марки"]),
    ],
)
def test_verbs_that_share_one_object_stay_together(
    language: str, told: str, parts: list[str]
) -> None:
    words = phrasing(EXTRACTOR.vocabulary, language)
    assert [p.text for p in words.enumerated(told)] == parts


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Annex 2"), ("fr", "Art. 12"), ("zh", "第四条"), ("ja", "第12条"), ("ko", "제 3 조")],
)
def test_a_label_that_only_counts_is_no_phrase(language: str, label: str) -> None:
    assert phrasing(EXTRACTOR.vocabulary, language).core(label) is None


def test_east_asian_characters_count_as_half_a_word() -> None:
    assert count_words("人员培训") == 2
    assert count_words("training of examiners") == 3


@pytest.mark.parametrize(
    "near_miss", ["a, ", "and ", "(1) ", "((((", "; - ", "、", "word ", "w", "第", "w."]
)
def test_long_near_misses_cost_little(near_miss: str) -> None:
    text = near_miss * (100_000 // len(near_miss))
    start = time.thread_time()
    ENGLISH.enumerated(text[:4000])
    ENGLISH.core(text)
    inline_parts(text[:4000])
    assert time.thread_time() - start < 0.5


def document(*links: tuple[str, str], beside: tuple[tuple[str, str], ...] = ()) -> Document:
    own = tuple(Link(url, text) for url, text in links)
    text, blocks = lay_out([Piece(BlockKind.PARAGRAPH, " ".join(k.text for k in own), 0, own)])
    every = own + tuple(Link(url, text) for url, text in beside)
    return Document(text=text, blocks=blocks, language="en", links=every)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://o.example/statement.pdf", "Joint Statement"),
        ("https://o.example/x", "Memorandum of Understanding (PDF, 80 KB)"),
        ("https://o.example/x", "Full text"),
        ("https://o.example/moc_br.pdf", "協力覚書(英文、PDF 84KB)"),
        ("https://o.example/x", "Texte intégral"),
    ],
)
def test_links_to_what_was_agreed_are_found(url: str, words: str) -> None:
    assert full_text(document((url, words)), load_vocabulary()) == (Link(url, words),)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://o.example/about", "About the office"),
        ("mailto:press@o.example", "Joint Statement"),
        ("https://o.example/form.pdf", "Application form"),
    ],
)
def test_other_links_are_left_out(url: str, words: str) -> None:
    assert full_text(document((url, words)), load_vocabulary()) == ()


def test_headlines_of_other_releases_are_no_full_text() -> None:
    beside = (("https://o.example/n/2", "Memorandum of Understanding signed with neighbour"),)
    assert (
        full_text(document(("https://o.example/", "Home"), beside=beside), load_vocabulary()) == ()
    )


def test_every_pattern_of_the_phrases_is_bounded() -> None:
    for module in (phrases, list_marks):
        assert not re.search(r"\([^()]*[+*]\)[+*]", inspect.getsource(module))
