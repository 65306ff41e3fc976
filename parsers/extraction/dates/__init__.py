"""Dates in a text, in the languages and calendars in which offices write them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from accord.dates import PartialDate
from accord.vocabulary import Vocabulary
from parsers.extraction.dates.calendars import common_year, hijri, jalali, numeral
from parsers.extraction.dates.mention import DateMention, Found
from parsers.extraction.dates.named import NamedMonths
from parsers.extraction.dates.relative import RelativeDates
from parsers.extraction.dates.words import DateWords, small
from parsers.extraction.dates.written import find_numbered

__all__ = ["DateFinder", "DateMention"]

_COMMON = "en"  # releases in all languages hold English dates
_YEAR_ALONE = re.compile(r"(?<![\d.,/–-])(?:19[5-9]\d|20[0-4]\d)(?![\d/%–-]|[.,]\d)")
# 二〇〇三年 in Chinese and Japanese; a circle may stand for the zero.
_HAN_YEAR = re.compile(
    r"(?<![〇零○一二三四五六七八九十])(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}(?=[ \t]?年)"
)
_BUDDHISTS = frozenset({"th", "lo"})
_BETWEEN = 24  # characters between the first of several days and the last, its weekday among them
_BESIDE = re.compile(r"[\s,.(]{0,3}(?:the|le|el|den|dem|der|il|o|à|the\s)?\s?")
# Digits of other scripts and the wide marks between them count as ours, and a no-break space as a
# space; offsets stay.
_DIGITS = {
    zero + i: str(i)
    for zero in (0xFF10, 0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0x0ED0, 0x17E0, 0x1040)
    for i in range(10)
} | {0x00A0: " ", 0x202F: " ", 0x2009: " ", 0x3000: " ", 0x200F: " ", 0x200E: " "}
_DIGITS |= {0xFF0D: "-", 0xFF0E: ".", 0xFF0F: "/"}


class DateFinder:
    """Finds dates, with the words of a vocabulary's languages; made once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._finders = lru_cache(maxsize=64)(self._finder)

    def find(
        self, text: str, *, language: str | None = None, published: PartialDate | None = None
    ) -> tuple[DateMention, ...]:
        """All dates in a text, in order and without overlaps.

        `language` (ISO 639-1) is the text's, None for any. Dates without a year and words such as
        `yesterday` are resolved against `published`, or else against the dates around them; where
        there are none, they are left out.
        """
        flat = text.translate(_DIGITS) if not text.isascii() else text
        return self._finders(language).find(text, flat, published)

    def _finder(self, language: str | None) -> _Finder:
        known = self._vocabulary.languages
        codes = (language, _COMMON) if language in known else (_COMMON, *known)
        chosen = [known[code] for code in dict.fromkeys(codes) if code and code in known]
        return _Finder(DateWords(chosen))


class _Finder:
    """The finders of one language."""

    def __init__(self, words: DateWords) -> None:
        self._words = words
        self._named = NamedMonths(words)
        self._relative = RelativeDates(words)
        weekday = f"(?:{words.weekday})" if words.weekday else "(?!)"
        article = r"(?:the\s|le\s|el\s|der\s)?"
        self._through = re.compile(
            rf",?{words.through}{article}(?:{weekday},?[ ]?{article})?", re.IGNORECASE
        )
        self._second = re.compile(rf"{words.through}{weekday}{_BESIDE.pattern}", re.IGNORECASE)
        self._and = words.conjunctions
        # Behind a word for the year alone: 2567 may as well count something.
        cues = "|".join(f"(?<={re.escape(w)})|(?<={re.escape(w)} )" for w in words.words("of"))
        buddhist = words.codes[0] in _BUDDHISTS and cues
        self._buddhist = re.compile(
            rf"(?:{cues})2[45]\d\d(?![\d/%–-]|[.,]\d)" if buddhist else r"(?!)"
        )
        self._order = "either" if words.codes[0] == _COMMON else "dmy"

    def find(self, text: str, flat: str, published: PartialDate | None) -> tuple[DateMention, ...]:
        near = published.last if published else None
        low = small(flat)
        numbered = find_numbered(flat, low, self._words, self._order, near)
        found = _apart((*self._named.find(flat, low), *numbered))
        found = self._ranges(flat, found)
        dated = [mention for one in found if (mention := _dated(text, one))]
        day = published.first if published and published.day else None
        starts = [m.start for m in dated]
        mentions: list[DateMention] = list(dated)
        for one in found:
            if one.year is None:
                anchor = day or near or _anchor(one, dated, starts)
                resolved = self._relative.complete(flat, one, anchor) if anchor else None
                mention = _dated(text, resolved[0]) if resolved else None
                if mention is not None:
                    mentions.append(replace(mention, relative=True))
        if day is not None:
            mentions += self._relative.find(flat, low, day)
        if self._relative.tells_from_before(flat, low):
            named = tuple(_without_overlaps(text, mentions, self._second))
            mentions += self._relative.from_before(flat, low, named, day)
        for match in (*_YEAR_ALONE.finditer(flat), *self._buddhist.finditer(flat)):
            year = PartialDate(common_year(int(match.group())))
            mentions.append(DateMention(match.start(), match.end(), match.group(), year))
        for match in _HAN_YEAR.finditer(flat) if "年" in flat else ():
            year = PartialDate(numeral(match.group()))
            mentions.append(DateMention(match.start(), match.end(), match.group(), year))
        return tuple(
            replace(m, text=text[m.start : m.end])
            for m in _without_overlaps(text, mentions, self._second)
        )

    def _ranges(self, text: str, found: Sequence[Found]) -> list[Found]:
        """Joins `30 June` and `2 July 2021` where the text says that one leads to the other."""
        joined: list[Found] = []
        for one in found:
            before = joined[-1] if joined else None
            if before is not None and self._leads_to(text, before, one):
                joined[-1] = replace(
                    one, start=before.start, first_day=before.day, first_month=before.month
                )
            else:
                joined.append(one)
        return joined

    def _leads_to(self, text: str, before: Found, one: Found) -> bool:
        if one.first_day is not None or before.day is None or one.day is None:
            return False
        between = text[before.end : one.start]
        if not (0 < len(between) <= _BETWEEN and self._through.fullmatch(between)):
            return False
        if before.year is None or one.year is None:
            return before.year is None
        turned = one.year == before.year + 1 and (before.month or 0) > (one.month or 0)
        return (one.year == before.year or turned) and between.strip(
            " ,"
        ).casefold() not in self._and


def _apart(found: Iterable[Found]) -> list[Found]:
    """Of finds that overlap the longest; in order."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, f.start - f.end)):
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
        else:
            kept.append(one)
    return kept


def _without_overlaps(
    text: str, mentions: Iterable[DateMention], second: re.Pattern[str]
) -> Iterator[DateMention]:
    """In order; a date goes before words that say the same, and a longer one before a shorter.

    `second` matches what stands between a weekday and the dates of it and of another.
    """
    starts: list[int] = []
    kept: list[DateMention] = []
    for rank in (False, True):
        of_rank = [m for m in mentions if _is_weak(m) is rank]
        merged: list[DateMention] = []
        for one in sorted(of_rank, key=lambda m: (m.start, m.start - m.end)):
            if merged and one.start < merged[-1].end:
                continue
            i = bisect_left(starts, one.end)
            if i == 0 or kept[i - 1].end <= one.start:
                merged.append(one)
        kept = sorted((*kept, *merged), key=lambda m: m.start)
        starts = [m.start for m in kept]
    # `Tuesday, 2 November`, `11 Temmuz Perşembe`: the weekday says no more than the date, nor does
    # the first of `Thursday and Friday, 4 and 5 May`.
    for i, one in enumerate(kept):
        before = kept[i - 1] if i else None
        after = kept[i + 1] if i + 1 < len(kept) else None
        said = (
            after is not None
            and _is_day(after)
            and any(beside.fullmatch(text, one.end, after.start) for beside in (_BESIDE, second))
        )
        behind = before is not None and _is_day(before) and text[before.end : one.start] == " "
        if _is_day(one) or not one.relative or not (said or behind):
            yield one


def _is_day(mention: DateMention) -> bool:
    """Whether a day is written with its number."""
    return mention.date.day is not None and any(char.isdigit() for char in mention.text)


def _is_weak(mention: DateMention) -> bool:
    return mention.relative or mention.date.month is None


def _dated(text: str, found: Found) -> DateMention | None:
    """The day that a find means, None where it lacks the year or no calendar holds it."""
    if found.year is None:
        return None
    try:
        date_ = _gregorian(found, found.year, found.month, found.day)
        first = None
        if found.first_day is not None and found.day is not None:
            month = found.first_month or found.month
            year = found.year - (1 if month and found.month and month > found.month else 0)
            first = _gregorian(found, year, month, found.first_day)
            if first.first >= date_.first:
                first = None
    except ValueError:
        return None
    return DateMention(found.start, found.end, text[found.start : found.end], date_, first)


def _gregorian(found: Found, year: int, month: int | None, day: int | None) -> PartialDate:
    if found.calendar == "gregorian":
        return PartialDate(common_year(year), month, day)
    convert = hijri if found.calendar == "hijri" else jalali
    start = convert(year, month or 1, day or 1)
    return PartialDate.of(start) if day else PartialDate(start.year, start.month)


def _anchor(found: Found, dated: Sequence[DateMention], starts: Sequence[int]) -> date | None:
    """The end of the year that the text last spoke of: a date after it lies in that year."""
    if not dated:
        return None
    nearest = dated[max(0, bisect_left(starts, found.start) - 1)]
    return date(nearest.date.year, 12, 31)
