"""When a release that is known is looked at again: pages are mended, statements follow."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from accord.dates import PartialDate
from accord.press_release import Reading
from accord.source import Source

# Hours from one look to the next: pages are mended in the first days, statements follow in weeks.
_RESTS = (6, 18, 48, 96, 168, 384)
_DAILY, _DAYS_TO_FOLLOW = 24, 60
_RECENT = timedelta(days=45)
_HOUR = timedelta(hours=1)

# Places that are kept free for a statement which is not there yet.
_TO_FOLLOW = re.compile(
    r"[(\[]\s?(?:to follow|coming soon|forthcoming)\s?[)\]]|\bto follow\s*$|\bafter clearance\b"
    r"|\bwill be (?:published|available|posted|released) (?:here|shortly|soon|later)\b",
    re.IGNORECASE | re.MULTILINE,
)
_SEARCHED = 100_000


def is_to_follow(reading: Reading) -> bool:
    """Whether a release says that its statement will be published later."""
    return _TO_FOLLOW.search(reading.text[:_SEARCHED]) is not None


def first_look(
    reading: Reading,
    source: Source | None,
    listed: PartialDate | None,
    now: datetime,
    *,
    silent: bool,
) -> timedelta | None:
    """How long to wait before a release that was just read is looked at again.

    None if it is not worth a look: only what a source published lately changes, not its archive
    nor what a person brought in. `listed` is the day that the listing gave it.
    """
    if source is None or source.sample or source.rolling:
        return None
    day = reading.published or listed
    if silent and (day is None or day.last < (now - _RECENT).date()):
        return None
    return next_look(0, reading, source)


def next_look(looks: int, reading: Reading, source: Source) -> timedelta | None:
    """How long to wait after so many looks; None after the last one."""
    if is_to_follow(reading):
        hours = _DAILY if looks < _DAYS_TO_FOLLOW else None
    else:
        hours = _RESTS[looks] if looks < len(_RESTS) else None
    return None if hours is None else _HOUR * hours * scale(source)


def scale(source: Source) -> float:
    """A trial looks at its sources every few seconds, and at its releases as much sooner."""
    return source.every_seconds / _HOUR.total_seconds() if source.trial else 1.0
