"""Brazil, a Plone site that tells of many agreements."""

from __future__ import annotations

from accord.source import Archive, Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="inpi-brazil-news",
            office="BR",
            name="INPI Brazil",
            url="https://www.gov.br/inpi/pt-br/central-de-conteudo/noticias",
            format=Format.HTML,
            language="pt",
            time_zone="America/Sao_Paulo",
            a_month=15,
            always=("title", "date"),
            articles=(r"gov\.br/inpi/pt-br/central-de-conteudo/noticias/[^/?#]+$",),
            archive=Archive(
                url="https://www.gov.br/inpi/pt-br/central-de-conteudo/noticias?b_start:int={page}",
                first=0,
                step=20,
            ),
            unverified=((Aspect.DATES, "each item is taken to show its day as DD/MM/YYYY"),),
        ),
    ),
)
