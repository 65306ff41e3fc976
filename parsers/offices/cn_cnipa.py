"""China's IP administration. It has no feed; its lists come from the site's own data endpoint.

The address carries the day of publication, the text the earlier one of the event.
"""

from __future__ import annotations

import re

from accord.press_release import Unreadable
from accord.source import Archive, Aspect, Format, Selectors, Source
from parsers.documents.charset import decode
from parsers.office import Office


def _list(page: int | str) -> str:
    return (
        f"https://www.cnipa.gov.cn/module/web/jpage/dataproxy.jsp?page={page}&webid=1"
        "&path=https://www.cnipa.gov.cn/&columnid=53&unitid=669"
    )


_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)


# English pages print 30 September 2022 as "9 30,2022", and mean the day of publication.
_UPDATED = re.compile(r"Updated:\s{0,3}(\d{1,2}) (\d{1,2}),\s?(\d{4})")


def read_article(content: bytes) -> bytes:
    """A page with its day where pages have it for machines, since no reader knows how it is
    printed; any other page as it came."""
    text = decode(content)
    day = _UPDATED.search(text)
    if day is None:
        return content
    iso = f"{day[3]}-{day[1]:0>2}-{day[2]:0>2}"
    meta = f'<head><meta property="article:published_time" content="{iso}">'
    return text.replace("<head>", meta, 1).encode()


def read_list(content: bytes) -> bytes:
    """The endpoint's records, which are items of an HTML list, as a page; a page as it came.

    Raises Unreadable where the endpoint holds none.
    """
    text = decode(content)
    records = _RECORD.findall(text)
    if not records and "<html" in text.lower():
        return content
    if not records:
        raise Unreadable("the data endpoint gives no records; it may have changed")
    return f"<html><body><ul>{''.join(records)}</ul></body></html>".encode()


OFFICE = Office(
    sources=(
        Source(
            id="cnipa-news",
            office="CN",
            name="China National Intellectual Property Administration",
            url=_list(1),
            format=Format.HTML,
            selectors=Selectors(item="li", link="a[href]", date="span"),
            language="zh",
            reader="cn_cnipa",
            time_zone="Asia/Shanghai",
            a_month=40,
            always=("title", "date"),
            articles=(r"cnipa\.gov\.cn/art/\d{4}/\d+/\d+/art_",),
            rewrites=((r"\?xxgkhide=1$", ""),),
            archive=Archive(
                url=_list("{page}"),
                selectors=Selectors(item="li", link="a[href]", date="span"),
            ),
            unverified=(
                (Aspect.FORMAT, "the endpoint's form is that of a recipe of 2020"),
                (Aspect.ADDRESS, "readers from abroad may be blocked"),
            ),
        ),
        Source(
            id="cnipa-english",
            office="CN",
            name="China National Intellectual Property Administration, in English",
            url="https://english.cnipa.gov.cn/col/col1340/index.html",
            format=Format.HTML,
            language="en",
            reader="cn_cnipa",
            time_zone="Asia/Shanghai",
            a_month=6,
            always=("title",),
            articles=(r"english\.cnipa\.gov\.cn/art/\d{4}/\d+/\d+/art_(?:1340|2591)_",),
            unverified=(
                (Aspect.ADDRESS, "articles of column 1340 were seen; its list was not"),
                (Aspect.ARTICLES, "links are taken to stand in the page before scripts run"),
            ),
        ),
    ),
    listing=read_list,
    release=read_article,
)
