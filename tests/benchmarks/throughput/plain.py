"""The plain way: requests, the whole page in BeautifulSoup, dateparser, a commit each."""

from __future__ import annotations

import dateparser
import requests
from bs4 import BeautifulSoup

from accord.dates import PartialDate
from store import Store
from tests.benchmarks.throughput.work import Page, Work, measured


def read(url: str, content: bytes) -> Page:
    """Title, date and paragraphs by CSS selectors."""
    soup = BeautifulSoup(content, "lxml")
    when = dateparser.parse(soup.select_one("main .date").get_text())
    return Page(
        url=url,
        content=content,
        title=soup.select_one("main h1").get_text().strip(),
        published=PartialDate.of(when.date()) if when else None,
        paragraphs=[" ".join(p.get_text().split()) for p in soup.select("main p, main li")],
    )


def run(store: Store, work: Work, urls: list[str]) -> None:
    """Fetch, read and record one after the other."""
    for url in urls:
        page = read(url, requests.get(url, timeout=30).content)
        reading = work.read(page)
        with store.begin() as unit:
            work.record(unit, page, reading)


if __name__ == "__main__":
    measured(run)
