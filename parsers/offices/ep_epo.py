"""The European Patent Office. It has no feed; three addresses of one are guesses that circulate.

Several agreements often stand in one article, written during the WIPO assemblies in July.
"""

from __future__ import annotations

from accord.source import Archive, Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="epo-news",
            office="EP",
            name="European Patent Office",
            url="https://www.epo.org/en/news-events/news",
            format=Format.HTML,
            language="en",
            every_seconds=HOUR / 2,
            time_zone="Europe/Berlin",
            a_month=8,
            always=("title", "date"),
            articles=(r"epo\.org/en/news-events/news/[^?#]",),
            archive=Archive(url="https://www.epo.org/en/news-events/news?page={page}", first=0),
            unverified=(
                (Aspect.DATES, "each item is taken to show its day"),
                (Aspect.RELEASE, "the pages of the new site were seen as text, not as HTML"),
            ),
        ),
    ),
)
