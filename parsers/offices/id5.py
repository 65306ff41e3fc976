"""The five design offices."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="id5-news",
            name="ID5",
            url="https://id-five.org/about/id5-news/",
            format=Format.HTML,
            language="en",
            every_seconds=6 * HOUR,
            time_zone="Asia/Tokyo",
            a_month=0.2,
            always=("title",),
            articles=(r"id-five\.org/(?:about/id5-news/.|\d{4}/\d{2}/\d{2}/)",),
            unverified=(
                (Aspect.ARTICLES, "no page was seen; both forms of its addresses are guesses"),
                (Aspect.RELEASE, "no page was seen"),
            ),
        ),
    ),
)
