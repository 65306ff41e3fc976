"""A date found in a text."""

from __future__ import annotations

from dataclasses import dataclass

from accord.dates import PartialDate


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date found: the document's `text[start:end]`.

    Of several days `date` is the last and `first` the first. A `relative` date (`yesterday`,
    `last May`, `on 3 May` without a year) was resolved against the release's own date.
    """

    start: int
    end: int
    text: str
    date: PartialDate
    first: PartialDate | None = None
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A date as it is written: parts that are not written are None.

    `first_month` and `first_day` are those of the first of several days. `cue` is the key of the
    relative words (`last_year`) that it was written with. `calendar` is the one it counts by.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    first_day: int | None = None
    first_month: int | None = None
    cue: str | None = None
    calendar: str = "gregorian"
