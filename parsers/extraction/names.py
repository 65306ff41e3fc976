"""Finds names of a long list in a text in one pass, in any script and with its endings.

A text becomes tokens: words where words are spaced, single characters where they are not (Chinese,
Japanese, Korean, Thai, Lao, Khmer, Burmese). Names are kept in a trie of tokens, so that the cost
of a look-up does not depend on how many names there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import Generic, NamedTuple, TypeVar

from parsers.extraction.chinese import simplified

T = TypeVar("T")

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    "\u1100-\u11ff\uf900-\ufaff"
)
_TOKEN = re.compile(
    f"[{_UNSPACED}]"
    "|[0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ba\u02bd-\u060b\u060d-\u061a"
    "\u061c-\u061e\u0620-\u0963\u0966-\u0dff\u10a0-\u10ff\u1200-\u139f\u1e00-\u1fff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+"
    "|[,&，、،]"
)
_GAP = re.compile("[ \u00a0\u202f]?[-\u2010\u2011\u2013'‘’ʻʼ.·・/]?[ \u00a0\u202f]?")
_UNSPACED_CHAR = re.compile(f"[{_UNSPACED}]")
_CYRILLIC = re.compile("[\u0400-\u04ff]{4,}")
_ARABIC = re.compile("[\u0620-\u06ff]+")
_ARABIC_LETTERS = str.maketrans("أإآٱةىی", "ااااهيي", "\u0640\u200c")
_ARABIC_FRONT = re.compile("^(?:[وف]?(?:[بك]?ال|لل)|(?=.))")
# Case endings of Russian, Ukrainian, Bulgarian, Serbian and their like, as `fold` leaves them (й is
# и, ї is і). Which of them a word bears is not known without the word: Китая is Кита-я, Вьетнам
# ends in none. So a name gives up its ending in the nominative, and a text's word any.
_CYRILLIC_ENDINGS = tuple(
    "ого его ому ему ыми ими ами ями иям иях иеи ах ях ов ев еи ои ыи ии ая яя ое ее ую юю ые ие"
    " ых их ым им ом ем ием ам ям ию ия ью ьо оі еі іи ім іх ію ія іі ою ею єю ією ям ів"
    " а я о е ы и у ю ь і є".split()
)
_CYRILLIC_NOMINATIVE = re.compile("(?:ыи|ии|ои|еи|іи|ая|яя|ое|ее|ые|ие|а|я|о|е|ы|и|ь|і|є)$")
_CYRILLIC_UNBENT = re.compile("[\u0400-\u04ff]{2,4}[оуиеі]", re.IGNORECASE)  # Того, Чили, Перу
_SHORTEST_STEM = 3


class Found(NamedTuple, Generic[T]):
    """A name found: `text[start:end]`, and what it stands for."""

    start: int
    end: int
    values: tuple[T, ...]


@dataclass(slots=True, eq=False)
class _Node(Generic[T]):
    below: dict[str, _Node[T]] = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


class Names(Generic[T]):
    """Names and what they stand for.

    `endings` holds, by language, what that language adds to a word; a name of that language is
    then also found with another ending, in texts of that language. `changing` holds, by language,
    stems that other forms of a word have and the stem of its first: urzęd- of urząd.
    """

    def __init__(
        self,
        endings: Mapping[str, Sequence[str]] | None = None,
        changing: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self._root: _Node[T] = _Node()
        self._changing = {
            language: {fold(stem): fold(first) for stem, first in stems.items()}
            for language, stems in (changing or {}).items()
        }
        self._endings = {
            language: tuple(sorted((fold(e) for e in listed), key=len, reverse=True))
            for language, listed in (endings or {}).items()
        }
        # Most words begin no name, and most of those that do come again.
        self._begins = lru_cache(maxsize=50_000)(self._begin)
        self._follows = lru_cache(maxsize=20_000)(self._behind)

    def add(self, name: str, value: T, language: str | None = None) -> None:
        """Add a name; a name may stand for several values."""
        tokens = [_key(word) for word in _TOKEN.findall(name)]
        if not tokens:
            return
        self._put(tokens, value)
        if language in self._endings and not name.isupper():
            self._put([self._stem(token, str(language)) for token in tokens], value)

    def find(self, text: str, language: str | None = None) -> Iterator[list[Found[T]]]:
        """At each word of a text in a language where names begin: all of them, the longest first.

        Places that a longer name covers come up again, and are to be passed over.
        """
        inflected = language if language in self._endings else None
        places = [match.span() for match in _TOKEN.finditer(text)]
        words = [text[start:end] for start, end in places]
        for first, begun in enumerate(map(self._begins, words, repeat(inflected))):
            found: list[Found[T]] = []
            nodes, last = begun, first
            while nodes:
                if values := _values(nodes):
                    found.append(Found(places[first][0], places[last][1], values))
                last += 1
                if last == len(words) or not _GAP.fullmatch(
                    text, places[last - 1][1], places[last][0]
                ):
                    break
                nodes = self._follows(nodes, words[last], inflected)
            if found:
                yield found[::-1]

    def _begin(self, word: str, inflected: str | None) -> tuple[_Node[T], ...]:
        return self._behind((self._root,), word, inflected)

    def _behind(
        self, nodes: tuple[_Node[T], ...], word: str, inflected: str | None
    ) -> tuple[_Node[T], ...]:
        keys = _keys(word)
        if inflected is not None:
            keys = tuple(dict.fromkeys((*keys, *self._forms(keys[0], inflected))))
        return tuple(node.below[key] for node in nodes for key in keys if key in node.below)

    def _put(self, tokens: Iterable[str], value: T) -> None:
        node = self._root
        for token in tokens:
            node = node.below.setdefault(token, _Node())
        if value not in node.values:
            node.values.append(value)

    def _forms(self, key: str, language: str) -> Iterator[str]:
        """What a word is kept under as a name of its language, and as one of another's.

        Names that languages share stand in one of them alone: `Chinas` in German is `China` and
        `Korei` in Polish `Korea`, though both are listed as English.
        """
        yield self._stem(key, language)
        endings = self._endings[language]
        for ending in endings:
            stem = key.removesuffix(ending)
            if stem == key or len(stem) < _SHORTEST_STEM:
                continue
            if len(stem) > _SHORTEST_STEM:
                yield stem
            if "a" in endings:
                yield f"{stem}a"

    def _stem(self, key: str, language: str) -> str:
        stem = key
        for ending in self._endings[language]:
            if key.endswith(ending) and len(key) - len(ending) >= _SHORTEST_STEM:
                stem = key[: -len(ending)]
                break
        return f"{language}:{self._changing.get(language, {}).get(stem, stem)}"


def _values(nodes: tuple[_Node[T], ...]) -> tuple[T, ...]:
    if len(nodes) == 1:
        return tuple(nodes[0].values)
    return tuple(dict.fromkeys(value for node in nodes for value in node.values))


def unspaced(text: str) -> bool:
    """Whether a text has characters of a script that sets no spaces between words."""
    return _UNSPACED_CHAR.search(text) is not None


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word without case, accents and other forms of one letter."""
    flat = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in flat if not unicodedata.combining(c)).translate(_ARABIC_LETTERS)


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    """What a word of a name is kept under."""
    if _UNSPACED_CHAR.match(word):
        return simplified(unicodedata.normalize("NFKC", word))
    if word in ",，、،":
        return ","
    if word == "&":
        return "and"
    folded = fold(word)
    if _CYRILLIC.fullmatch(folded) and not (word.isupper() and len(word) <= 8):
        stem = _CYRILLIC_NOMINATIVE.sub("", folded)
        unbent = _CYRILLIC_UNBENT.fullmatch(word) or len(stem) < _SHORTEST_STEM
        return folded if unbent else stem
    if _ARABIC.fullmatch(folded):
        return _bare(folded)
    return folded


@lru_cache(maxsize=50_000)
def _keys(word: str) -> tuple[str, ...]:
    """What a word of a text may be kept under, in any of its forms; the likeliest first."""
    key = _key(word)
    if _CYRILLIC.fullmatch(fold(word)):
        return tuple(dict.fromkeys((key, *_stems(fold(word)))))
    if not _ARABIC.fullmatch(key) or len(key) < 4:
        return (key,)
    # و, ف, ب, ل and ك may be words written onto the next one, or its first letter.
    return (key, _bare(key[1:])) if key[0] in "وفبلك" else (key,)


def _stems(word: str) -> Iterator[str]:
    """A Cyrillic word without each of the endings that it may bear, and as it is."""
    yield word
    for ending in _CYRILLIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            yield word[: -len(ending)]


def _bare(word: str) -> str:
    front = _ARABIC_FRONT.match(word)
    rest = word[front.end() :] if front else word
    return rest if len(rest) >= 2 else word
