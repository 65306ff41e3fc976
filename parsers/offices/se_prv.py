"""Sweden. Beside its news it keeps a table of all its international agreements."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="prv-news",
            office="SE",
            name="Swedish Intellectual Property Office",
            url="https://www.prv.se/sv/om-oss/nyheter/",
            format=Format.HTML,
            language="sv",
            time_zone="Europe/Stockholm",
            a_month=3,
            always=("title",),
            articles=(r"prv\.se/sv/om-oss/nyheter/[^/?#]+/?$",),
            unverified=((Aspect.DATES, "each item is taken to show its day as YYYY-MM-DD"),),
        ),
    ),
)
