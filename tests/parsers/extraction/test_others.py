"""Parties that are no IP offices are found in any script, and nobody else with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from config.vocabulary import load_vocabulary
from parsers.extraction.body_identity import name_of
from parsers.extraction.extractor import Extractor
from tests.parsers.extraction.releases import document

EXTRACTOR = Extractor(load_vocabulary())
ROWS = yaml.safe_load(Path(__file__).with_name("bodies.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['language']}: {r['sentence'][:40]}")
def test_bodies_beside_offices_are_named(row: dict[str, Any]) -> None:
    release = document("News", row["sentence"], language=row["language"])
    context = EXTRACTOR.context(release, None, None)

    bodies = context.bodies.get(context.sentences[-1].start, ())

    assert [name_of(context, body) for body in bodies] == row["names"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Example University", ("Example University",)),
        ("the Chamber of Commerce of Lagos", ("Chamber of Commerce of Lagos",)),
        ("the Secretariat", ()),
        ("the Union Cabinet", ()),
        ("the University", ()),
    ],
)
def test_organs_and_bare_words_conclude_nothing(told: str, expected: tuple[str, ...]) -> None:
    text = f"The Office signed a memorandum of understanding with {told} on 14 June 2022."
    release = document(
        "Memorandum of understanding signed",
        text,
        f"The EPO and {told} signed a memorandum of understanding.",
        language="en",
        published="2022-06-15",
        publisher="EP",
    )
    context = EXTRACTOR.context(release, release.published, release.publisher)
    found = {name for a in EXTRACTOR.agreements(context) for name in a.other_parties}
    assert found == set(expected)


def test_beside_two_offices_only_those_enumerated_with_them_are_parties() -> None:
    release = document(
        "EPO, JPO and Example University sign a memorandum",
        "The European Patent Office, the Japan Patent Office and Example University signed a "
        "memorandum of understanding with guests of Another University looking on.",
        language="en",
        published="2022-06-15",
    )
    context = EXTRACTOR.context(release, release.published, release.publisher)
    found = {name for a in EXTRACTOR.agreements(context) for name in a.other_parties}
    assert "Another University" not in found


@pytest.mark.parametrize(
    ("language", "sentence", "parties", "others"),
    [
        ("en", "IP Australia and Ghana's Ministry of Justice signed a memorandum.", "AU GH", ()),
        ("en", "IP Australia and the Ministry of Trade of Rwanda signed an MoU.", "AU RW", ()),
        ("fr", "L'INPI (France) et le ministère du Commerce du Cambodge ont signé un accord de "
         "coopération.", "FR KH", ()),
        ("ko", "지식재산처는 라오스 산업부와 양해각서를 체결했다.", "KR LA", ()),
        ("zh", "国家知识产权局与老挝工贸部签署谅解备忘录。", "CN LA", ()),
        (
            "en",
            "The Intellectual Property Office of the Philippines and the Ministry of Trade of the "
            "Philippines signed a memorandum of understanding.",
            "PH",
            ("Ministry of Trade of the Philippines",),
        ),
        (
            "en",
            "IP Australia and the Ministry of Health of Rwanda signed a memorandum.",
            "AU",
            ("Ministry of Health of Rwanda",),
        ),
    ],
)  # fmt: skip
def test_a_foreign_ministry_stands_for_an_office_that_is_not_named(
    language: str, sentence: str, parties: str, others: tuple[str, ...]
) -> None:
    release = document("News", sentence, language=language, published="2022-06-15")
    context = EXTRACTOR.context(release, release.published, None)
    (agreement,) = EXTRACTOR.agreements(context)
    assert " ".join(agreement.parties) == parties
    assert agreement.other_parties == others


def agreements(title: str, *text: str, language: str = "en", publisher: str | None = None) -> Any:
    release = document(title, *text, language=language, published="2022-06-15", publisher=publisher)
    context = EXTRACTOR.context(release, release.published, release.publisher)
    return EXTRACTOR.agreements(context)


def test_a_partner_that_only_a_heading_names_is_a_party() -> None:
    first, second = agreements(
        "Nauka bliżej Urzędu: porozumienie z politechniką i list intencyjny z uniwersytetem",
        "Prezes Urzędu Patentowego RP Anna Przykładowa podpisała 14 czerwca dwa dokumenty.",
        "## Porozumienie o współpracy z Politechniką Przykładową",
        "Jego przedmiotem są staże studenckie.",
        "## List intencyjny z Uniwersytetem Wzorcowym",
        "Strony opracują program szkoleń.",
        language="pl",
        publisher="PL",
    )
    assert first.other_parties == ("Politechnika Przykładowa",)
    assert second.other_parties == ("Uniwersytet Wzorcowy",)


def test_a_ministry_beside_two_offices_is_one_of_theirs() -> None:
    (agreement,) = agreements(
        "India and Denmark sign a memorandum",
        "The Department for Promotion of Industry and Internal Trade (DPIIT), Ministry of "
        "Commerce and Industry, and the Danish Patent and Trademark Office signed a memorandum of "
        "understanding.",
    )
    assert (agreement.parties, agreement.other_parties) == (("DK", "IN"), ())


def test_those_who_take_part_in_a_scheme_are_no_parties_to_its_renewal() -> None:
    (agreement,) = agreements(
        "日本とブラジルの特許審査ハイウェイを更新",
        "日本の特許庁とブラジル産業財産庁は6月9日、特許審査ハイウェイ（PPH）の期間を更新することで合意した。",
        *(f"両庁は{n}番目の分野で審査を速める。" for n in range(1, 9)),
        "ブラジルのPPH実施庁は日本のほか、米国、中国、英国、デンマーク、欧州特許庁など。",
        language="ja",
    )
    assert agreement.parties == ("BR", "JP")


def test_offices_that_a_title_enumerates_are_those_that_a_statement_only_counts() -> None:
    (agreement,) = agreements(
        "México, Chile, Colombia y Perú agilizan juntos el examen de patentes",
        "Las oficinas de los cuatro países suscribieron ayer un acuerdo de cooperación.",
        language="es",
        publisher="MX",
    )
    assert agreement.parties == ("CL", "CO", "MX", "PE")


def test_a_first_name_is_no_country() -> None:
    (agreement,) = agreements(
        "ONAPI y la Universidad de Ejemplo firman un convenio",
        "La ONAPI y la Universidad de Ejemplo firmaron un convenio de colaboración. Por la ONAPI "
        "lo rubricó su director general, Salvador Ramos.",
        language="es",
        publisher="DO",
    )
    assert agreement.parties == ("DO",)
    assert {(p.name, p.office) for p in agreement.people} == {("Salvador Ramos", "DO")}


@pytest.mark.parametrize(
    ("language", "told", "name"),
    [
        ("ru", "с Уральским федеральным университетом", "Уральский федеральный университет"),
        ("ru", "с Российской академией", "Российская академия"),
        ("ru", "с Федеральным агентством", "Федеральное агентство"),
        ("uk", "з Національною академією", "Національна академія"),
        ("uk", "з Київським політехнічним інститутом", "Київський політехнічний інститут"),
        ("pl", "z Uniwersytetem Warszawskim", "Uniwersytet Warszawski"),
        ("pl", "z Akademią Sztuk Pięknych", "Akademia Sztuk Pięknych"),
        ("pl", "z Krajową Izbą Gospodarczą", "Krajowa Izba Gospodarcza"),
    ],
)
def test_a_body_is_named_in_the_nominative(language: str, told: str, name: str) -> None:
    signs = {
        "ru": f"Роспатент подписал соглашение о сотрудничестве {told}.",
        "uk": f"УКРНОІВІ підписав меморандум про співпрацю {told}.",
        "pl": f"Urząd Patentowy RP podpisał porozumienie o współpracy {told}.",
    }
    context = EXTRACTOR.context(document("News", signs[language], language=language), None, None)
    (body,) = context.bodies[context.sentences[-1].start]
    assert name_of(context, body) == name


def test_a_body_with_and_without_its_letters_is_one_party() -> None:
    release = document(
        "WIPO and the World Trade Organization agree",
        "WIPO and the World Trade Organization (WTO) signed an agreement on 14 June 2022.",
        "The agreement between WIPO and the World Trade Organization was signed in Geneva.",
        language="en",
        published="2022-06-15",
        publisher="WO",
    )
    context = EXTRACTOR.context(release, release.published, release.publisher)
    (agreement,) = EXTRACTOR.agreements(context)
    assert agreement.other_parties == ("World Trade Organization (WTO)",)


@pytest.mark.parametrize(
    ("language", "told", "names"),
    [
        (
            "en",
            "Gulu University signed a memorandum of understanding with KIPO and WIPO on 3 June "
            "2022.",
            ("Gulu University",),
        ),
        (
            "en",
            "Gulu University hosted the ceremony at which KIPO and WIPO signed a memorandum of "
            "understanding on 3 June 2022.",
            (),
        ),
        (
            "ko",
            "세종특별자치시(시장 홍길동)는 2022년 6월 3일 특허청, 세계지식재산기구(WIPO)와 "
            "업무협약을 체결했다.",
            ("세종특별자치시",),
        ),
    ],
)
def test_who_signs_with_two_offices_is_a_party_where_it_opens_the_sentence(
    language: str, told: str, names: tuple[str, ...]
) -> None:
    release = document("News", told, language=language, published="2022-06-15")
    context = EXTRACTOR.context(release, release.published, release.publisher)
    (agreement,) = EXTRACTOR.agreements(context)
    assert agreement.parties == ("KR", "WO")
    assert agreement.other_parties == names
