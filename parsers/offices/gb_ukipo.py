"""The UK's office on GOV.UK, whose content API gives each page whole.

The organisation's feed is mostly corrections of registers; news stands below a few paths.
"""

from __future__ import annotations

import json
import re
from html import escape

from accord.press_release import Unreadable
from accord.source import Archive, Aspect, Format, Selectors, Source
from parsers.office import HOUR, Office

_PAGE = re.compile(r"^https://www\.gov\.uk(?:/api/content)?(/[^?#]*)")
_FIELDS = Selectors(item="results", link="link", title="title", date="public_timestamp")


def content_address(url: str) -> str:
    """Where the content API has a page."""
    page = _PAGE.match(url)
    return f"https://www.gov.uk/api/content{page[1]}" if page else url


def read_content(content: bytes) -> bytes:
    """The content API's answer as a page; anything else as it came.

    Raises Unreadable where it holds no text.
    """
    try:
        page = json.loads(content)
    except ValueError:
        return content
    details = page.get("details") if isinstance(page, dict) else None
    body = details.get("body") if isinstance(details, dict) else None
    if not isinstance(details, dict) or not isinstance(body, str):
        raise Unreadable("the content API's answer holds no text of a page")
    published = str(page.get("first_published_at") or page.get("public_updated_at") or "")
    files = "".join(
        f'<li><a href="{escape(str(file.get("url")))}">{escape(str(file.get("title")))}</a></li>'
        for file in details.get("attachments") or ()
        if isinstance(file, dict) and file.get("url")
    )
    title = escape(str(page.get("title") or ""))
    return (
        f'<html lang="{escape(str(page.get("locale") or "en"))}"><head><title>{title}</title>'
        f'<meta property="article:published_time" content="{escape(published)}"></head><body><main>'
        f"<h1>{title}</h1><p>{escape(str(page.get('description') or ''))}</p>{body}"
        f"<ul>{files}</ul></main></body></html>"
    ).encode()


OFFICE = Office(
    sources=(
        Source(
            id="ukipo-news",
            office="GB",
            name="UK Intellectual Property Office",
            url="https://www.gov.uk/government/organisations/intellectual-property-office.atom",
            format=Format.ATOM,
            language="en",
            reader="gb_ukipo",
            every_seconds=HOUR / 2,
            time_zone="Europe/London",
            a_month=3,
            always=("title", "date"),
            articles=(r"gov\.uk/government/(?:news|speeches|publications|consultations)/",),
            archive=Archive(
                url="https://www.gov.uk/api/search.json?filter_organisations="
                "intellectual-property-office&order=-public_timestamp&count=100&start={page}"
                "&fields=title,link,public_timestamp,format",
                format=Format.JSON,
                selectors=_FIELDS,
                first=0,
                step=100,
            ),
            unverified=(
                (Aspect.RELEASE, "publications are taken to have a text of their own in the API"),
            ),
        ),
    ),
    release=read_content,
    request=content_address,
)
