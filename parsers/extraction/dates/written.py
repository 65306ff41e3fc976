"""Dates whose month is a number: 2021-11-02, 02.11.2021, 2021年11月2日, ngày 2 tháng 11."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from parsers.extraction.dates.calendars import ERAS, common_year, era_year, numeral
from parsers.extraction.dates.mention import Found
from parsers.extraction.dates.words import DAY, DateWords, small

_ISO = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20|1[34]|2[45])\d\d)(?P<sep>[-./])[ \t]?(?P<month>1[0-2]|0?[1-9])"
    rf"(?P=sep)[ \t]?(?P<day>{DAY})(?!\d|[./-]\d)"
)
# A mark with a space on both sides, `03 / 10 / 2024`, takes a whole year.
_SHORT = re.compile(
    rf"(?<![\d./-])(?:(?P<first>{DAY})\.?[-–—])?"
    rf"(?P<a>{DAY})(?:(?P<sep>[./-])|(?P<wide>[ \t][./-]))[ \t]?(?P<b>{DAY})"
    r"(?:(?P=sep)|(?P=wide))[ \t]?"
    r"(?P<year>(?:19|20|2[45]|1[34])\d\d|(?(wide)(?!)|\d\d))(?!\d|[./-]\d)"
)
# 2014 06 30, as Baltic sites date their pages.
_SPACED = re.compile(
    r"(?<![\d.,/-])(?<!\d )(?P<year>(?:19|20)\d\d) (?P<month>1[0-2]|0[1-9]) "
    r"(?P<day>3[01]|[12]\d|0[1-9])(?![\d./-]| \d)"
)
# Years of the Republic of China in digits only, as its offices date their pages: 109-03-05.
_ROC = re.compile(
    r"(?<![\d./-])(?P<year>[89]\d|1[0-3]\d)(?P<sep>[-./])(?P<month>1[0-2]|0[1-9])(?P=sep)"
    r"(?P<day>3[01]|[12]\d|0[1-9])(?![\d./-])"
)
# Behind a weekday the year may be left out: `Rabu (12/7)`, `mercredi 12/07`, `Mittwoch, 12.7.`
_UNDATED = re.compile(
    rf"[ \t]?,?[ \t]?[(（]?(?P<date>(?P<day>{DAY})(?:/|(?P<point>\.))(?P<month>1[0-2]|0?[1-9]))"
    r"(?(point)(?=[.)])|)(?![./-]?\d)"
)
_PLACE = re.compile(r"\{\w\}")
_BUDDHIST = 2500  # 27.05.58 in Thai is of 2558
_ROC_YEARS = range(80, 150)  # 109年8月 in Chinese
_DASH = r"[-\u2010-\u2015~〜～∼]"
_HAN = r"[〇零○一二三四五六七八九]{4}|[一二三四五六七八九十]{1,3}"
_HAN_SMALL = r"[一二三四五六七八九十]{1,3}"
_WEEK = (
    r"(?:[ \t]?[(（]?[ \t]?(?:[月火水木金土日](?:曜日?)?|(?:星期|周|週)[一二三四五六日天]"
    r"|[월화수목금토일](?:요일)?)[)）])?"
)
_THEN = (
    rf"[ \t]?(?:{_DASH}|起?[,，]?[ \t]?至|から|より|부터|에서|到|及び|および|和|、|,|·|・|と|및)"
    r"[ \t]?"
)
# Year and month may stand in brackets behind a word for them: 去（106）年12月, 本（5）月3日.
_CJK = re.compile(
    rf"(?:(?:(?P<era>{'|'.join(ERAS)})[ \t]?)?(?P<year>\d{{1,4}}|元|{_HAN})[)）]?[ \t]?[年년]"
    r"(?:[ \t]?[（(](?:西暦|西元)?\d{4}年?[)）])?[ \t]?)?"
    rf"(?P<month>1[0-2]|0?[1-9]|{_HAN_SMALL})[)）]?[ \t]?[月월](?![ \t]?[額间間曜])[ \t]?"
    rf"(?:(?:(?P<first>{DAY}|{_HAN_SMALL})[ \t]?[日일号號]?{_WEEK}{_THEN}"
    rf"(?:(?P<second>1[0-2]|0?[1-9])[ \t]?[月월][ \t]?)?)?"
    rf"(?P<day>{DAY}|{_HAN_SMALL})[ \t]?[日일号號]{_WEEK})?"
)
_CJK_CHAR = re.compile(r"[月월]")
_CJK_FRONT = re.compile(rf"[\d〇零○一二三四五六七八九十元{''.join({era[0] for era in ERAS})}]")
# As Korean ministries date: 6. 3.(월), ’24.6.3., 6.3.(월)~4.(화).
_KOREAN_WEEKDAY = r"\s?[(（][월화수목금토일](?:요일)?[)）]"
_KOREAN = re.compile(
    rf"(?<![\d./-])(?:[’'‘](?P<year>\d\d)\.\s?)?(?P<month>1[0-2]|0?[1-9])\.\s?"
    rf"(?:(?P<first>{DAY})\.?(?:{_KOREAN_WEEKDAY})?\s?{_DASH}\s?"
    r"(?:(?P<second>1[0-2]|0?[1-9])\.\s?)?)?"
    rf"(?P<day>{DAY})(?:\.?{_KOREAN_WEEKDAY}|(?(year)\.?(?!\d)|(?!)))"
)
_KOREAN_SIGNS = re.compile(r"[’'‘]\d\d\.|[(（][월화수목금토일](?:요일)?[)）]")
# Two numbers with a mark between them, as all dates in digits have.
_PARTS = re.compile(r"\d(?:[ \t]?[-./][ \t]?| )\d")


def find_numbered(
    text: str, low: str, words: DateWords, order: str, near: date | None
) -> Iterator[Found]:
    """All dates in digits only, and those that Chinese, Japanese and Korean write.

    `low` is `small(text)`. `order` (dmy, mdy) decides of 02/11/2021 where `near`, a day it should
    lie near, does not.
    """
    if _PARTS.search(text):
        yield from _in_digits(text, words, order, near)
        yield from _behind_weekdays(text, low, words)
        if "ko" in words.codes and _KOREAN_SIGNS.search(text):
            yield from _korean(text)
    if _CJK_CHAR.search(text):
        yield from _east_asian(text, roc="zh" in words.codes)
    for word, pattern in _templates(words):
        for match in pattern.finditer(text) if word in low else ():
            parts = match.groupdict()
            yield Found(
                match.start(),
                match.end(),
                int(parts["y"]) if parts.get("y") else None,
                int(parts["m"]) if parts.get("m") else None,
                int(parts["d"]) if parts.get("d") else None,
                first_day=int(parts["d1"]) if parts.get("d1") else None,
            )


def _in_digits(text: str, words: DateWords, order: str, near: date | None) -> Iterator[Found]:
    for match in _ISO.finditer(text):
        year, month, day = (int(match.group(k)) for k in ("year", "month", "day"))
        if year < 1500:
            calendar = "jalali" if "fa" in words.codes else "hijri"
            yield Found(match.start(), match.end(), year, month, day, calendar=calendar)
        else:
            yield Found(match.start(), match.end(), common_year(year), month, day)
    for match in _SPACED.finditer(text):
        year, month, day = (int(match.group(k)) for k in ("year", "month", "day"))
        yield Found(match.start(), match.end(), year, month, day)
    buddhist = words.codes[0] in ("th", "lo")
    for match in _SHORT.finditer(text):
        found = _short(match, order, near, buddhist=buddhist)
        if found is not None:
            yield found
    if "zh" in words.codes:
        for match in _ROC.finditer(text):
            year, month, day = (int(match.group(k)) for k in ("year", "month", "day"))
            yield Found(match.start(), match.end(), 1911 + year, month, day)


def _korean(text: str) -> Iterator[Found]:
    for match in _KOREAN.finditer(text):
        month, second = int(match["month"]), match["second"]
        yield Found(
            *match.span(),
            2000 + int(match["year"]) if match["year"] else None,
            int(second) if second else month,
            int(match["day"]),
            first_day=int(match["first"]) if match["first"] else None,
            first_month=month if second else None,
        )


def _behind_weekdays(text: str, low: str, words: DateWords) -> Iterator[Found]:
    for weekday in words.named_weekdays.finditer(text, low) if words.named_weekdays else ():
        match = _UNDATED.match(text, weekday.end())
        if match is not None:
            yield Found(*match.span("date"), None, int(match["month"]), int(match["day"]))


def _short(match: re.Match[str], order: str, near: date | None, *, buddhist: bool) -> Found | None:
    a, b, written = (int(match.group(k)) for k in ("a", "b", "year"))
    if len(match.group("year")) == 2:
        if match.group("sep") == "-" or "0" not in (match.group("a")[0], match.group("b")[0]):
            return None  # 1.2.21 may be the number of a version
        written += _BUDDHIST if buddhist else 2000 if written < 70 else 1900
    calendar = "hijri" if written < 1500 else "gregorian"
    year = common_year(written)
    choices = [(d, m) for d, m in ((a, b), (b, a)) if m <= 12]
    if not choices:
        return None
    if len(choices) == 2 and order == "mdy":
        choices.reverse()
    if near is not None and calendar == "gregorian" and len(choices) == 2 and order == "either":
        choices.sort(key=lambda dm: _distance(year, dm[1], dm[0], near))
    day, month = choices[0]
    first = int(match["first"]) if match["first"] and int(match["first"]) < day else None
    start = match.start() if first else match.start("a")
    return Found(start, match.end(), year, month, day, first, calendar=calendar)


def _distance(year: int, month: int, day: int, near: date) -> int:
    try:
        return abs((date(year, month, day) - near).days)
    except ValueError:
        return 10**6


def _east_asian(text: str, *, roc: bool) -> Iterator[Found]:
    stop = 0
    for front in _CJK_FRONT.finditer(text):
        match = _CJK.match(text, front.start()) if front.start() >= stop else None
        if match is None:
            continue
        stop = match.end()
        start = match.start("month")
        year = None
        if match.group("year"):
            start = match.start("era") if match.group("era") else match.start("year")
            year = _year(match.group("era"), match.group("year"), roc=roc)
            if year is None:
                continue
        elif match.group("day") is None and text[max(0, start - 1) : start].isdigit():
            continue
        month = numeral(match.group("month"))
        day = numeral(match.group("day")) if match.group("day") else None
        first = numeral(match.group("first")) if match.group("first") else None
        second = match.group("second")
        end = match.end()
        while end > start and text[end - 1].isspace():
            end -= 1
        yield Found(
            start,
            end,
            year,
            int(second) if second else month,
            day,
            first_day=first,
            first_month=month if second else None,
        )


def _year(era: str | None, written: str, *, roc: bool) -> int | None:
    try:
        number = numeral(written)
    except (ValueError, KeyError):
        return None
    if era is None and number < 1000:
        return 1911 + number if roc and number in _ROC_YEARS else None
    return common_year(era_year(era, number))


@lru_cache(maxsize=128)
def _templates(words: DateWords) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What finds the dates of each template, and the longest word of it."""
    first = rf"(?:(?P<d1>{DAY}){words.through}(?:ngày\s)?)?"
    parts = {
        "{y}": r"(?P<y>(?:19|20)\d\d)(?!\d)",
        "{m}": r"(?P<m>1[0-2]|0?[1-9])(?!\d)",
        "{d}": rf"{first}(?P<d>{DAY})(?!\d)",
    }
    found = []
    for template in words.words("written"):
        pattern = re.escape(template).replace(r"\ ", r"[ \t]?")
        for name, body in parts.items():
            pattern = pattern.replace(re.escape(name), body)
        word = max(_PLACE.sub(" ", template).split(), key=len)
        found.append((small(word), re.compile(rf"(?<![\d/]){pattern}(?!\d)", re.IGNORECASE)))
    return tuple(found)
