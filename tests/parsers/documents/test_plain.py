"""Text files as documents."""

from __future__ import annotations

from config.vocabulary import load_vocabulary
from parsers.documents.document import BlockKind, Document
from parsers.documents.read import DocumentReader
from parsers.documents.rows import Row, lines_of

READER = DocumentReader(load_vocabulary())
WRAPPED = """\
NATIONAL OFFICE OF PATENTS
Home | Patents | Trade marks | News | Contact

Home > News > 2018 > May

Data to be exchanged with the neighbouring office
3 May 2018  |  Read: 120

The two offices have signed a memorandum of understanding on the exchange
of patent data. It was signed at the end of a meeting that lasted for two
days, and it will run for five years.

What it means
-------------
Applicants will find the files of both offices in one place. The offices
will
  * publish the data of pending applications, as soon as the law allows
    them to do so
  * correct errors together

Related news
  1 April 2018    Fees change
  2 March 2018    New opening hours
Last updated 4 June 2019
"""


def read(text: str) -> Document:
    return READER.read(text.encode())


def test_wrapped_lines_are_joined_and_furniture_is_left_out() -> None:
    document = read(WRAPPED)
    texts = [block.text for block in document.blocks]
    assert document.title == "Data to be exchanged with the neighbouring office"
    assert str(document.published) == "2018-05-03"
    assert (
        "The two offices have signed a memorandum of understanding on the exchange of patent data. "
        "It was signed at the end of a meeting that lasted for two days, and it will run for five "
        "years."
    ) in texts
    assert not any("Fees change" in text or "Home" in text or "updated" in text for text in texts)


def test_the_line_that_says_when_is_no_part_of_a_title_in_capitals() -> None:
    document = read(
        "OFFICES OF TWO NEIGHBOURS TO WORK TOGETHER ON INDUSTRIAL PROPERTY\n"
        "Posted on 14th August 2018 by Corporate Communications\n\n"
        "The Institute played host last Friday to a team from the neighbouring office, and both\n"
        "heads signed a memorandum of understanding.\n"
    )
    assert document.title == "OFFICES OF TWO NEIGHBOURS TO WORK TOGETHER ON INDUSTRIAL PROPERTY"
    assert str(document.published) == "2018-08-14"


def test_headings_and_bullets_are_told_apart() -> None:
    kinds = {block.text: block.kind for block in read(WRAPPED).blocks}
    assert kinds["What it means"] is BlockKind.HEADING
    item = "publish the data of pending applications, as soon as the law allows them to do so"
    assert kinds[item] is BlockKind.ITEM
    assert kinds["correct errors together"] is BlockKind.ITEM


def test_a_title_over_two_lines_is_one_title() -> None:
    document = read(
        "Conversation of the heads\nJoint Statement\n\n"
        "We, the heads of the offices, have met to discuss what can be done about delays in "
        "examination.\n"
    )
    assert document.title == "Conversation of the heads Joint Statement"


def test_lines_with_an_empty_one_between_each_are_read_as_a_text() -> None:
    lines = [
        "Joint Declaration", "between the Office of the North and the Office of the",
        "South on the exchange of examiners", " ",
        "We, the heads of the two offices, note the benefits of a close cooperation that",
        "has been developed between the two sides since the year in which it was begun,",
        "and reaffirm that we will continue it in the years to come.", " ",
        "We agree to exchange examiners of patents and designs every year, and to let them",
        "take part in the training that each office gives to its own staff.",
    ]  # fmt: skip
    document = read("\n\n".join(lines))
    assert document.title == (
        "Joint Declaration between the Office of the North and the Office of the South on the "
        "exchange of examiners"
    )
    assert document.blocks[-1].text.startswith("We agree to exchange examiners of patents and")
    assert document.blocks[-1].text.endswith("gives to its own staff.")


def test_marks_of_markdown_are_no_text() -> None:
    document = read(
        "## **Offices strengthen their co-operation**\n\n**July 21, 2020**\n\n"
        "Meeting by video today, the heads of the offices agreed to strengthen their "
        "co-operation on the quality of examination.\n\n- [Joint Statement](https://o.example/j.pdf)\n"
    )
    assert document.title == "Offices strengthen their co-operation"
    assert str(document.published) == "2020-07-21"
    assert [link.url for link in document.links] == ["https://o.example/j.pdf"]
    assert "**" not in document.text


def test_a_sentence_that_a_page_break_parted_is_whole_again() -> None:
    document = read(
        "Offices meet\n\nThe heads of the offices welcomed the progress that was made in the "
        "international\n\ncommunity during the year that has passed since they met last.\n"
    )
    assert "international community during the year" in document.text


LISTED = """\
OFFICE OF PATENTS
An agency of the ministry
--------------------------------------------------
Home | Patents | Trade-marks | Notices | Site map

Notice: the programme grows to five offices
--------------------------------------------------
Posted: October 28, 2014

As of November 1, 2014 two more offices take part.

Offices as of November 1, 2014

   Austria        APO      (new)
   Denmark        DKPTO
   Finland        PRH
   Iceland        ISIPO
   Norway         NIPO     (new)

What it means for applicants

Requests may be made at any of these offices on the basis of the work of any other, with one
form, and without a fee, for as long as the programme lasts.
"""


def test_a_heading_above_a_labelled_date_is_the_title_however_far_the_text_is() -> None:
    document = read(LISTED)
    assert document.title == "Notice: the programme grows to five offices"
    assert str(document.published) == "2014-10-28"


def test_of_two_headings_the_first_is_the_title_and_the_second_its_subtitle() -> None:
    below = WRAPPED[WRAPPED.index("The two offices") :]
    text = f"Two offices to search together\n\n- Less work, faster answers -\n\n{below}"
    assert read(text).title == "Two offices to search together"


LETTERHEAD = """\
MINISTRY OF ECONOMIC DEVELOPMENT
General Directorate for Industry - Office of Patents
Home | Patents | Trade marks | Forms | Call centre 06 4705

You are here: Home > News

Prior art comes to the country
Rome, 30 June 2008

   The two organisations have signed the agreement on searches for prior art,
and from now on each application will be searched by those who know most of it.
"""


def test_what_stands_above_a_breadcrumb_is_no_title() -> None:
    document = read(LETTERHEAD)
    assert document.title == "Prior art comes to the country"
    assert str(document.published) == "2008-06-30"
    assert "Forms" not in document.text


def test_the_name_of_a_part_of_the_site_is_no_title() -> None:
    text = "Press releases / News\n\nTwo offices to search together\n\n3 May 2018\n\n"
    assert read(text + WRAPPED[200:]).title == "Two offices to search together"


def test_a_subtitle_between_dashes_is_not_part_of_the_title() -> None:
    text = (
        "특허청 보도자료\n\n배포일시: 2014. 4. 9.(수)\n담당부서: 국제협력과\n\n"
        "두 기관, 심사 협력의 폭 넓힌다\n- 청장회담에서 심사하이웨이 합의 -\n\n"
        "□ 특허청은 4월 8일 청장회담을 갖고 지식재산 분야의 협력사업에 뜻을 모았다고 밝혔다. "
        "두 기관은 심사관 교류도 이어 가기로 했다.\n"
    )
    assert read(text).title == "두 기관, 심사 협력의 폭 넓힌다"


def test_a_dated_line_below_the_subtitle_points_to_the_title_above_it() -> None:
    text = (
        "Bureau of Information\nMinistry of Commerce\n\nTwo offices sign a memorandum\n\n"
        "Work plans to be drawn up\n\nPosted On: 03 DEC 2020 4:32PM by the Bureau\n\n"
    )
    assert read(text + WRAPPED[200:]).title == "Two offices sign a memorandum"


def test_a_date_with_its_label_is_a_line_of_its_own_below_a_title_of_full_width() -> None:
    rule = "-" * 72
    document = read(
        f"{rule}\nThe offices of the North and of the South enter into a memorandum\n"
        f"Date: 26-09-2020                              [PDF, 212 KB]\n{rule}\n"
        "In one more step towards a common market of inventions, the two offices\n"
        "have today entered into a memorandum on the exchange of patent data.\n\n"
        "Also see:\n* Notice of 2 March 2019\n"
    )
    assert document.title == "The offices of the North and of the South enter into a memorandum"
    assert str(document.published) == "2020-09-26"
    assert not any("Notice" in block.text for block in document.blocks)


def test_a_third_point_is_no_notice_of_rights() -> None:
    points = "The offices will\n\n(a) train examiners,\n(b) exchange data,\n(c) share searches.\n\n"
    document = read(WRAPPED.replace("Related news", points + "(c) 2018 National Office\n\nRelated"))
    assert "share searches" in document.text
    assert "2018 National" not in document.text


def test_lines_that_were_never_wrapped_are_paragraphs() -> None:
    lines = [
        f"The two offices have signed the {n} part of their agreement, by which they will exchange "
        "patent data, search reports and examiners, and publish together what they have learned of "
        "it, in both languages and for all who want to read about it at home or at work."
        for n in ("first", "second", "third")
    ]
    texts = [block.text for block in read("Three parts\n\n" + "\n".join(lines)).blocks]
    assert all(line in texts for line in lines)


def test_of_a_letterhead_breadcrumb_title_and_subtitle_the_title_is_taken() -> None:
    document = read(
        "[Daily Wire] Home | Politics | Economy | Science | World\n\n"
        "Science & IT > Patents\n\n"
        "Office joins hands with Fiji and Tonga\n"
        '"Waiting times in the Pacific will be much shorter"\n\n'
        "Sent 2023-07-11 10:12 | Suva = Daily Wire\n\n"
        "(Suva = Daily Wire) The commissioner of the office has signed a memorandum with each of "
        "two offices at a meeting of several days in Suva, as he said on Tuesday.\n"
    )
    assert document.title == "Office joins hands with Fiji and Tonga"


def test_an_agencys_name_in_brackets_belongs_to_its_dateline() -> None:
    told = "has approved the memorandum that the two offices of the region signed last spring."
    for dateline in (
        "Suva, February 6, 2025 (FNA) - The Council",
        "SUVA, 6th February, 2025 (FNA/Reuters) -- The Council",
        "Suva, 6 février 2025 (AFN) – Le Conseil",
        "SUVA (FNA) 6 February 2025. The Council",
    ):
        document = read(f"Council approves memorandum\n\n{dateline} {told}\n")
        assert str(document.published) == "2025-02-06"


def test_above_the_line_that_says_press_release_stands_a_letterhead() -> None:
    text = (
        "The Institute and the Office of Fiji have signed a work plan on the exchange of data at a "
        "meeting of two days in Suva, and it will run until the end of 2026.\n"
    )
    for head, kind in (
        ("REPÚBLICA DEL PERÚ\nINDECOPI", "NOTA DE PRENSA N° 123-2024-INDECOPI"),
        ("MINISTRY OF TRADE AND INDUSTRY\nOffice for Patents", "Media Release No. 14/2024"),
        ("Fiji", "COMMUNIQUÉ DE PRESSE"),
    ):
        document = read(f"{head}\n{kind}\n\nPlan for data signed\n\nSuva, 3 May 2024 - {text}")
        assert document.title == "Plan for data signed"


def test_a_title_above_the_line_that_says_press_release_is_kept_where_nothing_else_is_one() -> None:
    text = "The two offices have signed a work plan on the exchange of data. " * 3
    document = read(f"Plan for data signed in Suva\nPress release\n\nSuva, 3 May 2024 - {text}")
    assert document.title == "Plan for data signed in Suva"


def test_the_title_of_a_newsletter_is_that_of_its_item_and_no_entry_of_its_contents() -> None:
    text = """\
IPOPHL NEWSLETTER
=================
Contents
  1. Greetings from the Director General
  2. Three offices launch a pilot on designs
  3. Fees in the new year
  4. Technology for the island of Siargao
-----------------------------------------

Three offices launch a pilot on designs

Posted: 22 December 2015

From this month on, the offices of three countries will work together on
industrial designs. They agreed on this at the end of a meeting of two days.
"""
    assert read(text).title == "Three offices launch a pilot on designs"


def test_an_offices_long_name_over_two_lines_and_a_menu_in_brackets_are_no_title() -> None:
    text = """\
INDECOPI - Instituto Nacional de Defensa de la Competencia y de la
Protección de la Propiedad Intelectual
Portada » Sala de prensa » Noticias » Nota de prensa
[Inicio] [Consumidor] [Signos Distintivos] [Invenciones] [Derecho de
Autor] [Competencia] [Sedes] [Reclamos] [Libro de reclamaciones]

03/05/18

El Indecopi y la oficina de un país vecino intercambiarán examinadores
de marcas

Desde hoy los examinadores de las dos oficinas pasarán algunas semanas en
la otra, según un acuerdo que los directores firmaron ayer en Lima.
"""
    document = read(text)
    assert document.title is not None
    assert document.title.startswith("El Indecopi y la oficina de un país vecino")


def test_a_first_paragraph_in_bold_is_no_row_of_headings() -> None:
    told = (
        "Bern – Kaffee aus den Bergen, Honig von der Insel oder Reis aus",
        "Doan: Für solche Erzeugnisse soll sich der Schutz der Herkunft",
        "auch im Ausland auszahlen. Die beiden Ämter haben dazu gestern",
        "in Quito eine Vereinbarung über ein Projekt von vier Jahren",
        "unterzeichnet.",
    )
    rows = [Row(text, strong=True, gap=not n) for n, text in enumerate(told)]
    rows.append(Row("Das Projekt dauert vier Jahre und hat vier Teile für beide.", gap=True))
    lead, *_ = lines_of(rows)
    assert lead.text == " ".join(told)
    assert lead.kind is BlockKind.PARAGRAPH


def test_a_title_in_bold_over_two_rows_stays_a_heading() -> None:
    rows = [
        Row("Offices of three countries sign a memorandum of", strong=True, gap=True),
        Row("understanding on the exchange of patent data", strong=True),
        Row("The offices signed it in Quito at the end of a meeting.", gap=True),
    ]
    assert lines_of(rows)[0].kind is BlockKind.HEADING
