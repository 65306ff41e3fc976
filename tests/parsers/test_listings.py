"""Feeds, sitemaps and listing pages as entries, and what stands in their place as a reason."""

# ruff: noqa: E501 - pages in which East Asian characters count twice
from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.dates import PartialDate
from accord.press_release import Entry, Unreadable
from accord.source import Format, Selectors, Source
from config.vocabulary import load_vocabulary
from parsers.listings import ListingReader

READER = ListingReader(load_vocabulary())
URL = "https://office.example/news/index.html"


def read(
    content: str | bytes, form: Format = Format.HTML, language: str | None = None, **selectors: str
) -> tuple[Entry, ...]:
    """What the reader makes of a listing at URL."""
    source = Source(
        id="s", name="s", url=URL, format=form, language=language, selectors=Selectors(**selectors)
    )
    raw = content.encode() if isinstance(content, str) else content
    return READER.read(raw, url=URL, source=source)


def entry(address: str, title: str | None = None, day: str | None = None) -> Entry:
    return Entry(f"https://office.example{address}", title, PartialDate.parse(day) if day else None)


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>News</title><link>https://office.example/</link>
<item><title>A &amp; B sign</title><link>/n/1?id=1&amp;x=2</link>
<pubDate>Tue, 05 Mar 2024 01:00:00 +0900</pubDate></item>
<item><title><![CDATA[<b>C</b> &amp; D&nbsp;meet]]></title><guid>https://office.example/n/2</guid>
<dc:date>2024-02-01T10:00:00Z</dc:date></item>
<item><title>No address</title><guid isPermaLink="false">x-3</guid></item>
</channel></rss>"""


def test_an_rss_feed_gives_its_items_in_order() -> None:
    assert read(RSS, Format.RSS) == (
        entry("/n/1?id=1&x=2", "A & B sign", "2024-03-05"),
        entry("/n/2", "C & D meet", "2024-02-01"),
    )


def test_an_atom_feed_is_read_at_an_rss_source() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">X &lt;i&gt;y&lt;/i&gt;
    </title><link rel="self" href="/self"/><link rel="alternate" type="application/pdf" href="f.pdf"/>
    <link href="r/1"/><updated>2024-05-06T00:00:00Z</updated><published>2024-05-05</published></entry>
    <entry><title>Z</title><id>https://office.example/r/2</id><updated>2023-01-02T00:00:00Z</updated>
    </entry></feed>"""
    assert read(feed, Format.RSS) == (
        entry("/news/r/1", "X y", "2024-05-05"),
        entry("/r/2", "Z", "2023-01-02"),
    )


@pytest.mark.parametrize(
    "broken",
    [
        RSS.replace("&amp; B", "& B"),
        RSS.replace("A &amp; B sign", "A &amp; B sign").replace("</channel></rss>", ""),
        "\n\n" + RSS,
        RSS.replace("A &amp;", "A \x0b&amp;"),
        RSS.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="windows-1251"?>'),
        "\ufeff" + RSS,
        RSS + "<!-- trailing --> junk",
    ],
    ids=["bare ampersand", "cut off", "blank lines", "control", "wrong charset", "BOM", "junk"],
)
def test_a_broken_feed_is_mended(broken: str) -> None:
    found = read(broken, Format.RSS)
    assert [e.url for e in found][:1] == ["https://office.example/n/1?id=1&x=2"]
    assert found[0].title == "A & B sign"


def test_entities_in_titles_are_characters() -> None:
    feed = "<rss><channel><item><title>D&eacute;cision &#8211; &quot;x&quot;</title><link>/1</link>"
    assert read(feed, Format.RSS)[0].title == 'Décision – "x"'


def test_entities_that_a_feed_defines_are_refused() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>'
    with pytest.raises(Unreadable, match="entities"):
        read(bomb, Format.RSS)


def test_no_more_than_two_thousand_items_are_read() -> None:
    items = "".join(f"<item><title>T{n}</title><link>/n/{n}</link></item>" for n in range(50_000))
    start = time.thread_time()
    found = read(f"<rss><channel>{items}</channel></rss>", Format.RSS)
    assert len(found) == 2000
    assert found[-1].url.endswith("/n/1999")
    assert time.thread_time() - start < 5


def test_a_sitemap_dates_news_and_nothing_else() -> None:
    sitemap = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="news"><url>
    <loc>https://office.example/1</loc><lastmod>2024-01-01</lastmod></url><url>
    <loc>https://office.example/2</loc><n:news><n:publication_date>2023-12-31T08:00:00Z
    </n:publication_date><n:title>T &amp; U</n:title></n:news></url></urlset>"""
    assert read(sitemap, Format.SITEMAP) == (entry("/1"), entry("/2", "T & U", "2023-12-31"))


def test_a_sitemap_in_plain_text_is_read() -> None:
    assert read("https://office.example/1\nhttps://office.example/2\n", Format.SITEMAP) == (
        entry("/1"),
        entry("/2"),
    )


def test_an_index_of_sitemaps_is_named_with_what_it_holds() -> None:
    index = (
        "<sitemapindex><sitemap><loc>https://office.example/news.xml</loc></sitemap></sitemapindex>"
    )
    with pytest.raises(Unreadable, match=r"index of 1 sitemaps.*news\.xml"):
        read(index, Format.SITEMAP)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("<html><head><title>Just a moment...</title></head><body></body></html>", "bot wall"),
        ("<html><head><title>Log in</title></head><body>Password</body></html>", "log-in"),
        ("<html><head><title>News</title></head><body><p>News</p></body></html>", "an HTML page"),
        ('{"items": []}', "JSON"),
        ("Service is down.", "plain text"),
        ("%PDF-1.4", "PDF"),
    ],
)
def test_what_stands_in_place_of_a_feed_is_named(content: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(content, Format.RSS)


def test_a_page_in_place_of_a_feed_tells_where_the_feed_went() -> None:
    page = """<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml">
    <title>News</title></head><body><p>Welcome to our new site.</p></body></html>"""
    with pytest.raises(Unreadable, match=r"https://office\.example/feed\.xml"):
        read(page, Format.RSS)


CARDS = """<html><body><header><ul><li><a href="/about">About the office and its history</a></li>
<li><a href="/fees">Fees and forms for all procedures</a></li></ul></header>
<ul class="gnav"><li><a href="/p">Patents</a></li><li><a href="/t">Trade marks</a></li></ul>
<main><div class="news-list">
<div class="item odd"><a class="cat" href="/c/1">International</a><h3><a href="/n/a">Office signs
memorandum with its neighbour</a></h3><p class="date">5 March 2024</p><p>The heads met in the capital
and signed.</p><a href="/n/a">Read more</a></div>
<div class="item even"><a class="cat" href="/c/2">Patents</a><h3><a href="/n/b">Fees change in the new
year</a></h3><p class="date">1 March 2024</p><a href="/n/b">Read more</a></div>
<div class="item odd last"><a class="cat" href="/c/2">Patents</a><h3><a href="/n/c?utm_source=x">Day of
open doors for inventors</a></h3><p class="date">28 February 2024</p></div></div>
<div class="pager"><a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=2">Next</a></div></main>
<div class="follow"><a href="https://www.facebook.com/o">Follow the office on its page here</a>
<a href="https://x.com/o">Follow the office on this other page</a></div>
<footer><a href="/privacy">Privacy policy of this web site</a></footer></body></html>"""


def test_the_list_is_found_among_menus_categories_and_pages() -> None:
    assert read(CARDS) == (
        entry("/n/a", "Office signs memorandum with its neighbour", "2024-03-05"),
        entry("/n/b", "Fees change in the new year", "2024-03-01"),
        entry("/n/c?utm_source=x", "Day of open doors for inventors", "2024-02-28"),
    )


def test_links_resolve_against_the_page_s_base() -> None:
    page = CARDS.replace("<html>", '<html><head><base href="https://office.example/en/"></head>')
    found = read(page.replace('href="/n/a"', 'href="n/a"'))
    assert found[0].url == "https://office.example/en/n/a"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            """<table><tr><td><a href="x1">Patente</a><br><a href="x2">Marken</a></td><td>
            21.09.2010<br><a href="m1">Ämter vereinbaren ein Abkommen</a><br>30.06.2010<br>
            <a href="m2">Beschleunigte Prüfung gestartet</a></td></tr></table>""",
            (
                entry("/news/m1", "Ämter vereinbaren ein Abkommen", "2010-09-21"),
                entry("/news/m2", "Beschleunigte Prüfung gestartet", "2010-06-30"),
            ),
        ),
        (
            """<ul class="gnav"><li><a href="/x">発明・特許の制度と手続の案内ページはこちら</a></li></ul>
            <dl class="news"><dt>2024年3月5日</dt><dd><a href="/n/1.html">両庁が覚書を締結</a></dd>
            <dt>令和6年3月1日</dt><dd><a href="/n/2.html">料金改定のお知らせ</a></dd></dl>""",
            (
                entry("/n/1.html", "両庁が覚書を締結", "2024-03-05"),
                entry("/n/2.html", "料金改定のお知らせ", "2024-03-01"),
            ),
        ),
        (
            """<table class="board"><tr><th>번호</th><th>제목</th><th>등록일</th></tr><tr><td>12</td>
            <td><a href="?seq=12">양해각서 체결</a></td><td>2024.03.05</td></tr><tr><td>11</td><td>
            <a href="?seq=11">국제 회의 개최</a></td><td>2024.03.01</td></tr></table>""",
            (
                entry("/news/index.html?seq=12", "양해각서 체결", "2024-03-05"),
                entry("/news/index.html?seq=11", "국제 회의 개최", "2024-03-01"),
            ),
        ),
        (
            """<div class="views-row views-row-1"><a href="/es/a"><span class="fecha">5 de marzo de 2024
            </span><h4>Firman un memorando de entendimiento</h4><p>Las dos oficinas...</p></a></div>
            <div class="views-row views-row-2"><a href="/es/b"><span class="fecha">1 de marzo de 2024
            </span><h4>Nuevas tasas para las solicitudes</h4></a></div>""",
            (
                entry("/es/a", "Firman un memorando de entendimiento", "2024-03-05"),
                entry("/es/b", "Nuevas tasas para las solicitudes", "2024-03-01"),
            ),
        ),
        (
            """<ul class="list"><li><a href="/art/2024/3/5/art_1.html" title="两局签署合作谅解备忘录并举行会谈">两局签署合作谅解备忘录...</a><span>2024-03-05</span></li><li><a
            href="/art/2024/3/1/art_2.html">知识产权宣传周活动启动</a><span>2024-03-01</span></li></ul>""",
            (
                entry("/art/2024/3/5/art_1.html", "两局签署合作谅解备忘录并举行会谈", "2024-03-05"),
                entry("/art/2024/3/1/art_2.html", "知识产权宣传周活动启动", "2024-03-01"),
            ),
        ),
        (
            """<div class="news-list-view"><div class="article"><div class="header"><h3>
            <a href="/d/1"><span>Amt und JPO unterzeichnen Absichtserklärung</span></a></h3></div>
            <div class="footer"><time datetime="2024-03-05">05.03.2024</time> | Recht</div></div>
            <div class="article"><div class="header"><h3><a href="/d/2"><span>Tag der offenen Tür im
            Institut</span></a></h3></div><div class="footer"><span></span> | Info</div></div></div>
            """,
            (
                entry("/d/1", "Amt und JPO unterzeichnen Absichtserklärung", "2024-03-05"),
                entry("/d/2", "Tag der offenen Tür im Institut", None),
            ),
        ),
        (
            """<table class="hirek"><tr><td>2024. 03. 05.</td><td><a href="hir.php?id=2">Megállapodás a
            japán hivatallal</a></td><td><a href="/f/2.pdf">PDF</a></td></tr><tr><td>2024. 03. 01.</td>
            <td><a href="hir.php?id=1">Díjváltozások októbertől</a></td><td><a href="/f/1.pdf">PDF</a>
            </td></tr></table>""",
            (
                entry("/news/hir.php?id=2", "Megállapodás a japán hivatallal", "2024-03-05"),
                entry("/news/hir.php?id=1", "Díjváltozások októbertől", "2024-03-01"),
            ),
        ),
        (
            """<table><tr><td>·<a href="./t20240305_1.html">两局签署合作谅解备忘录</a></td><td>[03-05]</td></tr>
            <tr><td>·<a href="./t20240331_2.html">知识产权宣传周活动启动</a></td><td>[03-01]</td></tr>
            </table>""",
            (
                entry("/news/t20240305_1.html", "两局签署合作谅解备忘录", "2024-03-05"),
                entry("/news/t20240331_2.html", "知识产权宣传周活动启动", None),
            ),
        ),
        (
            """<div id="content"><h3><a href="/n/1">Office signs memorandum with JPO</a></h3>
            <small>March 5, 2024</small><h3><a href="/n/2">Open day at the office for all</a></h3>
            <small>March 1, 2024</small><p>Come and see.</p></div>""",
            (
                entry("/n/1", "Office signs memorandum with JPO", "2024-03-05"),
                entry("/n/2", "Open day at the office for all", "2024-03-01"),
            ),
        ),
    ],
    ids=[
        "tables",
        "terms",
        "board",
        "whole cards as links",
        "dates behind",
        "heads and feet",
        "files in a row",
        "days without a year",
        "dates below headings",
    ],
)
def test_lists_of_other_layouts_and_languages_are_found(
    html: str, expected: tuple[Entry, ...]
) -> None:
    assert read(f"<html><body>{html}</body></html>") == expected


def test_selectors_of_the_source_go_before_the_generic_reader() -> None:
    page = """<html><body><div class="x"><b>First of two</b> <i>03/02/2024</i> <a href="/1">more</a></div>
    <div class="x"><b>Second of two</b> <i>2 Feb 2024</i> <a href="/2">more</a></div></body></html>"""
    found = read(page, item="div.x", link="a", title="b", date="i", language="fr")
    assert found == (
        entry("/1", "First of two", "2024-02-03"),
        entry("/2", "Second of two", "2024-02-02"),
    )


def test_a_selector_that_finds_nothing_is_named() -> None:
    with pytest.raises(Unreadable, match=r"'\.gone' finds nothing"):
        read(CARDS, item=".gone")


def test_a_selector_that_is_none_is_named() -> None:
    with pytest.raises(Unreadable, match="no CSS selector"):
        read(CARDS, item="div[[")


def test_a_page_without_a_list_asks_for_selectors() -> None:
    with pytest.raises(Unreadable, match="selectors"):
        read("<html><body><h1>Contact</h1><p>Write to us.</p></body></html>")


def test_each_address_is_listed_once_and_the_listing_itself_never() -> None:
    page = CARDS.replace('href="/n/b"', 'href="/n/a#part"').replace('href="/c/2"', f'href="{URL}"')
    addresses = [e.url for e in read(page)]
    assert addresses.count("https://office.example/n/a") == 1
    assert URL not in addresses


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=2000), form=st.sampled_from(list(Format)))
def test_any_bytes_give_entries_or_a_reason(content: bytes, form: Format) -> None:
    outcome(content, form)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damaged_listings_give_entries_or_a_reason(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([RSS, CARDS])).encode()
    cut = data.draw(st.integers(0, len(whole)))
    extra = data.draw(st.binary(max_size=30))
    outcome(whole[:cut] + extra + whole[cut + data.draw(st.integers(0, 200)) :], Format.RSS)
    outcome(whole[:cut] + extra, Format.HTML)


def outcome(content: bytes, form: Format) -> None:
    try:
        found = read(content, form)
    except Unreadable as reason:
        assert str(reason)  # noqa: PT017
    else:
        assert all(e.url.startswith(("http://", "https://")) for e in found)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div><a href='/x'>Link text of some length here</a>" * 20_000,
        "<html><body>"
        + "".join(
            f"<p><a href='/n/{n}'>A headline of a release {n}</a></p>" for n in range(20_000)
        ),
        "<html><body><a " + " ".join(f"a{n}" for n in range(50_000)) + ">",
        "<rss>" + "<item>" * 50_000,
    ],
    ids=["nested links", "many links", "attributes", "nested items"],
)
def test_a_hostile_listing_ends_soon(page: str) -> None:
    start = time.thread_time()
    outcome(page.encode(), Format.HTML)
    assert time.thread_time() - start < 8


def test_an_api_s_items_are_found_by_the_names_that_lead_there() -> None:
    answer = """[{"link": "/n/1", "title": {"rendered": "A &amp; B sign"}, "date": "2024-03-05T09:00"},
    {"link": "/n/2", "title": {"rendered": "C"}}, {"title": {"rendered": "no link"}}, 7]"""
    assert read(answer, Format.JSON, title="title.rendered") == (
        entry("/n/1", "A & B sign", "2024-03-05"),
        entry("/n/2", "C"),
    )


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("{", "no JSON"),
        ('{"error": "busy"}', "no list at 'results'"),
        ("[1]", "no list at 'results'"),
        ("<html><h1>Just a moment</h1></html>", "bot wall"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_what_stands_in_place_of_data_is_named(answer: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read(answer, Format.JSON, item="results")


def test_links_of_a_known_form_are_the_list() -> None:
    source = Source(
        id="s", name="s", url=URL, format=Format.HTML, articles=("/news/[^/]+$",),
        rewrites=((r"\?page=\d+$", ""),), titles=("(?i)patent",),
    )  # fmt: skip
    page = """<ul><li><a href="/about">About the office and its many patents</a>
    <li><a href="/news/a?page=2">Patents in figures</a> 5 March 2024
    <li><a href="/news/b">Trade marks</a></ul>"""
    assert READER.read(page.encode(), url=URL, source=source) == (
        entry("/news/a", "Patents in figures", "2024-03-05"),
    )
