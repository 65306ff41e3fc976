"""The processes of production, real and apart: beat, two workers, bot, Redis and PostgreSQL."""

from __future__ import annotations

import json
import signal
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bot.fake_slack import FakeSlack
from tests.news import news, publish
from tests.servers import RedisServer
from tests.trials.installation import SCALED, Installation
from tests.worker.press_room import PressRoom, press_room

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("production")]


def assert_one_id_from_poll_to_slack(installed: Installation) -> None:
    steps: dict[int, set[str]] = defaultdict(set)
    for name in installed.processes:
        for line in installed.log(name).splitlines():
            if line.startswith("{"):
                entry = json.loads(line)
                steps[entry.get("release")].add(entry["message"].split()[0])
    assert {"Found", "Fetched", "Read:", "Delivery"} <= steps[4], steps


@pytest.fixture
def production(
    tmp_path: Path, redis: RedisServer, postgresql_url: str
) -> Iterator[tuple[Installation, PressRoom, FakeSlack]]:
    """An installation that has filled its archive from one press room."""
    redis.flush()
    with ExitStack() as stack:
        room = stack.enter_context(press_room())
        slack = stack.enter_context(FakeSlack().running())
        publish(room, news(3))
        sources = tmp_path / "sources.yaml"
        sources.write_text(
            "sources:\n  - {id: room, name: Press room, office: CH, format: rss, "
            f"url: '{room.url('/feed.xml')}'}}\n"
        )
        installed = Installation(
            tmp_path,
            SCALED,
            {
                "ACCORD_DATABASE_URL": postgresql_url,
                "ACCORD_BROKER_URL": redis.url,
                "ACCORD_SOURCES": str(sources),
                "ACCORD_POLL_SECONDS": "1",
                "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
                "ACCORD_SLACK_API_URL": slack.api,
                "ACCORD_LOG_LEVEL": "INFO",
                "ACCORD_LOG_FORMAT": "json",
                "SLACK_BOT_TOKEN": "xoxb-test",
                "SLACK_APP_TOKEN": "xapp-test",
            },
        )
        stack.callback(installed.close)
        migrated = installed.run("migrate")
        assert migrated.returncode == 0, migrated.stderr
        for name in installed.commands:
            installed.start(name)
        slack.wait(lambda: slack.connections, 60)
        until = time.monotonic() + 60
        while "3 agreements" not in slack.ask("latest")["text"]:
            assert time.monotonic() < until, installed.logs()
            time.sleep(0.2)
        yield installed, room, slack
        assert slack.problems == []


def test_every_process_is_well_and_ends_in_time_when_it_is_asked_to(
    production: tuple[Installation, PressRoom, FakeSlack],
) -> None:
    installed, room, slack = production
    answer = slack.ask("between IP Australia and INPI Brazil")
    assert "memorandum" in answer["text"].lower()
    slack.ask("subscribe confirm:yes")
    publish(room, news(4))
    slack.wait(lambda: slack.messages, 60)
    for name in installed.processes:
        assert installed.healthy(name), name
        assert installed.shows(name, "/live") == (200, '{"well": true, "checks": {"loop": "well"}}')
        assert installed.shows(name, "/ready")[0] == 200, installed.shows(name, "/ready")
        assert "accord_swept_total" in installed.shows(name, "/metrics")[1]
    posted = 'accord_slack_requests_total{method="chat.postMessage",result="ok"} 1.0'
    assert posted in installed.shows("bot", "/metrics")[1]
    assert_one_id_from_poll_to_slack(installed)

    for process in installed.processes.values():
        process.send_signal(signal.SIGTERM)
    codes = {name: p.wait(timeout=25) for name, p in installed.processes.items()}

    assert set(codes.values()) == {0}, (codes, installed.logs())
