"""The United Arab Emirates' ministry of economy, a Liferay site; IP is a small part."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="uae-economy-news",
            office="AE",
            name="Ministry of Economy and Tourism of the United Arab Emirates",
            url="https://www.moet.gov.ae/en/web/guest/news",
            format=Format.HTML,
            language="en",
            time_zone="Asia/Dubai",
            a_month=15,
            always=("title",),
            articles=(r"moe[ct]\.gov\.ae/en/-/.",),
            rewrites=((r"//www\.moec\.gov\.ae/", "//www.moet.gov.ae/"),),
            unverified=((Aspect.DATES, "no list was seen"),),
        ),
    ),
)
