"""What reviewers ruled on which release tells of which agreement; it outlives every parsing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from store.engine import Unit
from store.tables import agreement_aliases
from store.tables import groupings as table


class Verdict(StrEnum):
    """Whether a release tells of an agreement."""

    IS = "is"
    IS_NOT = "is_not"


class Act(StrEnum):
    """What a reviewer did."""

    SPLIT = "split"
    MERGE = "merge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """One ruling: whose it is, of when, and why if they said so. `from_agreement_id` is the
    agreement that the release told of before."""

    id: int
    release_id: int
    agreement_id: int
    verdict: Verdict
    act: Act
    from_agreement_id: int
    decided_by: str
    decided_at: datetime
    note: str | None


def of_release(unit: Unit, release_id: int) -> dict[int, Verdict]:
    """The last verdict on each agreement that was ruled on for a release."""
    rows = unit.execute(
        sa.select(table.c.agreement_id, table.c.verdict)
        .where(table.c.release_id == release_id)
        .order_by(table.c.id)
    )
    return {row.agreement_id: Verdict(row.verdict) for row in rows}


def of_agreement(unit: Unit, agreement_id: int) -> tuple[Grouping, ...]:
    """All rulings on an agreement, the oldest first."""
    rows = unit.execute(
        sa.select(table)
        .where(
            sa.or_(table.c.agreement_id == agreement_id, table.c.from_agreement_id == agreement_id)
        )
        .order_by(table.c.id)
    )
    return tuple(_record(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who rules, when, and why if they say so."""

    by: str
    at: datetime
    note: str | None = None


def rule(
    unit: Unit,
    ruling: Ruling,
    act: Act,
    *,
    release_ids: Iterable[int],
    agreement_id: int,
    verdict: Verdict,
    from_agreement_id: int,
) -> None:
    """Write a ruling down for some releases."""
    rows = [
        {
            "release_id": release_id,
            "agreement_id": agreement_id,
            "verdict": verdict,
            "act": act,
            "from_agreement_id": from_agreement_id,
            "decided_by": ruling.by,
            "decided_at": ruling.at,
            "note": ruling.note,
        }
        for release_id in release_ids
    ]
    unit.execute(sa.insert(table), rows)


def merged_into(unit: Unit, agreement_id: int) -> int | None:
    """The agreement that one was merged into, if it was."""
    aliases = agreement_aliases
    return unit.execute(
        sa.select(aliases.c.agreement_id).where(aliases.c.id == agreement_id)
    ).scalar()


def remember_merged(unit: Unit, agreement_id: int, into: int) -> None:
    """Have the number of a merged agreement, and those merged into it before, lead to another."""
    aliases = agreement_aliases
    unit.execute(
        sa.update(aliases).where(aliases.c.agreement_id == agreement_id).values(agreement_id=into)
    )
    unit.execute(sa.insert(aliases).values(id=agreement_id, agreement_id=into))


def _record(row: sa.Row[Any]) -> Grouping:
    values = dict(row._mapping)
    return Grouping(**{**values, "verdict": Verdict(values["verdict"]), "act": Act(values["act"])})
