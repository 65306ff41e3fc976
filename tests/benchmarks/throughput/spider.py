"""Scrapy: a spider with selectors, and an item pipeline into the store, a commit an item."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess

from store import Store
from tests.benchmarks.throughput.dates import written
from tests.benchmarks.throughput.site import EACH, WARMING
from tests.benchmarks.throughput.work import Page, Work, lines, report

_WARMING = EACH * len(WARMING)


class Pipeline:
    """Records each item."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> Pipeline:
        """Scrapy's own way to make one."""
        made = cls()
        made.store, made.work = crawler.spider.store, crawler.spider.work
        return made

    def process_item(self, item: dict[str, Page]) -> dict[str, Page]:
        """Extract and record."""
        reading = self.work.read(item["page"])
        with self.store.begin() as unit:
            self.work.record(unit, item["page"], reading)
        return item


class Releases(scrapy.Spider):
    """Reads the pages of a list."""

    name = "releases"
    custom_settings = {
        "ITEM_PIPELINES": {Pipeline: 300},
        "LOG_LEVEL": "ERROR",
        "CONCURRENT_REQUESTS": 20,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "DOWNLOAD_DELAY": 0,
        "TELNETCONSOLE_ENABLED": False,
    }

    async def start(self) -> Any:
        """The first requests: those to warm up with, then the others."""
        for url in self.urls:
            yield scrapy.Request(url)

    def parse(self, response: Any) -> Iterator[dict[str, Page]]:
        """Title, date and paragraphs by XPath."""
        if self.done == _WARMING:
            self.clock, self.cpu = time.perf_counter(), time.process_time()
        self.done += 1
        main = response.xpath("//main")
        yield {
            "page": Page(
                url=response.url,
                content=response.body,
                title=main.xpath("string(.//h1)").get().strip(),
                published=written(main.xpath("string(.//*[@class='date'])").get()),
                paragraphs=[
                    " ".join(p.xpath("string(.)").get().split()) for p in main.xpath(".//p | .//li")
                ],
            )
        }


def main() -> None:
    """Crawl, and print seconds and CPU since the warming pages."""
    url, warming, addresses = sys.argv[1:4]
    urls = [*lines(warming), *lines(addresses)]
    with Store.open(url) as store:
        process = CrawlerProcess()
        spider: dict[str, Any] = {"store": store, "work": Work(), "urls": urls, "done": 0}
        crawler = process.create_crawler(Releases)
        process.crawl(crawler, **spider)
        process.start()
        made = crawler.spider
        seconds = time.perf_counter() - made.clock
        cpu = time.process_time() - made.cpu
    report(processes=1, seconds=seconds, cpu=cpu, documents=made.done - _WARMING)


if __name__ == "__main__":
    main()
