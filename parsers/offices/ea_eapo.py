"""The Eurasian Patent Office: several agreements in one article during the WIPO assemblies."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="eapo-news",
            office="EA",
            name="Eurasian Patent Office",
            url="https://www.eapo.org/en/",
            format=Format.HTML,
            language="en",
            time_zone="Europe/Moscow",
            a_month=6,
            always=("title",),
            articles=(r"eapo\.org/en/eapv-news-en/[^/?#]+", r"eapo\.org/en/.*newspress=view&d=\d+"),
            unverified=(
                (Aspect.ADDRESS, "the start page is taken to link the news"),
                (Aspect.DATES, "articles were seen without a day"),
            ),
        ),
    ),
)
