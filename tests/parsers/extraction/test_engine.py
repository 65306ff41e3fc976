"""The engine takes from a release what a careful reader takes, in every language it speaks."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.agreement import Agreement, Instrument, RelationKind
from accord.dates import PartialDate
from config.vocabulary import load_vocabulary
from parsers.documents.document import Document
from parsers.extraction.candidate import Zone
from parsers.extraction.extractor import Extractor
from tests.parsers.extraction.releases import (
    AGREEMENTS,
    NEWS,
    Facts,
    Release,
    Story,
    document,
    stories,
)

EXTRACTOR = Extractor(load_vocabulary())
STORIES = stories()


def read(release: Document) -> tuple[Agreement, ...]:
    context = EXTRACTOR.context(release, release.published, release.publisher)
    return EXTRACTOR.agreements(context)


def told(text: str, *more: str, published: str = "2022-06-15", title: str = "News") -> Agreement:
    (agreement,) = read(document(title, text, *more, published=published, publisher="AU"))
    return agreement


@pytest.mark.parametrize("release", AGREEMENTS, ids=lambda r: f"{r.language}: {r.title[:40]}")
def test_a_release_states_its_agreement(release: Release) -> None:
    (agreement,) = read(release.document)

    assert agreement.instrument == release.instrument
    assert agreement.parties == release.parties
    assert agreement.concluded is not None
    assert str(agreement.concluded) == release.concluded


@pytest.mark.parametrize("release", NEWS, ids=lambda r: f"{r.language}: {r.title[:40]}")
def test_ordinary_news_states_none(release: Release) -> None:
    assert read(release.document) == ()


@pytest.mark.parametrize("story", STORIES, ids=lambda s: f"{s.language}: {s.title[:40]}")
def test_a_story_is_understood_with_forum_host_and_observers(story: Story) -> None:
    found = read(
        document(
            story.title,
            *story.paragraphs,
            language=story.language,
            published=story.published,
            publisher=story.publisher,
        )
    )

    facts = {
        Facts(
            str(a.instrument),
            " ".join(a.parties),
            str(a.concluded) if a.concluded else None,
            a.framework,
            a.host,
            " ".join(a.observers),
        )
        for a in found
    }
    assert facts == set(story.facts)


@pytest.mark.parametrize(
    "sentence",
    [
        "IP Australia plans to sign a memorandum of understanding with the Japan Patent Office.",
        "The workshop was held under the memorandum of understanding with the Japan Patent Office.",
        "IP Australia and the Japan Patent Office signed a memorandum of understanding in 2012.",
        "Negotiations with the Japan Patent Office on an agreement will start in May.",
        "The Japan Patent Office and the Korean office are said to be negotiating an agreement.",
    ],
)
def test_a_plan_or_an_older_agreement_is_no_news(sentence: str) -> None:
    release = document("A visitor", sentence, published="2022-06-15", publisher="AU")

    assert read(release) == ()


def test_what_stands_under_background_is_no_news() -> None:
    signed = "IP Australia and the Japan Patent Office signed a memorandum of understanding."

    assert read(document("Fees", "Fees rise.", "## Background", signed, publisher="AU")) == ()
    assert read(document("Fees", "Fees rise.", "ENDS", signed, publisher="AU")) == ()
    assert len(read(document("Fees", "Fees rise.", "## Memorandum", signed, publisher="AU"))) == 1


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "– Ends –"), ("de", "(Ende)"), ("fr", "Fin."), ("ja", "以上"), ("zh", "（完）")],
)
def test_a_closing_line_counts_in_its_own_language(language: str, line: str) -> None:
    release = document("Fees", "Fees rise.", line, "On 4 May the hall opens.", language=language)

    assert EXTRACTOR.context(release, None, "AU").zones[-1] is Zone.BACKGROUND


def test_the_publisher_is_the_party_that_says_we() -> None:
    agreement = told("Today we signed a memorandum of understanding with the Japan Patent Office.")

    assert agreement.parties == ("AU", "JP")
    assert str(agreement.concluded) == "2022-06-15"


def test_a_university_is_a_party_that_is_no_office() -> None:
    agreement = told(
        "IP Australia signed an agreement with the University of Sydney on 3 June 2022."
    )

    assert agreement.parties == ("AU",)
    assert agreement.other_parties == ("University of Sydney",)


def test_a_meeting_of_three_is_news_under_any_title() -> None:
    met = (
        "On 9 and 10 June 2022 the Estonian Patent Office received the patent offices of Latvia "
        "and Lithuania in Tartu. They agreed to share the texts of their new forms."
    )
    release = document("Good neighbours", met, published="2022-06-15", publisher="EE")
    (agreement,) = read(release)

    assert agreement.instrument == "meeting_outcome"
    assert agreement.parties == ("EE", "LT", "LV")


def test_what_two_announce_together_is_theirs_from_that_day() -> None:
    agreement = told(
        "This is the aim of a joint work programme which IP Australia and the Intellectual "
        "Property Office of New Zealand announced today."
    )

    assert agreement.instrument == "work_plan"
    assert agreement.parties == ("AU", "NZ")
    assert str(agreement.concluded) == "2022-06-15"


def test_a_statements_own_text_is_of_the_day_above_its_signatures() -> None:
    release = document(
        "Joint Statement of IP Australia and the Japan Patent Office",
        "We, the heads of the two offices, have agreed to make the work of inventors known in "
        "both countries, in particular on 26 April.",
        "Done in Kyoto on 8 June 2022 in two originals in the English language.",
        published="2022-06-15",
    )
    (agreement,) = read(release)

    assert str(agreement.concluded) == "2022-06-08"


@pytest.mark.parametrize(
    ("sentence", "term", "ends", "begins"),
    [
        ("It is valid for three years.", 36, None, None),
        ("The memorandum will run for 18 months.", 18, None, None),
        ("It remains in effect until 31 December 2027.", None, "2027-12-31", None),
        ("The memorandum enters into force on 1 July 2022.", None, None, "2022-07-01"),
        ("The examiners met for three days.", None, None, None),
        ("It builds on the treaty that entered into force in March 2015.", None, None, None),
    ],
)
def test_how_long_it_lasts_is_read(
    sentence: str, term: int | None, ends: str | None, begins: str | None
) -> None:
    signed = "IP Australia and the Japan Patent Office signed a memorandum on 3 June 2022."
    agreement = told(signed, sentence)

    assert agreement.term_months == term
    assert agreement.ends == (PartialDate.parse(ends) if ends else None)
    assert agreement.in_force == (PartialDate.parse(begins) if begins else None)


def test_the_agreement_that_it_stands_under_is_named_with_its_date() -> None:
    agreement = told(
        "On 3 June 2022 IP Australia and the Japan Patent Office signed a work plan under the "
        "memorandum of understanding of 2019."
    )

    assert agreement.instrument == "work_plan"
    assert agreement.relation is not None
    assert agreement.relation.kind is RelationKind.UNDER
    assert agreement.relation.concluded == PartialDate(2019)


def test_the_worked_example_of_the_docs_is_read_as_it_says() -> None:
    page = (Path(__file__).parents[3] / "docs" / "extraction.md").read_text("utf-8")
    title, text = re.findall(r"^> (.+)$", page, re.MULTILINE)
    title = re.sub(r"\*\*(.+)\*\*.*", r"\1", title)

    (agreement,) = read(document(title, text, published="2024-05-14"))

    assert agreement.instrument == "work_plan"
    assert agreement.parties == ("AU", "FJ")
    assert str(agreement.concluded) == "2024-05-13"
    assert (agreement.host, agreement.place, agreement.framework) == ("AU", "Canberra", None)
    assert agreement.term_months == 24
    assert agreement.relation is not None
    assert (agreement.relation.kind, agreement.relation.concluded) == ("under", PartialDate(2021))


def assert_evidence_holds(release: Document, agreements: tuple[Agreement, ...]) -> None:
    for agreement in agreements:
        for shown in agreement.evidence:
            if shown.start is None:
                assert shown.place
            else:
                assert shown.quote
                assert release.text[shown.start : shown.start + len(shown.quote)] == shown.quote
        assert set(agreement.parties) == {e.value for e in agreement.quotes("parties")}
        assert set(agreement.observers) == {e.value for e in agreement.quotes("observers")}
        for field in ("concluded", "framework", "host", "in_force", "ends", "term_months"):
            value = getattr(agreement, field)
            assert (value is None) == (not agreement.quotes(field, str(value)))
        assert not set(agreement.parties) & set(agreement.observers)


@pytest.mark.parametrize("story", [*AGREEMENTS, *STORIES], ids=lambda s: s.title[:40])
def test_every_fact_holds_the_words_that_state_it(story: Release | Story) -> None:
    release = document(
        story.title,
        *story.paragraphs,
        language=story.language,
        published=story.published,
    )

    assert_evidence_holds(release, read(release))


PARAGRAPHS = [p for r in AGREEMENTS for p in r.paragraphs]
PARAGRAPHS += [p for s in STORIES for p in s.paragraphs]
PIECES = st.lists(
    st.one_of(
        st.sampled_from(PARAGRAPHS),
        st.sampled_from(["## ", "- ", "Background", "ENDS", "MoU", "(", "“", "2021年", "1.", "…"]),
        st.text(max_size=60),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(PIECES, st.sampled_from(["en", "ja", "ar", "de", "xx", None]), st.integers(0, 40))
def test_no_text_breaks_the_engine_or_its_evidence(
    pieces: list[str], language: str | None, cut: int
) -> None:
    paragraphs = [" ".join(p[cut % (len(p) + 1) :].split()) or "x" for p in pieces]
    release = document(*paragraphs, language=language or "en")
    release = Document(
        text=release.text, blocks=release.blocks, title=release.title, language=language
    )

    assert_evidence_holds(release, read(release))


@pytest.mark.parametrize(
    "paragraph",
    [
        "IP Australia and the Japan Patent Office signed a memorandum of understanding today.",
        "Mr. A. B. C. (WIPO, observer), hosted by the EPO, with the University of the Centre of",
        "知识产权局与世界知识产权组织签署合作协议",
        "With Peru the heads agreed on talks and signed MoUs with Chile and Brazil, respectively.",
    ],
)
def test_cost_grows_with_length_alone(paragraph: str) -> None:
    def seconds(times: int) -> float:
        release = document("News", *([paragraph] * times), published="2022-06-15", publisher="AU")
        begun = time.thread_time()
        read(release)
        return time.thread_time() - begun

    seconds(10)
    short, long = min(seconds(150) for _ in range(3)), min(seconds(600) for _ in range(2))

    assert long < 12 * short + 0.2


def test_joining_a_standing_treaty_is_no_agreement() -> None:
    text = "Fiji joins the Madrid Protocol. WIPO received the instrument of accession on 3 June."

    assert read(document("Fiji joins the Madrid Protocol", text, publisher="FJ")) == ()


def test_offices_that_agree_in_title_or_lead_need_name_no_instrument() -> None:
    (agreement,) = read(
        document(
            "The Vancouver Group agrees on mutual exploitation",
            "IP Australia, CIPO and the UK Intellectual Property Office have agreed on principles.",
            publisher="CA",
        )
    )

    assert agreement.parties == ("AU", "CA", "GB")
    assert agreement.framework == "VANCOUVER_GROUP"


def test_a_government_that_concludes_stands_for_its_office() -> None:
    agreement = told(
        "The agreement between the Government of Georgia and the European Patent Organisation on "
        "validation was signed on 3 June 2022.",
        title="Patents in Georgia",
    )

    assert agreement.parties == ("EP", "GE")


def test_a_list_of_those_who_take_part_goes_before_the_members_of_their_forum() -> None:
    agreement = told(
        "The ASEAN IP offices signed a memorandum of understanding on 3 June 2022.",
        "The participating offices:",
        "- Singapore",
        "- Malaysia",
        "- Thailand",
    )

    assert agreement.parties == ("MY", "SG", "TH")


def test_sections_that_each_name_a_meeting_are_one_agreement_each() -> None:
    found = read(
        document(
            "Meetings of heads of office in Seoul",
            "Heads of office met in Seoul on 5 and 6 June 2022.",
            "## Meeting of the Korean and the Japanese office, Korea and Japan (5 June)",
            "It was agreed to exchange examiners.",
            "## Meeting of Korea and Mongolia (6 June)",
            "Both sides agreed to exchange data.",
            published="2022-06-15",
            publisher="KR",
        )
    )

    assert [(a.parties, str(a.concluded)) for a in found] == [
        (("JP", "KR"), "2022-06-05"),
        (("KR", "MN"), "2022-06-06"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "They start a Patent Prosecution Highway, from 18 June 2022.",
        "The plan for 2022 was approved.",
        "Examiners joined the offices in 2015.",
    ],
)
def test_a_start_to_come_or_a_year_of_something_else_is_no_day_of_concluding(sentence: str) -> None:
    agreement = told(
        "IP Australia and the Japan Patent Office signed a work plan for 2022-2023.", sentence
    )

    assert agreement.concluded is None


def test_a_list_below_says_with_whom_each_agreement_was_signed() -> None:
    found = read(
        document(
            "Guests in Canberra",
            "On 3 June 2022 IP Australia signed a cooperation agreement with each of its guests:",
            "- Philippines: the Director General of IPOPHL",
            "- Lao PDR: the Vice Minister",
            published="2022-06-15",
            publisher="AU",
        )
    )

    assert [a.parties for a in found] == [("AU", "PH"), ("AU", "LA")]


@pytest.mark.parametrize(
    ("told", "parties"),
    [
        (
            "A diplomatic conference of ARIPO adopted the Lilongwe Protocol on 3 June 2022. "
            "Plenipotentiaries of three states, Malawi, Uganda and Zambia, signed it at once.",
            ("MW", "UG", "ZM"),
        ),
        (
            "A diplomatic conference of WIPO adopted the Treaty on 3 June 2022. It was signed by "
            "Chile, Peru, Japan and the European Patent Office.",
            ("CL", "EP", "JP", "PE"),
        ),
        (
            "ARIPO, OAPI and WIPO signed the Protocol on 3 June 2022. It was adopted by a "
            "diplomatic conference and remains open for ratification.",
            ("AP", "OA", "WO"),
        ),
    ],
)
def test_those_who_sign_a_treaty_conclude_it(told: str, parties: tuple[str, ...]) -> None:
    more = "The Protocol takes effect when four states have deposited instruments of ratification."
    (agreement,) = read(document("Treaty adopted", told, more, published="2022-06-15"))
    assert agreement.parties == parties


@pytest.mark.parametrize(
    "more",
    [
        "The TM5 is a forum of the offices of China, Japan, Korea and the United States. Its "
        "participants meet every year.",
        "In May China, Japan, Korea and Singapore took part in a meeting of the Association.",
    ],
)
def test_an_office_and_another_body_need_no_list_of_participants(more: str) -> None:
    text = (
        "The Example Trademark Association (ETA) today, 3 June 2022, signed a memorandum of "
        "understanding with the Korean Intellectual Property Office (KIPO)."
    )
    (agreement,) = read(document("ETA and KIPO join forces", text, more, published="2022-06-15"))
    assert agreement.parties == ("KR",)
    assert agreement.other_parties == ("Example Trademark Association (ETA)",)


def test_what_states_adopt_and_ratify_is_a_treaty() -> None:
    (agreement,) = read(
        document(
            "Protocol on registration adopted in Kampala",
            "A diplomatic conference of ARIPO ended on 3 June 2022: the Protocol was adopted. "
            "It was signed by Ghana, Malawi, Uganda and Zambia and remains open for signature.",
            published="2022-06-15",
            publisher="AP",
        )
    )

    assert agreement.instrument == "treaty"


@pytest.mark.parametrize(
    ("title", "sentence", "day"),
    [
        (
            "IP Australia and IPONZ sign a memorandum",
            "Wellington, 9 October 2015.- IP Australia and IPONZ yesterday signed a memorandum of "
            "understanding in Sydney.",
            "2015-10-08",
        ),
        (
            "IP Australia and IPONZ sign a memorandum",
            "Wellington, 9 October 2015.- IP Australia and IPONZ have signed a memorandum of "
            "understanding.",
            "2015-10-09",
        ),
        (
            "IP Australia and IPONZ sign a memorandum",
            "Geneva, 7 October 2015: IP Australia and IPONZ have signed a memorandum of "
            "understanding. It was signed on 5 October by both heads.",
            "2015-10-05",
        ),
        (
            "Memorandum with IPONZ enters into force",
            "The memorandum of understanding between IP Australia and IPONZ takes effect today, "
            "9 October 2015. It was concluded on 22 September 2014.",
            "2014-09-22",
        ),
        (
            "IP Australia and IPONZ sign a memorandum",
            "On the first day of the session, which runs from October 5 to 8, IP Australia and "
            "IPONZ signed a memorandum of understanding.",
            "2015-10-08",
        ),
    ],
)
def test_the_day_of_signing_is_told_from_other_days(title: str, sentence: str, day: str) -> None:
    release = document(title, sentence, published="2015-10-09", publisher="AU")
    (agreement,) = read(release)
    assert str(agreement.concluded) == day


def test_a_word_of_old_before_a_day_belongs_to_the_day() -> None:
    release = document(
        "Protecção de marcas: assinado acordo com a CNIPA",
        "O INPI e a Administração Nacional da Propriedade Intelectual da China (CNIPA) assinaram "
        "em Pequim, no passado dia 24 de Janeiro, um acordo de cooperação.",
        language="pt",
        published="2020-02-03",
        publisher="PT",
    )
    (agreement,) = read(release)
    assert str(agreement.concluded) == "2020-01-24"
    assert agreement.parties == ("CN", "PT")


@pytest.mark.parametrize(
    ("language", "publisher", "title", "sentence", "months"),
    [
        (
            "de",
            "DE",
            "DPMA und CIPO unterzeichnen Memorandum",
            "Das DPMA und das CIPO haben am 8. Oktober 2015 ein Memorandum of Understanding "
            "unterzeichnet, das auf zwei Jahre befristet ist.",
            24,
        ),
        (
            "tr",
            "TR",
            "TÜRKPATENT ile KIPO mutabakat zaptı imzaladı",
            "TÜRKPATENT ile KIPO dün bir mutabakat zaptı imzaladı; "
            "anlaşma iki yıl süreyle geçerli.",
            24,
        ),
        (
            "ko",
            "KR",
            "특허청-싱가포르 지식재산청 양해각서 체결",
            "특허청과 싱가포르 지식재산청은 8일 양해각서를 체결했으며 유효기간은 5년이다.",
            60,
        ),
        (
            "zh",
            "CN",
            "中马签署谅解备忘录",
            "10月8日，国家知识产权局与马来西亚知识产权局签署谅解备忘录，有效期为五年，自2015年起。",
            60,
        ),
    ],
)
def test_a_duration_is_read_on_either_side_of_its_words(
    language: str, publisher: str, title: str, sentence: str, months: int
) -> None:
    release = document(
        title, sentence, language=language, published="2015-10-09", publisher=publisher
    )
    (agreement,) = read(release)
    assert agreement.term_months == months


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        (
            "es",
            "Entra en operación el PPH entre México y Singapur",
            "A partir de hoy entra en operación el Procedimiento Acelerado de Patentes (PPH) "
            "entre el IMPI y la Oficina de Propiedad Intelectual de Singapur (IPOS).",
        ),
        (
            "en",
            "PPH between Mexico and Singapore",
            "With effect from today the Patent Prosecution Highway between IMPI and IPOS is open.",
        ),
    ],
)
def test_a_highway_open_from_today_was_launched_today(
    language: str, title: str, sentence: str
) -> None:
    release = document(title, sentence, language=language, published="2015-10-09", publisher="MX")
    (agreement,) = read(release)
    assert str(agreement.concluded) == "2015-10-09"


def test_korean_names_what_is_renewed_before_the_verb() -> None:
    release = document(
        "특허청-싱가포르 지식재산청 양해각서 체결",
        "특허청과 싱가포르 지식재산청은 8일 2010년에 체결된 양해각서를 갱신하는 "
        "양해각서를 체결했다.",
        language="ko",
        published="2015-10-09",
        publisher="KR",
    )
    (agreement,) = read(release)
    assert agreement.relation is not None
    assert agreement.relation.kind == "renews"


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "en",
            "Interview with the retiring Director General",
            "When IP Australia signed the cooperation agreement with IPONZ, many doors opened.",
        ),
        (
            "es",
            "Aviso: nuevo formulario para el PPH",
            "El formulario se aplica a los acuerdos PPH firmados con la USPTO, la JPO y la OEPM.",
        ),
        (
            "zh",
            "国家知识产权局举行新闻发布会",
            "我国与新加坡、法国的知识产权机构续签合作谅解备忘录。",
        ),
        (
            "ko",
            "특허청, 특허심사하이웨이(PPH) 설명회 개최",
            "특허청은 미국, 일본, 중국과 특허심사하이웨이(PPH) 협약을 체결하였다.",
        ),
        (
            "en",
            "Office speaks at the Assemblies of WIPO",
            "IP Australia intends to adopt a design law treaty and to join two other treaties.",
        ),
    ],
)
def test_a_title_of_other_news_makes_a_mention_a_passing_one(
    language: str, title: str, text: str
) -> None:
    publisher = {"es": "MX", "zh": "CN", "ko": "KR"}.get(language, "AU")
    assert read(document(title, text, language=language, publisher=publisher)) == ()


def test_a_title_of_a_meeting_is_no_other_news_whatever_else_it_names() -> None:
    agreement = told(
        "IP Australia and IPONZ met in Wellington on 14 June 2022.",
        "Both offices agreed to exchange examiners.",
        title="IP Australia and IPONZ meet and hold a workshop",
    )
    assert agreement.instrument == "meeting_outcome"


def test_what_is_signed_goes_before_a_scheme_that_another_sentence_tells_of() -> None:
    agreement = told(
        "IP Australia and IPONZ signed a memorandum of understanding on 3 June 2022.",
        "The two offices started their Patent Prosecution Highway this year.",
        title="IP Australia and IPONZ work closer together",
    )
    assert agreement.instruments[0] is Instrument.MEMORANDUM_OF_UNDERSTANDING


@pytest.mark.parametrize(
    ("verb", "instrument"),
    [
        ("unterzeichneten", Instrument.JOINT_DECLARATION),
        ("verabschiedeten", Instrument.JOINT_STATEMENT),
    ],
)
def test_a_german_declaration_is_one_where_it_is_signed(verb: str, instrument: Instrument) -> None:
    text = (
        f"Das DPMA und das EPA {verb} am 3. Juni 2022 eine Gemeinsame Erklärung zur Zusammenarbeit."
    )
    (agreement,) = read(
        document("DPMA und EPA arbeiten zusammen", text, language="de", publisher="DE")
    )
    assert agreement.instruments[0] is instrument


def test_the_text_of_an_agreement_is_known_by_its_formula() -> None:
    (agreement,) = read(
        document(
            "AGREEMENT on the Establishing of a Joint Search Institute",
            "The Governments of Estonia, Latvia and Lithuania, wishing that their patent offices "
            "work together, have agreed as follows:",
            "The Institute shall carry out searches for applicants of these states.",
        )
    )
    assert agreement.parties == ("EE", "LT", "LV")


def test_what_follows_each_of_two_agreements_in_one_paragraph_is_its_own() -> None:
    first, second = read(
        document(
            "Two signatures",
            "On 3 June 2022 IP Australia and the Japan Patent Office signed an action plan. "
            "The plan covers examiner exchanges, patent classification and machine translation. "
            "On the same day IP Australia signed a memorandum of understanding with the "
            "Ukrainian National Office for Intellectual Property and Innovations, represented "
            "by its head.",
            published="2022-06-15",
            publisher="AU",
        )
    )

    assert first.areas == ("examiner exchanges", "patent classification", "machine translation")
    assert second.parties == ("AU", "UA")
    assert second.areas == ()


def test_who_joins_a_highway_of_many_concludes_it_with_those_named() -> None:
    agreement = told(
        "IP Australia today became a member of the Global PPH, joining 22 offices such as those of "
        "Canada and Japan.",
        title="IP Australia joins Global Patent Prosecution Highway",
    )
    assert agreement.instrument == "patent_prosecution_highway"
    assert agreement.framework == "GPPH"
    assert {"AU", "CA", "JP"} <= set(agreement.parties)
    assert str(agreement.concluded) == "2022-06-15"


def test_who_joins_a_treaty_concludes_nothing() -> None:
    text = "IP Australia's country has joined the Madrid Protocol and became a member of the union."
    assert read(document("Joining the Madrid Protocol", text, publisher="AU")) == ()


def test_what_opens_today_was_concluded_when_it_was_signed() -> None:
    agreement = told(
        "As of today applicants can use a Patent Prosecution Highway between IP Australia and the "
        "Japan Patent Office.",
        "Their heads signed the joint declaration in Kyoto on 28 May 2022.",
    )
    assert str(agreement.concluded) == "2022-05-28"


def test_a_title_that_names_two_offices_is_no_other_news() -> None:
    agreement = told(
        "The two offices have concluded an agreement under which IP Australia will search patents "
        "for ARIPO.",
        title="IP Australia appointed to search for ARIPO",
    )
    assert agreement.parties == ("AP", "AU")


def test_what_the_euipo_agrees_with_a_national_office_is_of_the_network_that_is_named() -> None:
    named = "It carries out projects of the European Union Intellectual Property Network (EUIPN)."
    text = "The EUIPO and the Austrian Patent Office signed a cooperation agreement on 3 June 2022."
    title = "EUIPO and the Austrian Patent Office sign an agreement"
    assert told(text, named, title=title).framework == "EUIPN"
    assert told(text, title=title).framework is None
