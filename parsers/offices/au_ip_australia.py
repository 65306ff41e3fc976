"""Australia. It rarely publishes agreements of its own."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="ip-australia-news",
            office="AU",
            name="IP Australia",
            url="https://www.ipaustralia.gov.au/news-and-community",
            format=Format.HTML,
            language="en",
            time_zone="Australia/Sydney",
            a_month=6,
            always=("title",),
            articles=(r"ipaustralia\.gov\.au/news-and-community/[^/?#]+/[^/?#]+",),
            unverified=((Aspect.DATES, "each item is taken to show its day in words"),),
        ),
    ),
)
