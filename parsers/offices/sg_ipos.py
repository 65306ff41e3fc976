"""Singapore, a site of the government's Isomer platform. Its sitemap leaves news out."""

from __future__ import annotations

from accord.source import Archive, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="ipos-news",
            office="SG",
            name="Intellectual Property Office of Singapore",
            url="https://www.ipos.gov.sg/news/news-collection/",
            format=Format.HTML,
            language="en",
            time_zone="Asia/Singapore",
            a_month=5,
            always=("title", "date"),
            articles=(r"ipos\.gov\.sg/news/news-collection/(?!circular)[^/?#]+/?$",),
            archive=Archive(url="https://www.ipos.gov.sg/news/news-collection/?page={page}"),
        ),
    ),
)
