"""Switzerland, a TYPO3 site. Some items of its list have no day."""

from __future__ import annotations

from accord.source import Archive, Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="ige-news",
            office="CH",
            name="Swiss Federal Institute of Intellectual Property",
            url="https://www.ige.ch/en/services/newsroom/news",
            format=Format.HTML,
            language="en",
            time_zone="Europe/Zurich",
            a_month=4,
            always=("title",),
            articles=(r"ige\.ch/en/services/newsroom/news/news-details/.",),
            archive=Archive(url="https://www.ige.ch/en/services/newsroom/news/page-{page}"),
            unverified=(
                (Aspect.ARTICLES, "the address of one article was seen, its list was not"),
            ),
        ),
    ),
)
