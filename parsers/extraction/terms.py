"""Finds the words of the language files in a text, whatever their case, accents and hyphens."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from parsers.extraction.chinese import simplified

# Scripts whose words stand without spaces, or take their particles without one (Korean).
_JOINED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_JOINED_CHAR = re.compile(f"[{_JOINED}]")
# Vowel signs and accents that stand as characters of their own belong to their word.
_WORD = re.compile(
    f"(?:(?:[^\\W\u0640{_JOINED}]+|[^\\W{_JOINED}])[\u0300-\u036f\u0640\u064b-\u0652]{{0,3}})+"
)
_UNSPACED_RUN = re.compile(r"\S+")
_BREAK = re.compile(r"[.,;:!?()\n]")
# What Arabic writes onto the front of a word: and, by, for, like, the; longest first.
_ARABIC_FRONT = re.compile(r"(?:[وف])?(?:[بك]?ال|لل|[بلك])?")
# One letter each for the forms of Arabic's, and for Turkish's dotless i, which has no capital else.
_ONE_LETTER = str.maketrans("أإآةىı", "اااهيi", "\u0640")
# its, their, written onto the word; a feminine ة before it is a ت.
_ARABIC_WHOSE = re.compile("(?:هما|ها|هم)$")
_VIETNAMESE = re.compile("[ơư\u1ea0-\u1ef9]")
# The mark may stand on either of two vowels: thoả thuận, thỏa thuận.
_TONES = (("oả", "ỏa"), ("oạ", "ọa"), ("oẻ", "ỏe"), ("oẹ", "ọe"), ("oẽ", "õe"), ("uỷ", "ủy"),
          ("uỵ", "ụy"), ("uỹ", "ũy"))  # fmt: skip
_LEFT = 3  # characters that stay
_LONGEST = 60  # characters of a phrase
_STEM = 2  # characters by which stems (`memorand*`) are looked up


class Hit(NamedTuple):
    """A phrase found: `text[start:end]`, and the list that it stands on."""

    start: int
    end: int
    key: str


class Hits:
    """All phrases found in one text, by list."""

    def __init__(self, hits: Mapping[str, Sequence[Hit]]) -> None:
        self._hits = {key: (tuple(found), [h.start for h in found]) for key, found in hits.items()}
        self._keys: dict[str, tuple[str, ...]] = {}  # by prefix
        # Of several lists together: their hits in order, and where each begins.
        self._joint: dict[Collection[str], tuple[tuple[Hit, ...], list[int]]] = {}

    def of(self, key: str, start: int = 0, end: int | None = None) -> tuple[Hit, ...]:
        """The hits of a list that begin within a stretch, in order."""
        listed = self._hits.get(key)
        if listed is None:
            return ()
        found, starts = listed
        stop = len(found) if end is None else bisect_left(starts, end)
        return found[bisect_left(starts, start) : stop]

    def first(self, key: str, start: int = 0, end: int | None = None) -> Hit | None:
        """The first of those."""
        listed = self._hits.get(key)
        if listed is None:
            return None
        found, starts = listed
        i = bisect_left(starts, start)
        return found[i] if i < len(found) and (end is None or starts[i] < end) else None

    def any_of(self, keys: Collection[str], start: int, end: int) -> bool:
        """Whether a hit of one of some lists begins within a stretch."""
        _, starts = self._joint.get(keys) or self._join(keys)
        i = bisect_left(starts, start)
        return i < len(starts) and starts[i] < end

    def under(self, prefix: str, start: int, end: int) -> tuple[Hit, ...]:
        """All hits of lists whose keys begin with a prefix, in order."""
        keys = self.keys(prefix)
        found, starts = self._joint.get(keys) or self._join(keys)
        return found[bisect_left(starts, start) : bisect_left(starts, end)]

    def any_under(self, prefix: str, start: int, end: int) -> bool:
        """Whether one does of a list whose key begins with a prefix."""
        return self.any_of(self.keys(prefix), start, end)

    def _join(self, keys: Collection[str]) -> tuple[tuple[Hit, ...], list[int]]:
        listed = (self._hits[key][0] for key in keys if key in self._hits)
        found = tuple(sorted(chain.from_iterable(listed)))
        self._joint[keys] = found, [hit.start for hit in found]
        return self._joint[keys]

    def including(self, key: str, found: Iterable[Hit]) -> Hits:
        """The same hits and a list of others."""
        kept = {known: listed for known, (listed, _) in self._hits.items()}
        return Hits({**kept, key: tuple(found)})

    def outside(self, keys: Iterable[str], of: str) -> Hits:
        """The same hits without those of some lists that lie within one of another list.

        `приняли` is adopting, but not in `приняли участие`, which is taking part.
        """
        if of not in self._hits:
            return self
        kept = {key: found for key, (found, _) in self._hits.items()}
        for key in keys:
            kept[key] = tuple(h for h in kept.get(key, ()) if not self._covered(h, of))
        return Hits(kept)

    def _covered(self, hit: Hit, key: str) -> bool:
        near = self.of(key, hit.start - _LONGEST, hit.end)
        return any(
            n.start <= hit.start and hit.end <= n.end and n.end - n.start > hit.end - hit.start
            for n in near
        )

    def keys(self, prefix: str) -> tuple[str, ...]:
        """Lists of which something was found and whose keys begin with a prefix."""
        keys = self._keys.get(prefix)
        if keys is None:
            keys = self._keys[prefix] = tuple(key for key in self._hits if key.startswith(prefix))
        return keys


@dataclass(slots=True, eq=False)
class _Node:
    """A word of a phrase: what may follow it, and the lists whose phrases end with it."""

    words: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, dict[str, _Node]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)

    def grown(self, word: str, *, stem: bool) -> _Node:
        """The node of a word, or of all that begin with it, behind this one."""
        below = self.words
        if stem and len(word) >= _STEM:
            below = self.stems.setdefault(word[:_STEM], {})
        return below.setdefault(word, _Node())

    def behind(self, word: str) -> Iterator[_Node]:
        """The nodes of this one's followers for which a word of a text can stand."""
        if (node := self.words.get(word)) is not None:
            yield node
        for stem, node in self.stems.get(word[:_STEM], _NONE).items():
            if word.startswith(stem):
                yield node


class _Step(NamedTuple):
    """What a text's words have come to: the lists of a phrase that ends here, and what goes on."""

    keys: tuple[str, ...]
    nodes: tuple[_Node, ...]


_Phrase = tuple[int, int, tuple[str, ...]]  # `text[start:end]`, and the lists that it stands on
_NONE: dict[str, _Node] = {}
# Of these one character tells within a word too: 五年, 5년, 特許庁と. Others stand in too many.
_UNITS = ("years", "months", "with_joined", "with_behind", "in_joined", "in_behind")


class Terms:
    """The phrases of one or more languages, ready to be looked for.

    `phrases` maps the key of a list to its phrases. A word stands for itself, with a `*` behind it
    for all that begin so (`memorand*`, `joint declar*`, `вступа* в силу`). `co-operation` stands
    for `cooperation` and `co operation` too.

    Phrases lie in a trie of words: most words of a text begin none, and are passed over at once.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._root = _Node()
        self._begins = lru_cache(maxsize=20_000)(lambda word: _behind((self._root,), word))
        # Most pairs of words come again: `of the`, `in the`.
        self._follows = lru_cache(maxsize=20_000)(_behind)
        self._joined: dict[str, list[tuple[str, str]]] = defaultdict(list)  # by two characters
        self._units: dict[str, list[str]] = defaultdict(list)
        self._alone: dict[str, list[str]] = defaultdict(list)
        for key, values in phrases.items():
            for value in dict.fromkeys(values):
                self._add(key, value)

    def _add(self, key: str, value: str) -> None:
        if _JOINED_CHAR.search(value):
            body = "".join(value.rstrip("*").casefold().split())
            body = simplified(body)
            if len(body) > 1:
                self._joined[body[:2]].append((body, key))
            elif key in _UNITS or key.startswith("number."):
                self._units[body].append(key)
            else:
                self._alone[body].append(key)
            return
        for spelling in {value.replace("-", " "), value.replace("-", "")}:
            node = self._root
            for match in _WORD.finditer(spelling):
                stem = spelling.startswith("*", match.end())
                node = node.grown(fold_word(match.group()), stem=stem)
            if node is not self._root and key not in node.keys:
                node.keys.append(key)

    def find(self, text: str) -> Hits:
        """Every phrase in a text; of two of one list that overlap, the one that begins first."""
        phrases: Iterable[_Phrase] = self._spaced(text)
        if (self._joined or self._units or self._alone) and _JOINED_CHAR.search(text):
            phrases = sorted((*phrases, *self._unspaced(text)))
        found: dict[str, list[Hit]] = defaultdict(list)
        for start, end, keys in phrases:
            for key in keys:
                kept = found[key]
                if not kept or start >= kept[-1].end:
                    kept.append(Hit(start, end, key))
                elif start == kept[-1].start and end > kept[-1].end:
                    kept[-1] = Hit(start, end, key)
        return Hits(found)

    def _spaced(self, text: str) -> Iterator[_Phrase]:
        """In the order of where they begin."""
        places = [match.span() for match in _WORD.finditer(text)]
        words = [text[start:end] for start, end in places]
        for first, begun in enumerate(map(self._begins, words)):
            step, last = begun, first
            while step is not None:
                if step.keys:
                    yield places[first][0], places[last][1], step.keys
                last += 1
                if (
                    not step.nodes
                    or last == len(places)
                    or not _is_gap(text[places[last - 1][1] : places[last][0]])
                ):
                    break
                step = self._follows(step.nodes, words[last])

    def _unspaced(self, text: str) -> Iterator[_Phrase]:
        runs = [match.span() for match in _UNSPACED_RUN.finditer(text)]
        offsets = list(chain.from_iterable(range(*run) for run in runs))
        squeezed = "".join(text[start:end] for start, end in runs).translate(_FLAT)
        for i, (char, after) in enumerate(zip(squeezed, (*squeezed[1:], ""), strict=True)):
            for body, key in self._joined.get(char + after, ()):
                if squeezed.startswith(body, i):
                    start, end = offsets[i], offsets[i + len(body) - 1] + 1
                    if "\n" not in text[start:end]:
                        yield start, end, (key,)
            if char in self._units:
                yield offsets[i], offsets[i] + 1, tuple(self._units[char])
            if char in self._alone and _stands_alone(text, offsets[i]):
                yield offsets[i], offsets[i] + 1, tuple(self._alone[char])


def _stands_alone(text: str, offset: int) -> bool:
    """Whether a character is a word by itself, as 完 in （完）; within one it may mean anything."""
    return not (text[offset - 1 : offset].isalnum() or text[offset + 1 : offset + 2].isalnum())


class _Flat(dict[int, str]):
    """Each character in small letters and simplified, as one character, so that offsets hold."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        small = char.lower()  # of a few it is longer
        self[code] = simplified(small if len(small) == 1 else char)
        return self[code]


_FLAT = _Flat()


def _behind(nodes: tuple[_Node, ...], word: str) -> _Step | None:
    variants = _variants(word)
    after = [a for variant in variants for node in nodes for a in node.behind(variant)]
    if not after:
        return None
    keys = dict.fromkeys(key for node in after for key in node.keys)
    return _Step(tuple(keys), tuple(node for node in after if node.words or node.stems))


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """A word as it is compared: no case, no accents, one form for Arabic's letters.

    Vietnamese words differ by their marks alone (viện, an institute, and viên, a member): a word
    with letters that no other language has keeps them.
    """
    whole = unicodedata.normalize("NFC", word).casefold()
    for placed, same in _TONES:
        whole = whole.replace(placed, same)
    if _VIETNAMESE.search(whole):
        return whole
    flat = unicodedata.normalize("NFKD", word.translate(_ONE_LETTER)).casefold()
    return "".join(c for c in flat if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def _variants(word: str) -> tuple[str, ...]:
    folded = fold_word(word)
    if not "\u0600" <= folded[:1] <= "\u06ff":
        return (folded,)
    bare = {folded}
    match = _ARABIC_FRONT.match(folded)
    if match and len(folded) - match.end() >= 2:
        bare.add(folded[match.end() :])
        if match[0].endswith(("ال", "لل")):  # بالرياض: in al-Riyadh
            bare.add(f"ال{folded[match.end() :]}")
    if folded[0] in "وف" and len(folded) > 3:
        bare.add(folded[1:])
    if folded.startswith("ال") and len(folded) > 4:
        bare.add(folded[2:])
    for form in tuple(bare):
        whose = _ARABIC_WHOSE.search(form)
        if whose is not None and whose.start() >= _LEFT:
            base = form[: whose.start()]
            bare |= {base, f"{base[:-1]}ه"} if base.endswith("ت") else {base}
    return tuple(sorted(bare))


@lru_cache(maxsize=4_000)
def _is_gap(between: str) -> bool:
    """Whether what stands between two words lets them belong to one phrase."""
    return len(between) <= 3 and not _BREAK.search(between)
