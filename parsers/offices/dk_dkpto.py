"""Denmark's office, its English news."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="dkpto-news",
            office="DK",
            name="Danish Patent and Trademark Office",
            url="https://www.dkpto.org/news",
            format=Format.HTML,
            language="en",
            time_zone="Europe/Copenhagen",
            a_month=1,
            always=("title",),
            articles=(r"dkpto\.org/news/\d{4}/[a-z]{3}/.",),
            unverified=((Aspect.DATES, "no list was seen; the month stands in the address"),),
        ),
    ),
)
