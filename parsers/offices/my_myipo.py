"""Malaysia's office. Statements may be pictures or PDF."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="myipo-media",
            office="MY",
            name="Intellectual Property Corporation of Malaysia",
            url="https://www.myipo.gov.my/ms/media/",
            format=Format.HTML,
            language="ms",
            every_seconds=2 * HOUR,
            time_zone="Asia/Kuala_Lumpur",
            a_month=3,
            always=("title",),
            unverified=(
                (Aspect.ARTICLES, "no list was seen; the reader is left to find it"),
                (Aspect.RELEASE, "statements may be pictures, which cannot be read"),
            ),
        ),
    ),
)
