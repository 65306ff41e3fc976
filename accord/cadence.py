"""When to look at a press room again, how often it publishes, and when its silence is alarming."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from accord.source import Source

MONTH = timedelta(days=30.44)

_OPEN, _CLOSE = 7, 20
_WEEKEND = (5, 6)
# Where the week's days of rest are others than Saturday and Sunday.
_WEEKENDS = {"Asia/Riyadh": (4, 5), "Asia/Jerusalem": (4, 5)}
_BUSY, _QUIET = 30.0, 2.0
_SHORTEST, _LONGEST = timedelta(minutes=10), timedelta(hours=12)
_AT_LEAST, _SPAN = 6, timedelta(days=14)
# Releases that come at random leave a gap this many times the usual once in a thousand times.
_IMPROBABLE = 7.0
_SHORTEST_SILENCE = timedelta(days=3)


def next_look(source: Source, rhythm: float | None, now: datetime) -> timedelta:
    """How long a press room is left alone that answered just now.

    `rhythm` is how many releases a month it has published. A busy one is looked at twice as
    often, one that is nearly always quiet half as often; by night and at weekends, where the
    time zone is known, a third as often, until its working hours begin.
    """
    every = timedelta(seconds=source.every_seconds)
    if source.steady or source.trial:
        return every
    if rhythm is not None and rhythm > _BUSY:
        every = min(every, max(every / 2, _SHORTEST))
    elif rhythm is not None and rhythm < _QUIET:
        every = max(every, min(every * 2, _LONGEST))
    opening = _next_opening(source.time_zone, now)
    if opening is None:
        return every
    return max(every, min(every * 3, opening - now))


def _next_opening(time_zone: str | None, now: datetime) -> datetime | None:
    """When working hours begin next; None while they last, or where they are not known."""
    zone = _zone(time_zone)
    if zone is None:
        return None
    local = now.astimezone(zone)
    weekend = _WEEKENDS.get(time_zone or "", _WEEKEND)
    if local.weekday() not in weekend and _OPEN <= local.hour < _CLOSE:
        return None
    day = local.date() + timedelta(days=local.hour >= _OPEN)
    while day.weekday() in weekend:
        day += timedelta(days=1)
    return datetime.combine(day, time(_OPEN), zone).astimezone(UTC)


def _zone(name: str | None) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def rhythm(published: Iterable[datetime]) -> float | None:
    """Releases a month, from when the latest ones were published; None if they are too few."""
    times = sorted(published)
    if len(times) < _AT_LEAST or times[-1] - times[0] < _SPAN:
        return None
    return (len(times) - 1) * (MONTH / (times[-1] - times[0]))


def longest_silence(source: Source, measured: float | None) -> timedelta | None:
    """How long a press room may publish nothing before that is alarming.

    What is expected of it, and half of what was measured, whichever is more; None where neither
    is known. At that rate chance alone is as silent once in a thousand times.
    """
    a_month = max(source.a_month or 0.0, (measured or 0.0) / 2)
    if not a_month:
        return None
    return max(MONTH / a_month * _IMPROBABLE, _SHORTEST_SILENCE)
