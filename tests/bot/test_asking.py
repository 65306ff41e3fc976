"""Time, evidence, reasons, files, digests and mutes: what can be asked besides a search."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from accord.dates import PartialDate
from accord.press_release import Entry
from accord.wishes import Cadence, FollowUps, Wishes
from bot.answers import Asker, Desk
from bot.blocks import answer_message
from bot.muting import read_until
from bot.terminal import answer_text
from bot.wishing import read_wishes, wishes_typed
from bot.wording import Answer
from store import Store, outbox, releases, subscriptions, tables
from tests.bot.field import JOINT_STATEMENT, MEMORANDUM, NOW, VOCABULARY, declare, publish
from tests.bot.slack_rules import message_problems

HERE = Asker("T0WORKSPACE", "C0CHANNEL", "U0SOMEBODY")
URL = "https://www.saip.gov.sa/news/1"


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, VOCABULARY, lambda: NOW)


def shown(answer: Answer) -> str:
    assert message_problems(answer_message(answer)) == []
    return answer_text(answer, 120)


def ask(desk: Desk, text: str) -> str:
    return shown(desk.answer(text, HERE))


def follow(desk: Desk, words: str, *, at: datetime = NOW - timedelta(days=1)) -> None:
    Desk(desk.store, VOCABULARY, lambda: at).answer(f"subscribe {words} confirm:yes", HERE)


def tell(desk: Desk, year: int = 2024, **facts: object) -> None:
    agreement = replace(MEMORANDUM, concluded=PartialDate(year, 3, 5), **facts)  # type: ignore[arg-type]
    publish(
        desk.store, agreement, url=f"https://www.saip.gov.sa/news/{year}", publisher="SA", now=NOW
    )


def test_a_timeline_begins_with_the_oldest_and_is_paged(desk: Desk) -> None:
    for year in range(2010, 2018):
        tell(desk, year)
    first = desk.answer("timeline Saudi Arabia", HERE)
    assert first.title == "8 agreements binding SAIP, oldest first"
    assert [row.facts.split(" · ")[0] for row in first.rows][:2] == ["5 March 2010", "5 March 2011"]
    assert first.next
    second = desk.turn(first.next, HERE)
    assert [row.facts.split(" · ")[0] for row in second.rows][-1] == "5 March 2017"
    assert (second.next, second.previous is None) == (None, False)
    assert "needs an office, a forum or a number" in ask(desk, "timeline")
    assert "No agreement found" in ask(desk, "timeline Peru")


def test_the_life_of_one_has_its_steps(desk: Desk) -> None:
    tell(desk, 2024, in_force=PartialDate(2024, 5), term_months=36)
    text = ask(desk, "timeline 1")
    assert "On 4 May 2026 it is in force." in text
    assert "May 2027" in text
    assert "Ends, reckoned from its stated length" in text
    assert "There is no agreement No. 9." in ask(desk, "timeline 9")


def test_what_is_to_come_is_told_soonest_first(desk: Desk) -> None:
    nothing = ask(desk, "upcoming")
    assert "Nothing is known to come" in nothing
    assert "upcoming" not in nothing  # what was just asked is nothing to try
    tell(desk, 2024, term_months=36)
    tell(desk, 2025, in_force=PartialDate(2026, 6, 1))
    text = ask(desk, "upcoming")
    assert text.index("1 June 2026: enters into force") < text.index("5 March 2027: its term ends")
    assert "Nothing is known to come" in ask(desk, "upcoming office:EP")


def test_facts_are_shown_with_the_sentence_that_states_them(desk: Desk) -> None:
    tell(desk)
    text = ask(desk, "why 1")
    assert "Instrument: memorandum of understanding" in text
    assert "“The two offices signed a memorandum of understanding in Riyadh" in text


def test_related_are_those_of_the_same_parties(desk: Desk) -> None:
    tell(desk, 2020)
    assert "Nothing related" in ask(desk, "related 1")
    tell(desk, 2024)
    assert "Related to No. 1: 1 agreement" in ask(desk, "related 1")
    assert "needs a number" in ask(desk, "related x")


def test_why_not_fetched(desk: Desk) -> None:
    declare(desk.store, "one")
    assert "No press room on www.saip.gov.sa is watched." in ask(desk, f"why {URL}")
    text = ask(desk, "why https://one.example/2")
    assert "one press room is watched (not read yet), and its list does not name it." in text
    with desk.store.begin() as unit:
        (release_id,) = releases.add_found(unit, None, [Entry(URL)], NOW, silent=False)
    assert "It has not been fetched yet." in ask(desk, f"why {URL}")
    with desk.store.begin() as unit:
        releases.fail(unit, release_id, NOW, reason="it answers 404", next_try_at=None)
    assert "It was given up: it answers 404." in ask(desk, f"why {URL}?utm_source=x")


@pytest.mark.parametrize(
    ("words", "at", "reason"),
    [
        (None, None, "Nothing in this channel is subscribed."),
        ("office:EP since:2025", None, "Filtered by `office:EP since:2025`: it is not binding EPO"),
        ("", NOW + timedelta(hours=1), "Subscribed later: every agreement"),
        ("", None, "Queued for this channel, No. 1."),
    ],
)
def test_why_it_was_or_was_not_announced(
    desk: Desk, words: str | None, at: datetime | None, reason: str
) -> None:
    if words is not None and at is None:
        follow(desk, words)
    tell(desk)
    if at is not None:
        follow(desk, words or "", at=at)
    assert reason in ask(desk, "why https://www.saip.gov.sa/news/2024")


def test_why_muted_merged_refused_and_told(desk: Desk) -> None:
    follow(desk, "")
    with desk.store.begin() as unit:
        subscriptions.mute(unit, [1], NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    tell(desk)
    why = "why https://www.saip.gov.sa/news/2024"
    assert "Muted then: every agreement." in ask(desk, why)
    with desk.store.begin() as unit:
        subscriptions.unmute(unit, [1], NOW)
    publish(desk.store, MEMORANDUM, url="https://www.kipo.go.kr/1", publisher="KR", now=NOW)
    text = ask(desk, why)
    assert "Merged: another release tells of the same agreement, No. 1." in text
    with desk.store.begin() as unit:
        outbox.park(unit, 1, "msg_too_long", NOW)
    assert "Refused by Slack, and given up: msg_too_long." in ask(desk, why)
    with desk.store.begin() as unit:
        outbox.posted(unit, 1, "1.1", NOW)
    assert "A follow-up was posted in this channel just now, No. 1." in ask(desk, why)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("held", "old", "Held back until who runs Accord has decided: it was published long"),
        ("withdrawn_at", NOW, "Withdrawn: it was gone from its address on 4 May 2026, 12:00 UTC."),
        ("silent", True, "Nothing in this channel is subscribed."),
    ],
)
def test_why_held_and_withdrawn(desk: Desk, column: str, value: object, said: str) -> None:
    tell(desk)
    with desk.store.begin() as unit:
        unit.execute(sa.update(tables.releases).values({column: value}))
    assert said in ask(desk, "why https://www.saip.gov.sa/news/2024")


def test_why_it_is_no_agreement(desk: Desk) -> None:
    publish(desk.store, MEMORANDUM, url=URL, now=NOW)
    with desk.store.begin() as unit:
        from accord.press_release import Reading  # noqa: PLC0415
        from store import agreements  # noqa: PLC0415

        release = releases.add_given(unit, "https://www.saip.gov.sa/fees", NOW)
        reading = Reading(
            title="Fees", language="en", published=None, publisher="SA", text="New fees."
        )
        agreements.record(unit, release, reading, NOW, VOCABULARY)
    assert "Not an agreement, read just now" in ask(desk, "why https://www.saip.gov.sa/fees")


def test_a_subscription_is_previewed_before_it_is_made(desk: Desk) -> None:
    for month in (6, 9, 12):
        agreement = replace(MEMORANDUM, concluded=PartialDate(2025, month, 1))
        publish(desk.store, agreement, url=f"https://www.saip.gov.sa/{month}", publisher="SA")
    publish(desk.store, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    answer = desk.answer("subscribe office:KR send:weekly on:fri", HERE)
    text = shown(answer)
    assert not answer.public
    assert text.startswith("Subscribe this channel to agreements binding MOIP?")
    assert "would have sent 3 announcements, about 0.06 a week." in text
    assert "as a digest on Fridays at 09:00 (UTC)." in text
    (confirm, cancel) = answer.choices
    assert (confirm.label, cancel.label, cancel.words) == ("Subscribe", "Cancel", "")
    with desk.store.read() as unit:
        assert subscriptions.all_active(unit) == []
    made = desk.answer(confirm.words, HERE)
    assert made.public
    with desk.store.read() as unit:
        (subscription,) = subscriptions.all_active(unit)
    assert (subscription.query_text, subscription.wishes.weekday) == ("office:KR", 4)
    assert "told as a digest on Fridays" in ask(desk, "subscriptions")
    assert "follows agreements binding MOIP already" in ask(
        desk, "subscribe office:Korea send:weekly on:friday"
    )
    changed = desk.answer("subscribe office:Korea confirm:yes", HERE)
    assert "It is told at once." in shown(changed)


def test_a_channel_is_muted_in_public_and_unmuted(desk: Desk) -> None:
    assert "is told of nothing" in ask(desk, "mute")
    follow(desk, "office:KR")
    answer = desk.answer("mute 1 for 2 weeks", HERE)
    assert answer.public
    assert "muted this channel's subscription to `office:KR` until 18 May 2026" in shown(answer)
    assert "muted until 18 May 2026, 12:00 UTC" in ask(desk, "subscriptions")
    assert "unmuted this channel." in ask(desk, "unmute")
    assert "muted until" not in ask(desk, "subscriptions")
    assert "Which one?" in ask(desk, "mute 7 for 2 weeks")
    assert "needs a time" in ask(desk, "mute for ever")


def test_the_answer_is_had_as_a_file(desk: Desk) -> None:
    assert "Nothing to export" in ask(desk, "export")
    tell(desk)
    answer = desk.answer("export office:KR", HERE)
    assert answer.file
    assert answer.file.name == "accord-2026-05-04-120000.csv"
    rows = list(csv.DictReader(io.StringIO(answer.file.content.decode("utf-8-sig"))))
    assert [row["parties"] for row in rows] == ["KR; SA"]
    answer = desk.answer("export office:KR json", HERE)
    assert answer.file
    assert [row["parties"] for row in json.loads(answer.file.content)] == [["KR", "SA"]]
    answer = desk.answer("export jsonl", HERE)
    assert answer.file
    assert json.loads(answer.file.content)["id"] == 1


def test_a_shared_answer_says_who_shows_it(desk: Desk) -> None:
    tell(desk)
    answer = desk.answer("show 1", HERE)
    assert answer.share
    shared = desk.shared(answer.share, HERE)
    assert shared.public
    assert answer_message(shared)["text"].startswith("<@U0SOMEBODY> asked `/accord show 1`")
    assert "share" not in str(answer_message(shared)["blocks"])


@pytest.mark.parametrize(
    ("text", "wishes", "rest"),
    [
        ("office:KR", Wishes(), "office:KR"),
        ("send:daily office:KR at:9", Wishes(Cadence.DAILY, 540), "office:KR"),
        ("at:17.30 x", Wishes(Cadence.DAILY, 17 * 60 + 30), "x"),
        ("On:Thu at:5pm", Wishes(Cadence.WEEKLY, 17 * 60, 3), ""),
        ("zone:asia/seoul send:Week", Wishes(Cadence.WEEKLY, zone="Asia/Seoul"), ""),
        ("replies:channel", Wishes(follow_ups=FollowUps.CHANNEL), ""),
    ],
)
def test_wishes_are_read_and_written(text: str, wishes: Wishes, rest: str) -> None:
    wished = read_wishes(text)
    assert (wished.wishes, wished.rest, wished.problems) == (wishes, rest, ())
    assert read_wishes(wishes_typed(wishes)).wishes == wishes


@pytest.mark.parametrize("text", ["send:hourly", "at:25:00", "on:xday", "zone:Mars", "replies:dm"])
def test_wishes_that_make_no_sense_are_said(desk: Desk, text: str) -> None:
    answer = ask(desk, f"subscribe office:KR {text}")
    assert answer.startswith("Not quite understood")
    assert f"`{text.partition(':')[2]}` is no" in answer


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", 24), ("off", 0), ("for 3 days", 72), ("2 weeks", 336), ("an hour", 1), ("90 min", 1.5),
        ("until 2026-05-06", 36), ("till 2026-05-05", 12), ("for 9999 weeks", 366 * 24),
        ("until 2026-05-01", None), ("until 2026-13-01", None), ("soon", None), ("0 days", None),
    ],
)  # fmt: skip
def test_how_long_to_be_quiet(text: str, hours: float | None) -> None:
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    until = read_until(text, now)
    assert until == (None if hours is None else now + timedelta(hours=hours))
