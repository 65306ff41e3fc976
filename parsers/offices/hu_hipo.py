"""Hungary, a Drupal site. The day is an article's last line."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="hipo-news",
            office="HU",
            name="Hungarian Intellectual Property Office",
            url="https://www.sztnh.gov.hu/en/news",
            format=Format.HTML,
            language="en",
            time_zone="Europe/Budapest",
            a_month=2,
            always=("title",),
            articles=(r"sztnh\.gov\.hu/en/news/sztnh-hirek/.",),
            unverified=((Aspect.DATES, "no list was seen"),),
        ),
    ),
)
