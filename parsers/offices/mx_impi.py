"""Mexico's office, on the government's platform."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="impi-press",
            office="MX",
            name="Mexican Institute of Industrial Property",
            url="https://www.gob.mx/impi/prensa",
            format=Format.HTML,
            language="es",
            time_zone="America/Mexico_City",
            a_month=4,
            always=("title",),
            articles=(r"gob\.mx/impi/prensa/.",),
            unverified=(
                (Aspect.ARTICLES, "links are taken to stand in the page before scripts run"),
                (Aspect.DATES, "each item is taken to show its day in words"),
            ),
        ),
    ),
)
