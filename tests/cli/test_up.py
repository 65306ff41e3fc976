"""`accord up`: one process that watches, reads, announces and answers."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.bot.fake_slack import FakeSlack
from tests.cli.conftest import Command
from tests.cli.test_ingest import announcements, stored
from tests.news import news, publish
from tests.worker.press_room import PressRoom, press_room

pytestmark = pytest.mark.timeout(180)


class Running:
    """An `accord up` whose output is collected as it comes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.output = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.output += line

    def type(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def wait_for(self, done: Callable[[], object], seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not done():
            assert self.process.poll() is None, self.output
            assert time.monotonic() < until, self.output
            time.sleep(0.1)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=25)


@contextmanager
def running(accord: Command, *words: str, **settings: str) -> Iterator[Running]:
    started = Running(accord.start("up", *words, **settings))
    try:
        yield started
    finally:
        started.process.kill()
        started.process.wait()


@pytest.fixture
def room() -> Iterator[PressRoom]:
    with press_room() as opened:
        yield opened


@pytest.fixture
def watching(accord: Command, room: PressRoom, tmp_path: Path) -> Command:
    """The command, set to watch the room every second."""
    sources = tmp_path / "sources.yaml"
    sources.write_text(
        "sources:\n  - {id: room, name: Press room, office: CH, format: rss, "
        f"url: '{room.url('/feed.xml')}'}}\n"
    )
    accord.settings |= {
        "ACCORD_SOURCES": str(sources),
        "ACCORD_POLL_SECONDS": "1",
        "ACCORD_ALLOW_ADDRESSES": "127.0.0.1/32",
    }
    return accord


def test_with_nothing_set_up_the_sample_is_announced_within_a_minute(accord: Command) -> None:
    with running(accord) as up:
        up.wait_for(lambda: up.output.count("── New ──") >= 2)
        assert "sample" in up.output
        up.type("latest")
        up.wait_for(lambda: "The latest of" in up.output, 20)
        up.type("office KIPPO")
        up.wait_for(lambda: "Nearest: KIPO" in up.output, 20)
        assert up.stop() == 0
    assert "Traceback" not in up.output


def test_news_is_announced_once_and_history_not_at_all(watching: Command, room: PressRoom) -> None:
    items = news(3)
    publish(room, items)
    with running(watching) as up:
        up.wait_for(lambda: "/news/0" in room.paths())
        items += news(2, first=3)
        publish(room, items)
        up.wait_for(lambda: up.output.count("── New ──") == 2)
        up.type("latest")
        up.wait_for(lambda: "The latest of 5 agreements" in up.output, 20)
        assert up.stop() == 0
    assert sorted(announcements(watching).values()) == [1, 1]
    assert all(room.url(item.path) in up.output for item in items[3:])


def test_killed_at_any_moment_it_goes_on_where_it_stood(
    watching: Command, room: PressRoom, tmp_path: Path
) -> None:
    items = news(2)
    publish(room, items)
    with running(watching) as up:
        up.wait_for(lambda: room.paths().count("/news/1"))
        time.sleep(1)
    for seconds in (1.5, 2.2, 3.1, 4.0):
        items += news(2, first=len(items))  # eight in all: more than ten in one look are held back
        publish(room, items)
        with running(watching):
            time.sleep(seconds)  # then it is killed
    with running(watching) as up:
        up.wait_for(lambda: len(announcements(watching)) == len(items) - 2)
        time.sleep(2)
        assert up.stop() == 0

    assert set(announcements(watching).values()) == {1}
    assert sum("'published'" in row or row[0] == "published" for row in stored(watching)) == len(
        items
    )


def test_a_second_one_on_the_same_data_is_refused_and_says_why(watching: Command) -> None:
    with running(watching) as up:
        up.wait_for(lambda: "watching 1 press room" in up.output)
        second = watching("up")

    assert second.returncode == 1
    assert "ACCORD_DATA_DIR" in second.stderr
    assert str(up.process.pid) in second.stderr


def test_what_is_ingested_beside_it_is_announced_by_it(watching: Command) -> None:
    release = Path(__file__).parent.parent / "fixtures" / "releases" / "epo-kipo-work-plan.txt"
    with running(watching) as up:
        up.wait_for(lambda: "watching 1 press room" in up.output)
        result = watching("ingest", release)
        assert "The running `accord up` announces" in result.stdout, result.stderr
        up.wait_for(lambda: "work plan" in up.output)
        assert up.stop() == 0
    assert list(announcements(watching).values()) == [1]


def test_with_tokens_it_is_the_live_bot(watching: Command, room: PressRoom) -> None:
    items = news(2)
    publish(room, items)
    with FakeSlack().running() as slack:
        watching.settings |= {
            "ACCORD_SLACK_API_URL": slack.api,
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_APP_TOKEN": "xapp-test",
        }
        with running(watching) as up:
            slack.wait(lambda: slack.connections, 60)
            slack.ask("subscribe office:AU confirm:yes")
            up.wait_for(lambda: "2 agreements" in slack.ask("latest")["text"])
            items += news(1, first=2)
            publish(room, items)
            slack.wait(lambda: slack.messages, 60)
            assert "IP Australia" in slack.messages[0].text
            assert up.stop() == 0
        assert len(slack.messages) == 1
        assert slack.problems == []
    assert not announcements(watching)


def _drain(terminal: int) -> None:
    """Read what is still written to a terminal, until its last writer has gone."""
    with suppress(OSError):  # Linux says so when the other end is closed
        while select.select([terminal], [], [], 60)[0] and os.read(terminal, 4096):
            pass


def test_at_a_real_terminal_it_prompts_and_ends_with_ctrl_c(accord: Command) -> None:
    main, end = pty.openpty()
    process = subprocess.Popen(
        accord.arguments("up"),
        env=accord.environment(TERM="xterm", ACCORD_LOG_LEVEL="ERROR"),
        stdin=end,
        stdout=end,
        stderr=end,
        cwd=accord.home,
        start_new_session=True,
        # Its own terminal: a Ctrl-C that comes while an alert is printed is a signal, which only
        # the processes of the terminal get.
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
    )
    os.close(end)
    shown = ""

    def read_until(text: str, seconds: float) -> None:
        nonlocal shown
        until = time.monotonic() + seconds
        while text not in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown):
            assert time.monotonic() < until, shown
            shown += os.read(main, 4096).decode(errors="replace")

    try:
        read_until("accord>", 30)
        os.write(main, b"help\r")
        read_until("what one office has agreed", 20)
        read_until("New", 60)
        os.write(main, b"\x03")
        _drain(main)  # a terminal that nobody reads holds up who writes to it
        assert process.wait(timeout=25) == 0
    finally:
        process.kill()
        process.wait()
        os.close(main)
