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
ROUNDUPS = yaml.safe_load(Path(__file__).with_name("several.yaml").read_text("utf-8"))


def read(row: dict[str, object]) -> list[str]:
    """The instruments and parties of a release's agreements, a line each."""
    text = row["text"]
    assert isinstance(text, list)
    release = document(
        str(row["title"]),
        *text,
        language=str(row["language"]),
        published=str(row["published"]),
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
