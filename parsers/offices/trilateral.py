"""EPO, JPO and USPTO. The day in an address is not that of the conference."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="trilateral-news",
            name="Trilateral co-operation",
            url="https://www.trilateral.net/news",
            format=Format.HTML,
            language="en",
            every_seconds=6 * HOUR,
            time_zone="Europe/Berlin",
            a_month=0.2,
            always=("title",),
            articles=(r"trilateral\.net/(?:news/)?\d{8}/?$",),
            unverified=(
                (Aspect.ADDRESS, "articles stand below /news/; that it lists them is a guess"),
                (Aspect.ARTICLES, "the template is taken to be that of fiveipoffices.org"),
            ),
        ),
    ),
)
