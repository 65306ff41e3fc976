"""Italy's office, a Joomla site whose news stand as blocks on its start page."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="uibm-news",
            office="IT",
            name="Italian Patent and Trademark Office",
            url="https://uibm.mise.gov.it/index.php/it/",
            format=Format.HTML,
            language="it",
            time_zone="Europe/Rome",
            a_month=6,
            always=("title",),
            articles=(r"uibm\.mise\.gov\.it/index\.php/it/(?:[\w-]+/)?\d+-[\w-]",),
            unverified=(
                (Aspect.ARTICLES, "news are taken to have addresses with a number before the name"),
                (Aspect.DATES, "each block is taken to show its day in words"),
            ),
        ),
    ),
)
