"""The processes of a production installation, one command each."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from cli.errors import FAILED, WRONG_USE, complain
from cli.opening import opened_store, settings_and_logs, watched_over
from config.settings import Settings
from store import Store
from store.errors import Unreachable

Check = Callable[[], str | None]

_STORE_SECONDS = 5.0
_CONNECT_SECONDS = 0.5

_log = logging.getLogger(__name__)


def run_migrate(environ: Mapping[str, str], *, to: str | None) -> int:
    """Bring the store to this version's schema, or to another revision of it."""
    settings = settings_and_logs(environ)
    with opened_store(settings, migrate=False) as store:
        revision = store.migrate(to)
    if to is None:
        print("The store is of this version.")
    else:
        print(f"The store is of revision {revision}. Start the version of Accord that it is of.")
    return 0


def run_worker(environ: Mapping[str, str], *, processes: int) -> int:
    """Run Celery's worker until it is told to stop."""
    settings = settings_and_logs(environ)
    if not _has_broker(settings):
        return WRONG_USE
    from worker import health, heartbeat
    from worker.app import app
    from worker.stopping import Hearing, end_in_time, end_when_deaf

    heartbeat.give_worker_a_pulse()
    redis = health.broker_check(settings)
    hearing = Hearing(lambda: heartbeat.age(settings.data_dir) or 0.0, lambda: redis() is None)
    with opened_store(settings, migrate=False) as store, _shown(settings, store, "worker", {}):
        _await_store(store)
        end_in_time(store)
        end_when_deaf(store, hearing.deaf)
        app.worker_main(
            [
                "worker",
                f"--concurrency={processes}",
                # Two on one machine each need a name, for each has a queue of its own.
                f"--hostname=accord-{os.getpid()}@%h",
                "--without-gossip",
                "--without-mingle",
                f"--loglevel={settings.log_level}",
            ]
        )
    return 0


def run_beat(environ: Mapping[str, str]) -> int:
    """Run Celery's beat until it is told to stop; the store learns which sources there are."""
    from config.sources import load_sources
    from store import sources
    from worker.clock import now

    settings = settings_and_logs(environ)
    if not _has_broker(settings):
        return WRONG_USE
    declared = load_sources(settings.sources, every_seconds=settings.poll_seconds)
    from worker.app import app

    scheduler = "worker.heartbeat:BeatingScheduler"
    with opened_store(settings, migrate=False) as store, _shown(settings, store, "beat", {}):
        _await_store(store)
        with store.begin() as unit:
            sources.declare(unit, declared, now())
        app.start(["beat", f"--scheduler={scheduler}", f"--loglevel={settings.log_level}"])
    return 0


def run_bot(environ: Mapping[str, str]) -> int:
    """Announce and answer in Slack until told to stop."""
    from bot.app import SlackBot
    from config.vocabulary import load_vocabulary
    from worker import health, heartbeat

    settings = settings_and_logs(environ)
    if not settings.speaks_to_slack or not settings.hears_slack:
        complain("SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not set; README.md says how to get them")
        return WRONG_USE
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    vocabulary = load_vocabulary()
    with opened_store(settings, migrate=False) as store:
        slack = SlackBot(settings, store, vocabulary)
        checks = {"slack": health.slack_check(lambda: slack.connected)}
        with _shown(settings, store, "bot", checks), watched_over(settings, store, vocabulary):
            slack.start()
            while not stop.is_set():
                connected = slack.connected
                if connected:
                    heartbeat.beat(settings.data_dir)
                # Its first sign of life follows on the connection, not a period later.
                stop.wait(heartbeat.EVERY_SECONDS if connected else _CONNECT_SECONDS)
            slack.close()
    return 0


def run_healthy(environ: Mapping[str, str]) -> int:
    """0 while the process that shares this data directory leaves signs of life."""
    from worker import heartbeat

    trouble = heartbeat.stale(Settings.from_environ(environ).data_dir)
    if trouble:
        complain(trouble)
    return FAILED if trouble else 0


@contextmanager
def _shown(
    settings: Settings, store: Store, who: str, checks: Mapping[str, Check]
) -> Iterator[None]:
    """Show health and metrics while the process runs."""
    from worker import health, heartbeat

    ready = {
        "store": health.store_check(store, who),
        "beat": health.beat_check(store),
        **({} if settings.embedded else {"broker": health.broker_check(settings)}),
        **checks,
    }
    with health.shown_health(
        settings, store, live=lambda: heartbeat.stale(settings.data_dir), ready=ready
    ):
        yield


def _has_broker(settings: Settings) -> bool:
    if settings.embedded:
        complain("ACCORD_BROKER_URL is not set; separate processes need Redis (or run `accord up`)")
    return not settings.embedded


def _await_store(store: Store) -> None:
    """Wait while the store does not answer: who ends is only started again. Raises StoreError for
    what does not pass by itself."""
    while True:
        try:
            with store.read():
                return
        except Unreachable as trouble:
            _log.warning("Waiting for the store: %s", trouble)
            time.sleep(_STORE_SECONDS)
