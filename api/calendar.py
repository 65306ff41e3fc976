"""What is to come as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from accord.vocabulary import Vocabulary
from api.words import clean, coming_heading, permanent_id, summary
from store.records import Coming

MEDIA_TYPE = "text/calendar"
_LONGEST = 75  # octets of a line, without its end


def calendar(
    comings: Iterable[Coming], vocabulary: Vocabulary, *, title: str, now: datetime
) -> bytes:
    """A calendar of signings, entries into force, ends of terms and next meetings.

    Each is an event of whole days; one that is stated as a month or year lasts all of it, and
    takes no time from anybody.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Accord//Agreements//EN"]
    lines += ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(title)}"]
    for coming in comings:
        lines += _event(coming, vocabulary, now)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(coming: Coming, vocabulary: Vocabulary, now: datetime) -> Iterator[str]:
    stored = coming.agreement
    name = uuid.uuid5(permanent_id(stored), coming.kind)
    end = coming.when.last
    yield "BEGIN:VEVENT"
    yield f"UID:{name}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_date(coming.when.first)}"
    if end < date.max:
        yield f"DTEND;VALUE=DATE:{_date(end + timedelta(days=1))}"
    yield f"SUMMARY:{_text(coming_heading(coming, vocabulary))}"
    reckoned = "The date follows from the stated term.\n" if coming.reckoned else ""
    yield f"DESCRIPTION:{_text(reckoned + summary(stored))}"
    url = clean(stored.tellings[0].url)
    if url.startswith(("http://", "https://")) and url.isascii():
        yield f"URL:{url}"
    yield f"CATEGORIES:{coming.kind.replace('_', ' ').upper()}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _date(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(value: str) -> str:
    """A value of the type TEXT, with what would end it or part it escaped."""
    escaped = clean(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> bytes:
    """A content line, cut between characters so that no part is longer than 75 octets."""
    parts: list[bytes] = []
    current = b""
    for character in line:
        octets = character.encode()
        # A continued line begins with a space, which counts.
        if len(current) + len(octets) > _LONGEST - (1 if parts else 0):
            parts.append(current)
            current = b""
        current += octets
    parts.append(current)
    return b"\r\n ".join(parts) + b"\r\n"
