"""Which line of a page or a printed text is its title."""

from __future__ import annotations

import pytest

from config.vocabulary import load_vocabulary
from parsers.documents.read import DocumentReader

READER = DocumentReader(load_vocabulary())
TEXT = (
    "The two offices signed a memorandum of understanding on the exchange of patent data at the "
    "end of a meeting of two days, and it will run for five years."
)
KOREAN = (
    "양 청은 이틀간의 회의를 마치며 특허 데이터 교환에 관한 양해각서에 서명했으며, 유효기간은 "
    "5년으로 앞으로 심사와 인력 교류 분야의 협력을 강화하기로 했다."
)
THAI = (
    "สำนักงานทั้งสองได้ลงนามบันทึกความเข้าใจว่าด้วยการแลกเปลี่ยนข้อมูลสิทธิบัตรในช่วงท้ายของการประชุมสองวัน "
    "โดยมีระยะเวลาห้าปีและครอบคลุมการฝึกอบรมผู้ตรวจสอบ"
)
TITLE = "Fiji and Tonga agree to share patent data"


def title_of(body: str, *, head: str = "", text: str = TEXT) -> str | None:
    page = f"<html><head><title>{head}</title></head><body>{body}<p>{text}</p><p>{text}</p>"
    return READER.read(page.encode()).title


def test_a_breadcrumb_within_the_site_s_header_hides_no_title() -> None:
    crumbs = f"<ol class='breadcrumb'><li>Home</li><li>News</li><li>{TITLE}</li></ol>"
    body = f"<header><a>Office of Fiji</a>{crumbs}</header><h1>{TITLE}</h1><div>Image</div>"
    assert title_of(body, head=f"{TITLE} | FIPO") == TITLE


@pytest.mark.parametrize(
    "notice",
    [
        "PUBLIC NOTICE",
        "AVIS AU PUBLIC",
        "BEKANNTMACHUNG",
        "COMUNICADO OFICIAL N.º 045-2024",
        "公告",
        "Информационное сообщение",
        "إعلان عام",
        "PRESS RELEASE   No. IPO/PR/2020/07",
        "NOTIS AWAM",
    ],
)
def test_what_kind_of_notice_it_is_is_no_title(notice: str) -> None:
    assert title_of(f"<h1>{notice}</h1><h2>{TITLE}</h2>") == TITLE


@pytest.mark.parametrize(
    "letters", ["P R E S S   R E L E A S E", "보 도 자 료 피지 지식재산청 대변인"]
)
def test_a_letterhead_with_its_letters_apart_is_no_title(letters: str) -> None:
    typed = f"{letters}\n\n{TITLE.upper()}\n\nSuva, 3 October 2024. {TEXT}\n\n{TEXT}\n"
    assert READER.read(typed.encode()).title == TITLE.upper()


@pytest.mark.parametrize("letters", ["专 利 工 作 简 报", "国 际 合 作 动 态"])
def test_a_bulletin_s_name_in_letters_apart_is_no_title(letters: str) -> None:
    text = "两局签署了专利数据交换备忘录，双方将在五年内交换专利数据，并定期总结合作成果。" * 2
    title = "斐济与汤加知识产权局签署合作备忘录"
    typed = f"{letters}\n\n第 4 期\n\n{title}\n\n{text}\n\n{text}\n"
    assert READER.read(typed.encode()).title == title


def test_a_reporter_s_address_and_a_subtitle_are_no_part_of_a_typed_title() -> None:
    title, subtitle = (
        "특허청, 피지와 특허 데이터 교환 양해각서",
        "양 청장 수바서 만나 심사관 교류도 논의",
    )
    typed = (
        "피지신문 fijipress.com\n--------\n정치 | 경제 | 사회 | 문화\n--------\n\n경제 > 정책\n\n"
        f"{title}\n{subtitle}\n\n홍길동 기자 hong@fijipress.com\n작성 : 2024년 10월 2일 16:57\n"
        f"게시 : 2024년 10월 3일 09:12\n\n{KOREAN}\n\n{KOREAN}\n"
    )
    document = READER.read(typed.encode())
    assert document.title == title
    assert str(document.published) == "2024-10-03"


def test_of_a_typed_title_and_its_subtitles_between_dashes_the_first_counts() -> None:
    title = "피지에서도 특허심사 고속도로 열린다"
    typed = (
        f"{title}\n- 10월 3일부터 3년간 시범 실시 -\n- 우리 기업의 기술 보호에 도움 기대 -\n\n"
        "등록일 2024.10.03.   등록자 특허청 관리자   조회 1,204\n첨부파일  [한글파일] 1003.hwpx\n\n"
        f"{KOREAN}\n\n{KOREAN}\n"
    )
    document = READER.read(typed.encode())
    assert document.title == title
    assert str(document.published) == "2024-10-03"


def test_a_heading_that_links_to_the_site_s_beginning_is_its_name() -> None:
    name = "<div id='header'><h1><a href='/'>Intellectual Property of Fiji Online</a></h1></div>"
    body = f"{name}<div class='head'><h2>{TITLE}</h2></div>"
    assert title_of(body, head="News | Intellectual Property of Fiji Online") == TITLE


def test_an_east_asian_title_in_large_letters_runs_over_two_lines() -> None:
    text = "两局签署了专利数据交换备忘录，双方将在五年内交换专利数据，并定期总结合作成果。" * 2
    lines = "<b>中国与斐济知识产权合作联合委员会<br>第三次会议在苏瓦举行</b>"
    title = f"<p align='center'><font size='4'>{lines}</font></p><p align='center'>2004年5月6日</p>"
    assert title_of(title, text=text) == "中国与斐济知识产权合作联合委员会第三次会议在苏瓦举行"


def test_a_typed_title_goes_on_behind_a_particle() -> None:
    text = "両庁は、二日間にわたる会合の最後に特許データの交換に関する協力覚書に署名しました。" * 3
    typed = f"フィジー知的財産庁との間の\n特許データ交換に関する覚書\n\n{text}\n\n{text}\n"
    assert (
        READER.read(typed.encode()).title == "フィジー知的財産庁との間の特許データ交換に関する覚書"
    )


def test_a_title_in_a_span_is_known_by_the_page_s_own_behind_the_names_of_its_site() -> None:
    title = "กรมทรัพย์สินทางปัญญาลงนามบันทึกความเข้าใจกับสำนักงานฟิจิครั้งแรก"
    head = "กระทรวงพาณิชย์-ข่าว-กรมทรัพย์สินทางปัญญาลงนามบันทึก"
    assert title_of(f"<span class='f3'>{title}</span>", head=head, text=THAI) == title


@pytest.mark.parametrize(
    "row", ["<tr><td>หัวข้อข่าว</td><td>{}</td></tr>", "<tr><th>제목</th><td>{}</td></tr>"]
)
def test_a_label_tells_a_title_in_a_table(row: str) -> None:
    other = "<tr><td>รายละเอียด</td><td> </td></tr>"
    assert title_of(f"<table>{row.format(TITLE)}{other}</table>", text=THAI) == TITLE


def test_a_label_tells_a_typed_title() -> None:
    typed = f"Subject: {TITLE}\nDate: 3 October 2024\n\n{TEXT}\n\n{TEXT}\n"
    document = READER.read(typed.encode())
    assert document.title == TITLE
    assert str(document.published) == "2024-10-03"


def test_a_heading_may_begin_with_its_kind_in_brackets() -> None:
    title = "[보도자료] 특허청, 피지와 특허 데이터 교환 양해각서 체결"
    beside = "<ul><li>작성자 : 국제협력과</li><li>작성일 : 2024.10.03</li></ul>"
    assert title_of(f"<div class='tit'>{title}</div>{beside}", text=KOREAN) == title
