"""What the processes log: one id on all lines of a release, and never a secret."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from config.logs import about_release, set_up_logs

SECRETS = ("xoxb-123-abcDEF", "xapp-1-A0-99-fe", "xoxe.xoxp-1-Mi0y", "hunter2")


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What is logged, by the handlers of a process."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    written = io.StringIO()
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_json_line_holds_the_release_that_it_is_about(logged: io.StringIO) -> None:
    set_up_logs(logging.StreamHandler(logged), "INFO", "json")
    with about_release(7):
        logging.getLogger("worker.fetching").info("Fetched %s.", "https://office.example/1")
    logging.getLogger("bot").warning("two\nlines")

    one, other = (json.loads(line) for line in logged.getvalue().splitlines())
    assert (one["release"], one["level"], one["logger"]) == (7, "info", "worker.fetching")
    assert one["message"] == "Fetched https://office.example/1."
    assert "release" not in other
    assert other["message"] == "two\nlines"


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_logged_not_even_in_a_traceback(logged: io.StringIO, form: str) -> None:
    set_up_logs(logging.StreamHandler(logged), "INFO", form)
    log = logging.getLogger("store")
    for secret in SECRETS[:3]:
        log.warning("token %s refused", secret)
    trouble = OSError(f"cannot connect to redis://:{SECRETS[3]}@redis:6379/0 with {SECRETS[0]}")
    try:
        raise trouble
    except OSError:
        log.exception("postgresql://accord:hunter2@db/accord is gone")

    text = logged.getvalue()
    assert not [secret for secret in SECRETS if secret in text]
    assert "@redis:6379/0" in text
    assert "OSError" in text
