"""The Philippines, a WordPress site. Pages of its list give one article several addresses."""

from __future__ import annotations

from accord.source import Archive, Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="ipophl-news",
            office="PH",
            name="Intellectual Property Office of the Philippines",
            url="https://www.ipophil.gov.ph/updates/news/",
            format=Format.HTML,
            language="en",
            time_zone="Asia/Manila",
            a_month=8,
            always=("title",),
            articles=(r"ipophil\.gov\.ph/news/[^/?#]+/?$",),
            rewrites=((r"\?news_page=\d+$", ""),),
            archive=Archive(url="https://www.ipophil.gov.ph/updates/news/?news_page={page}"),
            unverified=((Aspect.DATES, "each item is taken to show its day in words"),),
        ),
    ),
)
