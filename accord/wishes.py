"""When and how a subscription is told: at once or as a digest, where follow-ups stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Cadence(StrEnum):
    """How often a subscription is told."""

    AT_ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"


class FollowUps(StrEnum):
    """Where later news of an agreement stand: under its first message, or as messages too."""

    THREAD = "thread"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Wishes:
    """A subscription's choices. The time, weekday (0 is Monday) and zone are those of digests."""

    cadence: Cadence = Cadence.AT_ONCE
    at_minute: int = 9 * 60
    weekday: int = 0
    zone: str = "UTC"
    follow_ups: FollowUps = FollowUps.THREAD

    @property
    def at(self) -> str:
        """The digest's time of day: `09:00`."""
        return f"{self.at_minute // 60:02d}:{self.at_minute % 60:02d}"

    def next_digest(self, after: datetime) -> datetime | None:
        """The first instant after `after` when a digest is due, in UTC; None if told at once.

        A time that the clocks skip in spring comes an hour later; of one that comes twice in
        autumn the first counts.
        """
        if self.cadence is Cadence.AT_ONCE:
            return None
        zone = ZoneInfo(self.zone)
        clock = time(self.at_minute // 60, self.at_minute % 60)
        day = after.astimezone(zone).date()
        for ahead in range(9):
            on = day + timedelta(days=ahead)
            if self.cadence is Cadence.WEEKLY and on.weekday() != self.weekday:
                continue
            due = datetime.combine(on, clock, zone).astimezone(UTC)
            if due > after:
                return due
        raise AssertionError("every week holds every weekday")

    def in_words(self) -> str:
        """The choices in plain words."""
        match self.cadence:
            case Cadence.AT_ONCE:
                when = "at once"
            case Cadence.DAILY:
                when = f"as a digest daily at {self.at} ({self.zone})"
            case Cadence.WEEKLY:
                day = WEEKDAYS[self.weekday].capitalize()
                when = f"as a digest on {day}s at {self.at} ({self.zone})"
        if self.follow_ups is FollowUps.CHANNEL:
            return f"{when}, follow-ups in the channel"
        return when


USUAL = Wishes()


def known_zone(name: str) -> str | None:
    """A time zone by its IANA name in any case, None if there is none."""
    wanted = name.strip().replace(" ", "_").casefold()
    if wanted in ("utc", "gmt", "z"):
        return "UTC"
    return _zones().get(wanted)


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in available_timezones()}
