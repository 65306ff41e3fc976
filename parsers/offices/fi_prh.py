"""Finland. A page prints the day of its last change alone; the event's day is in the text."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="prh-news",
            office="FI",
            name="Finnish Patent and Registration Office",
            url="https://www.prh.fi/en/uutislistaus.html",
            format=Format.HTML,
            language="en",
            time_zone="Europe/Helsinki",
            a_month=4,
            always=("title",),
            articles=(r"prh\.fi/en/uutislistaus/\d{4}/.+\.html$",),
            unverified=(
                (Aspect.ADDRESS, "articles stand below /uutislistaus/; the list's name is a guess"),
                (Aspect.DATES, "no list was seen"),
            ),
        ),
    ),
)
