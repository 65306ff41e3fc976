"""How fast agreements are found and recorded, in a small archive and in one of a million releases.

    python -m tests.benchmarks.archive [--engine sqlite] [--releases 1000000] [--store URL]

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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from accord.press_release import Entry, Reading
from accord.query import Query
from accord.query_language import read_query
from config.vocabulary import load_vocabulary
from store import Store, agreements, lineage, releases, search, upcoming
from store.engine import Unit
from tests.benchmarks.filling import BATCH, LAST, NOW, SEED, Field, fill, settle
from tests.benchmarks.lookups import LOOK_UPS, asked
from tests.benchmarks.machine import described, percentile
from tests.servers import postgresql_server

_VARIANTS, _ROUNDS, _RECORDED = 40, 3, 100
_DEEP = 20  # pages
_W = TypeVar("_W")


@dataclass
class Times:
    """Milliseconds on the clock and of processor time, this process's own and that of its
    PostgreSQL session: on a machine that does other things too, the clock runs on while both wait
    for their turn."""

    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    # Of each look-up the least processor time of its rounds: what others on the machine do to its
    # caches makes one take longer, never shorter.
    least: list[float] = field(default_factory=list)

    @contextmanager
    def one(self, session: Path | None) -> Iterator[None]:
        """Time one look-up; `session` tells of the server's process, if it runs here."""
        start, used = time.perf_counter(), _used(session)
        yield
        self.clock.append(1000 * (time.perf_counter() - start))
        self.cpu.append(1000 * (_used(session) - used))

    def line(self, what: str) -> str:
        """Its line of the table."""
        kinds = (self.clock, self.cpu, self.least or self.cpu)
        numbers = [percentile(t, share) for t in kinds for share in (0.5, 0.99)]
        return f"{what:34}" + "".join(f" {number:9.2f}" for number in numbers)


def _used(session: Path | None) -> float:
    """Seconds of processor time used so far."""
    served = int(session.read_text().split()[0]) / 1e9 if session else 0.0
    return time.thread_time() + served


def _session(store: Store) -> Path | None:
    """Where Linux tells how long the server's process that answers this thread has run."""
    with store.read() as unit:
        if not unit.postgresql:
            return None
        process = unit.execute(sa.text("SELECT pg_backend_pid()")).scalar_one()
    found = Path(f"/proc/{process}/schedstat")
    return found if found.exists() else None


def look_ups(store: Store, drawn: Field) -> Iterator[tuple[str, Times]]:
    """The times of each kind of look-up, in milliseconds, after one round to warm up."""

    def found(unit: Unit, query: Query) -> object:
        return search.search(unit, query, limit=5)

    def relevant(unit: Unit, query: Query) -> object:
        return search.search(unit, query, limit=5, order=search.Order.RELEVANCE)

    def to_come(unit: Unit, query: Query) -> object:
        return upcoming.find(unit, query, LAST, limit=5)

    for kind in LOOK_UPS:
        queries = [_read(asked(kind, drawn, number), drawn) for number in range(_VARIANTS)]
        yield kind, _timed(store, queries, found)
    some = [_read(asked(kind, drawn, number), drawn) for kind in LOOK_UPS for number in range(3)]
    yield "a deep page of any", _deep(store, some)
    yield "facets of any", _timed(store, some, search.facets)
    yield "by relevance, any", _timed(store, some, relevant)
    yield "upcoming of any", _timed(store, some, to_come)
    with store.read() as unit:
        ids = search.ids(unit, Query(), limit=2_000)[::50]
    yield "timeline", _timed(store, ids, lineage.timeline)


def recording(store: Store, drawn: Field) -> Times:
    """The times of recording one release more, in milliseconds, a commit each."""
    dice = random.Random(7)
    times, session = Times(), _session(store)
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
        with times.one(session), store.begin() as unit:
            address = f"https://office.example/recorded/{time.time_ns()}/{number}"
            (release_id,) = releases.add_found(unit, None, [Entry(address)], NOW, silent=True)
            agreements.record(unit, release_id, reading, NOW, drawn.vocabulary)
    return times


def _read(text: str, drawn: Field) -> Query:
    query = read_query(text, drawn.vocabulary, LAST)
    assert isinstance(query, Query), text
    return query


def _timed(store: Store, wanted: list[_W], work: Callable[[Unit, _W], object]) -> Times:
    times, session = Times(), _session(store)
    for place in range(_ROUNDS + 1):
        kept = times if place else Times()
        for one in wanted:
            with kept.one(session), store.read() as unit:
                work(unit, one)
    count = len(wanted)
    times.least = [min(times.cpu[place::count]) for place in range(count)]
    return times


def _deep(store: Store, queries: list[Query]) -> Times:
    times, session = Times(), _session(store)
    for query in queries:
        cursor: str | None = None
        for page in range(_DEEP):
            kept = times if page else Times()
            with kept.one(session), store.read() as unit:
                cursor = search.search(unit, query, limit=5, before=cursor).next
            if cursor is None:
                break
    return times


@contextmanager
def opened(engine: str) -> Iterator[Store]:
    """An empty store that is deleted afterwards."""
    with ExitStack() as stack:
        if engine == "postgresql":
            # The memory that PostgreSQL takes where nobody sets it.
            server = stack.enter_context(postgresql_server(shared_buffers="128MB"))
            url = server.url(server.create_database())
        else:
            directory = stack.enter_context(tempfile.TemporaryDirectory())
            url = f"sqlite:///{directory}/accord.db"
        yield stack.enter_context(Store.open(url))


def filled(store: Store, count: int) -> Field:
    """Fill a store with so many releases, unless it holds any; returns what they are drawn from."""
    vocabulary = load_vocabulary()
    store.migrate()
    with store.read() as unit:
        if search.newest(unit, Query()) is not None:
            return Field(vocabulary, random.Random(SEED))
    start = time.perf_counter()

    def show(done: int) -> None:
        if done % 50_000 < BATCH:
            _say(f"... {done:,} of {count:,} releases in {time.perf_counter() - start:,.0f} s")

    drawn = fill(store, vocabulary, count=count, told=3 * count // 10, progress=show)
    settle(store)
    _say(f"filled in {time.perf_counter() - start:,.0f} s")
    return drawn


def report(what: str, store: Store, drawn: Field) -> None:
    """Print one table, a line as soon as it is measured."""
    _say(f"\n{what}")
    heads = ("p50 ms", "p99 ms", "p50 CPU", "p99 CPU", "p50 least", "p99 least")
    _say(f"{'look-up':34}" + "".join(f" {head:>9}" for head in heads))
    everything = Times()
    for kind, times in look_ups(store, drawn):
        everything.clock += times.clock
        everything.cpu += times.cpu
        everything.least += times.least or times.cpu
        _say(times.line(kind))
    _say(everything.line("all"))
    _say(recording(store, drawn).line("recording a release"))


def _say(line: str) -> None:
    print(line, flush=True)


def main() -> None:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--releases", type=int, action="append")
    parser.add_argument(
        "--store",
        metavar="URL",
        help="measure this store, filled if it is empty; keep it",
    )
    given = parser.parse_args()
    _say(described("sqlalchemy", "psycopg"))
    counts = given.releases or (10_000, 100_000, 1_000_000)
    if given.store:
        with Store.open(given.store) as store:
            report(store.address, store, filled(store, counts[0]))
        return
    for engine in given.engine or ("sqlite", "postgresql"):
        for count in counts:
            with opened(engine) as store:
                _say(f"\n{engine}: filling with {count:,} releases")
                drawn = filled(store, count)
                told = f"{3 * count // 10:,} agreements"
                report(f"{engine}, {count:,} releases, {told}", store, drawn)


if __name__ == "__main__":
    main()
