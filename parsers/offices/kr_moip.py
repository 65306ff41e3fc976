"""Korea's Ministry of Intellectual Property, KIPO until 1 October 2025.

The government's portal carries its releases as a feed; parameters named pWise… only track.
"""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import HOUR, Office

OFFICE = Office(
    sources=(
        Source(
            id="moip-korea-kr",
            office="KR",
            name="Ministry of Intellectual Property of Korea",
            url="https://www.korea.kr/rss/dept_moip.xml",
            format=Format.RSS,
            language="ko",
            every_seconds=HOUR / 2,
            time_zone="Asia/Seoul",
            a_month=15,
            always=("title", "date"),
            rewrites=(
                (r"//m\.korea\.kr/", "//www.korea.kr/"),
                (r"/news/pressReleaseView\.do", "/briefing/pressReleaseView.do"),
                (r"&?pWise\w*=[^&#]*", ""),
            ),
            unverified=((Aspect.FORMAT, "six projects name the feed; its content was not seen"),),
        ),
        Source(
            id="kipo-english",
            office="KR",
            name="Ministry of Intellectual Property of Korea, in English",
            url="https://www.kipo.go.kr/en/BoardApp/UEngBodApp?c=1003&board_id=kiponews",
            format=Format.HTML,
            language="en",
            every_seconds=3 * HOUR,
            time_zone="Asia/Seoul",
            a_month=1,
            always=("title",),
            articles=(r"board_id=kiponews&(?:.*&)?seq=\d+",),
            unverified=((Aspect.ADDRESS, "the board's articles were seen, its list was not"),),
        ),
    ),
)
