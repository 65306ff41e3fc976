"""India: the government's press bureau, whose feed is filtered by title.

One memorandum is announced twice: when the cabinet approves it and when it is signed.
"""

from __future__ import annotations

from accord.source import Aspect, Format, Source
from parsers.office import Office

OFFICE = Office(
    sources=(
        Source(
            id="india-pib",
            office="IN",
            name="India, press releases on intellectual property",
            url="https://pib.gov.in/RssMain.aspx?ModId=6&Lang=1&Regid=3",
            format=Format.RSS,
            language="en",
            time_zone="Asia/Kolkata",
            titles=(
                r"(?i)intellectual property|patents?\b|trade ?marks?\b|\bIPRs?\b|\bIP\b"
                r"|geographical indications?|DPIIT|copyrights?\b",
            ),
            a_month=2,
            always=("title",),
            may_be_empty=True,
            rewrites=((r"PressReleaseIframePage\.aspx", "PressReleasePage.aspx"),),
            unverified=((Aspect.RELEASE, "the day is taken to follow the words Posted On"),),
        ),
    ),
)
