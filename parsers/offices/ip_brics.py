"""The BRICS offices: hand-made pages with the full text of each joint statement."""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="ip-brics-meetings",
            name="IP BRICS",
            url="http://www.ipbrics.net/secondpage/meetings/",
            format=Format.HTML,
            language="en",
            every_seconds=12 * HOUR,
            time_zone="Asia/Shanghai",
            a_month=0.1,
            always=("title",),
            articles=(r"ipbrics\.(?:net|org)/secondpage/meetings/\w+\.html$",),
            rewrites=((r"//www\.ipbrics\.org/", "//www.ipbrics.net/"),),
            unverified=((Aspect.DATES, "day and place are taken to stand beside each meeting"),),
        ),
    ),
)
