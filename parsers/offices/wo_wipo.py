"""WIPO's press room: the feed that several public lists name.

The same story stands once per language; the language is the first part of the path.
"""

from __future__ import annotations

from accord.source import Archive, Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="wipo-press-room",
            office="WO",
            name="World Intellectual Property Organization",
            url="https://www.wipo.int/pressroom/en/rss.xml",
            format=Format.RSS,
            language="en",
            time_zone="Europe/Zurich",
            a_month=4,
            always=("title", "date"),
            rewrites=((r"^http://", "https://"),),
            archive=Archive(
                url="https://www.wipo.int/pressroom/en/articles/archive.html?page={page}"
            ),
            unverified=(
                (Aspect.FORMAT, "seven feed lists name the feed; one collector got no items of it"),
                (Aspect.RELEASE, "the site's menu is long and no page's HTML was seen"),
            ),
        ),
    ),
)
