"""The Home tab, modals, links and what happens to channels, through Bolt and slack-sdk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accord.decision import Verdict
from accord.wishes import Cadence
from bot.answers import utc_now
from bot.app import SlackBot
from bot.forms import FIX_FORM
from store import Store, decisions, outbox, releases, subscriptions
from store.records import Subscription
from tests.bot.fake_slack import BOT_USER, CHANNEL, SOMEBODY, TEAM, FakeSlack
from tests.bot.field import JOINT_STATEMENT, MEMORANDUM, publish
from tests.bot.slack_records import Interaction, Json

REVIEW = "C0REVIEW"


@pytest.fixture(autouse=True)
def ready(bot: SlackBot, slack: FakeSlack) -> None:
    slack.wait(lambda: slack.called("auth.test"))


def acked(slack: FakeSlack, interaction: Interaction) -> None:
    slack.wait(lambda: interaction.acked)


def follow(slack: FakeSlack, words: str = "") -> None:
    slack.ask(f"subscribe {words} confirm:yes")


def mine(store: Store, channel: str = CHANNEL) -> list[Subscription]:
    with store.read() as unit:
        return subscriptions.in_channel(unit, TEAM, channel)


def picked(value: str) -> Json:
    return {"selected_option": {"value": value}}


def open_home(slack: FakeSlack) -> str:
    count = len(slack.homes)
    slack.event({"type": "app_home_opened", "tab": "home", "user": SOMEBODY})
    slack.wait(lambda: len(slack.homes) > count)
    return str(slack.homes[-1])


def change(slack: FakeSlack, action: str) -> str:
    count = len(slack.homes)
    acked(slack, slack.press_in_home(action))
    slack.wait(lambda: len(slack.homes) > count)
    return str(slack.homes[-1])


def test_the_home_tab_shows_and_changes_one_s_subscriptions(
    slack: FakeSlack, sqlite: Store
) -> None:
    assert "None yet." in open_home(slack)
    follow(slack, "office:KR")
    assert f"<#{CHANNEL}>: `office:KR`" in open_home(slack)
    assert "muted until" in change(slack, "home_mute")
    assert "muted until" not in change(slack, "home_unmute")
    assert "None yet." in change(slack, "home_remove")
    assert mine(sqlite) == []


def test_who_opens_the_app_first_is_welcomed_once(slack: FakeSlack) -> None:
    open_home(slack)
    slack.wait(lambda: slack.messages)
    open_home(slack)
    follow(slack)
    assert [m.channel for m in slack.messages] == [SOMEBODY]
    assert "The next step: go to a channel" in slack.messages[0].text


def test_a_channel_is_subscribed_by_a_form(slack: FakeSlack, sqlite: Store) -> None:
    open_home(slack)
    acked(slack, slack.press_in_home("home_subscribe"))
    slack.wait(lambda: slack.modals)
    assert [o["value"] for o in slack.choose("offices", "kore")][:1] == ["KR"]
    assert "Asia/Seoul" in [o["value"] for o in slack.choose("zone", "seoul")]
    values: Json = {
        "channel": {"selected_conversation": CHANNEL},
        "offices": {"selected_options": [{"value": "KR"}, {"value": "US"}]},
        "bound": picked("all"),
        "topics": {"selected_options": [{"value": "patents"}]},
        "words": {"value": 'fast "track'},
        "cadence": picked("daily"),
        "at": {"selected_time": "17:30"},
        "zone": picked("Asia/Seoul"),
        "replies": picked("thread"),
    }
    acked(slack, slack.submit(values))
    slack.wait(lambda: any(m.channel == CHANNEL for m in slack.messages))
    (made,) = mine(sqlite)
    assert made.query_text == 'office:KR office:US topic:patents "fast track"'
    assert (made.wishes.cadence, made.wishes.at, made.wishes.zone) == (
        Cadence.DAILY,
        "17:30",
        "Asia/Seoul",
    )
    (told,) = (m for m in slack.messages if m.channel == CHANNEL)
    assert told.text.startswith(f"<@{SOMEBODY}> subscribed this channel to")


def test_a_subscription_is_edited_by_a_form(slack: FakeSlack, sqlite: Store) -> None:
    follow(slack, "office:KR with:US send:weekly on:fri")
    open_home(slack)
    acked(slack, slack.press_in_home("home_edit"))
    slack.wait(lambda: slack.modals and slack.modals[0].get("submit"))
    view = slack.modals[0]
    initial = {b["block_id"]: b["element"] for b in view["blocks"]}
    assert [o["value"] for o in initial["offices"]["initial_options"]] == ["KR", "US"]
    assert initial["cadence"]["initial_option"]["value"] == "weekly"
    count = len(slack.homes)
    slack.submit({"offices": {"selected_options": [{"value": "EP"}]}, "cadence": picked("at once")})
    slack.wait(lambda: len(slack.homes) > count)
    (left,) = mine(sqlite)
    assert (left.query_text, left.wishes.cadence) == ("office:EP", Cadence.AT_ONCE)


def test_details_open_in_a_modal_where_there_is_no_message(slack: FakeSlack, sqlite: Store) -> None:
    publish(sqlite, MEMORANDUM, url="https://www.saip.gov.sa/news/1", publisher="SA")
    publish(sqlite, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    open_home(slack)
    acked(slack, slack.press_in_home("details"))
    slack.wait(lambda: slack.modals)
    assert "KIPO and SAIP" in str(slack.modals[0])


def test_a_preview_is_confirmed_or_dropped_by_a_button(slack: FakeSlack, sqlite: Store) -> None:
    preview = slack.ask("subscribe office:KR")
    assert preview["response_type"] == "ephemeral"
    dropped = slack.press(preview, "run-1")
    slack.wait(lambda: dropped.withdrawn)
    assert mine(sqlite) == []
    made = slack.press(preview, "run-0")
    slack.wait(lambda: made.withdrawn)
    assert made.answers[0]["response_type"] == "in_channel"
    assert [s.query_text for s in mine(sqlite)] == ["office:KR"]


def test_an_answer_is_shared_with_the_channel(slack: FakeSlack, sqlite: Store) -> None:
    publish(sqlite, MEMORANDUM, url="https://www.saip.gov.sa/news/1", publisher="SA")
    shared = slack.press(slack.ask("between KR SA"), "share")
    slack.wait(lambda: shared.answers)
    assert shared.answers[0]["response_type"] == "in_channel"
    assert shared.answers[0]["text"].startswith("1 agreement binding MOIP and SAIP\n<@U0SOMEBODY>")


@pytest.mark.parametrize(
    ("action", "words"),
    [("evidence", "Why: KIPO and SAIP"), ("related", "Nothing related"), ("details", "KIPO and")],
)
def test_the_buttons_of_a_card_answer(
    slack: FakeSlack, sqlite: Store, action: str, words: str
) -> None:
    publish(sqlite, MEMORANDUM, url="https://www.saip.gov.sa/news/1", publisher="SA")
    pressed = slack.press(slack.ask("show 1"), action)
    slack.wait(lambda: pressed.answers)
    assert pressed.answers[0]["text"].startswith(words)


def test_an_export_comes_as_a_file_in_a_direct_message(slack: FakeSlack, sqlite: Store) -> None:
    publish(sqlite, MEMORANDUM, url="https://www.saip.gov.sa/news/1", publisher="SA")
    answer = slack.ask("export csv office:KR")
    assert "is in your direct messages with me." in answer["text"]
    (file,) = slack.files
    assert file["channel"] == f"D{SOMEBODY}"
    assert b"KR; SA" in file["content"]
    slack.fail("conversations.open", *[_broken()] * 3)
    assert "Slack did not take the file." in slack.ask("export json")["text"]


def test_a_known_link_unfurls_once_and_many_do_not(slack: FakeSlack, sqlite: Store) -> None:
    url = "https://www.epo.org/ip5"
    publish(sqlite, JOINT_STATEMENT, url=url, publisher="EP")
    event = {"type": "link_shared", "channel": CHANNEL, "message_ts": "1.1"}
    links = [{"domain": "epo.org", "url": url}, {"domain": "epo.org", "url": f"{url}/other"}]
    acked(slack, slack.event(event | {"links": links * 2}))
    acked(slack, slack.event(event | {"links": links}))
    slack.wait(lambda: slack.unfurls)
    slack.event(event | {"links": links})
    slack.event(
        event | {"links": links[:1], "channel": "COMPOSER", "unfurl_id": "u", "source": "composer"}
    )
    slack.wait(lambda: len(slack.unfurls) == 2)
    assert list(slack.unfurls[0]["unfurls"]) == [url]
    assert slack.unfurls[1]["unfurl_id"] == "u"


def test_an_unknown_link_is_sent_in_and_a_known_one_explained(
    slack: FakeSlack, sqlite: Store
) -> None:
    url = "https://www.saip.gov.sa/news/1"
    sent = slack.read_this({"text": f"look: <{url}?a=1&amp;b=2|here>"})
    slack.wait(lambda: sent.answers)
    assert "will be read within a minute or two" in sent.answers[0]["text"]
    with sqlite.read() as unit:
        assert releases.by_address(unit, f"{url}?a=1&b=2")
    publish(sqlite, MEMORANDUM, url=url, publisher="SA")
    block = {"type": "rich_text", "elements": [{"type": "link", "url": url}]}
    known = slack.read_this({"text": "x", "blocks": [block]})
    slack.wait(lambda: known.answers)
    assert "Nothing in this channel is subscribed" in known.answers[0]["text"]
    none = slack.read_this({"text": "no link"})
    slack.wait(lambda: none.answers)
    assert none.answers[0]["text"].startswith("No link found")


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"type": "channel_archive", "channel": CHANNEL}, "archived"),
        ({"type": "group_archive", "channel": CHANNEL}, "archived"),
        ({"type": "channel_deleted", "channel": CHANNEL}, "deleted"),
        ({"type": "group_left", "channel": CHANNEL}, "removed"),
        ({"type": "member_left_channel", "channel": CHANNEL, "user": BOT_USER}, "removed"),
    ],
)
def test_a_lost_channel_pauses_and_its_maker_is_told_once(
    slack: FakeSlack, sqlite: Store, event: Json, reason: str
) -> None:
    follow(slack)
    acked(slack, slack.event({**event, "user": SOMEBODY} if "user" in event else event))
    acked(slack, slack.event(event))
    acked(slack, slack.event(event))
    slack.wait(lambda: slack.messages and mine(sqlite)[0].paused_at)
    back = {"type": event["type"].replace("_archive", "_unarchive"), "user": SOMEBODY}
    if "unarchive" not in back["type"]:
        back = {"type": "member_joined_channel", "user": BOT_USER}
    slack.event({**back, "channel": CHANNEL})
    slack.wait(lambda: mine(sqlite)[0].paused_at is None)
    told = [m.text for m in slack.messages if m.channel == SOMEBODY]
    assert len(told) == 1
    assert reason in told[0]


def test_an_event_that_comes_behind_a_later_one_changes_nothing(
    slack: FakeSlack, sqlite: Store
) -> None:
    follow(slack)
    slack.event({"type": "channel_archive", "channel": CHANNEL, "event_ts": "1790000000.000100"})
    slack.wait(lambda: mine(sqlite)[0].paused_at)
    slack.event({"type": "channel_unarchive", "channel": CHANNEL, "event_ts": "1790000000.000300"})
    slack.wait(lambda: mine(sqlite)[0].paused_at is None)
    told = len(slack.messages)
    slack.event({"type": "channel_archive", "channel": CHANNEL, "event_ts": "1790000000.000200"})
    slack.event({"type": "channel_deleted", "channel": CHANNEL, "event_ts": "1790000000.000400"})
    slack.wait(lambda: mine(sqlite)[0].paused_at and len(slack.messages) > told)
    assert mine(sqlite)[0].pause_reason == "deleted"
    assert len(slack.messages) == told + 1


def test_a_channel_with_a_new_id_or_name_is_followed_still(slack: FakeSlack, sqlite: Store) -> None:
    follow(slack)
    renamed = {"type": "channel_rename", "channel": {"id": CHANNEL, "name": "new"}}
    acked(slack, slack.event(renamed))
    moved = {"type": "channel_id_changed", "old_channel_id": CHANNEL, "new_channel_id": "C0NEW"}
    slack.event(moved)
    slack.wait(lambda: mine(sqlite, "C0NEW"))


def test_an_uninstalled_workspace_rests_and_keeps_its_subscriptions(
    slack: FakeSlack, sqlite: Store
) -> None:
    follow(slack)
    slack.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    acked(slack, slack.event({"type": "app_uninstalled"}))
    slack.wait(lambda: mine(sqlite)[0].paused_at)
    assert mine(sqlite)[0].pause_reason == "uninstalled"


@pytest.fixture
def question(slack: FakeSlack, sqlite: Store) -> Json:
    """A question in the review channel."""
    slack.wait(lambda: slack.connections)
    with sqlite.begin() as unit:
        decisions.set_review_channel(unit, TEAM, REVIEW, utc_now())
    follow(slack)
    publish(sqlite, replace(MEMORANDUM, parties=("SA",)), url="https://x.sa/1", publisher="SA")
    slack.wait(lambda: any(m.channel == REVIEW for m in slack.messages))
    (message,) = (m for m in slack.messages if m.channel == REVIEW)
    return {**message.body, "ts": message.ts}


def verdicts(store: Store) -> list[Verdict]:
    with store.read() as unit:
        return [d.verdict for d in decisions.every(unit)]


def test_reviewers_approve_once_and_nobody_else_may(
    slack: FakeSlack, sqlite: Store, question: Json
) -> None:
    other = slack.press(question, "review-approve", channel=CHANNEL)
    slack.wait(lambda: other.answers)
    assert "Only those in the review channel decide." in other.answers[0]["text"]
    first = slack.press(question, "review-approve", channel=REVIEW)
    slack.wait(lambda: first.answers)
    assert f"<@{SOMEBODY}> approved it" in first.answers[0]["text"]
    assert first.answers[0]["replace_original"] is True
    again = slack.press(question, "review-reject", channel=REVIEW)
    slack.wait(lambda: again.answers)
    assert "decided already" in again.answers[0]["text"]
    assert verdicts(sqlite) == [Verdict.APPROVED]
    slack.wait(lambda: any(m.channel == CHANNEL for m in slack.messages))


def test_what_reviewers_decide_is_refused_to_all_others(
    slack: FakeSlack, sqlite: Store, question: Json
) -> None:
    for action in ("review-approve", "review-reject"):
        pressed = slack.press(question, action, channel=CHANNEL)
        slack.wait(lambda pressed=pressed: pressed.answers)
        assert "Only those in the review channel decide." in pressed.answers[0]["text"]
    acked(slack, slack.press(question, "review-fix", channel=CHANNEL))
    slack.wait(lambda: slack.modals)
    slack.wait(lambda: "Only those in the review channel decide." in str(slack.modals[-1]))
    values: Json = {
        "instrument": picked("memorandum_of_understanding"),
        "parties": {"value": "SAIP, EPO"},
        "concluded": {"value": "2024-03"},
        "framework": picked("-"),
    }
    number = next(
        element["value"]
        for block in question["blocks"]
        for element in block.get("elements", [])
        if element.get("action_id") == "review-fix"
    )
    view = {"id": "V1", "type": "modal", "callback_id": FIX_FORM, "blocks": []}
    acked(slack, slack.submit(values, {**view, "private_metadata": f"{number} {CHANNEL} 1.1"}))
    assert verdicts(sqlite) == []
    approved = slack.press(question, "review-approve", channel=REVIEW)
    slack.wait(lambda: approved.answers)
    assert verdicts(sqlite) == [Verdict.APPROVED]


def test_nobody_changes_the_subscription_of_another_from_the_home_tab(
    slack: FakeSlack, sqlite: Store
) -> None:
    with sqlite.begin() as unit:
        theirs = subscriptions.add(
            unit,
            workspace=TEAM,
            channel="C0THEIRS",
            query_text="",
            made_by="U0ANOTHER",
            now=utc_now(),
        )
    follow(slack, "office:KR")
    for action in ("home_mute", "home_remove"):
        open_home(slack)
        own = str(mine(sqlite)[0].id)
        for block in slack.homes[-1]["blocks"]:
            for element in block.get("elements", []):
                if element.get("value") == own:
                    element["value"] = str(theirs.id)
        change(slack, action)
    assert mine(sqlite, "C0THEIRS") == [theirs]
    assert len(mine(sqlite)) == 1


def test_reviewers_reject(slack: FakeSlack, sqlite: Store, question: Json) -> None:
    pressed = slack.press(question, "review-reject", channel=REVIEW)
    slack.wait(lambda: pressed.answers)
    assert "not an agreement" in pressed.answers[0]["text"]
    assert slack.ask("latest")["text"].startswith("No agreement yet")


def test_reviewers_fix_by_a_form_that_says_what_is_wrong(
    slack: FakeSlack, sqlite: Store, question: Json
) -> None:
    acked(slack, slack.press(question, "review-fix", channel=REVIEW))
    slack.wait(lambda: slack.modals and slack.modals[0].get("submit"))
    values: Json = {
        "instrument": picked("memorandum_of_understanding"),
        "parties": {"value": "SAIP, Kippo"},
        "concluded": {"value": "soon"},
        "framework": picked("-"),
    }
    wrong = slack.submit(values)
    acked(slack, wrong)
    assert set((wrong.payload or {})["errors"]) == {"parties", "concluded"}
    values |= {"parties": {"value": "SAIP, KIPO"}, "concluded": {"value": "2024-03"}}
    right = slack.submit(values)
    acked(slack, right)
    slack.wait(lambda: verdicts(sqlite) == [Verdict.FIXED])
    slack.wait(lambda: any(m.channel == CHANNEL for m in slack.messages))
    (told,) = (m for m in slack.messages if m.channel == CHANNEL)
    assert told.text.startswith("KIPO and SAIP sign a memorandum")
    with sqlite.read() as unit:
        assert outbox.counts(unit)["posting"] in (0, 1)
    slack.wait(
        lambda: "corrected it" in next(m for m in slack.messages if m.channel == REVIEW).text
    )


def _broken() -> object:
    from tests.bot.slack_records import Fault, Trouble  # noqa: PLC0415

    return Fault(Trouble.ERROR, "internal_error")
