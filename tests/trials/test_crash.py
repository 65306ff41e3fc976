"""The crash trial in small: whatever dies, each agreement is told once, the archive is whole."""

from __future__ import annotations

import pytest

from tests.bot.slack_records import Message
from tests.trials.crash import Plan, run
from tests.trials.ledger import Fault, Ledger

SMALL = Plan(
    seed=3, releases=36, subscriptions=8, rooms=4, seconds=10.0, faults=6, pause=(0.5, 2.5)
)


@pytest.mark.timeout(600)  # 240 without any progress end it before
@pytest.mark.usefixtures("redis", "postgresql")  # skips, or in CI fails, where there are none
@pytest.mark.parametrize("installation", ["postgresql", "embedded"])
def test_nothing_is_lost_and_nothing_told_twice_whatever_dies(installation: str) -> None:
    said: list[str] = []
    ledger = run(SMALL, installation, said.append)

    assert ledger.well, "\n".join([str(ledger), *said])
    assert len(ledger.wanted) > 5
    assert len(ledger.faults) >= 4


def test_the_ledger_sees_what_is_lost_told_twice_and_not_asked_for() -> None:
    def told(channel: str, number: int, at: float) -> Message:
        return Message(channel, f"{at}", at, {"text": f"<http://room/news/{number}|Read>"})

    ledger = Ledger(
        published=3,
        wanted={("C1", 1), ("C1", 2), ("C2", 2)},
        shown_at={1: 10.0, 2: 10.0, 3: 10.0},
        messages=[told("C1", 1, 12.0), told("C1", 1, 13.0), told("C2", 2, 55.0), told("C2", 3, 14)],
        faults=[Fault("kill: bot", 11.0), Fault("kill: beat", 56.0)],
    )

    assert (ledger.lost, ledger.twice, ledger.unasked) == ([("C1", 2)], [("C1", 1)], [("C2", 3)])
    assert not ledger.well
    assert [ledger.recovery(fault) for fault in ledger.faults] == [44.0, 0.0]
    assert [ledger.standstill(fault) for fault in ledger.faults] == [1.0, 0.0]
    assert "slowest recovery  44.0 s (kill: bot)" in str(ledger)
