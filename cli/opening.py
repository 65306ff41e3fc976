"""What the commands open before they can work: settings, store, logs, console."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from accord.vocabulary import Vocabulary
from config.logs import set_up_logs
from config.settings import Settings, WrongSetting
from store import Store, Unit, leases
from worker.clock import now


@contextmanager
def opened_store(settings: Settings, *, migrate: bool) -> Iterator[Store]:
    """The store, brought to this version's schema first if `migrate`. Raises StoreError."""
    store = Store.open(settings.database_url.get_secret_value())
    try:
        if migrate:
            store.migrate()
        yield store
    finally:
        store.close()


def take_over(unit: Unit) -> None:
    """Go on at once with what a killed process held. Only for who works on the store alone."""
    leases.end_all(unit, now())


def settings_and_logs(environ: Mapping[str, str], *, log_file: str | None = None) -> Settings:
    """The settings, and logs on standard error, or in a file of the data directory."""
    settings = Settings.from_environ(environ)
    handler: logging.Handler = _StandardError()
    if log_file:
        make_data_dir(settings)
        handler = logging.FileHandler(settings.data_dir / log_file, delay=True)
    set_up_logs(handler, settings.log_level, settings.log_format)
    return settings


@contextmanager
def watched_over(settings: Settings, store: Store, vocabulary: Vocabulary) -> Iterator[None]:
    """Have the work itself watched for the block, and its troubles told to the operator."""
    from bot.watching import Watcher

    url = settings.heartbeat_url
    watcher = Watcher(store, vocabulary, url.get_secret_value() if url else None)
    thread = threading.Thread(target=watcher.run, name="accord-watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        watcher.stop.set()
        thread.join()


def make_data_dir(settings: Settings) -> None:
    """Have the data directory be there; raises WrongSetting where it cannot be written."""
    path = settings.data_dir
    try:
        path.mkdir(parents=True, exist_ok=True)
        reason = None if os.access(path, os.W_OK | os.X_OK) else "permission denied"
    except OSError as error:
        reason = error.strerror
    if reason:
        raise WrongSetting(
            f"ACCORD_DATA_DIR: {path} cannot be written ({reason}); it should be the path of a "
            "directory that your user may write"
        )


def shortened(path: Path) -> str:
    """A path as people write it, with `~` for their home."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to what is standard error now, which a prompt replaces while it stands."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr
