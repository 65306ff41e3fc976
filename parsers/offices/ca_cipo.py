"""Canada. Notices of all kinds in one list; each stands there in French as well."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="cipo-notices",
            office="CA",
            name="Canadian Intellectual Property Office",
            url="https://ised-isde.canada.ca/site/canadian-intellectual-property-office/en/"
            "notices-and-updates",
            format=Format.HTML,
            language="en",
            time_zone="America/Toronto",
            a_month=5,
            always=("title",),
            articles=(
                r"ised-isde\.canada\.ca/site/canadian-intellectual-property-office/en/.",
                r"canada\.ca/en/intellectual-property-office/news/\d{4}/\d{2}/.",
            ),
            unverified=(
                (Aspect.ARTICLES, "the list is taken to link canada.ca's releases beside its own"),
                (Aspect.DATES, "each item is taken to show its day as YYYY-MM-DD"),
            ),
        ),
    ),
)
