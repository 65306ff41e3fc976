"""Copies of the store: made, and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cli.opening import settings_and_logs
from store import backups, verifying
from worker.clock import now
from worker.data_lock import hold_data_dir


def run_backup(environ: Mapping[str, str], file: Path) -> int:
    """Copy the store into a file."""
    settings = settings_and_logs(environ)
    size = backups.back_up(settings.database_url.get_secret_value(), file.absolute(), now())
    print(f"{file} holds the store ({size / 1_000_000:.1f} MB), and was checked.")
    return 0


def run_restore(environ: Mapping[str, str], file: Path) -> int:
    """Bring a copy back; nobody may work on the data directory meanwhile."""
    settings = settings_and_logs(environ)
    with hold_data_dir(settings.data_dir):
        doubtful = backups.restore(settings.database_url.get_secret_value(), file.absolute(), now())
    print(f"The store is that of {file}.")
    if doubtful:
        print(f"{doubtful} announcements were on their way when it was made.")
    print(
        f"For {verifying.FOR.days} days every announcement is looked for in its channel before it "
        "is made, since it may have been made after the backup."
    )
    return 0
