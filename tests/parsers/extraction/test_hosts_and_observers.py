"""Who hosted a meeting and who only observed it, in the ways in which languages say so."""

from __future__ import annotations

import pytest

from accord.agreement import Agreement
from config.vocabulary import load_vocabulary
from parsers.extraction.extractor import Extractor
from tests.parsers.extraction.releases import document

EXTRACTOR = Extractor(load_vocabulary())

TITLE = "INPI of Brazil and INAPI of Chile sign a memorandum of understanding"
SIGN = "INPI of Brazil and INAPI of Chile signed a memorandum of understanding on 14 June 2022."


def read(*text: str, language: str = "en", publisher: str | None = None) -> Agreement:
    release = document(TITLE, *text, language=language, published="2022-06-15", publisher=publisher)
    context = EXTRACTOR.context(release, release.published, release.publisher)
    (agreement,) = EXTRACTOR.agreements(context)
    for evidence in (*agreement.quotes("host"), *agreement.quotes("observers")):
        assert evidence.start is not None
        assert context.text[evidence.start :].startswith(evidence.quote)
    return agreement


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "The meeting was hosted by INAPI."),
        ("de", "INAPI hat in Santiago eine Delegation des Instituts INPI empfangen."),
        ("de", "Die Delegation des INPI wurde vom INAPI in Santiago empfangen."),
        ("en", "Meeting in Santiago, with INAPI in the chair, the group agreed on more."),
        ("en", "INAPI had offered to host the talks."),
        ("en", "INAPI played host to INPI on 14 June."),
        ("es", "Por convocatoria del INAPI, ambas delegaciones se reunieron en Santiago."),
        ("pt", "O INPI foi recebido na sede do INAPI, em Santiago."),
        ("it", "Una delegazione dell'INPI è stata ricevuta dall'INAPI."),
        ("nl", "De ondertekening vond plaats in het kantoor van INAPI in Santiago."),
        ("nl", "Als gastheer trad INAPI op; INAPI verwelkomde de delegatie in Santiago."),
        ("it", "Ad accogliere gli ospiti il Direttore generale dell'INAPI."),
        ("pl", "Spotkanie odbyło się w gmachu INAPI w Santiago."),
        ("it", "La delegazione brasiliana è stata ospite dell'INAPI a Santiago."),
        ("de", "Der Präsident des INPI wurde am 14. Juni im INAPI empfangen."),
        ("ro", "Semnarea a avut loc la sediul INAPI din Santiago."),
        ("tr", "Toplantı INAPI'nin ev sahipliğinde Santiago'da yapıldı."),
        ("ja", "署名式はINAPI本部で行われた。"),
        ("zh", "签署仪式在INAPI总部举行。"),
        ("id", "Delegasi INPI berkunjung ke INAPI."),
        (
            "fr",
            "Les chefs ont signé, le 14 juin 2022, au siège de l'INAPI, un plan pour 2023 et 2024.",
        ),
        ("en", "The Brazilian delegation were guests of INAPI in Santiago."),
        ("en", "INAPI received a delegation from INPI."),
        ("en", "The 2022 meeting of the heads took place in Santiago, hosted by INAPI."),
        ("fr", "La délégation brésilienne était reçue à l’invitation de l’INAPI."),
        ("fr", "L’INAPI recevait la délégation du Brésil."),
        ("de", "Gastgeberin der Sitzung war INAPI."),
        ("es", "La reunión fue organizada por INAPI."),
        ("es", "La delegación brasileña visitó Santiago como huésped de INAPI."),
        ("pt", "A delegação brasileira esteve três dias em Santiago como hóspede do INAPI."),
        ("it", "La riunione è stata ospitata dall’INAPI."),
        ("ru", "Встреча прошла по приглашению INAPI."),
        ("ja", "会合はINAPIの主催で行われました。"),
        ("ko", "회의는 INAPI 주최로 열렸다."),
        ("zh", "会议由INAPI主办。"),
        ("ar", "عقد الاجتماع بدعوة من INAPI."),
        ("id", "Pertemuan diselenggarakan oleh INAPI."),
        ("ko", "INPI는 INAPI 주최로 열린 회의에 참석했다."),
        ("th", "พิธีลงนามจัดขึ้น ณ ห้องประชุม INAPI"),
        ("es", "La firma se realizó en dependencias de INAPI."),
        ("ro", "Semnarea a fost găzduită de INAPI."),
        ("bg", "Срещата се проведе по покана на INAPI."),
    ],
)
def test_the_host_is_told_in_many_ways(language: str, told: str) -> None:
    assert read(SIGN, told, language=language).host == "CL"


def test_the_publisher_hosts_as_the_office() -> None:
    assert read(SIGN, "The Office hosted the meeting.", publisher="CL").host == "CL"


def test_those_whom_a_video_brought_together_were_nobodys_guests() -> None:
    told = "Réunis par visioconférence, INPI et INAPI ont signé."
    assert read(SIGN, told, language="fr").host is None


def test_who_was_invited_is_no_host() -> None:
    assert read(SIGN, "The EPO had been invited as an observer.").host is None
    assert read(SIGN, "President Jane Doe of INAPI welcomed the news.").host is None


def test_two_who_hold_a_meeting_together_are_no_hosts() -> None:
    told = "INPI와 INAPI는 산티아고에서 회의를 개최하였다."
    assert read(SIGN, told, language="ko").host is None


@pytest.mark.parametrize(
    "told",
    [
        "INAPI receives the source code in January.",
        "The two delegations travel on to Lima.",
        "On 3 May 2019 INAPI hosted the annual meeting of examiners.",
        "Both met at the headquarters of another organisation.",
        "INAPI thinks of hosting a centre for innovation.",
        "INPI and INAPI organised a seminar together.",
    ],
)
def test_what_is_no_hosting_of_this_meeting_makes_no_host(told: str) -> None:
    assert read(SIGN, told).host is None


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("vi", "Tổ chức Sở hữu trí tuệ thế giới (WIPO) cử quan sát viên."),
        ("vi", "INAPI mới đổi tên."),
        ("ja", "INAPIのミンディア・ロハス議長は歓迎した。"),
        ("zh", "INPI与INAPI以视频方式召开局长会。"),
        ("ar", "كان وفد المعهد برئاسة رئيس INAPI في جنيف."),
        ("uk", "Зустріч відбулася у стінах університету, де був INAPI."),
        ("ru", "План охватывает обучение экспертов на базе INAPI."),
        ("id", "INAPI menyambut baik penandatanganan ini."),
        ("fr", "L'INAPI a accueilli favorablement cette proposition."),
        ("es", "El INAPI acogió con beneplácito la propuesta."),
        ("ko", "서명식은 WIPO 총회를 계기로 WIPO 본부에서 열렸다."),
    ],
)
def test_a_word_within_a_name_or_a_title_hosts_nothing(language: str, told: str) -> None:
    assert read(SIGN, told, language=language).host is None


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "WIPO, the European Patent Office (EPO) and the EUIPO were present as observers."),
        ("en", "Observers: WIPO, the EPO and the EUIPO."),
        (
            "fr",
            "L’OMPI, l’Office européen des brevets et l’EUIPO avaient le statut d’observateurs.",
        ),
        ("es", "Estuvieron como invitados la OMPI, la Oficina Europea de Patentes y la EUIPO."),
        ("pt", "A OMPI, o Instituto Europeu de Patentes (IEP) e o EUIPO foram observadores."),
        ("it", "L’OMPI, l’Ufficio Europeo dei Brevetti e l’EUIPO erano presenti come osservatori."),
        ("de", "WIPO, EPA und EUIPO nahmen als Beobachter teil."),
        ("ru", "В качестве наблюдателей были приглашены ВОИС, ЕПВ и EUIPO."),
        ("en", "INAPI and INPI took part, while as observers there attended WIPO, EPO and EUIPO."),
        (
            "ar",
            "شارك INAPI وINPI، فيما حضر بصفة مراقب الويبو ومكتب الاتحاد الأوروبي للملكية الفكرية.",
        ),
    ],
)
def test_all_observers_of_an_enumeration_are_taken(language: str, told: str) -> None:
    observers = set(read(SIGN, told, language=language).observers)
    assert {"WO", "EM"} <= observers
    assert not observers & {"BR", "CL"}


def test_a_quotation_at_a_blocks_beginning_is_no_link_to_another_page() -> None:
    told = "«Важный шаг», — сказал руководитель. В качестве наблюдателя была приглашена ВОИС."
    assert read(SIGN, told, language="ru").observers == ("WO",)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "Observers were WIPO, represented by Ms Ana Example, and the Office of the Nine Isles, "
            "as well as the EUIPO.",
        ),
        (
            "ru",
            "В качестве наблюдателей были представители ВОИС, Ведомства Девяти островов и EUIPO.",
        ),
        (
            "en",
            "Observers from WIPO, the Community Plant Variety Office of the European Union, the "
            "Japan Patent Office and the EUIPO followed the debate.",
        ),
    ],
)
def test_delegates_and_unknown_names_do_not_end_the_list_of_observers(
    language: str, told: str
) -> None:
    assert {"WO", "EM"} <= set(read(SIGN, told, language=language).observers)


def test_an_acronym_behind_a_name_that_lends_itself_to_an_event_acts_no_more() -> None:
    text = (
        "In the margins of the Assemblies of the World Intellectual Property Organization (WIPO) "
        "INPI of Brazil and INAPI of Chile signed a memorandum of understanding on 14 June 2022."
    )
    assert read(text).parties == ("BR", "CL")


def test_observers_whose_names_come_with_those_who_represent_them_are_all_observers() -> None:
    agreement = read(
        SIGN,
        "Mr Paul Roe, representing the European Patent Office (EPO), and Ms Jane Doe, representing "
        "the World Intellectual Property Organization (WIPO), attended as observers.",
    )
    assert agreement.observers == ("EP", "WO")
    assert {(p.name, p.office) for p in agreement.people} == {
        ("Paul Roe", "EP"),
        ("Jane Doe", "WO"),
    }


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "An official of WIPO observed the discussions."),
        ("en", "WIPO followed the proceedings."),
        ("es", "La OMPI siguió los debates con interés y observó la reunión."),
        ("fr", "L’OMPI a suivi les travaux."),
        ("pt", "A OMPI acompanhou os trabalhos."),
        ("de", "Die WIPO verfolgte die Beratungen."),
    ],
)
def test_who_watched_the_talks_is_an_observer(language: str, told: str) -> None:
    assert read(SIGN, told, language=language).observers == ("WO",)


def forum(title: str, *text: str, published: str = "2016-12-20") -> Agreement:
    release = document(title, *text, published=published)
    context = EXTRACTOR.context(release, release.published, release.publisher)
    (agreement,) = EXTRACTOR.agreements(context)
    return agreement


def test_an_organisation_that_hosts_the_forum_of_which_it_is_a_member_is_a_party() -> None:
    agreement = forum(
        "ID5 2016 Annual Meeting",
        "The Annual Meeting of the ID5 took place on 1 and 2 December 2016 at the headquarters of "
        "the European Union Intellectual Property Office (EUIPO) in Alicante. The delegations of "
        "the other four partners, i.e. the JPO, KIPO, SIPO and the USPTO, were led by their heads.",
        "Following the workshop that the JPO had organized in Nagoya in May 2016, a catalogue of "
        "practices will be published.",
        "The partners agreed to invite further offices to join the list.",
    )

    assert agreement.parties == ("CN", "EM", "JP", "KR", "US")
    assert agreement.host == "EM"
    assert agreement.observers == ()


def test_the_forum_of_those_who_agree_goes_before_one_named_in_passing() -> None:
    agreement = forum(
        "Five offices agree on designs",
        "Patents have their IP5. Designs now have a forum too, the ID5.",
        "On 2 December 2016 the JPO, KIPO, SIPO, the EUIPO and the USPTO issued a joint statement "
        "in Alexandria.",
    )

    assert agreement.framework == "ID5"


def test_who_hosts_the_conference_of_a_treaty_need_not_sign_it() -> None:
    agreement = forum(
        "Protocol adopted in Gaborone",
        "A diplomatic conference of the African Regional Intellectual Property Organization "
        "(ARIPO) adopted a Protocol in Gaborone on 9 December 2016. It was signed by Ghana, "
        "Malawi, Uganda and Zambia.",
        "The Conference was hosted by the Government of the Republic of Botswana and closed by the "
        "Director General of ARIPO, Mr. Fernando Doe.",
    )

    assert agreement.instrument == "treaty"
    assert agreement.parties == ("GH", "MW", "UG", "ZM")
    assert agreement.host == "BW"
    assert [p.office for p in agreement.people] == ["AP"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ko", "청장은 INAPI 청장을 서울로 맞아 회담을 가졌다."),
        ("ja", "長官はINAPIの長官を東京に迎え、会談しました。"),
    ],
)
def test_those_who_are_received_are_guests_by_the_mark_of_the_object(
    language: str, told: str
) -> None:
    assert read(SIGN, told, language=language).host != "CL"


def test_that_office_is_not_the_publisher_s_own_in_chinese() -> None:
    assert read(SIGN, "代表团访问INAPI，受到该局局长的接待。", language="zh").host == "CL"
