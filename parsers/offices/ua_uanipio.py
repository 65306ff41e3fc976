"""Ukraine. Its host is known; where its news stand there is not."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="uanipio-news",
            office="UA",
            name="Ukrainian National Office for Intellectual Property and Innovations",
            url="https://nipo.gov.ua/",
            format=Format.HTML,
            language="uk",
            every_seconds=2 * HOUR,
            time_zone="Europe/Kyiv",
            a_month=10,
            always=("title",),
            unverified=(
                (Aspect.ADDRESS, "its front page is taken to list its news"),
                (Aspect.ARTICLES, "the list is looked for by its looks"),
                (Aspect.DATES, "each item is taken to show its day as DD.MM.YYYY"),
            ),
        ),
    ),
)
