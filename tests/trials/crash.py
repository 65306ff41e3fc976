"""Kill everything at random, and count what was told: `python -m tests.trials.crash --seed N`.

Real processes watch press rooms on loopback that publish all the while, and announce in a server
that plays Slack. Meanwhile processes are killed by SIGKILL and started again, Redis is flushed and
restarted without its memory, PostgreSQL is restarted, the disk is full, and Slack fails. The
ledger says what became of each release; the exit status is 1 if any was lost or told twice, or if
the archive is not that of an undisturbed run.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from accord.delivery import DeliveryState
from store import Store, outbox, releases
from store.errors import StoreError
from store.records import ReleaseState
from tests.bot.fake_slack import FakeSlack
from tests.servers import postgresql_server, redis_server
from tests.trials import releases as made
from tests.trials.archive import Undisturbed, read_archive, subscribe
from tests.trials.faults import Chaos
from tests.trials.installation import EMBEDDED, SCALED, Installation, kept_running
from tests.trials.ledger import Ledger
from tests.trials.rooms import Rooms, press_rooms

INSTALLATIONS = ("postgresql", "sqlite", "embedded")
# As long as nothing at all happens for so long, nothing more will.
_STILL_SECONDS = 240.0
# In which a second message of the last ones would come.
_LAST_SECONDS = 3.0


@dataclass(frozen=True)
class Plan:
    """How big a run is. Publishing takes at least `seconds`; `pause` are the least and the most
    seconds between two of the `faults`. Where one process does everything there are half as many,
    with thrice the pause."""

    seed: int
    releases: int = 2000
    subscriptions: int = 20
    rooms: int = 20
    seconds: float = 400.0
    faults: int = 150
    pause: tuple[float, float] = (0.5, 4.0)


def run(plan: Plan, kind: str, say: Callable[[str], None] = print) -> Ledger:
    """One run: `postgresql` (beat, two workers, bot, Redis, PostgreSQL), `sqlite` (the same on one
    SQLite file, so that several processes write) or `embedded` (one process with all in it)."""
    dice = random.Random(plan.seed)
    items = made.releases(plan.releases + plan.rooms, dice)
    channels = made.subscriptions(plan.subscriptions, dice)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="accord-trial-")))
        rooms = stack.enter_context(press_rooms(plan.rooms, items))
        slack = stack.enter_context(FakeSlack().running())
        redis = stack.enter_context(redis_server()) if kind != "embedded" else None
        postgresql = stack.enter_context(postgresql_server()) if kind == "postgresql" else None
        home = folder / "up" if kind == "embedded" else folder
        home.mkdir(exist_ok=True)
        url = f"sqlite:///{home / 'accord.db'}"
        if postgresql:
            url = postgresql.url(postgresql.create_database())
        installed = Installation(
            folder,
            EMBEDDED if kind == "embedded" else SCALED,
            {
                "ACCORD_SOURCES": str(rooms.sources(folder)),
                "ACCORD_POLL_SECONDS": "1",
                "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
                "ACCORD_SLACK_API_URL": slack.api,
                "ACCORD_LOG_LEVEL": "INFO",
                "SLACK_BOT_TOKEN": "xoxb-test",
                "SLACK_APP_TOKEN": "xapp-test",
            }
            | ({} if kind == "embedded" else {"ACCORD_DATABASE_URL": url})
            | ({"ACCORD_BROKER_URL": redis.url} if redis else {}),
        )
        undisturbed = Undisturbed(
            stack.enter_context(Store.open(f"sqlite:///{folder / 'undisturbed.db'}")),
            rooms,
            channels,
        )
        store = stack.enter_context(Store.open(url))
        store.migrate()
        subscribe(store, channels)
        chaos = Chaos(
            installed,
            slack,
            random.Random(plan.seed),
            redis=redis,
            postgresql=postgresql,
            disk=kind != "postgresql",
        )
        rest = random.Random(plan.seed + 1)
        with kept_running(installed, lambda: rest.uniform(0.0, 2.0)) as ended:
            _await(store, (len(rooms.history), 0), installed, say)
            _publish_amid(chaos, rooms, plan, slow=kind == "embedded")
            wanted = made.wanted(rooms.news, channels)
            _await(store, (len(items), len(wanted)), installed, say)
            time.sleep(_LAST_SECONDS)
            say(f"{len(ended)} times a process ended and was started again")
        return Ledger(
            published=len(rooms.news),
            wanted=wanted,
            shown_at=rooms.shown_at,
            messages=list(slack.messages),
            faults=chaos.faults,
            differences=read_archive(store).differences(undisturbed.run()) + slack.problems,
        )


def _publish_amid(chaos: Chaos, rooms: Rooms, plan: Plan, *, slow: bool) -> None:
    """Publish everything, and strike meanwhile."""
    with ThreadPoolExecutor() as threads:
        publishing = threads.submit(
            rooms.publish_all, random.Random(plan.seed + 2), plan.seconds, _STILL_SECONDS
        )
        least, most = plan.pause
        # In this thread: a server that it starts anew dies with the thread that did.
        if slow:
            chaos.run((3 * least, 3 * most), plan.faults // 2 + 1)
        else:
            chaos.run(plan.pause, plan.faults)
        publishing.result()


def _progress(store: Store) -> tuple[int, int]:
    """How many releases are done with, and how many deliveries."""
    with store.read() as unit:
        read, told = releases.counts(unit), outbox.counts(unit)
    return (
        read[ReleaseState.PARSED] + read[ReleaseState.PARKED],
        told[DeliveryState.POSTED] + told[DeliveryState.PARKED],
    )


def _await(
    store: Store, done: tuple[int, int], installed: Installation, say: Callable[[str], None]
) -> None:
    """Until so many releases and deliveries are done with, or nothing has moved for long."""
    moved, at = (-1, -1), time.monotonic()
    while moved < done and time.monotonic() - at < _STILL_SECONDS:
        try:
            now = _progress(store)
        except StoreError as trouble:
            say(f"the store cannot be read: {trouble}")
        else:
            if now != moved:
                moved, at = now, time.monotonic()
        time.sleep(0.3)
    if moved < done:
        say(f"{moved} of {done}, and then nothing; {installed.logs()}")


def main(arguments: list[str]) -> int:
    """Run the trial in each installation that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.trials.crash", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--releases", type=int, default=2000)
    parser.add_argument("--subscriptions", type=int, default=20)
    parser.add_argument("--rooms", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=400.0, help="to publish in, at least")
    parser.add_argument("--faults", type=int, default=150, help="how many")
    parser.add_argument("--installation", choices=("all", *INSTALLATIONS), default="all")
    asked = parser.parse_args(arguments)
    plan = Plan(
        asked.seed, asked.releases, asked.subscriptions, asked.rooms, asked.seconds, asked.faults
    )
    kinds = INSTALLATIONS if asked.installation == "all" else (asked.installation,)
    well = True
    for kind in kinds:
        print(f"{kind}, seed {plan.seed}", flush=True)
        began = time.monotonic()
        ledger = run(plan, kind)
        print(f"{ledger}\ntook              {time.monotonic() - began:.0f} s\n", flush=True)
        well = well and ledger.well
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
