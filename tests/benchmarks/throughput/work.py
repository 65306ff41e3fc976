"""What every program does with a page once it has the title, date and text: the agreements that
Accord's extraction finds in it, recorded in a searchable store."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from accord.dates import PartialDate
from accord.press_release import Entry, Reading
from accord.vocabulary import Vocabulary
from config.vocabulary import load_vocabulary
from parsers.documents.document import Block, BlockKind, Document
from parsers.extraction.extractor import Extractor
from store import Store, agreements, releases
from store.engine import Unit


@dataclass(frozen=True)
class Page:
    """A page as a program has read it."""

    url: str
    content: bytes
    title: str
    published: PartialDate | None
    paragraphs: list[str]


class Work:
    """Extraction and recording, with all loaded that they need. `spent` are their CPU seconds so
    far, without commits."""

    def __init__(self) -> None:
        self.spent = 0.0
        self.vocabulary: Vocabulary = load_vocabulary()
        self._extractor = Extractor(self.vocabulary)

    def read(self, page: Page) -> Reading:
        """The agreements of a page."""
        began = time.process_time()
        reading = self._read(page)
        self.spent += time.process_time() - began
        return reading

    def _read(self, page: Page) -> Reading:
        blocks, start = [], 0
        for paragraph in page.paragraphs:
            blocks.append(Block(BlockKind.PARAGRAPH, paragraph, start))
            start += len(paragraph) + 2
        text = "\n\n".join(page.paragraphs)
        document = Document(
            text=text,
            blocks=tuple(blocks),
            title=page.title,
            language="en",
            published=page.published,
        )
        context = self._extractor.context(document, page.published, None)
        return Reading(
            title=page.title,
            language="en",
            published=page.published,
            publisher=None,
            text=text,
            agreements=self._extractor.agreements(context),
        )

    def record(self, unit: Unit, page: Page, reading: Reading) -> None:
        """Keep the bytes and record the agreements."""
        began = time.process_time()
        now = datetime.now(UTC)
        added = releases.add_found(unit, None, [Entry(page.url)], now, silent=True)
        for release_id in added:
            releases.keep(
                unit,
                release_id,
                now,
                content=page.content,
                media_type="text/html",
                final_url=page.url,
            )
            agreements.record(unit, release_id, reading, now, self.vocabulary)
        self.spent += time.process_time() - began


def measured(run: Callable[[Store, Work, list[str]], None]) -> None:
    """Warm up on the addresses of the first file, run on those of the second, and print seconds
    and CPU: `PROGRAM STORE_URL WARMING ADDRESSES`."""
    url, warming, addresses = sys.argv[1:4]
    work = Work()
    with Store.open(url) as store:
        run(store, work, lines(warming))
        clock, cpu, spent = time.perf_counter(), time.process_time(), work.spent
        run(store, work, lines(addresses))
        seconds, used = time.perf_counter() - clock, time.process_time() - cpu
        report(processes=1, seconds=seconds, cpu=used, common=work.spent - spent)


def report(**numbers: Any) -> None:
    """Print a program's numbers for the one that started it."""
    print(json.dumps(numbers), flush=True)  # noqa: T201


def lines(path: str) -> list[str]:
    """The addresses that a file lists."""
    with open(path) as file:
        return file.read().split()
