"""Ending the leases of a process that is known to be gone."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from store.engine import Unit
from store.tables import deliveries, releases, sources


def end_all(unit: Unit, now: datetime) -> None:
    """Let all leases run out now, so that what a killed process held goes on at once.

    Only for a process that works on the store alone; with others beside it, they would lose what
    they are working on. A delivery that was being posted is then unsure, as after any lapse.
    """
    for table in (sources, releases, deliveries):
        unit.execute(sa.update(table).where(table.c.leased_until > now).values(leased_until=now))
