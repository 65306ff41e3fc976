"""The words by which pages label their parts, in all languages of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import combining

from accord.vocabulary import Vocabulary, fold

_KINDS = (
    "related",
    "published",
    "updated",
    "concluded",
    "date",
    "title",
    "channel",
    "furniture",
    "missing",
    "others",
)
SEPARATORS = re.compile(r"\s*[|·•/｜]\s*|\s{2,}|\s[–—-]\s")
"""What parts the particulars of a release in one line."""

_NUMBER = re.compile(r"^(?:\(?\d{1,2}[.)]|[ivx]{1,4}[.)]|[\W_]+)\s{0,3}", re.IGNORECASE)
# Scripts whose words stand without spaces.
_JOINED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SPACED = re.compile(r"[\s_]+")
_APART = re.compile(r"[^\W\d](?:\s{1,4}[^\W\d](?!\w)){2,24}")
_BRACKET = re.compile(r"\s?[(（\[［][^()（）\[\]［］]{1,12}[)）\]］]\s*$")
_LINE = 240  # letters of a line of particulars
_CLOSING = (")", "）", "]", "］")
_COLONS = (":", "：")
_BEFORE_COLON = re.compile(r"(?<!\w)[^\W\d_]+(?=\s?[:：])")  # a word that a colon follows
_LABEL_WORDS = 3
_BULLETIN = range(2, 5)  # letters of 简报, 工作简报
# 第18期, 제512호
_EAST_ISSUE = r"第\s?\d{1,5}\s?[期号號]|제\s?\d{1,5}\s?호"
_OTHERS = 40  # letters of `Previous press releases` in the longer languages


class Labels:
    """Tells what a short line says of the page that it stands on.

    The kinds are the keys below `page` in the language files: `related` heads a list of other
    releases, `published`, `updated`, `concluded` and `date` stand before a date, `title` before a
    title, `channel` names a part of the site, `furniture` opens a line that belongs to the site,
    `missing` a page that says that nothing was found, `others` stands beside a `channel` that
    holds other releases (`more`, `earlier`).
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = {kind: {fold(w) for w in vocabulary.words(f"page.{kind}")} for kind in _KINDS}
        self._whole = {kind: frozenset(known) for kind, known in words.items()}
        self._begins = {kind: _beginning(known) for kind, known in words.items()}
        self._closed = {word.replace(" ", "") for word in words["channel"]}
        self._ends = {"published": _ending(words["published"])}
        self._others = tuple(sorted(filter(None, words["others"]), key=len, reverse=True))
        self._is_more = lru_cache(maxsize=1024)(self._names_others)
        self._updated_words = tuple(filter(None, words["updated"]))
        self._updated = _anywhere(words["updated"])
        issue = "|".join(
            re.escape(w) for w in sorted(vocabulary.words("page.issue"), key=len)[::-1]
        )
        self._issue = re.compile(
            rf"(?:(?<!\w)(?:{issue or '(?!)'})\.?\s{{0,2}}\d{{1,6}}|{_EAST_ISSUE})", re.IGNORECASE
        )
        self._numbered = re.compile(rf"{self._issue.pattern}(?=\s?,)", re.IGNORECASE)

    def is_related(self, text: str) -> bool:
        """Whether a heading announces other releases, links or galleries."""
        folded = _folded(_NUMBER.sub("", text.strip()))
        if not folded or len(folded) > 60:
            return False
        if folded in self._whole["related"] or self._is_more(folded):
            return True
        match = self._begin("related", folded)
        if not match or len(match[0]) < 4:
            return False
        # "Photo Gallery, June 2023", "Related releases of the Office", not a title of its own.
        return len(folded[match.end() :].split()) <= 3 and len(folded) <= len(match[0]) + 22

    def is_published(self, text: str) -> bool:
        """Whether a line is no more than a label of the date of publication below it."""
        return len(text) < 60 and fold(text.strip(" :：")) in self._whole["published"]

    def is_channel(self, text: str) -> bool:
        """Whether a text names a part of a site (`News`, `Press release (details)`), no release."""
        text = text.rstrip()
        folded = _folded(_BRACKET.sub("", text) if text.endswith(_CLOSING) else text)
        named = folded in self._whole["channel"] or folded in self._whole["related"]
        return named or self._is_more(folded)

    def is_bulletin(self, text: str) -> bool:
        """Whether an East Asian name ends in such a word: 商标工作简报, whatever it reports of."""
        folded = _folded(text) if _JOINED.match(text) else ""
        return any(folded[-n:] in self._whole["channel"] for n in _BULLETIN if n < len(folded))

    def _names_others(self, folded: str) -> bool:
        """Whether a text is a part of the site and that it is more of it: `Earlier releases`."""
        rest = folded if len(folded) <= _OTHERS else ""
        while rest and rest not in self._whole["channel"]:
            shorter = self._without_other(rest)
            if shorter == rest:
                return False
            rest = shorter
        return bool(rest) and rest != folded

    def _without_other(self, folded: str) -> str:
        """A text without a word for more or other at its beginning or end, where it has one."""
        if folded.startswith(self._others) or folded.endswith(self._others):
            for word in self._others:
                joined = _JOINED.search(word) is not None
                if folded.startswith(word if joined else f"{word} "):
                    return folded[len(word) :].lstrip()
                if folded.endswith(word if joined else f" {word}"):
                    return folded[: -len(word)].rstrip()
        return folded

    def is_furniture(self, text: str) -> bool:
        """Whether a line belongs to the site: sharing, printing, cookies, counters, rights."""
        folded = _folded(text[:120])
        match = self._begin("furniture", folded)
        if not match:
            return folded in self._whole["related"] and len(text) < 30
        if folded == match[0]:
            return True
        # A short opening word ("Home", "Read") says little of a line that goes on.
        weak = len(match[0].split()) == 1 and not _JOINED.search(match[0])
        return len(text) <= (40 if weak else 160)

    def label(self, text: str, *kinds: str) -> int:
        """The length of a label of one of the kinds at the text's beginning, 0 if none.

        A label ends with a colon or is followed by a date or a space.
        """
        lead = len(text) - len(text.lstrip(" \t([［【<|·•-–—"))
        window = text[lead : lead + 60]
        folded, places = _fold_with_places(window)
        best = 0
        for kind in kinds:
            match = self._begin(kind, folded)
            if match:
                best = max(best, places[match.end() - 1] + 1)
        return lead + best if best else 0

    def says_published(self, text: str) -> bool:
        """Whether a line or one of its parts begins with a label of publication:
        `Escrito por CGCOM | Publicado: Quinta, 6 de Outubro de 2016 | Acessos: 12`; or holds one
        with its colon: `por CGCOM publicado: 06/10/2016 17h21 última modificação: 13/10/2016`.
        """
        told = text[:_LINE]
        if any(self.label(part, "published") for part in SEPARATORS.split(told)):
            return True
        words = (match.start() for match in _BEFORE_COLON.finditer(told))
        return any(self.label(told[start:], "published") for start in words)

    def is_letterhead(self, text: str) -> bool:
        """Whether a line begins with a kind of release whose letters stand apart, as
        letterheads have it: `P R E S S   R E L E A S E`.
        """
        if text[1:2] != " " or text[3:4] != " ":
            return False
        letters = _APART.match(text)
        return letters is not None and fold("".join(letters[0].split())) in self._closed

    def closes_with(self, text: str, kind: str) -> bool:
        """Whether a text ends in a label of a kind: `Information for the press, issued on`."""
        return self._ends[kind].search(fold(text[-60:])) is not None

    def ends_in(self, text: str, kind: str) -> bool:
        """Whether a text ends in a label of a kind and its colon: `Document 268. Adopted:`."""
        lead = text.rstrip()
        if lead[-1:] not in _COLONS:
            return False
        words = lead[:-1].split()[-_LABEL_WORDS:]
        ends = (" ".join(words[n:]) for n in range(len(words)))
        return any(self.label(end, kind) == len(end) for end in ends)

    def without_issue(self, text: str) -> str:
        """A journal's line without its volume and number: `Gazette, vol. 12, no. 3`."""
        return self._issue.sub(" ", text)

    def has_issue(self, text: str) -> bool:
        """Whether a line gives a journal's or a newsletter's volume or number."""
        return self._issue.search(text) is not None

    def without_number(self, text: str) -> str:
        """A line whose issue number is blanked out where it would be the day of the date behind
        it: `Gazette, no. 2, October 2024`. Offsets hold.
        """
        return self._numbered.sub(lambda m: " " * len(m[0]), text) if "," in text else text

    def tells_of_change(self, text: str) -> bool:
        """Whether a short text says anywhere that something was updated."""
        folded = _folded(text[:200])
        return (
            bool(folded)
            and any(word in folded for word in self._updated_words)
            and bool(self._updated.search(folded))
        )

    def _begin(self, kind: str, folded: str) -> re.Match[str] | None:
        pattern = self._begins[kind].get(folded[:1])
        return pattern.match(folded) if pattern else None


def _ending(phrases: Iterable[str]) -> re.Pattern[str]:
    """A phrase of several words at a text's end; one word alone may belong to a sentence."""
    parts = [rf"(?<!\S){re.escape(phrase)}" for phrase in sorted(phrases) if " " in phrase]
    return re.compile(f"(?:{'|'.join(parts)})$") if parts else re.compile(r"(?!)")


def _anywhere(phrases: Iterable[str]) -> re.Pattern[str]:
    parts = [
        re.escape(phrase) if _JOINED.search(phrase) else rf"(?<!\S){re.escape(phrase)}(?!\S)"
        for phrase in sorted(phrases)
        if phrase
    ]
    return re.compile("|".join(parts)) if parts else re.compile(r"(?!)")


def _beginning(phrases: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """What finds the longest of the phrases at a text's beginning, by its first character."""
    parts: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        if phrase:
            end = "" if _JOINED.search(phrase[-1]) else r"(?!\w)"
            parts.setdefault(phrase[0], []).append(re.escape(phrase) + end)
    return {char: re.compile("|".join(listed)) for char, listed in parts.items()}


_folded = lru_cache(maxsize=1024)(fold)  # a line is looked at for several labels in turn


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    return fold(char)


@lru_cache(maxsize=8192)  # a site's lines are looked at for several labels
def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the index where it comes from."""
    out: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        folded = _fold_char(char)
        if not folded:
            if combining(char):
                continue  # `fold` leaves no gap for an accent or a tone mark
            if out and out[-1] != " ":
                out.append(" ")
                places.append(index)
            continue
        for part in folded:
            out.append(part)
            places.append(index)
    return _SPACED.sub(" ", "".join(out)), places
