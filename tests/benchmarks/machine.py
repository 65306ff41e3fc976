"""What a table of measurements says of where it was made."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path


def described(*packages: str) -> str:
    """The machine, Python, SQLite and these packages' versions, in one line."""
    try:
        found = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.partition(":")[2].strip() for line in found if "model name" in line)
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    parts = [f"{os.cpu_count()} x {model}", f"load {load}", f"Python {platform.python_version()}"]
    parts += [f"SQLite {sqlite3.sqlite_version}"]
    return "; ".join([*parts, *(f"{name} {version(name)}" for name in packages)])


def percentile(times: list[float], share: float) -> float:
    """The time that so large a share of the times does not exceed."""
    in_order = sorted(times)
    return in_order[min(len(in_order) - 1, int(share * len(in_order)))]
