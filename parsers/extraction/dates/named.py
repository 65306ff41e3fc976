"""Dates with the name of a month, in the order of any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from parsers.extraction.dates.mention import Found
from parsers.extraction.dates.words import DAY, DateWords

_SPAN = 48  # characters on each side of a month in which its day and year stand
_NOTE = r"(?:[ \t]?[(（][^()（）\d]{1,16}[)）])?"  # a weekday in brackets
_POINT = re.compile(r"\.(?=[ \t]?[,\d]|[ \t]?(?:de|of)\s)")
_HIJRI_MARK = r"(?:[ \t]?(?:هـ|ه(?![^\W\d_])|AH\b|H\b))?"
_COMMON_MARK = r"(?:[ \t]?(?:م(?![^\W\d_])|AD\b|CE\b))?"


class NamedMonths:
    """Finds `1-2 November 2021`, `November 2nd, 2021`, `2021. gada 2. novembrī` and their like."""

    def __init__(self, words: DateWords) -> None:
        self._words = words

    def find(self, text: str, low: str) -> Iterator[Found]:
        """All dates of this form, in order; they may lack day or year. `low` is `small(text)`."""
        if self._words.month is None:
            return
        for match in self._words.month.finditer(text, low):
            calendar = str(match.lastgroup)
            month = self._words.number_of(calendar, match.group())
            found = self._around(text, match, month, calendar)
            if found is not None:
                yield found

    def _around(self, text: str, match: re.Match[str], month: int, calendar: str) -> Found | None:
        start, end = match.span()
        if len(match.group()) <= 5 and _POINT.match(text, end):
            end += 1  # Nov.
        if calendar == "gregorian":
            other = self._second_name.match(text, end)
            end = other.end() if other else end  # نوفمبر / تشرين الثاني
        left = text[max(0, start - _SPAN) : start]
        offset = start - len(left)
        day = self._day_before.search(left)
        year = self._year_after.match(text, end)
        after = self._day_after.match(text, end)
        # The number before `October 12, 2022` counts something else.
        if day is None or (after and after.group("year")):
            day, year = (after, after) if after else (None, year)
        if year is not None and year.group("year"):
            end = year.end()
        elif day is not None and day.string is text:
            end = day.end()
        if day is not None and day.string is left:
            start, left = offset + day.start(), left[: day.start()]
        if year is None or not year.group("year"):
            year = self._year_before.search(left)  # 2021. gada 2. novembrī
            start = offset + year.start() if year else start
        written = self._words.counted(year.group("year")) if year else None
        if written is not None and calendar == "gregorian" and 1300 <= written < 1500:
            return None
        if written is None and match.group()[0].islower() and self._words.codes[0] == "en":
            return None  # offices may, and they march
        first = day.group("first") if day else None
        return Found(
            start=start,
            end=end,
            year=written,
            month=month,
            day=self._words.counted(day.group("day")) if day else None,
            first_day=int(first) if first else None,
            calendar=calendar,
        )

    @cached_property
    def _day(self) -> str:
        return rf"{DAY}{self._words.ordinal}{_NOTE}"

    @cached_property
    def _day_before(self) -> re.Pattern[str]:
        first = (
            rf"(?:(?P<first>{DAY}){self._words.ordinal}{_NOTE}(?:[ \t]?,[ \t]?{self._day}){{0,4}}"
        )
        first += rf"(?:{self._words.through}))?"
        day = rf"(?P<day>{DAY}|{self._words.spelled}){self._words.ordinal}{_NOTE}"
        # «20» сентября: the blank of a form, filled in.
        filled = r"[»”\"]?"
        return re.compile(rf"(?<![\d.,/:-]){first}{day}{filled}{self._words.link}$", re.IGNORECASE)

    @cached_property
    def _year(self) -> str:
        spelled = rf"{self._words.millennium}\s{self._words.spelled}"
        return rf"(?P<year>{self._words.year}|{spelled})(?!\d|:\d)"

    @cached_property
    def _year_after(self) -> re.Pattern[str]:
        return re.compile(
            rf"{self._words.link}{self._year}{_HIJRI_MARK}{_COMMON_MARK}", re.IGNORECASE
        )

    @cached_property
    def _year_before(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\d/-]){self._year}{self._words.link}$", re.IGNORECASE)

    @cached_property
    def _day_after(self) -> re.Pattern[str]:
        first = (
            rf"(?:(?P<first>{DAY}){self._words.ordinal}{_NOTE}(?:[ \t]?,[ \t]?{self._day}){{0,4}}"
        )
        first += rf"(?:{self._words.through}))?"
        day = rf"(?P<day>{DAY})(?!\d|[:.]\d|[ \t]?%){self._words.ordinal}{_NOTE}"
        year = rf"(?:[ \t]?,?[ \t]?{self._words.link}{self._year})?"
        return re.compile(rf"[ \t]?{first}{day}{year}", re.IGNORECASE)

    @cached_property
    def _second_name(self) -> re.Pattern[str]:
        month = self._words.month
        body = month.pattern.pattern if month else "(?!)"
        for name in ("gregorian", "hijri", "jalali"):
            body = body.replace(f"(?P<{name}>", "(?:")
        return re.compile(rf"[ \t]?[/(][ \t]?(?:{body})[ \t]?\)?", re.IGNORECASE)
