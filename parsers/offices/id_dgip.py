"""Indonesia. The same article has several addresses; most are of universities at home."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="dgip-news",
            office="ID",
            name="Directorate General of Intellectual Property of Indonesia",
            url="https://dgip.go.id/artikel/",
            format=Format.HTML,
            language="id",
            time_zone="Asia/Jakarta",
            a_month=30,
            always=("title",),
            articles=(r"dgip\.go\.id/(?:index\.php/)?artikel/detail-artikel(?:-berita)?/.",),
            rewrites=(
                (r"//www\.dgip\.go\.id/", "//dgip.go.id/"),
                (r"/index\.php/", "/"),
                (r"\?kategori=[^&#]*$", ""),
            ),
            unverified=(
                (Aspect.ADDRESS, "articles stand below /artikel/; that it lists them is a guess"),
                (Aspect.DATES, "no list was seen"),
            ),
        ),
    ),
)
