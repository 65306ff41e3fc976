"""The next meeting that a release announces: not its own, and at whose seat."""

from __future__ import annotations

import pytest

from accord.agreement import Agreement, NextMeeting
from config.vocabulary import load_vocabulary
from parsers.extraction.extractor import Extractor
from tests.parsers.extraction.releases import document

EXTRACTOR = Extractor(load_vocabulary())


def read(*paragraphs: str, published: str | None = "2022-06-15") -> Agreement:
    release = document("News of the day", *paragraphs, published=published, publisher="NZ")
    (agreement,) = EXTRACTOR.agreements(EXTRACTOR.context(release, release.published, "NZ"))
    return agreement


SIGNED = "IPONZ and the EUIPO signed a memorandum of understanding in Wellington on 14 June 2022."


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("The next meeting will be held in Alicante in 2023.", NextMeeting("EM", 2023)),
        ("The tenth conference is planned for New Zealand in 2024.", NextMeeting("NZ", 2024)),
        ("The next meeting will be held in Chile in 2024.", NextMeeting(None, 2024)),
        ("A conference hosted by the EUIPO in Alicante lasts until 18 June 2022.", None),
    ],
    ids=["at a party's seat", "planned", "in another's country", "going on"],
)
def test_a_next_meeting_is_one_to_come(told: str, expected: NextMeeting | None) -> None:
    assert read(SIGNED, told).next_meeting == expected


def test_next_year_is_no_year_where_the_release_has_none() -> None:
    signed = "IPONZ and the EUIPO signed a memorandum of understanding in Wellington."
    told = "Next year the meeting will be hosted by the EUIPO."
    assert read(signed, told, published=None).next_meeting in (None, NextMeeting("EM", None))


def test_the_next_meeting_of_another_forum_is_not_this_ones() -> None:
    release = document(
        "Trilateral Offices agree on a work plan",
        "The EPO, the JPO and the USPTO, the Trilateral Offices, adopted a work plan in Vienna on "
        "14 June 2022. The next Trilateral Conference will be hosted by the JPO in 2023.",
        "The next meeting of the IP5 will be hosted by the USPTO in 2024.",
        published="2022-06-15",
    )
    (agreement,) = EXTRACTOR.agreements(EXTRACTOR.context(release, release.published, None))
    assert agreement.next_meeting == NextMeeting("JP", 2023)
