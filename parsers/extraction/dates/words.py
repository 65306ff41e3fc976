"""The date words of one language, or of several, as expressions that find them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from accord.vocabulary import LanguageTerms

YEAR = r"(?:1[89]\d\d|20\d\d|2[45]\d\d|1[34]\d\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
NOT_LETTER_BEFORE = r"(?<![^\W\d_])"
NOT_LETTER_AFTER = r"(?![^\W\d_])"
_MILLENNIUM = 2000
_UNSPACED = ("th", "lo", "km", "my")
_UNSPACED_LETTER = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
# What `re.IGNORECASE` holds for one letter and `lower` does not, and the white space of `\s`.
_SAME = (("ı", "i"), ("ſ", "s"), ("ς", "σ"))
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029\u205f\u200a" + "".join(
    chr(code) for code in range(0x2000, 0x2009)
)
_CALENDARS = {"gregorian": "dates.months", "hijri": "dates.hijri", "jalali": "dates.jalali"}


def small(text: str) -> str:
    """A text in small letters and with plain spaces, of the same length, to find words in."""
    text = text.replace("İ", "i").lower()
    for letter, same in _SAME:
        text = text.replace(letter, same)
    for space in _SPACES:
        text = text.replace(space, " ")
    return text


class Sought:
    """An expression that begins with one of some words, and is tried only where one stands.

    To try it at each character of a text costs a hundred times as much as to find plain words.
    """

    def __init__(self, pattern: re.Pattern[str], words: Iterable[str]) -> None:
        self.pattern = pattern
        self._words: list[str] = []
        for word in sorted({small(word.rstrip("*")) for word in words}):
            if not (self._words and word.startswith(self._words[-1])):
                self._words.append(word)

    def finditer(self, text: str, low: str) -> Iterator[re.Match[str]]:
        """As `re.finditer`; `low` is the text as `small` gives it."""
        end = 0
        there = [word for word in self._words if word in low]
        for start in sorted(start for word in there for start in _places(low, word)):
            if start >= end and (match := self.pattern.match(text, start)):
                yield match
                end = match.end()


def _places(low: str, word: str) -> Iterator[int]:
    start = low.find(word)
    while start >= 0:
        yield start
        start = low.find(word, start + 1)


_DAYS = "weekdays"  # each with its other cases behind a slash


class DateWords:
    """The words for dates of the given languages; of two that share one, the first's."""

    def __init__(self, languages: Sequence[LanguageTerms]) -> None:
        self._languages = languages
        self.codes = tuple(terms.code for terms in languages)

    def words(self, key: str) -> tuple[str, ...]:
        """The words of a key in all the languages, longest first."""
        listed = (word for terms in self._languages for word in terms.words(f"dates.{key}"))
        found = (form for word in listed for form in word.split("/")) if key == _DAYS else listed
        return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))

    def any_of(self, key: str) -> str | None:
        """An expression for the words of a key as words of their own; None if there are none."""
        words = self.words(key)
        return whole(words) if words else None

    def alone(self, key: str) -> Sought | None:
        """Finds the words of a key as words of their own; None if there are none."""
        words = self.words(key)
        return Sought(re.compile(whole(words), re.IGNORECASE), words) if words else None

    @cached_property
    def months(self) -> dict[tuple[str, str], int]:
        """Months by calendar and form, in small letters; a star at the end stands for any."""
        found: dict[tuple[str, str], int] = {}
        for calendar, key in _CALENDARS.items():
            for terms in self._languages:
                for number, forms in terms.under(key).items():
                    for form in forms:
                        found.setdefault((calendar, small(form)), int(number))
        return found

    @cached_property
    def month(self) -> Sought | None:
        """Finds a name of a month; the group is the name of the calendar."""
        groups = []
        for calendar in _CALENDARS:
            forms = [form for kind, form in self.months if kind == calendar]
            if forms:
                groups.append(f"(?P<{calendar}>{_forms(forms)})")
        if not groups:
            return None
        body = "|".join(groups)
        # Arabic writes "and" and "in" onto the month, Hebrew too; Thai leaves no space before it.
        front = f"(?:{NOT_LETTER_BEFORE}|(?<![^\\W\\d_])(?<=[وبلفב]))"
        if any(code in _UNSPACED for code in self.codes):
            front = f"(?:{front}|(?={_UNSPACED_LETTER}))"
        pattern = re.compile(f"{front}(?:{body})", re.IGNORECASE)
        return Sought(pattern, (form for _, form in self.months))

    def number_of(self, calendar: str, form: str) -> int:
        """The month that a form found means, 1 to 12."""
        folded = small(form)
        number = self.months.get((calendar, folded))
        if number is not None:
            return number
        stems = {
            stem[:-1]: n
            for (kind, stem), n in self.months.items()
            if kind == calendar and stem.endswith("*") and folded.startswith(stem[:-1])
        }
        return stems[max(stems, key=len)]

    @cached_property
    def ordinal(self) -> str:
        """What may follow a day's number, or nothing."""
        words = self.words("ordinals")
        return f"(?:{'|'.join(re.escape(w) for w in words)})?" if words else ""

    @cached_property
    def link(self) -> str:
        """The small words between day, month and year, or nothing, and the space around them."""
        words = self.words("of")
        if not words:
            return r"(?:[/-]|[ \t]?[.,]?[ \t]?)"
        body = "|".join(_edged(word) for word in words)
        return rf"(?:(?:[/-]|[ \t]?[.,]?[ \t]?)(?:(?:{body})[ \t]?){{0,3}})"

    @cached_property
    def through(self) -> str:
        """What stands between the first and the last of several days."""
        words = "|".join(_edged(word) for word in self.words("to"))
        dashes = r"[-\u2010-\u2015~〜～/+&]"
        body = f"(?:{dashes}|{words})" if words else dashes
        return rf"[ \t]?,?[ \t]?{body}[ \t]?"

    @cached_property
    def conjunctions(self) -> frozenset[str]:
        """Words for `and`, in small letters: they join two dates where others span from one."""
        listed = (word for terms in self._languages for word in terms.words("names.and"))
        return frozenset(word.casefold() for word in listed)

    @cached_property
    def year(self) -> str:
        """A year of any calendar; in Thai and Lao also the last two digits of a Buddhist one."""
        return rf"(?:{YEAR}|[4-7]\d)" if set(self.codes[:1]) & {"th", "lo"} else YEAR

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers 1 to 31 in words, as the texts of agreements write days, in small letters and
        without hyphens."""
        listed = next((w for t in self._languages if (w := t.words("dates.numbers"))), ())
        return {_unhyphened(word): n for n, word in enumerate(listed, 1)}

    @cached_property
    def spelled(self) -> str:
        """An expression for one of those numbers, that finds nothing where there are none."""
        words = sorted(self.numbers, key=len, reverse=True)
        return whole(words).replace(r"\s", r"[-\s]") if words else "(?!)"

    @cached_property
    def millennium(self) -> str:
        """An expression for what stands before the last part of a year in words: `dos mil`."""
        return self.any_of("millennium") or "(?!)"

    def counted(self, written: str) -> int:
        """The number or the year that digits or words mean: `8`, `ocho`, `dos mil diecinueve`."""
        if written.isdigit():
            return int(written)
        words = _unhyphened(written)
        for number, value in sorted(self.numbers.items(), key=lambda item: -len(item[0])):
            if words.endswith(number):
                return value + (_MILLENNIUM if words != number else 0)
        raise KeyError(written)

    @cached_property
    def named_weekdays(self) -> Sought | None:
        """Finds names of weekdays."""
        return self.alone("weekdays")

    @cached_property
    def weekday(self) -> str | None:
        """A name of a weekday."""
        return self.any_of("weekdays")

    def weekday_number(self, name: str) -> int:
        """Monday is 0."""
        for terms in self._languages:
            for i, day in enumerate(terms.words("dates.weekdays")):
                if small(name) in map(small, day.split("/")):
                    return i
        raise KeyError(name)


def _unhyphened(text: str) -> str:
    return small(text).replace("-", " ")


def whole(words: Iterable[str]) -> str:
    """An expression for any of the words, not within a longer word."""
    return "(?:" + "|".join(_edged(word) for word in words) + ")"


def _edged(word: str) -> str:
    body = re.escape(word).replace(r"\ ", r"\s")
    before = NOT_LETTER_BEFORE if _is_letter(word[0]) else ""
    after = NOT_LETTER_AFTER if _is_letter(word[-1]) else ""
    return f"{before}{body}{after}"


def _is_letter(char: str) -> bool:
    return char.isalpha() and not "\u0e00" <= char <= "\u0eff" and char < "\u3000"


def _forms(forms: Iterable[str]) -> str:
    parts = []
    for form in sorted(forms, key=len, reverse=True):
        body = re.escape(form.rstrip("*")).replace(r"\ ", r"\s")
        if form.endswith("*"):
            parts.append(body + r"[^\W\d_]{0,8}(?:['’][^\W\d_]{1,4})?")
        elif _is_letter(form[-1]):
            parts.append(body + NOT_LETTER_AFTER)
        else:
            parts.append(body)
    return "|".join(parts)
