"""People are found by their titles in every script, with the office that they stand for."""

from __future__ import annotations

import pytest

from accord.agreement import Agreement
from config.vocabulary import load_vocabulary
from parsers.extraction.declension import nominative
from parsers.extraction.extractor import Extractor
from tests.parsers.extraction.releases import document

EXTRACTOR = Extractor(load_vocabulary())


def read(title: str, *text: str, language: str = "en", publisher: str | None = None) -> Agreement:
    release = document(title, *text, language=language, published="2022-06-15", publisher=publisher)
    context = EXTRACTOR.context(release, release.published, release.publisher)
    (agreement,) = EXTRACTOR.agreements(context)
    for evidence in agreement.quotes("people"):
        assert evidence.start is not None
        end = evidence.start + len(evidence.quote)
        assert context.text[evidence.start : end] == evidence.quote
    return agreement


def people(
    title: str, *text: str, language: str = "en", publisher: str | None = None
) -> set[tuple[str, str | None]]:
    return {
        (p.name, p.office)
        for p in read(title, *text, language=language, publisher=publisher).people
    }


SIGN = "The European Patent Office (EPO) and the Japan Patent Office (JPO) signed a memorandum."


@pytest.mark.parametrize(
    "told",
    [
        "It was signed by António Campinos, President of the EPO, and Hamano Koichi, "
        "Commissioner of the JPO.",
        "EPO President António Campinos and JPO Commissioner Hamano Koichi signed the memorandum.",
        "The President of the EPO, Mr António Campinos, and the Commissioner of the JPO, Mr. "
        "Hamano Koichi, signed.",
        "António Campinos (President, EPO) and Hamano Koichi (Commissioner, JPO) signed the "
        "memorandum.",
        "The EPO's President, António Campinos, and the JPO's Commissioner, Hamano Koichi, "
        "signed it.",
        "President of the EPO António Campinos and Commissioner of the JPO Hamano Koichi signed.",
        "António Campinos, the EPO President, signed on behalf of the EPO while Mr Hamano Koichi, "
        "Commissioner, signed on behalf of the JPO.",
        "Mr António Campinos (EPO) and Mr Hamano Koichi (JPO) signed the memorandum in Munich.",
    ],
)
def test_titles_and_names_are_paired_in_any_order(told: str) -> None:
    assert people("EPO and JPO sign a memorandum", SIGN, told) == {
        ("António Campinos", "EP"),
        ("Hamano Koichi", "JP"),
    }


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        (
            "fr",
            "L'OAPI et l'INPI signent un accord de coopération",
            "Le Directeur général de l'Organisation Africaine de la Propriété Intellectuelle "
            "(OAPI), M. Denis "
            "Bohoussou, et M. Pascal Faure, directeur général de l'INPI, ont signé un accord de "
            "coopération en France.",
            {("Denis Bohoussou", "OA"), ("Pascal Faure", "FR")},
        ),
        (
            "es",
            "La OEPM y el INAPI firman un memorando de entendimiento",
            "Firmaron hoy el memorando de entendimiento José Antonio Gil Celedonio, director de "
            "la OEPM, y Loreto "
            "Bresky, directora nacional de INAPI, en Chile.",
            {("José Antonio Gil Celedonio", "ES"), ("Loreto Bresky", "CL")},
        ),
        (
            "ja",
            "特許庁と欧州特許庁が協力覚書に署名しました",
            "特許庁の濱野幸一長官は、"
            "欧州特許庁のアントニオ・カンピーノス長官と協力覚書に署名しました。",
            {("濱野幸一", "JP"), ("アントニオ・カンピーノス", "EP")},
        ),
        (
            "zh",
            "国家知识产权局与欧洲专利局签署谅解备忘录",
            "国家知识产权局局长申长雨与欧洲专利局局长安东尼奥·坎普诺斯签署了谅解备忘录。",
            {("申长雨", "CN"), ("安东尼奥·坎普诺斯", "EP")},
        ),
        (
            "ko",
            "특허청, 유럽특허청과 양해각서 체결",
            "특허청(청장 이인실)은 유럽특허청과 양해각서를 체결했다. 안토니오 캄피노스 "
            "유럽특허청장이 서명했다.",
            {("이인실", "KR"), ("안토니오 캄피노스", "EP")},
        ),
        (
            "ru",
            "Роспатент и ЕАПВ подписали меморандум",
            "Руководитель Роспатента Юрий Зубов и президент Евразийского патентного ведомства "
            "Григорий Ивлиев "
            "подписали меморандум о взаимопонимании.",
            {("Юрий Зубов", "RU"), ("Григорий Ивлиев", "EA")},
        ),
        (
            "it",
            "UIBM e KIPO firmano un memorandum d'intesa",
            "Il Direttore Generale dell'UIBM, Antonio Lirosi, e il Commissario del KIPO, Lee "
            "Insil, hanno firmato "
            "un memorandum d'intesa.",
            {("Antonio Lirosi", "IT"), ("Lee Insil", "KR")},
        ),
    ],
)
def test_people_are_found_in_the_script_of_the_release(
    language: str, title: str, text: str, expected: set[tuple[str, str | None]]
) -> None:
    assert people(title, text, language=language) == expected


def test_who_only_looked_on_signed_nothing() -> None:
    told = (
        "It was signed by EPO President António Campinos in the presence of Mr Robert Habeck, "
        "Minister of Economic Affairs. JPO Deputy Commissioner Iwasaki Susumu looked on."
    )
    assert people("EPO and JPO sign a memorandum", SIGN, told) == {("António Campinos", "EP")}


def test_who_was_spoken_for_was_not_there() -> None:
    told = (
        "Nellie Simon, Vice-President of the EPO, signed on behalf of President António Campinos."
    )
    assert people("EPO and JPO sign a memorandum", SIGN, told) == {("Nellie Simon", "EP")}


def test_a_surname_later_on_is_the_same_person() -> None:
    told = (
        "EPO President António Campinos signed. President Campinos was glad; Mr Campinos said so."
    )
    assert people("EPO and JPO sign a memorandum", SIGN, told) == {("António Campinos", "EP")}


def test_heads_of_offices_that_are_no_party_are_left_out() -> None:
    told = "Daren Tang, Director General of WIPO, and EPO President António Campinos spoke."
    assert people("EPO and JPO sign a memorandum", SIGN, told) == {("António Campinos", "EP")}


def test_two_titles_of_one_person_lead_to_one_office() -> None:
    told = (
        "The USPTO and the UKIPO signed a memorandum of understanding. Kathi Vidal, Under "
        "Secretary of Commerce for Intellectual Property and Director of the USPTO, signed it."
    )
    assert people("USPTO and UKIPO sign a memorandum", told) == {("Kathi Vidal", "US")}


def test_a_title_that_only_one_party_uses_says_whose_it_is() -> None:
    told = (
        "The Intellectual Property Department of Hong Kong and IPOS signed a memorandum "
        "today. It was "
        "signed by the Director of Intellectual Property, Ms Ada Leung, and by Mr Daren "
        "Tang, Chief "
        "Executive of IPOS."
    )
    assert people("Hong Kong and Singapore sign a memorandum", told) == {
        ("Ada Leung", "HK"),
        ("Daren Tang", "SG"),
    }


def test_the_head_beside_the_publishers_own_is_the_other_partys() -> None:
    told = "The signing brought together Commissioner Hamano Koichi and President António Campinos."
    own = "Commissioner Hamano Koichi of the JPO was glad."
    assert people("EPO and JPO sign a memorandum", SIGN, own, told, publisher="JP") == {
        ("Hamano Koichi", "JP"),
        ("António Campinos", "EP"),
    }


def test_titles_without_names_name_nobody() -> None:
    told = "The President of the EPO and the Commissioner of the JPO were glad."
    assert people("EPO and JPO sign a memorandum", SIGN, told) == set()


HEADS = (
    "The offices of Estonia, Latvia, Lithuania and Finland held their annual meeting in Tallinn."
)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Mari Kask (Estonia) and Jānis Ozols (Latvia) agreed on a joint seminar."),
        ("en", "Mari Kask signed for Estonia and Jānis Ozols signed on behalf of Latvia."),
        ("en", "Estonia was represented by Mari Kask, Latvia by its Director, Jānis Ozols."),
        ("fr", "Mari Kask a signé pour l’Estonie et, au nom de la Lettonie, Jānis Ozols."),
        ("es", "Por Estonia asistió Mari Kask; por Letonia, Jānis Ozols."),
        ("de", "Für Estland unterzeichnete Mari Kask, für Lettland Jānis Ozols."),
        ("pt", "Pela Estónia assinou Mari Kask e, em nome da Letónia, Jānis Ozols."),
        ("it", "Per l’Estonia ha firmato Mari Kask, per la Lettonia Jānis Ozols."),
    ],
)
def test_people_without_a_title_go_with_the_office_beside_them(language: str, told: str) -> None:
    title = "Estonia and Latvia sign a memorandum of understanding"
    sign = (
        "The Estonian Patent Office and the Patent Office of the Republic of Latvia signed a "
        "memorandum of understanding."
    )
    found = people(title, sign, told, language=language)
    assert found == {("Mari Kask", "EE"), ("Jānis Ozols", "LV")}


def test_signature_lines_name_those_who_signed() -> None:
    assert people(
        "Joint statement of INPI and INAPI",
        "INPI of Brazil and INAPI of Chile signed a memorandum of understanding.",
        "____________ Ana Prado, INPI, Brazil",
        "____________ Luis Vega, INAPI, Chile",
    ) == {("Ana Prado", "BR"), ("Luis Vega", "CL")}


def test_what_stands_in_brackets_like_a_name_is_none() -> None:
    told = "They spoke of Fast Track Examination (EPO) and New Technologies (JPO)."
    assert people("EPO and JPO sign a memorandum", SIGN, told) == set()


def test_a_university_rector_who_signs_is_of_no_office() -> None:
    told = (
        "The EPO and Example University signed a memorandum of understanding. It was signed by "
        "António Campinos, President of the EPO, and Jane Doe, Rector of Example University."
    )
    found = people("EPO and Example University sign a memorandum", told, publisher="EP")
    assert ("António Campinos", "EP") in found
    assert ("Jane Doe", "EP") not in found


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        (
            "ko",
            "특허청, 유럽특허청·일본특허청과 양해각서 체결",
            "특허청은 유럽특허청, 일본특허청과 양해각서를 체결했다. "
            "유럽특허청은 안토니오 캄피노스 청장, 일본은 하마노 고이치 장관이 서명하였다.",
            {("안토니오 캄피노스", "EP"), ("하마노 고이치", "JP")},
        ),
        (
            "ko",
            "특허청, 사우디 지식재산청과 양해각서 체결",
            "특허청(청장 이인실)은 사우디 지식재산청(청장 압둘라 알리)과 양해각서를 체결했다.",
            {("이인실", "KR"), ("압둘라 알리", "SA")},
        ),
        (
            "ja",
            "特許庁と韓国特許庁が協力覚書に署名しました",
            "特許庁の濱野幸一長官は、韓国特許庁のイ・インシル庁長と協力覚書に署名しました。",
            {("濱野幸一", "JP"), ("イ・インシル", "KR")},
        ),
        (
            "zh",
            "智慧財產局與以色列專利局簽署合作備忘錄",
            "智慧財產局與以色列專利局簽署合作備忘錄，"
            "由智慧財產局廖承威局長與以色列專利局David Levi局長代表簽署。",
            {("廖承威", "TW"), ("David Levi", "IL")},
        ),
        (
            "zh",
            "国家知识产权局与欧洲专利局签署谅解备忘录",
            "国家知识产权局局长申长雨昨天与欧洲专利局局长坎普诺斯签署了谅解备忘录。",
            {("申长雨", "CN"), ("坎普诺斯", "EP")},
        ),
        (
            "ar",
            "توقيع مذكرة تفاهم بين الهيئة السعودية للملكية الفكرية والمكتب الأوروبي للبراءات",
            "وقع الرئيس التنفيذي للهيئة السعودية للملكية الفكرية الدكتور سعد بن خالد ورئيس المكتب "
            "الأوروبي للبراءات السيد بنوا باتيستيلي مذكرة تفاهم.",
            {("سعد بن خالد", "SA"), ("بنوا باتيستيلي", "EP")},
        ),
        (
            "ar",
            "توقيع مذكرة تفاهم مع المكتب الأوروبي للبراءات",
            "وقع السيد سعيد المنصوري، المدير العام للمكتب المغربي للملكية الصناعية والتجارية، "
            "والسيد بنوا باتيستيلي، رئيس المكتب الأوروبي للبراءات، مذكرة تفاهم.",
            {("سعيد المنصوري", "MA"), ("بنوا باتيستيلي", "EP")},
        ),
        (
            "ar",
            "توقيع مذكرة تفاهم بين الأردن وفلسطين",
            "وقع المذكرة عن الجانب الأردني مديرة المديرية جمانة الخطيب، وعن الجانب الفلسطيني "
            "المديرة العامة روان ويلسون، التي تزور الأردن.",
            {("جمانة الخطيب", "JO"), ("روان ويلسون", "PS")},
        ),
        (
            "th",
            "กรมทรัพย์สินทางปัญญาลงนามบันทึกความเข้าใจกับสำนักงานสิทธิบัตรญี่ปุ่น",
            "กรมทรัพย์สินทางปัญญาลงนามบันทึกความเข้าใจกับสำนักงานสิทธิบัตรญี่ปุ่น โดย"
            "นายสมชาย ใจดี อธิบดีกรมทรัพย์สินทางปัญญา เป็นผู้ลงนาม",
            {("สมชาย ใจดี", "TH")},
        ),
        (
            "vi",
            "Cục Sở hữu trí tuệ và KIPO ký bản ghi nhớ",
            "Cục Sở hữu trí tuệ Việt Nam và KIPO ký bản ghi nhớ. Cục trưởng Nguyễn Hữu Văn đã ký.",
            {("Nguyễn Hữu Văn", "VN")},
        ),
    ],
)
def test_names_beside_titles_in_more_scripts(
    language: str, title: str, text: str, expected: set[tuple[str, str | None]]
) -> None:
    publisher = {"ko": "KR", "ja": "JP", "th": "TH", "vi": "VN"}.get(language)
    assert people(title, text, language=language, publisher=publisher) == expected


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("руководителем", "Юрием Зубовым", "Юрий Зубов"),
        ("директором", "Светланой Кузьминой", "Светлана Кузьмина"),
        ("президентом", "Сауле Тлевлесовой", "Сауле Тлевлесова"),
        ("главой", "Игорем Вересковским", "Игорь Вересковский"),
        ("руководитель", "Юрий Зубов", "Юрий Зубов"),
        ("director", "Jane Doe", "Jane Doe"),
        ("председателем правления", "Ильхамом Мамедовым", "Ильхам Мамедов"),
        ("председателя", "Игоря Соколова", "Игорь Соколов"),
        ("президента", "Марии Сидоровой", "Мария Сидорова"),
        ("директора", "Нины Ахмедовой", "Нина Ахмедова"),
        ("директора", "Ивана Петрова", "Ивана Петрова"),
        ("директоркою", "Оксаною Бондаренко", "Оксана Бондаренко"),
        ("голови", "Андрія Ковальського", "Андрій Ковальський"),
    ],
)
def test_russian_names_are_given_in_the_nominative(title: str, name: str, expected: str) -> None:
    assert nominative(name, title) == expected


def test_of_three_offices_the_title_tells_which_when_only_one_head_bears_it() -> None:
    told = (
        "The EPO, the JPO and the USPTO signed a memorandum of understanding. EPO President Ana "
        "Prado hosted the meeting. Commissioner Hamano Koichi came in person; Director Jane Doe "
        "joined by video."
    )
    assert people("EPO, JPO and USPTO sign a memorandum", told, publisher="EP") == {
        ("Ana Prado", "EP"),
        ("Hamano Koichi", "JP"),
        ("Jane Doe", "US"),
    }


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        (
            "en",
            "EPO and KIPO sign a memorandum",
            "In the presence of the Minister of Trade, Rosa Lund, the President of the EPO, "
            "Ana Prado, and the Commissioner of KIPO, Kim Minsu, signed a memorandum.",
            {("Ana Prado", "EP"), ("Kim Minsu", "KR")},
        ),
        (
            "fr",
            "L'INPI et l'OMPIC signent un accord de coopération",
            "Paul Morel, Directeur général de l'INPI, et Karim Alaoui, Directeur général de "
            "l'OMPIC, ont signé un accord de coopération en présence du ministre Luc Petit.",
            {("Paul Morel", "FR"), ("Karim Alaoui", "MA")},
        ),
        (
            "th",
            "กรมทรัพย์สินทางปัญญา ลงนามบันทึกความเข้าใจกับ IPOS",
            "นายสมชาย ใจดี อธิบดีกรมทรัพย์สินทางปัญญา ได้ลงนามบันทึกความเข้าใจกับ IPOS "
            "โดยมีนายมานะ รักไทย เอกอัครราชทูต ร่วมเป็นสักขีพยาน",
            {("สมชาย ใจดี", "TH")},
        ),
    ],
)
def test_who_stands_before_those_who_looked_on_took_part(
    language: str, title: str, text: str, expected: set[tuple[str, str | None]]
) -> None:
    assert people(title, text, language=language) == expected


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        (
            "ja",
            "特許庁と英国知的財産庁、覚書に署名",
            "署名式には山田太郎特許庁長官、ジョン・スミス・英国知的財産庁長官が出席し、"
            "両庁は覚書に署名しました。",
            {("山田太郎", "JP"), ("ジョン・スミス", "GB")},
        ),
        (
            "ko",
            "특허청, UAE 경제부와 양해각서 체결",
            "특허청은 UAE 경제부와 양해각서를 체결하고 두바이에서 각각 청장회담을 열었다. "
            "홍길동 청장과 살림 알 하산 경제부 차관이 서명했다.",
            {("홍길동", "KR"), ("살림 알 하산", "AE")},
        ),
        (
            "id",
            "DJKI dan JPO tanda tangani nota kesepahaman",
            "Direktur Jenderal Kekayaan Intelektual (Dirjen KI) Budi Santoso dan Komisioner JPO "
            "Hanako Yamada menandatangani nota kesepahaman.",
            {("Budi Santoso", "ID"), ("Hanako Yamada", "JP")},
        ),
        (
            "es",
            "El INDECOPI y la SIC de Colombia suscriben un memorando",
            "El presidente ejecutivo del Indecopi, Luis Rojas, y la superintendenta de Industria "
            "y Comercio de Colombia, María del Mar Ruiz, suscribieron un memorando.",
            {("Luis Rojas", "PE"), ("María del Mar Ruiz", "CO")},
        ),
        (
            "zh",
            "国家知识产权局与欧亚专利局签署谅解备忘录",
            "国家知识产权局局长王小明与欧亚专利局局长谢尔盖耶夫举行会谈并签署谅解备忘录。",
            {("王小明", "CN"), ("谢尔盖耶夫", "EA")},
        ),
        (
            "id",
            "DJKI dan Iran teken memorandum",
            "Direktur Jenderal Kekayaan Intelektual Santoso menandatangani memorandum dengan "
            "Menteri Kehakiman Iran Reza Tehrani di Jakarta.",
            {("Santoso", "ID"), ("Reza Tehrani", "IR")},
        ),
        (
            "th",
            "ไทยและเวียดนามลงนามบันทึกความเข้าใจ",
            "นายสมชาย ใจดี อธิบดีกรมทรัพย์สินทางปัญญา และนายเหงียน วัน อาน "
            "อธิบดีสำนักงานทรัพย์สินทางปัญญาเวียดนาม ลงนามบันทึกความเข้าใจ",
            {("สมชาย ใจดี", "TH"), ("เหงียน วัน อาน", "VN")},
        ),
        (
            "ru",
            "Роспатент и ведомство Грузии подписали соглашение",
            "Руководитель Роспатента Иван Петров и председатель Национального центра "
            "интеллектуальной собственности Грузии «Сакпатенти» Георгий Беридзе подписали акт.",
            {("Иван Петров", "RU"), ("Георгий Беридзе", "GE")},
        ),
    ],
)
def test_names_end_where_the_language_says(
    language: str, title: str, text: str, expected: set[tuple[str, str | None]]
) -> None:
    publisher = {"ko": "KR", "ja": "JP"}.get(language)
    assert people(title, text, language=language, publisher=publisher) == expected


def test_of_two_parties_the_one_nobody_stands_for_is_that_of_the_minister() -> None:
    told = (
        "Jane Doe, President of the EPO, and Omar Nasser, Minister of Works and Water, signed a "
        "memorandum of understanding between the EPO and Jordan's patent office."
    )
    assert people("EPO and Jordan sign a memorandum", told) == {
        ("Jane Doe", "EP"),
        ("Omar Nasser", "JO"),
    }


def test_a_title_that_one_partys_head_bears_is_that_heads() -> None:
    told = (
        "President Ana Prado travelled to South Africa. The EPO and the Companies and Intellectual "
        "Property Commission (CIPC) of South Africa signed a work plan on 10 June 2022. "
        "Commissioner Thabo Nkosi welcomed it."
    )
    assert people("EPO and CIPC sign a work plan", told) == {
        ("Ana Prado", "EP"),
        ("Thabo Nkosi", "ZA"),
    }


def test_a_city_that_opens_a_line_begins_no_name() -> None:
    told = (
        "Bogotá D.C., 10 June 2022. The EPO and the SIC of Colombia signed a memorandum. For the "
        "EPO, Ana Prado attended."
    )
    assert people("EPO and SIC sign a memorandum", told) == {("Ana Prado", "EP")}


@pytest.mark.parametrize(
    "block",
    [
        ("Anna Maria Example", "President, EPO", "Taro Sample", "Commissioner, JPO"),
        (
            "FOR THE EUROPEAN PATENT OFFICE",
            "(Sgd.) Anna Maria Example, President",
            "FOR THE JAPAN PATENT OFFICE",
            "(Sgd.) Taro Sample, Commissioner",
        ),
        (
            "For the European Patent Office",
            "Anna Maria Example",
            "President",
            "For the Japan Patent Office",
            "Taro Sample",
            "Commissioner",
        ),
        (
            "For the European",
            "Patent Office",
            "For the Japan Patent",
            "Office of Japan",
            "(signed) (signed)",
            "Anna Maria Example Taro S. Sample",
            "President Commissioner",
        ),
        (
            "## Signed for the European Patent Office",
            "........................ (sgd.)",
            "Dr Anna Maria",
            "Example",
            "President",
            "In the presence of:",
            "Jane Witness",
            "Director, EPO",
            "## Signed for the Japan Patent Office",
            "........................ (sgd.)",
            "Taro Sample, OBE",
            "Commissioner",
        ),
    ],
)
def test_those_in_a_signature_block_sign_for_their_offices(block: tuple[str, ...]) -> None:
    found = people(
        "Joint Statement of the European Patent Office and the Japan Patent Office",
        "We, the heads of the two offices, have agreed to exchange examiners.",
        "Done in Munich on 8 June 2022.",
        *block,
    )
    assert {(name.replace(" S. ", " "), office) for name, office in found} == {
        ("Anna Maria Example", "EP"),
        ("Taro Sample", "JP"),
    }


def test_initials_stand_before_a_surname_in_a_signature_block() -> None:
    found = people(
        "Меморандум о взаимопонимании",
        "Роспатент и Кыргызпатент договорились о нижеследующем: обмен экспертами.",
        "Подписано в городе Москве 8 июня 2022 года.",
        "За Роспатент",
        "Руководитель",
        "(подпись) В.А. Примеров",
        "За Кыргызпатент",
        "Директор",
        "(подпись) Асан Примерович Образцов",
        language="ru",
    )
    assert found == {("В.А. Примеров", "RU"), ("Асан Примерович Образцов", "KG")}


def test_who_signs_for_a_university_is_of_no_office() -> None:
    found = people(
        "Memorandum of Understanding between KIPI and the University of Nairobi",
        "The Kenya Industrial Property Institute (KIPI) and the University of Nairobi have agreed "
        "as follows: KIPI will train researchers.",
        "Signed in Nairobi on 8 June 2022.",
        "For KIPI",
        "Jane Sample",
        "Managing Director",
        "For the University of Nairobi",
        "John Example",
        "Vice Chancellor",
    )
    assert found == {("Jane Sample", "KE"), ("John Example", None)}


def test_lines_that_name_no_person_are_no_signatures() -> None:
    found = people(
        "Joint Statement of the European Patent Office and the Japan Patent Office",
        "We, the heads of the two offices, have agreed to exchange examiners.",
        "For the European Patent Office",
        "Date: 8 June 2022",
        "Entry Into Force",
        "Commissioner, JPO",
    )
    assert found == set()


@pytest.mark.parametrize(
    ("language", "publisher", "signed", "named", "expected"),
    [
        (
            "ar", "EG",
            "وقّع الجهاز المصري للملكية الفكرية مذكرة تفاهم مع الويبو في القاهرة.",
            "ووقعها عن الجهاز رئيسه الدكتور سامي بن رشدي، وعن الويبو مديرها العام دارين تانغ.",
            {("سامي بن رشدي", "EG"), ("دارين تانغ", "WO")},
        ),
        (
            "fr", "CH",
            "L'Institut fédéral de la propriété intellectuelle et l'INPI ont signé un mémorandum.",
            "La directrice de l'Institut, Anne Dubuis, et M. Luc Lavigne, directeur de l'INPI, "
            "l'ont signé.",
            {("Anne Dubuis", "CH"), ("Luc Lavigne", "FR")},
        ),
        (
            "de", "AT",
            "Das Österreichische Patentamt und das Deutsche Patent- und Markenamt haben ein "
            "Memorandum unterzeichnet.",
            "Die Präsidentin des Amtes, Erika Lindner, und ihr deutscher Kollege Hans Brenner "
            "unterschrieben.",
            {("Erika Lindner", "AT"), ("Hans Brenner", "DE")},
        ),
        (
            "pt", "BR",
            "O INPI e o Escritório Europeu de Patentes assinaram um memorando de entendimento.",
            "O presidente do Instituto, João Almada, e o presidente do Escritório, Rui Couto, "
            "assinaram.",
            {("João Almada", "BR"), ("Rui Couto", "EP")},
        ),
        (
            "ru", "KZ",
            "Казпатент и Роспатент подписали меморандум о взаимопонимании.",
            "Меморандум подписали директор института Ерлан Абаев и руководитель ведомства "
            "Юрий Зимин.",
            {("Ерлан Абаев", "KZ"), ("Юрий Зимин", "RU")},
        ),
        (
            "tr", "TR",
            "Türk Patent ve Marka Kurumu ile Japonya Patent Ofisi mutabakat zaptı imzaladı.",
            "Zaptı Kurum Başkanı Ahmet Yaylacı ile JPO Başkanı Naoko Hirano imzaladı.",
            {("Ahmet Yaylacı", "TR"), ("Naoko Hirano", "JP")},
        ),
        (
            "ko", "KR",
            "특허청은 제네바에서 세계지식재산기구(WIPO)와 양해각서를 체결했다.",
            "마크 리(Mark Lee) 세계지식재산기구(WIPO) 사무총장과 홍길동 특허청장이 서명했다.",
            {("마크 리", "WO"), ("홍길동", "KR")},
        ),
        (
            "zh", "CN",
            "中泰签署知识产权谅解备忘录。",
            "国家知识产权局局长王小明在北京会见来访的泰国商务部部长朱林一行，双方签署谅解备忘录。",
            {("王小明", "CN"), ("朱林", "TH")},
        ),
    ],
)  # fmt: skip
def test_a_bare_noun_or_a_country_says_whose_head_it_is(
    language: str, publisher: str, signed: str, named: str, expected: set[tuple[str, str]]
) -> None:
    assert people(signed, f"{signed} {named}", language=language, publisher=publisher) == expected


def test_a_rector_heads_no_office_but_a_director_general_does() -> None:
    named = people(
        "특허청-한국대학교 업무협약 체결",
        "특허청은 15일 한국대학교와 업무협약(MOU)을 체결했다. "
        "홍길동 특허청장과 김철수 총장이 서명했다.",
        language="ko",
        publisher="KR",
    )
    assert named == {("홍길동", "KR"), ("김철수", None)}


@pytest.mark.parametrize(
    ("language", "signed", "named", "expected"),
    [
        (
            "tr",
            "TÜRKPATENT ile Katar Ticaret ve Sanayi Bakanlığı niyet mektubu imzaladı.",
            "TÜRKPATENT Başkanı Ali Örnek, Fikri Mülkiyet Dairesi Müdürü Emine el-Kuvari ile "
            "mektuba imza attı.",
            {("Ali Örnek", "TR"), ("Emine el-Kuvari", "QA")},
        ),
        (
            "en",
            "The Lao PDR and the European Patent Office (EPO) signed an agreement.",
            "It was signed at the headquarters of the EPO by the Deputy Minister of Industry, Mrs "
            "Chan Sample, and the President of the EPO, Mr Jan Example.",
            {("Chan Sample", "LA"), ("Jan Example", "EP")},
        ),
        (
            "en",
            "SAIP of Saudi Arabia and INPI of Brazil signed a memorandum.",
            "The delegation of SAIP, led by Dr Omar Hassan Al Sample, Assistant Under-Secretary, "
            "met INPI President Ana Prado, who signed for INPI.",
            {("Omar Hassan Al Sample", "SA"), ("Ana Prado", "BR")},
        ),
        (
            "ar",
            "وقعت الهيئة السعودية للملكية الفكرية مذكرة تفاهم مع المكتب المغربي للملكية الصناعية "
            "والتجارية.",
            "ومثّل الهيئة رئيسها التنفيذي الدكتور سامي بن محمد المثال، فيما مثّل المكتب المغربي "
            "مديره العام طارق نموذج.",
            {("سامي بن محمد المثال", "SA"), ("طارق نموذج", "MA")},
        ),
        (
            "ar",
            "وقعت وزارة التجارة والصناعة الكويتية والويبو مذكرة تفاهم.",
            "وقال وكيل وزارة التجارة والصناعة زياد المثال الذي وقع المذكرة إنها مهمة.",
            {("زياد المثال", "KW")},
        ),
        (
            "th",
            "กรมทรัพย์สินทางปัญญาลงนามบันทึกความเข้าใจกับสำนักงานสิทธิบัตรยุโรป (EPO)",
            "ลงนามโดยนายสมชาย ใจดี อธิบดีกรมทรัพย์สินทางปัญญา และนายอันโตนิโอ กัมปิโนส "
            "(António Campinos) ประธาน EPO",
            {("สมชาย ใจดี", "TH"), ("อันโตนิโอ กัมปิโนส", "EP")},
        ),
        (
            "ja",
            "日本の特許庁とUAE経済省は覚書に署名した。",
            "特許庁の見本洋太長官とアリ・ビン・サレ・アル・マッリ経済相が署名し、見本長官が歓迎した。",
            {("見本洋太", "JP"), ("アリ・ビン・サレ・アル・マッリ", "AE")},
        ),
        (
            "ko",
            "특허청은 UAE 경제부와 양해각서를 체결했다.",
            "20일 특허청에 따르면 이보기 청장은 두바이에서 알리 알 살레 아랍에미리트(UAE) 경제부 "
            "차관과 만나 서명했다.",
            {("이보기", "KR"), ("알리 알 살레", "AE")},
        ),
        (
            "de",
            "Das IGE und die CNIPA haben ein Arbeitsprogramm unterzeichnet.",
            "Sie unterzeichneten es: Anna Muster, die Direktorin des IGE, mit Hu Muster, dem "
            "stellvertretenden Leiter der CNIPA.",
            {("Anna Muster", "CH"), ("Hu Muster", "CN")},
        ),
        (
            "ro",
            "AGEPI și OSIM au semnat un memorandum.",
            "El a fost semnat de dna Model și de Directorul general al OSIM, Adriana Exemplu.",
            {("Adriana Exemplu", "RO")},
        ),
    ],
)
def test_each_head_goes_with_an_office_of_its_own(
    language: str, signed: str, named: str, expected: set[tuple[str, str | None]]
) -> None:
    assert people(signed, signed, named, language=language) == expected


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "The guests also met Minister John Bystander during the visit."),
        ("pt", "Houve ainda um encontro com o Ministro da Indústria, João Exemplo."),
        ("pl", "W konferencji uczestniczyła także Anna Przykładowa, sekretarz stanu."),
    ],
)
def test_who_governs_and_only_met_the_parties_stands_for_none(language: str, told: str) -> None:
    sign = {
        "en": "The EPO and the JPO signed a memorandum.",
        "pt": "O IEP e o INPI de Portugal assinaram um memorando. O EPO assinou.",
        "pl": "UPRP i EUIPO podpisały memorandum.",
    }[language]
    assert people(sign, sign, told, language=language) == set()


def test_a_minister_who_signs_stands_for_the_country() -> None:
    signed = "The Ministry of Economy of the UAE and the JPO signed a memorandum."
    told = "Minister Ali Sample and Commissioner of the JPO Hanako Mihon signed it."
    assert people(signed, signed, told) == {("Ali Sample", "AE"), ("Hanako Mihon", "JP")}


def test_a_title_of_several_parts_leads_to_one_office() -> None:
    told = (
        "Jane Doe, Director General of IP Australia, was welcomed by Ann Roe, Commissioner of "
        "Patents, Registrar of Trademarks and Chief Executive Officer of CIPO."
    )
    signed = "IP Australia and CIPO signed a memorandum of understanding."
    assert people(signed, signed, told) == {("Jane Doe", "AU"), ("Ann Roe", "CA")}


def test_who_signs_one_of_several_agreements_signs_no_other() -> None:
    release = document(
        "Two memoranda signed in Geneva",
        "The Director General of IP Australia, Jane Doe, signed two memoranda in Geneva.",
        "On 3 July she signed a memorandum of understanding with the Office of Chile. For the "
        "other side the chairman of the Office, Juan Muestra, signed.",
        "On 4 July IP Australia and the Office of Kenya signed a memorandum of understanding.",
        language="en", published="2022-07-05", publisher="AU",
    )  # fmt: skip
    context = EXTRACTOR.context(release, release.published, release.publisher)
    first, second = EXTRACTOR.agreements(context)
    assert (first.parties, second.parties) == (("AU", "CL"), ("AU", "KE"))
    assert "Juan Muestra" in {person.name for person in first.people}
    assert {person.name for person in second.people} == {"Jane Doe"}


@pytest.mark.parametrize(
    ("language", "publisher", "signed", "named", "expected"),
    [
        (
            "zh", "CN",
            "国家知识产权局与海关总署签署合作备忘录。",
            "国家知识产权局局长申样本和海关总署署长俞样本出席签约仪式。",
            {("申样本", "CN"), ("俞样本", None)},
        ),
        (
            "ja", "JP",
            "特許庁と国立大学法人見本大学は連携協定を締結した。",
            "浜野見本長官と藤井見本総長が署名した。",
            {("浜野見本", "JP"), ("藤井見本", None)},
        ),
        (
            "en", "SG",
            "IPOS and the National Sample University (NSU) signed a memorandum of understanding.",
            "It was signed by IPOS Chief Executive Jane Doe and NSU President Professor Ann Roe.",
            {("Jane Doe", "SG"), ("Ann Roe", None)},
        ),
        (
            "it", "IT",
            "L'UIBM e l'Agenzia delle Dogane e dei Monopoli (ADM) hanno firmato un protocollo "
            "d'intesa.",
            "A firmarlo il Direttore Generale Anna Esempio e il Direttore Generale dell'Agenzia, "
            "Marco Campione.",
            {("Anna Esempio", "IT"), ("Marco Campione", None)},
        ),
    ],
)  # fmt: skip
def test_the_head_of_another_party_has_no_office(
    language: str, publisher: str, signed: str, named: str, expected: set[tuple[str, str | None]]
) -> None:
    assert people(signed, signed, named, language=language, publisher=publisher) == expected


def test_a_minister_signs_for_the_party_whose_office_has_another_head() -> None:
    told = (
        "M. Riadh Doe, ministre de l'Industrie, et M. António Campinos, président de l'Office "
        "européen des brevets (OEB), ont signé le 14 juin 2022 un accord de validation."
    )
    more = "M. Karim Roe, directeur général de l'OMPIC, a expliqué ce qui change."
    assert people("L'OEB et l'OMPIC signent un accord", told, more, language="fr") == {
        ("Riadh Doe", "MA"),
        ("António Campinos", "EP"),
        ("Karim Roe", "MA"),
    }


@pytest.mark.parametrize(
    ("language", "publisher", "told", "found"),
    [
        (
            "es",
            "MX",
            "El convenio fue firmado por el superintendente de Industria y Comercio (SIC) de "
            "Colombia, Pablo Doe del Castillo.",
            ("Pablo Doe del Castillo", "CO"),
        ),
        (
            "es",
            "MX",
            "El convenio fue firmado por la directora general del IMPI, Abg. Marta Roe.",
            ("Marta Roe", "MX"),
        ),
    ],
)
def test_the_name_is_found_behind_a_country_or_a_degree(
    language: str, publisher: str, told: str, found: tuple[str, str]
) -> None:
    title = "El IMPI y la SIC de Colombia firman un convenio"
    sign = "El IMPI de México y la SIC de Colombia firmaron un convenio el 14 de junio de 2022."
    assert found in people(title, sign, told, language=language, publisher=publisher)


def test_an_offices_head_may_be_told_in_one_german_word() -> None:
    assert ("Anna Doe", "AT") in people(
        "Österreich und Tschechien vereinbaren Zusammenarbeit",
        "Das Österreichische Patentamt und das Tschechische Amt für gewerbliches Eigentum haben am "
        "14. Juni 2022 ein Memorandum unterzeichnet.",
        "„Wir lernen voneinander“, freut sich Patentamtspräsidentin Anna Doe.",
        language="de",
        publisher="AT",
    )


def test_a_malay_honorific_is_no_part_of_a_name() -> None:
    told = "It was signed by Yang Mulia Rosnah Doe, Registrar of BruIPO."
    sign = "BruIPO and the Japan Patent Office signed a memorandum on 14 June 2022."
    assert ("Rosnah Doe", "BN") in people("BruIPO and JPO sign a memorandum", sign, told)


def test_a_surname_that_is_an_english_word_is_kept_and_the_office_is_that_of_the_title() -> None:
    told = (
        "It was agreed between Mr. Arif Doe, Chairman IPO-Pakistan, and a delegation headed by Dr. "
        "HE Zhixin, Deputy Commissioner SIPO."
    )
    sign = "IPO-Pakistan and SIPO of China signed a memorandum of understanding on 14 June 2022."
    assert people("Pakistan and China sign a memorandum", sign, told, publisher="PK") == {
        ("Arif Doe", "PK"),
        ("HE Zhixin", "CN"),
    }
