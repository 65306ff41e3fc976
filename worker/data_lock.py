"""One `accord up` on a data directory: a lock that dies with its owner."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process works on the data directory; the text says which and what to do."""


@contextmanager
def hold_data_dir(data_dir: Path) -> Iterator[None]:
    """Keep a data directory to this process for the block; it is made if it is missing.

    Raises AlreadyRunning at once if another process holds it, OSError if it cannot be written.
    The kernel lets go of the lock when the process ends, however it ends.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / "accord.lock"
    # A child process must not inherit the lock and outlive its owner with it.
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            who = f"process {owner}" if owner.isdigit() else "another process"
            raise AlreadyRunning(
                f"Accord already works in {data_dir} ({who}). Stop it first, or set "
                "ACCORD_DATA_DIR to another directory."
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)
