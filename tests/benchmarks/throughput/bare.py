"""The bare program: aiohttp, lxml, fifty pages a transaction, one process."""

from __future__ import annotations

import asyncio

import aiohttp
import lxml.html

from store import Store
from tests.benchmarks.throughput.dates import written
from tests.benchmarks.throughput.work import Page, Work, measured

_BATCH, _AT_ONCE = 50, 20


def read(url: str, content: bytes) -> Page:
    """Title, date and paragraphs by three XPaths."""
    tree = lxml.html.fromstring(content)
    (main,) = tree.xpath("//main")
    return Page(
        url=url,
        content=content,
        title=main.xpath("string(.//h1)").strip(),
        published=written(main.xpath("string(.//*[@class='date'])")),
        paragraphs=[" ".join(p.text_content().split()) for p in main.xpath(".//p | .//li")],
    )


async def _fetch(urls: list[str]) -> list[tuple[str, bytes]]:
    turn = asyncio.Semaphore(_AT_ONCE)

    async with aiohttp.ClientSession() as session:

        async def one(url: str) -> tuple[str, bytes]:
            async with turn, session.get(url) as answer:
                return url, await answer.read()

        return await asyncio.gather(*map(one, urls))


def run(store: Store, work: Work, urls: list[str]) -> None:
    """Fetch, read and record all, a batch at a time."""
    for start in range(0, len(urls), _BATCH):
        fetched = asyncio.run(_fetch(urls[start : start + _BATCH]))
        pages = [read(url, content) for url, content in fetched]
        readings = [work.read(page) for page in pages]
        with store.begin() as unit:
            for page, reading in zip(pages, readings, strict=True):
                work.record(unit, page, reading)


if __name__ == "__main__":
    measured(run)
