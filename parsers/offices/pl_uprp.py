"""Poland's office."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="uprp-news",
            office="PL",
            name="Patent Office of the Republic of Poland",
            url="https://uprp.gov.pl/pl/aktualnosci",
            format=Format.HTML,
            language="pl",
            time_zone="Europe/Warsaw",
            a_month=8,
            always=("title",),
            articles=(r"uprp\.gov\.pl/pl/aktualnosci/[^/]+/.",),
            unverified=(
                (Aspect.ARTICLES, "articles are taken to stand below /pl/aktualnosci/SECTION/"),
                (Aspect.DATES, "each item is taken to show its day as DD.MM.YYYY"),
            ),
        ),
    ),
)
