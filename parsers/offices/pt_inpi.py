"""Portugal's office, on the ministry of justice's site."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="inpi-portugal-news",
            office="PT",
            name="INPI Portugal",
            url="https://inpi.justica.gov.pt/Noticias-do-INPI",
            format=Format.HTML,
            language="pt",
            time_zone="Europe/Lisbon",
            a_month=4,
            always=("title",),
            articles=(r"inpi\.justica\.gov\.pt/Noticias-do-INPI/.",),
            unverified=((Aspect.DATES, "each item is taken to show its day as DD-MM-YYYY"),),
        ),
    ),
)
