"""How long a phrase is, and where one that is too long is cut."""

from __future__ import annotations

import re

MOST_WORDS = 12
_MOST_EAST = 44
MOST_THAI = 96
"""Characters of the longest phrase: Thai spells its words out."""
_MOST_SYLLABLES = 18
"""Vietnamese writes each syllable as a word of its own."""

THAI = re.compile(r"[\u0e00-\u0e7f]{3}")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\s]+")


def count_words(text: str) -> int:
    """Words separated by spaces; two East Asian characters count as one."""
    if text.isascii():
        return len(_WORD.findall(text))
    east = len(_EAST.findall(text))
    return east // 2 + len([w for w in _WORD.findall(text) if not _EAST.search(w)])


def fits(text: str, most: int) -> bool:
    """Whether a text has no more words than that.

    Thai spells its words out, and Vietnamese writes each syllable as one.
    """
    words = count_words(text)
    if words <= most:
        return True
    if THAI.search(text) is not None:
        return len(text) <= MOST_THAI
    return _VIETNAMESE.search(text) is not None and words <= _MOST_SYLLABLES


def shortened(text: str, most: int) -> str:
    """A text cut behind so many words, and not behind a small one such as `of`."""
    if _EAST.search(text) and len(_EAST.findall(text)) > len(text) // 3:
        return text[: MOST_THAI if THAI.search(text) else _MOST_EAST]
    words = list(_WORD.finditer(text))
    if _VIETNAMESE.search(text):
        return text[: words[_MOST_SYLLABLES - 1].end()] if len(words) > _MOST_SYLLABLES else text
    if len(words) <= most:
        return text
    last = most - 1
    while last > 1 and len(words[last][0]) <= 3 and words[last][0].islower():
        last -= 1
    return text[: words[last].end()]
