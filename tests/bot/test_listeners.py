from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from accord.dates import PartialDate
from store import Store, subscriptions
from tests.bot.fake_slack import BOT_USER, CHANNEL, SOMEBODY, TEAM, FakeSlack
from tests.bot.field import JOINT_STATEMENT, MEMORANDUM, publish
from tests.bot.slack_records import Interaction

pytestmark = pytest.mark.usefixtures("bot")


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Another process holds the store's write lock."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def fill(store: Store, count: int = 12) -> None:
    for year in range(2001, 2001 + count):
        publish(
            store,
            replace(MEMORANDUM, concluded=PartialDate(year)),
            url=f"https://www.saip.gov.sa/news/{year}",
            publisher="SA",
        )


def wait_acked(slack: FakeSlack, interaction: Interaction) -> None:
    slack.wait(lambda: interaction.acked)


def test_a_command_is_acknowledged_and_answered_privately(slack: FakeSlack, sqlite: Store) -> None:
    publish(sqlite, MEMORANDUM, url="https://www.saip.gov.sa/news/1", publisher="SA")
    interaction = slack.command("between Korea and Saudi Arabia")
    slack.wait(lambda: interaction.answers)
    assert interaction.ack_seconds < 0.5
    answer = interaction.answers[0]
    assert answer["response_type"] == "ephemeral"
    assert answer["text"].startswith("1 agreement binding MOIP and SAIP\nKIPO and SAIP sign")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", "Accord: what IP offices agree"),
        ("help", "Accord: what IP offices agree"),
        ("office Kippo", "Not quite understood"),
        ("R&amp;D &lt;!channel&gt;", "No agreement"),
        ("show 99", "No such agreement"),
        ("subscriptions", "No subscription here yet"),
        ("sources", "No press room is watched"),
    ],
)
def test_every_command_has_an_answer(slack: FakeSlack, text: str, answer: str) -> None:
    assert slack.ask(text)["text"].startswith(answer)


def test_the_answer_shows_what_slack_had_escaped(slack: FakeSlack, sqlite: Store) -> None:
    publish(sqlite, MEMORANDUM, url="https://www.saip.gov.sa/news/1", publisher="SA")
    assert "with “R&amp;D”" in slack.ask("R&amp;D")["text"]


def test_acknowledgements_come_at_once_while_the_store_is_locked(
    slack: FakeSlack, sqlite: Store, sqlite_url: str
) -> None:
    fill(sqlite, 1)
    with locked(sqlite_url):
        writers = [
            slack.command(f"subscribe year:{year} confirm:yes") for year in range(2000, 2012)
        ]
        reader = slack.command("latest")
        slack.wait(lambda: reader.answers, 5)
        slack.wait(lambda: all(writer.acked for writer in writers), 5)
        assert max(writer.ack_seconds for writer in [*writers, reader]) < 0.5
        assert not any(writer.answers for writer in writers)
    slack.wait(lambda: all(writer.answers for writer in writers), 20)
    with sqlite.read() as unit:
        assert len(subscriptions.in_channel(unit, TEAM, CHANNEL)) == 12


def test_pages_are_turned_in_place(slack: FakeSlack, sqlite: Store) -> None:
    fill(sqlite)
    first = slack.ask("latest")
    turned = slack.press(first, "next")
    slack.wait(lambda: turned.answers)
    second = turned.answers[0]
    assert second["replace_original"] is True
    assert second["text"].startswith("12 agreements, continued")
    back = slack.press(second, "previous")
    slack.wait(lambda: back.answers)
    assert back.answers[0]["text"] == first["text"]


def test_details_are_shown_to_who_pressed(slack: FakeSlack, sqlite: Store) -> None:
    publish(sqlite, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    pressed = slack.press(slack.ask("framework IP5"), "details")
    slack.wait(lambda: pressed.answers)
    answer = pressed.answers[0]
    assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", False)
    assert "Next meeting: JPO, 2021" in answer["text"]


@pytest.mark.parametrize("action", ["details", "previous", "next", "original", "of old"])
def test_buttons_of_another_time_are_acknowledged(slack: FakeSlack, action: str) -> None:
    button = {"action_id": action, "value": "?"}
    interaction = slack.press({"blocks": [{"elements": [button]}]}, action)
    wait_acked(slack, interaction)
    assert interaction.ack_seconds < 0.5


def test_subscribing_is_said_in_public(slack: FakeSlack, sqlite: Store) -> None:
    answer = slack.ask("subscribe office:KR confirm:yes")
    assert answer["response_type"] == "in_channel"
    assert answer["text"].startswith(f"<@{SOMEBODY}> subscribed this channel to agreements")
    with sqlite.read() as unit:
        assert [s.query_text for s in subscriptions.in_channel(unit, TEAM, CHANNEL)] == [
            "office:KR"
        ]


def test_who_subscribes_a_channel_without_the_app_is_told_to_invite_it(slack: FakeSlack) -> None:
    slack.outside.add(CHANNEL)
    interaction = slack.command("subscribe confirm:yes")
    slack.wait(lambda: len(interaction.answers) == 2)
    assert "`/invite @Accord`" in interaction.answers[1]["text"]
    assert interaction.answers[1]["response_type"] == "ephemeral"


def test_a_mention_is_answered_like_a_command(slack: FakeSlack, sqlite: Store) -> None:
    fill(sqlite, 1)
    event = {"type": "app_mention", "channel": CHANNEL, "user": SOMEBODY, "ts": "1.1"}
    slack.event(event | {"text": f"<@{BOT_USER}> latest"})
    slack.wait(lambda: slack.ephemerals)
    assert slack.ephemerals[0]["user"] == SOMEBODY
    assert slack.ephemerals[0]["text"].startswith("The latest of 1 agreement")
    slack.event(event | {"text": f"<@{BOT_USER}>"})
    slack.wait(lambda: len(slack.ephemerals) == 2)
    assert slack.ephemerals[1]["text"].startswith("Accord: what IP offices agree")


def test_a_channel_is_greeted_once_when_the_app_is_invited(slack: FakeSlack) -> None:
    slack.wait(lambda: slack.called("auth.test"))
    event = {"type": "member_joined_channel", "channel": CHANNEL}
    slack.event(event | {"user": SOMEBODY})
    for _ in range(2):
        wait_acked(slack, slack.event(event | {"user": BOT_USER}, event_id="Ev-joined"))
    slack.wait(lambda: slack.messages)
    time.sleep(0.2)
    assert [m.text.split(".")[0] for m in slack.messages] == ["Hello"]


def test_the_home_tab_shows_the_newest(slack: FakeSlack, sqlite: Store) -> None:
    fill(sqlite, 2)
    slack.event({"type": "app_home_opened", "tab": "messages", "user": SOMEBODY})
    slack.event({"type": "app_home_opened", "tab": "home", "user": SOMEBODY})
    slack.wait(lambda: slack.homes)
    assert len(slack.homes) == 1
    assert "KIPO and SAIP" in str(slack.homes[0]["blocks"])


def test_unknown_events_are_acknowledged(slack: FakeSlack) -> None:
    wait_acked(slack, slack.event({"type": "channel_rename", "channel": {"id": CHANNEL}}))


def test_a_closed_connection_is_opened_again(slack: FakeSlack) -> None:
    slack.hang_up()
    slack.wait_connected()
    assert slack.ask("help")["text"].startswith("Accord")


def test_an_answer_that_cannot_be_made_is_regretted(
    slack: FakeSlack, sqlite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("bot.answers.search", broken)
    answer = slack.ask("latest")
    assert answer["text"].startswith("That did not work")
    assert "a bug" not in answer["text"]


def test_many_at_once_are_all_acknowledged_in_time(slack: FakeSlack, sqlite: Store) -> None:
    fill(sqlite, 3)
    asked = [slack.command("latest") for _ in range(40)]
    slack.wait(lambda: all(a.answers for a in asked), 20)
    assert max(a.ack_seconds for a in asked) < 0.5
