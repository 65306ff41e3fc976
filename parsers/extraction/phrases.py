"""Noun phrases out of list items, headings and enumerations: short, without their frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_WORDS = 12
_MOST_EAST = 44
"""East Asian characters of the longest phrase."""

# No phrase lies further behind; the cost of looking for clauses grows with the text.
_LOOKED_AT = 600
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_WORD = re.compile(r"[^\s]+")
_MARK = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)](?!\d)|\(?[a-hA-H][.)]\s|\(?[ivxIVX]{1,4}[.)]\s|[①-⑳]|[一二三四五六七八九十]{1,3}[、．.]"
    r"|[（(][一二三四五六七八九十\d가-하]{1,3}[）)]|[가-하][.)]\s|\d{1,2}\s(?=[A-ZÀ-Þ])|[•●○◦▪■□◆◇►▶‣⁃∙·ㅇ*–—\-※]+\s*)\s*"
)
_TAIL = re.compile(r"(?:[\s,;.:·、，。；：]|\s(?:and|et|und|y|e|и|та|dan|und|en|oraz|và|i|و))+$")
_HEAD = re.compile(
    r"^(?:(?:and|et|und|y|e|и|dan|oraz|và|to|the|of|on|in|for|a|an|le|la|les|l'|des|du|de|d'|el|los|las"
    r"|der|die|das|den|dem|il|lo|gli|i|o|os|as|au|aux|zum|zur)\s+|[«\"'“‘(]\s?)",
    re.IGNORECASE,
)
_INFINITIVE = frozenset(("to", "à", "de", "zu", "a", "di", "para"))
_ARTICLE = re.compile(r"\w+\.?\s\d{1,3}|第.{1,4}[条條章]|제\s?\d{1,3}\s?[조장]")
_CLAUSE = re.compile(
    r",\s|;\s|\s[–—-]\s|\.\s|\s(?:so that|in order to|which|thereby|by means of)\s|[，；。]|\s\("
)
_SPLIT = re.compile(
    r"\s*;\s+|,\s+(?:and|as well as|or|et|ainsi que|sowie|und|y|así como|e|bem como|и|а также|dan"
    r"|serta|oraz|en|ed|nonché)\s+|,\s+|\s*[、，；]\s*(?:及び|並びに|以及|及|和|및)?\s*|،\s*(?:و)?"
)
# Thai parts the members of a list, as its sentences, by spaces.
_THAI = re.compile(r"[\u0e00-\u0e7f]{3}")
_THAI_SPLIT = re.compile(r"\s+(?:และ|รวมทั้ง|ตลอดจน)?\s*|(?<=[\u0e00-\u0e7f])และ(?=การ|ความ)")
_LAST = re.compile(
    r"\s+(?:and|as well as|et|ainsi que|sowie|und|y|así como|e|bem como|и|а также|та|dan|serta|oraz"
    r"|i|en|ve|và|และ|및)\s+|(?:及び|並びに|および|以及|及|和|與|与|\s및\s)|\sو(?=\S{3})"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the text: it begins at `start` and reads as there."""

    start: int
    text: str

    @property
    def words(self) -> int:
        """How many words it has; two East Asian characters count as one."""
        return count_words(self.text)


def count_words(text: str) -> int:
    """Words separated by spaces; two East Asian characters count as one."""
    east = len(_EAST.findall(text))
    return east // 2 + len([w for w in _WORD.findall(text) if not _EAST.search(w)])


def core(text: str, start: int = 0, *, most: int = MOST_WORDS) -> Phrase | None:
    """The phrase that an item, heading or part of an enumeration comes down to.

    Without its number and bullet; of `label: explanation` the label; cut where a clause adds
    to it or behind `most` words. None where nothing of substance is left.
    """
    text = text[:_LOOKED_AT]
    mark = _MARK.match(text)
    if mark:
        start, text = start + mark.end(), text[mark.end() :]
    colon = re.search(r"[:：](?=\s|$|[^\x00-\x7f])", text)
    if colon and 1 <= count_words(text[: colon.start()]) <= most:
        text = text[: colon.start()]
    text = _until_clause(text)
    text = _shortened(text, most)
    while match := _HEAD.match(text):
        start, text = start + match.end(), text[match.end() :]
    text = _TAIL.sub("", text)
    lead = len(text) - len(text.lstrip())
    start, text = start + lead, text.strip(" \"'”’»")
    if not any(c.isalpha() for c in text) or len(text) < 2 or _ARTICLE.fullmatch(text):
        return None
    return Phrase(start, text)


def _until_clause(text: str) -> str:
    for match in _CLAUSE.finditer(text):
        before = text[: match.start()]
        least = {".": 1, "-": 2, "–": 2, "—": 2, ";": 2}.get(match[0].strip(), 4)
        enough = count_words(before) >= least
        if enough:
            if match[0] == " (":
                close = text.find(")", match.end())
                if close > 0 and close - match.end() < 24:
                    continue
            return before
    return text


def _shortened(text: str, most: int) -> str:
    if _EAST.search(text) and len(_EAST.findall(text)) > len(text) // 3:
        return text[:_MOST_EAST]
    words = list(_WORD.finditer(text))
    if len(words) <= most:
        return text
    last = most - 1
    while last > 1 and len(words[last][0]) <= 3 and words[last][0].islower():
        last -= 1
    return text[: words[last].end()]


def enumerated(text: str, start: int = 0) -> tuple[Phrase, ...]:
    """The parts of `A, B and C`, each as its phrase."""
    text = text[: 8 * _LOOKED_AT]
    split = _THAI_SPLIT if _THAI.search(text) else _SPLIT
    pieces = _regrouped(list(_pieces(text, start, split)), text, start)
    if pieces:
        last_start, last = pieces[-1]
        cut = _last_and(last, alone=len(pieces) == 1)
        if cut is not None:
            pieces[-1:] = [
                (last_start, last[: cut.start()]),
                (last_start + cut.end(), last[cut.end() :]),
            ]
    found = (core(piece, begin) for begin, piece in pieces)
    return tuple(phrase for phrase in found if phrase is not None)


def _pieces(text: str, start: int, split: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    begin = 0
    for match in split.finditer(text):
        if _inside_brackets(text, match.start()):
            continue
        if text[begin : match.start()].strip():
            yield start + begin, text[begin : match.start()]
        begin = match.end()
    if text[begin:].strip():
        yield start + begin, text[begin:]


def _regrouped(pieces: list[tuple[int, str]], text: str, start: int) -> list[tuple[int, str]]:
    """Of `to strengthen A, and to exchange B, C and D` two parts, each with the same first word."""
    words = [piece.split(maxsplit=1)[0].casefold() for _, piece in pieces]
    if len(words) < 2 or words[0] not in _INFINITIVE or words[0] not in words[1:]:
        return pieces
    heads = [at for (at, _), word in zip(pieces, words, strict=True) if word == words[0]]
    ends = [*heads[1:], start + len(text)]
    return [
        (at, _TAIL.sub("", text[at - start : end - start]))
        for at, end in zip(heads, ends, strict=True)
    ]


def _inside_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _last_and(text: str, *, alone: bool) -> re.Match[str] | None:
    """The `and` that parts the last two of an enumeration.

    In `search and examination` it joins one thing: where it is the only mark of an enumeration,
    both sides need words of their own.
    """
    matches = list(_LAST.finditer(text))
    if not matches:
        return None
    match = matches[0]
    before, behind = count_words(text[: match.start()]), count_words(text[match.end() :])
    if alone and (before < 2 or behind < 2):
        return None
    return match if before and behind else None
