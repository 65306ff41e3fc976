"""Noun phrases out of list items, headings and enumerations: short, without their frame.

Which words join the parts of an enumeration, open a phrase or add a clause to it stands in the
language files under `phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from accord.vocabulary import LanguageTerms, Vocabulary
from parsers.extraction.counted import Counted
from parsers.extraction.list_marks import mark_end

MOST_WORDS = 12
_MOST_EAST = 44
_MOST_THAI = 96
"""Characters of the longest phrase: Thai spells its words out."""

# No phrase lies further behind; the cost of looking for clauses grows with the text.
_LOOKED_AT = 600
_ENUMERATED = 8 * _LOOKED_AT
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_WORD = re.compile(r"[^\s]+")
_COLON = re.compile(r"[:：](?=\s|$|[^\x00-\x7f])")
_MARKS = r",\s|;\s|\s[–—-]\s|\.\s|[，；。]|\s\(|[（(](?=[^()（）]*[\u3040-\u9fff\uac00-\ud7af])"
# Words that stand before a mark for the phrase to end there.
_LEAST_BEFORE = {
    ".": 1, "-": 2, "–": 2, "—": 2, ";": 2, "(": 2, "（": 2, "；": 1, "。": 1, "，": 3,
}  # fmt: skip
_SEMICOLON = re.compile(r"\s*[;；؛]\s*")
_STRONG = 2  # stronger marks that part an enumeration by themselves
_QUOTE = r"[«\"'“‘(]\s?"
# Thai parts the members of a list, as its sentences, by spaces; those beside Latin letters are
# none such (`เทคโนโลยี AI ในการ`).
_THAI = re.compile(r"[\u0e00-\u0e7f]{3}")
_STEM = 6  # letters by which two words are forms of one
_NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the text: it begins at `start` and reads as there."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)

    @property
    def words(self) -> int:
        """How many words it has; two East Asian characters count as one."""
        return count_words(self.text)


def count_words(text: str) -> int:
    """Words separated by spaces; two East Asian characters count as one."""
    if text.isascii():
        return len(_WORD.findall(text))
    east = len(_EAST.findall(text))
    return east // 2 + len([w for w in _WORD.findall(text) if not _EAST.search(w)])


class Phrasing:
    """Cuts text into phrases, given the small words of one or more languages.

    `joining` stand between the last two of an enumeration (`whole` are words that only look like
    them), `opening` are cut from a phrase's beginning, `adding` begin a clause that adds to it,
    `goals` open each of several goals (`to`), and what leads up to a cue begins behind `since`.
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
        spaced, joined, fronted = _by_script(joining)
        whole = tuple(whole)
        fronted = _not_within(fronted, whole)
        self._acting = tuple(acting)
        self._attached = frozenset(attached)
        words, signs = _either(spaced), _either(joined)
        self._joining = words
        self._joined = re.compile(rf"\s*(?:{words})\s", re.IGNORECASE)
        self._also = re.compile(rf",\s+(?:{words})\s+", re.IGNORECASE)
        self._joins = re.compile(rf"\s(?:{words})\s+$", re.IGNORECASE)
        self._whole = re.compile(_either(whole), re.IGNORECASE)
        self._goals = frozenset(word.casefold() for word in goals)
        ends = _either(closing).replace(re.escape("{n}"), r"\d{1,2}")
        self._tail = re.compile(
            rf"(?:[\s,;.:·、，。；：]|\s(?:{words}|{signs}|{fronted})|(?:{ends}))+$", re.I
        )
        elided = _either(word[:-1] for word in opening if word.endswith("'"))
        self._head = re.compile(
            rf"^(?:(?:{words}|{_either(opening)})\s+|(?:{elided})['’](?=\w)|{_QUOTE})",
            re.IGNORECASE,
        )
        self._opens_clause = re.compile(rf"\s*(?:{_either(adding)})\s", re.IGNORECASE)
        self._clause = re.compile(rf"{_MARKS}|\s(?:{_either(adding)})\s", re.IGNORECASE)
        self._finite = re.compile(rf"\s(?:{_either(finite)})(?=\s|$)", re.IGNORECASE)
        self._promise = re.compile(rf"\s(?:\w+\s)?(?=\w{{2,}}(?:{_either(promising)})\s)")
        self._split = re.compile(
            rf"\s*;\s+(?:{words}\s)?\s*|,\s+(?:{words})\s+|,\s+|\s*[、，；]\s*(?:{signs})?\s*"
            rf"|،\s*(?:{fronted})?|\s(?:{fronted})(?!{_either(definite)})(?=\S{{3}})",
            re.IGNORECASE,
        )
        self._comma_and = re.compile(rf"\s*[،,]\s*(?:{fronted})(?=\S{{3}})")
        self._thai = re.compile(
            rf"\s+(?:{signs})\s*|(?<=[\u0e00-\u0e7f)])\s+(?=[\u0e00-\u0e7f])"
            rf"|(?<=[\u0e00-\u0e7f])(?:{signs})(?={_either(forming)})"
        )
        self.counted = Counted(numbered)
        self._last = re.compile(
            rf"\s+(?:{words})\s+|\s?(?:{signs})\s?|\s(?:{fronted})(?=\S{{3}})", re.I
        )
        spaced, joined, _ = _by_script(since)
        self._since = re.compile(
            rf"[。；:：]|[.;]\s|(?:{_either(joined)})|(?:{_either(spaced)})\s(?=\S)", re.IGNORECASE
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
        return self._bare(_shortened(self._until_clause(text), most), start)

    def whole(self, text: str, start: int = 0) -> Phrase | None:
        """A line without its number and bullet, label and explanation together."""
        mark = mark_end(text)
        return self._bare(_shortened(text[mark:_LOOKED_AT], MOST_WORDS), start + mark)

    def _bare(self, text: str, start: int) -> Phrase | None:
        lead = len(text) - len(text.lstrip())
        start, text = start + lead, text.lstrip()
        while match := self._head.match(text):
            start, text = start + match.end(), text[match.end() :]
        text = self._tail.sub("", text)
        lead = len(text) - len(text.lstrip())
        start, text = start + lead, text.strip(" \"'”’»")
        if not any(c.isalpha() for c in text) or len(text) < 2:
            return None
        return Phrase(start, text)

    def _until_clause(self, text: str) -> str:
        for match in self._clause.finditer(text):
            before = text[: match.start()]
            least = _LEAST_BEFORE.get(match[0].strip(), 4)
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

    def verb(self, text: str) -> re.Match[str] | None:
        """The first verb such as `will` that no noun phrase holds, with the space before it."""
        return self._finite.search(text)

    def promise(self, text: str) -> re.Match[str] | None:
        """What leads up to a verb such as `compartirán` near the beginning of a text."""
        return self._promise.match(text)

    def enumerated(self, text: str, start: int = 0) -> tuple[Phrase, ...]:
        """The parts of `A, B and C`, each as its phrase."""
        text = self._tail.sub("", text[:_ENUMERATED])
        split = self._splitting(text)
        pieces = self._regrouped(list(_pieces(text, start, split)), text, start)
        if pieces:
            last_start, last = pieces[-1]
            by_and = split in (self._split, self._thai)
            cut = self._last_joined(last, alone=len(pieces) == 1) if by_and else self._tail_of(last)
            if cut is not None:
                pieces[-1:] = [
                    (last_start, last[: cut.start()]),
                    (last_start + cut.end(), last[cut.end() :]),
                ]
        ends = (n for n, (_, piece) in enumerate(pieces) if n and self._opens_clause.match(piece))
        found = (self.core(piece, begin) for begin, piece in pieces[: next(ends, None)])
        return tuple(self._one_object(filter(None, found), text, start))

    def _splitting(self, text: str) -> re.Pattern[str]:
        """What parts an enumeration: semicolons where it has them, and commas stand within parts.

        So does an Arabic comma before `و`, which else parts by itself.
        """
        for strong in (_SEMICOLON, self._comma_and):
            if len(strong.findall(text)) >= _STRONG:
                return strong
        return self._thai if _THAI.search(text) else self._split

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
                yield Phrase(waiting[0].start, _shortened(told, MOST_WORDS))
            else:
                yield from (*waiting, phrase)
            waiting = []
        yield from waiting

    def again(self, text: str, opening: str) -> re.Match[str] | None:
        """Where another goal begins with the word that opened the first: ` and to `."""
        return re.search(rf",?\s(?:{self._joining})\s{re.escape(opening)}\s", text, re.IGNORECASE)

    def leading_up(self, text: str, start: int = 0) -> tuple[Phrase, ...]:
        """The enumeration at the end of a text, back to where its clause begins."""
        begin = 0
        for match in self._since.finditer(text):
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

    def _tail_of(self, text: str) -> re.Match[str] | None:
        """The `, and` of `...; A, and B`; none behind `; and`."""
        return None if self._joined.match(text) else self._also.search(text)

    def _last_joined(self, text: str, *, alone: bool) -> re.Match[str] | None:
        """The `and` that parts the last two of an enumeration.

        In `search and examination` it joins one thing: where it is the only mark of an
        enumeration, both sides need words of their own.
        """
        whole = [(m.start(), m.end()) for m in self._whole.finditer(text)]
        match = next(
            (
                m
                for m in self._last.finditer(text)
                if not any(a < m.end() and m.start() < b for a, b in whole)
                and not _is_pair(text[: m.start()], text[m.end() :])
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


def _by_script(words: Iterable[str]) -> tuple[list[str], list[str], str]:
    """Words that stand between spaces, those that need none, and Arabic's `و` before a word."""
    spaced, joined, fronted = [], [], []
    for word in words:
        if len(word) == 1 and "\u0600" <= word <= "\u06ff":
            fronted.append(word)
        elif "\u0e00" <= word[-1] <= "\u9fff" or word[-1] == "、":
            joined.append(word)
        else:
            spaced.append(word)
    return spaced, joined, _either(fronted)


def _not_within(fronted: str, whole: Iterable[str]) -> str:
    """Arabic's `و` but where it is a letter of its word (`وزارة`)."""
    rests = [word[1:] for word in whole if re.match(fronted, word)]
    return f"(?:{fronted})(?!{_either(rests)})" if rests else fronted


def _is_pair(before: str, behind: str) -> bool:
    """Whether what is joined is one thing: `Aus- und Fortbildung`, `Nutzerinnen und Nutzer`."""
    if before.endswith("-"):
        return True
    one = before.rsplit(maxsplit=1)[-1:]
    other = behind.split(maxsplit=1)[:1]
    if not one or not other:
        return False
    first, second = one[0].casefold(), other[0].casefold()
    return min(len(first), len(second)) > _STEM and first[:_STEM] == second[:_STEM]


def _either(words: Iterable[str]) -> str:
    listed = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word) for word in listed) or _NEVER


def _shortened(text: str, most: int) -> str:
    if _EAST.search(text) and len(_EAST.findall(text)) > len(text) // 3:
        return text[: _MOST_THAI if _THAI.search(text) else _MOST_EAST]
    words = list(_WORD.finditer(text))
    if len(words) <= most:
        return text
    last = most - 1
    while last > 1 and len(words[last][0]) <= 3 and words[last][0].islower():
        last -= 1
    return text[: words[last].end()]


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


def _inside_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)
