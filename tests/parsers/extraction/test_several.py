"""Releases that hold several agreements: which sentences, items and headings are one each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from config.vocabulary import load_vocabulary
from parsers.read import Extractor
from tests.parsers.extraction.releases import document

EXTRACTOR = Extractor(load_vocabulary())
ROUNDUPS, WHAT_COUNTS = (
    yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
    for name in ("several.yaml", "what_counts.yaml")
)


def read(row: dict[str, object]) -> list[str]:
    """The instruments and parties of a release's agreements, a line each."""
    text = row["text"]
    assert isinstance(text, list)
    release = document(
        str(row["title"]),
        *text,
        language=str(row["language"]),
        published=str(row["published"]) if row["published"] else None,
        publisher=str(row["publisher"]) if row["publisher"] else None,
    )
    context = EXTRACTOR.context(release, release.published, release.publisher)
    return [
        " + ".join((f"{a.instruments[0]} {' '.join(a.parties)}", *sorted(a.other_parties)))
        for a in EXTRACTOR.agreements(context)
    ]


@pytest.mark.parametrize("row", ROUNDUPS, ids=lambda row: row["shape"])
def test_each_agreement_is_told_once(row: dict[str, object]) -> None:
    agreements = row["agreements"]
    assert isinstance(agreements, list)

    assert Counter(read(row)) == Counter(agreements)


@pytest.mark.parametrize("row", WHAT_COUNTS, ids=lambda row: row["shape"])
def test_only_the_releases_own_news_is_an_agreement(row: dict[str, object]) -> None:
    agreements = row["agreements"]
    assert isinstance(agreements, list)

    assert Counter(read(row)) == Counter(agreements)


def test_a_second_instrument_of_the_same_parties_is_of_the_day_told_before() -> None:
    release = document(
        "MyIPO and JPO strengthen ties",
        "MyIPO and the Japan Patent Office signed a memorandum of cooperation in Kuala Lumpur on 8 "
        "May 2019.",
        "At the same sitting the heads of both offices also adopted an action plan for two years.",
        published="2019-05-10",
        publisher="MY",
    )

    found = EXTRACTOR.agreements(EXTRACTOR.context(release, release.published, "MY"))

    assert [(str(a.instruments[0]), str(a.concluded), a.place) for a in found] == [
        ("memorandum_of_understanding", "2019-05-08", "Kuala Lumpur"),
        ("work_plan", "2019-05-08", "Kuala Lumpur"),
    ]


@pytest.mark.parametrize(
    ("language", "sentence", "found"),
    [
        (
            "en",
            "On 17 May 2024 in Tokyo, the JPO signed a memorandum of cooperation with the "
            "Intellectual Property Office of Viet Nam and a work plan with the Department of "
            "Intellectual Property of Laos.",
            [
                ("memorandum_of_understanding", "JP VN", "2024-05-17", "Tokyo"),
                ("work_plan", "JP LA", "2024-05-17", "Tokyo"),
            ],
        ),
        (
            "en",
            "The JPO signed a memorandum of cooperation with the Intellectual Property Office of "
            "Viet Nam on 17 May 2024 and a work plan with the Department of Intellectual Property "
            "of Laos on 20 May 2024.",
            [
                ("memorandum_of_understanding", "JP VN", "2024-05-17", None),
                ("work_plan", "JP LA", "2024-05-20", None),
            ],
        ),
        (
            "ja",
            "2024年5月17日、特許庁は、ベトナム国家知的財産庁と協力覚書に、"
            "ラオス知的財産局と作業計画にそれぞれ署名しました。",
            [
                ("memorandum_of_understanding", "JP VN", "2024-05-17", None),
                ("work_plan", "JP LA", "2024-05-17", None),
            ],
        ),
    ],
)
def test_what_is_said_before_the_first_holds_for_all(
    language: str, sentence: str, found: list[tuple[str, str, str, str | None]]
) -> None:
    release = document("JPO", sentence, language=language, published="2024-05-21", publisher="JP")

    read = EXTRACTOR.agreements(EXTRACTOR.context(release, release.published, "JP"))

    assert [
        (str(a.instruments[0]), " ".join(sorted(a.parties)), str(a.concluded), a.place)
        for a in read
    ] == [(what, " ".join(sorted(who.split())), day, place) for what, who, day, place in found]


def test_a_meeting_keeps_what_the_paragraph_tells_of_it_before_another_agreement() -> None:
    release = document(
        "Nordic offices to share tools; new agreement with Latvia",
        "ISIPO was the host when the heads of the Nordic intellectual property offices met in "
        "Reykjavik on 10–11 September 2019. On the second day ISIPO concluded an agreement with "
        "the Patent Office of Latvia.",
        "## The Nordic meeting",
        "What the offices decided:",
        "- a common list of goods",
        "- exchange of examiners",
        "## Agreement with Latvia",
        "The heads of ISIPO and the Patent Office of Latvia signed a memorandum of understanding "
        "on 11 September 2019.",
        published="2019-09-13",
        publisher="IS",
    )
    context = EXTRACTOR.context(release, release.published, release.publisher)
    nordic, latvian = EXTRACTOR.agreements(context)

    assert (nordic.host, nordic.place, str(nordic.concluded)) == ("IS", "Reykjavik", "2019-09-11")
    assert latvian.parties == ("IS", "LV")
    assert latvian.host is None
