"""Taiwan's office, its English list."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="tipo-news",
            office="TW",
            name="Taiwan Intellectual Property Office",
            url="https://www.tipo.gov.tw/en/",
            format=Format.HTML,
            language="en",
            time_zone="Asia/Taipei",
            a_month=4,
            always=("title",),
            articles=(r"tipo\.gov\.tw/en/[^/?#]+/\d+-\d+\.html$",),
            unverified=(
                (Aspect.ADDRESS, "lists were seen by their form; which one is news was not"),
            ),
        ),
    ),
)
