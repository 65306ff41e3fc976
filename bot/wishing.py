"""The part of `subscribe …` that says when and how: `send:daily at:09:00 zone:Europe/Zurich`.

`send:` is at-once, daily or weekly; `at:` the time and `on:` the weekday of a digest, `zone:` their
time zone; `replies:` thread or channel; `confirm:yes` is what the confirming button says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from accord.query_language import Problem
from accord.wishes import USUAL, WEEKDAYS, Cadence, FollowUps, Wishes, known_zone

_CADENCES = {
    "at-once": Cadence.AT_ONCE,
    "atonce": Cadence.AT_ONCE,
    "now": Cadence.AT_ONCE,
    "live": Cadence.AT_ONCE,
    "once": Cadence.AT_ONCE,
    "daily": Cadence.DAILY,
    "day": Cadence.DAILY,
    "weekly": Cadence.WEEKLY,
    "week": Cadence.WEEKLY,
}
_PART = re.compile(
    r"(?:^|(?<=\s))(send|at|on|zone|replies|confirm)\s?[:：]\s?(\"[^\"]*\"|\S+)", re.IGNORECASE
)
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wished:
    """What was read: the filter that is left, the wishes, whether it was confirmed."""

    rest: str
    wishes: Wishes = USUAL
    confirmed: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def words(self) -> str:
        """The wishes as they are typed."""
        return wishes_typed(self.wishes)


def read_wishes(text: str) -> Wished:
    """Take the wishes out of what was typed after `subscribe`."""
    found = Wished(" ".join(_PART.sub(" ", text).split()))
    for match in _PART.finditer(text):
        found = _with(found, match[1].casefold(), match[2].strip('"'))
    keys = {match[1].casefold() for match in _PART.finditer(text)}
    if "send" not in keys and keys & {"at", "on"}:
        # A time alone asks for a digest, a weekday for a weekly one.
        cadence = Cadence.WEEKLY if "on" in keys else Cadence.DAILY
        found = replace(found, wishes=replace(found.wishes, cadence=cadence))
    return found


def wishes_typed(wishes: Wishes) -> str:
    """A text that is read as the wishes again; empty for the usual ones."""
    parts: list[str] = []
    if wishes.cadence is not Cadence.AT_ONCE:
        parts = [f"send:{wishes.cadence}", f"at:{wishes.at}", f"zone:{wishes.zone}"]
        if wishes.cadence is Cadence.WEEKLY:
            parts.insert(1, f"on:{WEEKDAYS[wishes.weekday]}")
    if wishes.follow_ups is not FollowUps.THREAD:
        parts.append(f"replies:{wishes.follow_ups}")
    return " ".join(parts)


def read_time(text: str) -> int | None:
    """Minutes from midnight: of `9`, `09:00`, `9.30`, `5pm`; None for no time of day."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _with(found: Wished, key: str, value: str) -> Wished:
    wishes = found.wishes
    match key:
        case "send":
            cadence = _CADENCES.get(value.casefold())
            if cadence:
                return replace(found, wishes=replace(wishes, cadence=cadence))
            return _wrong(found, value, "is no rhythm", ("at-once", "daily", "weekly"))
        case "at":
            minute = read_time(value)
            if minute is not None:
                return replace(found, wishes=replace(wishes, at_minute=minute))
            return _wrong(found, value, "is no time of day; write 09:00", ())
        case "on":
            days = [d for d in WEEKDAYS if d.startswith(value.casefold()) and len(value) > 1]
            if len(days) == 1:
                return replace(found, wishes=replace(wishes, weekday=WEEKDAYS.index(days[0])))
            return _wrong(found, value, "is no weekday", WEEKDAYS)
        case "zone":
            zone = known_zone(value)
            if zone:
                return replace(found, wishes=replace(wishes, zone=zone))
            return _wrong(found, value, "is no time zone; write one such as Europe/Zurich", ())
        case "replies":
            place = next((f for f in FollowUps if f == value.casefold()), None)
            if place:
                return replace(found, wishes=replace(wishes, follow_ups=place))
            return _wrong(found, value, "is no place for follow-ups", tuple(FollowUps))
        case _:
            return replace(found, confirmed=value.casefold() in ("yes", "y", "true"))


def _wrong(found: Wished, part: str, why: str, known: tuple[str, ...]) -> Wished:
    near = process.extract(part.casefold(), known, scorer=fuzz.ratio, limit=2, score_cutoff=55)
    nearest = tuple(name for name, _, _ in near) or known
    return replace(found, problems=(*found.problems, Problem(part, why, nearest)))
