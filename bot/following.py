"""What a channel follows: subscribing, ending a subscription, listing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accord.dates import PartialDate
from accord.query import Query, describe
from accord.query_language import read_query
from accord.vocabulary import Vocabulary
from bot.commands import Subscribe, Unsubscribe
from bot.dates import date_in_words
from bot.outside import one_line, shorten
from bot.wording import Answer, Command, Entry, Line, Member, Span, Typed, counted
from store import Store, subscriptions
from store.records import Subscription

_FILTER = 300


@dataclass(frozen=True)
class Following:
    """The subscriptions of channels."""

    store: Store
    vocabulary: Vocabulary
    clock: Callable[[], datetime]
    here: str = "this channel"

    def subscribe(
        self, request: Subscribe, workspace: str, channel: str, user: str | None
    ) -> Answer:
        """Tell the channel of what the filter selects; the answer is public and names who asked."""
        with self.store.begin() as unit:
            before = subscriptions.in_channel(unit, workspace, channel)
            same = self._same(before, request.words, request.query)
            if same is None:
                subscriptions.add(
                    unit,
                    workspace=workspace,
                    channel=channel,
                    query_text=request.words,
                    made_by=user,
                    now=self.clock(),
                )
        what = self._in_words(request.query)
        if same is not None:
            return Answer(
                lines=((f"{self._here} follows {what} already.",),),
                hints=(self._manage,),
            )
        return Answer(
            lines=((_who(user), f" subscribed {self.here} to {what}."),),
            hints=(self._manage,),
            public=True,
        )

    def unsubscribe(
        self, request: Unsubscribe, workspace: str, channel: str, user: str | None
    ) -> Answer:
        """End one subscription; the answer is public, or says which there are to choose from."""
        with self.store.begin() as unit:
            active = subscriptions.in_channel(unit, workspace, channel)
            chosen = self._chosen(active, request)
            if chosen is not None:
                subscriptions.remove(unit, chosen.id, self.clock())
        if chosen is not None:
            line: Line = (_who(user), f" ended {self.here}'s subscription to ")
            return Answer(
                lines=((*line, self._subscribed(chosen), "."),),
                hints=(("To have it back: ", Command(f"subscribe {chosen.query_text}".strip())),),
                public=True,
            )
        if not active:
            return self._none()
        return self._list(active, "Which one?", ("Name it by its number: ", _example(active)))

    def subscriptions(self, workspace: str, channel: str) -> Answer:
        """What the channel follows. Those of other channels are nobody's business here."""
        with self.store.read() as unit:
            active = subscriptions.in_channel(unit, workspace, channel)
        if not active:
            return self._none()
        title = f"{self._here} has {counted(len(active), 'subscription')}"
        return self._list(active, title, ("To end one: ", _example(active)))

    @property
    def _here(self) -> str:
        return self.here[0].upper() + self.here[1:]

    @property
    def _manage(self) -> Line:
        return (Command("subscriptions"), f" lists what {self.here} follows.")

    def _chosen(self, active: list[Subscription], request: Unsubscribe) -> Subscription | None:
        if request.number is not None:
            return next((s for s in active if s.id == request.number), None)
        if request.words is None:
            return active[0] if len(active) == 1 else None
        read = read_query(request.words, self.vocabulary, self.clock().date())
        return self._same(active, request.words, read if isinstance(read, Query) else None)

    def _same(
        self, active: list[Subscription], words: str, query: Query | None
    ) -> Subscription | None:
        """The subscription that is written so, or that selects the same."""
        today = self.clock().date()
        for subscription in active:
            text = subscription.query_text
            if text == words or (
                query is not None and read_query(text, self.vocabulary, today) == query
            ):
                return subscription
        return None

    def _list(self, active: list[Subscription], title: str, hint: Line) -> Answer:
        return Answer(
            title=title,
            entries=tuple(
                Entry(
                    name=(f"{s.id}. ", self._subscribed(s)),
                    about=self._since(s),
                )
                for s in active
            ),
            hints=(hint,),
        )

    def _none(self) -> Answer:
        return Answer(
            title="No subscription here yet",
            lines=((f"{self._here} is told of nothing.",),),
            hints=(
                (
                    "Try ",
                    Command("subscribe office:EP"),
                    ", or ",
                    Command("subscribe"),
                    " for everything.",
                ),
            ),
        )

    def _since(self, subscription: Subscription) -> Line:
        day = date_in_words(PartialDate.of(subscription.made_at.date()))
        read = read_query(subscription.query_text, self.vocabulary, self.clock().date())
        what = ""
        if isinstance(read, Query) and not read.selects_all:
            what = f"{self._in_words(read)}; "
        line: Line = (f"{what}since {day}",)
        return (*line, " by ", Member(subscription.made_by)) if subscription.made_by else line

    def _subscribed(self, subscription: Subscription) -> Span:
        return filter_span(subscription.query_text)

    def _in_words(self, query: Query) -> str:
        if query.selects_all:
            return "every agreement"
        what = describe(query, self.vocabulary)
        return f"agreements {what}" if what.startswith("binding") else f"agreements ({what})"


def filter_span(query_text: str) -> Span:
    """A subscription's filter as it is shown: as typed, or that it has none."""
    text = shorten(one_line(query_text), _FILTER)
    return Typed(text) if text else "every agreement"


def _who(user: str | None) -> Span:
    return Member(user) if user else "You"


def _example(active: list[Subscription]) -> Command:
    return Command(f"unsubscribe {active[0].id}")
