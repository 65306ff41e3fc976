"""Sweden. Beside its news it keeps a table of all its international agreements."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

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
        Source(
            id="prv-agreements",
            office="SE",
            name="Swedish Intellectual Property Office, international agreements",
            url="https://www.prv.se/sv/om-oss/var-verksamhet/samarbete/internationellt-samarbete/"
            "internationella-samarbetsavtal/",
            format=Format.HTML,
            rolling=True,
            language="sv",
            every_seconds=6 * HOUR,
            time_zone="Europe/Stockholm",
            a_month=0.2,
            always=("title", "date"),
            unverified=((Aspect.FORMAT, "the table is taken to hold an agreement in each row"),),
        ),
    ),
)
