"""Canada. Notices of all kinds in one list; each stands there in French as well.

Its releases stand on canada.ca, whose news API gives those of the whole government: the office's
own are known by their address, since its code among the departments is not.
"""

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
        Source(
            id="cipo-releases",
            office="CA",
            name="Canadian Intellectual Property Office, news releases",
            url="https://api.io.canada.ca/io-server/gc/news/en/v2"
            "?type=newsreleases&sort=publishedDate&orderBy=desc&pick=100&format=atom",
            format=Format.ATOM,
            language="en",
            time_zone="America/Toronto",
            a_month=0.5,
            always=("title", "date"),
            articles=(r"canada\.ca/en/intellectual-property-office/news/\d{4}/\d{2}/.",),
            # Of a hundred releases of the whole government none may be the office's.
            may_be_empty=True,
            unverified=(
                (Aspect.ADDRESS, "without a department's code the API is taken to list all"),
                (Aspect.ARTICLES, "its entries are taken to link the release's own page"),
            ),
        ),
    ),
)
