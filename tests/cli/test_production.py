"""The processes of production, real and apart: beat, two workers, bot, Redis and PostgreSQL."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bot.fake_slack import FakeSlack
from tests.cli.conftest import Command
from tests.news import News, news, publish
from tests.servers import RedisServer
from tests.worker.press_room import PressRoom, press_room

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("production")]


class Installation:
    """All processes of a production installation, watching one press room."""

    def __init__(self, folder: Path, room: PressRoom, slack: FakeSlack, url: str, broker: str):
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[str]] = {}
        sources = folder / "sources.yaml"
        sources.write_text(
            "sources:\n  - {id: room, name: Press room, office: CH, format: rss, "
            f"url: '{room.url('/feed.xml')}'}}\n"
        )
        self.command = Command(
            folder,
            {
                "ACCORD_DATABASE_URL": url,
                "ACCORD_BROKER_URL": broker,
                "ACCORD_SOURCES": str(sources),
                "ACCORD_POLL_SECONDS": "1",
                "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
                "ACCORD_SLACK_API_URL": slack.api,
                "ACCORD_LOG_LEVEL": "INFO",
                "SLACK_BOT_TOKEN": "xoxb-test",
                "SLACK_APP_TOKEN": "xapp-test",
            },
        )

    def start(self, name: str, *words: str) -> None:
        """Start a process; its output goes to a file of its name."""
        self.processes[name] = subprocess.Popen(
            self.command.arguments(*words),
            env=self.command.environment(ACCORD_DATA_DIR=str(self.folder / name)),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=(self.folder / f"{name}.log").open("a"),
            stderr=subprocess.STDOUT,
            text=True,
        )

    def kill(self, name: str) -> None:
        """SIGKILL it, without a word of warning."""
        self.processes[name].kill()
        self.processes[name].wait()

    def healthy(self, name: str) -> bool:
        """What its health check says."""
        return self.command("healthy", ACCORD_DATA_DIR=str(self.folder / name)).returncode == 0

    def logs(self) -> str:
        """The ends of all logs, for a failed test."""
        texts = (p.read_text()[-3000:] for p in sorted(self.folder.glob("*.log")))
        return "\n----\n".join(texts)


@pytest.fixture
def production(
    tmp_path: Path, redis: RedisServer, postgresql_url: str
) -> Iterator[tuple[Installation, PressRoom, FakeSlack]]:
    """An installation that has filled its archive, with one channel that follows everything."""
    redis.flush()
    with ExitStack() as stack:
        room = stack.enter_context(press_room())
        slack = stack.enter_context(FakeSlack().running())
        publish(room, news(3))
        installed = Installation(tmp_path, room, slack, postgresql_url, redis.url)
        migrated = installed.command("migrate")
        assert migrated.returncode == 0, migrated.stderr
        for name, words in (
            ("beat", ["beat"]),
            ("worker-1", ["worker"]),
            ("worker-2", ["worker"]),
            ("bot", ["bot"]),
        ):
            installed.start(name, *words)
        try:
            slack.wait(lambda: slack.connections, 60)
            assert "every" in slack.ask("subscribe confirm:yes")["text"]
            wait_for(lambda: "3 agreements" in slack.ask("latest")["text"], 60, installed)
            yield installed, room, slack
        finally:
            for process in installed.processes.values():
                process.kill()
                process.wait()
        assert slack.problems == []


def wait_for(done: Callable[[], bool], seconds: float, installed: Installation) -> None:
    """Until `done`; shows the logs if it never is."""
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, installed.logs()
        time.sleep(0.2)


def announced(slack: FakeSlack, items: list[News]) -> Counter[int]:
    """How many messages in the channel link to each release."""
    texts = [json.dumps(message.body) for message in slack.messages]
    return Counter(
        {n.number: sum(bool(re.search(rf"{n.path}\b", text)) for text in texts) for n in items}
    )


def test_each_agreement_is_announced_once_whoever_dies(
    production: tuple[Installation, PressRoom, FakeSlack], redis: RedisServer
) -> None:
    installed, room, slack = production
    everything = news(3)

    def publish_more(count: int) -> None:
        everything.extend(news(count, first=len(everything)))
        publish(room, everything)

    def all_told() -> bool:
        told = announced(slack, everything[3:])
        return all(told[item.number] for item in everything[3:])

    publish_more(2)
    wait_for(all_told, 60, installed)

    installed.kill("worker-1")
    publish_more(2)
    wait_for(all_told, 90, installed)
    installed.start("worker-1", "worker")

    publish_more(2)
    time.sleep(1.5)
    redis.flush()
    installed.kill("bot")
    installed.kill("beat")
    installed.start("beat", "beat")
    installed.start("bot", "bot")
    wait_for(all_told, 90, installed)

    time.sleep(3)
    assert set(announced(slack, everything[3:]).values()) == {1}
    assert not any(announced(slack, everything[:3]).values()), "history was announced as news"
    answer = slack.ask("between IP Australia and INPI Brazil")
    assert "memorandum" in answer["text"].lower()
    for name in installed.processes:
        assert installed.healthy(name), name


def test_every_process_ends_in_time_when_it_is_asked_to(
    production: tuple[Installation, PressRoom, FakeSlack],
) -> None:
    installed, _, _ = production

    for process in installed.processes.values():
        process.send_signal(signal.SIGTERM)
    codes = {name: p.wait(timeout=25) for name, p in installed.processes.items()}

    assert set(codes.values()) == {0}, (codes, installed.logs())
