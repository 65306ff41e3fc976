from __future__ import annotations

import pytest

from bot.announcing import Poster
from tests.bot.fake_slack import CHANNEL, FakeSlack
from tests.bot.field import JOINT_STATEMENT, publish
from tests.bot.posting import Clock, drive, follow
from tests.bot.slack_records import Fault, Trouble


def test_a_second_office_is_told_in_the_thread_and_the_card_updated(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    publish(poster.store, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    drive(poster, clock)
    publish(poster.store, JOINT_STATEMENT, url="https://www.kipo.go.kr/ip5", publisher="KR")
    drive(poster, clock)
    card, reply = slack.messages
    assert reply.thread == card.ts
    assert reply.text.startswith("KIPO has published it too: 2 of 5 offices.")
    assert "2 of 5 offices have published it" in card.text
    assert "2 of 5 offices" not in card.body["text"]


def test_a_lost_answer_to_a_reply_is_looked_for_in_its_thread(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    publish(poster.store, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    drive(poster, clock)
    publish(poster.store, JOINT_STATEMENT, url="https://www.kipo.go.kr/ip5", publisher="KR")
    slack.fail("chat.postMessage", Fault(Trouble.RESET_AFTER))
    drive(poster, clock)
    assert len(slack.messages) == 2
    assert len(slack.called("conversations.replies")) == 1


@pytest.mark.parametrize("lost", [False, True])
def test_a_reply_whose_thread_is_gone_stands_by_itself(
    poster: Poster, slack: FakeSlack, clock: Clock, lost: bool
) -> None:
    follow(poster.store, CHANNEL)
    publish(poster.store, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    drive(poster, clock)
    slack.messages.clear()
    publish(poster.store, JOINT_STATEMENT, url="https://www.kipo.go.kr/ip5", publisher="KR")
    slack.fail("chat.postMessage", Fault(Trouble.ERROR, "thread_not_found"))
    if lost:
        slack.fail("chat.postMessage", Fault(Trouble.RESET_AFTER))
    drive(poster, clock)
    (message,) = slack.messages
    assert message.thread is None
    assert message.text.startswith("The IP5 offices issue a joint statement")


def test_who_was_not_told_the_first_time_gets_the_whole_card(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    publish(poster.store, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    follow(poster.store, CHANNEL)
    publish(poster.store, JOINT_STATEMENT, url="https://www.kipo.go.kr/ip5", publisher="KR")
    drive(poster, clock)
    (message,) = slack.messages
    assert message.thread is None
    assert message.text.startswith("The IP5 offices issue a joint statement")
