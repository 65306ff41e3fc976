"""An agreement's own text: one agreement, signed when and where its formula says."""

from __future__ import annotations

import pytest

from accord.agreement import Agreement
from accord.dates import PartialDate
from config.vocabulary import load_vocabulary
from parsers.extraction.extractor import Extractor
from tests.parsers.extraction.releases import document

EXTRACTOR = Extractor(load_vocabulary())


def read(title: str, *text: str, language: str = "en") -> Agreement:
    context = EXTRACTOR.context(document(title, *text, language=language), None, None)
    (agreement,) = EXTRACTOR.agreements(context)
    return agreement


TITLE = "MEMORANDUM OF UNDERSTANDING between INAPI of Chile and INPI of Brazil"
RECITALS = (
    "RECALLING the visit which officers of INAPI paid to INPI in May 2022, and the Memorandum of "
    "Understanding on examination concluded between INAPI and WIPO on 10 June 2021;",
    "HAVE REACHED the following understanding:",
    "The Parties will share experience in the registration of trade marks. Notices are sent by "
    "mail. Their heads meet once a year, in Santiago or in Rio de Janeiro.",
    "This Memorandum takes effect on 1 January 2025.",
)


@pytest.mark.parametrize(
    "formula",
    [
        "SIGNED at Santiago on this 8th day of June 2024 in two originals, both in English.",
        "Done in Santiago, on 8 June 2024, in duplicate.",
        "This Memorandum is made at Santiago on the 8th day of June 2024.",
        "Signed at Santiago, in duplicate, on the eighth day of June 2024.",
    ],
)
def test_it_is_one_agreement_of_the_day_of_its_formula(formula: str) -> None:
    agreement = read(TITLE, *RECITALS, formula)
    assert agreement.parties == ("BR", "CL")
    assert agreement.concluded == PartialDate(2024, 6, 8)
    assert (agreement.place, agreement.mode) == ("Santiago", None)


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "es",
            "MEMORANDO DE ENTENDIMIENTO entre el INAPI de Chile y el INPI de Brasil",
            "Recordando el memorando firmado el 3 de mayo de 2015, han convenido lo siguiente: |"
            "Las Partes intercambiarán datos de marcas. |Firmado en Santiago, a los 8 días del mes "
            "de junio de 2024, en dos ejemplares igualmente auténticos.",
        ),
        (
            "ru",
            "МЕМОРАНДУМ О ВЗАИМОПОНИМАНИИ между Роспатентом и Казпатентом",
            "Роспатент (Россия) и Казпатент (Казахстан) договорились о нижеследующем: |Стороны "
            "обмениваются данными о знаках. |Совершено в городе Астане «8» июня 2024 года в двух "
            "экземплярах.",
        ),
        (
            "fr",
            "PROTOCOLE D'ACCORD entre l'OMPIC du Maroc et l'INPI de France",
            "Les Parties sont convenues de ce qui suit : |Elles échangent des données sur les "
            "marques. |Fait à Rabat, le 8 juin 2024, en deux exemplaires faisant également foi.",
        ),
    ],
)
def test_formulas_of_other_languages(language: str, title: str, text: str) -> None:
    agreement = read(title, *text.split("|"), language=language)
    assert agreement.concluded == PartialDate(2024, 6, 8)
    assert agreement.place in {"Santiago", "Астана", "Rabat"}
    assert agreement.mode is None


@pytest.mark.parametrize(
    ("language", "formula", "place"),
    [
        ("uk", "Вчинено у місті Київ 8 червня 2024 року у двох примірниках.", "Київ"),
        ("pl", "Sporządzono w Warszawie dnia 8 czerwca 2024 r. w dwóch egzemplarzach.", "Warszawa"),
        ("tr", "8 Haziran 2024 tarihinde Ankara'da iki nüsha olarak imzalanmıştır.", "Ankara"),
        ("ja", "2024年6月8日に東京で、本書二通を作成した。", "東京"),
        ("vi", "Làm tại Hà Nội ngày 8 tháng 6 năm 2024 thành hai bản.", "Hà Nội"),
        ("ro", "Încheiat la București la 8 iunie 2024, în două exemplare.", "București"),
    ],
)
def test_each_language_closes_such_a_text(language: str, formula: str, place: str) -> None:
    text = ("On 10 June 2021 both met.", "The Parties will share data.")
    agreement = read(TITLE, *text, formula, language=language)
    assert (str(agreement.concluded), agreement.place) == ("2024-06-08", place)


def test_heads_who_met_where_they_declared_did_so_in_person() -> None:
    agreement = read(
        "JOINT DECLARATION of INAPI of Chile and INPI of Brazil on data",
        "The heads of INAPI of Chile and INPI of Brazil, meeting in Santiago on 7 and 8 June 2024,",
        "have agreed as follows: both offices will exchange data on trade marks.",
        "Done in Santiago on 8 June 2024 in two originals.",
    )
    assert (agreement.place, str(agreement.mode)) == ("Santiago", "in_person")


def test_a_report_of_a_signing_is_no_agreements_own_text() -> None:
    agreement = read(
        "INAPI and INPI sign a memorandum of understanding",
        "INAPI of Chile and INPI of Brazil signed a memorandum of understanding in two originals "
        "in Santiago on 8 June 2024.",
    )
    assert (agreement.place, str(agreement.mode)) == ("Santiago", "in_person")


def test_a_statement_in_the_first_person_is_the_agreements_own_text() -> None:
    agreement = read(
        "JOINT STATEMENT OF THE HEADS OF THE BRICS INTELLECTUAL PROPERTY OFFICES",
        "1. We, the Heads of the offices of Brazil, Russia, India, China and South Africa, met in "
        "Recife on 7 and 8 June 2024.",
        "## I. Registers of trade marks",
        "2. We will link our registers.",
        "## II. Courses for examiners",
        "3. We will hold two a year. We welcome the adoption of the Riyadh Design Law Treaty.",
        "Done in Recife on 8 June 2024, in English.",
        "For the BRICS Offices:",
        "Ana Lima",
        "National Institute of Industrial Property, Brazil",
        "Vera Orlova",
        "Rospatent, Russian Federation",
    )
    assert str(agreement.instruments[0]) == "joint_statement"
    assert str(agreement.concluded) == "2024-06-08"
    assert agreement.areas == ("Registers of trade marks", "Courses for examiners")
    assert [(p.name, p.office) for p in agreement.people] == [
        ("Ana Lima", "BR"),
        ("Vera Orlova", "RU"),
    ]


def test_a_statement_signed_in_several_copies_is_of_those_who_sign_it() -> None:
    agreement = read(
        "JOINT STATEMENT of the heads of the patent offices of the Baltic States",
        "The heads of the Estonian Patent Office, the Patent Office of the Republic of Latvia and "
        "the State Patent Bureau of the Republic of Lithuania met in Riga on 7 and 8 June 2024.",
        "## 1. Exchange of examiners",
        "Two examiners a year will work in another office.",
        "## 2. Support for colleagues",
        "The Offices will take part in no work with the offices of Russia and Belarus and offer "
        "places in their courses to Ukraine.",
        "This statement was drawn up in English in three copies and signed on 8 June 2024.",
    )
    assert (agreement.parties, agreement.framework) == (("EE", "LT", "LV"), "BALTIC")
    assert str(agreement.concluded) == "2024-06-08"
