"""The header of a release stays where that of its site goes."""

from __future__ import annotations

import pytest

from config.vocabulary import load_vocabulary
from parsers.documents.read import DocumentReader

READER = DocumentReader(load_vocabulary())
TEXT = (
    "<p>The two offices signed a memorandum of understanding on the exchange of patent data at the "
    "end of a meeting of two days, and it will run for five years.</p>"
)
TITLE = "Two offices, one register: Suva signs with Apia"


@pytest.mark.parametrize(
    "header",
    [
        f"<div class='article_head'><h1>{TITLE}</h1><span>2024.09.29</span></div>",
        f"<div class='csc-header'><h2 class='csc-firstHeader'>{TITLE}</h2></div>",
        f"<div class='box-header'><h2>{TITLE}</h2></div>",
        f"<h3 class='section-header'>{TITLE}</h3>",
        f"<h3>What's New</h3><span class='head'>{TITLE}</span><br><span class='dt'>Dated: "
        "29/09/2024</span>",
    ],
)
def test_a_header_beside_the_text_or_named_so_holds_the_title(header: str) -> None:
    page = (
        "<div class='header'><b>Office of Fiji</b><ul><li>Home</li><li>News</li></ul></div>"
        f"<div id='main'>{header}{TEXT}{TEXT}</div>"
    )
    assert READER.read(page.encode()).title == TITLE


def test_an_article_s_own_header_holds_its_title_and_date() -> None:
    page = (
        "<html><head><title>Office of Fiji > News</title></head><body>"
        "<header><b>Office of Fiji</b></header>"
        f"<article><header><h3>{TITLE}</h3><dl><dt>Published</dt><dd>29 September 2024</dd></dl>"
        f"</header>{TEXT}{TEXT}</article></body></html>"
    )
    document = READER.read(page.encode())
    assert document.title == TITLE
    assert str(document.published) == "2024-09-29"


def test_a_site_s_header_is_no_part_of_the_text() -> None:
    page = (
        "<div class='top-header'><h2>Register of Fiji</h2><p>Suva</p></div>"
        f"<div id='main'><h1>{TITLE}</h1>{TEXT}{TEXT}</div>"
    )
    assert "Register of Fiji" not in READER.read(page.encode()).text


def test_letters_set_apart_above_a_title_say_only_what_it_is() -> None:
    page = f"<h1>N E W S Office of the Mayor</h1><p>13.6.2019</p><h2>{TITLE}</h2>{TEXT}{TEXT}"
    assert READER.read(page.encode()).title == TITLE
    page = f"<h1>보 도 자 료 세종시 대변인</h1><p>2019. 6. 13.</p><h2>{TITLE}</h2>{TEXT}{TEXT}"
    assert READER.read(page.encode()).title == TITLE


def test_a_headline_that_footer_and_breadcrumbs_repeat_stays_the_title() -> None:
    page = (
        f"<html><head><title>{TITLE} | Office of Fiji</title></head><body><h1>{TITLE}</h1>"
        f"<p>29 September 2024</p><p>Image</p>{TEXT}{TEXT}"
        f"<footer><ul><li>Home</li><li>{TITLE}</li></ul></footer></body></html>"
    )
    assert READER.read(page.encode()).title == TITLE


def test_a_line_with_an_address_is_no_title() -> None:
    page = f"<p><b>Reporter Jane Doe jane@example.org</b></p><h4>{TITLE}</h4>{TEXT}{TEXT}"
    assert READER.read(page.encode()).title == TITLE


def test_a_company_s_name_may_be_its_address() -> None:
    title = "Office of Fiji and Example.com Sign a Memorandum"
    page = f"<h2>{title}</h2><p>29 September 2024</p>{TEXT}{TEXT}<p>Fiji IP Newsroom</p>"
    assert READER.read(page.encode()).title == title
