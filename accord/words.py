"""Words as they are searched and compared, alike in every script."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# Scripts that put no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) and
# Hangul, where endings are written on to words: their words are found by pairs of characters.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
# The scripts of India write vowels as marks, which `\w` leaves out.
_RUN = re.compile(rf"([{_UNSPACED}]+)|((?:[^\W_{_UNSPACED}]|[\u0900-\u0dff])+)")
# Marks that a reader may leave out: Latin, Greek and Cyrillic accents, Hebrew and Arabic points.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+"
)


def flatten(text: str) -> str:
    """Text without case, accents and compatibility forms; its length may differ."""
    flat = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", _MARKS.sub("", flat))


def terms(text: str) -> list[str]:
    """The search terms of a text in their order.

    A word of a spaced script is one term; a run of an unspaced script gives each pair of
    neighbouring characters, or the character itself where it stands alone. So a word is found
    where its terms stand side by side.
    """
    found: list[str] = []
    for run, word in _RUN.findall(flatten(text)):
        if len(run) > 1:
            found.extend(a + b for a, b in pairwise(run))
        else:
            found.append(word or run)
    return found


def contains(haystack: list[str], needle: list[str]) -> bool:
    """Whether the terms of a word or phrase stand side by side among those of a text."""
    if not needle:
        return False
    width = len(needle)
    return any(
        haystack[start : start + width] == needle
        for start, term in enumerate(haystack)
        if term == needle[0]
    )
