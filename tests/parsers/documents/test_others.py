"""Lists of other releases below a release are no part of it, whatever they are headed."""

from __future__ import annotations

import pytest

from config.vocabulary import load_vocabulary
from parsers.documents.labels import Labels
from parsers.documents.read import DocumentReader

READER = DocumentReader(load_vocabulary())
LABELS = Labels(load_vocabulary())
TEXT = (
    "<p>The two offices signed a memorandum of understanding on the exchange of patent data at the "
    "end of a meeting of two days, and it will run for five years.</p>"
)


@pytest.mark.parametrize(
    "heading",
    [
        "Earlier announcements",
        "Our latest press releases",
        "Más notas de prensa",
        "Boletines anteriores",
        "Communiqués récents",
        "Ältere Meldungen",
        "Mais comunicados",
        "Notizie precedenti",
        "Предыдущие новости",
        "往期推荐",
        "過去の報道発表",
        "최근 보도자료",
        "الأخبار السابقة",
        "Önceki haberler",
        "ข่าวย้อนหลัง",
        "Tin cũ hơn",
    ],
)
def test_a_plain_line_heads_other_releases(heading: str) -> None:
    page = (
        f"<h1>Offices sign a memorandum</h1>{TEXT}{TEXT}<p>{heading}</p>"
        "<p>▶ Highway with Tonga</p><p>▶ Visit from Samoa</p>"
    )
    document = READER.read(page.encode())
    assert "Tonga" not in document.text
    assert "five years" in document.text


@pytest.mark.parametrize(
    "heading",
    ["Other areas of cooperation", "Autres engagements", "Weitere Schritte", "その他の協力"],
)
def test_a_heading_of_the_release_s_own_heads_none(heading: str) -> None:
    assert not LABELS.is_related(heading)


@pytest.mark.parametrize("name", ["Press release (details)", "보도자료(상세)", "新闻稿（全文）"])
def test_a_part_of_the_site_may_be_told_closer_in_brackets(name: str) -> None:
    assert LABELS.is_channel(name)
