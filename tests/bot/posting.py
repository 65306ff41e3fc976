"""A poster at work in the fake workspace, and a clock that tests move."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from accord.agreement import Agreement
from accord.dates import PartialDate
from accord.wishes import USUAL, Wishes
from bot.announcing import Poster
from store import Store, outbox, subscriptions
from store.records import Delivery
from tests.bot.fake_slack import TEAM, FakeSlack
from tests.bot.field import MEMORANDUM, publish


class Clock:
    """The time, which passes as the test says."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC) + timedelta(seconds=10)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **parts: float) -> None:
        self.now += timedelta(**parts)


def follow(
    store: Store,
    *channels: str,
    query: str = "",
    wishes: Wishes = USUAL,
    made_by: str | None = None,
) -> None:
    with store.begin() as unit:
        for channel in channels:
            subscriptions.add(
                unit,
                workspace=TEAM,
                channel=channel,
                query_text=query,
                made_by=made_by,
                now=datetime.now(UTC),
                wishes=wishes,
            )


def news(number: int) -> Agreement:
    return replace(MEMORANDUM, concluded=PartialDate(2000 + number), areas=(f"subject {number}",))


def tell(store: Store, number: int) -> None:
    publish(store, news(number), url=f"https://www.saip.gov.sa/{number}", publisher="SA")


def drive(poster: Poster, clock: Clock, rounds: int = 60) -> None:
    """Let the poster work and time pass until nothing is left to settle."""
    for _ in range(rounds):
        poster.step()
        counts = states(poster.store)
        if not counts["waiting"] and not counts["posting"]:
            return
        clock.advance(seconds=30)
    raise AssertionError(f"unsettled after {rounds} rounds: {counts}")


def states(store: Store) -> dict[str, int]:
    with store.read() as unit:
        return {str(state): count for state, count in outbox.counts(unit).items()}


def delivery(store: Store, number: int = 1) -> Delivery:
    with store.read() as unit:
        return outbox.get(unit, number)


def keys(slack: FakeSlack) -> Counter[str]:
    return Counter(m.body["metadata"]["event_payload"]["key"] for m in slack.messages)
