"""Countries named by one character each, the own one first: 日韓, 中法, 한-사우디.

A character alone is a word of many meanings. It names a country in a row of such characters behind
the own country's, if a dash or a dot joins them or a word follows that speaks of the field
(`names.short_before`); and before the full name of another country or of a forum.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from accord.vocabulary import LanguageTerms
from parsers.extraction.references import Reference, Sort

_JOINT = r"[·・･\-‐‑–—―－/]"
# What ends in the own country's character and is something else: 本日, 12日, 其中, 위한.
_NOT_BEHIND = r"(?<![\d０-９一二三四五六七八九十本毎曜前翌同即当祝今昨其集重\uac00-\ud7a3])"
_GAP = re.compile(rf"\s?{_JOINT}\s?")
_FULL = frozenset({Sort.COUNTRY, Sort.FRAMEWORK, Sort.GROUP})
_NEAR = 3  # characters between the own country's and the full name of another


class ShortNames:
    """The one-character names of one language; made once."""

    def __init__(self, terms: LanguageTerms) -> None:
        listed = [entry.split() for entry in terms.words("names.short")]
        self._codes = {char: tuple(codes) for char, *codes in listed}
        own = set(terms.words("names.short_own"))
        first = "".join(char for char, codes in self._codes.items() if codes[0] in own)
        others = "".join(self._codes)
        behind = "|".join(map(re.escape, terms.words("names.short_before")))
        joined = rf"[{first}](?:\s?{_JOINT}\s?[{others}])+(?![^\W\d_])"
        told = rf"[{first}](?:{_JOINT}?[{others}])+(?=\s?(?:{behind}))"
        self._row = re.compile(f"{_NOT_BEHIND}(?:{told}|{joined})")
        self._own = re.compile(f"{_NOT_BEHIND}[{first}](?={_JOINT}|[^\\W\\d_])")

    def find(self, text: str, taken: Sequence[Reference]) -> Iterator[Reference]:
        """The countries so named, outside of the names that were taken."""
        starts = [reference.start for reference in taken]

        def is_free(start: int, end: int) -> bool:
            i = bisect_left(starts, end) - 1
            return i < 0 or taken[i].end <= start

        for match in self._row.finditer(text):
            for at in range(match.start(), match.end()):
                if text[at] in self._codes and is_free(at, at + 1):
                    yield self._reference(text, at)
        for match in self._own.finditer(text):
            at = match.start()
            i = bisect_left(starts, at + 1)
            if i == len(taken) or not is_free(at, at + 1) or self._row.match(text, at):
                continue
            if _goes_before(text, at + 1, taken[i]):
                yield self._reference(text, at)

    def _reference(self, text: str, at: int) -> Reference:
        codes = self._codes[text[at]]
        # 欧 is one of Europe's two offices: what else the text names tells which.
        sort = Sort.NAME if len(codes) > 1 else Sort.COUNTRY
        return Reference(at, at + 1, text[at], sort, codes, settled=len(codes) == 1)


def _goes_before(text: str, end: int, name: Reference) -> bool:
    """Whether a character joins the full name behind it, by a dash or by its other script."""
    if name.sort not in _FULL or name.start - end > _NEAR:
        return False
    gap = text[end : name.start]
    return bool(_GAP.fullmatch(gap)) if gap else not "\u4e00" <= text[name.start] <= "\u9fff"


def short_names(languages: Mapping[str, LanguageTerms]) -> dict[str, ShortNames]:
    """The finders of the languages that have such names."""
    return {
        code: ShortNames(terms) for code, terms in languages.items() if terms.words("names.short")
    }
