"""Slovakia. An article is named in the query of its address alone."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="indprop-news",
            office="SK",
            name="Industrial Property Office of the Slovak Republic",
            url="https://www.indprop.gov.sk/?news",
            format=Format.HTML,
            language="sk",
            time_zone="Europe/Bratislava",
            a_month=3,
            always=("title",),
            articles=(r"indprop\.gov\.sk/\?news&clanok=.",),
            unverified=((Aspect.DATES, "each item is taken to show its day as D.M.YYYY"),),
        ),
    ),
)
