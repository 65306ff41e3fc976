"""Agreements with all their tellings, read back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from accord.agreement import Agreement, Evidence
from accord.dates import PartialDate
from accord.merged import merged
from store.engine import Unit
from store.records import StoredAgreement, Telling
from store.tables import agreement_releases, agreements, releases, sources


def load(unit: Unit, ids: Iterable[int]) -> dict[int, StoredAgreement]:
    """Those of the agreements that some release tells of, by id, in the order asked for."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    rows = unit.execute(
        sa.select(
            agreement_releases,
            agreements.c.first_seen_at,
            sa.func.coalesce(releases.c.final_url, releases.c.url).label("url"),
            releases.c.title,
            releases.c.publisher,
            releases.c.language,
            releases.c.published,
            releases.c.silent,
            releases.c.source_id,
            sources.c.name.label("source_name"),
        )
        .join_from(agreement_releases, agreements)
        .join(releases, releases.c.id == agreement_releases.c.release_id)
        .outerjoin(sources, sources.c.id == releases.c.source_id)
        .where(agreement_releases.c.agreement_id.in_(wanted))
        .order_by(agreement_releases.c.told_at, agreement_releases.c.release_id)
    ).all()
    told: dict[int, list[sa.Row[Any]]] = {}
    for row in rows:
        told.setdefault(row.agreement_id, []).append(row)
    return {id_: _stored(id_, told[id_]) for id_ in wanted if id_ in told}


def texts(unit: Unit, release_ids: Iterable[int]) -> dict[int, str]:
    """The texts of releases, by id."""
    wanted = list(release_ids)
    if not wanted:
        return {}
    rows = unit.execute(sa.select(releases.c.id, releases.c.text).where(releases.c.id.in_(wanted)))
    return {row.id: row.text or "" for row in rows}


def _stored(id_: int, rows: list[sa.Row[Any]]) -> StoredAgreement:
    tellings = tuple(_telling(row) for row in rows)
    return StoredAgreement(
        id=id_,
        agreement=merged([_of_release(telling) for telling in tellings]),
        tellings=tellings,
        first_seen_at=rows[0].first_seen_at,
    )


def _of_release(telling: Telling) -> Agreement:
    """What a release tells, with its id beside each quotation."""
    # Every look-up does this for each quotation it loads; `replace` takes more than twice as long.
    own = tuple(
        Evidence(e.field, e.value, e.quote, e.start, e.place, telling.release_id)
        for e in telling.agreement.evidence
    )
    return replace(telling.agreement, evidence=own)


def _telling(row: sa.Row[Any]) -> Telling:
    return Telling(
        release_id=row.release_id,
        ordinal=row.ordinal,
        agreement=Agreement.from_json(row.facts),
        url=row.url,
        title=row.title,
        publisher=row.publisher,
        language=row.language,
        published=None if row.published is None else PartialDate.parse(row.published),
        source_id=row.source_id,
        source_name=row.source_name,
        silent=row.silent,
        told_at=row.told_at,
    )
