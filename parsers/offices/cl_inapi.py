"""Chile's office."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="inapi-press",
            office="CL",
            name="INAPI Chile",
            url="https://www.inapi.cl/sala-de-prensa/",
            format=Format.HTML,
            language="es",
            time_zone="America/Santiago",
            a_month=6,
            always=("title",),
            articles=(r"inapi\.cl/sala-de-prensa/.",),
            unverified=(
                (Aspect.ADDRESS, "the path is a guess"),
                (Aspect.ARTICLES, "articles are taken to stand below it"),
                (Aspect.DATES, "no list was seen"),
            ),
        ),
    ),
)
