"""Accord's own back-fill: sources are declared, Celery's workers poll, fetch, read and record.

The same commands as in production, with a real Redis between them; measured are the workers and
their reading processes, from the moment at which the sources are due to the last release parsed.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta

import psutil

from accord.source import Format, Source
from store import Store, releases, sources
from store.records import ReleaseState
from tests.benchmarks.throughput.site import EACH, HOSTS, WARMING
from tests.benchmarks.throughput.work import report
from tests.servers import redis_server
from worker.clock import now

_PROCESSES = 2
_DEADLINE = 600.0


def main() -> None:
    """Run it: `backfill STORE_URL DIRECTORY PORT`."""
    url, directory, port = sys.argv[1:4]
    with redis_server() as redis, Store.open(url) as store:
        os.environ |= {
            "ACCORD_DATABASE_URL": url,
            "ACCORD_BROKER_URL": redis.url,
            "ACCORD_DATA_DIR": directory,
            "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/8",
            # With it, hosts of allowed networks are asked one request after the other.
            "ACCORD_POLL_SECONDS": "0.01",
        }
        command = [sys.executable, "-m", "cli.main", "worker", f"--processes={_PROCESSES}"]
        worker = psutil.Popen(command)
        try:
            _fill(store, list(WARMING), port)
            clock, cpu = time.perf_counter(), _cpu(worker)
            _fill(store, list(HOSTS), port)
            seconds, used = time.perf_counter() - clock, _cpu(worker) - cpu
        finally:
            worker.terminate()
            worker.wait()
    report(processes=_PROCESSES, seconds=seconds, cpu=used)


def _fill(store: Store, hosts: list[str], port: str) -> None:
    """Declare sources, have them polled, and wait until all their releases are parsed."""
    from worker.tasks import poll  # noqa: PLC0415 - it reads the environment

    declared = [
        Source(
            id=f"host-{host.rpartition('.')[2]}",
            office="WO",
            name=f"News of {host}",
            url=f"http://{host}:{port}/news",
            format=Format.RSS,
            language="en",
        )
        for host in hosts
    ]
    with store.begin() as unit:
        expected = releases.counts(unit)[ReleaseState.PARSED] + EACH * len(hosts)
        sources.declare(unit, declared, now())
        due = sources.claim_due(unit, now(), timedelta(seconds=60), len(hosts))
    for source_id in due:
        poll.apply_async((source_id,))
    end = time.monotonic() + _DEADLINE
    while True:
        with store.read() as unit:
            counts = releases.counts(unit)
        if counts[ReleaseState.PARSED] >= expected:
            return
        if time.monotonic() > end:
            raise TimeoutError(f"only {counts} after {_DEADLINE:.0f} s")
        time.sleep(0.1)


def _cpu(worker: psutil.Process) -> float:
    """The CPU seconds of a worker, its processes and their reading processes so far."""
    total = 0.0
    for process in (worker, *worker.children(recursive=True)):
        times = process.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total


if __name__ == "__main__":
    main()
