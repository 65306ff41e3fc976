"""The German office: a feed, and an archive whose addresses write the day in three orders."""

from __future__ import annotations

from accord.source import Archive, Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="dpma-news",
            office="DE",
            name="German Patent and Trade Mark Office",
            url="https://www.dpma.de/rss.xml",
            format=Format.RSS,
            language="de",
            time_zone="Europe/Berlin",
            a_month=3,
            always=("title", "date"),
            rewrites=(
                (r"//dpma\.de\.?/", "//www.dpma.de/"),
                (r"//www\.dpma\.de\./", "//www.dpma.de/"),
            ),
            archive=Archive(
                url="https://www.dpma.de/service/presse/pressemitteilungen/archiv/{year}/index.html"
            ),
            unverified=((Aspect.RELEASE, "the line with the day is taken to be “… vom …”"),),
        ),
    ),
)
