"""What a site puts below a release is none of its text, in the smaller languages too."""

from __future__ import annotations

import pytest

from config.vocabulary import load_vocabulary
from parsers.documents.read import DocumentReader

READER = DocumentReader(load_vocabulary())
TEXT = (
    "<p>The two offices signed a memorandum of understanding on the exchange of patent data at the "
    "end of a meeting of two days, and it will run for five years.</p>"
)


@pytest.mark.parametrize(
    "heading",
    [
        "Vezane novosti",
        "Povezane novice",
        "Seotud uudised",
        "Jaunākās ziņas",
        "Susijusios naujienos",
        "Digər xəbərlər",
        "Басқа жаңалықтар",
        "სხვა სიახლეები",
        "Холбоотой мэдээ",
        "ຂ່າວທີ່ກ່ຽວຂ້ອງ",
        "Поврзани вести",
        "Boshqa yangiliklar",
        "More in Business",
    ],
)
def test_a_list_of_other_releases_is_left_out(heading: str) -> None:
    others = (
        "<ul><li>Heads of Tonga and Samoa sign a work plan</li><li>Fees change in May</li></ul>"
    )
    page = f"<div><h1>Offices sign a memorandum</h1>{TEXT}{TEXT}<h3>{heading}</h3>{others}</div>"
    assert "Samoa" not in READER.read(page.encode()).text


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Objavljeno: 3. 10. 2024", True),
        ("Publicēts: 03.10.2024.", True),
        ("Paskelbta: 2024-10-03", True),
        ("Жарияланған күні: 03.10.2024", True),
        ("Dərc edilib: 03.10.2024", True),
        ("გამოქვეყნების თარიღი: 03.10.2024", True),
        ("Posodobljeno: 3. 10. 2024", False),
        ("Atnaujinta: 2024-10-03", False),
    ],
)
def test_a_date_is_known_by_its_label(line: str, *, published: bool) -> None:
    page = f"<div><h1>Offices sign a memorandum</h1><p>{line}</p>{TEXT}{TEXT}</div>"
    assert (str(READER.read(page.encode()).published) == "2024-10-03") is published


def test_a_list_marked_with_angles_below_other_stories_is_left_out() -> None:
    text = TEXT[3:-4]
    typed = (
        f"Offices sign a memorandum\n\n{text}\n\n{text}\n\n----------\nOTHER STORIES\n"
        "> Tonga, Samoa start a pilot (Oct 1)\n> Heads to meet in Apia (Sept 26)\n----------\n"
    )
    read = READER.read(typed.encode()).text
    assert "Samoa" not in read
    assert "Apia" not in read


def test_a_survey_and_a_counter_are_left_out() -> None:
    foot = (
        "<div class='satis'><p>이 페이지에서 제공하는 정보에 대하여 만족하셨습니까?</p><ul>"
        "<li>매우만족</li><li>보통</li></ul></div><p>Acessos: 611</p>"
        "<p>(Release ID: 2061234) Visitor Counter : 512</p>"
    )
    read = READER.read(f"<div><h1>Offices sign a memorandum</h1>{TEXT}{TEXT}{foot}</div>".encode())
    assert not any(word in read.text for word in ("만족", "보통", "Acessos", "Counter"))


@pytest.mark.parametrize("name", ["related-title", "titre-similaires", "heading-recent"])
def test_a_heading_named_for_other_releases_is_read_to_know_the_list_below(name: str) -> None:
    others = "<ul><li>Tonga and Samoa sign a work plan</li><li>Fees change in May</li></ul>"
    page = (
        f"<div><h1>Offices sign a memorandum</h1>{TEXT}{TEXT}"
        f'<h3 class="{name}">Related news</h3>{others}</div>'
    )
    text = READER.read(page.encode()).text
    assert "Samoa" not in text
    assert "Related news" not in text


def test_the_square_of_korean_releases_opens_a_paragraph_and_no_item() -> None:
    told = "특허청은 6월 4일 수바에서 피지 지식재산청과 심사협력 양해각서를 체결하였다고 밝혔다."
    page = f"<h1>특허청, 피지와 협력</h1><p>□ {told}</p><p>ㅇ 심사관 교류</p><p>□ {told} {told}</p>"
    blocks = READER.read(f"<html lang='ko'><body>{page}</body></html>".encode()).blocks
    kinds = [b.kind.value for b in blocks]
    assert kinds == ["title", "paragraph", "item", "paragraph"]
