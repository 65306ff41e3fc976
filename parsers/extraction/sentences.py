"""Sentences, in scripts with and without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parsers.documents.document import Document
from parsers.extraction.candidate import Sentence

# A mark that may end a sentence, with the quotes and brackets that close after it. The marks of
# Chinese and Japanese (。！？) need no space behind them, Arabic has its own question mark, and
# Hindi, Armenian, Ethiopic and Burmese end with their own strokes.
_END = re.compile(
    r"(?:[.!?…]{1,8}[\"'”’»)\]]{0,3}(?=\s)|[。！？｡]{1,8}[」』”’）)]{0,3}|[؟۔।։።၊။]{1,8}(?=\s|$))\s*"
)
_LAST_WORD = re.compile(r"([^\s(\[\"'“‘«]{1,14})$")
_DAY_AND_MONTH = re.compile(r"(?:3[01]|[12]\d|0?[1-9])\.(?:1[0-2]|0?[1-9])")
# Written with a stop in the middle of a sentence in many languages; the files of config/languages
# add those of each language.
_ABBREVIATIONS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "hon",
        "h.e",
        "rt",
        "st",
        "no",
        "nos",
        "art",
        "arts",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
        "jr",
        "sr",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "cf",
        "al",
        "fig",
        "pp",
        "vol",
        "ed",
        "approx",
        "adv",
        "gen",
        "col",
        "lt",
        "rev",
        "u.s",
        "u.k",
        "u.n",
    }
)
# Longer than any sentence that people write: cuts what is no prose, so that costs stay linear.
_LONGEST = 4000


def split(document: Document, abbreviations: Iterable[str] = ()) -> tuple[Sentence, ...]:
    """All sentences of a document in order; a block without sentence marks is one sentence.

    `abbreviations` are written without their last stop, in any case.
    """
    known = _ABBREVIATIONS | {a.rstrip(".").casefold() for a in abbreviations}
    found: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        begin = 0
        for end in _ends(block.text, known):
            piece = block.text[begin:end]
            lead = len(piece) - len(piece.lstrip())
            text = piece.strip()
            if text:
                start = block.start + begin + lead
                found.append(Sentence(start, start + len(text), text, number))
            begin = end
    return tuple(found)


def _ends(text: str, abbreviations: frozenset[str]) -> Iterable[int]:
    begin = 0
    for match in _END.finditer(text):
        while match.end() - begin > _LONGEST:
            begin += _LONGEST
            yield begin
        if text[match.start()] == "." and not _ends_sentence(text, match, abbreviations):
            continue
        begin = match.end()
        yield begin
    while len(text) - begin > _LONGEST:
        begin += _LONGEST
        yield begin
    if begin < len(text):
        yield len(text)


def _ends_sentence(text: str, match: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """Whether a stop followed by space ends a sentence and not an abbreviation or an ordinal."""
    behind = text[match.end() : match.end() + 1]
    if behind.islower() or (behind.isdigit() and text[match.start() - 1 : match.start()].isdigit()):
        return False
    word = _LAST_WORD.search(text, max(0, match.start() - 15), match.start())
    if word is None:
        return True
    last = word[1].casefold()
    if last in abbreviations:  # `в г. Москве`, but `в 2019 г. Документ`
        return (
            len(last) == 1 and text[max(0, word.start() - 2) : word.start()].strip()[-1:].isdigit()
        )
    if _DAY_AND_MONTH.fullmatch(last):  # "am 13.10. Bern"
        return False
    if last.isdigit():  # "18. November", "1. Background", but "in 2015. The"
        return len(last) > 2
    # An initial ("Rowel S. Barba"), but not the end of "Annex B" in a script without case.
    return not (len(last) == 1 and last.isalpha() and word[1].isupper()) and not re.fullmatch(
        r"(?:\w\.){1,4}\w", last
    )
