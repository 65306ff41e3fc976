"""Dates that a text states by what they are to its own: yesterday, last May, 지난 3일."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property

from accord.dates import PartialDate
from parsers.extraction.dates.calendars import numeral
from parsers.extraction.dates.mention import DateMention, Found
from parsers.extraction.dates.words import DAY, DateWords, Sought

_AHEAD = timedelta(days=20)  # a date without a year is seldom further ahead of its release
_DAYS = {"today": 0, "yesterday": -1, "two_days_ago": -2, "tomorrow": 1}
_WEEK_CUES = {"this_week": 0, "last_week": -7}
_MONTH_CUES = {"this_month": 0, "last_month": -1}
_YEAR_CUES = {"this_year": 0, "same_year": 0, "last_year": -1, "next_year": 1}
# Days by the one that the text last named: `on the following day`.
_FROM_BEFORE = {"day_before": -1, "same_day": 0, "day_after": 1}
_FAR = 1500  # characters between the two
_CUE_SPAN = 24
_COUNTING = {"ar", "fa"}  # languages whose names of days are numbers too
_NUMBERED_DAYS = range(-62, 4)  # `Friday the 2nd`, from the day of the release
_KOREAN_DAY = re.compile(
    rf"(?<![\d월년.~∼-])(?:(?P<first>{DAY})일?\s?[~∼-]\s?)?(?P<day>{DAY})\s?일(?=[\s,(에])(?!\s?(?:간|부터|동안|이내|차))"
)
_CHINESE_DAY = re.compile(
    rf"(?:(?<=[月日，。、；はがもの同くた\s\n])(?:(?P<first>{DAY})日?[至到~～-])?(?P<day>{DAY})日"
    r"(?=[，、在上下于於,に午夜朝]|（[日月火水木金土]）)"
    # 本月三日與…: behind the word for the month whatever follows, and in Chinese numerals too.
    rf"|(?<=[本上当當]月)(?P<told>{DAY}|[一二三四五六七八九十]{{1,3}})日)"
)
_NAMED_DAY = re.compile(rf"[昨今本]\s?[(（]\s?(?P<first>)(?P<day>{DAY})\s?[)）]\s?日")  # 昨(17)日


class RelativeDates:
    """Resolves dates that lack a year, and finds words such as `yesterday`, against a day."""

    def __init__(self, words: DateWords) -> None:
        self._words = words

    def complete(self, text: str, found: Found, day: date) -> tuple[Found, bool] | None:
        """A date without a year with the year that it means, and whether a cue said so.

        None for the name of a month alone, without a word such as `in` or `last` beside it.
        """
        if found.month is None:
            return None
        behind = text[found.end : found.end + _CUE_SPAN]
        before = text[max(0, found.start - _CUE_SPAN) : found.start]
        for cue, step in _YEAR_CUES.items():
            match = self._behind(cue, behind)
            if match:
                return _with_year(found, day.year + step, end=found.end + match.end()), True
            match = self._before(cue, before)
            if match:
                start = found.start - len(before) + match.start()
                return _with_year(found, day.year + step, start=start), True
        if found.day is None and not self._is_placed(before, behind):
            return None
        ahead = bool(self._before("next", before) or self._behind("next", behind))
        said = bool(self._before("last", before) or self._behind("last", behind))
        return _with_year(found, _nearest_year(found, day, ahead=ahead, past=said)), said or ahead

    def find(self, text: str, low: str, day: date) -> Iterator[DateMention]:
        """Days and months that words name by themselves; `low` is `small(text)`."""
        for cue in (*_DAYS, *_WEEK_CUES, *_MONTH_CUES):
            sought = self._alone[cue]
            for match in sought.finditer(text, low) if sought else ():
                meant = _meant(cue, day)
                if meant is not None:
                    yield _mention(match, meant)
        yield from self._weekdays(text, low, day)
        yield from self._numbered_weekdays(text, low, day)
        if self._day_alone is not None:
            yield from self._days(text, day, self._day_alone.finditer(text, low))
        if "ko" in self._words.codes:
            yield from self._days(text, day, _KOREAN_DAY.finditer(text))
        if "zh" in self._words.codes or "ja" in self._words.codes:
            yield from self._days(text, day, _CHINESE_DAY.finditer(text))
            yield from self._days(text, day, _NAMED_DAY.finditer(text))

    def tells_from_before(self, text: str, low: str) -> bool:
        """Whether a text tells a day by another that it named."""
        sought = (self._alone[cue] for cue in _FROM_BEFORE)
        return any(next(one.finditer(text, low), None) for one in sought if one)

    def from_before(
        self, text: str, low: str, dated: Sequence[DateMention], published: date | None
    ) -> Iterator[DateMention]:
        """Days that the text tells by the one it named before; `dated` are in order.

        The day so told may be what the next one is told by; `the same day` is no `today`. A day
        to come is not meant where one behind it is past: `It takes effect on 1 May. The next day`.
        """
        told = sorted(
            (match.start(), step, match)
            for cue, step in _FROM_BEFORE.items()
            if (sought := self._alone[cue])
            for match in sought.finditer(text, low)
        )
        for start, step, match in told:
            known = [m for m in dated if m.end <= start or m.start >= match.end()]
            named = [m for m in known if m.start < start]
            past = [m for m in named if published is None or m.date.last <= published]
            before = next(reversed(past or named), None)
            if before is None or start - before.end > _FAR or before.date.day is None:
                continue
            mention = _mention(match, PartialDate.of(before.date.last + timedelta(days=step)))
            yield mention
            dated = sorted((*known, mention), key=lambda m: m.start)

    def _numbered_weekdays(self, text: str, low: str, day: date) -> Iterator[DateMention]:
        """`Friday the 2nd`, `el viernes 2`: the last such day before the release."""
        if self._numbered_weekday is None:
            return
        for match in self._numbered_weekday.finditer(text, low):
            wanted = self._words.weekday_number(match.group("weekday")), int(match.group("day"))
            for step in reversed(_NUMBERED_DAYS):
                meant = day + timedelta(days=step)
                if (meant.weekday(), meant.day) == wanted:
                    yield _mention(match, PartialDate.of(meant))
                    break

    def _weekdays(self, text: str, low: str, day: date) -> Iterator[DateMention]:
        if self._weekday is None:
            return
        for match in self._weekday.finditer(text, low):
            named = match.group("weekday") in self._words.words("weekdays")
            if not named and (_inside_name(text, match.start()) or _counts(match.group())):
                continue  # `domingo` is a day, Santo Domingo a city
            number = self._words.weekday_number(match.group("weekday"))
            back = (day.weekday() - number) % 7
            if self._before("last", text[max(0, match.start() - _CUE_SPAN) : match.start()]):
                back = back or 7
            if self._before("next", text[max(0, match.start() - _CUE_SPAN) : match.start()]):
                continue
            yield _mention(match, PartialDate.of(day - timedelta(days=back)))

    def _days(
        self, text: str, day: date, numbers: Iterable[re.Match[str]]
    ) -> Iterator[DateMention]:
        """`지난 3일`, `10일 밝혔다`: a day of the release's own month or of the one before."""
        for match in numbers:
            before = text[max(0, match.start() - 8) : match.start()]
            number = numeral(match["day"] or match["told"])
            month = _month_before(day) if self._before("last_month", before) else day
            if self._before("next", before) or number > 31:
                continue
            if month is day and number > day.day + 1:
                month = _month_before(day)
            if number <= calendar.monthrange(month.year, month.month)[1]:
                cue = self._before("last_month", before) or self._before("this_month", before)
                start = match.start() - len(before) + cue.start() if cue else match.start()
                meant = PartialDate(month.year, month.month, number)
                begin = int(match["first"] or number)
                first = PartialDate(month.year, month.month, begin) if begin < number else None
                yield DateMention(
                    start, match.end(), text[start : match.end()], meant, first, relative=True
                )

    @cached_property
    def _alone(self) -> dict[str, Sought | None]:
        cues = (*_DAYS, *_WEEK_CUES, *_MONTH_CUES, *_FROM_BEFORE)
        return {cue: self._words.alone(cue) for cue in cues}

    @cached_property
    def _weekday(self) -> Sought | None:
        body = self._words.weekday
        if body is None or set(self._words.codes) & {"ja", "zh", "ko", "th", "lo"}:
            return None
        front, words = "", self._words.words("weekdays")
        if set(self._words.codes) & _COUNTING:
            word = self._words.any_of("day")
            if word is None:
                return None
            front, words = rf"{word}\s", self._words.words("day")
        pattern = rf"{front}(?P<weekday>{body})(?!\s?,?\s?(?:the\s)?\d|-)"
        return Sought(re.compile(pattern, re.IGNORECASE), words)

    @cached_property
    def _numbered_weekday(self) -> Sought | None:
        body = self._words.weekday
        if body is None or self._weekday is None or set(self._words.codes) & _COUNTING:
            return None
        # An English number alone counts something: `on Friday 12 offices met`.
        ordinals = [w for w in self._words.words("ordinals") if w.isalpha() or w == "."]
        marks = "|".join(re.escape(w) for w in ordinals) or "(?!)"
        mark = f"(?:{marks})" if self._words.codes[0] == "en" else f"(?:{marks})?"
        day = rf"{self._words.link}(?P<day>{DAY}){mark}(?![\w:/%-]|[.,]\d)"
        month = self._words.month
        dated = rf"(?!{self._words.link}{month.pattern.pattern})" if month else ""
        pattern = re.compile(f"(?P<weekday>{body}){day}{dated}", re.IGNORECASE)
        return Sought(pattern, self._words.words("weekdays"))

    @cached_property
    def _day_alone(self) -> Sought | None:
        """`no último dia 12`, `este jueves, día 12,`: a day's number behind the word for it."""
        word, month = self._words.any_of("day"), self._words.month
        if word is None or month is None:
            return None
        last = self._words.any_of("last") or "(?!)"
        told = rf"(?:(?P<last>{last})\s)?{word}\s(?P<first>)(?P<day>{DAY})(?![\d/])"
        ends = r"(?(last)|(?=\s?[,.;)]))"
        no_month = rf"(?!{self._words.link}{month.pattern.pattern})"
        words = (*self._words.words("day"), *self._words.words("last"))
        return Sought(re.compile(told + ends + no_month, re.IGNORECASE), words)

    def _is_placed(self, before: str, behind: str) -> bool:
        return bool(
            self._before("in_month", before)
            or self._before("last", before)
            or self._before("this", before)
            or self._before("next", before)
            or self._behind("last", behind)
            or self._behind("this", behind)
        )

    def _before(self, cue: str, text: str) -> re.Match[str] | None:
        pattern = self._cues.get((cue, "before"))
        return pattern.search(text) if pattern else None

    def _behind(self, cue: str, text: str) -> re.Match[str] | None:
        pattern = self._cues.get((cue, "behind"))
        return pattern.match(text) if pattern else None

    @cached_property
    def _cues(self) -> dict[tuple[str, str], re.Pattern[str]]:
        found = {}
        for cue in (*_YEAR_CUES, *_MONTH_CUES, "in_month", "last", "this", "next"):
            body = self._words.any_of(cue)
            if body:
                found[cue, "before"] = re.compile(rf"{body}[\s,]{{0,2}}$", re.IGNORECASE)
                found[cue, "behind"] = re.compile(rf"[\s,]{{0,2}}{body}", re.IGNORECASE)
        return found


def _inside_name(text: str, start: int) -> bool:
    """Whether a capitalised word stands right before a capitalised one: Santo Domingo."""
    if not text[start].isupper():
        return False
    before = text[max(0, start - 20) : start]
    return before.endswith(" ") and (before.split() or [""])[-1].istitle()


def _counts(weekday: str) -> bool:
    """Whether it is an ordinal: Vietnamese `Thứ Hai` is Monday, `thứ hai` mostly the second."""
    return weekday.partition(" ")[2][:1].islower()


def _with_year(found: Found, year: int, start: int | None = None, end: int | None = None) -> Found:
    return Found(
        found.start if start is None else start,
        found.end if end is None else end,
        year,
        found.month,
        found.day,
        found.first_day,
        found.first_month,
        calendar=found.calendar,
    )


def _nearest_year(found: Found, day: date, *, ahead: bool, past: bool) -> int:
    month, number = found.month or 1, found.day or 1
    years = (day.year - 1, day.year, day.year + 1)
    days = {year: _clipped(year, month, number) for year in years}
    if ahead:
        return min((y for y in years if days[y] >= day), default=day.year + 1)
    limit = day if past else day + _AHEAD
    return max((y for y in years if days[y] <= limit), default=day.year - 1)


def _clipped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _month_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def _meant(cue: str, day: date) -> PartialDate | None:
    if cue in _DAYS:
        return PartialDate.of(day + timedelta(days=_DAYS[cue]))
    if cue in _MONTH_CUES:
        month = day if cue == "this_month" else _month_before(day)
        return PartialDate(month.year, month.month)
    monday = day + timedelta(days=_WEEK_CUES[cue] - day.weekday())
    sunday = monday + timedelta(days=6)
    # A week that lies in one month says that month.
    return PartialDate(monday.year, monday.month) if monday.month == sunday.month else None


def _mention(match: re.Match[str], meant: PartialDate) -> DateMention:
    return DateMention(match.start(), match.end(), match.group(), meant, relative=True)
