"""Spain. Its conventions are printed in the official gazette too."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="oepm-news",
            office="ES",
            name="Spanish Patent and Trademark Office",
            url="https://www.oepm.es/es/sobre-OEPM/noticias-y-eventos/noticias/",
            format=Format.HTML,
            language="es",
            time_zone="Europe/Madrid",
            a_month=8,
            always=("title",),
            articles=(r"oepm\.es/\w\w/sobre-OEPM/noticias-y-eventos/noticias/noticiap/.",),
            unverified=((Aspect.DATES, "each item is taken to show its day as D/M/YYYY"),),
        ),
    ),
)
