"""The offices of Latin America that examine together; mostly columns, rarely a statement."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="prosur-blog",
            name="PROSUR",
            url="https://prosur.org/blog",
            format=Format.HTML,
            language="es",
            every_seconds=12 * HOUR,
            time_zone="America/Santiago",
            a_month=0.3,
            always=("title",),
            articles=(r"prosur\.org/blog/[^/]+/.",),
            unverified=(
                (Aspect.ADDRESS, "one column was seen at /blog/columna/…; /blog is a guess"),
                (Aspect.DATES, "no list was seen"),
            ),
        ),
    ),
)
