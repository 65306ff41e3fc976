"""Later news of an agreement that is no new one: a release was revised, or withdrawn.

Only channels that were told of the agreement are told, each once, by a digest if they wish so.
Call `revised` in the unit that records a release which was fetched again with another content,
`withdrawn` when it is sure that a release is gone; a re-reading by a better parser is no news and
calls neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from accord.changes import Change, changes
from accord.delivery import EventKind
from accord.wishes import Cadence
from store import agreements, digests, outbox, subscriptions
from store.engine import Unit
from store.records import StoredAgreement
from store.tables import events


def revised(unit: Unit, before: StoredAgreement, release_id: int, now: datetime) -> int:
    """Tell what a revision has changed in an agreement, if anything; the number of deliveries.

    `before` is the agreement as it was stored. Raises NotFound if it is gone.
    """
    stored = agreements.get(unit, before.id)
    found = changes(before.agreement, stored.agreement)
    return _tell(unit, EventKind.REVISED, stored, release_id, now, found=found) if found else 0


def withdrawn(unit: Unit, agreement_id: int, release_id: int, now: datetime) -> int:
    """Tell that a release of an agreement is gone; the number of deliveries. Raises NotFound."""
    stored = agreements.get(unit, agreement_id)
    return _tell(unit, EventKind.WITHDRAWN, stored, release_id, now, found=())


def _tell(
    unit: Unit,
    kind: EventKind,
    stored: StoredAgreement,
    release_id: int,
    now: datetime,
    *,
    found: Sequence[Change],
) -> int:
    event_id = int(
        unit.execute(
            sa.insert(events)
            .values(
                kind=kind,
                agreement_id=stored.id,
                release_id=release_id,
                published_by=len(stored.published_by),
                party_count=len(stored.agreement.parties),
                silent=False,
                happened_at=now,
                changes=[[one.field, one.before, one.now] for one in found] or None,
            )
            .returning(events.c.id)
        ).scalar_one()
    )
    listening: dict[tuple[str, str], int | None] = {}
    for channel in sorted(outbox.channels_told(unit, stored.id, but=event_id)):
        active = [s for s in subscriptions.in_channel(unit, *channel) if not s.muted_at(now)]
        at_once = [s for s in active if s.wishes.cadence is Cadence.AT_ONCE]
        if at_once:
            listening[channel] = at_once[0].id
        elif active:
            digests.gather(unit, active[0].id, event_id, now)
    return outbox.deliver(unit, event_id, listening, now)
