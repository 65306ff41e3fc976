"""Noun phrases out of list items, headings and enumerations: short, without their frame.

Which words join the parts of an enumeration, open a phrase or add a clause to it stands in the
language files under `phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from accord.vocabulary import LanguageTerms, Vocabulary
from parsers.extraction.counted import Counted
from parsers.extraction.list_marks import mark_end
from parsers.extraction.phrase_length import MOST_WORDS, THAI, count_words, fits, shortened
from parsers.extraction.phrase_words import by_script, either, is_pair, not_within

# No phrase lies further behind; the cost of looking for clauses grows with the text.
_LOOKED_AT = 600
_ENUMERATED = 8 * _LOOKED_AT
_COLON = re.compile(r"[:：](?=\s|$|[^\x00-\x7f])")
_MARKS = r",\s|;\s|\s[–—-]\s|\.\s|[，；。]|\s\(|[（(](?=[^()（）]*[\u3040-\u9fff\uac00-\ud7af])"
# Words that stand before a mark for the phrase to end there.
_LEAST_BEFORE = {
    ".": 1, "-": 2, "–": 2, "—": 2, ";": 2, "(": 2, "（": 2, "；": 1, "。": 1, "，": 3,
}  # fmt: skip
_SEMICOLON = re.compile(r"\s*[;；؛]\s*")
_STRONG = 2  # stronger marks that part an enumeration by themselves
_FEW = r"(?:\d{1,2}|[一二三四五六七八九十])"
_LEADING = " \t\n,;，；、،"  # signs before a phrase
_QUOTE = r"[«\"'“‘(]\s?"
# Thai parts the members of a list, as its sentences, by spaces; those beside Latin letters are
# none such (`เทคโนโลยี AI ในการ`).
_SURE = 6  # Thai letters of a word that is part of no other
_THAI_ON = "\u0e00"  # from here on words are written onto others


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the text: it begins at `start` and reads as there."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)

    def is_short(self, most: int) -> bool:
        """Whether it has no more words than that, as its script counts them."""
        return fits(self.text, most)

    @property
    def words(self) -> int:
        """How many words it has; two East Asian characters count as one."""
        return count_words(self.text)


class Phrasing:
    """Cuts text into phrases, given the small words of one or more languages.

    `joining` stand between the last two of an enumeration (`whole` are words that only look like
    them), `opening` are cut from a phrase's beginning, `adding` begin a clause that adds to it,
    `narrowing` begin a part that says for whom the one before is (`especially for`), `goals` open
    each of several goals (`to`), and what leads up to a cue begins behind `since`.
    `acting` are endings of verbs that can share an object (but for one that `attached` follow,
    which is a noun), `promising` of verbs that say what will be done, `definite` and `forming`
    beginnings of a word: an article written onto it, and what makes it a noun. `numbered`
    are labels that only count, with `{n}` for the number.
    """

    def __init__(
        self,
        *,
        joining: Iterable[str] = (),
        whole: Iterable[str] = (),
        opening: Iterable[str] = (),
        adding: Iterable[str] = (),
        narrowing: Iterable[str] = (),
        goals: Iterable[str] = (),
        since: Iterable[str] = (),
        acting: Iterable[str] = (),
        attached: Iterable[str] = (),
        finite: Iterable[str] = (),
        promising: Iterable[str] = (),
        closing: Iterable[str] = (),
        definite: Iterable[str] = (),
        forming: Iterable[str] = (),
        numbered: Iterable[str] = (),
    ) -> None:
        opening = tuple(opening)
        spaced, joined, fronted = by_script(joining)
        whole = tuple(whole)
        fronted = not_within(fronted, whole)
        self._acting = tuple(acting)
        self._attached = frozenset(attached)
        words, signs = either(spaced), either(joined)
        self._joining = words
        self._joined = re.compile(rf"\s*(?:{words})\s", re.IGNORECASE)
        self._also = re.compile(rf",\s+(?:{words})\s+", re.IGNORECASE)
        self._joins = re.compile(rf"\s(?:{words})\s+$", re.IGNORECASE)
        self._whole = re.compile(either(whole), re.IGNORECASE)
        self._goals = frozenset(word.casefold() for word in goals)
        closing = tuple(closing)
        apart = either(word for word in closing if word < _THAI_ON)
        attached = either(word for word in closing if word >= _THAI_ON)
        ends = rf"\s(?:{apart})|(?:{attached})".replace(re.escape("{n}"), _FEW)
        ends = ends.replace(re.escape("*"), r"[^,;]*")
        self._tail = re.compile(
            rf"(?:[\s,;.:·、，。；：،؛]|\s(?:{words}|{signs}|{fronted})|{ends})+$", re.I
        )
        elided = either(word[:-1] for word in opening if word.endswith("'"))
        self._head = re.compile(
            rf"^(?:(?:{words}|{either(opening)})\s+|(?:{elided})['’](?=\w)|{_QUOTE})",
            re.IGNORECASE,
        )
        self._small = re.compile(rf"(?:\s(?:{either(opening)}))+\s*$", re.IGNORECASE)
        self._one_word = re.compile(rf"[^\s,]+(?:,\s|\s(?:{words})\s)", re.IGNORECASE)
        clauses, written_on, _ = by_script(adding)  # Thai parts a clause by a space before it
        opens = rf"(?:{either(clauses)})\s|(?:{either(written_on)})"
        within = either(word for word in written_on if len(word) >= _SURE)
        self._opens_clause = re.compile(rf"\s*(?:{opens})", re.IGNORECASE)
        self._narrows = re.compile(rf"\s*(?:{either(narrowing)})(?!\w)", re.IGNORECASE)
        self._clause = re.compile(rf"{_MARKS}|\s(?:{opens})|(?:{within})", re.IGNORECASE)
        self._finite = re.compile(rf"\s(?:{either(finite)})(?=\s|$)", re.IGNORECASE)
        self._promise = re.compile(rf"\s(?:\w+\s)?(?=\w{{2,}}(?:{either(promising)})\s)")
        self._split = re.compile(
            rf"\s*;\s+(?:{words}\s)?\s*|,\s+(?:{words})\s+|,\s+|\s*[、，；]\s*(?:{signs})?\s*"
            rf"|،\s*(?:{fronted})?|\s(?:{fronted})\s?(?!{either(definite)})(?=\S{{3}})",
            re.IGNORECASE,
        )
        self._comma_and = re.compile(rf"\s*[،,]\s*(?:{fronted})(?=\S{{3}})")
        self._thai = re.compile(
            rf"\s+(?:{signs})\s*|(?<=[\u0e00-\u0e7f)])\s+(?=[\u0e00-\u0e7f])"
            rf"|(?<=[\u0e00-\u0e7f])(?:{signs})(?={either(forming)})"
        )
        self.counted = Counted(numbered)
        self._last = re.compile(
            rf"\s+(?:{words})\s+|\s?(?:{signs})\s?|\s(?:{fronted})\s?(?=\S{{3}})", re.I
        )
        spaced, joined, _ = by_script(since)
        self._since = re.compile(
            rf"[。；:：]|[.;]\s|(?:{either(joined)})|(?:{either(spaced)})\s(?=\S)", re.IGNORECASE
        )

    def core(self, text: str, start: int = 0, *, most: int = MOST_WORDS) -> Phrase | None:
        """The phrase that an item, heading or part of an enumeration comes down to.

        Without its number and bullet; of `label: explanation` the label; cut where a clause adds
        to it or behind `most` words. None where nothing of substance is left.
        """
        text = text[:_LOOKED_AT]
        mark = mark_end(text)
        start, text = start + mark, text[mark:]
        if self.counted.is_all(text.strip(" .:;：")):
            return None
        label = self.counted.begin(text)
        start, text = start + label, text[label:]
        colon = _COLON.search(text)
        if colon and 1 <= count_words(text[: colon.start()]) <= most:
            text = text[: colon.start()]
        return self._bare(shortened(self._until_clause(text), most), start)

    def whole(self, text: str, start: int = 0) -> Phrase | None:
        """A line without its number and bullet, label and explanation together."""
        mark = mark_end(text)
        return self._bare(shortened(text[mark:_LOOKED_AT], MOST_WORDS), start + mark)

    def _bare(self, text: str, start: int) -> Phrase | None:
        bare = text.lstrip(_LEADING)
        start, text = start + len(text) - len(bare), bare
        while match := self._head.match(text):
            start, text = start + match.end(), text[match.end() :]
        text = self._tail.sub("", text)
        lead = len(text) - len(text.lstrip())
        start, text = start + lead, text.strip(" \"'”’»")
        if not any(c.isalpha() for c in text) or len(text) < 2:
            return None
        return Phrase(start, text)

    def without_last(self, text: str) -> str:
        """A text without the small words at its end: `patents on`."""
        return self._small.sub("", text)

    def _until_clause(self, text: str) -> str:
        whole = self._wholes(text)
        for match in self._clause.finditer(text):
            before = text[: match.start()]
            if _is_within(match, whole) or self._lists(text, match):
                continue
            least = _LEAST_BEFORE.get(match[0].strip(), 3)
            if count_words(before) < least:
                continue
            if match[0] == " (" and count_words(before) < 4:
                continue
            if match[0] == " (":
                close = text.find(")", match.end())
                if close > 0 and close - match.end() < 24:
                    continue
            return before
        return text

    def _lists(self, text: str, mark: re.Match[str]) -> bool:
        """Whether a comma parts single words: `bringing together users, firms and schools`."""
        return mark[0] == ", " and self._one_word.match(text, mark.end()) is not None

    def verb(self, text: str) -> re.Match[str] | None:
        """The first verb such as `will` that no noun phrase holds, with the space before it."""
        return self._finite.search(text)

    def begins_with_verb(self, phrase: Phrase) -> bool:
        """Whether such a verb opens a phrase, which then is a clause."""
        return self._finite.match(f" {phrase.text}") is not None

    def promise(self, text: str) -> re.Match[str] | None:
        """What leads up to a verb such as `compartirán` near the beginning of a text."""
        return self._promise.match(text)

    def enumerated(self, text: str, start: int = 0) -> tuple[Phrase, ...]:
        """The parts of `A, B and C`, each as its phrase."""
        text = self._tail.sub("", text[:_ENUMERATED])
        split = self._splitting(text)
        pieces = self._regrouped(list(self._pieces(text, start, split)), text, start)
        ends = (n for n, (_, piece) in enumerate(pieces) if n and self._is_clause(piece))
        pieces = pieces[: next(ends, None)]
        pieces = self._narrowed(pieces, text, start)
        if pieces:
            last_start, last = pieces[-1]
            by_and = split in (self._split, self._thai)
            cut = self._last_joined(last, alone=len(pieces) == 1) if by_and else self._tail_of(last)
            if cut is not None:
                pieces[-1:] = [
                    (last_start, last[: cut.start()]),
                    (last_start + cut.end(), last[cut.end() :]),
                ]
        found = (self.core(piece, begin) for begin, piece in pieces)
        return tuple(self._one_object(filter(None, found), text, start))

    def parted(self, text: str, start: int = 0) -> tuple[Phrase, ...]:
        """The parts of `A; B, C and D`, each as its phrase; none without a semicolon."""
        if _SEMICOLON.search(text) is None:
            return ()
        found = (self.core(piece, at) for at, piece in self._pieces(text, start, _SEMICOLON))
        return tuple(phrase for phrase in found if phrase is not None)

    def _is_clause(self, piece: str) -> bool:
        """Whether a part adds a clause to the enumeration, or is one of its own.

        An Arabic clause opens with its verb; behind a comma of other languages the verb may be
        that of the enumeration itself.
        """
        if self._opens_clause.match(piece):
            return True
        piece = piece.lstrip()
        return "\u0600" <= piece[:1] <= "\u06ff" and self._finite.match(f" {piece}") is not None

    def _splitting(self, text: str) -> re.Pattern[str]:
        """What parts an enumeration: semicolons where it has them, and commas stand within parts.

        So does an Arabic comma before `و`, which else parts by itself.
        """
        for strong in (_SEMICOLON, self._comma_and):
            if len(strong.findall(text)) >= _STRONG:
                return strong
        return self._thai if THAI.search(text) else self._split

    def _one_object(self, phrases: Iterable[Phrase], text: str, start: int) -> Iterator[Phrase]:
        """Of `trade data, managing, protecting and licensing patents` two parts.

        Verbs without an object of their own share that of the verb behind them.
        """
        waiting: list[Phrase] = []  # verbs that have found no object yet
        for phrase in phrases:
            first, *behind = phrase.text.split(maxsplit=2)
            acts = first.endswith(self._acting)
            if acts and not behind:
                waiting.append(phrase)
                continue
            if waiting and acts and behind[0] not in self._attached:
                told = text[waiting[0].start - start : phrase.end - start]
                yield Phrase(waiting[0].start, shortened(told, MOST_WORDS))
            else:
                yield from (*waiting, phrase)
            waiting = []
        yield from waiting

    def opened_alike(self, text: str, start: int, opening: str) -> tuple[Phrase, ...]:
        """The goals of `share data, to train staff and to meet`, each behind the word `to`."""
        if f" {opening} " not in text:
            return ()
        opens = rf"\s{re.escape(opening)}\s"
        if not re.search(rf",?\s(?:{self._joining}){opens}", text, re.IGNORECASE):
            return ()
        marks = list(re.finditer(rf",?\s(?:{self._joining}){opens}|,{opens}", text, re.IGNORECASE))
        ends = [*(mark.start() for mark in marks), len(text)]
        begins = [0, *(mark.end() for mark in marks)]
        goals = (self.core(text[a:b], start + a) for a, b in zip(begins, ends, strict=True))
        return tuple(goal for goal in goals if goal is not None and goal.words >= 2)

    def leads(self, word: str) -> bool:
        """Whether a word such as `on` opens each of several parts."""
        return word.casefold() in self._goals

    def acts(self, phrase: Phrase) -> bool:
        """Whether a phrase begins with a verb and goes on: `compartir datos`."""
        return phrase.words > 1 and phrase.text.split(maxsplit=1)[0].endswith(self._acting)

    def leading_up(self, text: str, start: int = 0) -> tuple[Phrase, ...]:
        """The enumeration at the end of a text, back to where its clause begins."""
        whole = self._wholes(text)
        begin = 0
        for match in self._since.finditer(text):
            if not any(a < match.start() < b for a, b in whole):  # the end of 전문가 is no 가
                begin = match.end()
        return self.enumerated(text[begin:], start + begin)

    def _regrouped(
        self, pieces: list[tuple[int, str]], text: str, start: int
    ) -> list[tuple[int, str]]:
        """Of `to strengthen A, and to exchange B, C and D` two parts, with the same first word.

        Only `and` tells it from an article (`a formação, o apoio, a partilha`).
        """
        words = [piece.split(maxsplit=1)[0].casefold() for _, piece in pieces]
        if len(words) < 2 or words[0] not in self._goals or words[0] not in words[1:]:
            return pieces
        heads = [at for (at, _), word in zip(pieces, words, strict=True) if word == words[0]]
        if not self._joins.search(text[: heads[-1] - start]):
            return pieces
        ends = [*heads[1:], start + len(text)]
        return [
            (at, self._tail.sub("", text[at - start : end - start]))
            for at, end in zip(heads, ends, strict=True)
        ]

    def _pieces(self, text: str, start: int, split: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        whole = self._wholes(text)
        begin = 0
        for match in split.finditer(text):
            if _inside_brackets(text, match.start()) or _is_within(match, whole):
                continue
            if text[begin : match.start()].strip():
                yield start + begin, text[begin : match.start()]
            begin = match.end()
        if text[begin:].strip():
            yield start + begin, text[begin:]

    def _wholes(self, text: str) -> list[tuple[int, int]]:
        """Where words stand that only look like an enumeration: `small and medium`."""
        return [(m.start(), m.end()) for m in self._whole.finditer(text)]

    def _narrowed(
        self, pieces: Sequence[tuple[int, str]], text: str, start: int
    ) -> list[tuple[int, str]]:
        """The pieces, those that only say for whom with the one before."""
        kept: list[tuple[int, str]] = []
        for at, piece in pieces:
            begin = kept.pop()[0] if kept and self._narrows.match(piece) else at
            kept.append((begin, text[begin - start : at + len(piece) - start]))
        return kept

    def _tail_of(self, text: str) -> re.Match[str] | None:
        """The `, and` of `...; A, and B`; none behind `; and`."""
        return None if self._joined.match(text) else self._also.search(text)

    def _last_joined(self, text: str, *, alone: bool) -> re.Match[str] | None:
        """The `and` that parts the last two of an enumeration.

        In `search and examination` it joins one thing: where it is the only mark of an
        enumeration, both sides need words of their own.
        """
        whole = self._wholes(text)
        match = next(
            (
                m
                for m in self._last.finditer(text)
                if not _is_within(m, whole) and not is_pair(text[: m.start()], text[m.end() :])
            ),
            None,
        )
        if match is None:
            return None
        before, behind = count_words(text[: match.start()]), count_words(text[match.end() :])
        if alone and (before < 2 or behind < 2):
            return None
        return match if before and behind else None


def phrasing(vocabulary: Vocabulary, language: str | None) -> Phrasing:
    """How a language builds its enumerations; by the English words where it says nothing."""
    codes = dict.fromkeys((language or "en", "en"))
    known = [vocabulary.languages[code] for code in codes if code in vocabulary.languages]
    return _compiled(tuple(known))


@lru_cache(maxsize=64)
def _compiled(languages: tuple[LanguageTerms, ...]) -> Phrasing:
    def words(key: str) -> list[str]:
        return [w for each in languages for w in each.words(f"phrases.{key}")]

    return Phrasing(
        joining=words("joining"),
        whole=words("whole"),
        opening=words("opening"),
        adding=words("adding"),
        narrowing=words("narrowing"),
        goals=words("goals"),
        since=words("since"),
        acting=words("acting"),
        attached=words("attached"),
        finite=words("finite"),
        promising=words("promising"),
        closing=words("closing"),
        definite=words("definite"),
        forming=words("forming"),
        numbered=words("numbered"),
    )


def _is_within(mark: re.Match[str], spans: Iterable[tuple[int, int]]) -> bool:
    return any(begin < mark.end() and mark.start() < end for begin, end in spans)


def _inside_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)
