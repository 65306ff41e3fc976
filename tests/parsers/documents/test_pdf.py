"""PDFs as documents, and PDFs that are none."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from accord.press_release import Unreadable
from config.vocabulary import load_vocabulary
from parsers.documents.document import BlockKind
from parsers.documents.read import DocumentReader
from parsers.documents.rows import Row, lines_of

READER = DocumentReader(load_vocabulary())
BODY = (
    "The two offices have signed a memorandum of understanding on the exchange of patent data. It "
    "was signed at the end of a meeting that lasted for two days, and it runs for five years. "
)


class _Release(FPDF):
    """A release with a running header and page numbers."""

    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.cell(0, 5, "Example Office - Press information", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 5, f"{self.page_no()} / 2")


def release() -> _Release:
    pdf = _Release()
    pdf.add_page()
    pdf.set_font("helvetica", size=9)
    pdf.cell(0, 6, "PRESS RELEASE", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", "B", size=17)
    pdf.multi_cell(90, 8, "Offices will exchange their patent data", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=10)
    pdf.cell(0, 6, "Lisbon, 4 March 2019", new_x="LMARGIN", new_y="NEXT")
    pdf.multi_cell(0, 5, BODY * 2, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", "B", size=11)
    pdf.cell(0, 8, "What comes next", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=10)
    pdf.multi_cell(0, 5, BODY, new_x="LMARGIN", new_y="NEXT")
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    pdf.multi_cell(0, 5, BODY, new_x="LMARGIN", new_y="NEXT")
    return pdf


def test_title_date_and_text_are_read_without_running_headers() -> None:
    document = READER.read(bytes(release().output()))
    assert document.title == "Offices will exchange their patent data"
    assert str(document.published) == "2019-03-04"
    assert "Press information" not in document.text
    assert "1 / 2" not in document.text
    assert document.text.count("signed a memorandum of understanding on the exchange") == 4


def test_a_line_in_bold_over_a_paragraph_is_a_heading() -> None:
    kinds = {b.text: b.kind for b in READER.read(bytes(release().output())).blocks}
    assert kinds["What comes next"] is BlockKind.HEADING


def test_the_day_of_signature_is_no_publication_date() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "B", size=14)
    pdf.cell(0, 8, "AGREEMENT ON THE EXCHANGE OF DATA", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=10)
    for line in ("Lisbon, 4 March 2019", "Article 1", BODY, "Article 2", BODY, "Article 3", BODY):
        pdf.multi_cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
    document = READER.read(bytes(pdf.output()))
    assert document.title == "AGREEMENT ON THE EXCHANGE OF DATA"
    assert document.published is None


def test_a_title_runs_over_all_its_lines_in_bold() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "B", size=13)
    lines = (
        "MEMORANDUM OF CO-OPERATION",
        "between",
        "THE OFFICE OF FIJI FOR PATENTS,",
        "and",
        "TONGA",
    )
    for line in lines:
        pdf.cell(0, 6, line, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=10)
    pdf.multi_cell(0, 5, BODY * 3, new_x="LMARGIN", new_y="NEXT")
    assert READER.read(bytes(pdf.output())).title == " ".join(lines)


def test_a_title_in_capitals_goes_on_line_by_line_as_it_names_the_parties() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "B", size=12)
    lines = (
        "MEMORANDUM OF UNDERSTANDING", "BETWEEN", "THE DEPARTMENT OF INDUSTRY,",
        "MINISTRY OF TRADE OF THE REPUBLIC OF FIJI", "AND", "THE PATENT OFFICE OF TONGA,",
        "MINISTRY OF COMMERCE", "ON THE EXCHANGE OF DATA",
    )  # fmt: skip
    for line in (*lines, "PREAMBLE"):
        pdf.cell(0, 6, line, align="C", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=11)
        pdf.ln(6)
    pdf.multi_cell(0, 5, BODY * 3, new_x="LMARGIN", new_y="NEXT")
    assert READER.read(bytes(pdf.output())).title == " ".join(lines)


def test_small_words_in_small_letters_part_no_title() -> None:
    pdf = FPDF()
    pdf.add_page()
    for line, size in (
        ("MEMORANDUM OF UNDERSTANDING", 12), ("BETWEEN", 10),
        ("THE OFFICE FOR PATENTS AND MARKS", 12), ("OF THE REPUBLIC OF FIJI", 12), ("AND", 10),
        ("THE REGISTRY OF COMPANIES AND RIGHTS", 12), ("OF THE KINGDOM OF TONGA", 12),
    ):  # fmt: skip
        pdf.set_font("helvetica", "B" if size == 12 else "", size=size)
        pdf.cell(0, 6, line, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=10)
    pdf.multi_cell(0, 5, BODY * 3, new_x="LMARGIN", new_y="NEXT")
    title = READER.read(bytes(pdf.output())).title
    assert title is not None
    assert title.startswith("MEMORANDUM OF UNDERSTANDING BETWEEN THE OFFICE")
    assert title.endswith(
        "OF FIJI AND THE REGISTRY OF COMPANIES AND RIGHTS OF THE KINGDOM OF TONGA"
    )


def test_an_address_in_small_print_under_a_letterhead_is_not_where_the_text_begins() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "B", size=12)
    pdf.cell(0, 8, "FIPO - Office of Fiji", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=8)
    address = "Republic of Fiji - Ministry of Trade. FIPO, Box 1, Suva, telephone 22 335, www.fj."
    pdf.multi_cell(0, 5, address * 2, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=10)
    pdf.cell(0, 6, "PRESS RELEASE", new_x="LMARGIN", new_y="NEXT")
    pdf.cell(0, 6, "Suva, 18 March 2024", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", "B", size=15)
    for line in ("Both offices give themselves a plan", "until the end of 2026"):
        pdf.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=10)
    pdf.multi_cell(0, 5, BODY * 3, new_x="LMARGIN", new_y="NEXT")
    document = READER.read(bytes(pdf.output()))
    assert document.title == "Both offices give themselves a plan until the end of 2026"
    assert str(document.published) == "2024-03-18"


def test_a_line_parted_at_a_hyphen_makes_the_page_no_wider() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=14)
    for line in ("The offices of Malta and of Cyprus (IPO-", "Cyprus) sign a memorandum no. 1414"):
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=10)
    body = "The offices in Valletta and the Intellectual", "Property Section signed a memorandum."
    for line in ("26 May 2026", *body):
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    assert " ".join(body) in READER.read(bytes(pdf.output())).text


def test_a_short_line_of_an_item_goes_on_in_small_letters() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    rows = (BODY[:96], "will work on", "- fees for marks and", "shapes;", "- courses.")
    for line in rows:
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    items = [b.text for b in READER.read(bytes(pdf.output())).blocks if b.kind is BlockKind.ITEM]
    assert items == ["fees for marks and shapes;", "courses."]


def test_bold_words_that_open_a_paragraph_are_no_heading() -> None:
    rows = [
        Row("Suva, 9 May 2024 – The Office of Fiji and its neighbours in the Pacific", strong=True),
        Row("(the Parties) signed a memorandum of understanding on patent data, which will"),
        Row("run for five years."),
        Row("Training of examiners", strong=True, gap=True),
        Row("It comes first in the plan, as both offices wish, and begins in September."),
    ]
    lines = lines_of(rows)
    assert [line.kind for line in lines] == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
    assert lines[0].text.startswith("Suva, 9 May 2024 – The Office of Fiji")
    assert lines[0].text.endswith("for five years.")


def test_small_print_makes_the_page_no_wider() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=6)
    pdf.cell(0, 6, "Box 1, Valletta; open from nine to five, " * 4, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=11)
    body = "Heads met in Valletta. The Business and", "Property Section signed a memorandum."
    for line in body:
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    assert " ".join(body) in READER.read(bytes(pdf.output())).text


def test_an_encrypted_pdf_is_named() -> None:
    pdf = release()
    pdf.set_encryption(owner_password="one", user_password="two")
    with pytest.raises(Unreadable, match="encrypted"):
        READER.read(bytes(pdf.output()))


def test_a_scan_without_text_is_named() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 100, 100, style="F")
    with pytest.raises(Unreadable, match="pictures and no text"):
        READER.read(bytes(pdf.output()))


def test_a_broken_pdf_is_named() -> None:
    with pytest.raises(Unreadable, match="broken"):
        READER.read(b"%PDF-1.7\n" + bytes(release().output())[200:900])


def test_a_dateline_in_bold_belongs_to_its_paragraph() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "B", size=15)
    pdf.cell(0, 9, "Offices will exchange their data", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", "B", size=10)
    pdf.write(5, "SUVA, 4 MARCH 2019 - ")
    pdf.set_font("helvetica", size=10)
    pdf.write(5, BODY * 2)
    document = READER.read(bytes(pdf.output()))
    assert str(document.published) == "2019-03-04"
    assert not any(b.kind is BlockKind.HEADING for b in document.blocks)
    assert any(b.text.startswith("SUVA, 4 MARCH 2019 - The two") for b in document.blocks)


@pytest.mark.parametrize(
    ("masthead", "published"),
    [
        (["FIPO Bulletin", "News from the Office of Fiji Issue 4/2019 | 4 March 2019"], True),
        (["FIPO newsletter no. 9", "Rights and Innovation in the Pacific 4 March 2019"], True),
        (["FIPO reports", "Meeting of the heads of both offices in Suva, 4 March 2019"], False),
        (["FIPO Bulletin no. 9", "The seat was in Suva on 4 March 2019 as in 2018"], False),
    ],
)
def test_a_masthead_with_the_number_of_the_issue_is_dated(
    masthead: list[str], *, published: bool
) -> None:
    pdf = FPDF()
    pdf.add_page()
    for size, line in zip((14, 10), masthead, strict=True):
        pdf.set_font("helvetica", "B" if size > 10 else "", size=size)
        pdf.cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", "B", size=20)
    pdf.cell(0, 12, "Offices will exchange their data", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", size=10)
    pdf.multi_cell(0, 5, BODY * 2, new_x="LMARGIN", new_y="NEXT")
    document = READER.read(bytes(pdf.output()))
    assert document.title == "Offices will exchange their data"
    assert (str(document.published) == "2019-03-04") is published
