"""Names of people in Arabic script, which tells names apart from other words by nothing.

An honorific (`الدكتور`) or a given name that a language file knows begins one; a mark, a word that
no name holds or a surname with `al-` ends it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from parsers.extraction.candidate import Span
from parsers.extraction.names import fold

_LETTERS = r"[\u0621-\u0652\u0671-\u06d3]{2,18}"
_WORD = re.compile(rf"\s?({_LETTERS})(?![^\W\d_])")
_BODY = re.compile(r"\s?(?:لل|بال)[\u0621-\u064a]{3,12}\s")
_MARK = re.compile(r"\s?(?:[،,.؛;)(\n«»\"]|$)")
_PREFIXES = ("ال", "لل", "بال", "وال")


class ArabicNames:
    """Finds the name right before or right behind an offset.

    `opening` matches what may stand before a name, honorifics included; `stops` are words that no
    name holds, `given` those with which one begins, `common` all that releases are written in.
    """

    def __init__(
        self,
        *,
        honorifics: Collection[str],
        stops: Collection[str],
        given: Collection[str],
        common: Collection[str],
        opening: re.Pattern[str],
    ) -> None:
        self._honorifics = honorifics
        self._stops = stops
        self._given = frozenset(map(fold, given))
        self._common = frozenset(w for word in common for w in (word, word.removeprefix("ال")))
        self._opening = opening
        words = "|".join(re.escape(w) for w in honorifics if len(w) > 1)
        self._opening_word = re.compile(rf"(?<!\w)و?(?:{words})(?!\w)" if words else r"(?!)")

    def behind(self, text: str, start: int, at: int, end: int) -> Span | None:
        """`المدير العام للمعهد فلان بن فلان`: with an honorific, or beginning as names do, or set
        off by what stands behind it.
        """
        body = _BODY.match(text, at, end)
        if body is not None:
            start = body.end()
            opening = self._opening.match(text, start, end)
            at = opening.end() if opening else start
        if self._is_honoured(text, start, at):
            return self._name(text, at, end, honoured=True)
        span = self._name(text, at, end, honoured=False)
        if span is None:
            return None
        words = text[span.start : span.end].split()
        if fold(words[0]) in self._given:
            return span
        follows = _WORD.match(text, span.end, end)
        ends = _MARK.match(text, span.end) or (follows and follows.group(1) in self._stops)
        articles = [w.startswith(_PREFIXES) for w in words]
        surname = articles[-1] and not any(map(self._is_common, words))  # زين العواملة
        bare = len(words) <= 4 and not any(articles[:-1]) and (surname or not articles[-1])
        return span if ends and bare else None

    def _is_common(self, word: str) -> bool:
        flat = fold(word)
        return flat in self._common or flat.removeprefix("ال") in self._common

    def before(self, text: str, start: int, end: int) -> tuple[Span, bool] | None:
        """`سعادة فلان، وكيل الوزارة`: from the last honorific or given name to the title."""
        line = text[start:end].rstrip()
        last = None
        for match in self._opening_word.finditer(line):
            last = match
        if last is not None:
            opening = self._opening.match(text, start + last.end(), end)  # السفير الدكتور فلان
            at = opening.end() if opening else start + last.end()
            span = self._name(text, at, end, honoured=True)
            if span is not None and not text[span.end : end].strip(" ،,-–("):
                return span, True
        for match in re.finditer(_LETTERS, line):
            if fold(match.group()) in self._given:
                span = self._name(text, start + match.start(), end, honoured=False)
                if span is not None and text[span.end : end].strip(" ") in ("،", ","):
                    return span, True
        return None

    def _name(self, text: str, start: int, end: int, *, honoured: bool) -> Span | None:
        """A name up to a mark, a word that no name holds or what follows a surname with `al-`.

        Behind an honorific several surnames may stand: محمد السويلم الحربي.
        """
        words: list[re.Match[str]] = []
        position = start
        while len(words) < 6:
            match = _WORD.match(text, position, end)
            if match is None or match.group(1) in self._stops:
                break
            word, last = match.group(1), words[-1].group(1) if words else ""
            if words and (self._joins(word, len(words)) or word.startswith(("لل", "بال"))):
                break
            is_whole = len(words) > 1 and last.startswith("ال") and last != "الدين"
            is_whole = is_whole and words[-2].group(1) != "عبد"
            if is_whole and not (honoured and word.startswith("ال")):
                break
            words.append(match)
            position = match.end()
        return Span(words[0].start(1), words[-1].end(1)) if len(words) > 1 else None

    def _joins(self, word: str, before: int) -> bool:
        """Whether a word's و is `and`: not that of a surname behind one name, آدم ويليامز."""
        if word[0] != "و" or len(word) <= 3:
            return False
        rest = word[1:]
        known = rest.startswith("ال") or rest in self._stops or rest in self._honorifics
        return before > 1 or known or fold(rest) in self._given or fold(rest) in self._common

    def _is_honoured(self, text: str, start: int, end: int) -> bool:
        return any(word in text[start:end] for word in self._honorifics)
