from __future__ import annotations

from pathlib import Path

import pytest

from accord.alert import AlertKind, source_subject
from bot.alerts import alert_answer
from bot.announcing import Poster
from bot.terminal import answer_text
from bot.terminal_channel import TerminalChannel
from store import Store, alerts
from store.records import Alert
from tests.bot.fake_slack import CHANNEL, FakeSlack
from tests.bot.field import NOW, VOCABULARY
from tests.bot.posting import Clock, drive, follow, states, tell
from tests.bot.slack_records import Fault, Trouble

SPEAKS_OF_ALL = (AlertKind.OFFLINE,)
FACTS = {
    "name": "Japan Patent Office",
    "evidence": "www.jpo.go.jp refuses to show its list (status 403).",
    "url": "https://www.jpo.go.jp/news/",
}


def change(store: Store, kind: AlertKind, clock: Clock) -> None:
    with store.begin() as unit:
        alerts.change(unit, source_subject("jpo-news"), kind, FACTS, clock())


def test_an_alert_says_what_is_the_case_why_and_what_to_do() -> None:
    alert = Alert(id=1, subject="source:jpo-news", kind=AlertKind.REFUSED, facts=FACTS, made_at=NOW)
    assert answer_text(alert_answer(alert)) == (
        "Japan Patent Office refuses to be read\n"
        "www.jpo.go.jp refuses to show its list (status 403).\n"
        "Its page https://www.jpo.go.jp/news/\n"
        "\n"
        "Ask the site's owner, name a contact in ACCORD_CONTACT so that they can reach\n"
        "you, or watch another address of theirs.\n"
    )


@pytest.mark.parametrize("kind", AlertKind)
def test_every_kind_has_its_text(kind: AlertKind) -> None:
    alert = Alert(id=1, subject="s", kind=kind, facts={"name": "N <!channel>"}, made_at=NOW)
    answer = alert_answer(alert)
    assert ("N <!channel>" in (answer.title or "")) is (kind not in SPEAKS_OF_ALL)
    assert bool(answer.hints) is (kind is not AlertKind.WELL)


def test_the_operator_s_channel_gets_one_message_a_change(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    poster.operator_channel = CHANNEL
    slack.fail("chat.postMessage", Fault(Trouble.RESET_AFTER))
    for kind in (AlertKind.REFUSED, AlertKind.REFUSED, AlertKind.WELL, AlertKind.WELL):
        change(poster.store, kind, clock)
        drive(poster, clock)
    assert [m.text.splitlines()[0] for m in slack.messages] == [
        "Japan Patent Office refuses to be read",
        "Japan Patent Office works again",
    ]


def test_without_an_operator_s_channel_nobody_is_told(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    change(poster.store, AlertKind.REFUSED, clock)
    tell(poster.store, 1)
    drive(poster, clock)
    (message,) = slack.messages
    assert "refuses" not in message.text
    assert states(poster.store) == {"waiting": 0, "posting": 0, "posted": 1, "parked": 0}


def test_the_terminal_shows_alerts(store: Store, tmp_path: Path) -> None:
    clock = Clock()
    shown: list[object] = []
    change(store, AlertKind.SILENT, clock)
    channel = TerminalChannel(tmp_path, shown.append)
    drive(Poster(store, channel, VOCABULARY, clock, operator_channel="operator"), clock)
    assert len(shown) == 1
    text = (tmp_path / "announcements.jsonl").read_text()
    assert "Japan Patent Office has published nothing for long" in text
    assert '"agreement": null' in text
