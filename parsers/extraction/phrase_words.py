"""The small words that build a language's phrases, as expressions, and pairs that they join."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NEVER = r"(?!)"
_BOTH_DEFINITE = re.compile(r"\sال\w+$")
_STEM = 6  # letters by which two words are forms of one


def either(words: Iterable[str]) -> str:
    """Any of some words, the longest first; what never stands where there are none."""
    listed = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word) for word in listed) or _NEVER


def by_script(words: Iterable[str]) -> tuple[list[str], list[str], str]:
    """Words between spaces, those that need none, and what Arabic and Hebrew write before one."""
    spaced, joined, fronted = [], [], []
    for word in words:
        if len(word) == 1 and ("\u0600" <= word <= "\u06ff" or word == "ו"):
            fronted.append(word)
        elif "\u0e00" <= word[-1] <= "\u9fff" or word[-1] == "、":
            joined.append(word)
        else:
            spaced.append(word)
    return spaced, joined, either(fronted)


def not_within(fronted: str, whole: Iterable[str]) -> str:
    """Arabic's `و` but where it is a letter of its word (`وزارة`)."""
    rests = [word[1:] for word in whole if re.match(fronted, word)]
    return f"(?:{fronted})(?!{either(rests)})" if rests else fronted


def is_pair(before: str, behind: str) -> bool:
    """Whether what is joined is one thing: `Aus- und Fortbildung`, `Nutzerinnen und Nutzer`."""
    if before.endswith("-"):
        return True
    if " " in before.strip() and _BOTH_DEFINITE.search(before) and behind.startswith("ال"):
        return True  # الصغرى والمتوسطة
    one = before.rsplit(maxsplit=1)[-1:]
    other = behind.split(maxsplit=1)[:1]
    if not one or not other:
        return False
    first, second = one[0].casefold(), other[0].casefold()
    return min(len(first), len(second)) > _STEM and first[:_STEM] == second[:_STEM]
