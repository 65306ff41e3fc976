"""Dates and times in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from accord.dates import PartialDate

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def date_in_words(day: PartialDate) -> str:
    """`5 January 2026`, `January 2026` or `2026`, as precise as the date is."""
    month = _MONTHS[day.month - 1] if day.month else None
    return " ".join(str(part) for part in (day.day, month, day.year) if part is not None)


def instant_in_words(instant: datetime, zone: str = "UTC") -> str:
    """`5 January 2026, 09:30 UTC`."""
    there = instant.astimezone(ZoneInfo(zone))
    day = date_in_words(PartialDate.of(there.date()))
    return f"{day}, {there:%H:%M} {zone}"


def ago(then: datetime, now: datetime) -> str:
    """How long ago, roughly: `just now`, `5 minutes ago`, `3 days ago`."""
    rest = now - then
    return "just now" if rest < timedelta(minutes=1) else f"{duration(rest)} ago"


def duration(rest: timedelta) -> str:
    """A length of time in its largest whole unit, at least a minute: `2 hours`."""
    for unit, length in (("day", 86_400), ("hour", 3_600)):
        count = int(rest.total_seconds()) // length
        if count:
            return f"{count:,} {unit}{'s' if count > 1 else ''}"
    count = max(1, int(rest.total_seconds()) // 60)
    return f"{count} minute{'s' if count > 1 else ''}"
