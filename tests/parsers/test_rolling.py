"""Rolling pages: entries without addresses of their own, in the layouts that sites give them."""

from __future__ import annotations

import pytest

from accord.press_release import Entry, Unreadable
from accord.source import Format, Selectors, Source
from config.vocabulary import load_vocabulary
from parsers.listings import ListingReader

READER = ListingReader(load_vocabulary())
PAGE = "https://office.example/digest"
FRAME = """<html lang="en"><body><nav><ul><li><a href="/">Home</a></li>
<li><a href="/about">The office in 2024</a></li></ul></nav><main><h1>Digest of May 2024</h1>%s
</main><footer><p>Last updated 31 May 2024</p></footer></body></html>"""


def entries(body: str, **selectors: str) -> tuple[Entry, ...]:
    source = Source(
        id="digest", name="Digest", url=PAGE, format=Format.HTML, rolling=True,
        selectors=Selectors(**selectors),
    )  # fmt: skip
    return READER.read((FRAME % body).encode(), url=PAGE, source=source)


LAYOUTS = {
    "headings with paragraphs": """<h2>Memorandum signed with Chile</h2><p>12 May 2024</p>
        <p>It covers designs.</p><h2>Seminar held in Oslo</h2><p>3 May 2024</p><p>All came.</p>""",
    "headings below months": """<h2>May</h2><h3>Memorandum signed with Chile</h3>
        <p>12 May 2024. It covers designs.</p><h3>Seminar held in Oslo</h3><p>3 May 2024. All
        came.</p>""",
    "days in headings": """<h3>12 May 2024: Memorandum signed with Chile</h3><p>It covers
        designs.</p><h3>3 May 2024: Seminar held in Oslo</h3><p>All came, many from afar.</p>""",
    "a table": """<table><tr><th>Date</th><th>Title</th><th>Valid</th></tr><tr><td>2024-05-12
        <td>Memorandum signed with Chile<td>3 years</tr><tr><td>2024-05-03<td>Seminar held in Oslo
        <td>-</tr></table>""",
    "a table without heads": """<table><tr><td>Memorandum signed with Chile<td>12 May 2024</tr>
        <tr><td>Seminar held in Oslo<td>3 May 2024</tr></table>""",
    "terms": """<dl><dt>12 May 2024<dd>Memorandum signed with Chile<dt>3 May 2024<dd>Seminar held
        in Oslo</dl>""",
    "boxes": """<div class="item">Memorandum signed with Chile<br>12 May 2024</div>
        <div class="item">Seminar held in Oslo<br>3 May 2024</div>""",
    "paragraphs": """<p><b>12 May 2024</b> Memorandum signed with Chile</p>
        <p><b>3 May 2024</b> Seminar held in Oslo</p>""",
}


@pytest.mark.parametrize("body", LAYOUTS.values(), ids=LAYOUTS)
def test_each_entry_is_found_with_its_title_and_day(body: str) -> None:
    found = entries(body)
    assert [str(entry.published) for entry in found] == ["2024-05-12", "2024-05-03"]
    assert ["Chile" in (found[0].title or ""), "Oslo" in (found[1].title or "")] == [True, True]
    assert [entry.url for entry in found] == [PAGE, PAGE]
    assert "Oslo" not in (found[0].page or "")
    assert len({entry.address for entry in found}) == 2


def test_an_entry_stays_itself_below_others_and_when_its_text_is_edited() -> None:
    before = entries(LAYOUTS["headings with paragraphs"])
    more = "<h2>Treaty enters into force</h2><p>20 May 2024</p><p>Today.</p>"
    edited = LAYOUTS["headings with paragraphs"].replace("covers designs", "covers patents")
    now = entries(more + edited)
    assert [entry.key for entry in now[1:]] == [entry.key for entry in before]
    assert now[1].page != before[0].page
    assert now[2].page == before[1].page


def test_two_of_one_day_and_title_are_two() -> None:
    body = "".join(
        f"<h2>Decision of the board</h2><p>12 May 2024</p><p>{text}</p>" for text in ("Yes", "No")
    )
    assert len({entry.key for entry in entries(body)}) == 2


def test_selectors_go_before_what_is_found() -> None:
    body = """<section><h2>12 May 2024</h2><b>Chile and more of it</b><p>Memorandum</p></section>
        <section><h2>3 May 2024</h2><b>Oslo was the place of it</b><p>Seminar</p></section>"""
    found = entries(body, item="section", title="b", date="h2")
    assert [entry.title for entry in found] == ["Chile and more of it", "Oslo was the place of it"]
    assert [str(entry.published) for entry in found] == ["2024-05-12", "2024-05-03"]
    with pytest.raises(Unreadable, match=r"article\.none.*finds nothing"):
        entries(body, item="article.none")


def test_an_entry_with_an_anchor_is_linked_there() -> None:
    body = LAYOUTS["headings with paragraphs"].replace("<h2>M", '<h2 id="chile">M')
    assert [entry.url for entry in entries(body)] == [f"{PAGE}#chile", PAGE]


def test_a_page_without_entries_asks_for_a_selector() -> None:
    with pytest.raises(Unreadable, match="selector for item"):
        entries("<p>We are moving. Come back soon.</p>")
