"""Years and days of other calendars in the Gregorian one."""

from __future__ import annotations

from datetime import date, timedelta

_ERAS = {
    "令和": 2018, "평성": 1988, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867,
    "民國": 1911, "民国": 1911, "中華民國": 1911, "中華民国": 1911, "中华民国": 1911,
    "西元": 0, "公元": 0, "西暦": 0, "서기": 0,
}  # fmt: skip
ERAS = tuple(sorted(_ERAS, key=len, reverse=True))
"""Names of eras, the longer first: Japan's, the Republic of China's, the common one's."""

_NUMERALS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1}
_BUDDHIST = 543
_BUDDHIST_CENTURY = 2500
_BUDDHIST_YEARS = range(2400, 2700)

# Lengths of the months of the Umm al-Qura calendar, by which Saudi Arabia dates its releases, from
# 1 Muharram 1400 on: three hexadecimal digits a year, a bit a month, set where it has 30 days.
_HIJRI_FIRST = 1400
_HIJRI_START = date(1979, 11, 20)
_HIJRI_MONTHS = (
    "d2b54aea57526e936aaad555aa5b52ba95b49ba4db25d52daa5ad4aea56d4bd23d91da95b4ab5a56d2b693b49b"
    "6556a9754b6a56caad555b29b92ba95d4ada55aaab595749764baa5b52b6a56d2ae9572a75535a95d49ba4dd26"
    "d535aaaad4b6a57527a95b4ab5536c9ae4b6a96b4ada55d25d92dc96d4ad6556d2b693749b64d72ab54b6a5752"
    "b6956b2ad94dc95d4aea56caad5556c97"
)
_HIJRI_YEARS = len(_HIJRI_MONTHS) // 3
_HIJRI_EPOCH = date(622, 7, 19)

_JALALI_START = (1300, date(1921, 3, 21))
_JALALI_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})  # of each 33 years


def numeral(text: str) -> int:
    """A number in digits or in Chinese numerals up to 99, or a year digit by digit.

    Raises ValueError for anything else.
    """
    if text.isdigit() and text.isascii():
        return int(text)
    if "十" not in text:
        return int("".join(str(_NUMERALS.get(c, "?")) for c in text))
    tens, _, ones = text.partition("十")
    return 10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0)


def era_year(era: str | None, year: int) -> int:
    """A year of an era in the common one: 令和 3 is 2021, 民國 110 too."""
    return year + _ERAS[era] if era else year


def common_year(year: int) -> int:
    """A year of the Buddhist era, of four digits or two, in the common one; others stay."""
    if year < 100:
        year += _BUDDHIST_CENTURY
    return year - _BUDDHIST if year in _BUDDHIST_YEARS else year


def hijri(year: int, month: int, day: int) -> date:
    """A day of the Islamic calendar: Umm al-Qura from 1400 to 1500, before it the tabular one.

    Raises ValueError for a day that the calendar does not hold.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1300 <= year < _HIJRI_FIRST + _HIJRI_YEARS):
        raise ValueError(f"{year}-{month}-{day} is no day of the Islamic calendar")
    if year < _HIJRI_FIRST:
        days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
        return _HIJRI_EPOCH + timedelta(days=days)
    lengths = "".join(f"{int(digit, 16):04b}" for digit in _HIJRI_MONTHS)
    before = (year - _HIJRI_FIRST) * 12 + month - 1
    if day > 29 + int(lengths[before]):
        raise ValueError(f"month {month} of {year} has 29 days")
    passed = 29 * before + lengths[:before].count("1")
    return _HIJRI_START + timedelta(days=passed + day - 1)


def jalali(year: int, month: int, day: int) -> date:
    """A day of the Iranian solar calendar, years 1250 to 1470.

    Raises ValueError for a day that the calendar does not hold.
    """
    if not (1250 <= year <= 1470 and 1 <= month <= 12 and 1 <= day <= _jalali_length(year, month)):
        raise ValueError(f"{year}-{month}-{day} is no day of the Iranian calendar")
    first, start = _JALALI_START
    years = range(first, year) if year >= first else range(year, first)
    passed = sum(366 if y % 33 in _JALALI_LEAPS else 365 for y in years)
    within = sum(_jalali_length(year, m) for m in range(1, month)) + day - 1
    return start + timedelta(days=(passed if year >= first else -passed) + within)


def _jalali_length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or year % 33 in _JALALI_LEAPS else 29
