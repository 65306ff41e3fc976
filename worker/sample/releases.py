"""What the sample press room publishes, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class SampleRelease:
    """One invented release of an office. `{day}` in its texts is the date that it bears.

    `after` is when it appears, in seconds from the start; `days_ago` how old it is then.
    """

    office: str
    slug: str
    title: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = ()
    after: float = 0.0
    days_ago: int = 0

    def dated(self, today: date) -> date:
        """The date that it bears."""
        return today - timedelta(days=self.days_ago)


RELEASES = (
    SampleRelease(
        "kr",
        "2101",
        "MOIP and IPOS agree on a joint programme for examiners",
        (
            "The Ministry of Intellectual Property (MOIP) of Korea and the Intellectual Property "
            "Office of Singapore (IPOS) signed a memorandum of understanding in Daejeon on {day}. "
            "Examiners of both offices will spend four weeks a year with the other office.",
        ),
        days_ago=40,
    ),
    SampleRelease(
        "ep",
        "pph-canada",
        "EPO and Canada extend their patent prosecution highway",
        (
            "The European Patent Office (EPO) and the Canadian Intellectual Property Office (CIPO) "
            "agreed on {day} to extend their Patent Prosecution Highway pilot by three years.",
        ),
        days_ago=61,
    ),
    SampleRelease(
        "fr",
        "horaires",
        "Nouveaux horaires de l'accueil téléphonique",
        ("À compter du {day}, l'INPI répond à vos appels de 9 heures à 18 heures.",),
        days_ago=12,
    ),
    SampleRelease(
        "jp",
        "fees",
        "Revision of the guide to fees",
        ("The Japan Patent Office (JPO) has revised its guide to fees as of {day}.",),
        days_ago=20,
    ),
    SampleRelease(
        "kr",
        "2102",
        "MOIP and the Ministry of Economy of the UAE sign memorandum on artificial intelligence",
        (
            "The Ministry of Intellectual Property (MOIP) of Korea and the Ministry of Economy and "
            "Tourism of the United Arab Emirates signed a memorandum of understanding in Dubai on "
            "{day}. The two sides will cooperate in the following areas:",
        ),
        points=(
            "use of artificial intelligence in patent examination",
            "training of patent examiners",
            "exchange of patent data",
        ),
        after=8,
    ),
    SampleRelease(
        "ep",
        "work-plan-australia",
        "EPO and IP Australia adopt a work plan for the next two years",
        (
            "The European Patent Office (EPO) and IP Australia adopted a bilateral work plan at "
            "a video conference on {day}.",
            "The plan covers the exchange of search results and the quality of examination.",
        ),
        after=15,
    ),
    SampleRelease(
        "kr",
        "2103",
        "Winners of the student invention contest named",
        (
            "Twelve school classes were honoured on {day} for their inventions. The contest was "
            "held for the ninth time; the works can be seen in the lobby until the year ends.",
        ),
        after=22,
    ),
    SampleRelease(
        "jp",
        "trilateral",
        "Trilateral Offices issue a joint statement on quality",
        (
            "The European Patent Office (EPO), the Japan Patent Office (JPO) and the United States "
            "Patent and Trademark Office (USPTO) issued a joint statement at the Trilateral "
            "Conference in Kyoto on {day}, hosted by the JPO. The three offices will work together "
            "on the quality of search and on services for small and medium-sized enterprises.",
        ),
        after=29,
    ),
    SampleRelease(
        "ep",
        "trilateral-kyoto",
        "Trilateral Conference in Kyoto: joint statement on quality",
        (
            "At the Trilateral Conference in Kyoto on {day} the European Patent Office (EPO), the "
            "Japan Patent Office (JPO) and the United States Patent and Trademark Office (USPTO) "
            "issued a joint statement on the quality of search and on small and medium-sized "
            "enterprises.",
        ),
        after=37,
    ),
    SampleRelease(
        "fr",
        "inpi-ompic",
        "L'INPI et l'OMPIC signent un accord de coopération",
        (
            "L'Institut national de la propriété industrielle (INPI) et l'Office marocain de la "
            "propriété industrielle et commerciale (OMPIC) ont signé le {day} à Casablanca un "
            "accord de coopération. Il porte sur la formation des examinateurs et sur la lutte "
            "contre la contrefaçon.",
        ),
        after=45,
    ),
    SampleRelease(
        "kr",
        "2104",
        "Patent prosecution highway between MOIP and CNIPA extended by five years",
        (
            "The Ministry of Intellectual Property (MOIP) of Korea and the China National "
            "Intellectual Property Administration (CNIPA) agreed on {day} to extend the Patent "
            "Prosecution Highway (PPH) between the two offices by five years.",
        ),
        after=53,
    ),
)
