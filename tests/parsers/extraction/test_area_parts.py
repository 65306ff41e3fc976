"""Where the parts of lists, tables and enumerations begin and end, in pages as sites send them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from config.vocabulary import load_vocabulary
from parsers.read import Extractor, read_release

EXTRACTOR = Extractor(load_vocabulary())
CASES = yaml.safe_load(Path(__file__).with_name("area_parts.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_parts_begin_and_end_where_a_reader_sees_it(case: dict[str, Any]) -> None:
    page = (
        f"<html lang='{case['language']}'><h1>{case['title']}</h1><p>2024-10-04</p>"
        f"{case['html']}</html>"
    )
    reading = read_release(
        page.encode(), url=None, media_type="text/html", publisher=case.get("publisher"),
        fetched_on=None, reader=EXTRACTOR,
    )  # fmt: skip
    assert [list(agreement.areas) for agreement in reading.agreements] == case["areas"]
