"""Türkiye. A page ends with the headlines of other releases."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="turkpatent-news",
            office="TR",
            name="Turkish Patent and Trademark Office",
            url="https://www.turkpatent.gov.tr/haberler",
            format=Format.HTML,
            language="tr",
            time_zone="Europe/Istanbul",
            a_month=10,
            always=("title",),
            articles=(r"turkpatent\.gov\.tr/haberler/[^/?#]+",),
            unverified=(
                (Aspect.ARTICLES, "links are taken to stand in the page before scripts run"),
            ),
        ),
    ),
)
