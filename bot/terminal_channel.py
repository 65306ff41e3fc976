"""The terminal as a channel: announcements are printed and kept in a file, which is its history."""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from bot.outlet import Announcement, Notice, NotPosted, Unclear
from bot.terminal import answer_text, card_text, line_text, render_answer, render_card
from bot.wording import Answer
from store.subscriptions import LOCAL

FILE = "announcements.jsonl"
_WIDTH = 80


class TerminalChannel:
    """Posts to `DATA_DIR/announcements.jsonl`, one JSON object a line, and prints what it appends.

    Each object has `key`, `at` (UTC), `channel`, `agreement` (null in what is told to the
    operator) and `text`. Processes that share the directory
    take turns by a lock on the file.
    """

    workspace = LOCAL
    pause = 0.0

    def __init__(
        self,
        data_dir: Path,
        show: Callable[[RenderableType], None],
        show_notice: Callable[[RenderableType], None] | None = None,
    ) -> None:
        """`show` prints an announcement, `show_notice` what is for the operator, where that is to
        look otherwise; both are called in the poster's thread."""
        self._path = data_dir / FILE
        self._show = show
        self._show_notice = show_notice or show
        self._turn = threading.Lock()

    def post(self, channel: str, message: Announcement | Notice, key: str) -> str:
        """Append and print; the name is the time of the appending.

        Raises NotPosted where the file cannot be opened, Unclear where it cannot be written.
        """
        at = datetime.now(UTC).isoformat()
        row = {
            "key": key,
            "at": at,
            "channel": channel,
            "agreement": message.card.id if isinstance(message, Announcement) else None,
            "text": _text(message),
        }
        line = json.dumps(row, ensure_ascii=False) + "\n"
        with self._locked() as file:
            try:
                _append(file, line.encode())
            except OSError as error:
                raise Unclear(f"{self._path} cannot be written ({error.strerror})") from error
        show = self._show_notice if isinstance(message, Notice) else self._show
        show(_renderable(message))
        return at

    def update(self, channel: str, ts: str, announcement: Announcement) -> None:
        """Nothing: what was printed stays."""

    def tell(self, user: str, answer: Answer) -> None:
        """Nothing: the terminal takes every message, and has nobody to tell."""

    def find(
        self,
        channel: str,  # noqa: ARG002  there is one channel
        keys: Mapping[str, str | None],
        since: datetime,  # noqa: ARG002  the whole file is read
    ) -> Mapping[str, str]:
        """The keys that were appended, each with the time of that."""
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return {}
        rows = (row for row in map(_row, lines) if row)
        return {row["key"]: row["at"] for row in rows if row["key"] in keys}

    @contextmanager
    def _locked(self) -> Iterator[int]:
        with self._turn:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            except OSError as error:
                raise NotPosted(f"{self._path} cannot be opened ({error.strerror})") from error
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file
            finally:
                os.close(file)


def _append(file: int, line: bytes) -> None:
    size = os.lseek(file, 0, os.SEEK_END)
    if size and os.pread(file, 1, size - 1) != b"\n":
        line = b"\n" + line  # a crash cut the last line short
    while line:
        line = line[os.write(file, line) :]
    os.fsync(file)


def _row(line: bytes) -> dict[str, str] | None:
    try:
        row = json.loads(line)
        return {"key": str(row["key"]), "at": str(row["at"])}
    except (ValueError, KeyError, TypeError):
        return None


def _text(message: Announcement | Notice) -> str:
    if isinstance(message, Notice):
        return answer_text(message.answer, _WIDTH)
    if message.line is None:
        return card_text(message.card, _WIDTH)
    return f"{_title(message)}\n{line_text(message.line)}\n"


def _renderable(message: Announcement | Notice) -> RenderableType:
    if isinstance(message, Notice):
        return render_answer(message.answer)
    if message.line is None:
        return render_card(message.card)
    text = Text(_title(message), style="bold")
    return text.append(f"\n  {line_text(message.line)}", style="not bold")


def _title(announcement: Announcement) -> str:
    return f"{announcement.card.heading} (No. {announcement.card.id})"
