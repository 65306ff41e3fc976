"""The African office for countries of French language, a WordPress site."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="oapi-news",
            office="OA",
            name="African Intellectual Property Organization",
            url="https://oapi.int/en/media/news/",
            format=Format.HTML,
            language="en",
            every_seconds=2 * HOUR,
            time_zone="Africa/Douala",
            a_month=3,
            always=("title",),
            unverified=(
                (
                    Aspect.ARTICLES,
                    "articles stand at the site's root; the list is left to be found",
                ),
                (Aspect.DATES, "each item is taken to show its day in words"),
            ),
        ),
    ),
)
