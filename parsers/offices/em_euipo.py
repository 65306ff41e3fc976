"""The European Union Intellectual Property Office. It has no feed that anybody confirmed.

Its pages are built by Next.js. Days are printed day first; those in script data are of other
stories.
"""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="euipo-news",
            office="EM",
            name="European Union Intellectual Property Office",
            url="https://www.euipo.europa.eu/en/news-and-events/news",
            format=Format.HTML,
            language="en",
            time_zone="Europe/Madrid",
            a_month=6,
            always=("title",),
            articles=(r"euipo\.europa\.eu/en/news/(?!podcasts/)[^/]+/?$",),
            rewrites=((r"//euipo\.europa\.eu/", "//www.euipo.europa.eu/"),),
            unverified=(
                (Aspect.ADDRESS, "an automated client was once refused with status 403"),
                (Aspect.ARTICLES, "links are taken to stand in the page before scripts run"),
            ),
        ),
    ),
)
