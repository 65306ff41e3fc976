"""How long a channel wants to be told nothing: `for 3 days`, `until 2026-12-24`, `off`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

_UNITS = {
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "minute": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "hour": timedelta(hours=1),
    "d": timedelta(days=1),
    "day": timedelta(days=1),
    "w": timedelta(weeks=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
}
_LENGTH = re.compile(r"(?:for\s+)?(\d{1,4}|an?|one)?\s*([a-z]+?)s?", re.IGNORECASE)
_DAY = re.compile(r"(?:un)?till?\s*:?\s*(\d{4}-\d{2}-\d{2})", re.IGNORECASE)
_USUAL = timedelta(days=1)
_LONGEST = timedelta(days=366)


def read_until(text: str, now: datetime) -> datetime | None:
    """The instant until which to be quiet; `now` itself for `off`, None for what is no time.

    Without words it is a day. A date lasts until it begins, in UTC.
    """
    text = text.strip()
    if not text:
        return now + _USUAL
    if text.casefold() in ("off", "no", "none", "stop"):
        return now
    if match := _DAY.fullmatch(text):
        try:
            day = datetime.fromisoformat(match[1]).date()
        except ValueError:
            return None
        until = datetime.combine(day, time(), UTC)
        return until if now < until <= now + _LONGEST else None
    match = _LENGTH.fullmatch(text)
    unit = _UNITS.get(match[2].casefold()) if match else None
    if match is None or unit is None:
        return None
    count = int(match[1]) if match[1] and match[1].isdecimal() else 1
    return now + min(count * unit, _LONGEST) if count else None
