"""Who signs for whom, and parties that are no IP offices, in many languages and wordings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from accord.agreement import Agreement
from config.vocabulary import load_vocabulary
from parsers.extraction.extractor import Extractor
from tests.parsers.extraction.releases import document

EXTRACTOR = Extractor(load_vocabulary())
ROWS = yaml.safe_load(Path(__file__).with_name("parties_and_people.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case"])
def test_parties_and_people_are_read(row: dict[str, Any]) -> None:
    release = document(
        row["title"],
        *row["text"],
        language=row["language"],
        published="2022-06-15",
        publisher=row.get("publisher"),
    )
    context = EXTRACTOR.context(release, release.published, release.publisher)

    found = EXTRACTOR.agreements(context)

    assert len(found) == len(row["agreements"])
    for agreement, wanted in zip(found, row["agreements"], strict=True):
        assert _told(agreement, wanted) == wanted


def _told(agreement: Agreement, wanted: dict[str, Any]) -> dict[str, Any]:
    """What a row speaks of, in the row's own form and the order of its lists."""
    people = [[person.name, person.office] for person in agreement.people]
    told: dict[str, Any] = {
        "parties": " ".join(agreement.parties),
        "obs": " ".join(agreement.observers),
        "others": list(agreement.other_parties),
        "people": people,
    }
    for key in ("others", "people"):
        told[key] = _in_order(told[key], wanted.get(key, []))
    return {key: value for key, value in told.items() if key in wanted}


def _in_order(found: list[Any], wanted: list[Any]) -> list[Any]:
    return wanted if sorted(map(str, found)) == sorted(map(str, wanted)) else found
