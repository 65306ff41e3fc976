"""The African regional office for countries of English language."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="aripo-news",
            office="AP",
            name="African Regional Intellectual Property Organization",
            url="https://www.aripo.org/news/",
            format=Format.HTML,
            language="en",
            every_seconds=2 * HOUR,
            time_zone="Africa/Harare",
            a_month=2,
            always=("title",),
            articles=(r"aripo\.org/(?:news|news-events-publications/news/item)/[^/?#]+",),
            unverified=(
                (Aspect.ARTICLES, "articles are taken to stand below /news/"),
                (Aspect.DATES, "no list was seen"),
            ),
        ),
        Source(
            id="aripo-agreements",
            office="AP",
            name="African Regional Intellectual Property Organization, cooperation agreements",
            url="https://aripo.org/resources/cooperation-agreements",
            format=Format.HTML,
            rolling=True,
            language="en",
            every_seconds=12 * HOUR,
            time_zone="Africa/Harare",
            a_month=0.1,
            always=("title",),
            unverified=(
                (Aspect.FORMAT, "each agreement is taken to be an entry with its day"),
                (Aspect.ADDRESS, "the list was known to reach to 2018"),
            ),
        ),
    ),
)
