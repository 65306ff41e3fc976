from __future__ import annotations

from dataclasses import replace

import pytest

from accord.agreement import Agreement
from accord.dates import PartialDate
from accord.wishes import Cadence, FollowUps, Wishes
from bot.announcing import Poster
from store import agreements, decisions, follow_ups, outbox, releases, reviewing, subscriptions
from tests.bot.fake_slack import CHANNEL, TEAM, FakeSlack
from tests.bot.field import JOINT_STATEMENT, VOCABULARY, publish
from tests.bot.posting import Clock, drive, follow, tell
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


def test_a_revision_says_what_changed_and_the_card_is_updated(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    url = "https://www.epo.org/ip5"
    release = _published(poster, url, JOINT_STATEMENT)
    drive(poster, clock)
    later = replace(JOINT_STATEMENT, concluded=PartialDate(2020, 7, 23), place="Beijing")
    with poster.store.begin() as unit:
        before = agreements.get(unit, 1)
        reading = replace(reviewing.stored_reading(unit, release), agreements=(later,))
        agreements.record(unit, release, reading, clock.now, VOCABULARY)
        assert follow_ups.revised(unit, before, release, clock.now) == 1
        assert follow_ups.revised(unit, agreements.get(unit, 1), release, clock.now) == 0
    drive(poster, clock)
    card, reply = slack.messages
    assert reply.thread == card.ts
    assert reply.text.startswith(
        "EPO has revised its release. concluded: 23 July 2020, was 21 July 2020;"
        " place: Beijing, not stated before."
    )
    assert "23 July 2020" in card.text


def test_a_withdrawal_is_told_and_the_card_says_so(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    release = _published(poster, "https://www.epo.org/ip5", JOINT_STATEMENT)
    drive(poster, clock)
    with poster.store.begin() as unit:
        assert follow_ups.withdrawn(unit, 1, release, clock.now) == 1
    drive(poster, clock)
    card, reply = slack.messages
    assert reply.text == "EPO has withdrawn its release: it is no longer at its address."
    assert "Withdrawn: the release is no longer to be found." in card.text


def test_follow_ups_show_in_the_channel_where_that_is_wished(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL, wishes=Wishes(follow_ups=FollowUps.CHANNEL))
    publish(poster.store, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    drive(poster, clock)
    publish(poster.store, JOINT_STATEMENT, url="https://www.kipo.go.kr/ip5", publisher="KR")
    drive(poster, clock)
    assert slack.messages[1].body["reply_broadcast"] is True


def test_a_limit_on_updates_holds_up_no_posts_and_the_update_comes_later(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL, "C0OTHER")
    publish(poster.store, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    drive(poster, clock)
    slack.fail("chat.update", Fault(Trouble.RATE, 100))
    publish(poster.store, JOINT_STATEMENT, url="https://www.kipo.go.kr/ip5", publisher="KR")
    poster.step()
    assert len(slack.messages) == 2
    tell(poster.store, 1)
    follow(poster.store, "C0THIRD")
    tell(poster.store, 2)
    poster.step()
    assert [m.channel for m in slack.messages[2:]] == ["C0THIRD"]
    drive(poster, clock)
    assert len(slack.messages) == 9
    assert all("2 of 5 offices" in m.text for m in slack.messages[:2])


def test_a_digest_tells_in_one_message_what_was_gathered(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL, wishes=Wishes(Cadence.DAILY, 9 * 60))
    for number in range(1, 4):
        tell(poster.store, number)
    poster.step()
    assert slack.messages == []
    clock.advance(days=1)
    drive(poster, clock)
    (message,) = slack.messages
    assert message.text.startswith("Digest: 3 agreements\n")
    assert message.text.count("KIPO and SAIP") == 3
    clock.advance(days=1)
    assert not poster.step()


def test_what_follows_a_digest_is_told_by_the_next_and_changes_no_message(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL, wishes=Wishes(Cadence.DAILY, 9 * 60))
    release = _published(poster, "https://www.epo.org/ip5", JOINT_STATEMENT)
    clock.advance(days=1)
    drive(poster, clock)
    with poster.store.begin() as unit:
        assert follow_ups.withdrawn(unit, 1, release, clock.now) == 0
    assert not poster.step()
    clock.advance(days=1)
    drive(poster, clock)
    assert [m.text.splitlines()[0] for m in slack.messages] == ["Digest: 1 agreement"] * 2
    assert not any(m.updates for m in slack.messages)


def test_a_closed_channel_pauses_its_subscriptions_and_tells_who_made_them(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL, made_by="U0MAKER")
    follow(poster.store, CHANNEL, query="office:SA", made_by="U0MAKER")
    slack.outside.add(CHANNEL)
    tell(poster.store, 1)
    for _ in range(3):
        poster.step()
        clock.advance(days=1)
    (notice,) = slack.messages
    assert notice.channel == "U0MAKER"
    assert f"I cannot post in <#{CHANNEL}>: I am no member of it." in notice.text
    with poster.store.read() as unit:
        assert all(s.paused_at for s in subscriptions.in_channel(unit, TEAM, CHANNEL))
    slack.outside.clear()
    with poster.store.begin() as unit:
        outbox.wake(unit, TEAM, CHANNEL, clock.now)
    poster.step()
    assert [m.channel for m in slack.messages] == ["U0MAKER", CHANNEL]
    with poster.store.read() as unit:
        assert not any(s.paused_at for s in subscriptions.in_channel(unit, TEAM, CHANNEL))


def test_an_uncertain_reading_is_put_to_the_reviewers(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    with poster.store.begin() as unit:
        decisions.set_review_channel(unit, TEAM, "C0REVIEW", clock.now)
    follow(poster.store, CHANNEL)
    publish(poster.store, replace(JOINT_STATEMENT, parties=(), framework=None), url="https://x.y/1")
    drive(poster, clock)
    (question,) = slack.messages
    assert question.channel == "C0REVIEW"
    assert question.text.startswith("Is this an agreement?")
    buttons = [b for block in question.body["blocks"] for b in block.get("elements", [])]
    labels = [b["text"]["text"] for b in buttons if b.get("type") == "button"]
    assert labels[-3:] == ["Approve", "Fix", "Not an agreement"]


def _published(poster: Poster, url: str, agreement: Agreement) -> int:
    publish(poster.store, agreement, url=url, publisher="EP")
    with poster.store.read() as unit:
        found = releases.by_address(unit, url)
    assert found is not None
    return found.id
