"""Signs of life that processes leave for each other: when the schedule last ticked."""

from __future__ import annotations

from datetime import datetime, timedelta

from store import meta
from store.engine import Unit

_TICK = "pulse.schedule"
_EVERY = timedelta(seconds=5)


def ticked(unit: Unit, now: datetime) -> None:
    """Note that a tick of the schedule has come all the way to a worker."""
    last = last_tick(unit)
    if last is None or now - last >= _EVERY:
        meta.put(unit, _TICK, "", now)


def last_tick(unit: Unit) -> datetime | None:
    """When the schedule last ticked; None if it never did."""
    found = meta.get(unit, _TICK)
    return None if found is None else found[1]


def touch(unit: Unit, who: str, now: datetime) -> None:
    """Write something, to see whether the store can be written."""
    meta.put(unit, f"pulse.{who}", "", now)
