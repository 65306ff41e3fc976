from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from itertools import pairwise

import pytest

from accord.delivery import DeliveryState
from bot.announcing import Poster
from bot.slack_channel import SlackChannels, slack_client
from store import Store, outbox
from tests.bot.fake_slack import CHANNEL, TEAM, FakeSlack
from tests.bot.field import VOCABULARY
from tests.bot.posting import Clock, delivery, drive, follow, keys, states, tell
from tests.bot.slack_records import Fault, Trouble

OTHER = "C0OTHER"
LOST = [
    Fault(Trouble.RATE, 7),
    Fault(Trouble.RESET),
    Fault(Trouble.RESET_AFTER),
    Fault(Trouble.STATUS, 503),
    Fault(Trouble.STATUS_AFTER, 502),
    Fault(Trouble.NO_JSON_AFTER),
    Fault(Trouble.ERROR, "internal_error"),
    Fault(Trouble.ERROR, "ratelimited"),
    Fault(Trouble.ERROR, "some_new_error"),
]


def test_an_agreement_is_announced_once_with_its_key(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL, query="office:SA")
    tell(poster.store, 1)
    drive(poster, clock)
    assert not poster.step()
    (message,) = slack.messages
    assert message.text.startswith("KIPO and SAIP sign a memorandum of understanding\n")
    assert "This channel follows `office:SA`" in message.text
    assert message.body["metadata"] == {
        "event_type": "accord_delivery",
        "event_payload": {"key": delivery(poster.store).key},
    }
    assert (message.body["unfurl_links"], message.body["unfurl_media"]) == (False, False)
    assert delivery(poster.store).ts == message.ts


@pytest.mark.parametrize("fault", LOST, ids=lambda f: f"{f.trouble.name}-{f.value}")
def test_a_fault_neither_loses_nor_repeats_an_announcement(
    poster: Poster, slack: FakeSlack, clock: Clock, fault: Fault
) -> None:
    follow(poster.store, CHANNEL)
    tell(poster.store, 1)
    slack.fail("chat.postMessage", fault)
    drive(poster, clock)
    assert list(keys(slack).values()) == [1]
    assert delivery(poster.store).ts == slack.messages[0].ts


def test_nothing_is_posted_while_slack_asks_to_wait(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL, OTHER)
    tell(poster.store, 1)
    slack.fail("chat.postMessage", Fault(Trouble.RATE, 100))
    poster.step()
    assert delivery(poster.store).attempts == 0
    clock.advance(seconds=99)
    poster.step()
    assert len(slack.called("chat.postMessage")) == 1
    clock.advance(seconds=2)
    poster.step()
    assert len(slack.messages) == 2


def test_a_post_that_was_surely_not_taken_is_tried_again_later_each_time(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    tell(poster.store, 1)
    slack.fail("chat.postMessage", *[Fault(Trouble.ERROR, "some_new_error")] * 3)
    waits = []
    for _ in range(3):
        poster.step()
        waits.append((delivery(poster.store).next_try_at - clock.now).total_seconds())
        clock.advance(seconds=waits[-1])
    assert waits == [10, 20, 40]
    poster.step()
    assert len(slack.messages) == 1


def test_the_order_of_a_channel_is_kept_through_faults(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    for number in range(1, 5):
        tell(poster.store, number)
    slack.fail("chat.postMessage", Fault(Trouble.RESET_AFTER), Fault(Trouble.STATUS, 503), LOST[0])
    drive(poster, clock)
    told = [m.text.split("subject ")[1][0] for m in slack.messages]
    assert told == ["1", "2", "3", "4"]


def test_what_is_unsure_is_not_posted_before_it_was_looked_for(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    tell(poster.store, 1)
    slack.fail("chat.postMessage", Fault(Trouble.RESET_AFTER))
    slack.fail("conversations.history", Fault(Trouble.RATE, 50), Fault(Trouble.STATUS, 502))
    for _ in range(6):
        poster.step()
        clock.advance(seconds=30)
    assert len(slack.called("chat.postMessage")) == 1
    drive(poster, clock)
    assert len(slack.called("chat.postMessage")) == 1
    assert states(poster.store)["posted"] == 1


@pytest.mark.parametrize(
    "trouble",
    [
        Fault(Trouble.NO_JSON_AFTER),
        Fault(Trouble.ERROR, "internal_error"),
        Fault(Trouble.STATUS, 503),
        Fault(Trouble.RESET),
    ],
)
def test_a_look_that_fails_in_passing_is_repeated_within_a_minute(
    poster: Poster, slack: FakeSlack, clock: Clock, trouble: Fault
) -> None:
    follow(poster.store, CHANNEL)
    tell(poster.store, 1)
    slack.fail("chat.postMessage", Fault(Trouble.RESET_AFTER))
    slack.fail("conversations.history", trouble)
    for _ in range(6):
        poster.step()
        clock.advance(seconds=10)
    assert states(poster.store)["posted"] == 1
    assert len(slack.called("chat.postMessage")) == 1


def test_an_older_key_is_found_behind_many_messages(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    tell(poster.store, 1)
    slack.fail("chat.postMessage", Fault(Trouble.RESET_AFTER))
    poster.step()
    for number in range(450):
        slack.take(
            "/api/chat.postMessage",
            {"channel": CHANNEL, "text": f"chat {number}", "blocks": [{"type": "divider"}]},
            "Bearer xoxb-test",
        )
    drive(poster, clock)
    assert len(slack.called("chat.postMessage")) == 1
    assert len(slack.called("conversations.history")) == 3


def test_a_channel_that_takes_no_posts_waits_for_itself_alone(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL, OTHER)
    slack.outside.add(CHANNEL)
    tell(poster.store, 1)
    tell(poster.store, 2)
    for _ in range(4):
        poster.step()
    assert [m.channel for m in slack.messages] == [OTHER, OTHER]
    waiting = delivery(poster.store)
    assert (waiting.state, waiting.attempts) == (DeliveryState.WAITING, 0)
    assert waiting.last_error == "not_in_channel: invite the app to the channel"
    slack.outside.clear()
    with poster.store.begin() as unit:
        outbox.wake(unit, TEAM, CHANNEL, clock.now)
    drive(poster, clock)
    assert [m.channel for m in slack.messages].count(CHANNEL) == 2


def test_a_delivery_is_given_up_after_three_days(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    slack.outside.add(CHANNEL)
    tell(poster.store, 1)
    poster.step()
    clock.advance(days=3, minutes=1)
    poster.step()
    assert delivery(poster.store).state is DeliveryState.PARKED


def test_blocks_that_slack_refuses_are_left_out_once(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    tell(poster.store, 1)
    slack.fail("chat.postMessage", Fault(Trouble.ERROR, "invalid_blocks"))
    poster.step()
    assert slack.problems == ["blocks: none"]  # on purpose: the text alone
    slack.problems.clear()
    assert slack.messages[0].text.startswith("KIPO and SAIP")


def test_a_message_that_slack_refuses_holds_up_no_other(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL)
    tell(poster.store, 1)
    tell(poster.store, 2)
    slack.fail("chat.postMessage", *[Fault(Trouble.ERROR, "msg_too_long")] * 2)
    drive(poster, clock)
    assert states(poster.store) == {"waiting": 0, "posting": 0, "posted": 1, "parked": 1}
    assert delivery(poster.store).last_error == "msg_too_long"


def test_a_dead_token_stops_the_workspace_and_loses_nothing(
    poster: Poster, slack: FakeSlack, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    follow(poster.store, CHANNEL, OTHER)
    tell(poster.store, 1)
    slack.fail("chat.postMessage", Fault(Trouble.ERROR, "token_revoked"))
    poster.step()
    poster.step()
    assert len(slack.called("chat.postMessage")) == 1
    assert "no delivery of workspace T0WORKSPACE can be posted: token_revoked" in caplog.text
    assert "xoxb" not in caplog.text
    clock.advance(minutes=6)
    drive(poster, clock)
    assert len(slack.messages) == 2


def test_a_failure_of_our_own_is_one_delivery_s_alone(
    poster: Poster, slack: FakeSlack, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(poster.store, CHANNEL, OTHER)
    tell(poster.store, 1)
    original = SlackChannels.post

    def broken(self: SlackChannels, channel: str, *rest: object) -> str:
        if channel == CHANNEL:
            raise RuntimeError("a bug")
        return original(self, channel, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(SlackChannels, "post", broken)
    poster.step()
    assert [m.channel for m in slack.messages] == [OTHER]
    monkeypatch.undo()
    drive(poster, clock)
    assert len(slack.messages) == 2


def test_a_channel_gets_one_message_a_second(sqlite: Store, slack: FakeSlack) -> None:
    poster = Poster(sqlite, SlackChannels(slack_client("xoxb-test", slack.api), TEAM), VOCABULARY)
    follow(sqlite, CHANNEL, OTHER)
    for number in range(1, 4):
        tell(sqlite, number)
    thread = threading.Thread(target=poster.run)
    thread.start()
    slack.wait(lambda: len(slack.messages) == 6)
    poster.stop.set()
    thread.join(5)
    assert not thread.is_alive()
    for channel in (CHANNEL, OTHER):
        times = [m.at for m in slack.messages if m.channel == channel]
        assert all(b - a >= 1.0 for a, b in pairwise(times))


def test_a_stopped_poster_gives_back_what_it_has_not_posted(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    follow(poster.store, CHANNEL, OTHER)
    tell(poster.store, 1)
    poster.stop.set()
    poster.step()
    assert states(poster.store)["waiting"] == 2
    assert delivery(poster.store).attempts == 0
    assert slack.messages == []


@pytest.mark.parametrize("engine", ["sqlite_url", "postgresql_url"])
def test_a_poster_killed_after_posting_does_not_post_again(
    engine: str, slack: FakeSlack, clock: Clock, request: pytest.FixtureRequest
) -> None:
    url: str = request.getfixturevalue(engine)
    with Store.open(url) as store:
        store.migrate()
        follow(store, CHANNEL)
        tell(store, 1)
        died = subprocess.run(
            [sys.executable, "-m", "tests.bot.poster_that_dies", url, slack.api],
            timeout=60,
            check=False,
        )
        assert died.returncode == -signal.SIGKILL
        assert states(store)["posting"] == 1
        clock.advance(seconds=61)
        outlet = SlackChannels(slack_client("xoxb-test", slack.api), TEAM)
        drive(Poster(store, outlet, VOCABULARY, clock), clock)
        assert len(slack.messages) == 1
        assert delivery(store).ts == slack.messages[0].ts


def test_a_poster_that_is_killed_holds_up_one_channel_alone(
    sqlite_url: str, slack: FakeSlack, clock: Clock
) -> None:
    with Store.open(sqlite_url) as store:
        store.migrate()
        follow(store, CHANNEL, OTHER, "C0THIRD")
        tell(store, 1)
        tell(store, 2)
        died = subprocess.run(
            [sys.executable, "-m", "tests.bot.poster_that_dies", sqlite_url, slack.api],
            timeout=60,
            check=False,
        )
        assert died.returncode == -signal.SIGKILL
        outlet = SlackChannels(slack_client("xoxb-test", slack.api), TEAM)
        outlet.pause = 0.0
        Poster(store, outlet, VOCABULARY, clock).step()
        told = [m.channel for m in slack.messages]
        assert told == [CHANNEL, OTHER, "C0THIRD", OTHER, "C0THIRD"]
        assert states(store) == {"waiting": 1, "posting": 1, "posted": 4, "parked": 0}


def test_a_storm_of_faults_loses_nothing_and_repeats_nothing(
    poster: Poster, slack: FakeSlack, clock: Clock
) -> None:
    channels = [f"C0STORM{number}" for number in range(6)]
    follow(poster.store, *channels)
    for number in range(1, 11):
        tell(poster.store, number)
    chance = random.Random(11)
    slack.fail("chat.postMessage", *chance.choices(LOST, k=60))
    slack.fail("conversations.history", *chance.choices([LOST[0], LOST[3]], k=10))
    drive(poster, clock, rounds=1500)
    assert len(slack.messages) == 60
    assert set(keys(slack).values()) == {1}
    for channel in channels:
        told = [
            m.text.split("subject ")[1].split()[0] for m in slack.messages if m.channel == channel
        ]
        assert told == [str(number) for number in range(1, 11)]


def test_two_posters_at_once_post_each_delivery_once(store: Store, slack: FakeSlack) -> None:
    channels = [f"C0MANY{number}" for number in range(10)]
    follow(store, *channels)
    for number in range(1, 4):
        tell(store, number)
    posters = []
    for _ in range(2):
        outlet = SlackChannels(slack_client("xoxb-test", slack.api), TEAM)
        outlet.pause = 0.0
        posters.append(Poster(store, outlet, VOCABULARY))
    threads = [threading.Thread(target=poster.run) for poster in posters]
    for thread in threads:
        thread.start()
    slack.wait(lambda: len(slack.messages) >= 30, 30)
    for poster in posters:
        poster.stop.set()
    for thread in threads:
        thread.join(10)
    assert set(keys(slack).values()) == {1}
    assert states(store)["posted"] == 30
