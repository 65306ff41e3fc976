from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from accord.delivery import DeliveryState
from bot.app import SlackBot
from config.settings import Settings
from store import Store, outbox
from tests.bot.fake_slack import BOT_USER, CHANNEL, FakeSlack
from tests.bot.field import JOINT_STATEMENT, MEMORANDUM, VOCABULARY, publish
from tests.bot.slack_records import Fault, Trouble


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


def test_what_connects_while_it_closes_is_closed_too(
    slack: FakeSlack, start_bot: Callable[[], SlackBot]
) -> None:
    slack.fail("apps.connections.open", Fault(Trouble.LATE, 2))
    bot = start_bot()
    slack.wait(lambda: slack.called("apps.connections.open"))
    bot.close()
    slack.drop_connections()
    asked = len(slack.called("apps.connections.open"))
    time.sleep(1.5)  # the SDK looks once a second whether to connect again
    assert not bot.connected
    assert len(slack.called("apps.connections.open")) == asked


def test_a_subscribed_channel_is_told_once_through_faults(
    slack: FakeSlack, bot: SlackBot, sqlite: Store
) -> None:
    slack.ask("subscribe office:SA confirm:yes")
    slack.fail("chat.postMessage", Fault(Trouble.RATE, 1), Fault(Trouble.RESET_AFTER))
    publish(sqlite, MEMORANDUM, url="https://www.saip.gov.sa/1", publisher="SA")
    publish(sqlite, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    slack.wait(lambda: slack.called("conversations.history"), 15)
    slack.wait(lambda: outbox_counts(sqlite)[DeliveryState.POSTED] == 1)
    assert [m.text.splitlines()[0] for m in slack.messages] == [
        "KIPO and SAIP sign a memorandum of understanding"
    ]
    pressed = slack.press(slack.messages[0].body, "details")
    slack.wait(lambda: pressed.answers)
    assert pressed.answers[0]["response_type"] == "ephemeral"


def test_what_waited_is_told_when_the_app_is_invited(
    slack: FakeSlack, bot: SlackBot, sqlite: Store
) -> None:
    slack.outside.add(CHANNEL)
    slack.ask("subscribe confirm:yes")
    publish(sqlite, MEMORANDUM, url="https://www.saip.gov.sa/1", publisher="SA")
    slack.wait(lambda: slack.called("chat.postMessage"))
    slack.outside.clear()
    slack.event({"type": "member_joined_channel", "channel": CHANNEL, "user": BOT_USER})
    slack.wait(lambda: any(m.text.startswith("KIPO and SAIP") for m in slack.messages))


def test_no_secret_is_logged(
    slack: FakeSlack, bot: SlackBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    slack.fail("chat.postMessage", Fault(Trouble.ERROR, "invalid_auth"))
    slack.hang_up()
    slack.wait_connected()
    slack.ask("subscribe confirm:yes")
    assert caplog.text
    assert "xoxb-" not in caplog.text
    assert "xapp-" not in caplog.text


def outbox_counts(store: Store) -> dict[DeliveryState, int]:
    with store.read() as unit:
        return outbox.counts(unit)


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


def test_a_bot_that_has_nobody_to_ask_says_so(
    slack: FakeSlack, start_bot: Callable[[], SlackBot], caplog: pytest.LogCaptureFixture
) -> None:
    start_bot()
    slack.wait(lambda: "set ACCORD_OPERATOR_CHANNEL" in caplog.text)
    assert "nor asked about releases that are held back" in caplog.text
