from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import SlackBot
from config.settings import Settings
from store import Store
from tests.bot.fake_slack import FakeSlack, Fault, Trouble
from tests.bot.field import VOCABULARY


def test_it_starts_without_slack_and_connects_when_slack_is_back(
    slack: FakeSlack, start_bot: Callable[[], SlackBot]
) -> None:
    slack.fail("auth.test", Fault(Trouble.STATUS, 503), Fault(Trouble.RESET))
    slack.fail("apps.connections.open", Fault(Trouble.ERROR, "internal_error"))
    bot = start_bot()
    assert not bot.connected
    slack.wait(lambda: len(slack.called("auth.test")) >= 3)
    slack.wait_connected()
    assert slack.ask("help")["text"].startswith("Accord")


def test_it_closes_while_it_tries(slack: FakeSlack, start_bot: Callable[[], SlackBot]) -> None:
    slack.fail("auth.test", *[Fault(Trouble.STATUS, 503)] * 50)
    slack.fail("apps.connections.open", *[Fault(Trouble.RESET)] * 50)
    bot = start_bot()
    slack.wait(lambda: slack.called("apps.connections.open"))
    closing = threading.Thread(target=bot.close)
    closing.start()
    closing.join(5)
    assert not closing.is_alive()


def test_run_ends_when_it_is_stopped(
    slack: FakeSlack, start_bot: Callable[[], SlackBot], sqlite: Store
) -> None:
    bot = start_bot()
    slack.wait_connected()
    bot.stop()
    bot.close()
    assert not [t for t in threading.enumerate() if t.name in ("socket", "poster")]


def test_a_bot_without_tokens_is_refused(sqlite: Store, tmp_path: Path) -> None:
    settings = Settings.from_environ({"ACCORD_DATA_DIR": str(tmp_path)})
    with pytest.raises(ValueError, match="SLACK_BOT_TOKEN and SLACK_APP_TOKEN"):
        SlackBot(settings, sqlite, VOCABULARY)
