"""Saudi Arabia. Whether the site answers depends on where one asks from."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="saip-news",
            office="SA",
            name="Saudi Authority for Intellectual Property",
            url="https://www.saip.gov.sa/en/news",
            format=Format.HTML,
            language="en",
            every_seconds=2 * HOUR,
            time_zone="Asia/Riyadh",
            a_month=4,
            always=("title",),
            articles=(r"saip\.gov\.sa/en/news/[^/?#]+",),
            unverified=(
                (Aspect.ADDRESS, "it answered some networks and not others"),
                (Aspect.ARTICLES, "articles are taken to stand below /en/news/"),
                (Aspect.DATES, "no list was seen"),
            ),
        ),
    ),
)
