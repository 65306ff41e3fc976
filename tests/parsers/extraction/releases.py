"""Short releases in the languages of the world's offices, written for these tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from accord.dates import PartialDate
from parsers.documents.document import BlockKind, Document, Piece, lay_out


@dataclass(frozen=True)
class Release:
    """A release with what a careful reader takes from it; no instrument means no agreement."""

    language: str
    published: str | None
    publisher: str | None
    title: str
    paragraphs: tuple[str, ...]
    instrument: str | None = None
    parties: tuple[str, ...] = ()
    concluded: str | None = None

    @property
    def document(self) -> Document:
        return document(
            self.title,
            *self.paragraphs,
            language=self.language,
            published=self.published,
            publisher=self.publisher,
        )


def document(
    title: str,
    *paragraphs: str,
    language: str = "en",
    published: str | None = None,
    publisher: str | None = None,
) -> Document:
    """A document of a title and paragraphs; `## ` begins a heading, `- ` an item, `| ` a row."""
    pieces = [Piece(BlockKind.TITLE, title, 1)]
    for text in paragraphs:
        if text.startswith("## "):
            pieces.append(Piece(BlockKind.HEADING, text[3:], 2))
        elif text.startswith("- "):
            pieces.append(Piece(BlockKind.ITEM, text[2:], 1))
        elif text.startswith("| "):
            pieces.append(Piece(BlockKind.ROW, text[2:]))
        else:
            pieces.append(Piece(BlockKind.PARAGRAPH, text))
    laid, blocks = lay_out(pieces)
    return Document(
        text=laid,
        blocks=blocks,
        title=title,
        language=language,
        published=PartialDate.parse(published) if published else None,
        publisher=publisher,
    )


AGREEMENTS = (
    Release(
        "en",
        "2022-05-04",
        "AU",
        "IP Australia and IPONZ renew their memorandum",
        (
            "IP Australia and the Intellectual Property Office of New Zealand (IPONZ) signed a new "
            "Memorandum of Understanding in Canberra on 3 May 2022.",
            "The memorandum replaces the one of 2017 and is valid for five years.",
        ),
        "memorandum_of_understanding",
        ("AU", "NZ"),
        "2022-05-03",
    ),
    Release(
        "fr",
        "2019-11-22",
        "FR",
        "L’INPI et l’OMPIC renforcent leur coopération",
        (
            "L’Institut national de la propriété industrielle (INPI) et l’Office marocain de la "
            "propriété industrielle et commerciale (OMPIC) ont signé le 20 novembre 2019 à "
            "Casablanca un protocole d’accord.",
            "Il porte sur la formation des examinateurs et la lutte contre la contrefaçon.",
        ),
        "memorandum_of_understanding",
        ("FR", "MA"),
        "2019-11-20",
    ),
    Release(
        "de",
        "2018-03-09",
        "AT",
        "Patentämter Österreichs und Ungarns arbeiten enger zusammen",
        (
            "Das Österreichische Patentamt und das Ungarische Amt für geistiges Eigentum haben am "
            "8. März 2018 in Wien eine Kooperationsvereinbarung unterzeichnet.",
            "Vorgesehen ist der Austausch von Prüferinnen und Prüfern.",
        ),
        "cooperation_agreement",
        ("AT", "HU"),
        "2018-03-08",
    ),
    Release(
        "es",
        "2021-06-18",
        "PE",
        "Perú y Colombia firman memorando sobre propiedad industrial",
        (
            "El Indecopi del Perú y la Superintendencia de Industria y Comercio (SIC) de Colombia "
            "suscribieron el 17 de junio de 2021 un memorando de entendimiento.",
            "Ambas oficinas intercambiarán información sobre exámenes de patentes.",
        ),
        "memorandum_of_understanding",
        ("CO", "PE"),
        "2021-06-17",
    ),
    Release(
        "pt",
        "2020-02-13",
        "PT",
        "INPI de Portugal e INPI do Brasil assinam plano de trabalho",
        (
            "O Instituto Nacional da Propriedade Industrial de Portugal e o INPI do Brasil "
            "assinaram, no dia 12 de fevereiro de 2020, em Lisboa, um plano de trabalho para dois "
            "anos.",
        ),
        "work_plan",
        ("BR", "PT"),
        "2020-02-12",
    ),
    Release(
        "it",
        "2017-10-06",
        "IT",
        "UIBM e Ufficio europeo dei brevetti firmano un accordo",
        (
            "Il 5 ottobre 2017 a Roma l’Ufficio italiano brevetti e marchi (UIBM) e l’Ufficio "
            "europeo dei brevetti (EPO) hanno firmato un accordo di cooperazione.",
        ),
        "cooperation_agreement",
        ("EP", "IT"),
        "2017-10-05",
    ),
    Release(
        "ja",
        "2016-07-15",
        "JP",
        "インド特許意匠商標総局との協力覚書に署名しました",
        (
            "日本国特許庁とインド特許意匠商標総局は、2016年7月14日、ニューデリーにおいて協力覚書に署名しました。",
        ),
        "memorandum_of_understanding",
        ("IN", "JP"),
        "2016-07-14",
    ),
    Release(
        "ko",
        "2014-09-26",
        "KR",
        "특허청, 베트남과 업무협력 양해각서 체결",
        (
            "특허청은 9월 25일 하노이에서 베트남 국가지식재산청과 지식재산 협력에 관한 "
            "양해각서를 체결했다고 밝혔다.",
        ),
        "memorandum_of_understanding",
        ("KR", "VN"),
        "2014-09-25",
    ),
    Release(
        "zh",
        "2019-04-26",
        "CN",
        "中国国家知识产权局与世界知识产权组织签署合作协议",
        ("2019年4月25日，中国国家知识产权局与世界知识产权组织在北京签署合作协议。",),
        "cooperation_agreement",
        ("CN", "WO"),
        "2019-04-25",
    ),
    Release(
        "ru",
        "2022-09-16",
        "RU",
        "Роспатент и Национальный центр Беларуси подписали план работы",
        (
            "15 сентября 2022 года в Минске Роспатент и Национальный центр интеллектуальной "
            "собственности Республики Беларусь подписали план работы на два года.",
        ),
        "work_plan",
        ("BY", "RU"),
        "2022-09-15",
    ),
    Release(
        "ar",
        "2023-02-08",
        "SA",
        "توقيع مذكرة تفاهم بين الهيئة السعودية للملكية الفكرية ونظيرتها المغربية",
        (
            "وقعت الهيئة السعودية للملكية الفكرية والمكتب المغربي للملكية الصناعية والتجارية "
            "مذكرة تفاهم في 7 فبراير 2023 في الرياض.",
        ),
        "memorandum_of_understanding",
        ("MA", "SA"),
        "2023-02-07",
    ),
    Release(
        "th",
        "2019-12-04",
        "TH",
        "กรมทรัพย์สินทางปัญญาลงนามบันทึกความเข้าใจกับสำนักงานสิทธิบัตรญี่ปุ่น",
        ("กรมทรัพย์สินทางปัญญาและสำนักงานสิทธิบัตรญี่ปุ่นได้ลงนามบันทึกความเข้าใจ เมื่อวันที่ 3 ธันวาคม 2562 ที่กรุงเทพฯ",),
        "memorandum_of_understanding",
        ("JP", "TH"),
        "2019-12-03",
    ),
    Release(
        "id",
        "2018-08-09",
        "ID",
        "DJKI dan Kantor Paten Jepang tandatangani nota kesepahaman",
        (
            "Direktorat Jenderal Kekayaan Intelektual (DJKI) dan Kantor Paten Jepang (JPO) "
            "menandatangani nota kesepahaman di Jakarta pada 8 Agustus 2018.",
        ),
        "memorandum_of_understanding",
        ("ID", "JP"),
        "2018-08-08",
    ),
)

NEWS = (
    Release(
        "en",
        "2021-05-03",
        "SG",
        "New fees for trade mark applications",
        (
            "The Intellectual Property Office of Singapore will charge new fees from 1 June 2021.",
            "Requests under the Patent Prosecution Highway with the Japan Patent Office stay free "
            "of charge, as the two offices agreed in 2014.",
        ),
    ),
    Release(
        "en",
        "2020-10-02",
        "ZA",
        "Workshop on patent searching in Pretoria",
        (
            "Examiners of the CIPC took part in a three-day workshop held under the Memorandum of "
            "Understanding that the CIPC and the European Patent Office signed in 2018.",
            "A second workshop is planned for March.",
        ),
    ),
    Release(
        "fr",
        "2018-04-26",
        "CH",
        "Journée mondiale de la propriété intellectuelle",
        (
            "L’Institut Fédéral de la Propriété Intellectuelle ouvre ses portes à Berne.",
            "Le prix de l’inventeur sera remis à une étudiante de Lausanne.",
        ),
    ),
    Release(
        "es",
        "2019-03-08",
        "CL",
        "INAPI premia a mujeres inventoras",
        ("INAPI entregó tres premios a inventoras. La ceremonia contó con invitados de la OMPI.",),
    ),
    Release(
        "de",
        "2017-06-12",
        "DE",
        "DPMA legt Jahresbericht vor",
        (
            "Das Deutsche Patent- und Markenamt hat 2016 mehr Patente erteilt als im Vorjahr.",
            "Über zwei Drittel der Anmeldungen kamen aus Deutschland, viele aus Japan und den USA.",
        ),
    ),
    Release(
        "ja",
        "2020-01-10",
        "JP",
        "特許庁年次報告書の公表について",
        ("特許庁は、2019年の特許出願件数を公表しました。中国と韓国からの出願が増加しました。",),
    ),
    Release(
        "ru",
        "2021-03-15",
        "KZ",
        "В Казахстане вырос спрос на товарные знаки",
        ("Казпатент подвел итоги года. Число заявок из России и Китая выросло на 12 процентов.",),
    ),
    Release(
        "zh",
        "2022-06-01",
        "CN",
        "国家知识产权局公布专利审查数据",
        ("国家知识产权局今日公布一季度数据，发明专利授权量同比增长。",),
    ),
)


@dataclass(frozen=True)
class Facts:
    """One agreement of a story; codes stand in one text with spaces."""

    instrument: str
    parties: str
    concluded: str | None = None
    framework: str | None = None
    host: str | None = None
    observers: str = ""


@dataclass(frozen=True)
class Story:
    """A release with all the agreements that it tells of, in any order."""

    language: str
    published: str | None
    publisher: str | None
    title: str
    paragraphs: tuple[str, ...]
    facts: tuple[Facts, ...]


def stories() -> tuple[Story, ...]:
    """The stories of stories.yaml and short_news.yaml."""
    files = (Path(__file__).with_name(name) for name in ("stories.yaml", "short_news.yaml"))
    rows = [row for file in files for row in yaml.safe_load(file.read_text("utf-8"))]
    return tuple(
        Story(
            row["language"],
            row.get("published"),
            row.get("publisher"),
            row["title"],
            tuple(row["text"]),
            tuple(Facts(**facts) for facts in row["agreements"]),
        )
        for row in rows
    )
