"""The IP offices of ASEAN: news in short, joint statements on asean.org."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="asean-ip-news",
            name="ASEAN IP portal",
            url="https://www.aseanip.org/News-Events/Latest-News-Events",
            format=Format.HTML,
            language="en",
            every_seconds=3 * HOUR,
            time_zone="Asia/Singapore",
            a_month=1,
            always=("title",),
            articles=(r"aseanip\.org/.*/aid/\d+",),
            unverified=((Aspect.ARTICLES, "the list is taken to link articles by …/aid/NUMBER"),),
        ),
    ),
)
