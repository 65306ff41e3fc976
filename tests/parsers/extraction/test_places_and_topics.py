"""Place, way of meeting, next meeting and topics, from the sentences that tell of the agreement."""

from __future__ import annotations

import pytest

from accord.agreement import Agreement, Mode, NextMeeting
from config.vocabulary import load_vocabulary
from parsers.extraction.extractor import Extractor
from tests.parsers.extraction.releases import document

EXTRACTOR = Extractor(load_vocabulary())
TITLE = "IP Australia and IPONZ sign a memorandum of understanding"


def read(*text: str, title: str = TITLE, language: str = "en") -> Agreement:
    release = document(title, *text, language=language, published="2022-06-15", publisher="AU")
    context = EXTRACTOR.context(release, release.published, release.publisher)
    (agreement,) = EXTRACTOR.agreements(context)
    for field in ("place", "mode", "next_meeting", "topics"):
        for evidence in agreement.quotes(field):
            assert evidence.start is not None
            end = evidence.start + len(evidence.quote)
            assert context.text[evidence.start : end] == evidence.quote
    return agreement


def sentence(tail: str) -> str:
    return f"IP Australia and IPONZ signed a memorandum of understanding {tail}."


@pytest.mark.parametrize(
    ("tail", "place", "mode"),
    [
        ("in Wellington on 14 June 2022", "Wellington", Mode.IN_PERSON),
        ("by videoconference on 14 June 2022", None, Mode.ONLINE),
        ("at a virtual ceremony on 14 June 2022", None, Mode.ONLINE),
        ("on 14 June 2022", None, None),
        ("under the Madrid System on 14 June 2022", None, None),
        ("in Mexico City on 14 June 2022", "Mexico City", Mode.IN_PERSON),
        ("in Kyneton, Australia, on 14 June 2022", "Kyneton", Mode.IN_PERSON),
        ("at the Grand Hotel, Wellington, on 14 June 2022", "Wellington", Mode.IN_PERSON),
    ],
)
def test_the_place_is_where_it_was_signed(tail: str, place: str | None, mode: Mode | None) -> None:
    agreement = read(sentence(tail))
    assert (agreement.place, agreement.mode) == (place, mode)


def test_who_sign_each_at_home_do_not_meet() -> None:
    told = (
        "It was signed by Director General Jane Doe in Canberra and Commissioner John Roe in "
        "Wellington on 13 and 14 June 2022."
    )
    agreement = read(sentence("on 14 June 2022"), told)
    assert (agreement.place, agreement.mode) == (None, None)


def test_the_place_of_signing_goes_before_that_of_writing() -> None:
    told = f"CANBERRA, 15 June 2022. {sentence('in Wellington on 14 June 2022')}"
    assert read(told).place == "Wellington"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Both heads praised Wellington.", "Wellington"),
        ("Both heads praised the city.", "Wellington"),
    ],
)
def test_a_city_in_capitals_is_written_as_elsewhere(text: str, place: str) -> None:
    told = f"WELLINGTON, Wednesday – {sentence('on 14 June 2022')}"
    agreement = read(told, text)
    assert agreement.place == place
    assert str(agreement.concluded) == "2022-06-14"


def test_the_next_meetings_city_is_not_the_place() -> None:
    agreement = read(
        sentence("on 14 June 2022"),
        "The next meeting will be hosted by IPONZ in Auckland in 2023.",
    )
    assert agreement.place is None
    assert agreement.next_meeting == NextMeeting("NZ", 2023)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The next annual meeting will be held in New Zealand next year.", NextMeeting("NZ", 2023)),
        ("IP Australia will host the next meeting in 2024.", NextMeeting("AU", 2024)),
        ("The next meeting will be held in Auckland, New Zealand.", NextMeeting("NZ", None)),
        ("Both offices met last year.", None),
    ],
)
def test_the_next_meeting_has_the_host_and_year_that_are_said(
    text: str, expected: NextMeeting | None
) -> None:
    assert read(sentence("on 14 June 2022"), text).next_meeting == expected


@pytest.mark.parametrize(
    ("language", "title", "text", "place"),
    [
        (
            "fr",
            "IP Australia et l'IPONZ signent un accord",
            "IP Australia et l'IPONZ ont signé à Genève un accord de coopération.",
            "Genève",
        ),
        (
            "de",
            "IP Australia und IPONZ unterzeichnen ein Abkommen",
            "IP Australia und IPONZ haben in München ein Abkommen unterzeichnet.",
            "München",
        ),
        (
            "ja",
            "特許庁とIPONZが協力覚書に署名しました",
            "特許庁とIPONZは、東京において協力覚書に署名しました。",
            "東京",
        ),
        (
            "zh",
            "国家知识产权局与IPONZ签署谅解备忘录",
            "国家知识产权局与IPONZ在北京签署了谅解备忘录。",
            "北京",
        ),
        (
            "ko",
            "특허청과 IPONZ, 양해각서 체결",
            "특허청은 IPONZ와 서울에서 양해각서를 체결했다.",
            "서울",
        ),
        (
            "ru",
            "Роспатент и IPONZ подписали меморандум",
            "Роспатент и IPONZ подписали меморандум о взаимопонимании в Москве.",
            "Москва",
        ),
    ],
)
def test_the_place_stays_in_the_language_of_the_release(
    language: str, title: str, text: str, place: str
) -> None:
    agreement = read(text, title=title, language=language)
    assert (agreement.place, agreement.mode) == (place, Mode.IN_PERSON)


def test_topics_are_those_that_were_agreed_on() -> None:
    agreement = read(
        "IP Australia and IPONZ signed a memorandum of understanding on enforcement and on the "
        "training of staff.",
        "The audience also heard a talk about plant varieties.",
    )
    assert {"enforcement", "education_and_training"} <= set(agreement.topics)
    assert "plant_varieties" not in agreement.topics


def test_two_items_of_a_list_make_no_topic_together() -> None:
    told = "The memorandum covers:", "- training of patent examiners", "- exchange of patent data"
    agreement = read(sentence("on 14 June 2022"), *told)
    assert "education_and_training" in agreement.topics
    assert "examiner_exchange" not in agreement.topics


def test_words_in_the_names_of_offices_are_no_topics() -> None:
    title = "USPTO and DKPTO sign a memorandum of understanding"
    told = (
        "The United States Patent and Trademark Office and the Danish Patent and Trademark Office "
        "signed a memorandum of understanding on copyright."
    )
    assert read(told, title=title).topics == ("copyright",)


def test_a_patent_prosecution_highway_has_its_three_topics() -> None:
    title = "IP Australia and IPONZ launch a Patent Prosecution Highway"
    told = "IP Australia and IPONZ have launched a Patent Prosecution Highway pilot today."
    agreement = read(told, title=title)
    assert {"patents", "search_and_examination", "work_sharing"} <= set(agreement.topics)


def test_an_agreement_with_an_office_for_patents_alone_is_about_patents() -> None:
    title = "EPO and IP Australia sign a memorandum of understanding"
    told = "The EPO and IP Australia signed a memorandum of understanding."
    assert read(told, title=title).topics == ("patents",)


@pytest.mark.parametrize(
    ("language", "told", "topics"),
    [
        (
            "ru",
            "Роспатент и IPONZ подписали меморандум о защите авторских прав и о географических "
            "указаниях.",
            {"copyright", "geographical_indications"},
        ),
        (
            "de",
            "Das DPMA und IPONZ haben ein Memorandum über künstliche Intelligenz und den Austausch "
            "von Prüfern unterzeichnet.",
            {"artificial_intelligence", "examiner_exchange"},
        ),
        (
            "pt",
            "O INPI do Brasil e o IPONZ assinaram um memorando sobre indicações geográficas e "
            "transferências tecnológicas.",
            {"geographical_indications", "technology_transfer"},
        ),
        (
            "tr",
            "IP Australia ile IPONZ e-başvuru altyapısı, menşe adları ve uzmanların değişimi "
            "konusunda mutabakat zaptı imzaladı.",
            {"digital_transformation", "geographical_indications", "examiner_exchange"},
        ),
        (
            "uk",
            "IP Australia та IPONZ підписали меморандум про наближення законодавства, протидію "
            "підробкам та обмін візитами.",
            {"harmonisation", "enforcement", "examiner_exchange"},
        ),
        (
            "ar",
            "وقع IP Australia وIPONZ مذكرة تفاهم بشأن تحسيس المقاولات والأرشفة الإلكترونية.",
            {"public_awareness", "small_businesses", "digital_transformation"},
        ),
        (
            "en",
            "IP Australia and IPONZ signed a memorandum on electronic customer services, the "
            "promotion of IPR culture and consultations on WIPO issues.",
            {"digital_transformation", "public_awareness", "wipo_cooperation"},
        ),
        (
            "fr",
            "IP Australia et l'IPONZ ont signé un mémorandum sur la coopération numérique et sur "
            "les travaux de l'OMPI.",
            {"digital_transformation", "wipo_cooperation"},
        ),
        (
            "es",
            "IP Australia y la IPONZ firmaron un memorando sobre cooperación digital y asuntos de "
            "la OMPI.",
            {"digital_transformation", "wipo_cooperation"},
        ),
    ],
)
def test_topics_are_known_in_all_cases_of_a_language(
    language: str, told: str, topics: set[str]
) -> None:
    assert topics <= set(read(told, language=language).topics)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "The IPONZ and the JPO signed a memorandum of understanding on training examiners."),
        ("de", "Das IPONZ und das JPO haben ein Memorandum über Kurse für Prüfer unterzeichnet."),
        ("ja", "IPONZとJPOは、審査官の研修に関する覚書に署名した。"),
        ("zh", "IPONZ与JPO签署了关于审查员培训的谅解备忘录。"),
        ("ko", "IPONZ와 JPO는 심사관 교육에 관한 양해각서를 체결했다."),
    ],
)
def test_who_examines_is_no_examination(language: str, told: str) -> None:
    assert "search_and_examination" not in read(told, title="IPONZ", language=language).topics


def test_small_words_are_no_acronyms() -> None:
    told = (
        "L'INPI France et l'IPONZ ont signé un accord de coopération sur le droit d'auteur. "
        "« J'ai grand plaisir à signer cet accord », a dit le directeur."
    )
    assert read(told, language="fr").topics == ("copyright",)


@pytest.mark.parametrize(
    ("language", "told", "host", "year"),
    [
        ("en", "The next meeting will be hosted by IPONZ in 2023.", "NZ", 2023),
        ("en", "Next year the meeting will take place in Wellington, New Zealand.", "NZ", 2023),
        ("ja", "2023年の会合は、ニュージーランド知的財産庁がホスト庁を務めます。", "NZ", 2023),
        ("es", "La IPONZ asumirá la presidencia y recibirá al Comité en 2023.", "NZ", 2023),
        ("de", "Zum nächsten Treffen lädt 2023 IPONZ ein.", "NZ", 2023),
        ("ru", "Следующая встреча руководителей намечена на 2023 год в Москве.", "RU", 2023),
        ("en", "In 2023 IPONZ will organise the annual meeting.", "NZ", 2023),
    ],
)
def test_the_next_meeting_has_a_host_and_a_year(
    language: str, told: str, host: str, year: int
) -> None:
    agreement = read(
        "IP Australia and IPONZ signed a memorandum (MOU) in Sydney on 14 June 2022.",
        told,
        language=language,
    )
    assert agreement.next_meeting == NextMeeting(host, year)


def test_the_next_day_is_no_next_meeting() -> None:
    agreement = read(
        "IP Australia and IPONZ signed a memorandum of understanding in Sydney on 14 June 2022.",
        "The next day both met at a forum of IPONZ.",
    )
    assert agreement.next_meeting is None


def test_what_an_office_receives_in_a_month_to_come_is_no_meeting() -> None:
    agreement = read(
        "IP Australia and IPONZ signed a memorandum of understanding in Sydney on 14 June 2022.",
        "IPONZ receives the source code in January 2023.",
    )
    assert agreement.next_meeting is None


@pytest.mark.parametrize(
    ("tail", "told", "place", "mode"),
    [
        (
            "in Wellington on 14 June 2022",
            "Heads met in Wellington; others followed by video.",
            "Wellington",
            Mode.HYBRID,
        ),
        ("on 14 June 2022", "The heads had met on that day. It was by video.", None, Mode.ONLINE),
        ("on 14 June 2022", "They met in Sydney on 3 May 2019.", None, None),
        (
            "on 14 June 2022",
            "Progress will be reviewed at a meeting in Sydney in 2023.",
            None,
            None,
        ),
        ("by electronic signature on 14 June 2022", "Both want more.", None, None),
    ],
)
def test_how_and_where_they_met_is_of_that_time(
    tail: str, told: str, place: str | None, mode: Mode | None
) -> None:
    agreement = read(sentence(tail), told)
    assert (agreement.place, agreement.mode) == (place, mode)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "At their talks online services came first; they will fight online piracy."),
        ("ko", "양측은 방문을 추진하고 온라인 저작권 침해에 대응하기로 하였다."),
        ("vi", "Hai bên thăm nhau và ngăn chặn xâm phạm bản quyền trực tuyến."),
        ("ja", "両庁は会談し、インターネット上の著作権保護で協力する。"),
    ],
)
def test_what_is_online_in_what_they_agree_on_is_no_way_of_meeting(
    language: str, told: str
) -> None:
    agreement = read(sentence("in Sydney on 14 June 2022"), told, language=language)
    assert (agreement.place, agreement.mode) == ("Sydney", Mode.IN_PERSON)


def test_the_day_until_which_it_lasts_does_not_hide_how_it_was_signed() -> None:
    told = "INAPI e INPI firmaron un memorando en forma virtual, vigente hasta junio de 2025."
    assert read(told, title="INAPI e INPI firman un memorando", language="es").mode is Mode.ONLINE


def test_an_earlier_signing_by_video_is_not_this_one() -> None:
    told = "The last memorandum of the office was signed by videoconference in December 2021."
    agreement = read(sentence("in Sydney on 14 June 2022"), told)
    assert (agreement.place, agreement.mode) == ("Sydney", Mode.IN_PERSON)


def test_a_capital_in_a_title_makes_no_town() -> None:
    agreement = read(sentence("on 14 June 2022"), title="The two offices met in Friendship")
    assert agreement.place is None


def test_a_signing_told_far_from_the_word_for_online_was_online_all_the_same() -> None:
    told = (
        "El pasado 14 de junio, de manera virtual, la oficina australiana IP Australia y la "
        "oficina neozelandesa IPONZ suscribieron un memorando de entendimiento."
    )
    assert read(told, language="es").mode is Mode.ONLINE


def test_a_dateline_is_a_place_only_where_people_came_together() -> None:
    opening = "Sydney - IP Australia and IPONZ"
    met = read(f"{opening} signed a memorandum of understanding on 14 June 2022 at a meeting here.")
    said = read(f"{opening} announce a memorandum of understanding that begins on 14 June 2022.")
    assert met.place == "Sydney"
    assert said.place is None


def test_letters_within_a_korean_word_are_no_city() -> None:
    told = "특허청은 우리가 IPONZ와 양해각서를 체결했다고 밝혔다."
    assert read(told, title="특허청과 IPONZ, 양해각서 체결", language="ko").place is None


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Canberra, 15 June 2022. By an exchange of letters IP Australia and IPONZ agreed on "
         "a memorandum of understanding."),
        ("es", "Canberra, 15 de junio de 2022. IP Australia e IPONZ firmaron un memorando de "
         "entendimiento mediante intercambio electrónico."),
        ("zh", "堪培拉6月15日,IP Australia与IPONZ以换函方式签署谅解备忘录。"),
    ],
)  # fmt: skip
def test_who_signs_by_letter_meets_nowhere(language: str, told: str) -> None:
    agreement = read(told, language=language)
    assert (agreement.place, agreement.mode) == (None, None)


def test_a_dateline_is_no_place_of_what_was_signed_beside_the_assemblies_elsewhere() -> None:
    told = "in the margins of the WIPO Assemblies"
    agreement = read(f"CANBERRA, 15 June 2022. {sentence(told)}")
    assert (agreement.place, agreement.mode) == (None, Mode.IN_PERSON)
    assert read(f"GENEVA, 15 June 2022. {sentence(told)}").place == "Geneva"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "IP Australia and IPONZ signed a memorandum of understanding in Vizela, Portugal."),
        ("ja", "IP AustraliaとIPONZは、スイス・モントルーで覚書に署名しました。"),
        ("ko", "호주 특허청과 뉴질랜드 특허청은 미국 시러큐스에서 양해각서를 체결했다."),
        ("th", "นางมาลี ใจดี จาก IP Australia และ IPONZ ได้ลงนามในบันทึกความเข้าใจ"),
    ],
)  # fmt: skip
def test_a_country_behind_a_town_or_in_a_name_is_no_party(language: str, told: str) -> None:
    assert read(told, language=language).parties == ("AU", "NZ")


def test_a_year_to_come_in_the_title_does_not_hide_how_they_met() -> None:
    title = "IP Australia and IPONZ meet online and set the course for 2023"
    text = "The two offices signed a memorandum of understanding on 14 June 2022."
    agreement = read(text, title=title)
    assert (agreement.place, agreement.mode) == (None, Mode.ONLINE)


def test_a_city_in_capital_letters_has_its_dictionary_form() -> None:
    text = (
        "Ведомство интеллектуальной собственности Австралии и ВОИС подписали меморандум о "
        "взаимопонимании в ЖЕНЕВЕ 14 июня 2022 года."
    )
    assert read(text, title="Новости", language="ru").place == "Женева"


@pytest.mark.parametrize(
    ("language", "told", "place", "mode"),
    [
        (
            "en",
            ("IP Australia and IPONZ signed a memorandum of understanding in Boulder, Colorado, on "
             "June 14, 2022.",),
            "Boulder",
            Mode.IN_PERSON,
        ),
        (
            "es",
            ("Santa Rosa Jáuregui, Qro.- IP Australia y el IPONZ firmaron un memorando de "
             "entendimiento este 14 de junio en presencia de empresas de la región.",),
            "Santa Rosa Jáuregui",
            Mode.IN_PERSON,
        ),
        (
            "es",
            ("IP Australia y el IPONZ firmaron un memorando de entendimiento con la Universidad de "
             "Salamanca el 14 de junio.",),
            None,
            None,
        ),
        (
            "ru",
            ("В Женеве 14 июня 2022 года встретились руководители IP Australia и IPONZ. По итогам "
             "встречи подписан меморандум о взаимопонимании.",
             "Меморандум предусматривает стажировки в Мюнхене и Гааге и обмен опытом экспертов "
             "обоих ведомств."),
            "Женева",
            Mode.IN_PERSON,
        ),
        (
            "ar",
            ("وقع مكتب أستراليا للملكية الفكرية ومكتب نيوزيلندا للملكية الفكرية مذكرة تفاهم في مقر "
             "المكتب بالرياض.",),
            "الرياض",
            Mode.IN_PERSON,
        ),
        (
            "zh",
            ("澳大利亚知识产权局与新西兰知识产权局6月14日在京签署谅解备忘录。",),
            "北京",
            Mode.IN_PERSON,
        ),
        (
            "pt",
            ("IP Australia e o IPONZ assinaram um memorando de entendimento. A cerimônia foi "
             "realizada pela internet no dia 14 de junho.",),
            None,
            Mode.ONLINE,
        ),
    ],
)  # fmt: skip
def test_the_day_beside_a_city_says_that_it_was_there(
    language: str, told: tuple[str, ...], place: str | None, mode: Mode | None
) -> None:
    agreement = read(*told, language=language)
    assert (agreement.place, agreement.mode) == (place, mode)


def test_beside_areas_that_are_set_out_a_passing_word_makes_no_topic() -> None:
    agreement = read(
        sentence("on 14 June 2022, in the year in which designs were much spoken of"),
        "It covers the following areas: training of examiners, exchange of patent data and "
        "classification.",
    )
    assert "designs" not in agreement.topics
    assert "classification" in agreement.topics


@pytest.mark.parametrize(
    ("language", "told", "expected", "absent"),
    [
        ("en", "It covers a common manual for designs, attachment of examiners and classes for "
         "young people.", {"harmonisation", "examiner_exchange", "designs"}, {"inclusion"}),
        ("es", "Abarca la interconexión de las bases de datos, la validación de patentes y cursos "
         "para jóvenes.", {"data_exchange", "search_and_examination", "patents"}, {"inclusion"}),
        ("ar", "وتشمل توحيد إجراءات الفحص وتكوين الموارد البشرية وربط قواعد البيانات.",
         {"harmonisation", "education_and_training", "data_exchange"}, {"inclusion"}),
        ("pl", "Obejmuje staże dla ekspertów, zajęcia dla studentów i ujednolicanie praktyki.",
         {"education_and_training", "harmonisation"}, {"inclusion"}),
        ("en", "It covers the quality of goods with geographical indications, controls at the "
         "border and a mentoring of growers.", {"geographical_indications", "enforcement"},
         {"quality"}),
        ("it", "Comprende la tutela alla frontiera, corsi per esaminatori e la diffusione della "
         "cultura brevettuale tra le microimprese.",
         {"enforcement", "education_and_training", "public_awareness", "small_businesses"}, set()),
        ("nl", "Het omvat kennisopbouw door cursussen, een campagne voor ondernemers en hergebruik "
         "van onderzoeksresultaten.",
         {"education_and_training", "public_awareness", "small_businesses", "work_sharing"}, set()),
        ("fr", "Les deux offices y siègent en qualité de fondateurs. Il porte sur un jumelage et "
         "un portail en ligne.", {"examiner_exchange", "digital_transformation"}, {"quality"}),
        ("de", "Es umfasst Softwarepflege, das Prüfverfahren und Hilfe für Kleinbetriebe.",
         {"digital_transformation", "search_and_examination", "small_businesses"}, set()),
    ],
)  # fmt: skip
def test_topics_are_what_the_offices_agree_to_do(
    language: str, told: str, expected: set[str], absent: set[str]
) -> None:
    signed = {
        "en": sentence("on 14 June 2022"),
        "es": "IP Australia e IPONZ firmaron un memorando de entendimiento el 14 de junio de 2022.",
        "ar": "وقع مكتب أستراليا للملكية الفكرية ومكتب نيوزيلندا للملكية الفكرية مذكرة تفاهم.",
        "pl": "IP Australia i IPONZ podpisały memorandum o współpracy 14 czerwca 2022 r.",
        "it": "IP Australia e IPONZ hanno firmato un memorandum d'intesa il 14 giugno 2022.",
        "nl": "IP Australia en IPONZ ondertekenden op 14 juni 2022 een memorandum.",
        "fr": "IP Australia et IPONZ ont signé un protocole d'accord le 14 juin 2022.",
        "de": "IP Australia und IPONZ haben am 14. Juni 2022 ein Memorandum unterzeichnet.",
    }[language]
    topics = {*read(signed, told, language=language).topics}
    assert expected <= topics
    assert not absent & topics


PLACES = [
    ("uk", "Меморандум між INAPI та INPI підписано у Женеві 14 червня.", "Женева"),
    ("pl", "INAPI i INPI podpisały memorandum w Warszawie 14 czerwca.", "Warszawa"),
    ("pl", "INAPI i INPI podpisały memorandum w Pradze 14 czerwca.", "Praga"),
    ("pl", "INAPI i INPI podpisały w Krakowie porozumienie o współpracy.", "Kraków"),
    ("es", "INAPI e INPI firmaron en Ginebra convenio de cooperación.", "Ginebra"),
    ("pl", "INAPI i INPI podpisały w Pekinie plan działań.", "Pekin"),
    (
        "pt",
        "O INAPI e o INPI assinaram um memorando em Vila Nova da Barquinha.",
        "Vila Nova da Barquinha",
    ),
    ("de", "Das INAPI und das INPI unterzeichneten in Innsbruck ein Memorandum.", "Innsbruck"),
    ("cs", "INAPI a INPI podepsaly memorandum v Ženevě 14. června.", "Ženeva"),
    ("ru", "INAPI и INPI подписали меморандум в Самарканде 14 июня.", "Самарканд"),
    ("ru", "INAPI и INPI подписали меморандум в городе Минске 14 июня.", "Минск"),
    ("en", "They signed it in Washington, D.C. on 14 June.", "Washington, D.C."),
    ("pt", "O INAPI e o INPI assinaram um memorando na cidade da Praia.", "Praia"),
    ("it", "L'INAPI e l'INPI hanno firmato un memorandum a Ginevra.", "Ginevra"),
    ("th", "INAPI และ INPI ลงนามบันทึกความเข้าใจ ณ นครเจนีวา", "นครเจนีวา"),
    ("ja", "（ドバイ発）INAPIとINPIは14日、スイス・ジュネーブで覚書に署名した。", "ジュネーブ"),
    ("ko", "(대전=통신) INAPI와 INPI는 14일 제네바에서 양해각서에 서명했다.", "제네바"),
    ("ko", "INAPI와 INPI는 14일 서울 강남구 호텔에서 양해각서에 서명했다.", "서울"),
    ("zh", "INAPI与INPI6月14日在瑞士日内瓦签署谅解备忘录。", "日内瓦"),
    ("zh", "INAPI与INPI签署谅解备忘录。INAPI还会见了新加坡知识产权局。", None),
    ("de", "INAPI und INPI unterzeichneten in der Stadt Genf ein Memorandum.", "Genf"),
    ("ro", "La București, INAPI și INPI au semnat un memorandum de înțelegere.", "București"),
    ("bg", "INAPI и INPI подписаха в София меморандум на 14 юни.", "София"),
    ("el", "Στις 14 Ιουνίου υπεγράφη στην Αθήνα μνημόνιο μεταξύ INAPI και INPI.", "Αθήνα"),
    ("lt", "Vilniuje INAPI ir INPI pasirašė memorandumą birželio 14 d.", "Vilnius"),
    ("kk", "14 маусымда Астанада INAPI мен INPI меморандумға қол қойды.", "Астана"),
    ("tr", "INAPI ile INPI 14 Haziran'da Ankara'da Mutabakat Zaptı imzaladı.", "Ankara"),
    ("ru", "14 июня в г. Минске INAPI и INPI подписали меморандум.", "Минск"),
    ("en", "INAPI and INPI signed a memorandum with the Suzhou Industrial Park Office.", None),
    ("en", "A memorandum between INAPI and INPI was signed, this morning, in Ebène.", "Ebène"),
    ("es", "INAPI e INPI firmaron un memorando en Coyhaique, el 14 de junio.", "Coyhaique"),
    ("en", "INAPI and INPI signed a memorandum in English, with annexes.", None),
    ("en", "INAPI and INPI signed a memorandum for offices in Africa.", None),
    (
        "zh",
        "INAPI局长6月14日在圣地亚哥会见来华出席五十周年活动的INPI局长并签署谅解备忘录。",
        "圣地亚哥",
    ),
    (
        "hu",
        "INAPI és INPI június 14-én Budapesten írt alá együttműködési megállapodást.",
        "Budapest",
    ),
    ("ko", "INAPI와 INPI는 14일 정부대전청사에서 양해각서를 체결했다.", "대전"),
]


@pytest.mark.parametrize(("language", "told", "place"), PLACES)
def test_a_city_is_named_as_its_language_names_it(
    language: str, told: str, place: str | None
) -> None:
    title = "INPI and INAPI sign a memorandum of understanding"
    release = document(title, told, language=language, published="2022-06-15", publisher="CL")
    context = EXTRACTOR.context(release, release.published, release.publisher)
    assert EXTRACTOR.agreements(context)[0].place == place


def test_how_they_met_is_no_part_of_the_subject_behind_it() -> None:
    told = "특허청과 호주 특허청은 2022년 6월 14일 화상으로 심사협력 양해각서를 체결하였다."
    assert read(told, title="특허청, 양해각서 체결", language="ko").mode is Mode.ONLINE


def test_a_city_that_is_a_country_too_is_no_place_where_nobody_meets() -> None:
    agreement = read(
        "Small enterprises in Singapore will find it easier to protect their inventions abroad.",
        "IPOS and IP Australia signed a memorandum of understanding on 14 June 2022.",
        title="IPOS and IP Australia sign a memorandum of understanding",
    )
    assert agreement.place is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "IP Australia and IPONZ signed a memorandum of understanding aimed at establishing a "
            "training centre in Hobart.",
            None,
        ),
        (
            "IP Australia and IPONZ signed a memorandum of understanding aimed at establishing a "
            "training centre in Hobart on 14 June 2022.",
            "Hobart",
        ),
        (
            "IP Australia and IPONZ signed a memorandum of understanding. It provides for joint "
            "events for start-ups in Hobart and Auckland.",
            None,
        ),
        (
            "IP Australia and IPONZ signed a memorandum of understanding, so that what is examined "
            "counts in Canberra, Wellington and Hobart.",
            None,
        ),
    ],
)
def test_where_something_will_be_is_no_place_of_signing(text: str, place: str | None) -> None:
    assert read(text).place == place
