"""Whether reading the whole archive again grows as it does, and in flat memory.

    python -m tests.benchmarks.rereading [--releases 1000 --releases 100000]

Short releases of many parties and years are kept and read in a store of each size, and read again
as `accord reparse` does. Prints milliseconds of processor time a release and the most memory of
the process and its reading process while it read again. Goals: the time a release stays within 1.3
times, the memory within 1.2 times, from 1,000 to 100,000.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psutil

from accord.press_release import Entry
from config.settings import Settings
from store import releases
from tests.benchmarks.machine import described
from tests.benchmarks.pages import paragraphs
from worker import parsing
from worker.reparsing import reparse
from worker.sending import MOST
from worker.services import Services, open_services

_NOW = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Measured:
    """What one size took."""

    ms: float
    megabytes: float


def page(seed: int, names: list[str]) -> bytes:
    """A short release of its own parties and day."""
    dice = random.Random(seed)
    one, other = dice.sample(names, 2)
    day = datetime(1990, 1, 1, tzinfo=UTC) + timedelta(days=dice.randint(0, 13_000))
    body = "".join(f"<p>{text}</p>" for text in paragraphs(dice, 600))
    return (
        f"<html lang='en'><main><h1>Memorandum no. {seed}</h1><p>{one} and {other} signed a"
        f" memorandum of understanding on {day:%d %B %Y}.</p>{body}</main></html>"
    ).encode()


def measure(count: int) -> Measured:
    """Keep and read so many releases, and read them again."""
    with tempfile.TemporaryDirectory() as directory:
        url = f"sqlite:///{directory}/accord.db"
        settings = Settings.from_environ({"ACCORD_DATABASE_URL": url, "ACCORD_DATA_DIR": directory})
        own = open_services(settings)
        own.store.migrate()
        for ids in _kept(own, count):
            left = ids
            while left:
                left = parsing.parse_all(own, left[:MOST]).postponed + left[MOST:]
        process, most = psutil.Process(), 0
        began = _cpu(process)
        for number, again in enumerate(reparse(own)):
            assert again.unchanged, again
            if number % 50 == 0:
                most = max(most, _memory(process))
        used = _cpu(process) - began
        assert number == count - 1
        own.close()
    return Measured(1000 * used / count, most / 2**20)


def _kept(own: Services, count: int) -> Iterator[list[int]]:
    names = [f"{o.name} ({o.acronym})" for o in own.vocabulary.offices if o.acronym]
    for start in range(0, count, 500):
        with own.store.begin() as unit:
            entries = [
                Entry(f"https://office.example/{n}") for n in range(start, min(start + 500, count))
            ]
            added = releases.add_found(unit, None, entries, _NOW, silent=True)
            for release_id in added:
                releases.keep(
                    unit,
                    release_id,
                    _NOW,
                    content=page(release_id, names),
                    media_type="text/html",
                    final_url=None,
                )
        yield added


def _cpu(process: psutil.Process) -> float:
    """The CPU seconds of a process and its children so far, those that ended among them."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        times = one.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _memory(process: psutil.Process) -> int:
    return sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))


def main() -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--releases", type=int, action="append")
    sizes = parser.parse_args().releases or [1_000, 100_000]
    print(described("sqlalchemy", "lxml", "selectolax"))
    print(f"{'releases':>10} {'ms CPU each':>12} {'seconds':>9} {'most MB':>9}")
    for count in sizes:
        start = time.perf_counter()
        found = measure(count)
        seconds = time.perf_counter() - start
        print(f"{count:10,} {found.ms:12.1f} {seconds:9.0f} {found.megabytes:9.0f}", flush=True)


if __name__ == "__main__":
    main()
