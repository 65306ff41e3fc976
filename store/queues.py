"""How long the oldest piece of work has been waiting, stage by stage."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from store.engine import Unit
from store.records import ReleaseState
from store.tables import deliveries, releases, sources

STAGES = ("poll", "fetch", "parse", "deliver")


def oldest(unit: Unit, now: datetime) -> dict[str, timedelta]:
    """For each stage how long its oldest unfinished work has been due; zero where there is none.

    What rests on purpose, until a time to come, is not due; history, which is taken in at the
    pace of its host and told to nobody, is left aside.
    """
    due = {
        "poll": sa.select(sa.func.min(sources.c.next_poll_at)).where(
            sources.c.retired_at.is_(None)
        ),
        "fetch": _release(ReleaseState.FOUND, sa.func.min(releases.c.found_at), now),
        "parse": _release(ReleaseState.FETCHED, sa.func.min(releases.c.fetched_at), now),
        "deliver": sa.select(sa.func.min(deliveries.c.next_try_at)).where(
            sa.text("state IN ('waiting', 'posting')"), deliveries.c.next_try_at <= now
        ),
    }
    since = {stage: unit.execute(statement).scalar() for stage, statement in due.items()}
    return {
        stage: timedelta(0) if at is None else max(now - at, timedelta(0))
        for stage, at in since.items()
    }


def _release(
    state: ReleaseState, since: sa.ColumnElement[datetime], now: datetime
) -> sa.Select[datetime]:
    # Written out, so that the partial index of unfinished releases is used.
    return sa.select(since).where(
        sa.text("state IN ('found', 'fetched')"),
        releases.c.state == state,
        ~releases.c.silent,
        sa.or_(releases.c.next_try_at.is_(None), releases.c.next_try_at <= now),
    )
