"""Russia's office. The day is often part of an address."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="rospatent-news",
            office="RU",
            name="Rospatent",
            url="https://rospatent.gov.ru/ru/news",
            format=Format.HTML,
            language="ru",
            time_zone="Europe/Moscow",
            a_month=30,
            always=("title",),
            articles=(r"rospatent\.gov\.ru/ru/news/[^/?#]+$",),
            unverified=((Aspect.DATES, "each item is taken to show its day"),),
        ),
    ),
)
