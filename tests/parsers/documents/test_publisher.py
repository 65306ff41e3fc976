"""The office that publishes a document."""

from __future__ import annotations

import pytest

from config.vocabulary import load_vocabulary
from parsers.documents.publisher import Publishers
from parsers.documents.read import DocumentReader

READER = DocumentReader(load_vocabulary())
PUBLISHERS = Publishers(load_vocabulary())
BODY = (
    "<h1>Offices sign</h1><p>The two offices signed a memorandum of understanding on the exchange "
    "of patent data at the end of a meeting of two days.</p>"
)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://www.uspto.gov/about-us/news-updates/x", "US"),
        ("https://www.gov.br/inpi/pt-br/noticias/x", "BR"),
        ("https://dpma.de./service/presse/x", "DE"),
        ("https://news.example/uspto.gov", None),
        ("https://notuspto.gov/x", None),
        ("http://[broken", None),
    ],
)
def test_the_host_tells_the_office(url: str, code: str | None) -> None:
    assert PUBLISHERS.at(url) == code


def test_the_address_goes_before_what_the_page_says() -> None:
    page = f'<meta property="og:site_name" content="Japan Patent Office">{BODY}'
    document = READER.read(page.encode(), url="https://www.epo.org/news/1")
    assert document.publisher == "EP"
    assert document.publisher_evidence is not None
    assert document.publisher_evidence.place == "address"


@pytest.mark.parametrize(
    ("page", "code", "place"),
    [
        (f'<link rel="canonical" href="https://www.jpo.go.jp/e/1">{BODY}', "JP", "link canonical"),
        (
            f'<meta property="og:site_name" content="Japan Patent Office">{BODY}',
            "JP",
            "meta og:site_name",
        ),
        (f"<title>Offices sign | European Patent Office</title>{BODY}", "EP", "title"),
        (
            f'<header><img alt="Norwegian Industrial Property Office" src="l.png"></header>{BODY}',
            "NO",
            "header or footer",
        ),
        (
            f'<table><tr><td><img src="/logo.gif" alt="Norwegian Industrial Property Office"></td>'
            f"</tr></table>{BODY}",
            "NO",
            "header or footer",
        ),
        (f"<title>両庁の覚書について | 経済産業省 特許庁</title>{BODY}", "JP", "title"),
        (f"<title>两局签署备忘录-国家知识产权局</title>{BODY}", "CN", "title"),
        (f"{BODY}<footer>国家知识产权局主办 地址：北京市</footer>", "CN", "header or footer"),
        (
            f"{BODY}<footer>© 2020 Danish Patent and Trademark Office</footer>",
            "DK",
            "header or footer",
        ),
    ],
)
def test_a_page_without_an_address_names_its_publisher(page: str, code: str, place: str) -> None:
    document = READER.read(f"<html><body>{page}".encode())
    assert document.publisher == code
    assert document.publisher_evidence is not None
    assert document.publisher_evidence.place == place


def test_a_letterhead_with_its_letters_apart_names_the_publisher() -> None:
    text = (
        "특 허 청\n보 도 자 료\n\n두 청장, 양해각서에 서명\n\n"
        + "두 기관은 협력하기로 하였다. " * 9
    )
    assert READER.read(text.encode(), media_type="text/plain").publisher == "KR"


def test_a_letterhead_names_the_publisher() -> None:
    text = "Korean Intellectual Property Office PRESS RELEASE\n\nOffices meet\n\n" + "Words. " * 30
    assert READER.read(text.encode()).publisher == "KR"


def test_no_office_is_guessed_from_the_text_itself() -> None:
    page = f"<title>Daily News</title>{BODY.replace('two offices', 'Japan Patent Office and KIPO')}"
    assert READER.read(page.encode(), url="https://news.example/1").publisher is None


@pytest.mark.parametrize(
    "page",
    [
        f"<title>특허청, 두 나라와 협력 확대 | 보기통신</title>{BODY}",
        "<title>الهيئة السعودية للملكية الفكرية والمكتب المغربي للملكية الصناعية والتجارية يوقعان "
        f"مذكرة تعاون</title>{BODY}",
        f"{BODY}<footer><p>Trinidad and Tobago joins the common practice on marks</p></footer>",
        f"{BODY}<footer><p>유럽연합 지식재산청, 디자인 협력 양해각서 (2022-06-20)</p></footer>",
    ],
)
def test_a_headline_about_an_office_names_no_publisher(page: str) -> None:
    assert READER.read(page.encode()).publisher is None


def test_an_office_behind_the_colon_of_a_title_is_the_publisher() -> None:
    page = f"<title>Besuch aus Tiflis: Österreichisches Patentamt</title>{BODY}"
    assert READER.read(page.encode()).publisher == "AT"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (f"<title>Zwei Ämter | Österreichisches Patentamt, 26.04.2023</title>{BODY}", "AT"),
        (f"<title>Patente am Mekong | epo.org</title>{BODY}", "EP"),
        (f"<title>USPTO: Two New Lanes</title>{BODY}", "US"),
        (f"<title>Actualités - Office de la propriété intellectuelle</title>{BODY}", None),
        (f"<p>Instituto Nacional da Propriedade Industrial</p>{BODY}", None),
        (
            f"<html lang='pt-BR'><p>Instituto Nacional da Propriedade Industrial</p>{BODY}",
            "BR",
        ),
        (
            f"<div class='header'>INPI - Instituto Nacional da Propriedade Industrial</div>{BODY}"
            "<footer>justica.gov.pt</footer>",
            "PT",
        ),
        (f"<html lang='fr'>{BODY}<footer>© INPI – Mentions légales</footer>", "FR"),
        (f"<html lang='pt'>{BODY}<footer>© INPI – Aviso legal</footer>", None),
        (f"<p>특허청 보도자료 2021</p>{BODY}", "KR"),
        (
            f"{BODY}<footer>Ministry of Economy, Trade and Industry, 1-3-1 Kasumigaseki</footer>",
            None,
        ),
    ],
)
def test_a_name_that_offices_share_is_told_by_the_country_of_the_site(
    page: str, code: str | None
) -> None:
    assert READER.read(page.encode()).publisher == code


@pytest.mark.parametrize(
    ("masthead", "code"),
    [
        ("[특허청 지식재산 뉴스레터]   제512호      발행일  2021. 12. 6.(월)", "KR"),
        ("欧州特許庁 ニュースレター   第3号   2021年12月6日", "EP"),
    ],
)
def test_in_print_the_line_that_gives_the_day_may_name_the_publisher(
    masthead: str, code: str
) -> None:
    korean = "양 청은 이틀간의 회의를 마치며 특허 데이터 교환에 관한 양해각서에 서명하였다." * 2
    japanese = (
        "両庁は二日間の会合を終え、特許データの交換に関する覚書に署名し、協力を進めます。" * 2
    )
    text = korean if code == "KR" else japanese
    title = "양 청, 양해각서 서명" if code == "KR" else "両庁が覚書に署名しました"
    typed = f"{masthead}\n\n{title}\n\n{text}\n\n{text}\n"
    assert READER.read(typed.encode()).publisher == code
