"""Why a release was or was not announced in a channel, step by step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from accord.decision import Verdict
from accord.delivery import DeliveryState, EventKind
from accord.query import Query, describe, unmet
from accord.query_language import read_query
from accord.vocabulary import Vocabulary
from bot import cards
from bot.dates import ago, duration, instant_in_words
from bot.following import filter_span
from bot.outside import one_line, shorten
from bot.wording import Answer, Command, Line, Span, Typed
from store import Unit, decisions, search_index, subscriptions, tracing
from store.records import Release, ReleaseState, Subscription
from store.tracing import Told, Trace

_REASON = 200
_HELD = {
    "look": "it is one of many that were found at once",
    "many": "it is one of many that were found at once",
    "old": "it was published long before it was found",
}


@dataclass(frozen=True)
class Enquiry:
    """Looks one release up for one channel."""

    unit: Unit
    vocabulary: Vocabulary
    workspace: str
    channel: str
    here: str
    now: datetime
    samples: Collection[str] = ()

    def answer(self, url: str) -> Answer:
        """What became of the release at an address."""
        release = tracing.known(self.unit, url)
        if release is None:
            return self._unknown(url)
        if release.state is ReleaseState.PARSED:
            return self._read(release)
        return Answer(title=_title(release), lines=tuple(self._underway(release)))

    def _unknown(self, url: str) -> Answer:
        watched = tracing.watching(self.unit, url)
        lines: list[Line] = [("Nobody has shown me this release.",)]
        if not watched:
            host = shorten(one_line(urlsplit(url).hostname or url), 80)
            lines.append((f"No press room on {host} is watched.",))
        for one in watched[:3]:
            name = one_line(one.source.name)
            looked = (
                f"looked at {ago(one.last_success_at, self.now)}"
                if one.last_success_at
                else "not read yet"
            )
            trouble = f"; in trouble: {_short(one.last_error)}" if one.failures else ""
            lines.append(
                (f"{name} is watched ({looked}{trouble}), and its list does not name it.",)
            )
        return Answer(
            title="Not fetched",
            lines=tuple(lines),
            hints=(
                (
                    "To have it read: in Slack choose “Read this with Accord” in the menu of a "
                    "message that holds the link; in a shell type ",
                    Typed(f"accord ingest {shorten(url, 200)}"),
                ),
            ),
        )

    def _underway(self, release: Release) -> list[Line]:
        found = f"Its address was found {ago(release.found_at, self.now)}."
        match release.state:
            case ReleaseState.FOUND:
                lines: list[Line] = [(found + " It has not been fetched yet.",)]
            case ReleaseState.FETCHED:
                lines = [(found + " It has been fetched and is about to be read.",)]
            case _:
                return [(found,), (f"It was given up: {_short(release.last_error)}.",)]
        if release.last_error:
            lines.append((f"The last try failed: {_short(release.last_error)}.",))
        if release.next_try_at and release.next_try_at > self.now:
            lines.append((f"It is tried again in {duration(release.next_try_at - self.now)}.",))
        return lines

    def _read(self, release: Release) -> Answer:
        found = tracing.traces(self.unit, release.id, self.workspace, self.channel)
        rejected = [
            d for d in decisions.rows_for(self.unit, release.id) if d.verdict is Verdict.REJECTED
        ]
        lines: list[Line] = [
            (
                "A reviewer decided that it is not an agreement, on "
                f"{instant_in_words(decision.decided_at)}.",
            )
            for decision in rejected
        ]
        if not found and not rejected:
            read = f", read {ago(release.parsed_at, self.now)}" if release.parsed_at else ""
            lines.append(
                (f"Not an agreement{read}: nothing in it says that offices concluded one.",)
            )
        if release.withdrawn_at:
            when = instant_in_words(release.withdrawn_at)
            lines.append((f"Withdrawn: it was gone from its address on {when}.",))
        for trace in found:
            lines += self._held(release) if release.held else self._trace(trace)
        rows = tuple(
            cards.row(trace.stored, self.vocabulary, samples=self.samples) for trace in found
        )
        hints: tuple[Line, ...] = (
            (("The words behind each fact: ", Command(f"why {rows[0].id}")),) if rows else ()
        )
        return Answer(title=_title(release), lines=tuple(lines), rows=rows, hints=hints)

    def _held(self, release: Release) -> list[Line]:
        """The operator is asked first: it is old, or one of many that were found at once."""
        why = _HELD.get(release.held or "", "it is looked at first")
        return [(f"Held back until who runs Accord has decided: {why}.",)]

    def _trace(self, trace: Trace) -> list[Line]:
        number = f"No. {trace.stored.id}"
        others = len(trace.stored.tellings) - 1
        lines: list[Line] = []
        if others:
            more = "another release tells" if others == 1 else f"{others} other releases tell"
            lines.append((f"Merged: {more} of the same agreement, {number}.",))
        told = [*trace.before, *trace.told]
        here = [one for one in told if one.delivery is not None]
        lines += [self._delivered(one, number) for one in here]
        lines += [
            (f"{number} waits for the next digest of {self.here}.",)
            for one in told
            if one.digest_of is not None
        ]
        if any(one.event.held for one in told):
            doubts = next(one.event.doubts for one in told if one.event.held)
            lines.append((f"Held for a reviewer: {'; '.join(doubts)}.",))
            return lines
        if not here and not any(one.digest_of for one in told):
            lines += self._untold(trace)
        return lines

    def _delivered(self, told: Told, number: str) -> Line:
        delivery = told.delivery
        assert delivery is not None  # noqa: S101  narrows the type
        what = {EventKind.PUBLISHED: "Announced"}.get(told.event.kind, "A follow-up was posted")
        match delivery.state:
            case DeliveryState.POSTED:
                at = tracing.told_at(self.unit, delivery.id)
                return (f"{what} in {self.here} {ago(at, self.now) if at else ''}, {number}.",)
            case DeliveryState.PARKED:
                return (f"Refused by Slack, and given up: {_short(delivery.last_error)}.",)
        if delivery.last_error:
            return (f"Queued; so far it was not taken: {_short(delivery.last_error)}.",)
        return (f"Queued for {self.here}, {number}.",)

    def _untold(self, trace: Trace) -> list[Line]:
        happened = [one.event for one in (*trace.before, *trace.told)]
        if happened and all(event.silent for event in happened):
            return [
                (
                    "History: it stood there when the press room was first looked at, and history "
                    "is not announced.",
                )
            ]
        active = subscriptions.in_channel(self.unit, self.workspace, self.channel)
        if not active:
            return [(f"Nothing in {self.here} is subscribed. Try ", Command("subscribe"), ".")]
        at = happened[0].happened_at if happened else trace.stored.first_seen_at
        return [self._filtered(one, trace, at) for one in active]

    def _filtered(self, subscription: Subscription, trace: Trace, at: datetime) -> Line:
        span: Span = filter_span(subscription.query_text)
        if subscription.made_at > at:
            return ("Subscribed later: ", span, f" since {instant_in_words(subscription.made_at)}.")
        query = read_query(subscription.query_text, self.vocabulary, self.now.date())
        stored = trace.stored
        missing = unmet(
            query if isinstance(query, Query) else query.understood,
            stored.agreement,
            languages=search_index.languages(stored),
            dated=search_index.dated(stored),
            haystack=search_index.indexed_words(self.unit, stored.id),
        )
        if missing:
            what = "; ".join(describe(part, self.vocabulary) for part in missing)
            return ("Filtered by ", span, f": it is not {what}.")
        if subscription.muted_at(at):
            return ("Muted then: ", span, ".")
        return ("No news for ", span, ": it was known before, and no further party published it.")


def _title(release: Release) -> str:
    return shorten(one_line(release.title or release.url), 140)


def _short(reason: str | None) -> str:
    return shorten(one_line(reason or "no reason was noted"), _REASON).rstrip(".")
