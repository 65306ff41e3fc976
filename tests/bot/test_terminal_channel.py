from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from bot import cards
from bot.announcing import Poster
from bot.outlet import Announcement, NotPosted
from bot.terminal_channel import TerminalChannel
from store import Store, subscriptions
from tests.bot.field import JOINT_STATEMENT, MEMORANDUM, VOCABULARY, publish, stored
from tests.bot.posting import Clock, drive, states

CARD = Announcement(card=cards.card(stored(MEMORANDUM), VOCABULARY))


class Screen:
    """What the terminal shows."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def __call__(self, renderable: RenderableType) -> None:
        file = io.StringIO()
        Console(file=file, width=100).print(renderable)
        self.shown.append(file.getvalue())


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def channel(tmp_path: Path, screen: Screen) -> TerminalChannel:
    return TerminalChannel(tmp_path / "data", screen)


def rows(folder: Path) -> list[dict[str, object]]:
    text = (folder / "announcements.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def told(store: Store) -> None:
    now = datetime.now(UTC)
    with store.begin() as unit:
        subscriptions.ensure_terminal(unit, now)
    publish(store, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP", now=now)


def test_announcements_are_kept_and_shown(
    store: Store, channel: TerminalChannel, screen: Screen, tmp_path: Path
) -> None:
    told(store)
    clock = Clock()
    drive(Poster(store, channel, VOCABULARY, clock), clock)
    publish(store, JOINT_STATEMENT, url="https://www.kipo.go.kr/ip5", publisher="KR")
    drive(Poster(store, channel, VOCABULARY, clock), clock)
    first, second = rows(tmp_path / "data")
    assert str(first["text"]).startswith("The IP5 offices issue a joint statement\n")
    assert second["text"] == (
        "The IP5 offices issue a joint statement (No. 1)\n"
        "KIPO has published it too: 2 of 5 offices. "
        "Read the KIPO release: https://www.kipo.go.kr/ip5\n"
    )
    assert [text.splitlines()[0] for text in screen.shown] == [
        "The IP5 offices issue a joint statement",
        "The IP5 offices issue a joint statement (No. 1)",
    ]


def test_a_process_killed_after_telling_does_not_tell_again(
    sqlite: Store, sqlite_url: str, channel: TerminalChannel, screen: Screen, tmp_path: Path
) -> None:
    told(sqlite)
    folder = tmp_path / "data"
    died = subprocess.run(
        [sys.executable, "-m", "tests.bot.poster_that_dies", sqlite_url, str(folder)],
        timeout=60,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL
    clock = Clock()
    clock.advance(seconds=61)
    drive(Poster(sqlite, channel, VOCABULARY, clock), clock)
    assert len(rows(folder)) == 1
    assert screen.shown == []
    assert states(sqlite)["posted"] == 1


def test_a_line_that_a_crash_cut_short_spoils_no_other(
    channel: TerminalChannel, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "announcements.jsonl").write_bytes(
        b'[1]\n{"key": "a", "at": "2026"}\n{"key": "b", "a'
    )
    channel.post("terminal", CARD, "c")
    since = datetime.now(UTC) - timedelta(days=1)
    found = channel.find("terminal", {"a": None, "b": None, "c": None}, since)
    assert set(found) == {"a", "c"}


def test_nothing_is_found_before_anything_was_told(channel: TerminalChannel) -> None:
    assert channel.find("terminal", {"a": None}, datetime.now(UTC)) == {}


def test_processes_take_turns(tmp_path: Path) -> None:
    def post(number: int) -> None:
        own = TerminalChannel(tmp_path, lambda _: None)
        for n in range(20):
            own.post("terminal", CARD, f"{number}-{n}")

    threads = [threading.Thread(target=post, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len({row["key"] for row in rows(tmp_path)}) == 80


def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    channel = TerminalChannel(tmp_path / "data", lambda _: None)
    with pytest.raises(NotPosted, match=r"announcements\.jsonl cannot be opened"):
        channel.post("terminal", CARD, "a")
