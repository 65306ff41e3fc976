"""New Zealand, behind a service that may turn robots away."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="iponz-news",
            office="NZ",
            name="Intellectual Property Office of New Zealand",
            url="https://www.iponz.govt.nz/news/",
            format=Format.HTML,
            language="en",
            time_zone="Pacific/Auckland",
            a_month=3,
            always=("title",),
            articles=(r"iponz\.govt\.nz/news/[^/?#]+",),
            unverified=(
                (Aspect.ADDRESS, "the path is a guess; Imperva stands before the site"),
                (Aspect.ARTICLES, "articles are taken to stand below /news/"),
                (Aspect.DATES, "each item is taken to show its day in words"),
            ),
        ),
    ),
)
