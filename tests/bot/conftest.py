from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.announcing import Poster
from bot.app import SlackBot
from bot.slack_channel import SlackChannels, slack_client
from config.settings import Settings
from store import Store
from tests.bot.fake_slack import TEAM, FakeSlack
from tests.bot.field import VOCABULARY
from tests.bot.posting import Clock

for _name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
    pytest.MonkeyPatch().delenv(_name, raising=False)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """Slack; the test fails if it was ever sent what the real one would refuse."""
    with FakeSlack().running() as slack:
        yield slack
    assert slack.problems == []


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Store]:
    """An empty SQLite store."""
    with Store.open(sqlite_url) as opened:
        yield opened


def settings(slack: FakeSlack, url: str, folder: Path) -> Settings:
    """The settings of a bot in the fake workspace."""
    return Settings.from_environ(
        {
            "ACCORD_DATA_DIR": str(folder),
            "ACCORD_DATABASE_URL": url,
            "ACCORD_SLACK_API_URL": slack.api,
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_APP_TOKEN": "xapp-test",
        }
    )


@pytest.fixture(scope="session")
def closing() -> Iterator[list[threading.Thread]]:
    """Threads that close bots: Bolt's client takes seconds, for which no test need wait."""
    threads: list[threading.Thread] = []
    yield threads
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def start_bot(
    slack: FakeSlack,
    sqlite: Store,
    sqlite_url: str,
    tmp_path: Path,
    closing: list[threading.Thread],
) -> Iterator[Callable[[], SlackBot]]:
    """Starts bots in the fake workspace; they are closed after the test."""
    bots: list[SlackBot] = []

    def start() -> SlackBot:
        bot = SlackBot(settings(slack, sqlite_url, tmp_path), sqlite, VOCABULARY)
        bots.append(bot)
        bot.start()
        return bot

    yield start
    for bot in bots:
        closing.append(threading.Thread(target=bot.close))
        closing[-1].start()
    slack.drop_connections()


@pytest.fixture
def bot(start_bot: Callable[[], SlackBot], slack: FakeSlack) -> SlackBot:
    """A bot that listens."""
    started = start_bot()
    slack.wait_connected()
    return started


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def poster(sqlite: Store, slack: FakeSlack, clock: Clock) -> Poster:
    channels = SlackChannels(slack_client("xoxb-test", slack.api), TEAM)
    channels.pause = 0.0
    slack.clock = lambda: clock().timestamp()
    return Poster(sqlite, channels, VOCABULARY, clock)
