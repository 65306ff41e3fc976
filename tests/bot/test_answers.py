from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from accord.dates import PartialDate
from bot.answers import AT_TERMINAL, Asker, Desk
from bot.blocks import answer_message
from bot.guide import EXAMPLES
from bot.terminal import answer_text
from bot.wording import Answer, Turn
from store import Store, sources, subscriptions
from tests.bot.field import JOINT_STATEMENT, MEMORANDUM, NOW, VOCABULARY, declare, publish
from tests.bot.slack_rules import message_problems

HERE = Asker("T0WORKSPACE", "C0CHANNEL", "U0SOMEBODY")
ELSEWHERE = Asker("T0WORKSPACE", "C0OTHER", "U0SOMEBODY")


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, VOCABULARY, lambda: NOW)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    publish(desk.store, MEMORANDUM, url="https://www.saip.gov.sa/news/1", publisher="SA")
    publish(desk.store, JOINT_STATEMENT, url="https://www.epo.org/ip5", publisher="EP")
    return desk


def shown(answer: Answer) -> str:
    """The answer in the terminal, once it is known that Slack would take it too."""
    assert message_problems(answer_message(answer)) == []
    return answer_text(answer, 100)


def ask(desk: Desk, text: str, asker: Asker = HERE) -> str:
    return shown(desk.answer(text, asker))


def test_the_newest_come_first(filled: Desk) -> None:
    text = ask(filled, "latest")
    assert text.startswith("The latest of 2 agreements\n")
    assert text.index("KIPO and SAIP sign") < text.index("The IP5 offices issue")
    assert "https://www.saip.gov.sa/news/1" in text


@pytest.mark.parametrize(
    "question",
    [
        "between Korea and Saudi Arabia",
        "office:KR with:SA",
        "SAIP",
        "특허청 riyadh",
        "topic patents since:2024",
    ],
)
def test_one_hit_is_shown_as_its_card(filled: Desk, question: str) -> None:
    text = ask(filled, question)
    assert text.startswith("1 agreement")
    assert "“The two offices signed a memorandum" in text


def test_slack_and_terminal_say_the_same(filled: Desk) -> None:
    answer = filled.answer("latest", HERE)
    slack = answer_message(answer)["text"]
    for line in answer_text(answer, 200).splitlines():
        words = line.strip().removeprefix("https://")
        if words and "`" not in words:
            assert words.split(" · No.")[0] in slack


def test_an_empty_result_says_which_wider_search_finds_something(filled: Desk) -> None:
    text = ask(filled, "between KR SA since:2025")
    assert text.startswith("No agreement found\n")
    assert "Looked for: binding MOIP and SAIP; since 2025." in text
    assert "`accord ask office:KR office:SA` (1 agreement)" in text


def test_an_empty_result_names_what_was_nearly_typed(filled: Desk) -> None:
    assert "did you mean KIPO?" in ask(filled, "kippo")
    assert "Did you mean `accord ask subscribe framework:IP5 x`?" in ask(
        filled, "subcribe framework:IP5 x"
    )


def test_an_office_that_binds_nothing_is_looked_for_as_a_word(filled: Desk) -> None:
    mentioned = replace(MEMORANDUM, areas=("cooperation with Rospatent",))
    publish(filled.store, mentioned, url="https://www.saip.gov.sa/news/2", publisher="SA")
    assert "None binding Rospatent; these mention it." in ask(filled, "Rospatent")


def test_a_store_without_agreements_says_what_is_watched(desk: Desk) -> None:
    declare(desk.store, "one", "two")
    text = ask(desk, "latest")
    assert "2 press rooms are watched and none has told of an agreement so far." in text


def test_a_mistake_is_answered_with_what_was_understood(filled: Desk) -> None:
    text = ask(filled, "office:SA topic:xyzzy since:2020")
    assert "`xyzzy` is no topic that I know; there are patents, designs," in text
    assert "Understood: binding SAIP; since 2020." in text


def test_help_shows_examples_that_are_understood(filled: Desk) -> None:
    text = ask(filled, "help")
    for example in EXAMPLES:
        assert f"`accord ask {example}`" in text
        assert "Not quite" not in ask(filled, example)


def test_one_agreement_is_shown_by_its_number(filled: Desk) -> None:
    assert "Also read as  meeting outcome" in ask(filled, "show 2")
    assert "There is no agreement No. 99." in ask(filled, "show 99")


def test_pages_follow_each_other_and_lead_back(desk: Desk) -> None:
    for day in range(1, 13):
        publish(
            desk.store,
            replace(MEMORANDUM, concluded=PartialDate(2000 + day), areas=(f"area {day}",)),
            url=f"https://www.saip.gov.sa/news/{day}",
            publisher="SA",
        )
    first = desk.answer("office SAIP", HERE)
    assert first.title == "12 agreements binding SAIP"
    assert (first.previous, len(first.rows)) == (None, 5)
    assert first.next
    second = desk.turn(first.next, HERE)
    assert second.next
    assert second.previous
    third = desk.turn(second.next, HERE)
    assert (third.next, len(third.rows)) == (None, 2)
    pages = [first, second, third]
    assert len({row.id for page in pages for row in page.rows}) == 12
    assert desk.turn(second.previous, HERE).rows == first.rows
    assert message_problems(answer_message(second)) == []


def test_a_cursor_of_another_time_leads_to_the_first_page(filled: Desk) -> None:
    turned = filled.turn(Turn(asked="search office:KR", cursors=("nonsense",)), HERE)
    assert len(turned.rows) == 2


def test_subscribing_is_public_and_names_who_did_it(desk: Desk) -> None:
    answer = desk.answer("subscribe office:KR with:US confirm:yes", HERE)
    assert answer.public
    assert answer_message(answer)["text"].splitlines()[0] == (
        "<@U0SOMEBODY> subscribed this channel to agreements binding MOIP and USPTO."
    )
    with desk.store.read() as unit:
        made = subscriptions.in_channel(unit, HERE.workspace, HERE.channel)
    assert [(s.query_text, s.made_by) for s in made] == [("office:KR with:US", "U0SOMEBODY")]


def test_subscribing_twice_is_subscribing_once(desk: Desk) -> None:
    desk.answer("subscribe office:KR confirm:yes", HERE)
    again = desk.answer("subscribe office:Korea confirm:yes", HERE)
    assert not again.public
    assert "This channel follows agreements binding MOIP already." in shown(again)
    assert "has 1 subscription\n" in ask(desk, "subscriptions")


def test_a_wrong_filter_subscribes_to_nothing(desk: Desk) -> None:
    assert "Try `accord ask subscribe office:KIPO`" in ask(desk, "subscribe office:Kippo")
    assert "is told of nothing" in ask(desk, "subscriptions")


def test_a_channel_sees_only_its_own_subscriptions(desk: Desk) -> None:
    desk.answer("subscribe office:KR confirm:yes", HERE)
    assert "is told of nothing" in ask(desk, "subscriptions", ELSEWHERE)
    desk.answer("unsubscribe 1", ELSEWHERE)
    assert "`office:KR`" in ask(desk, "subscriptions")


@pytest.mark.parametrize("which", ["unsubscribe", "unsubscribe 1", "unsubscribe office:Korea"])
def test_a_subscription_ends_publicly_and_can_be_had_back(desk: Desk, which: str) -> None:
    desk.answer("subscribe office:KR confirm:yes", HERE)
    answer = desk.answer(which, HERE)
    assert answer.public
    assert "ended this channel's subscription to `office:KR`." in shown(answer)
    assert "`accord ask subscribe office:KR`" in shown(answer)
    assert "is told of nothing" in ask(desk, "subscriptions")


def test_which_of_several_subscriptions_is_asked(desk: Desk) -> None:
    desk.answer("subscribe office:KR confirm:yes", HERE)
    desk.answer("subscribe confirm:yes", HERE)
    answer = desk.answer("unsubscribe", HERE)
    assert not answer.public
    assert "Which one?" in shown(answer)
    assert "agreements binding MOIP; since 4 May 2026 by You" in shown(answer)


def test_the_terminal_follows_for_itself(desk: Desk) -> None:
    assert "You subscribed this terminal to every agreement." in ask(
        desk, "subscribe confirm:yes", AT_TERMINAL
    )


def test_sources_in_trouble_come_first(desk: Desk) -> None:
    declare(desk.store, "fine", "slow", "new")
    later = NOW + timedelta(minutes=10)
    with desk.store.begin() as unit:
        sources.settle_success(
            unit,
            "fine",
            NOW - timedelta(hours=2),
            next_poll_at=later,
            etag=None,
            last_modified=None,
            body_hash="1",
            changed=True,
            bytes_received=10,
        )
        sources.settle_failure(unit, "slow", NOW, reason="it answers 503", next_poll_at=later)
    lines = ask(desk, "sources").splitlines()
    assert lines[0] == "3 press rooms watched, 1 of them in trouble"
    assert [line for line in lines if "press room " in line] == [
        "slow press room  does not answer: it answers 503 · never read yet · next look in"
        " 10 minutes",
        "fine press room  last read 2 hours ago · next look in 10 minutes",
        "new press room   not looked at yet · next look now",
    ]
