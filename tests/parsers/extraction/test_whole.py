"""Releases that tell of an agreement in no single sentence, and such as tell of none."""

from __future__ import annotations

import pytest

from accord.agreement import Instrument
from config.vocabulary import load_vocabulary
from parsers.read import Extractor, read_release

EXTRACTOR = Extractor(load_vocabulary())

DECLARATION = """\
Lautoka Declaration on Shared Registers

12 March 2024

It was hot in Lautoka when the Office of Fiji welcomed its neighbours for two days.

Our guests were the heads of the offices of Samoa, Tonga and Vanuatu.

On the last day the four made it their own. In it they resolve to work towards
* one form for trade marks
* a common register of traditional motifs
"""
SCREEN = """\
Five faces, one screen

3 November 2020

The USPTO hosted the annual meeting of the ID5 by video. It brought together the CNIPA, the EUIPO,
the JPO and the KIPO.

In their joint statement the partners say that work will be concentrated on two matters:
* designs for new technologies
* deadlines in times of crisis
"""
LIST = """\
Vier Fahnen am Rhein

9. Juni 2022

Einmal im Jahr treffen sich die Leitungen des Deutschen Patent- und Markenamts, des
Österreichischen Patentamts und des Eidgenössischen Instituts für Geistiges Eigentum.

Die drei Ämter vereinbaren ein gemeinsames Arbeitsprogramm:
* Austausch von Prüfern
* Qualität der Recherche
"""
BLOG = """\
What we saw abroad

1 August 2023

These past weeks I sat with colleagues from all over the world. First the USPTO welcomed the heads
of the EPO, the JPO and the CNIPA. Then I met officials of the WIPO.

We need more inventions, and they will come from more people.

The IP5 put together a booklet on what each of us is doing.
"""
COURSE = """\
Examiners of two offices trained

4 May 2023

Twelve examiners of Laos came to a course that the DIP of Thailand held. They heard about
trade marks. The course was held under the memorandum of understanding of 2017.
"""


def read(text: str) -> list[tuple[Instrument, tuple[str, ...]]]:
    reading = read_release(
        text.encode(),
        url=None,
        media_type="text/plain",
        publisher=None,
        fetched_on=None,
        reader=EXTRACTOR,
    )
    for agreement in reading.agreements:
        for shown in agreement.evidence:
            if shown.start is not None:
                assert reading.text.startswith(shown.quote, shown.start)
    return [(a.instrument, a.parties) for a in reading.agreements]


@pytest.mark.parametrize(
    ("text", "instrument", "parties"),
    [
        (DECLARATION, Instrument.JOINT_DECLARATION, ("FJ", "TO", "VU", "WS")),
        (SCREEN, Instrument.JOINT_STATEMENT, ("CN", "EM", "JP", "KR", "US")),
        (LIST, Instrument.WORK_PLAN, ("AT", "CH", "DE")),
    ],
    ids=["declaration", "screen", "list"],
)
def test_title_lead_and_list_state_an_agreement_together(
    text: str, instrument: Instrument, parties: tuple[str, ...]
) -> None:
    assert read(text) == [(instrument, parties)]


@pytest.mark.parametrize("text", [BLOG, COURSE], ids=["blog", "course"])
def test_news_with_some_of_the_parts_state_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "title", ["Talks in Lautoka", "Neighbours plan to sign a Lautoka Declaration next year"]
)
def test_without_an_instrument_of_its_own_a_visit_states_none(title: str) -> None:
    assert read(DECLARATION.replace("Lautoka Declaration on Shared Registers", title)) == []
