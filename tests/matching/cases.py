"""Releases of our own invention and the agreements that they truly tell of.

Each case is a handful of releases that could be confused. A release names its true agreements by
letters within the case: those with the same letter are one. The words are ours; the situations are
those that press rooms bring about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from accord.agreement import Agreement, Instrument, Relation, RelationKind
from accord.dates import PartialDate
from accord.press_release import Reading

STATEMENT = Instrument.JOINT_STATEMENT
DECLARATION = Instrument.JOINT_DECLARATION
MOU = Instrument.MEMORANDUM_OF_UNDERSTANDING
COOPERATION = Instrument.COOPERATION_AGREEMENT
PLAN = Instrument.WORK_PLAN
PPH = Instrument.PATENT_PROSECUTION_HIGHWAY
PILOT = Instrument.PILOT_PROGRAMME
OUTCOME = Instrument.MEETING_OUTCOME
INTENT = Instrument.LETTER_OF_INTENT


@dataclass(frozen=True)
class Case:
    """Releases in the order in which they come; `hard` says what makes it hard."""

    hard: str
    releases: tuple[tuple[tuple[str, ...], Reading], ...] = field(default=())


def told(
    letters: str,
    publisher: str | None,
    published: str | None,
    title: str,
    text: str,
    *facts: dict[str, Any],
    language: str = "en",
) -> tuple[tuple[str, ...], Reading]:
    """A release and the letters of the agreements that it tells of, in order."""
    return tuple(letters), Reading(
        title=title,
        language=language,
        published=PartialDate.parse(published) if published else None,
        publisher=publisher,
        text=text,
        agreements=tuple(_agreement(**f) for f in facts),
    )


def _agreement(
    parties: str,
    form: Instrument | tuple[Instrument, ...] = STATEMENT,
    on: str | None = None,
    topics: str = "",
    renews: tuple[RelationKind, str, str | None] | None = None,
    others: tuple[str, ...] = (),
    forum: str | None = None,
    areas: tuple[str, ...] = (),
) -> Agreement:
    kind, name, when = renews or (None, "", None)
    return Agreement(
        instruments=form if isinstance(form, tuple) else (form,),
        concluded=PartialDate.parse(on) if on else None,
        framework=forum,
        parties=tuple(sorted(parties.split())),
        other_parties=others,
        topics=tuple(topics.split()),
        areas=areas,
        relation=Relation(kind, name, PartialDate.parse(when) if when else None) if kind else None,
    )


def five(on: str | None, **rest: Any) -> dict[str, Any]:
    """The facts of a statement of the five largest offices."""
    return {"parties": "CN EP JP KR US", "on": on, "forum": "IP5", **rest}


CASES = (
    Case("one statement on five sites, dated apart, in four languages, as page and file", (
        told("a", "CN", "2031-07-21", "五局局长会议通过联合声明", "五局局长在线上会议上通过了联合声明。",
             five("2031-07-21", topics="patents"), language="zh"),
        told("a", "KR", "2031-07-23", "5개 지식재산청 공동선언문 채택", "청장들은 공동선언문을 채택하였다.",
             five("2031-07-23", topics="patents quality"), language="ko"),
        told("a", "JP", "2031-07-22", "五庁長官会合の結果について", "五庁長官は共同声明を採択しました。",
             five("2031-07-21", form=(OUTCOME, STATEMENT)), language="ja"),
        told("a", "EP", "2031-07-23", "Five offices stand together",
             "The heads of the five offices met online and adopted a statement on their answer.",
             five("2031-07-21")),
        told("a", "US", "2031-08-03", "IP5 heads of office statement",
             "Statement of the heads of the five offices following their meeting.", five(None)),
    )),
    Case("yearly meetings of one forum under one title", tuple(
        told(letter, publisher, f"{year}-06-{day}", "IP5 heads of office meeting",
             f"The heads of the five offices met in {place} and agreed on their work for the year.",
             five(f"{year}-06-12", form=OUTCOME, topics="patents"))
        for letter, year, place in (("a", 2032, "Seville"), ("b", 2033, "Kyoto"), ("c", 2034, "Busan"))
        for publisher, day in (("EP", 12), ("JP", 13), ("KR", 15))
    )),
    Case("two forums of the same offices in one week", (
        told("a", "JP", "2031-11-10", "Designs forum", "The five design offices met.",
             {"parties": "CN EM JP KR US", "on": "2031-11-09", "forum": "ID5", "form": OUTCOME}),
        told("b", "JP", "2031-11-12", "Trade mark forum", "The five trade mark offices met.",
             {"parties": "CN EM JP KR US", "on": "2031-11-11", "forum": "TM5", "form": OUTCOME}),
        told("a", "KR", "2031-11-10", "ID5 연례회의", "디자인 5개청이 만났다.",
             {"parties": "CN EM JP KR US", "on": "2031-11-09", "forum": "ID5", "form": OUTCOME},
             language="ko"),
        told("b", "EM", "2031-11-12", "TM5 annual meeting", "The offices met on trade marks.",
             {"parties": "CN EM JP KR US", "on": "2031-11-11", "forum": "TM5", "form": OUTCOME}),
    )),
    Case("two memoranda of one pair in one week, told by both", (
        told("a", "KR", "2031-03-04", "KIPO and SAIP sign memorandum on examination",
             "The heads signed a memorandum on patent examination in Riyadh.",
             {"parties": "KR SA", "form": MOU, "on": "2031-03-04", "topics": "search_and_examination"}),
        told("b", "KR", "2031-03-06", "KIPO and SAIP sign memorandum on training",
             "The heads signed a memorandum on the training of examiners in Jeddah.",
             {"parties": "KR SA", "form": MOU, "on": "2031-03-06", "topics": "education_and_training"}),
        told("a", "SA", "2031-03-05", "Agreement with Korea on examination", "SAIP will examine faster.",
             {"parties": "KR SA", "form": MOU, "on": "2031-03-04", "topics": "search_and_examination"}),
        told("b", "SA", "2031-03-07", "Korea to train Saudi examiners", "SAIP sends its examiners.",
             {"parties": "KR SA", "form": MOU, "on": "2031-03-06", "topics": "education_and_training"}),
    )),
    Case("two memoranda of one pair on one day under nearly the same title", (
        told("a", "SG", "2032-05-02", "IPOS and UKIPO sign memorandum on trade marks",
             "IPOS and the UKIPO will share practice in trade mark examination. Teams will visit each"
             " other twice a year and compare decisions on marks that lack distinctive character.",
             {"parties": "GB SG", "form": MOU, "on": "2032-05-02", "topics": "trade_marks"}),
        told("b", "SG", "2032-05-02", "IPOS and UKIPO sign memorandum on enforcement",
             "The offices agree to help brand owners against counterfeits. A contact point in each"
             " country answers questions of customs, and a yearly report says what was seized.",
             {"parties": "GB SG", "form": MOU, "on": "2032-05-02", "topics": "enforcement"}),
    )),
    Case("two memoranda of one pair in one week, both on patents", (
        told("a", "JP", "2033-02-01", "JPO and INPI Brazil sign memorandum on search",
             "Examiners of both offices will use each other's prior art searches in fields of chemistry.",
             {"parties": "BR JP", "form": MOU, "on": "2033-02-01", "topics": "patents"}),
        told("b", "JP", "2033-02-03", "Second memorandum with Brazil concerns patent data",
             "Weekly exchange of full text starts in autumn, in a format that both databases read.",
             {"parties": "BR JP", "form": MOU, "on": "2033-02-03", "topics": "patents"}),
    )),
    Case("a renewal with the same title", (
        told("a", "KR", "2026-04-02", "Memorandum of understanding on industrial property",
             "KIPO and IP Australia signed a memorandum of understanding on industrial property.",
             {"parties": "AU KR", "form": MOU, "on": "2026-04-01", "topics": "patents"}),
        told("b", "KR", "2031-04-02", "Memorandum of understanding on industrial property",
             "KIPO and IP Australia signed a memorandum of understanding on industrial property.",
             {"parties": "AU KR", "form": MOU, "on": "2031-04-01", "topics": "patents",
              "renews": (RelationKind.RENEWS, "memorandum of understanding", "2026")}),
        told("b", "AU", "2031-04-03", "Memorandum of understanding with Korea renewed",
             "IP Australia and its Korean counterpart have renewed their memorandum.",
             {"parties": "AU KR", "form": MOU, "on": "2031-04-01",
              "renews": (RelationKind.RENEWS, "memorandum", None)}),
    )),
    Case("an extension of a patent prosecution highway, each time by both", (
        told("a", "JP", "2029-12-20", "日EPO特許審査ハイウェイ試行開始", "試行を開始します。",
             {"parties": "EP JP", "form": (PPH, PILOT), "on": "2029-12-20", "topics": "patents"},
             language="ja"),
        told("a", "EP", "2029-12-21", "PPH pilot with JPO starts", "The pilot starts in January.",
             {"parties": "EP JP", "form": (PILOT, PPH), "on": "2029-12-20", "topics": "patents"}),
        told("b", "JP", "2032-12-21", "日EPO特許審査ハイウェイ試行の延長", "試行を延長します。",
             {"parties": "EP JP", "form": PPH, "on": "2032-12-20", "topics": "patents",
              "renews": (RelationKind.EXTENDS, "PPH pilot", None)}, language="ja"),
        told("b", "EP", "2032-12-22", "PPH pilot with JPO extended", "It goes on for three years.",
             {"parties": "EP JP", "form": PPH, "on": "2032-12-20", "topics": "patents",
              "renews": (RelationKind.EXTENDS, "PPH pilot programme", "2029")}),
    )),
    Case("the same press text under three addresses", tuple(
        told("a", "SG", f"2032-08-{day}", title,
             "The Intellectual Property Office of Singapore and the Vietnamese office have agreed to"
             " work together on the commercialisation of intellectual property. The agreement was"
             " signed in Hanoi by the heads of both offices and covers training, the exchange of"
             " experts and a shared list of valuers.",
             {"parties": "SG VN", "form": COOPERATION, "topics": "commercialisation"})
        for day, title in (("11", "IPOS and IP Viet Nam agree"), ("12", "Media release 14/2032"),
                           ("19", "IPOS and IP Viet Nam agree to work together"))
    )),
    Case("one signing, told in two languages by one office", (
        told("a", "CA", "2031-05-06", "CIPO and the EPO sign a memorandum",
             "The offices signed a memorandum in Ottawa.",
             {"parties": "CA EP", "form": MOU, "on": "2031-05-05", "topics": "patents"}),
        told("a", "CA", "2031-05-06", "L’OPIC et l’OEB signent un protocole d’entente",
             "Les offices ont signé un protocole d’entente à Ottawa.",
             {"parties": "CA EP", "form": MOU, "on": "2031-05-05", "topics": "patents"}, language="fr"),
        told("a", "EP", "2031-05-07", "EPO and CIPO strengthen ties", "A memorandum was signed.",
             {"parties": "CA EP", "form": MOU, "on": "2031-05-05"}),
    )),
    Case("two signings of one day, each told in two languages by one office", (
        told("a", "CH", "2031-06-06", "Memorandum with Chile on indications",
             "It covers geographical indications.",
             {"parties": "CH CL", "form": MOU, "on": "2031-06-05", "topics": "geographical_indications"}),
        told("b", "CH", "2031-06-06", "Memorandum with Chile on training", "It covers courses.",
             {"parties": "CH CL", "form": MOU, "on": "2031-06-05", "topics": "education_and_training"}),
        told("a", "CH", "2031-06-06", "Absichtserklärung mit Chile zu Herkunftsangaben",
             "Sie betrifft geografische Angaben.",
             {"parties": "CH CL", "form": MOU, "on": "2031-06-05", "topics": "geographical_indications"},
             language="de"),
        told("b", "CH", "2031-06-06", "Absichtserklärung mit Chile zur Ausbildung", "Sie betrifft Kurse.",
             {"parties": "CH CL", "form": MOU, "on": "2031-06-05", "topics": "education_and_training"},
             language="de"),
    )),
    Case("a work plan under a memorandum, signed with it", (
        told("ab", "AE", "2032-09-15", "Memorandum and work plan with Korea",
             "A memorandum and a work plan under it were signed.",
             {"parties": "AE KR", "form": MOU, "on": "2032-09-14", "topics": "patents"},
             {"parties": "AE KR", "form": PLAN, "on": "2032-09-14", "topics": "patents",
              "renews": (RelationKind.UNDER, "memorandum", None)}),
        told("a", "KR", "2032-09-15", "한-UAE 양해각서", "양해각서를 체결하였다.",
             {"parties": "AE KR", "form": MOU, "on": "2032-09-14"}, language="ko"),
        told("b", "KR", "2032-09-16", "한-UAE 시행계획", "시행계획에 합의하였다.",
             {"parties": "AE KR", "form": PLAN, "on": "2032-09-14"}, language="ko"),
    )),
    Case("three offices of five tell of a meeting of three beside the five's", (
        told("a", "JP", "2032-06-11", "Trilateral heads meet", "The three offices met.",
             {"parties": "EP JP US", "form": OUTCOME, "on": "2032-06-11", "forum": "TRILATERAL"}),
        told("b", "JP", "2032-06-12", "Five offices meet", "The five offices met.",
             five("2032-06-12", form=OUTCOME)),
        told("a", "US", "2032-06-14", "Trilateral offices report", "A report of their meeting.",
             {"parties": "EP JP US", "form": OUTCOME, "on": "2032-06-11", "forum": "TRILATERAL"}),
    )),
    Case("letter of intent first, memorandum days later", (
        told("a", "MX", "2031-10-01", "IMPI signs letter of intent with the EPO", "They intend to.",
             {"parties": "EP MX", "form": INTENT, "on": "2031-10-01", "topics": "patents"}),
        told("b", "MX", "2031-10-04", "IMPI signs memorandum with the EPO", "They did it.",
             {"parties": "EP MX", "form": MOU, "on": "2031-10-04", "topics": "patents"}),
        told("b", "EP", "2031-10-05", "Memorandum with Mexico", "Signed in Mexico City.",
             {"parties": "EP MX", "form": MOU, "on": "2031-10-04"}),
    )),
    Case("partners that are no offices", (
        told("a", "SG", "2031-02-03", "IPOS joins hands with a university", "With Nanjing University.",
             {"parties": "SG", "form": MOU, "on": "2031-02-02", "others": ("Nanjing University",)}),
        told("b", "SG", "2031-02-03", "IPOS joins hands with a bank", "With the Bank of Suzhou.",
             {"parties": "SG", "form": MOU, "on": "2031-02-02", "others": ("Bank of Suzhou",)}),
        told("a", None, "2031-02-04", "University and Singapore office agree", "Nanjing and Singapore.",
             {"parties": "SG", "form": MOU, "on": "2031-02-02", "others": ("the Nanjing University",)}),
    )),
    Case("dated to the month only, told by both in one week", (
        told("a", "BR", "2032-03-09", "INPI e INAPI assinam acordo", "Acordo assinado em março.",
             {"parties": "BR CL", "form": COOPERATION, "on": "2032-03", "topics": "trade_marks"},
             language="pt"),
        told("a", "CL", "2032-03-11", "INAPI e INPI firman acuerdo", "Se firmó un acuerdo.",
             {"parties": "BR CL", "form": COOPERATION, "topics": "trade_marks"}, language="es"),
    )),
    Case("no date at all on either side", (
        told("a", "PE", None, "Convenio con Colombia", "Se firmó un convenio.",
             {"parties": "CO PE", "form": COOPERATION}, language="es"),
        told("b", "CO", None, "Convenio con Perú", "Otro convenio, de otro año.",
             {"parties": "CO PE", "form": COOPERATION}, language="es"),
    )),
    Case("a party more", (
        told("a", "JP", "2031-12-02", "日中韓特許庁長官会合", "三庁が会合しました。",
             {"parties": "CN JP KR", "form": OUTCOME, "on": "2031-12-01", "forum": "TRIPARTITE_CJK"},
             language="ja"),
        told("a", "CN", "2031-12-03", "中日韩局长会", "三局局长会谈。",
             {"parties": "CN JP KR", "form": OUTCOME, "on": "2031-12-01", "forum": "TRIPARTITE_CJK"},
             language="zh"),
        told("b", "CN", "2031-12-03", "中日韩与东盟", "与东盟各局会谈。",
             {"parties": "CN JP KR SG TH VN", "form": OUTCOME, "on": "2031-12-02"}, language="zh"),
    )),
    Case("a declaration called a statement elsewhere, weeks after the meeting", (
        told("a", "SG", "2032-09-01", "ASEAN offices adopt declaration", "Adopted at their meeting.",
             {"parties": "ID MY SG TH", "form": DECLARATION, "on": "2032-08-30", "forum": "ASEAN"}),
        told("a", "MY", "2032-09-10", "Joint statement of ASEAN offices", "Issued by the offices.",
             {"parties": "ID MY SG TH", "form": STATEMENT, "forum": "ASEAN"}),
    )),
    Case("signed, and told again by the same office when its partner visits", (
        told("a", "IL", "2031-01-10", "Memorandum with India signed", "Signed in Jerusalem.",
             {"parties": "IL IN", "form": MOU, "on": "2031-01-10", "topics": "patents"}),
        told("b", "IL", "2031-01-13", "India's controller general visits",
             "During the visit another arrangement on the training of examiners was concluded.",
             {"parties": "IL IN", "form": COOPERATION, "on": "2031-01-13", "topics": "patents"}),
    )),
    Case("a roundup beside the single releases", (
        told("abc", "SG", "2033-07-09", "Singapore signs three agreements",
             "IPOS signed agreements with Laos, Cambodia and Brunei this week.",
             {"parties": "LA SG", "form": MOU, "on": "2033-07-07", "topics": "patents"},
             {"parties": "KH SG", "form": MOU, "on": "2033-07-07", "topics": "patents"},
             {"parties": "BN SG", "form": MOU, "on": "2033-07-08", "topics": "patents"}),
        told("a", "LA", "2033-07-08", "Lao PDR and Singapore", "A memorandum was signed.",
             {"parties": "LA SG", "form": MOU, "on": "2033-07-07"}),
        told("b", "KH", "2033-07-08", "Cambodia and Singapore", "A memorandum was signed.",
             {"parties": "KH SG", "form": MOU, "on": "2033-07-07"}),
    )),
    Case("two memoranda of one pair in one week on one topic, the second told by the partner first", (
        told("a", "JP", "2033-02-01", "Memorandum with Brazil on search", "On prior art search.",
             {"parties": "BR JP", "form": MOU, "on": "2033-02-01", "topics": "patents"}),
        told("b", "BR", "2033-02-04", "Memorando com o JPO", "Sobre dados de patentes.",
             {"parties": "BR JP", "form": MOU, "on": "2033-02-03", "topics": "patents"}, language="pt"),
        told("b", "JP", "2033-02-04", "Memorandum with Brazil on data", "On patent data.",
             {"parties": "BR JP", "form": MOU, "on": "2033-02-03", "topics": "patents"}),
    )),
    Case("two memoranda of one pair and day on one topic, each told by another office alone", (
        told("a", "FI", "2033-03-02", "Memorandum with Estonia", "On prior art search.",
             {"parties": "EE FI", "form": MOU, "on": "2033-03-01", "topics": "patents"}),
        told("b", "EE", "2033-03-02", "Memorandum with Finland", "On the exchange of patent data.",
             {"parties": "EE FI", "form": MOU, "on": "2033-03-01", "topics": "patents"}),
    )),
    Case("one memorandum, dated two days apart by its two offices", (
        told("a", "HU", "2033-04-05", "Memorandum with Poland", "Signed in Budapest on Tuesday.",
             {"parties": "HU PL", "form": MOU, "on": "2033-04-05", "topics": "patents"}),
        told("a", "PL", "2033-04-07", "Memorandum z Węgrami", "Podpisano w Budapeszcie.",
             {"parties": "HU PL", "form": MOU, "on": "2033-04-07", "topics": "patents"}, language="pl"),
    )),
    Case("one signing told late by the partner, who does not state its day", (
        told("a", "DK", "2033-05-05", "Agreement with Iceland", "Signed yesterday.",
             {"parties": "DK IS", "form": COOPERATION, "on": "2033-05-04", "topics": "trade_marks"}),
        told("a", "IS", "2033-05-13", "Samningur við Danmörku", "Samningur um vörumerki.",
             {"parties": "DK IS", "form": COOPERATION, "topics": "trade_marks"}, language="is"),
    )),
    Case("one text that one office calls a memorandum and the other a statement", (
        told("a", "TH", "2033-06-06", "Memorandum with Viet Nam", "The offices signed it.",
             {"parties": "TH VN", "form": MOU, "on": "2033-06-06", "topics": "patents"}),
        told("a", "VN", "2033-06-06", "Joint statement with Thailand", "The offices issued it.",
             {"parties": "TH VN", "form": STATEMENT, "on": "2033-06-06", "topics": "patents"}),
    )),
    Case("one office in two languages, without the day", (
        told("a", "BE", "2033-07-07", "Accord avec le Maroc", "Un accord a été conclu.",
             {"parties": "BE MA", "form": COOPERATION, "topics": "patents"}, language="fr"),
        told("a", "BE", "2033-07-07", "Overeenkomst met Marokko", "Er is een overeenkomst.",
             {"parties": "BE MA", "form": COOPERATION, "topics": "patents"}, language="nl"),
    )),
    Case("a correction of the same release at a new address", (
        told("a", "NO", "2031-09-01", "NIPO and PRV agree on shared training",
             "The Norwegian and Swedish offices agreed in Oslo to train their examiners together"
             " from next spring on, at first in mechanics and later in chemistry.",
             {"parties": "NO SE", "form": COOPERATION, "on": "2031-08-31", "topics": "patents"}),
        told("a", "NO", "2031-09-02", "Corrected: NIPO and PRV agree on shared training",
             "The Norwegian and Swedish offices agreed in Bergen to train their examiners together"
             " from next spring on, at first in mechanics and later in chemistry.",
             {"parties": "NO SE", "form": COOPERATION, "on": "2031-08-31", "topics": "patents"}),
    )),
)  # fmt: skip
