"""What the commands open before they can work: settings, store, logs, console."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from config.settings import Settings, WrongSetting
from store import Store, Unit, leases
from worker.clock import now

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


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
    handler.setFormatter(logging.Formatter(_FORMAT))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    return settings


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
