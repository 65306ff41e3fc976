"""Hong Kong: the government's press releases that name the office or its field."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="hong-kong-releases",
            office="HK",
            name="Hong Kong, press releases on intellectual property",
            url="https://www.info.gov.hk/gia/general/today.htm",
            format=Format.HTML,
            language="en",
            time_zone="Asia/Hong_Kong",
            articles=(r"info\.gov\.hk/gia/general/\d{6}/\d{2}/P\d+\.htm$",),
            titles=(r"(?i)intellectual property|patent|trade ?marks?\b|\bIP\b|\bIPD\b",),
            always=("title",),
            a_month=1,
            may_be_empty=True,
            unverified=(
                (Aspect.ADDRESS, "the day's list is taken to stand at /gia/general/today.htm"),
            ),
        ),
    ),
)
