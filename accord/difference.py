"""What two texts differ in, word by word."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Words; in scripts without spaces each character is one.
_WORD = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+(?:['’-][^\W_]+)*|\S")
# Texts are compared by pieces of so many words, and pieces that differ by their words: comparing
# takes time by the square where much is alike.
_PIECE = 40
_ENDS = frozenset(".!?。！？;")
_CONTEXT = 6
_MOST, _MOST_AT_ONCE = 20_000, 600


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where texts differ: the words before and after it, and what was and is there."""

    before: str
    removed: str
    added: str
    after: str


def differences(old: str, new: str) -> Iterator[Difference]:
    """The places in which a text differs from its former version, in its order.

    Spaces and line breaks do not count. Of very long texts the beginnings are compared.
    """
    a, b = list(_words(old)), list(_words(new))
    for a1, a2, b1, b2 in _places([w for w, _, _ in a], [w for w, _, _ in b]):
        yield Difference(
            before=_text(new, b, max(0, b1 - _CONTEXT), b1),
            removed=_text(old, a, a1, a2),
            added=_text(new, b, b1, b2),
            after=_text(new, b, b2, min(len(b), b2 + _CONTEXT)),
        )


def _places(a: list[str], b: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two lists of words differ: first and end in the one, first and end in the other."""
    one, other = _pieces(a), _pieces(b)
    for a1, a2, b1, b2 in _unequal([p for p, _ in one], [p for p, _ in other]):
        first_a, end_a = _span(one, a1, a2, len(a))
        first_b, end_b = _span(other, b1, b2, len(b))
        if max(end_a - first_a, end_b - first_b) > _MOST_AT_ONCE:
            yield first_a, end_a, first_b, end_b
            continue
        for c1, c2, d1, d2 in _unequal(a[first_a:end_a], b[first_b:end_b]):
            yield first_a + c1, first_a + c2, first_b + d1, first_b + d2


def _unequal(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[tuple[int, int, int, int]]:
    for kind, *place in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            a1, a2, b1, b2 = place
            yield a1, a2, b1, b2


def _pieces(words: list[str]) -> list[tuple[tuple[str, ...], int]]:
    """The words by sentences, none of them long, each with where it begins."""
    pieces, first = [], 0
    for n, word in enumerate(words):
        if word in _ENDS or n - first + 1 >= _PIECE:
            pieces.append((tuple(words[first : n + 1]), first))
            first = n + 1
    return [*pieces, (tuple(words[first:]), first)] if first < len(words) else pieces


def _span(
    pieces: list[tuple[tuple[str, ...], int]], first: int, end: int, total: int
) -> tuple[int, int]:
    starts = [start for _, start in pieces] + [total]
    return starts[first], starts[end]


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for number, match in enumerate(_WORD.finditer(text)):
        if number >= _MOST:
            return
        yield match[0], match.start(), match.end()


def _text(text: str, words: list[tuple[str, int, int]], first: int, end: int) -> str:
    """The words as they stand in the text, on one line."""
    if first >= end:
        return ""
    return " ".join(text[words[first][1] : words[end - 1][2]].split())
