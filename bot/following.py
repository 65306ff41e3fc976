"""What a channel follows: subscribing, ending a subscription, listing them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from accord.dates import PartialDate
from accord.query import Query, describe
from accord.query_language import read_query
from accord.vocabulary import Vocabulary
from accord.wishes import USUAL
from bot import cards
from bot.dates import date_in_words, instant_in_words
from bot.outside import one_line, shorten
from bot.requests import Mute, Subscribe, Unsubscribe
from bot.wishing import wishes_typed
from bot.wording import Answer, Choice, Command, Entry, Line, Member, Span, Typed, counted
from store import Store, Unit, subscriptions
from store.records import Subscription
from store.search import search

_FILTER = 300
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Following:
    """The subscriptions of channels."""

    store: Store
    vocabulary: Vocabulary
    clock: Callable[[], datetime]
    here: str = "this channel"

    def subscribe(
        self,
        request: Subscribe,
        workspace: str,
        channel: str,
        user: str | None,
        samples: Collection[str] = (),
    ) -> Answer:
        """Show what the filter would have sent and ask; once that is confirmed, tell the channel.

        The answer is then public and names who did it.
        """
        if not request.confirmed:
            with self.store.read() as unit:
                same = self._same(
                    subscriptions.in_channel(unit, workspace, channel), request.words, request.query
                )
                if same is None or same.wishes != request.wishes:
                    return self._preview(unit, request, same, samples)
        else:
            with self.store.begin() as unit:
                active = subscriptions.in_channel(unit, workspace, channel)
                same = self._same(active, request.words, request.query)
                if same is None or same.wishes != request.wishes:
                    subscriptions.add(
                        unit,
                        workspace=workspace,
                        channel=channel,
                        query_text=same.query_text if same else request.words,
                        made_by=user,
                        now=self.clock(),
                        wishes=request.wishes,
                    )
        what = self._in_words(request.query)
        if same is not None and same.wishes == request.wishes:
            return Answer(
                lines=((f"{self._here} follows {what} already.",),),
                hints=(self._manage,),
            )
        line: Line = (_who(user), f" subscribed {self.here} to {what}.")
        if request.wishes != USUAL or same is not None:
            line = (*line, f" It is told {request.wishes.in_words()}.")
        return Answer(lines=(line,), hints=(self._manage,), public=True)

    def _preview(
        self,
        unit: Unit,
        request: Subscribe,
        same: Subscription | None,
        samples: Collection[str],
    ) -> Answer:
        """What the filter would have sent in the last twelve months, how often, and the latest."""
        year_ago = PartialDate.of(self.clock().date() - _YEAR)
        since = request.query.since
        start = since if since and since.first > year_ago.first else year_ago
        found = search(unit, replace(request.query, since=start), limit=3)
        what = self._in_words(request.query)
        sent = (
            f"In the last 12 months this would have sent {counted(found.total, 'announcement')}"
            f"{_a_week(found.total)}."
            if found.total
            else "In the last 12 months this would have sent nothing, as far as I have read."
        )
        words = f"subscribe {request.words} {wishes_typed(request.wishes)} confirm:yes"
        lines: list[Line] = [(sent,), (f"It would be told {request.wishes.in_words()}.",)]
        if same is not None:
            lines.append((f"{self._here} follows that already, {same.wishes.in_words()}.",))
        return Answer(
            title=shorten(f"Subscribe {self.here} to {what}?", 150),
            lines=tuple(lines),
            rows=tuple(cards.row(hit, self.vocabulary, samples=samples) for hit in found.hits),
            choices=(
                Choice(
                    label="Subscribe",
                    words=" ".join(words.split()),
                    lead="To confirm: ",
                    primary=True,
                ),
                Choice(label="Cancel", words="", lead=""),
            ),
        )

    def mute(self, request: Mute, workspace: str, channel: str, user: str | None) -> Answer:
        """Tell the channel nothing for a while, or again; the answer is public."""
        now = self.clock()
        with self.store.begin() as unit:
            active = subscriptions.in_channel(unit, workspace, channel)
            chosen = [s for s in active if request.number in (None, s.id)]
            ids = [s.id for s in chosen]
            if request.until is None:
                subscriptions.unmute(unit, ids, now)
            else:
                subscriptions.mute(unit, ids, now, request.until)
        if not active:
            return self._none()
        if not chosen:
            hint: Line = ("Name it by its number: ", Command(f"mute {active[0].id} for 3 days"))
            return self._list(active, "Which one?", hint)
        what: tuple[Span, ...] = (
            (f"{self.here}",)
            if request.number is None
            else (f"{self.here}'s subscription to ", self._subscribed(chosen[0]))
        )
        if request.until is None:
            return Answer(lines=((_who(user), " unmuted ", *what, "."),), public=True)
        until = instant_in_words(request.until)
        undo = "unmute" if request.number is None else f"unmute {request.number}"
        return Answer(
            lines=((_who(user), " muted ", *what, f" until {until}."),),
            hints=(("What is published meanwhile is not told here. ", Command(undo), " ends it."),),
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
                hints=(("To have it back: ", Command(self._again(chosen))),),
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
        state = self._state(subscription)
        read = read_query(subscription.query_text, self.vocabulary, self.clock().date())
        what = ""
        if isinstance(read, Query) and not read.selects_all:
            what = f"{self._in_words(read)}; "
        line: Line = (f"{what}since {day}",)
        if subscription.made_by:
            line = (*line, " by ", Member(subscription.made_by))
        return (*line, f"; {state}") if state else line

    def _again(self, subscription: Subscription) -> str:
        words = f"subscribe {subscription.query_text} {wishes_typed(subscription.wishes)}"
        return " ".join(words.split())

    def _state(self, subscription: Subscription) -> str:
        now = self.clock()
        parts: list[str] = []
        if subscription.wishes != USUAL:
            parts.append(f"told {subscription.wishes.in_words()}")
        if subscription.muted_at(now) and subscription.muted_until:
            parts.append(f"muted until {instant_in_words(subscription.muted_until)}")
        if subscription.paused_at:
            parts.append(f"paused, Slack refuses: {subscription.pause_reason}")
        return "; ".join(parts)

    def _subscribed(self, subscription: Subscription) -> Span:
        return filter_span(subscription.query_text)

    def _in_words(self, query: Query) -> str:
        if query.selects_all:
            return "every agreement"
        what = describe(query, self.vocabulary)
        return f"agreements {what}" if what.startswith("binding") else f"agreements ({what})"


def _a_week(count: int) -> str:
    """How often that is: `, about 0.3 a week`."""
    each = count / 52
    digits = 0 if each >= 10 else 1 if each >= 0.1 else 2
    return f", about {each:.{digits}f} a week"


def filter_span(query_text: str) -> Span:
    """A subscription's filter as it is shown: as typed, or that it has none."""
    text = shorten(one_line(query_text), _FILTER)
    return Typed(text) if text else "every agreement"


def _who(user: str | None) -> Span:
    return Member(user) if user else "You"


def _example(active: list[Subscription]) -> Command:
    return Command(f"unsubscribe {active[0].id}")
