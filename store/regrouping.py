"""A reviewer's correction of what was taken for one agreement: split, and merge."""

from __future__ import annotations

import sqlalchemy as sa

from accord.vocabulary import Vocabulary
from store import agreements, groupings
from store.engine import Unit
from store.errors import StoreError
from store.groupings import Act, Ruling, Verdict
from store.records import StoredAgreement
from store.tables import agreement_relations, agreement_releases, events


class CannotRegroup(StoreError):
    """The agreements cannot be split or merged so; the text says why."""


def split(
    unit: Unit,
    agreement_id: int,
    release_id: int,
    vocabulary: Vocabulary,
    ruling: Ruling,
) -> int:
    """Part a release from an agreement: what it tells becomes an agreement of its own, whose id is
    returned. It stays so however the release is read again.

    Nobody is told: the release was announced when it came. Raises NotFound, or CannotRegroup if
    the release does not tell of the agreement or nothing else does.
    """
    agreements.alone(unit)
    stored = agreements.get(unit, agreement_id)
    told = {telling.release_id for telling in stored.tellings}
    if release_id not in told:
        raise CannotRegroup(f"Release {release_id} does not tell of agreement {stored.id}.")
    if len(told) == 1:
        raise CannotRegroup(f"Only release {release_id} tells of agreement {stored.id}.")
    new = agreements.add(unit, ruling.at)
    _move(unit, [release_id], stored.id, new)
    unit.execute(
        sa.update(events)
        .where(events.c.agreement_id == stored.id, events.c.release_id == release_id)
        .values(agreement_id=new)
    )
    for id_, verdict in ((stored.id, Verdict.IS_NOT), (new, Verdict.IS)):
        groupings.rule(
            unit,
            ruling,
            Act.SPLIT,
            release_ids=[release_id],
            agreement_id=id_,
            verdict=verdict,
            from_agreement_id=stored.id,
        )
    agreements.reindex(unit, [stored.id, new], vocabulary)
    return new


def merge(
    unit: Unit,
    agreement_id: int,
    other_id: int,
    vocabulary: Vocabulary,
    ruling: Ruling,
) -> StoredAgreement:
    """Make one agreement of two: all that tells of the other tells of the first from now on, and
    the other's number leads to it. It stays so however the releases are read again.

    Nobody is told. Raises NotFound, or CannotRegroup if one release tells of both.
    """
    agreements.alone(unit)
    stored, other = agreements.get(unit, agreement_id), agreements.get(unit, other_id)
    if stored.id == other.id:
        raise CannotRegroup(f"{agreement_id} and {other_id} are one agreement already.")
    own = {telling.release_id for telling in stored.tellings}
    theirs = [telling.release_id for telling in other.tellings]
    if common := own.intersection(theirs):
        raise CannotRegroup(f"Release {min(common)} tells of both as two agreements.")
    linked = list(
        unit.execute(
            sa.select(agreement_relations.c.agreement_id).where(
                agreement_relations.c.earlier_id == other.id
            )
        ).scalars()
    )
    _move(unit, theirs, other.id, stored.id)
    unit.execute(
        sa.update(events).where(events.c.agreement_id == other.id).values(agreement_id=stored.id)
    )
    groupings.rule(
        unit,
        ruling,
        Act.MERGE,
        release_ids=theirs,
        agreement_id=stored.id,
        verdict=Verdict.IS,
        from_agreement_id=other.id,
    )
    groupings.remember_merged(unit, other.id, stored.id)
    agreements.forget(unit, other.id)
    agreements.reindex(unit, [stored.id, *(i for i in linked if i != other.id)], vocabulary)
    return agreements.get(unit, stored.id)


def _move(unit: Unit, release_ids: list[int], from_id: int, to_id: int) -> None:
    table = agreement_releases
    unit.execute(
        sa.update(table)
        .where(table.c.agreement_id == from_id, table.c.release_id.in_(release_ids))
        .values(agreement_id=to_id)
    )
