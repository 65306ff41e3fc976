"""Korean names of people, and foreign ones as Korean writes them, beside a title.

A surname and two syllables are a Korean's name; a foreigner's is as long as the words before it
let it be, since no letter tells its first word from the sentence's.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from parsers.extraction.candidate import Span

_HANGUL_FOREIGN = r"[가-힣]{1,8}(?:\s[가-힣]{1,8}){1,3}"
_HANGUL_TAIL = r"\s?(?:[A-Z]{2,10}\s)?(?:[(（][^()（）\n]{1,40}[)）])?\s?(?:신임\s|현\s)?$"
_ADVERBIAL = re.compile("(?:[를을에된]|에서|하고|하여|해서|했던)$")
# What may stand in a list before a name of two words, of which the second looks Korean.
_LISTED = re.compile(
    r"[,·、]\s(?P<name>[가-힣]{2,6}(?<![부처청국원회사소과실단관은는이가의신현]) [가-힣]{2,4})$"
)
# What ends a word in front of a name, and no name: 특허청에 따르면, 오후에는, 자리에서, 맞아.
_HANGUL_BREAK = re.compile(
    "(?:(?<=[가-힣])(?:에는|에서는|에서|에게|으로|면서|하며)|따르면|이어)\\s(?=[가-힣])"
)
# Two words that may be a Japanese's name: 하마노 고이치.
_TWO_WORDS = re.compile(r"(?<![가-힣])([가-힣]{2,4}) ([가-힣]{2,4})$")
# A verb before a name: 서명한 바티스텔리.
_DOING = re.compile("[가-힣]{2,}(?:한|하는|했던|하던)$")
_POST = re.compile(r"(?<![가-힣])([가-힣]{3}) 주[가-힣]{1,8} ?$")
_MINISTRY = re.compile(r"[가-힣]\s([가-힣]{2,9}(?:부|처|청|위원회))$")
# Of a Hangul syllable in Unicode: the vowels and final consonants that Japanese names have.
_FIRST, _FINALS, _VOWELS = 0xAC00, 28, 21
_JAPANESE_VOWELS = frozenset({0, 2, 5, 8, 9, 12, 13, 17, 18, 20})
_JAPANESE_FINALS = frozenset({0, 4, 19})  # none, ㄴ, ㅅ
_PARTICLES = "은는이가을를의에과와도로서및은인한된"


class KoreanNames:
    """Finds the name right before or right behind an offset.

    `stops` are words that no name holds, `surnames` begin those of Koreans.
    """

    def __init__(self, *, stops: Collection[str], surnames: Collection[str]) -> None:
        self._stops = frozenset(stops)
        self._surnames = surnames

    def behind(self, text: str, at: int, end: int) -> Span | None:
        """`(청장 홍길동)`, `(청장 압둘라 알리)`: a foreign name runs to the end of its bracket."""
        match = re.compile(r"([가-힣]{2,4})(?=[)）,\s·])").match(text, at, end)
        if match and self._is_korean(match.group(1)):
            return Span(*match.span(1))
        match = re.compile(r"([가-힣]{1,8}(?:\s[가-힣]{1,8}){0,4})(?=[)）])").match(text, at, end)
        if match is None or self._stops & set(match.group(1).split()):
            return None
        return Span(*match.span(1))

    def before(self, text: str, start: int, end: int) -> tuple[Span, bool] | None:
        line = text[start:end]
        said = list(_HANGUL_BREAK.finditer(line))
        if said:
            return self.before(text, start + said[-1].end(), end)
        line = self._without_post(line)
        cut = re.search(_HANGUL_TAIL, line)
        stem = self._without_ministry(line[: cut.start()] if cut else line)
        if stem == line:
            stem = self._without_department(stem)
        topic = re.fullmatch(rf"[{_PARTICLES}]\s({_HANGUL_FOREIGN})", stem)  # 일본은 하마노 고이치
        if topic is not None and not self._stops & set(topic.group(1).split()):
            return Span(start + topic.start(1), start + topic.end(1)), True
        match = _LISTED.search(stem)  # …, 하마노 고이치 일본 특허청장
        if match is not None and not self._stops & set(match["name"].split()):
            return Span(start + match.start("name"), start + match.end("name")), True
        match = _TWO_WORDS.search(stem)  # its second word may look like a Korean's name: 고이치
        if match and self._is_japanese(match):
            return Span(start + match.start(), start + match.end()), True
        match = re.search(r"(?<![가-힣])([가-힣]{2,4})$", stem)
        if match and self._is_korean(match.group(1)):
            return Span(start + match.start(1), start + match.end(1)), True
        match = re.search(rf"(?<![가-힣\d])({_HANGUL_FOREIGN})$", stem)
        if match is None:
            single = re.search(rf"(?<![가-힣\d])([가-힣]{{2,6}}[가-힣])(?<![{_PARTICLES}])$", stem)
            if single is None or single.group(1) in self._stops:
                return None
            return Span(start + single.start(1), start + single.end(1)), True
        whose = match.group(1).rfind("의 ")  # 법무부 지식재산국의 홍길동
        begin = match.start(1) + (whose + 2 if whose > 0 else 0)
        words = stem[begin:].split(" ")
        while len(words) > 1 and (
            words[0] in self._stops
            or _DOING.match(words[0])
            or (words[0][-1] in _PARTICLES and (len(words) > 2 or len(words[0]) == 1))
        ):
            begin += len(words.pop(0)) + 1
        joined = " ".join(words)
        if (len(words) == 1 and len(joined) < 4) or any(
            w in self._stops or _ADVERBIAL.search(w) for w in words
        ):
            return None
        return Span(start + begin, start + match.end(1)), True

    def _is_korean(self, word: str) -> bool:
        short = len(word) in (3, 4) and word[0] in self._surnames
        return short or word[:2] in self._surnames

    def _is_japanese(self, match: re.Match[str]) -> bool:
        """Whether two words are of syllables that Japanese names are written with."""
        if self._stops & set(match.groups()):
            return False
        shapes = (divmod(ord(c) - _FIRST, _FINALS) for c in "".join(match.groups()))
        return all(
            front % _VOWELS in _JAPANESE_VOWELS and final in _JAPANESE_FINALS
            for front, final in shapes
        )

    def _without_post(self, line: str) -> str:
        """`홍길동 주제네바` before 대표부 대사: without where an ambassador is."""
        match = _POST.search(line)
        return line[: match.end(1)] if match and self._is_korean(match[1]) else line

    def _without_ministry(self, stem: str) -> str:
        """`살림 알 하산 경제부` before 차관: without the ministry between a name and its title."""
        match = _MINISTRY.search(stem)
        named = match is None or self._is_korean(match.group(1))
        return stem if named else stem[: stem.rindex(" ")]

    def _without_department(self, stem: str) -> str:
        """`홍길동 특허심사기획` before 국장: without what makes one word with the title."""
        match = re.search(r"[가-힣]\s([가-힣]{2,10})$", stem)
        if match is None or (len(match.group(1)) < 4 and self._is_korean(match.group(1))):
            return stem
        return stem[: match.start(1)].rstrip()
