"""The Japan Patent Office. It offers no feed; two addresses of one circulate.

A page shows the day of publication on top and that of its last change at its foot. The weekly
digest in English is one page, on which new items take the place of old ones. Large agreements are
published by the ministry above it.
"""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

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
            id="meti-press",
            office="JP",
            name="Japan's Ministry of Economy, Trade and Industry, on intellectual property",
            url="https://www.meti.go.jp/english/press/index.html",
            format=Format.HTML,
            language="en",
            every_seconds=2 * HOUR,
            time_zone="Asia/Tokyo",
            a_month=0.5,
            always=("title",),
            articles=(r"meti\.go\.jp/english/press/\d{4}/\d{4}_\d{3}\.html$",),
            titles=(r"(?i)\b(?:patents?|intellectual property|JPO|trademarks?|designs?)\b",),
            may_be_empty=True,
            unverified=(
                (Aspect.ADDRESS, "releases were seen, their list was not"),
                (Aspect.DATES, "each line is taken to show its day"),
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
