"""The five IP offices: a teaser page for each meeting, the statement in a linked PDF.

The day in an address is not that of the meeting. Links marked "to follow" are filled in later.
"""

from __future__ import annotations

from accord.source import Archive, Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="ip5-news",
            name="IP5",
            url="https://www.fiveipoffices.org/",
            format=Format.HTML,
            language="en",
            every_seconds=6 * HOUR,
            time_zone="Europe/Berlin",
            a_month=0.3,
            always=("title",),
            articles=(r"fiveipoffices\.org/(?:news/)?\d{8}/?$", r"fiveipoffices\.org/node/\d+$"),
            archive=Archive(url="https://www.fiveipoffices.org/sitemap.xml", format=Format.SITEMAP),
            unverified=(
                (Aspect.ARTICLES, "the start page is taken to link the meetings' pages"),
                (Aspect.RELEASE, "the title is taken to hold the meeting's day"),
            ),
        ),
    ),
)
