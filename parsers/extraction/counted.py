"""Labels that only count: `Article 4`, `Pillar 2 – `, `Third.`."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What stands for the number in `第{n}条`: figures of any script.
_NUMBER = r"\s?(?:[\d一二三四五六七八九十百]{1,4}|[IVX]{1,4}(?!\w))\s?"
# What follows a label of one word that only counts, for its number is written out: `Third:`.
_COUNTED_OUT = r"(?=\s?[.:：–—]|$)"
_LABEL_ENDS = re.compile(r"\s*[.:：–—-]\s*(?=\S)")
_NEVER = r"(?!)"


class Counted:
    """Finds labels at the beginning of a text, given a language's words.

    In those `{n}` stands for the number; one of a single word without a number is known by what
    follows it.
    """

    def __init__(self, labels: Iterable[str]) -> None:
        words = sorted(set(labels), key=len, reverse=True)
        bare = [word for word in words if "{n}" not in word and " " not in word]
        counted = [re.escape(word) for word in words if word not in bare]
        numbered = "|".join(counted).replace(re.escape("{n}"), _NUMBER) or _NEVER
        written = "|".join(map(re.escape, bare)) or _NEVER
        self._label = re.compile(
            rf"(?:{numbered})(?!\w)|(?:{written}){_COUNTED_OUT}", re.IGNORECASE
        )

    def end(self, text: str) -> int:
        """Where the label ends; 0 without one."""
        match = self._label.match(text)
        return match.end() if match else 0

    def begin(self, text: str) -> int:
        """Where what it numbers begins: behind `Pillar 2 – `; 0 where nothing is set off so."""
        end = self.end(text)
        sign = _LABEL_ENDS.match(text, end) if end else None
        return sign.end() if sign else 0

    def is_all(self, text: str) -> bool:
        """Whether a text only counts: `Article 4`, `第四条`."""
        word, _, number = text.partition(" ")
        counts = number.isdecimal() and len(number) <= 3 and word.rstrip(".").isalnum()
        return counts or self._label.fullmatch(text) is not None
