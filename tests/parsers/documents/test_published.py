"""Dates of publication in the places where sites put them."""

from __future__ import annotations

import pytest

from config.vocabulary import load_vocabulary
from parsers.documents.document import Document
from parsers.documents.read import DocumentReader

READER = DocumentReader(load_vocabulary())
TEXT = (
    "<p>The two offices signed a memorandum of understanding on the exchange of patent data at the "
    "end of a meeting of two days, and it will run for five years.</p>"
)


def read(beside: str, *, foot: str = "", title: str = "Offices sign a memorandum") -> Document:
    page = f"<html><body><h1>{title}</h1>{beside}{TEXT}{TEXT}{foot}</body></html>"
    return READER.read(page.encode())


@pytest.mark.parametrize(
    "beside",
    [
        "<div>Publié le <span>3 octobre 2024</span> par <span>Service de presse</span> dans "
        "<a>Actualités</a></div>",
        "<p class='meta'><span>Thursday, 3 October 2024</span> <span>Author: PR</span> "
        "<span>Seen 1,204 times</span></p>",
        "<p class='dt'>الخميس 30 ربيع الأول 1446هـ الموافق 3 أكتوبر 2024م</p>",
        "<p>보도시점 2024. 10. 3.(목) 09:00 배포 2024. 10. 3.(목) 08:30</p>",
        "<p>資料日期:113-10-03 點閱次數:311</p>",
        "<p>Information for the press, issued on 3 October 2024</p>",
        "<p>Publicado: Quinta, 3 de Outubro de 2024, 17h42 | Última atualização em Segunda, 7 de "
        "Outubro de 2024, 09h05 | Acessos: 612 | Versão para impressão</p>",
        "<div class='date'>2024 10 03</div>",
        "<div><span>por Imprensa</span> <span>publicado: 3 de Outubro de 2024 15h22</span> "
        "<span>última modificação: 7 de Outubro de 2024 11h04</span></div>",
        "<div class='meta'><span>Publication Date : 3 October 2024</span><span>30 Rabi' I 1446"
        "</span></div>",
        "<div>Department of Co-operation Patent Office of Fiji 2024-10-03 17:30</div>",
        "<div>작성자 국제협력과 작성일 2024-10-03 조회 1,204</div>",
        "<div>Escrito por Ascom | Publicado: Quinta, 3 de Outubro de 2024, 15h22 | Última "
        "atualização em Segunda, 7 de Outubro de 2024, 11h04 | Acessos: 1427</div>",
        "<table><tr><th>Publicado en:</th><td>«Boletín» núm. 29, de 3 de octubre de 2024, páginas "
        "16 a 19 (4 págs.)</td></tr></table>",
        "<div class='press-head'><p>2024年10月3日</p></div>",
        "<ul><li>Heads of both offices met in the margins of the Assemblies of WIPO.</li>"
        "<li>Training comes first.</li></ul><p>Office of the Director</p><p>3 October 2024</p>",
        "<p>October 3, 2024 Office of Public Affairs (571) 272-8400</p>",
        "<p>Gazette of Patents, vol. 41, no. 40 (Thursday, October 3, 2024)</p>",
    ],
)
def test_a_byline_is_dated_whatever_else_it_holds(beside: str) -> None:
    language = "zh-Hant" if "資料" in beside else "en"
    text = "<p>兩局簽署專利資料交換備忘錄，雙方將於五年內交換專利資料，並定期檢討合作成果。</p>" * 3
    page = f"<html lang='{language}'><h1>兩局簽署備忘錄</h1>{beside}{text}</html>"
    document = READER.read(page.encode()) if language == "zh-Hant" else read(beside)
    assert str(document.published) == "2024-10-03"


def test_a_day_in_chinese_numerals_alone_dates_a_page() -> None:
    text = (
        "<p>两局签署了专利数据交换备忘录，双方将在五年内交换专利数据，并定期总结合作成果。</p>" * 3
    )
    page = f"<html lang='zh'><h1>两局签署备忘录</h1><p>二○二四年十月三日</p>{text}</html>"
    assert str(READER.read(page.encode()).published) == "2024-10-03"


def test_a_date_below_a_line_that_says_what_it_is_counts_below_the_text_too() -> None:
    foot = "<h3>公表日</h3><p>2024年10月3日</p><h3>関連資料</h3>"
    assert str(read("", foot=foot).published) == "2024-10-03"


def test_a_date_in_the_footer_counts_only_with_the_words_that_say_it() -> None:
    said = read("", foot="<footer>Mentions légales – Mis en ligne le 19/09/2024</footer>")
    assert str(said.published) == "2024-09-19"
    assert said.published_evidence is not None
    assert said.published_evidence.place == "header or footer"
    named = read("", foot="<footer>Register of Fiji > Statement Posted: 19 September 2024</footer>")
    assert str(named.published) == "2024-09-19"
    assert read("", foot="<footer>Mentions légales – 19/09/2024</footer>").published is None


@pytest.mark.parametrize(
    "line",
    [
        "Документ 12_003-17, чинний Прийняття: 03.10.2017",
        "Treaty Series No. 12 | Date of signature: 3 October 2017",
        "Fecha de firma: 3 de octubre de 2017",
    ],
)
def test_the_day_of_signing_beside_a_title_is_not_that_of_publication(line: str) -> None:
    assert read(f"<p>{line}</p>").published is None


def test_a_date_beside_the_word_for_today_is_that_of_publication_where_nothing_else_is() -> None:
    news = (
        "<p>A joint pilot of both offices, announced by them today, 3 October 2024, lets users "
        "choose who searches their applications, as they have been able to do since 2018.</p>"
    )
    assert str(read(news).published) == "2024-10-03"
    assert str(read(f"<p class='date'>4 October 2024</p>{news}").published) == "2024-10-04"


def test_a_sentence_with_a_date_is_no_byline() -> None:
    beside = "<p class='info'>On 3 October 2024 the two offices met in Lisbon for talks.</p>"
    assert read(beside).published is None


def test_a_bold_line_above_a_break_is_the_title_and_what_is_below_is_not() -> None:
    page = (
        "<html><head><title>Press releases</title></head><body><p>Home | News | Contact</p>"
        "<font size='4'><b>Market of regional products opens</b></font><br>"
        f"<font size='2'>Date: 19 June 2024</font>{TEXT}{TEXT}</body></html>"
    )
    document = READER.read(page.encode())
    assert document.title == "Market of regional products opens"
    assert str(document.published) == "2024-06-19"


@pytest.mark.parametrize(
    "dateline",
    [
        "Lisbon, 3 October 2024 – ",
        "Lisbon, 3 October 2024.- ",
        "Lisboa, 3 de outubro de 2024.- ",
        "Lisbon, October 3, 2024. ",
    ],
)
def test_a_dateline_is_dated_however_it_is_parted_from_the_text(dateline: str) -> None:
    page = f"<html><body><h1>Offices sign a memorandum</h1>{TEXT.replace('<p>', '<p>' + dateline)}"
    assert str(READER.read(page.encode()).published) == "2024-10-03"


def test_the_number_of_a_release_beside_its_date_is_no_day() -> None:
    assert (
        str(read("", foot="<p>Press release 24-31, October 3, 2024</p>").published) == "2024-10-03"
    )


def test_a_sidebar_may_tell_of_the_page_if_it_tells_of_no_other() -> None:
    about = (
        "<p>About this page: <br>Published on: October 3, 2024 09:12 AM<br>Last modified: {}</p>"
    )
    page = (
        "<div class='sidebar'><h3>Recent releases</h3><ul><li>Dec 1, 2015: Fees</li></ul>{}</div>"
    )
    one = about.format("May 5, 2025")
    assert str(read("", foot=page.format(one)).published) == "2024-10-03"
    others = "<p>Published on: May 1, 2024</p><p>Published on: May 2, 2024</p>"
    assert read("", foot=page.format(others)).published is None


def test_the_day_of_signing_below_a_text_is_not_that_of_its_publication() -> None:
    foot = "<p>Adopted in Lisbon on October 3, 2024</p><p>For the one office: Ana Sousa</p>"
    assert read("", foot=foot).published is None


def test_a_day_of_change_is_no_publication_but_tells_the_year() -> None:
    document = read("", foot="<p>Printable version Latest update 29.03.2023</p>")
    assert document.published is None
    assert str(document.changed) == "2023-03-29"


def test_an_earlier_press_release_in_a_list_below_the_text_does_not_date_it() -> None:
    foot = (
        "<h3>Further information</h3><ul><li>About us</li><li>Press release of 2 May 2023</li></ul>"
    )
    assert str(read("<p>3 October 2024</p>", foot=foot).published) == "2024-10-03"


def test_particulars_below_whom_to_ask_are_of_this_release() -> None:
    ask = (
        "<div class='contact'><p>Office: Patents</p><p>Contact: Division 1</p><p>Tel.: 12</p></div>"
    )
    told = "<ul class='info'><li>Published: 3 October 2024</li><li>Seen: 2861</li></ul>"
    assert str(read("", foot=ask + told).published) == "2024-10-03"


def test_a_place_and_a_day_close_a_text_below_what_can_be_loaded_down() -> None:
    forms = "<ul><li><a href='f.doc'>Request form</a></li><li><a href='g.pdf'>Guide</a></li></ul>"
    foot = f"{forms}<p>The pilot may end earlier.</p><p align='right'>Suva, 03.10.2024</p>"
    assert str(read("", foot=foot).published) == "2024-10-03"


def test_a_date_alone_closes_the_text_before_the_sites_last_line() -> None:
    foot = "<p>3 October 2024</p><p>Office of the North, Example Street 1</p>"
    assert str(read("", foot=foot).published) == "2024-10-03"


@pytest.mark.parametrize(
    "label",
    [
        "<div class='rls'><h3>公表日</h3><p>平成29年5月19日(金)</p></div>",
        "<div class='rls'><b>Publication date</b><p>19 May 2017</p></div>",
        "<div class='rls'><h4>Fecha de publicación:</h4><p>19 de mayo de 2017</p></div>",
    ],
)
def test_a_label_on_a_line_of_its_own_dates_the_line_below_it(label: str) -> None:
    contact = "<div class='who'><h3>Contact</h3><p>International Division</p></div>"
    page = f"<html><h1>Offices sign</h1><div>{TEXT}{TEXT}</div>{contact * 2}{label}</html>"
    assert str(READER.read(page.encode()).published) == "2017-05-19"


@pytest.mark.parametrize(
    "beside",
    [
        "<dl><dt>Publicado en:</dt><dd>«Gaceta» núm. 31, de 3 de octubre de 2024, páginas 16 a 23 "
        "(8 págs.)</dd><dt>Referencia:</dt><dd>G-2024-310</dd></dl>",
        "<p>CONTACT: (Press only) 555-010-2030 October 3, 2024</p>",
    ],
)
def test_a_gazette_s_row_and_a_letterhead_s_line_are_dated(beside: str) -> None:
    assert str(read(beside).published) == "2024-10-03"


HEADING = "Examiners of three offices will visit each other"
MENU = "<li>About us</li><li>Patents</li><li>Marks</li><li>Designs</li><li>News</li><li>Help</li>"


@pytest.mark.parametrize(
    "head",
    [
        f"<div class='article_head'><h2>{HEADING}</h2><p>2024-10-03</p></div>",
        f"<div class='tx-header'><div><h2>{HEADING}</h2></div><p>2024-10-03</p></div>",
        f"<div class='view-hd'><h3>{HEADING}</h3><span>2024-10-03</span> <a>Print</a></div>",
        "<h1>The Director's blog</h1><p class='day'>2024-10-03</p>"
        f"<h2 class='entry-title'>{HEADING}</h2>",
    ],
)
def test_the_title_in_a_release_s_own_head_is_found(head: str) -> None:
    banner = f"<div class='header'><h2>Ideas that are protected</h2><ul>{MENU}</ul></div>"
    name = "The Director's blog" if "blog" in head else "News &gt; Press releases &gt; The Office"
    page = f"<html><head><title>{name}</title></head><body>{banner}<div>{head}{TEXT * 2}</div>"
    document = READER.read(page.encode())
    assert document.title == HEADING
    assert str(document.published) == "2024-10-03"


def test_in_a_page_without_headings_the_line_above_a_labelled_date_is_the_title() -> None:
    menu = "<p>Home</p><p>Laws</p><p>Patents</p><p>Media Releases</p>"
    page = (
        "<html><title>Office of the Registrar</title><body><center><b><font size=4>Office of the "
        f"Registrar</font></b></center>{menu}<p>Home &gt; Media Releases &gt; 2024</p><p>OFFICIALS "
        f"LEARN ABOUT MARKS</p><p>Posted: 03/10/2024</p>{TEXT}{TEXT}</body></html>"
    )
    document = READER.read(page.encode())
    assert document.title == "OFFICIALS LEARN ABOUT MARKS"
    assert str(document.published) == "2024-10-03"


@pytest.mark.parametrize(
    "beside",
    [
        "<div><div>03</div><div>Oct</div><div>2024</div></div>",
        "<div class='day'>03</div><div class='month'>2024-10</div>",
        "<div><p>2024년</p><p>10월</p><p>3일</p></div>",
        "<div class='datum'>03 | 10 | 2024</div>",
        "<div class='date'>03 / 10 / 2024</div>",
        "<p>２０２４．１０．３</p>",
        "<p>２０２４／１０／０３</p>",
        "<p>Article mis à jour le 09/10/2024 - Publié le 03/10/2024</p>",
        "<dl><dt>Details</dt><dd>Category: News</dd><dd>Created: 01 October 2024</dd>"
        "<dd>Published: 03 October 2024</dd><dd>Hits: 1234</dd></dl>",
    ],
)
def test_a_date_is_read_however_its_parts_stand(beside: str) -> None:
    language = "fr" if "mis à jour" in beside else "en"
    page = f"<html lang='{language}'><h1>Offices sign a memorandum</h1>{beside}{TEXT}{TEXT}"
    document = READER.read(page.encode())
    assert str(document.published) == "2024-10-03"
    assert document.title == "Offices sign a memorandum"
    assert "Hits" not in document.text


@pytest.mark.parametrize(
    "table",
    [
        "<div>12</div><div>offices</div><div>2024</div>",
        "<div>3</div><div>October</div>",
        "<table><tr><td>03</td><td>10</td><td>2024</td></tr></table>",
    ],
)
def test_numbers_below_each_other_are_no_date(table: str) -> None:
    assert read(f"<h2>Figures</h2>{table}").published is None


def test_the_number_of_an_issue_is_no_day() -> None:
    assert str(read("<p>FIPO News, Vol. 3, No. 2, October 2024</p>").published) == "2024-10"
