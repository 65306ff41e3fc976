"""Areas beside what only looks like them: time clauses, countries, conditions, other lists."""

from __future__ import annotations

import pytest

from config.vocabulary import load_vocabulary
from parsers.read import Extractor, read_release

EXTRACTOR = Extractor(load_vocabulary())
GERMAN = "Das DPMA und das IPOS haben am 3. Oktober 2024 eine gemeinsame Erklärung unterzeichnet."
SPANISH = "El IMPI y la OEPM firmaron una carta de intención el 3 de octubre de 2024."
ENGLISH = "IP Australia and IPONZ signed a memorandum of understanding on 3 October 2024."
JAPANESE = "10月3日、特許庁と韓国特許庁は長官会合を開催し、協力計画に合意しました。"


def areas(language: str, body: str, title: str = "Release of 3 October 2024") -> list[str]:
    page = f"<html lang='{language}'><h1>{title}</h1><p>2024-10-04</p>{body}</html>"
    reading = read_release(
        page.encode(), url=None, media_type="text/html", publisher=None, fetched_on=None,
        reader=EXTRACTOR,
    )  # fmt: skip
    assert len(reading.agreements) == 1
    return list(reading.agreements[0].areas)


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        (
            "de",
            f"<p>{GERMAN}</p><p>Die Erklärung umfasst die Recherche nach Patenten und die "
            "Klassifikation von Erfindungen. Vorgesehen sind außerdem die Fortbildung der Prüfer, "
            "der Datenaustausch sowie gemeinsame Veranstaltungen.</p>",
            ["Recherche nach Patenten", "Klassifikation von Erfindungen",
             "Fortbildung der Prüfer", "Datenaustausch",
             "gemeinsame Veranstaltungen"],
        ),
        (
            "es",
            f"<p>{SPANISH}</p><p>Las oficinas se proponen abrir, antes de que termine el año, una "
            "maestría en propiedad industrial y un certificado en redacción de patentes.</p>",
            ["maestría en propiedad industrial", "certificado en redacción de patentes"],
        ),
        (
            "en",
            f"<ul><li>News, Partners</li></ul><p>{ENGLISH}</p><p>At the signing</p><p>Under it the "
            "offices will work together on:</p><ul><li>training of patent examiners;</li>"
            "<li>exchange of patent data;</li><li>awareness of trade marks.</li></ul>",
            ["training of patent examiners", "exchange of patent data", "awareness of trade marks"],
        ),
        (
            "ja",
            f"<p>{JAPANESE}</p><h2>主な結果</h2><table>"
            "<tr><td>(1)</td><td>審判</td><td>無効審判の事例を比較します。</td></tr>"
            "<tr><td>(2)</td><td>意匠</td><td>意匠の保護の制度を比較します。</td></tr>"
            "<tr><td>(3)</td><td>人材育成</td><td>研修機関の会合を開きます。</td></tr></table>",
            ["審判", "意匠", "人材育成"],
        ),
    ],
)  # fmt: skip
def test_areas_are_told_from_what_stands_around_them(
    language: str, body: str, expected: list[str]
) -> None:
    title = "日韓特許庁長官会合を開催しました" if language == "ja" else "Release of 3 October 2024"
    assert areas(language, body, title) == expected


def test_what_was_agreed_with_whom_is_no_list_of_areas() -> None:
    listed = "".join(
        f"<li><b>{land}</b>: patents and designs were spoken of</li>"
        for land in ("Japan", "Chile", "Peru")
    )
    found = areas(
        "en", f"<p>{ENGLISH}</p><p>Other talks were held as follows:</p><ul>{listed}</ul>"
    )
    assert not {"Japan", "Chile", "Peru"} & set(found)


def test_articles_may_be_counted_by_words() -> None:
    heads = ("Objectives", "Exchange of documents", "Visits of experts", "Entry into force")
    counted = zip(("FIRST", "SECOND", "THIRD", "FOURTH"), heads, strict=True)
    body = "".join(
        f"<p>{n}: {head}</p><p>The Parties will see to it, each in its own way.</p>"
        for n, head in counted
    )
    title = "Memorandum of understanding between IP Australia and IPONZ"
    begin = (
        "<p>IP Australia and IPONZ, in Canberra on 3 October 2024, have agreed as follows on the "
        "exchange of documents and the visits of experts between the two offices:</p>"
    )
    assert areas("en", begin + body, title) == ["Exchange of documents", "Visits of experts"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["<th>No.</th><th>Title</th><th>Main actions</th>",
             "<td>1</td><td>Registers</td><td>links to both; a guide for users</td>",
             "<td>2</td><td>Courses for judges</td><td>two a year; one of them online</td>"],
            ["Registers", "Courses for judges"],
        ),
        (
            ["<th>Month</th><th>Actions</th>", "<td>May</td><td>Registers linked</td>",
             "<td>June</td><td>Courses for judges</td>"],
            ["Registers linked", "Courses for judges"],
        ),
        (
            ["<td>Registers:</td><td>Their use will be measured for the first time.</td>",
             "<td>Quality:</td><td>The results of both offices will be compared.</td>",
             "<td>Courses for judges:</td><td>Two a year.</td>"],
            ["Registers", "Quality", "Courses for judges"],
        ),
        (
            ["<td>1.</td><td>Use of registers</td>", "<td>2.</td><td>Courses for judges</td>"],
            ["Use of registers", "Courses for judges"],
        ),
    ],
    ids=["a column that explains", "a column of months", "labels", "numbers"],
)  # fmt: skip
def test_of_a_table_the_column_counts_that_names(rows: list[str], expected: list[str]) -> None:
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    body = f"<p>{ENGLISH}</p><p>The plan that they agreed on:</p><table>{table}</table>"
    assert areas("en", body) == expected


@pytest.mark.parametrize(
    "heading",
    ["Letter of intent with the University of Perth", "The pilot starts today in Perth."],
    ids=["with whom", "a sentence"],
)
def test_a_heading_that_tells_the_news_is_no_area(heading: str) -> None:
    body = (
        f"<p>{ENGLISH}</p><h2>{heading}</h2><p>On the same day IP Australia and the University of "
        "Perth signed a letter of intent.</p>"
    )
    page = f"<html lang='en'><h1>Two texts signed</h1><p>2024-10-04</p>{body}</html>"
    reading = read_release(
        page.encode(), url=None, media_type="text/html", publisher=None, fetched_on=None,
        reader=EXTRACTOR,
    )  # fmt: skip
    assert all(heading[:12] not in area for a in reading.agreements for area in a.areas)


def test_an_item_above_the_news_is_none_of_the_list_below_it() -> None:
    body = (
        f"<ul><li>Clip</li></ul><p>{ENGLISH}</p><p>Both will do the following.</p>"
        "<ul><li>Training of patent examiners</li><li>Exchange of patent data</li></ul>"
    )
    assert areas("en", body) == ["Training of patent examiners", "Exchange of patent data"]


@pytest.mark.parametrize(
    "parts",
    [
        "<h2>What was agreed</h2><p>Registers of marks: both will be linked by next May.</p>"
        "<p>Courses for judges: two a year will be held, one of them online.</p>",
        "<p>Its main items are as follows.</p><h2>1. Registers of marks</h2><p>Both offices will "
        "link theirs.</p><h2>2. Courses for judges</h2><p>Two a year will be held.</p>",
    ],
    ids=["labels below a heading", "numbered headings that are announced"],
)
def test_parts_with_a_label_each_are_areas_and_those_who_came_are_none(parts: str) -> None:
    came = (
        "<p>The Director General of IP Australia was joined by:</p><ul>"
        "<li>Jane Doe, Commissioner, IPONZ</li><li>John Roe, Deputy Director, IPONZ</li></ul>"
    )
    assert areas("en", f"<p>{ENGLISH}</p>{came}{parts}") == [
        "Registers of marks",
        "Courses for judges",
    ]


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        (
            "en",
            f"<p>{ENGLISH}</p><p>What does it bring?</p><p>Patents – Files are examined "
            "by one office for both.</p><p>Trade marks – Data are exchanged each week.</p>"
            "<p>Training – Examiners of both offices attend the same courses.</p>",
            ["Patents", "Trade marks", "Training"],
        ),
        (
            "es",
            f"<p>{SPANISH}</p><p>¿Qué contempla?</p><p>Marcas – Se intercambian datos cada "
            "semana.</p><p>Diseños industriales – Se publica una guía común.</p>",
            ["Marcas", "Diseños industriales"],
        ),
        (
            "en",
            f"<p>{ENGLISH}</p><p>Under it the offices will work together on:</p>"
            "<p>(a) training of patent examiners;</p><p>(b) exchange of patent data;</p>"
            "<p>(c) examination of designs; and (d) awareness of trade marks.</p>",
            ["training of patent examiners", "exchange of patent data", "examination of designs",
             "awareness of trade marks"],
        ),
        (
            "en",
            f"<p>{ENGLISH}</p><p>Under the memorandum both offices agreed to take forward joint "
            "work in patent information, training of examiners and industrial designs.</p>",
            ["patent information", "training of examiners", "industrial designs"],
        ),
    ],
)  # fmt: skip
def test_labels_and_letters_set_out_areas(language: str, body: str, expected: list[str]) -> None:
    assert areas(language, body) == expected


def test_commitments_of_a_highway_are_areas() -> None:
    body = (
        "<p>El IMPI y la OEPM firmaron el 3 de octubre de 2024 un acuerdo sobre el procedimiento "
        "acelerado de patentes (PPH).</p><p>El acuerdo comprende dos compromisos:</p>"
        "<p>1. Uso de los resultados de búsqueda y examen.</p>"
        "<p>2. Examen acelerado de las solicitudes de patentes.</p>"
    )
    assert areas("es", body) == [
        "Uso de los resultados de búsqueda y examen",
        "Examen acelerado de las solicitudes de patentes",
    ]
