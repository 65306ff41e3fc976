"""RSS and Atom to entries."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from email.utils import parsedate_tz

from lxml import etree

from accord.dates import PartialDate
from accord.press_release import Entry
from parsers.documents.markup import join, squeeze
from parsers.listings.xml import local, text_of

MOST_ITEMS = 2000
_PUBLISHED = ("pubdate", "published", "issued", "date", "created", "publicationdate")
_CHANGED = ("updated", "modified")
_TAG = re.compile(r"<[^<>]{1,1000}>")
_ISO = re.compile(r"\s*(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_LONGEST_TITLE = 500


def entries(root: etree._Element, url: str) -> Iterator[Entry]:
    """The items of a feed in its order, at most `MOST_ITEMS`; without an address they are none."""
    base = join(url, root.get("{http://www.w3.org/XML/1998/namespace}base") or "") or url
    count = 0
    for element in root.iter():
        if local(element) not in ("item", "entry"):
            continue
        count += 1
        if count > MOST_ITEMS:
            return
        address = _address(element, base)
        if address is not None:
            yield Entry(address, _title(element), _published(element))


def plain(text: str) -> str:
    """A title without markup and entities, however often it was escaped."""
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
    return squeeze(_TAG.sub(" ", text) if "<" in text else text)[:_LONGEST_TITLE].rstrip()


def _title(element: etree._Element) -> str | None:
    for child in element:
        if local(child) == "title" and not str(child.tag).startswith("{http://search.yahoo.com/"):
            return plain(text_of(child)) or None
    return None


def _address(element: etree._Element, base: str) -> str | None:
    """Where an item leads: its link, else an identifier that is an address."""
    links: list[tuple[int, str]] = []
    identifier: str | None = None
    for child in element:
        name = local(child)
        text = text_of(child)
        if name == "link":
            href = child.get("href")
            relation = child.get("rel") or "alternate"
            if href and relation == "alternate":
                is_page = "html" in (child.get("type") or "html")
                links.append((1 if is_page else 2, href))
            elif text:
                links.append((0, text))
        elif name in ("guid", "id") and child.get("isPermaLink", "true").lower() != "false":
            identifier = text
    for _, found in sorted(links, key=lambda pair: pair[0]):
        if address := join(base, found):
            return address
    if identifier and identifier.startswith(("http://", "https://")):
        return identifier
    return None


def _published(element: etree._Element) -> PartialDate | None:
    said: dict[str, str] = {}
    for child in element:
        name = local(child)
        if name in _PUBLISHED or name in _CHANGED:
            said.setdefault(name, text_of(child))
    for name in (*_PUBLISHED, *_CHANGED):
        if name in said and (day := day_of(said[name])):
            return day
    return None


def day_of(text: str) -> PartialDate | None:
    """The day in an ISO 8601 or RFC 822 date, as printed, whatever its time zone."""
    if match := _ISO.match(text):
        parts = [int(part) for part in match.groups()]
    else:
        found = parsedate_tz(text[:100])
        if found is None:
            return None
        parts = list(found[:3])
    try:
        return PartialDate(*parts)
    except ValueError:
        return None
