"""Lines as they are printed, in a text file or on a PDF's page, to lines as they are meant."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from parsers.documents.document import BlockKind
from parsers.documents.lines import Line, is_menu, weight

_BULLET = re.compile(
    r"^\s*(?:[•●○◦▪◆◇►▶‣⁃∙➢➤✓ㅇ◎◈❍\ue000-\uf8ff]|[*+–—\-·o>](?=\s))[\s\u3000]{0,8}(?=\S)"
)
# The square of Korean releases stands before each paragraph, not before the items of a list.
_SQUARE = re.compile(r"^\s*[□■▣❑◻]\s{0,4}(?=\S)")
# A subtitle, after the manner of East Asian releases.
_BETWEEN_DASHES = re.compile(r"^[-–—]\s?\S.*\S\s?[-–—]$")
_NOTE = re.compile(r"^\s*[※*†‡]\s{0,3}(?=\S)")
_NUMBER = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)]|\(?[a-zA-Z][.)]|\(?[ivxIVX]{1,5}[.)]|[①-⑳]|[一二三四五六七八九十]{1,3}[、．.]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|第\s?[一二三四五六七八九十\d]{1,4}\s?[条條]|제\s?\d{1,3}\s?조)\s{0,4}"
    r"|^\s*(?:Article|Artikel|Articolo|Artículo|Artigo|Section|Annex|Статья|Art\.)\s+\d{1,3}\b"
)
# `Date: 26-09-2020`, `Release No: 12` are lines of their own, however full the one above is.
_LABELLED = re.compile(r"^[^\W\d][^\W\d:]*(?:\s[^\W\d:]+){0,3}\s?[:：]\s?[^\d\s]{0,12}\s?\d")
# `07/19/11  Office joins the highway`: each line of a list of releases by their days.
_DAYS = re.compile(r"^(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}[-/.]\d{2}[-/.]\d{2})\s{1,8}[^\W\d]")
# `Date 2025.01.15.   Author Jane Doe   Views 1,204`
_COLUMNS = re.compile(r"\S {3}\S.*\S {3}\S")
_ENDS = re.compile(r"[.!?…。！？:：;；][\"'”’»」』)）\]]{0,2}$")
_EAST = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_MARKDOWN = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_STRONG = re.compile(r"^(\*\*|__)(.+?)\1$")
_RULE = re.compile(r"^\s*[-=_*~–—]{4,}\s*$")
_DATED = re.compile(
    r"[^\W\d_a-z]\w*\s(?:\w+\s)?\d{1,2}\S*\s\S+\s\d{4}\b"
)  # Posted on 14th August 2018
_CAPITALS = 3  # words of a heading in capitals
_SAME_SIZE = 0.06
# The share of the width that a row fills which a small letter goes on; items may be set narrower.
_BEGUN, _ITEM_BEGUN = 0.45, 0.2
_LARGER = 1.08  # than most of the text
_OPENING = ("(", "（", "«", "“")
_HEADING = 90
_LEAD_ROWS, _LEAD = 3, 200  # rows of a first paragraph in bold, and letters, at least
_UNWRAPPED = 200  # the width of text whose lines are its paragraphs


@dataclass(slots=True)
class Row:
    """One printed line. `gap` says that space parts it from the row above, `joined` that it's more
    than one line, which the reader put together at a hyphen."""

    text: str
    size: float = 1.0
    strong: bool = False
    gap: bool = False
    page: int = 0
    underlined: bool = False
    level: int = 0
    joined: bool = False


def lines_of(rows: list[Row]) -> list[Line]:
    """Joins the rows that were only wrapped; what heads, lists and numbers stays apart."""
    rows = _with_plain_leads(rows)
    width = _width(rows)
    lines: list[Line] = []
    parts: list[list[str]] = []  # of each line
    last: Row | None = None
    for index, row in enumerate(rows):
        if not row.text.strip():
            continue
        if last is not None and lines and _goes_on(last, row, width, lines[-1]):
            parts[-1] += _glued(parts[-1].pop(), row.text.strip())
        else:
            line = _line(row)
            line.tight = last is not None and not row.gap and last.page == row.page
            line.tight = line.tight and not _BETWEEN_DASHES.match(row.text.strip())
            following = rows[index + 1] if index + 1 < len(rows) else None
            if _is_heading(row, line, following):
                line.kind, line.level = (
                    BlockKind.HEADING,
                    row.level or (2 if row.size > 1.25 else 3),
                )
            lines.append(line)
            parts.append([line.text])
        last = row
    for line, pieces in zip(lines, parts, strict=True):
        line.text = "".join(pieces)
    return lines


def _with_plain_leads(rows: list[Row]) -> list[Row]:
    """The rows, of which those of a first paragraph in bold are told as no headings: several below
    each other, in one size, that end with a stop and hold more than any heading does.
    """
    found = list(rows)
    begin = 0
    for index, row in enumerate(rows):
        following = rows[index + 1] if index + 1 < len(rows) else None
        if following is not None and _are_of_one(row, following):
            continue
        run = range(begin, index + 1)
        told = sum(weight(rows[n].text.strip()) for n in run)
        ends = row.text.rstrip().endswith((".", "。"))
        if row.strong and len(run) >= _LEAD_ROWS and told > _LEAD and ends:
            for n in run:
                found[n] = replace(rows[n], strong=False)
        begin = index + 1
    return found


def _are_of_one(row: Row, following: Row) -> bool:
    """Whether two rows in bold stand right below each other in one size."""
    bold = row.strong and following.strong and row.page == following.page
    alike = abs(row.size - following.size) <= _SAME_SIZE * row.size
    return bold and alike and row.size <= _LARGER and not (following.gap or row.level)


def _width(rows: list[Row]) -> int:
    """The full width of a row in letters of the usual size, in Latin letters."""
    long = [row for row in rows if len(row.text) > 20]
    usual = [r for r in long if not r.joined and abs(r.size - 1.0) <= _SAME_SIZE]
    weights = sorted(weight(row.text.strip()) for row in usual or long)
    if not weights:
        return 80
    return weights[min(len(weights) - 1, len(weights) * 9 // 10)]


def _goes_on(last: Row, row: Row, width: int, line: Line) -> bool:
    """Whether a row continues the text of the row above."""
    text = row.text.strip()
    before = last.text.strip()
    if row.level or last.level or last.underlined or line.kind is BlockKind.HEADING:
        return False
    if any(mark.match(row.text) for mark in (_BULLET, _SQUARE, _NOTE)) or _LABELLED.match(text):
        return False
    if (
        _COLUMNS.search(before)
        or is_menu(before)
        or is_menu(text)
        or (_DAYS.match(text) and _DAYS.match(before))
    ):
        return False
    ended = bool(_ENDS.search(before))
    if row.gap:
        # A page's end or a stray empty line within a sentence.
        return weight(before) > 40 and not ended and text[0].islower()
    if _is_set_otherwise(last, row):
        return False
    size = weight(before)
    if size > 2 * width:
        return False
    if _NUMBER.match(text) and (ended or size < 0.7 * width):
        return False
    if ended and width > _UNWRAPPED:
        return False
    room = width - size
    if _EAST.match(text):
        return room <= 8 and not (ended and room > 3)
    if weight(text.split(maxsplit=1)[0]) + 1 > room:
        return not (row.size > 1.1 and ended)
    if ended:
        return False
    if size > 0.75 * width and (weight(text) > 0.5 * width or _ENDS.search(text)):
        return True
    least = _ITEM_BEGUN if line.kind is BlockKind.ITEM else _BEGUN
    return text[0].islower() and size > least * width


def _is_set_otherwise(last: Row, row: Row) -> bool:
    """Whether a row is in other letters than the one above, which did not only open it in bold."""
    if abs(row.size - last.size) > _SAME_SIZE * last.size:
        return True
    headed = last.text.isupper() and len(last.text.split()) >= _CAPITALS
    if headed and not row.text.isupper() and _DATED.match(row.text.strip()):
        return True  # a heading that only its capitals tell apart, and when it was published
    return row.strong != last.strong and not (last.strong and _opens_paragraph(last, row))


def _glued(text: str, more: str) -> list[str]:
    """Two pieces of a line with what belongs between them."""
    if text.endswith(("-", "\u00ad")) and more[0].islower() and text[-2:-1].isalpha():
        return [text[:-1] if text.endswith("\u00ad") else text, more]
    if not text or (_EAST.match(text[-1]) and _EAST.match(more[0])):
        return [text, more]
    return [text, " ", more]


def _line(row: Row) -> Line:
    text = row.text.strip()
    kind, level = BlockKind.PARAGRAPH, 0
    strong, subtitle = row.strong, False
    if match := _MARKDOWN.match(text):
        kind, level, text = BlockKind.HEADING, len(match[1]), match[2]
    if match := _STRONG.match(text):
        text, strong = match[2].strip(), True
    if kind is BlockKind.PARAGRAPH:
        if match := _SQUARE.match(text):
            text = text[match.end() :]
        elif _BETWEEN_DASHES.match(text):
            text, subtitle = text.strip("-–— "), True
        elif match := _BULLET.match(row.text):
            indent = len(row.text) - len(row.text.lstrip())
            kind, level = BlockKind.ITEM, 1 + (indent >= 4)
            text = row.text[match.end() :].strip()
    return Line(
        kind, text, level=level, strong=strong, size=row.size, page=row.page, subtitle=subtitle
    )


def _is_heading(row: Row, line: Line, following: Row | None) -> bool:
    """Whether a row is a heading by its underline, its letters, or by standing alone."""
    if line.kind is not BlockKind.PARAGRAPH or _RULE.match(row.text):
        return False
    text = line.text
    if row.underlined or row.level:
        return True
    if weight(text) > _HEADING or not any(c.isalpha() for c in text) or _COLUMNS.search(text):
        return False
    if row.size > _LARGER and not text.endswith((",", ";")):
        return True
    if row.strong and row.size > 0.97 and not text.endswith((",", ";")):
        return not _opens_paragraph(row, following)
    if weight(text) > _HEADING or text.endswith((",", ";", ".", "。", "、", "，")):
        return False
    if text.startswith(("[", "(", "（", "【")) or not any(c.isalpha() for c in text):
        return False
    if following is not None and following.text.strip()[:1].islower():
        return False
    if _LABELLED.match(text):
        return False
    below = following.text.strip() if following and not following.gap else ""
    alone = row.gap and (not below or bool(_LABELLED.match(below)))
    return alone and text[:1].upper() == text[:1] and not _STRONG.match(row.text)


def _opens_paragraph(row: Row, following: Row | None) -> bool:
    """Whether bold words only open a paragraph, which goes on below in the usual letters."""
    if following is None or following.gap or following.strong or following.page != row.page:
        return False
    begins = following.text.strip()[:1]
    return begins.islower() or begins in _OPENING


def usual_size(rows: list[Row]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size, 1)] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def is_rule(text: str) -> bool:
    """Whether a printed line is a rule drawn with dashes or the like."""
    return bool(_RULE.match(text))
