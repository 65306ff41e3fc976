"""The question to reviewers, and what becomes of their answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accord.agreement import Agreement
from accord.decision import Verdict
from accord.vocabulary import Vocabulary
from bot import cards
from bot.outside import one_line, shorten
from bot.wording import Answer, Choice, Command, Member, counted
from store import Store, decisions, reviewing
from store.errors import NotFound
from store.reviewing import Review

APPROVE, FIX, REJECT = "review-approve", "review-fix", "review-reject"
_DONE = {
    Verdict.APPROVED: "approved it",
    Verdict.FIXED: "corrected it",
    Verdict.REJECTED: "said that it is not an agreement",
}


def review_answer(review: Review, vocabulary: Vocabulary) -> Answer:
    """An uncertain reading with its doubts, and the three things to do about it."""
    title = shorten(one_line(review.telling.title or review.telling.url), 120)
    value = str(review.event.id)
    return Answer(
        title="Is this an agreement?",
        lines=((f"Before it is told: {'; '.join(review.event.doubts)}.",), (f"“{title}”",)),
        card=cards.details(review.stored, vocabulary),
        choices=(
            Choice(label="Approve", words=value, lead="", action=APPROVE, primary=True),
            Choice(label="Fix", words=value, lead="", action=FIX),
            Choice(label="Not an agreement", words=value, lead="", action=REJECT),
        ),
        public=True,
    )


@dataclass(frozen=True)
class Reviewers:
    """Puts the decisions of those in the review channel into effect."""

    store: Store
    vocabulary: Vocabulary
    clock: Callable[[], datetime]

    def may(self, workspace: str, channel: str) -> bool:
        """Whether this is the review channel, whose members decide."""
        with self.store.read() as unit:
            return decisions.review_channel(unit) == (workspace, channel)

    def look(self, event_id: int) -> Review | None:
        """What is to be decided; None if it is decided or gone."""
        with self.store.read() as unit:
            try:
                review = reviewing.get(unit, event_id)
            except NotFound:
                return None
        return review if review.event.held else None

    def decide(
        self, event_id: int, verdict: Verdict, user: str, facts: Agreement | None = None
    ) -> Answer:
        """Decide, and say so to all reviewers."""
        with self.store.begin() as unit:
            try:
                review = reviewing.get(unit, event_id)
                told = reviewing.decide(
                    unit,
                    review,
                    verdict,
                    facts=facts,
                    by=user,
                    now=self.clock(),
                    vocabulary=self.vocabulary,
                )
            except NotFound:
                return Answer(lines=(("This has been decided already.",),))
        title = cards.heading(review.stored, self.vocabulary)
        line = (Member(user), f" {_DONE[verdict]}: {title}.")
        if verdict is Verdict.REJECTED:
            return Answer(lines=((*line, " It has left the store."),), public=True)
        told_to = counted(told, "channel")
        return Answer(
            lines=((*line, f" {told_to} {'is' if told == 1 else 'are'} told of it."),),
            hints=((Command(f"show {review.stored.id}"), " shows it as it stands."),),
            public=True,
        )
