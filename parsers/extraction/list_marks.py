"""Bullets and numbers that open the parts of a list, at the beginning of a line or within one."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HAN = "一二三四五六七八九十"
_HANGUL = "가나다라마바사아자차"
_CYRILLIC = "абвгдежз"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

# Signs that stand before the parts of a list and nowhere else in prose.
_SIGNS = "»›＊•●○◦▪■□◆◇►▶▷‣⁃∙ㅇ※△▲▼▽◎★☆✓✔✍➢➤➔→❖\u2700-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff"
_BULLET = re.compile(rf"\s*+(?:[{_SIGNS}]+|[*–—·-](?=\s))\s*")
_NUMBER = re.compile(
    r"\s*+(?:\(?(?P<digits>\d{1,2})[.)．](?!\d)|(?P<bare>\d{1,2})\s(?=[A-ZÀ-Þ])"
    r"|(?P<dashed>\d{1,2})\s?[–—-]\s(?=\D)"
    rf"|(?P<circled>[{_CIRCLED}])"
    rf"|\(?(?P<cyrillic>[{_CYRILLIC}])[.)]\s"
    r"|\(?(?P<letter>[a-h])[.)]\s|\(?(?P<capital>[A-H])[.)]\s|\(?(?P<roman>[ivxIVX]{1,4})[.)]\s"
    rf"|(?P<han>[{_HAN}])(?:[、．.]|是(?!的))|[（(](?P<inside>[{_HAN}\d]{{1,2}})[）)]"
    r"|［(?P<square>\d{1,2})］"
    rf"|第(?P<ordinal>[{_HAN}])[，,、]"
    rf"|[（(]?(?P<hangul>[{_HANGUL}])[.)）]\s)\s*"
)
# Within a line only what cannot be read otherwise: `① … ② …`, `1) … 2) …`, `△ … △ …`, `一是…二是…`.
_INSIDE = re.compile(
    rf"(?P<circled>[{_CIRCLED}])|(?<![\w.(（])\(?(?P<digits>\d{{1,2}})\)(?!\w)"
    r"|(?<![\w(])\((?P<roman>[ivx]{1,4})\)|(?<![\w(])\(?(?P<letter>[a-h])\)(?=\s)"
    rf"|(?P<han>[{_HAN}])是(?!的)|第(?P<ordinal>[{_HAN}])[，,、]"
    r"|(?P<sign>[△▲▷▶■□◆◇●○•▪✓✔])(?=\s?\w)"
)
_MAY_MARK = re.compile(rf"[){_CIRCLED}是第△▲▷▶■□◆◇●○•▪✓✔]")  # one of these each of them holds
_MOST = 20


def mark_end(text: str) -> int:
    """How many characters a line's number or bullet takes, with the space behind it."""
    match = _NUMBER.match(text) or _BULLET.match(text)
    return match.end() if match else 0


def bullet(text: str) -> str | None:
    """The sign that opens a line as the part of a list, None without one."""
    match = _BULLET.match(text)
    return match.group().strip() if match else None


def rank(text: str) -> int | None:
    """Which part of a list a line says it is: 2 for `2.`, `(b)`, `②`, `二、`."""
    match = _NUMBER.match(text)
    return _rank(match) if match else None


def series(text: str) -> str | None:
    """What a line is counted by: `digits`, `roman`, `circled` and so on; None without a mark."""
    match = _NUMBER.match(text)
    return match.lastgroup if match else None


def inline_parts(text: str) -> tuple[tuple[int, int], ...]:
    """Where the parts of a list stand that runs on in one line, each behind its mark.

    The list begins with its first mark, or with the one that opens the line.
    """
    if not _MAY_MARK.search(text):
        return ()
    marks: list[re.Match[str]] = []
    best: list[re.Match[str]] = []
    for match in _INSIDE.finditer(text):
        if marks and _follows(marks[-1], match):
            marks.append(match)
        elif _opens(match):
            marks = [match]
        if len(marks) > len(best):
            best = list(marks)
    if len(best) < 2 or len(best) > _MOST:
        return ()
    ends = [*(m.start() for m in best[1:]), _last_end(text, best)]
    return tuple((m.end(), end) for m, end in zip(best, ends, strict=True))


def _last_end(text: str, marks: Sequence[re.Match[str]]) -> int:
    """The last part ends with its sentence."""
    stop = re.compile(r"[.!?](?=\s|$)|[。！？]").search(text, marks[-1].end())
    return stop.start() if stop else len(text)


def _follows(before: re.Match[str], match: re.Match[str]) -> bool:
    if before.lastgroup != match.lastgroup or before.end() == match.start():
        return False
    if match.lastgroup == "sign":
        return before.group() == match.group()
    return _rank(match) == (_rank(before) or 0) + 1


def _opens(match: re.Match[str]) -> bool:
    return (
        match.lastgroup == "sign" or _rank(match) == 1 or not match.string[: match.start()].strip()
    )


def _rank(match: re.Match[str]) -> int | None:
    kind = match.lastgroup
    mark = match.group(kind) if kind else ""
    if mark.isdecimal():
        return int(mark)
    if kind == "roman":
        low = mark.lower()
        return _ROMAN.index(low) + 1 if low in _ROMAN else None
    for series in (_CIRCLED, _CYRILLIC, "abcdefgh", "ABCDEFGH", _HAN, _HANGUL):
        if mark and mark in series:
            return series.index(mark) + 1
    return None
