"""What stands where an area of co-operation might stand, but is none."""

from __future__ import annotations

import pytest

from config.vocabulary import load_vocabulary
from parsers.read import Extractor, read_release

READER = Extractor(load_vocabulary())


@pytest.mark.parametrize(
    "words",
    [
        "a work plan for the next two years",
        "a work plan for 18 months",
        "a work plan on 12 May 2024",
    ],
)
def test_a_time_is_no_area(words: str) -> None:
    text = f"""IP Australia and the European Patent Office adopt a work plan

12 May 2024

IP Australia and the European Patent Office (EPO) adopted {words}."""
    reading = read_release(
        text.encode(),
        url=None,
        media_type="text/plain",
        publisher=None,
        fetched_on=None,
        reader=READER,
    )
    (agreement,) = reading.agreements
    assert agreement.areas == ()
