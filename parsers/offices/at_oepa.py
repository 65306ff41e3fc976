"""Austria, a TYPO3 site."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="oepa-news",
            office="AT",
            name="Austrian Patent Office",
            url="https://www.patentamt.at/en/all-news/",
            format=Format.HTML,
            language="en",
            time_zone="Europe/Vienna",
            a_month=3,
            always=("title",),
            articles=(r"patentamt\.at/en/all-news/news-detail/artikel/.",),
            unverified=((Aspect.DATES, "each item is taken to show its day as DD.MM.YYYY"),),
        ),
    ),
)
