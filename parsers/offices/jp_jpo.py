"""The Japan Patent Office. It offers no feed; two addresses of one circulate.

A page shows the day of publication on top and that of its last change at its foot. The weekly
digest in English is one page, on which new items take the place of old ones.
"""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="jpo-news",
            office="JP",
            name="Japan Patent Office",
            url="https://www.jpo.go.jp/news/shinchaku/koshin/index.html",
            format=Format.HTML,
            language="ja",
            time_zone="Asia/Tokyo",
            a_month=10,
            always=("title",),
            articles=(r"jpo\.go\.jp/news/(?!shinchaku/).*\.html$",),
            unverified=((Aspect.DATES, "each line is taken to begin with its day"),),
        ),
        Source(
            id="jpo-press",
            office="JP",
            name="Japan Patent Office, press releases",
            url="https://www.jpo.go.jp/news/press/index.html",
            format=Format.HTML,
            language="ja",
            time_zone="Asia/Tokyo",
            a_month=1,
            always=("title",),
            unverified=(
                (Aspect.ARTICLES, "releases of the ministry are taken to be linked here"),
                (Aspect.DATES, "each line is taken to begin with its day"),
            ),
        ),
        Source(
            id="jpo-quickreads",
            office="JP",
            name="Japan Patent Office, Quick Reads",
            url="https://www.jpo.go.jp/e/news/quickreads/index.html",
            format=Format.HTML,
            rolling=True,
            language="en",
            time_zone="Asia/Tokyo",
            a_month=4,
            always=("title",),
            unverified=(
                (Aspect.ARTICLES, "items are taken to begin with a heading each"),
                (Aspect.DATES, "each item is taken to show its day"),
            ),
        ),
    ),
)
