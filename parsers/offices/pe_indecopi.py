"""Peru. Most of it is on consumers and competition."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="indecopi-news",
            office="PE",
            name="Indecopi",
            url="https://www.gob.pe/institucion/indecopi/noticias",
            format=Format.HTML,
            language="es",
            time_zone="America/Lima",
            a_month=30,
            always=("title",),
            articles=(r"gob\.pe/institucion/indecopi/noticias/\d+-.",),
            unverified=((Aspect.DATES, "each item is taken to show its day in words"),),
        ),
    ),
)
