"""Whatever a release says, no answer, view or form of it can mention, forge or break anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from accord.agreement import Evidence, Person, Relation, RelationKind
from accord.press_release import Reading
from accord.wishes import Cadence, Wishes
from bot.answers import Asker, Desk
from bot.blocks import answer_message, card_message
from bot.composing import compose
from bot.forms import fix_form
from bot.home import Home
from bot.outlet import Announcement, Notice
from store import Store, agreements, decisions, digests, outbox, releases, subscriptions
from tests.bot.field import MEMORANDUM, NOW, VOCABULARY
from tests.bot.slack_rules import message_problems, view_problems

HERE = Asker("T0WORKSPACE", "C0CHANNEL", "U0SOMEBODY")
TEXTS = [
    "<!channel> <!here> <@U0ABCDEFG> <#C0ABCDEFG|x>",
    "a <https://evil.example|bank> & <b> &amp; &lt;!channel&gt;",
    "`code` *bold* _it_ ~no~ > quote :tada: ``` ```",
    "\u202eRTL \u2066over\u2069 \x1b[31m \x00 \ud800 line\u2028break\nnext",
    "x" * 6000,
    ". ".join(["A sentence of many words & signs <here>"] * 300),
    "𠮷" * 4000,
    "שלום " * 900,
]
QUESTIONS = (
    "latest", "show 1", "why 1", "related 1", "timeline KIPO", "timeline 1", "upcoming",
    "why https://www.saip.gov.sa/1", "subscribe office:KR", "subscriptions", "sources",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_no_release_can_break_what_is_said_of_it(sqlite: Store, text: str) -> None:
    desk = Desk(sqlite, VOCABULARY, lambda: NOW)
    agreement = replace(
        MEMORANDUM,
        place=text,
        areas=(text,) * 15,
        other_parties=(text, "x"),
        people=(Person(text, "KR"),) * 4,
        relation=Relation(RelationKind.RENEWS, text),
        term_months=36,
        evidence=tuple(
            Evidence(field, text, text, 0)
            for field in ("instrument", "parties", "areas", "place", "people", text[:20])
        ),
    )
    with sqlite.begin() as unit:
        decisions.set_review_channel(unit, HERE.workspace, "C0REVIEW", NOW)
        for channel, wishes in (("C0CHANNEL", Wishes()), ("C0DIGEST", Wishes(Cadence.DAILY))):
            subscriptions.add(
                unit,
                workspace=HERE.workspace,
                channel=channel,
                query_text="",
                made_by=HERE.user,
                now=NOW - timedelta(days=1),
                wishes=wishes,
            )
        for number, parties in ((1, ("KR", "SA")), (2, ())):
            release = releases.add_given(unit, f"https://www.saip.gov.sa/{number}", NOW)
            reading = Reading(
                title=text,
                language="en",
                published=None,
                publisher="SA",
                text=text,
                agreements=(replace(agreement, parties=parties, other_parties=()),)
                if number == 2
                else (agreement,),
            )
            agreements.record(unit, release, reading, NOW, VOCABULARY)
        for subscription in subscriptions.in_channel(unit, HERE.workspace, "C0DIGEST"):
            digests.make(unit, subscription, NOW)
        told = outbox.claim(unit, NOW, timedelta(minutes=1), 9, workspace=HERE.workspace)
        messages = [compose(unit, delivery, VOCABULARY) for delivery in told]
    assert sorted(d.channel for d in told) == ["C0CHANNEL", "C0DIGEST", "C0REVIEW"]
    for message in messages:
        match message:
            case Notice(answer):
                assert message_problems(answer_message(answer)) == []
            case Announcement():
                assert message_problems(card_message(message.card)) == []
    for question in (*QUESTIONS, text[:1900], f"office:{text[:300]}", f"subscribe {text[:300]}"):
        assert message_problems(answer_message(desk.answer(question, HERE))) == [], question
    assert view_problems(Home(desk).view(HERE)) == []
    assert view_problems(fix_form(agreement, 1, VOCABULARY)) == []
