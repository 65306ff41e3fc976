"""How the processes log: as text or JSON, with one id from poll to Slack, and without secrets."""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

_release: ContextVar[int | None] = ContextVar("release", default=None)

# Slack's tokens, and the passwords in addresses of stores and brokers.
_SECRETS = re.compile(
    r"\bx(?:ox[a-z]|app|oxe\.xox[a-z])-[\w-]+|(?<=://)[^/@\s'\"]*:[^/@\s'\"]+(?=@)"
)
_HIDDEN = "[secret]"
_LONGEST = 20_000

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


@contextmanager
def about_release(release_id: int | None) -> Iterator[None]:
    """Mark what is logged in the block with the release that it is about: found by a poll,
    fetched, read, announced. None where it is about none."""
    token = _release.set(release_id)
    try:
        yield
    finally:
        _release.reset(token)


def without_secrets(text: str) -> str:
    """A text in which tokens and passwords are replaced."""
    return _SECRETS.sub(_HIDDEN, text)


class TextFormatter(logging.Formatter):
    """One line for a person, and the traceback below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line, with the release that it is about at its end."""
        about = _release.get()
        line = super().formatMessage(record)
        return line if about is None else f"{line} [release {about}]"

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        return without_secrets(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and release and error if any."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        fields: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": without_secrets(record.getMessage())[:_LONGEST],
        }
        if (about := _release.get()) is not None:
            fields["release"] = about
        if record.exc_info:
            fields["error"] = without_secrets(_traceback(record.exc_info))[-_LONGEST:]
        return json.dumps(fields, ensure_ascii=False)


def set_up_logs(handler: logging.Handler, level: str, form: str) -> None:
    """Have the process log through one handler; `form` is text or json."""
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)


def _traceback(error: ExcInfo) -> str:
    return "".join(traceback.format_exception(*error))
