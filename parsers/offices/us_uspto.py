"""The USPTO: one feed of the whole site, and its notices in the Federal Register.

The feed mixes news with blogs and lessons. Load balancers' host names appear in addresses.
"""

from __future__ import annotations

from accord.source import Archive, Aspect, Format, Selectors, Source
from parsers.office import HOUR, Office

_REGISTER = (
    "https://www.federalregister.gov/api/v1/documents.json"
    "?conditions[agencies][]=patent-and-trademark-office&order=newest&per_page=100"
)
_NOTICE = Selectors(item="results", link="html_url", title="title", date="publication_date")

OFFICE = Office(
    sources=(
        Source(
            id="uspto-news",
            office="US",
            name="United States Patent and Trademark Office",
            url="https://www.uspto.gov/rss.xml",
            format=Format.RSS,
            language="en",
            every_seconds=HOUR / 2,
            time_zone="America/New_York",
            a_month=8,
            always=("title", "date"),
            articles=(r"uspto\.gov/(?:about-us/news-updates|blog/director)/",),
            rewrites=((r"//prod-web-alb-tg\.uspto\.gov/", "//www.uspto.gov/"),),
            archive=Archive(url="https://www.uspto.gov/about-us/news-updates?page={page}", first=0),
            unverified=(
                (Aspect.ARTICLES, "news in the feed is taken to be below these two paths"),
            ),
        ),
        Source(
            id="uspto-federal-register",
            office="US",
            name="USPTO notices in the Federal Register",
            url=f"{_REGISTER}&page=1",
            format=Format.JSON,
            selectors=_NOTICE,
            language="en",
            every_seconds=3 * HOUR,
            time_zone="America/New_York",
            a_month=10,
            always=("title", "date"),
            articles=(r"federalregister\.gov/documents/\d{4}/",),
            archive=Archive(
                url=f"{_REGISTER}&page={{page}}", format=Format.JSON, selectors=_NOTICE
            ),
        ),
    ),
)
