"""The five trademark offices: a WordPress page for each annual meeting, statements as PDF."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="tm5-news",
            name="TM5",
            url="https://tmfive.org/news-and-events/",
            format=Format.HTML,
            language="en",
            every_seconds=6 * HOUR,
            time_zone="Asia/Tokyo",
            a_month=0.2,
            always=("title",),
            articles=(r"tmfive\.org/(?:tm5-|\d{4}-tm5-)[^/]*/?$",),
            unverified=(
                (Aspect.ARTICLES, "news is taken to link meetings as /tm5-… and /YEAR-tm5-…"),
            ),
        ),
    ),
)
