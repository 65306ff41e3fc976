"""Thailand. Years are those of the Buddhist calendar; a wall may stand before the site."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="dip-news",
            office="TH",
            name="Department of Intellectual Property of Thailand",
            url="https://www.ipthailand.go.th/th/dip-news/",
            format=Format.HTML,
            language="th",
            every_seconds=2 * HOUR,
            time_zone="Asia/Bangkok",
            a_month=10,
            always=("title",),
            articles=(r"ipthailand\.go\.th/th/dip-news/item/[^/?#]+\.html",),
            unverified=(
                (Aspect.ADDRESS, "a wall was seen in place of the list"),
                (Aspect.DATES, "each item is taken to show its day in Thai"),
            ),
        ),
    ),
)
