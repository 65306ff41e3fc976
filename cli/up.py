"""`accord up`: everything in one process."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial

from accord import __version__
from cli.errors import FAILED, WRONG_USE, complain
from cli.opening import opened_store, settings_and_logs, shortened, take_over, watched_over
from config.settings import Settings

LOG = "accord.log"


def run_up(environ: Mapping[str, str], *, sample: bool | None) -> int:
    """Watch, read, announce and answer until stopped; the status is 1 if the work broke down."""
    asked = Settings.from_environ(environ)
    slack = asked.speaks_to_slack
    if slack and not asked.hears_slack:
        complain(
            "SLACK_APP_TOKEN is not set, but SLACK_BOT_TOKEN is; set both or neither "
            "(or SLACK_SIGNING_SECRET, to be reached by HTTP)"
        )
        return WRONG_USE
    # A terminal that shows alerts is no place for logs.
    settings = settings_and_logs(environ, log_file=None if slack else LOG)
    if settings.embedded:
        # It warns that the broker inside the process has no host name, as it has none.
        logging.getLogger("kombu.connection").setLevel(logging.ERROR)
    if sample is None:
        sample = not slack and settings.sources is None
    broken = threading.Event()

    def break_down(reason: Exception) -> None:
        complain(f"{reason} Stopping, so that it can be started anew.")
        broken.set()
        os.kill(os.getpid(), signal.SIGTERM)

    with _stopped_by_signals(), ExitStack() as running:
        try:
            _run(settings, running, sample=sample, break_down=break_down)
        except KeyboardInterrupt:
            print("Stopping ...", file=sys.stderr, flush=True)
    return FAILED if broken.is_set() else 0


def _run(
    settings: Settings,
    running: ExitStack,
    *,
    sample: bool,
    break_down: Callable[[Exception], None],
) -> None:
    """Start one part after the other; `running` ends them in reverse. Returns when stopped."""
    from cli.terminal import Terminal
    from config.sources import load_sources
    from config.vocabulary import load_vocabulary
    from store import sources as source_rows
    from store import subscriptions
    from worker import embedded, health
    from worker.clock import now
    from worker.data_lock import hold_data_dir

    declared = list(load_sources(settings.sources, every_seconds=settings.poll_seconds))
    vocabulary = load_vocabulary()
    running.enter_context(hold_data_dir(settings.data_dir))
    store = running.enter_context(opened_store(settings, migrate=True))
    watched = "1 press room" if len(declared) == 1 else f"{len(declared)} press rooms"
    own: tuple[str, ...] = ()
    if sample:
        from worker.sample import serve_sample

        room = running.enter_context(serve_sample())
        declared += room.sources
        own = (room.origin,)
        watched += " and the sample press room (invented news, served on this machine)"
    with store.begin() as unit:
        if settings.owns_store:
            take_over(unit)
        # The sample begins anew at each start; what it invented last time is nothing to keep.
        source_rows.forget_samples(unit)
        source_rows.declare(unit, declared, now())
        if settings.speaks_to_slack:
            subscriptions.pause_terminal(unit, now())
        else:
            subscriptions.ensure_terminal(unit, now())
    print(f"Accord {__version__}: watching {watched}.")
    print(f"Data and logs are kept in {shortened(settings.data_dir)}.", flush=True)
    bot = None
    talk: Callable[[], None]
    if settings.speaks_to_slack:
        from bot.app import SlackBot

        bot = SlackBot(settings, store, vocabulary)
        running.callback(bot.close)
        bot.start()
        talk = partial(_wait, settings)
    else:
        terminal = running.enter_context(Terminal(settings.data_dir, store, vocabulary))
        talk = terminal.talk
    running.enter_context(watched_over(settings, store, vocabulary))
    work = running.enter_context(embedded.start(settings, store, own=own, on_still=break_down))
    checks = {"store": health.store_check(store, "up"), "beat": health.beat_check(store)}
    if bot is not None:
        checks["slack"] = health.slack_check(lambda: bot.connected)
    running.enter_context(health.shown_health(settings, store, live=work.still, ready=checks))
    talk()


def _wait(settings: Settings) -> None:
    from bot.operator import NOBODY

    if settings.slack_bot_token is not None and settings.operator_channel is None:
        print(NOBODY)
    print("Answering and announcing in Slack. Ctrl-C stops.", flush=True)
    threading.Event().wait()


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """SIGTERM ends the block as Ctrl-C does; either one is heard once."""

    def stop(_signal: int, _frame: object) -> None:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, signal.SIG_IGN)
        raise KeyboardInterrupt

    former = {name: signal.signal(name, stop) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for name, handler in former.items():
            signal.signal(name, handler)
