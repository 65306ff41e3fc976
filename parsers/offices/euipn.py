"""The network of the European Union's offices."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="euipn-news",
            name="EUIPN",
            url="https://www.euipn.org/en/news-and-events",
            format=Format.HTML,
            language="en",
            time_zone="Europe/Madrid",
            a_month=3,
            always=("title",),
            articles=(r"euipn\.org/en/news-and-events/news/.",),
            unverified=((Aspect.DATES, "the list is taken to date its items as DD/MM/YYYY"),),
        ),
    ),
)
