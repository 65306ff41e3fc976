"""France: many bilateral meetings in one article during the WIPO assemblies."""

from __future__ import annotations

from accord.source import Archive, Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="inpi-france-news",
            office="FR",
            name="INPI France",
            url="https://www.inpi.fr/a-la-une",
            format=Format.HTML,
            language="fr",
            time_zone="Europe/Paris",
            a_month=5,
            always=("title",),
            articles=(r"inpi\.fr/(?:a-la-une|internationales)/.",),
            archive=Archive(url="https://www.inpi.fr/a-la-une?page={page}", first=0),
            unverified=((Aspect.DATES, "each item is taken to show its day as DD/MM/YYYY"),),
        ),
    ),
)
