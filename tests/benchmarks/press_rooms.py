"""Two dozen press rooms of all kinds, watched by real workers on Valkey and PostgreSQL.

Run it with `python -m tests.benchmarks.press_rooms`; it takes some twenty minutes. The
rooms publish 5,000 releases, half of them while they are watched, a third of them agreements. The
ledger says what was missed or read twice, whether pace and robots.txt were kept, and what a look
costs that finds nothing new. What is held as too many at once is announced as an operator would.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psutil
import sqlalchemy as sa

from store import Store, holding, subscriptions
from store.records import ReleaseState
from store.tables import deliveries, events, releases, sources
from tests.benchmarks.newsrooms import KINDS, Newsroom, mixed
from tests.servers import postgresql_server, redis_server
from tests.trials.installation import Installation
from tests.trials.releases import Release
from tests.trials.releases import releases as made
from tests.worker.press_room import press_room
from worker.clock import now

_COMMANDS = {"beat": ("beat",), "worker-1": ("worker",), "worker-2": ("worker",)}
# The cadence of production is slower, its pace at a host the same: a request a second.
_POLL_SECONDS = 60.0


def main() -> int:
    """Run it and print the ledger; 1 if anything was missed, told twice or rude."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=24)
    parser.add_argument("--releases", type=int, default=5000)
    parser.add_argument("--publish-seconds", type=float, default=600.0)
    parser.add_argument("--quiet-seconds", type=float, default=120.0)
    parser.add_argument("--patience", type=float, default=3600.0)
    asked = parser.parse_args()
    with ExitStack() as stack:
        rooms = _rooms(stack, asked.hosts, asked.releases)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        redis = stack.enter_context(redis_server())
        postgresql = stack.enter_context(postgresql_server())
        url = postgresql.url(postgresql.create_database())
        installed = _installed(stack, folder, rooms, url, redis.url)
        store = stack.enter_context(Store.open(url))
        trial = _Trial(store, installed, rooms)
        return trial.run(asked.publish_seconds, asked.quiet_seconds, asked.patience)


def _rooms(stack: ExitStack, hosts: int, count: int) -> list[Newsroom]:
    agreements = made(min(count // 3, 2_000), random.Random(4))
    items = mixed(agreements, count)
    rooms = []
    for n in range(hosts):
        own = items[n::hosts]
        room = stack.enter_context(press_room(f"127.0.0.{101 + n}"))
        rooms.append(Newsroom(room, KINDS[n % len(KINDS)], own, len(own) // 2))
    return rooms


def _installed(
    stack: ExitStack, folder: Path, rooms: list[Newsroom], database: str, broker: str
) -> Installation:
    path = folder / "sources.yaml"
    path.write_text("sources:\n" + "".join(room.source for room in rooms))
    installed = Installation(
        folder,
        _COMMANDS,
        {
            "ACCORD_DATABASE_URL": database,
            "ACCORD_BROKER_URL": broker,
            "ACCORD_SOURCES": str(path),
            "ACCORD_POLL_SECONDS": str(_POLL_SECONDS),
            "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
        },
    )
    stack.callback(installed.close)
    migrated = installed.run("migrate")
    if migrated.returncode:
        raise SystemExit(migrated.stderr)
    return installed


class _Trial:
    def __init__(self, store: Store, installed: Installation, rooms: list[Newsroom]) -> None:
        self._store, self._installed, self._rooms = store, installed, rooms

    def run(self, publish_seconds: float, quiet_seconds: float, patience: float) -> int:
        with self._store.begin() as unit:
            subscriptions.ensure_terminal(unit, now())
        began = time.monotonic()
        for name in _COMMANDS:
            self._installed.start(name)
        self._await(lambda: self._first_looks() == len(self._rooms), patience, "first looks")
        history = {r.address(i) for r in self._rooms for i in r.items[: r.shown]}
        _say(f"{len(history):,} releases of history seen after {_since(began)}")
        self._publish(publish_seconds)
        total = sum(len(room.items) for room in self._rooms)
        self._await(lambda: self._read() >= total, patience, f"{total} releases read")
        self._await(lambda: not self._waiting(), patience, "what was held to be told")
        _say(f"{total:,} releases read after {_since(began)}")
        self._announce()
        wrong = self._account(history)
        self._quiet(quiet_seconds)
        return 1 if wrong else 0

    def _publish(self, seconds: float) -> None:
        steps = max(len(room.items) - room.shown for room in self._rooms)
        for _ in range(steps):
            for room in self._rooms:
                room.publish(1)
            time.sleep(seconds / steps)

    def _announce(self) -> None:
        """Let what is held be told, as the operator does who is asked."""
        with self._store.read() as unit:
            held = Counter(one.source_id for one in holding.held(unit))
        if held:
            announced = self._installed.run("sources", "announce", *held)
            if announced.returncode:
                raise SystemExit(announced.stderr)
        _say(f"{sum(held.values()):,} releases of {len(held)} hosts were held, and then announced")

    def _account(self, history: set[str]) -> bool:
        wanted = {
            room.address(item)
            for room in self._rooms
            for item in room.items
            if isinstance(item, Release) and room.address(item) not in history
        }
        told = self._told()
        stored = self._stored()
        everything = {room.address(item) for room in self._rooms for item in room.items}
        rude = [room for room in self._rooms if room.busiest_second > self._allowed(room)]
        _say("host            kind     requests  busiest second  allowed  forbidden  read twice")
        for room in self._rooms:
            _say(
                f"{room.room.host:<15} {room.kind:<8} {len(room.room.requests):>8}  "
                f"{room.busiest_second:>14}  {self._allowed(room):>7}  {room.forbidden:>9}  "
                f"{room.twice:>10}"
            )
        lines = {
            "releases missed": len(everything - stored.keys()),
            "releases kept twice": sum(times > 1 for times in stored.values()),
            "agreements to be told": len(wanted),
            "told": len(told),
            "not told": len(wanted - told.keys()),
            "told twice": sum(times > 1 for times in told.values()),
            "told though history": len(told.keys() & history),
            "hosts asked too fast": len(rude),
            "requests against robots.txt": sum(room.forbidden for room in self._rooms),
        }
        requests = sum(len(room.room.requests) for room in self._rooms)
        connections = sum(len(room.room.connections) for room in self._rooms)
        _say(f"{requests:,} requests over {connections:,} connections")
        for name, number in lines.items():
            _say(f"{name:<28} {number:>6,}")
        good = ("agreements to be told", "told")
        return any(number for name, number in lines.items() if name not in good)

    @staticmethod
    def _allowed(room: Newsroom) -> int:
        """Requests within a second, as they arrive: one, and one that was longer on its way."""
        return int(1 / room.rest) + 1

    def _quiet(self, seconds: float) -> None:
        before, cpu = self._counts(), self._cpu()
        asked = sum(room.listings_asked for room in self._rooms)
        time.sleep(seconds)
        after = self._counts()
        looks = after["polls"] - before["polls"]
        unchanged = after["unchanged_polls"] - before["unchanged_polls"]
        received = after["bytes_received"] - before["bytes_received"]
        saved = after["bytes_saved"] - before["bytes_saved"]
        asked = sum(room.listings_asked for room in self._rooms) - asked
        spent = (self._cpu() - cpu) * 1000
        _say(
            f"quiet for {seconds:.0f} s: {looks} looks, {unchanged} unchanged; a look costs "
            f"{asked / looks:.2f} requests, {received / looks:.0f} bytes (saved "
            f"{saved / looks:.0f}), {spent / looks:.1f} ms of CPU, beat and idling included"
        )

    def _cpu(self) -> float:
        """Seconds of processor that beat and workers have used, with all their children, those
        that have ended included."""
        total = 0.0
        for process in self._installed.processes.values():
            parent = psutil.Process(process.pid)
            for one in (parent, *parent.children(recursive=True)):
                try:
                    times = one.cpu_times()
                except psutil.NoSuchProcess:
                    continue
                total += times.user + times.system
                total += times.children_user + times.children_system
        return total

    def _counts(self) -> Counter[str]:
        names = ("polls", "unchanged_polls", "bytes_received", "bytes_saved")
        with self._store.read() as unit:
            row = unit.execute(
                sa.select(*(sa.func.sum(sources.c[name]).label(name) for name in names))
            ).one()
        return Counter({name: int(row._mapping[name]) for name in names})

    def _first_looks(self) -> int:
        with self._store.read() as unit:
            query = sa.select(sa.func.count()).where(sources.c.first_success_at.is_not(None))
            return int(unit.execute(query).scalar_one())

    def _read(self) -> int:
        with self._store.read() as unit:
            query = sa.select(sa.func.count()).where(releases.c.state == ReleaseState.PARSED)
            return int(unit.execute(query).scalar_one())

    def _waiting(self) -> bool:
        with self._store.read() as unit:
            return (
                unit.execute(sa.select(releases.c.id).where(releases.c.held == "look")).first()
                is not None
            )

    def _stored(self) -> Counter[str]:
        with self._store.read() as unit:
            return Counter(unit.execute(sa.select(releases.c.address)).scalars())

    def _told(self) -> Counter[str]:
        """How often each release led to a message to the one channel that follows all."""
        with self._store.read() as unit:
            rows = unit.execute(
                sa.select(releases.c.address)
                .select_from(deliveries)
                .join(events, events.c.id == deliveries.c.event_id)
                .join(releases, releases.c.id == events.c.release_id)
            )
            return Counter(rows.scalars())

    def _await(self, done: Callable[[], bool], patience: float, what: str) -> None:
        until = time.monotonic() + patience
        shown = time.monotonic()
        while not done():
            if time.monotonic() > until:
                raise SystemExit(f"given up waiting for {what}\n{self._installed.logs()}")
            if time.monotonic() - shown > 30:
                shown = time.monotonic()
                _say(f"  {self._read():,} read")
            time.sleep(1.0)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _since(began: float) -> str:
    return f"{time.monotonic() - began:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
