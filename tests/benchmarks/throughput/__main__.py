"""How fast an archive is filled, by Accord and by three other programs that do the same work.

    python -m tests.benchmarks.throughput [--rounds 3]

400 generated pages of 20 hosts on loopback are fetched and read (title, date, text, agreements by
Accord's extraction) and recorded in a searchable SQLite store. No program rests between two
requests; Accord alone makes one at a time to a host. Each is warmed up by 40 other pages. Medians
of the rounds, which take turns. CPU is that of all the program's processes; it is what can be
compared on a machine that does other things too.

Goals: Accord's CPU a document within 2.5 times of the bare program's and at most 0.6 of Scrapy's;
at least 8 times the documents a second of the plain way.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import json
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from store import Store, releases
from store.records import ReleaseState
from tests.benchmarks.machine import described
from tests.benchmarks.throughput.site import EACH, HOSTS, WARMING, urls

_HERE = "tests.benchmarks.throughput"
_DOCUMENTS = EACH * len(HOSTS)
PROGRAMS = {
    "bare": "bare: aiohttp, lxml, 50 a commit",
    "backfill": "Accord: Celery, 2 workers",
    "spider": "Scrapy, item pipeline, a commit each",
    "plain": "plain: requests, bs4, dateparser",
}


@contextmanager
def site() -> Iterator[int]:
    """The port at which the twenty hosts listen."""
    with socket.socket() as free:
        free.bind(("127.0.0.2", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", f"{_HERE}.site", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield port
        finally:
            process.terminate()


def run(program: str, port: int) -> dict[str, Any]:
    """One run of a program in a new store; its numbers."""
    with tempfile.TemporaryDirectory() as directory:
        url = f"sqlite:///{directory}/accord.db"
        with Store.open(url) as store:
            store.migrate()
        where = [directory, str(port)]
        if program != "backfill":
            lists = {"warming": WARMING, "addresses": HOSTS}
            where = []
            for name, hosts in lists.items():
                path = Path(directory, name)
                path.write_text("\n".join(one for host in hosts for one in urls(host, port)))
                where.append(str(path))
        command = [sys.executable, "-m", f"{_HERE}.{program}", url, *where]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        numbers: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        with Store.open(url) as store, store.read() as unit:
            parsed = releases.counts(unit)[ReleaseState.PARSED]
            assert parsed == _DOCUMENTS + EACH * len(WARMING), (
                f"{program} recorded {parsed} releases"
            )
            count = unit.execute(sa.text("SELECT count(*) FROM agreements")).scalar_one()
    return numbers | {"agreements": count}


def main() -> None:
    """Run all programs in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    found: dict[str, list[dict[str, Any]]] = {program: [] for program in PROGRAMS}
    with site() as port:
        for _ in range(rounds):
            for program, runs in found.items():
                runs.append(run(program, port))
    print(described("aiohttp", "lxml", "celery", "scrapy", "requests", "beautifulsoup4"))
    heads = ("processes", "docs/s", "CPU ms/doc", "x bare", "agreements")
    print(f"{'program':38}" + "".join(f" {head:>10}" for head in heads))
    bare, common = (statistics.median(one[k] for one in found["bare"]) for k in ("cpu", "common"))
    for program, name in PROGRAMS.items():
        runs = found[program]
        cpu = statistics.median(one["cpu"] for one in runs)
        rate = _DOCUMENTS / statistics.median(one["seconds"] for one in runs)
        print(
            f"{name:38} {runs[0]['processes']:>10} {rate:>10.1f} {1000 * cpu / _DOCUMENTS:>10.1f}"
            f" {cpu / bare:>10.2f} {runs[0]['agreements']:>10}"
        )
    print(
        f"Extraction and recording, which all have in common, take {1000 * common / _DOCUMENTS:.1f}"
        " ms of CPU a document in the bare program, commits apart."
    )


if __name__ == "__main__":
    main()
