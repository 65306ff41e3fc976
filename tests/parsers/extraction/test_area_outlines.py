"""Areas in an agreement's own text and outline, and behind the verbs that say what it is for."""

from __future__ import annotations

import pytest

from accord.agreement import Agreement
from config.vocabulary import load_vocabulary
from parsers.extraction.extractor import Extractor
from parsers.extraction.phrases import phrasing
from tests.parsers.extraction.releases import document

EXTRACTOR = Extractor(load_vocabulary())
SIGNED = "IPONZ and IP Australia signed a memorandum (MOU) in Sydney on 14 June 2022."


def read(
    *paragraphs: str, signed: str = SIGNED, title: str = "IPONZ and IP Australia"
) -> Agreement:
    release = document(title, signed, *paragraphs, published="2022-06-15", publisher="NZ")
    (agreement,) = EXTRACTOR.agreements(EXTRACTOR.context(release, release.published, "NZ"))
    return agreement


@pytest.mark.parametrize(
    "articles",
    [
        ["Article 1 Purpose", "Article 2 Exchange of fees data", "Article 3 Joint courses"],
        ["Section 1 – General", "Section 2 – Exchange of fees data", "Section 3 – Joint courses"],
        ["Article 1", "Exchange of fees data", "Article 2", "Joint courses", "Article 3", "Costs"],
    ],
    ids=["beside", "dash", "below"],
)
def test_articles_are_areas_but_those_that_every_agreement_has(articles: list[str]) -> None:
    texts = [line for each in articles for line in (each, "The parties will see to it in time.")]
    if len(articles) > 3:
        texts = [
            line for n in range(0, 6, 2) for line in (*articles[n : n + 2], "It is so, they say.")
        ]
    assert read(*texts).areas == ("Exchange of fees data", "Joint courses")


def test_numbered_sentences_of_the_heads_are_what_they_agreed_on() -> None:
    agreement = read(
        "1. The heads endorsed a joint study on fees for small businesses and want it soon.",
        "2. They took stock of the harmonisation of unity rules.",
        "3. They agreed to hold a hackathon on artificial intelligence.",
        signed="The heads of IPONZ and IP Australia met in Sydney on 14 June 2022 and adopted a "
        "joint statement.",
    )
    assert agreement.areas == (
        "joint study on fees for small businesses",
        "harmonisation of unity rules",
        "hold a hackathon on artificial intelligence",
    )


def test_a_heading_does_not_end_the_numbers_that_it_parts() -> None:
    agreement = read(
        "The statement has two parts:",
        "1. Fees for designs. They will be compared.",
        "2. Courses for judges. They will go on.",
        "## II. Outlook",
        "3. Manual for trade marks. It will be ready soon.",
    )
    assert agreement.areas == ("Fees for designs", "Courses for judges", "Manual for trade marks")


def test_what_an_agreement_is_made_for_is_its_area() -> None:
    signed = (
        "IPONZ and IP Australia signed a memorandum (MOU) in Sydney on 14 June 2022 to create a "
        "market for licences of wool patents."
    )
    assert read(signed=signed).areas == ("create a market for licences of wool patents",)


def test_a_goal_that_leads_to_an_enumeration_gives_its_parts_only() -> None:
    signed = (
        "IPONZ and IP Australia signed a memorandum (MOU) in Sydney on 14 June 2022 to develop "
        "courses for firms in the areas of licensing wool patents and valuing trade marks."
    )
    assert read(signed=signed).areas == ("licensing wool patents", "valuing trade marks")


def test_the_making_of_the_agreement_is_no_area() -> None:
    signed = (
        "IPONZ and IP Australia agreed in Sydney on 14 June 2022 to extend their memorandum of "
        "understanding for another three years."
    )
    assert read(signed=signed).areas == ()


def test_headings_of_a_statement_are_areas_whatever_stands_above_them() -> None:
    agreement = read(
        "The heads thanked their hosts for the warm welcome.",
        "## Courses for judges",
        "The course of last year will be held again in spring.",
        "## Listening to growers",
        "A panel of growers will be heard once a year from now on.",
        "## Keeping fees low",
        "The offices look for ways to do so by the end of the year.",
        signed="The heads of IPONZ and IP Australia met in Sydney on 14 June 2022 and adopted a "
        "joint statement.",
        title="Joint statement of IPONZ and IP Australia",
    )
    assert agreement.areas == ("Courses for judges", "Listening to growers", "Keeping fees low")


@pytest.mark.parametrize(
    "lines",
    [
        ["## Axis 1 – Fees for designs", "They fall.", "## Axis 2 – Courses for judges", "Soon."],
        ["First. Fees for designs. They will fall. Second. Courses for judges. They begin soon."],
        ["Pillar I: Fees for designs", "They fall.", "Pillar II: Courses for judges", "Soon."],
        ["1 – Fees for designs: they fall.", "2 – Courses for judges: they begin soon."],
    ],
    ids=["axes", "run together", "Roman", "dashes"],
)
def test_parts_may_be_counted_in_any_way(lines: list[str]) -> None:
    agreement = read("The memorandum has two parts:", *lines)
    assert agreement.areas == ("Fees for designs", "Courses for judges")


def test_an_article_quoted_in_a_sentence_is_no_heading() -> None:
    agreement = read(
        "They cover fees for designs, courses for judges and a manual for trade marks. Article 5 "
        "of the law says so. Article 6 of the law says more about it. Section 7 is silent."
    )
    assert agreement.areas == (
        "fees for designs", "courses for judges", "manual for trade marks",
    )  # fmt: skip


def test_what_stands_below_an_area_is_what_the_agreement_is_about() -> None:
    agreement = read(
        "The memorandum has two parts:",
        "## Part 1: The registers",
        "Those of trade marks will be linked.",
        "## Part 2: The people",
        "Examiners will go to each other's offices for training.",
        "Both offices also protect plant varieties. A museum of old seeds was visited.",
    )
    assert agreement.areas == ("registers", "people")
    assert {"trade_marks", "education_and_training"} <= {*agreement.topics}
    assert "plant_varieties" not in agreement.topics


def test_what_a_sentence_behind_areas_adds_is_one_of_them() -> None:
    agreement = read(
        "The memorandum covers fees for designs, courses for judges and a manual for trade marks. "
        "The two offices will also keep a joint register of seals.",
        "Later IP Australia will also paint its hall.",
    )
    assert agreement.areas == (
        "fees for designs",
        "courses for judges",
        "manual for trade marks",
        "keep a joint register of seals",
    )


def test_articles_on_costs_and_the_next_meeting_are_no_areas() -> None:
    agreement = read(
        "The memorandum says:",
        "1. Fees for designs",
        "2. Courses for judges",
        "3. Costs",
        "4. Term",
        "5. The next meeting will be held in Perth",
    )
    assert agreement.areas == ("Fees for designs", "Courses for judges")


def test_a_word_that_only_ends_like_a_closing_one_is_kept_whole() -> None:
    assert phrasing(EXTRACTOR.vocabulary, "fr").core("délais d'examen").text == "délais d'examen"  # type: ignore[union-attr]
