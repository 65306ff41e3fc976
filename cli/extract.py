"""`accord extract`: what files say was agreed, without a store."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from accord.press_release import Reading, Unreadable
from bot.outside import one_line
from cli.errors import FAILED, WRONG_USE, complain
from cli.explain import explain as explained


def run_extract(
    files: list[Path],
    *,
    explain: bool,
    url: str | None,
    publisher: str | None,
    fetched: str | None,
) -> int:
    """Print one JSON object a line for each file; a file that can't be read has an `error`.

    The status is 1 where a file could not be read.
    """
    from worker.ingesting import read_file
    from worker.reader import Reader

    if url is not None and len(files) > 1:
        complain("--url goes with one file; leave it out for several")
        return WRONG_USE
    try:
        fetched_on = date.fromisoformat(fetched) if fetched else None
    except ValueError:
        complain(f"--fetched {fetched} is no date; write 2026-11-23")
        return WRONG_USE
    failed = False
    console = Console()
    with Reader() as reader:
        for path in files:
            try:
                reading = reader.read_release(
                    read_file(path),
                    url=url,
                    media_type=None,
                    publisher=publisher and publisher.upper(),
                    fetched_on=fetched_on,
                )
            except Unreadable as error:
                failed = True
                complain(f"{one_line(str(path))}: {one_line(str(error))}")
                if not explain:
                    _print_json(path, _nothing(), error=str(error))
                continue
            if explain:
                console.print(explained(path.name, reading))
            else:
                _print_json(path, reading)
    return FAILED if failed else 0


def _nothing() -> Reading:
    return Reading(title=None, language=None, published=None, publisher=None, text="")


def _print_json(path: Path, reading: Reading, *, error: str | None = None) -> None:
    row: dict[str, Any] = {"document": path.name, **reading.to_json(), "text": reading.text}
    if error is not None:
        row["error"] = error
    # ASCII, so that no character of a document can reach the terminal.
    sys.stdout.write(json.dumps(row, ensure_ascii=True) + "\n")
    sys.stdout.flush()
