"""Morocco, a Drupal site."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="ompic-news",
            office="MA",
            name="OMPIC",
            url="http://www.ompic.ma/fr/actualites",
            format=Format.HTML,
            language="fr",
            time_zone="Africa/Casablanca",
            a_month=4,
            always=("title",),
            articles=(r"ompic\.ma/fr/actualites/[^/?#]+",),
            unverified=(
                (Aspect.ARTICLES, "the form of addresses is that of a sister site"),
                (Aspect.DATES, "each item is taken to show its day as DD/MM/YYYY"),
            ),
        ),
    ),
)
