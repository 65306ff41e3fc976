"""Parties that are no IP offices are found in any script, and nobody else with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from config.vocabulary import load_vocabulary
from parsers.extraction.extractor import Extractor
from parsers.extraction.others import name_of
from tests.parsers.extraction.releases import document

EXTRACTOR = Extractor(load_vocabulary())
ROWS = yaml.safe_load(Path(__file__).with_name("bodies.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['language']}: {r['sentence'][:40]}")
def test_bodies_beside_offices_are_named(row: dict[str, Any]) -> None:
    release = document("News", row["sentence"], language=row["language"])
    context = EXTRACTOR.context(release, None, None)

    bodies = context.bodies.get(context.sentences[-1].start, ())

    assert [name_of(context, body) for body in bodies] == row["names"]
