"""How fast agreements are found and recorded, in a small archive and in one of a million releases.

    python -m tests.benchmarks.archive [--engine sqlite] [--releases 1000000]

Fills a store, three agreements to ten releases, and prints for each look-up that commands make the
median and the 99th percentile of the time from opening a unit to the page of five in hand (counts
and the agreements' tellings included), and what it costs to record one release more. Goals at a
million: 99 of 100 look-ups in 10 ms on SQLite and 25 ms on PostgreSQL; recording costs the same.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from accord.press_release import Entry, Reading
from accord.query import Query
from accord.query_language import read_query
from config.vocabulary import load_vocabulary
from store import Store, agreements, lineage, releases, search, upcoming
from tests.benchmarks.filling import LAST, NOW, Field, fill, settle
from tests.benchmarks.lookups import LOOK_UPS, asked
from tests.benchmarks.machine import described, percentile
from tests.servers import postgresql_server

_VARIANTS, _ROUNDS, _RECORDED = 40, 3, 100
_DEEP = 20  # pages


@dataclass
class Times:
    """Milliseconds on the clock, and of this process's own processor time: on a machine that does
    other things too, the clock runs on while it waits for its turn."""

    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, start: float, used: float) -> None:
        """Add what has passed since a start."""
        self.clock.append(1000 * (time.perf_counter() - start))
        self.cpu.append(1000 * (time.thread_time() - used))

    def line(self, what: str) -> str:
        """Its line of the table."""
        numbers = [percentile(t, share) for t in (self.clock, self.cpu) for share in (0.5, 0.99)]
        return f"{what:34}" + "".join(f" {number:9.2f}" for number in numbers)


def look_ups(store: Store, drawn: Field) -> dict[str, Times]:
    """The times of each kind of look-up, in milliseconds, after one round to warm up."""
    found: dict[str, Times] = {}
    for kind in LOOK_UPS:
        queries = [_read(asked(kind, drawn, number), drawn) for number in range(_VARIANTS)]
        found[kind] = _timed(
            store, queries, lambda unit, query: search.search(unit, query, limit=5)
        )
    some = [_read(asked(kind, drawn, 1), drawn) for kind in LOOK_UPS] * 2
    found["a deep page of any"] = _deep(store, some)
    found["facets of any"] = _timed(store, some, search.facets)
    found["by relevance, any"] = _timed(
        store,
        some,
        lambda unit, query: search.search(unit, query, limit=5, order=search.Order.RELEVANCE),
    )
    found["upcoming of any"] = _timed(
        store, some, lambda unit, query: upcoming.find(unit, query, LAST, limit=5)
    )
    with store.read() as unit:
        ids = search.ids(unit, Query(), limit=2_000)[::50]
    found["timeline"] = _timed(store, ids, lineage.timeline)
    return found


def recording(store: Store, drawn: Field) -> Times:
    """The times of recording one release more, in milliseconds, a commit each."""
    dice = random.Random(7)
    times = Times()
    for number in range(_RECORDED):
        day = LAST - timedelta(days=dice.randint(0, 2_000))
        said = drawn.agreement(day)
        reading = Reading(
            title=" ".join(dice.choices(drawn.words, k=7)),
            language="en",
            published=said.concluded,
            publisher=said.parties[0],
            text=drawn.text("en"),
            agreements=(said,),
        )
        start, used = time.perf_counter(), time.thread_time()
        with store.begin() as unit:
            address = f"https://office.example/recorded/{time.time_ns()}/{number}"
            (release_id,) = releases.add_found(unit, None, [Entry(address)], NOW, silent=True)
            agreements.record(unit, release_id, reading, NOW, drawn.vocabulary)
        times.add(start, used)
    return times


def _read(text: str, drawn: Field) -> Query:
    query = read_query(text, drawn.vocabulary, LAST)
    assert isinstance(query, Query), text
    return query


def _timed(store: Store, wanted: list, work: Callable[..., object]) -> Times:  # type: ignore[type-arg]
    times = Times()
    for place in range(_ROUNDS + 1):
        for one in wanted:
            start, used = time.perf_counter(), time.thread_time()
            with store.read() as unit:
                work(unit, one)
            if place:
                times.add(start, used)
    return times


def _deep(store: Store, queries: list[Query]) -> Times:
    times = Times()
    for query in queries:
        cursor: str | None = None
        for page in range(_DEEP):
            start, used = time.perf_counter(), time.thread_time()
            with store.read() as unit:
                cursor = search.search(unit, query, limit=5, before=cursor).next
            if page:
                times.add(start, used)
            if cursor is None:
                break
    return times


@contextmanager
def filled(engine: str, count: int) -> Iterator[tuple[Store, Field]]:
    """A store of so many releases, and what they were drawn from."""
    with tempfile.TemporaryDirectory() as directory:
        if engine == "postgresql":
            with (
                postgresql_server() as server,
                Store.open(server.url(server.create_database())) as s,
            ):
                yield s, _fill(s, count)
        else:
            with Store.open(f"sqlite:///{Path(directory)}/accord.db") as store:
                yield store, _fill(store, count)


def _fill(store: Store, count: int) -> Field:
    store.migrate()
    drawn = fill(store, load_vocabulary(), count=count, told=3 * count // 10)
    settle(store)
    return drawn


def report(engine: str, count: int, store: Store, drawn: Field) -> None:
    """Print one table."""
    print(f"\n{engine}, {count:,} releases, {3 * count // 10:,} agreements")
    heads = ("p50 ms", "p99 ms", "p50 CPU", "p99 CPU")
    print(f"{'look-up':34}" + "".join(f" {head:>9}" for head in heads))
    everything = Times()
    for kind, times in look_ups(store, drawn).items():
        everything.clock += times.clock
        everything.cpu += times.cpu
        print(times.line(kind))
    print(everything.line("all"))
    print(recording(store, drawn).line("recording a release"))


def main() -> None:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--releases", type=int, action="append")
    given = parser.parse_args()
    print(described("sqlalchemy", "psycopg"))
    for engine in given.engine or ("sqlite", "postgresql"):
        for count in given.releases or (10_000, 1_000_000):
            start = time.perf_counter()
            with filled(engine, count) as (store, drawn):
                print(f"\nfilled in {time.perf_counter() - start:,.0f} s")
                report(engine, count, store, drawn)


if __name__ == "__main__":
    main()
