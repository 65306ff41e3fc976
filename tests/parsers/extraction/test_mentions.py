"""Names of offices, countries and forums are found in any script, and shared ones told apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.dates import PartialDate
from config.vocabulary import load_vocabulary
from parsers.extraction.mentions import Gazetteer, Mention, MentionKind

GAZETTEER = Gazetteer(load_vocabulary())
OFFICE, COUNTRY = MentionKind.OFFICE, MentionKind.COUNTRY


def offices(text: str, **known: object) -> list[str]:
    found = GAZETTEER.find(text, **known)  # type: ignore[arg-type]
    return [m.codes[0] for m in found if m.kind is OFFICE]


def countries(text: str, language: str = "en") -> list[str]:
    return [m.codes[0] for m in GAZETTEER.find(text, language=language) if m.kind is COUNTRY]


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("en", "the Danish Patent and Trademark Office and IP Australia", ["DK", "AU"]),
        ("ru", "подписан Евразийским патентным ведомством и Роспатентом", ["EA", "RU"]),
        ("ru", "с патентным ведомством Грузии", ["GE"]),
        ("uk", "з Українським національним офісом інтелектуальної власності та інновацій", ["UA"]),
        ("pl", "Prezes Urzędu Patentowego Rzeczypospolitej Polskiej", ["PL"]),
        ("de", "das Deutsche Patent- und Markenamt und das Patentamt der Slowakei", ["DE", "SK"]),
        ("fr", "l'Office européen des brevets et l'OMPIC", ["EP", "MA"]),
        ("es", "la Oficina Española de Patentes y Marcas y la oficina de Japón", ["ES", "JP"]),
        ("pt", "o Instituto Nacional da Propriedade Industrial de Portugal", ["PT"]),
        ("ar", "وقعتها الهيئة السعودية للملكية الفكرية والمكتب الأوروبي للبراءات", ["SA", "EP"]),
        ("ko", "특허청은 유럽특허청과 중국 국가지식산권국을", ["KR", "EP", "CN"]),
        ("ko", "베트남 특허청과", ["VN"]),
        ("ja", "日本国特許庁と韓国特許庁", ["JP", "KR"]),
        ("zh", "中国国家知识产权局与欧盟知识产权局", ["CN", "EM"]),
        ("th", "กรมทรัพย์สินทางปัญญาลงนามกับสำนักงานสิทธิบัตรยุโรป", ["TH", "EP"]),
        ("vi", "Cục Sở hữu trí tuệ và Cơ quan Sáng chế Nhật Bản", ["VN", "JP"]),
        ("tr", "Türk Patent ve Marka Kurumu ile Avrupa Patent Ofisi", ["TR", "EP"]),
        ("es", "el Instituto Danés de Patentes y la Oficina Austriaca de Patentes", ["DK", "AT"]),
        ("ar", "المكتب النمساوي للبراءات والمكتب الدنماركي للبراءات", ["AT", "DK"]),
        ("ja", "ラオス商工省知的財産局", ["LA"]),
        ("ko", "캄보디아 상업부 지식재산국", ["KH"]),
        ("zh", "印度尼西亚法律与人权部知识产权总局", ["ID"]),
        ("ru", "с ведомством интеллектуальной собственности Вьетнама", ["VN"]),
        ("ru", "с Кыргызпатентом", ["KG"]),
        ("ru", "Национальное управление интеллектуальной собственности Китая", ["CN"]),
        ("uk", "з Відомством інтелектуальної власності Великої Британії", ["GB"]),
        ("uk", "з Угорським відомством інтелектуальної власності", ["HU"]),
        ("uk", "Відомство промислової власності Словацької Республіки", ["SK"]),
        ("uk", "з Данським відомством з патентів і торговельних марок", ["DK"]),
        ("ru", "директор НПИЦ и директор Узпатента", ["TJ", "UZ"]),
        ("uk", "директора Укрпатенту", ["UA"]),
        ("ru", "Центр интеллектуальной собственности Ирана", ["IR"]),
        ("ru", "Патентное ведомство Латвийской Республики", ["LV"]),
        ("tr", "Macar Fikri Mülkiyet Ofisi ile Yunanistan Sınai Mülkiyet Örgütü", ["HU", "GR"]),
        ("ar", "المعهد المكسيكي للملكية الصناعية", ["MX"]),
        ("ar", "وزارة الصناعة والتجارة والتموين الأردنية", ["JO"]),
        ("uk", "відомству Вʼєтнаму та відомству В'єтнаму", ["VN", "VN"]),
        ("nl", "het Luxemburgse bureau voor intellectuele eigendom", ["LU"]),
        ("nl", "het Zweedse octrooibureau en het Poolse octrooibureau", ["SE", "PL"]),
        ("it", "l'ufficio brevetti sammarinese e l'ufficio keniota della proprietà industriale",
         ["SM", "KE"]),
        ("pl", "z Bułgarskim Urzędem Patentowym", ["BG"]),
        ("nl", "het Finse bureau en de Belgische dienst", ["FI", "BE"]),
        ("pl", "Państwowy Urząd Własności Intelektualnej ChRL", ["CN"]),
        ("pt", "o Escritório Maltês de Patentes", ["MT"]),
        ("fr", "l'Institut national de la propriété industrielle du Brésil", ["BR"]),
        ("pt", "o Instituto Nacional da Propriedade Industrial de Angola", ["AO"]),
        ("vi", "Cục Sở hữu trí tuệ và Cục Sở hữu trí tuệ Lào", ["VN", "LA"]),
        ("th", "สถาบันทรัพย์สินอุตสาหกรรมแห่งชาติฝรั่งเศส", ["FR"]),
        ("de", "des Nationalen Amts für geistiges Eigentum Chinas", ["CN"]),
        ("pl", "z Urzędem Patentowym Korei i Narodowym Instytutem Kazachstanu", ["KR"]),
        ("tr", "Gürcistan Ulusal Fikri Mülkiyet Merkezi ile", ["GE"]),
        ("id", "Kantor Paten dan Merek Dagang Amerika Serikat", ["US"]),
        ("nl", "het Bureau voor de Intellectuele Eigendom Sint Maarten", ["SX"]),
        ("ja", "文化庁と韓国文化体育観光部", ["JP", "KR"]),
        ("ko", "한국저작권위원회와 일본 문화청은", ["KR", "JP"]),
        ("vi", "Cục Bản quyền tác giả ký với Bộ Văn hóa Lào", ["VN"]),
        ("ja", "INPITと中国知識産権培訓中心は", ["JP", "CN"]),
    ],
)  # fmt: skip
def test_an_office_is_found_in_the_language_and_case_of_its_sentence(
    language: str, text: str, codes: list[str]
) -> None:
    assert offices(text, language=language) == codes


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("fr", "L'Institut national de la propriété industrielle en Chine s'agrandit.", "FR"),
        ("fr", "L'Institut national de la propriété industrielle, la Chine et l'Italie", "FR"),
        ("ru", "Национальный институт интеллектуальной собственности в Китае", "KZ"),
    ],
)
def test_an_office_in_or_beside_another_country_is_not_that_countrys(
    language: str, text: str, code: str
) -> None:
    assert offices(text, language=language) == [code]


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("ru", "Китая, Египтом, Вьетнаме, Суринама, Чили", ["CN", "EG", "VN", "SR", "CL"]),
        ("ru", "с Ираном и Кубой, в Лаосе", ["IR", "CU", "LA"]),
        ("ru", "Малая академия. Того же дня", []),
        ("uk", "генеральний директор Евген Русу", []),
        ("de", "Chinas, Koreas und Togos", ["CN", "KR", "TG"]),
        ("pl", "Kazachstanu, Kanady, Estonii i Stanów Zjednoczonych", ["KZ", "CA", "EE", "US"]),
        ("es", "no solo cubos, sino cubas", []),
        ("vi", "Tổng Bí thư, Bộ Y tế và Bộ Lao động", []),
        ("vi", "Bỉ, Áo, Đức và Mỹ; Ảo thuật", ["BE", "AT", "DE", "US"]),
    ],
)
def test_a_countrys_name_is_found_in_the_forms_of_the_texts_language(
    language: str, text: str, codes: list[str]
) -> None:
    assert countries(text, language) == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Brazil's INPI", "BR"),
        ("INPI of Argentina", "AR"),
        ("the French INPI", "FR"),
        ("INPIT of Togo", "TG"),
        ("National Institute of Industrial Property of Portugal (INPI)", "PT"),
    ],
)
def test_a_shared_acronym_means_the_office_of_the_country_beside_it(text: str, code: str) -> None:
    assert offices(text)[-1] == code


def test_a_shared_acronym_keeps_its_other_meanings() -> None:
    (mention,) = (m for m in GAZETTEER.find("The INPI of Brazil signed.") if m.kind is OFFICE)
    assert mention.candidates[0] == "BR"
    assert set(mention.candidates) == {"AR", "BR", "FR", "PT"}


@pytest.mark.parametrize(("year", "code"), [(2016, "CN"), (2024, "HR")])
def test_a_former_acronym_means_its_office_in_the_years_of_its_use(year: int, code: str) -> None:
    assert offices("SIPO signed.", published=PartialDate(year)) == [code]


def test_a_name_that_many_offices_bear_needs_its_country_or_its_own_site() -> None:
    text = "The Intellectual Property Office signed."
    assert offices(text) == []
    assert offices(text, publisher="GB") == ["GB"]


def test_a_city_says_whose_a_common_name_is() -> None:
    assert offices("In Vilnius the State Patent Bureau signed.") == ["LT"]
    assert offices("The State Patent Bureau signed.") == []


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("L'INPI et l'office du Brésil ont signé.", "fr", "FR"),
        ("L'INPI du Brésil a signé.", "fr", "BR"),
        ("El INPI y la oficina de Brasil firmaron.", "es", "AR"),
        ("O INPI e o escritório da Argentina assinaram.", "pt", "BR"),
    ],
)
def test_the_language_says_whose_shared_letters_are(text: str, language: str, code: str) -> None:
    assert offices(text, language=language)[0] == code


def test_the_office_at_home_needs_no_country_beside_a_foreign_one_of_the_same_letters() -> None:
    told = "O INPI informou que o INPI francês virá em maio ao Brasil."
    assert offices(told, language="pt") == ["BR", "FR"]


def test_letters_that_the_text_gives_to_somebody_else_are_no_office() -> None:
    text = "The Korea Institute of Patent Information (KIPI) signed. KIPI was glad."
    assert "KE" not in offices(text)


def test_short_forms_that_the_text_introduces_are_found() -> None:
    text = "The Danish Patent and Trademark Office (DAPO) signed. DAPO was glad."
    assert offices(text) == ["DK", "DK", "DK"]


def test_acronyms_want_their_case_and_countries_their_capital() -> None:
    assert offices("a sip of tea, an epo, a dip in the sea") == []
    assert countries("let us polish the china") == []


def test_countries_within_other_names_are_none() -> None:
    text = "in Latin America, Mexico City and New South Wales; translated into Japanese"
    assert countries(text) == []


def test_katakana_and_hangul_countries_are_not_found_inside_words() -> None:
    assert countries("スタイルとマリン", "ja") == []
    assert countries("タイとインドネシア", "ja") == ["TH", "ID"]


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("ja", "第30回日韓特許庁長官会合", ["JP", "KR"]),
        ("ja", "日ブラジル特許審査ハイウェイ", ["JP", "BR"]),
        ("ja", "12日韓国に着き、本日米国へ", ["KR", "US"]),
        ("ko", "한·일 특허청장 회의와 한-사우디 회의", ["KR", "JP", "KR", "SA"]),
        ("ko", "위한·중대한 미국", ["US"]),
        ("zh", "中法知识产权混委会与中冰合作", ["CN", "FR", "CN", "IS"]),
        ("zh", "臺以簽署備忘錄", ["TW", "IL"]),
        ("zh", "在合作中加强保护，其中法律和中意见", []),
    ],
)
def test_countries_of_one_character_are_found_in_pairs_and_nowhere_else(
    language: str, text: str, codes: list[str]
) -> None:
    assert countries(text, language) == codes


def test_the_office_of_europe_in_a_pair_is_the_one_that_the_text_names() -> None:
    text = "日欧商標長官会合。欧州連合知的財産庁（EUIPO）が参加した。"
    assert {m.codes[0] for m in GAZETTEER.find(text, language="ja")} == {"JP", "EM"}


def test_an_acronym_beside_a_forum_means_the_office_of_its_member() -> None:
    assert offices("the G7 offices: UIBM, CIPO, INPI and JPO") == ["IT", "CA", "FR", "JP"]


def test_traditional_characters_name_the_same_offices() -> None:
    assert offices("與歐洲專利局及韓國智慧財產局", language="zh") == ["EP", "KR"]


def test_each_office_of_a_list_is_one() -> None:
    assert offices("the IP offices of Chile, Peru and Ecuador") == ["CL", "PE", "EC"]


def test_names_do_not_run_over_the_end_of_a_block() -> None:
    assert offices("news of Japan\nPatent Office opens on Monday") == []


def test_forums_are_found_by_their_codes() -> None:
    found = GAZETTEER.find("the IP5 Offices, 五庁 and the Visegrad countries")
    assert [m.codes for m in found] == [("IP5",), ("IP5",), ("VISEGRAD",)]
    assert {m.kind for m in found} == {MentionKind.FRAMEWORK}


@given(st.text(alphabet="AIKOPSabc 特許庁韓国 특허청 Росп ้กรม(),.'-\n", max_size=200))
@settings(max_examples=150, deadline=None)
def test_mentions_are_in_order_apart_and_quote_the_text(text: str) -> None:
    end = 0
    for mention in GAZETTEER.find(text, language="ru"):
        assert isinstance(mention, Mention)
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert mention.codes
        end = mention.end


def test_a_text_ten_times_as_long_takes_about_ten_times_as_long() -> None:
    text = "The INPI of Brazil, KIPO (the Office) and the EPO of 12 states met in Peru. " * 300

    def seconds(times: int) -> float:
        began = time.thread_time()
        GAZETTEER.find(text * times)
        return time.thread_time() - began

    once = min(seconds(1) for _ in range(2))
    assert min(seconds(10) for _ in range(2)) < 30 * once


def test_a_ministry_of_another_country_is_no_name_of_an_office() -> None:
    told = "Принимающей стороной выступило Министерство юстиции Республики Казахстан."
    assert offices(told, language="ru") == []
    assert countries(told, "ru") == ["KZ"]
    assert offices("Министерство юстиции Республики Узбекистан", language="ru") == ["UZ"]


def test_a_short_name_of_another_language_is_none_where_vietnamese_letters_stand() -> None:
    assert countries("Tại buổi làm việc, hai bên thống nhất.", "vi") == []
    assert countries("Perú y Chile", "es") == ["PE", "CL"]


def test_two_words_that_hold_a_korean_country_are_none() -> None:
    assert countries("제인 도우", "ko") == []
