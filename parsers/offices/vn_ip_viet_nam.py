"""Viet Nam, a Liferay site, its English announcements."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="ip-viet-nam-news",
            office="VN",
            name="Intellectual Property Office of Viet Nam",
            url="https://www.ipvietnam.gov.vn/en_US/web/english/domestic-ip-activities",
            format=Format.HTML,
            language="en",
            every_seconds=2 * HOUR,
            time_zone="Asia/Ho_Chi_Minh",
            a_month=2,
            always=("title",),
            articles=(r"ipvietnam\.gov\.vn/.*/-/asset_publisher/.*/content/",),
            unverified=(
                (Aspect.ARTICLES, "the form is Liferay's own"),
                (Aspect.DATES, "each item is taken to show its day as DD/MM/YYYY"),
            ),
        ),
    ),
)
