"""The phrases that areas come down to: without who acts, without verbs, whole where one thing."""

from __future__ import annotations

import pytest

from accord.agreement import Agreement
from config.vocabulary import load_vocabulary
from parsers.extraction.extractor import Extractor
from parsers.extraction.phrases import phrasing
from tests.parsers.extraction.releases import document

EXTRACTOR = Extractor(load_vocabulary())


def read(
    *paragraphs: str,
    language: str = "en",
    title: str = "IPONZ and IP Australia sign a memorandum",
    signed: str = "IPONZ and IP Australia signed a memorandum (MOU) in Sydney on 14 June 2022.",
) -> Agreement:
    release = document(
        title, signed, *paragraphs, language=language, published="2022-06-15", publisher="NZ"
    )
    (agreement,) = EXTRACTOR.agreements(EXTRACTOR.context(release, release.published, "NZ"))
    return agreement


@pytest.mark.parametrize(
    ("items", "areas"),
    [
        (
            [
                "- both offices will share fee data;",
                "- IPONZ staff will be trained in Madrid rules.",
            ],
            ("share fee data", "trained in Madrid rules"),
        ),
        (
            ["- designs of carpets are classified together;", "- a manual for trade marks."],
            ("designs of carpets", "manual for trade marks"),
        ),
        (
            [
                "- ways in which Pacific traditional knowledge can be guarded;",
                "- fees for designs.",
            ],
            ("ways in which Pacific traditional knowledge", "fees for designs"),
        ),
    ],
)
def test_items_that_are_sentences_come_down_to_what_is_done(
    items: list[str], areas: tuple[str, ...]
) -> None:
    assert read("Three things follow from the memorandum:", *items).areas == areas


def test_what_two_offices_have_in_mind_ends_before_the_verb() -> None:
    told = (
        "The memorandum covers seminars on copyright, a manual for designs, and a helpdesk for "
        "small businesses that are new to the region."
    )
    assert read(told).areas[-1] == "helpdesk for small businesses"


@pytest.mark.parametrize(
    ("language", "told", "parts"),
    [
        ("de", "Aus- und Fortbildung, Marken", ["Aus- und Fortbildung", "Marken"]),
        (
            "de",
            "bei der Schulung von Anmelderinnen und Anmeldern sowie bei der Recherche",
            ["Schulung von Anmelderinnen und Anmeldern", "Recherche"],
        ),
        ("ko", "상표 심사, 디자인 교육 등 2개", ["상표 심사", "디자인 교육"]),
        ("zh", "商标审查、外观设计培训等3个", ["商标审查", "外观设计培训"]),
        (
            "en",
            "a manual for designs, and seminars, among others",
            ["manual for designs", "seminars"],
        ),
    ],
)
def test_an_enumeration_parts_things_and_no_words(
    language: str, told: str, parts: list[str]
) -> None:
    found = phrasing(EXTRACTOR.vocabulary, language).enumerated(told)
    assert [phrase.text for phrase in found] == parts


def test_what_stands_behind_a_colon_is_enumerated_where_it_names_subjects() -> None:
    told = "Its chapters are three: seminars on copyright, a manual for designs and joint studies."
    assert read(told).areas == ("seminars on copyright", "manual for designs", "joint studies")
    told = "Three people spoke: the rector, an old friend of the house and a neighbour."
    assert read(told).areas == ()


def test_a_highway_without_a_word_on_applications_is_its_own_subject() -> None:
    signed = (
        "IPONZ and IP Australia opened a Patent Prosecution Highway (PPH) on 14 June 2022. It "
        "makes for accelerated examination, says the Commissioner."
    )
    agreement = read(signed=signed, title="New PPH for IPONZ and IP Australia")
    assert agreement.areas == ("Patent Prosecution Highway (PPH)",)


@pytest.mark.parametrize(
    ("language", "signed", "told", "areas"),
    [
        (
            "en",
            "IPONZ and IP Australia signed a memorandum (MOU) in Sydney on 14 June 2022.",
            "Courses for brewers, a glossary of designs and joint studies on fees are foreseen.",
            ("Courses for brewers", "glossary of designs", "joint studies on fees"),
        ),
        (
            "fr",
            "IPONZ et IP Australia ont signé un protocole d'entente à Sydney le 14 juin 2022.",
            "La formation des juges et la lutte contre le piratage seront les priorités du texte.",
            ("formation des juges", "lutte contre le piratage"),
        ),
        (
            "de",
            "IPONZ und IP Australia haben am 14. Juni 2022 in Sydney ein Memorandum unterzeichnet.",
            "Auch Kurse für Richter sowie die Bekämpfung der Piraterie sind Gegenstand des Textes.",
            ("Kurse für Richter", "Bekämpfung der Piraterie"),
        ),
        (
            "es",
            "IPONZ e IP Australia firmaron un memorando en Sídney el 14 de junio de 2022.",
            "El texto da continuidad a la capacitación de jueces y la lucha contra la piratería.",
            ("capacitación de jueces", "lucha contra la piratería"),
        ),
    ],
)
def test_an_enumeration_leads_up_to_its_cue_in_each_language(
    language: str, signed: str, told: str, areas: tuple[str, ...]
) -> None:
    assert read(told, language=language, title="IPONZ – IP Australia", signed=signed).areas == areas


def test_names_before_an_enumeration_are_no_areas() -> None:
    told = (
        "With Jane Roe, the Commissioner of Patents, Mr. Doe agreed that training of judges and "
        "joint studies on fees are planned."
    )
    assert "Commissioner of Patents" not in read(told).areas


def test_a_strangers_name_is_no_subject_of_the_memorandum() -> None:
    signed = (
        "IPONZ and IP Australia signed a memorandum (MOU) with the Regional Board for Wool "
        "and Wine (RBWW) in Sydney on 14 June 2022."
    )
    assert read(signed=signed).areas == ()


def test_an_enumeration_ends_with_the_clause_behind_it() -> None:
    words = phrasing(EXTRACTOR.vocabulary, "es")
    told = "la capacitación de jueces, las marcas de vino, que se adhirió en 2020, y que crece"
    assert [p.text for p in words.enumerated(told)] == ["capacitación de jueces", "marcas de vino"]
