from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from accord.agreement import Agreement, Instrument
from accord.dates import PartialDate
from accord.decision import Decision, Verdict, honoured

READ = Agreement(
    instruments=(Instrument.JOINT_STATEMENT,),
    parties=("JP", "KR"),
    concluded=PartialDate(2024, 3, 5),
)
FIXED = replace(READ, parties=("CN", "JP", "KR"))
OTHER = Agreement(instruments=(Instrument.WORK_PLAN,), parties=("EP", "US"))


def decision(
    verdict: Verdict, read: Agreement = READ, facts: Agreement | None = None, day: int = 1
) -> Decision:
    return Decision(
        release_id=1,
        verdict=verdict,
        read=read,
        facts=facts,
        decided_by="U1",
        decided_at=datetime(2026, 5, day, tzinfo=UTC),
    )


def test_what_nobody_decided_on_stays_as_it_was_read() -> None:
    assert honoured((READ, OTHER), ()) == (READ, OTHER)


def test_a_fix_stands_whatever_is_read_now() -> None:
    fixed = decision(Verdict.FIXED, facts=FIXED)
    assert honoured((READ, OTHER), [fixed]) == (FIXED, OTHER)
    better = replace(READ, place="Seoul")
    assert honoured((OTHER, better), [fixed]) == (OTHER, FIXED)
    assert honoured((replace(READ, parties=("JP",)),), [fixed]) == (FIXED,)
    assert honoured((), [fixed]) == (FIXED,)
    assert honoured((FIXED,), [fixed]) == (FIXED,)


def test_what_was_rejected_stays_out_and_takes_nothing_else_along() -> None:
    rejected = decision(Verdict.REJECTED)
    assert honoured((READ, OTHER), [rejected]) == (OTHER,)
    assert honoured((replace(READ, place="Seoul"), OTHER), [rejected]) == (OTHER,)
    assert honoured((OTHER, FIXED), [rejected]) == (OTHER, FIXED)


def test_an_approval_stands_when_the_parser_gets_worse() -> None:
    approved = decision(Verdict.APPROVED, facts=READ)
    assert honoured((replace(READ, concluded=None), OTHER), [approved]) == (READ, OTHER)


def test_the_last_decision_counts() -> None:
    first = decision(Verdict.FIXED, facts=FIXED)
    second = decision(Verdict.REJECTED, read=FIXED, day=2)
    assert honoured((READ,), [first, second]) == ()
    again = decision(Verdict.APPROVED, facts=READ, day=3)
    assert honoured((READ,), [decision(Verdict.REJECTED), again]) == (READ,)
