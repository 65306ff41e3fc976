"""Words for an IP office that a country's adjective parts, or that a ministry stands before."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MINISTRY = re.compile(
    "[\u4e00-\u9fff、·・]{2,12}[省部]の?|[ ]?[가-힣·]{2,9}(?:부|성)(?:의)?[ ]?",
)
_WORD = re.compile(r"([^\W\d_]+)[ \u00a0]$")
_REACH = 30  # characters before an adjective in which the noun's first word stands


def is_ministry(gap: str) -> bool:
    """Whether what stands between a country and its office is the ministry that it belongs to.

    In Chinese, Japanese and Korean, where the larger stands first.
    """
    return _MINISTRY.fullmatch(gap) is not None


class SplitNouns:
    """Nouns for IP offices of several words, where an adjective stands behind the first of them.

    So it is in Romance languages: of `instituto de patentes` become `instituto` and `de patentes`.
    """

    def __init__(self, nouns: Iterable[str]) -> None:
        parts = [noun.casefold().partition(" ") for noun in nouns]
        self._first = frozenset(first for first, _, rest in parts if rest)
        rests = sorted({rest for _, _, rest in parts if " " in rest}, key=len, reverse=True)
        listed = "|".join(re.escape(rest) for rest in rests)
        self._rest = re.compile(rf"[ \u00a0](?:{listed})(?![^\W\d_])" if listed else r"(?!)", re.I)

    def around(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Where the office's name begins and ends whose adjective is `text[start:end]`."""
        before = _WORD.search(text, max(0, start - _REACH), start)
        if before is None or before.group(1).casefold() not in self._first:
            return None
        rest = self._rest.match(text, end)
        return None if rest is None else (before.start(1), rest.end())
