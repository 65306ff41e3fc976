"""Over which lines of a document a title runs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from accord.vocabulary import fold
from parsers.documents.document import BlockKind
from parsers.documents.lines import Line, is_prose, weight

_JOINS = re.compile(
    r"(?:[,:\-–—&/]|\b(?:and|of|the|on|for|in|to|with|between|de|du|la|le|et|en|y|e|und|der|für"
    r"|zur|zum|del|da|do|i|и|о|об|в|на|по|с))$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"(\d{1,2})[.)]?\s+(\S.{4,120}?)(?:[\s.]+\d{1,3})?")
_ENTRIES = 3  # of a table of contents, at least
_LINES = 5  # over which a title runs on
_CAPITAL_LINES = 14  # over which one in capitals does, as agreements name their parties
_LARGE = 1.1  # than the text
_EAST = 0x3000
_HANGUL = range(0xAC00, 0xD7B0)  # written with spaces
_PARTICLES = "のとにをはがへでや及び、，,·・和与與및와"
_ALIKE = 0.08  # difference of size between two lines of one title
_QUOTES = '"“„«「『'
_LINK_WORDS = 2  # of a line between two lines of a title: `and the`


def title_lines(
    lines: list[Line],
    index: int,
    wanted: list[str],
    apart: frozenset[int],
    *,
    linking: Collection[str],
    small: Collection[str],
) -> tuple[int, int]:
    """The first and the last line of the title that a line is part of.

    `wanted` are the titles that the page's head and trail give, folded; lines of `apart` are none
    of it. `linking` are the small words, folded, that may stand alone between two lines, `small`
    those with which a line in capitals goes on.
    """
    first = last = index
    while last + 1 < len(lines):
        if _are_linked(lines[last : last + 3], linking):
            last += 2
        elif last - first < _LINES and _runs_on(lines, last, wanted, apart):
            last += 1
        elif last - first >= _CAPITAL_LINES or not _in_capitals(lines, last, apart, small):
            break
        else:
            last += 1
    while first > 0:
        if first > 1 and _are_linked(lines[first - 2 : first + 1], linking):
            first -= 2
        elif last - first < _LINES and _runs_on(lines, first - 1, wanted, apart):
            first -= 1
        else:
            break
    return first, last


def _are_linked(lines: list[Line], linking: Collection[str]) -> bool:
    """Whether two headings are one title over a small word that stands between them alone:
    `MEMORANDUM`, `between`, `the Office of Fiji`, `and`, `the Office of Tonga`.
    """
    if len(lines) < 3 or {lines[0].kind, lines[2].kind} != {BlockKind.HEADING}:
        return False
    one, link, other = lines
    words = fold(link.text).split()
    small = 0 < len(words) <= _LINK_WORDS and words[0] in linking
    return small and one.strong == other.strong and one.page == link.page == other.page


def _in_capitals(
    lines: list[Line], index: int, apart: frozenset[int], small: Collection[str]
) -> bool:
    """Whether a title set in capitals, line by line, goes on behind a comma or a small word or with
    one: `MEMORANDUM OF UNDERSTANDING`, `BETWEEN`, `THE OFFICE OF FIJI,`, `MINISTRY OF JUSTICE`.
    """
    one, other = lines[index], lines[index + 1]
    if index + 1 in apart or (one.page, one.centred) != (other.page, other.centred):
        return False
    if not (_is_in_capitals(one.text) and _is_in_capitals(other.text)):
        return False
    before, behind = fold(one.text).split(), fold(other.text).split()
    linked = behind[:1] + before[-1:] + before[:1] * (len(before) <= _LINK_WORDS)
    return one.text.endswith(",") or any(word in small for word in linked)


def _is_in_capitals(text: str) -> bool:
    return text == text.upper() != text.lower()


def contents(lines: list[Line], before: int) -> dict[int, str]:
    """The entries of a printed table of contents, `1. …` to `5. …`, folded and without number, by
    the numbers of their lines.
    """
    found: dict[int, str] = {}
    run: dict[int, str] = {}
    for index, line in enumerate(lines[:before]):
        entry = _ENTRY.fullmatch(line.text)
        if entry is not None and int(entry[1]) == len(run) + 1:
            run[index] = fold(entry[2])
            continue
        found |= run if len(run) >= _ENTRIES else {}
        run = {index: fold(entry[2])} if entry is not None and entry[1] == "1" else {}
    return found | run if len(run) >= _ENTRIES else found


def join_lines(texts: Iterable[str]) -> str:
    """Lines as one text, without a space between Chinese and Japanese characters."""
    out = ""
    for text in texts:
        ends = ord(out[-1]) if out else _EAST, ord(text[0]) if out else _EAST
        close = min(ends) >= _EAST and not any(end in _HANGUL for end in ends)
        out += text if close else f" {text}"
    return out


def _is_subtitle(one: Line, other: Line) -> bool:
    """Whether a line below a typed East Asian title is one of its own: such titles are short and
    seldom wrapped, but for behind a particle.
    """
    typed = one.kind is BlockKind.PARAGRAPH and not one.strong and one.size <= _LARGE
    return typed and ord(other.text[0]) >= _EAST and one.text[-1] not in _PARTICLES


def _runs_on(lines: list[Line], index: int, wanted: list[str], apart: frozenset[int]) -> bool:
    one, other = lines[index], lines[index + 1]
    if {index, index + 1} & apart or other.text[0] in _QUOTES:
        return False  # below a title what somebody said stands as its subtitle
    set_off = one.size > _LARGE or one.strong or one.kind is BlockKind.HEADING
    below = set_off and other.text[0].islower() and (other.tight or other.strong)
    # In large letters a line is a heading or not as it ends: `… FOR TRADE,` is none.
    lettered = other.tight and one.size > _LARGE
    same = below or (
        ((one.kind, one.level) == (other.kind, other.level) or lettered)
        and BlockKind.ITEM not in (one.kind, other.kind)
        and one.strong == other.strong
        and one.centred == other.centred
        and abs(one.size - other.size) < _ALIKE
        and one.page == other.page
    )
    if not same or is_prose(other) or one.kind is BlockKind.ROW or _is_subtitle(one, other):
        return False
    if other.tight and not one.text.rstrip().endswith((".", ":", "。", ";")):
        return weight(one.text) + weight(other.text) < 260
    if one.kind is BlockKind.PARAGRAPH and not (one.strong or one.centred or one.size > _LARGE):
        return False
    if other.text[0].islower() or _JOINS.search(one.text):
        return True
    # Scripts without small letters do not show that a line goes on; its letters' size does.
    east = min(ord(one.text[-1]), ord(other.text[0])) >= _EAST
    if east and one.strong and one.centred and one.size > _LARGE:
        return True
    both = fold(f"{one.text} {other.text}")
    return any(both in w for w in wanted) and len(other.text) > 3
