"""Which line of a document is its main heading."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from accord.vocabulary import Vocabulary, fold
from parsers.documents.document import BlockKind
from parsers.documents.labels import Labels
from parsers.documents.lines import Body, Line, is_prose, is_trail, weight
from parsers.documents.markup import Head
from parsers.documents.title_lines import contents, join_lines, title_lines

_BASE = {1: 3.0, 2: 2.2, 3: 1.6, 4: 1.2, 5: 0.8, 6: 0.6}
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:\w{0,12}title|titre|titulo|titel|titulek|tytul|tit|\w{0,6}ttl|head(?:line|ing)?"
    r"|judul|subject|betreff|bt|biaoti|naslov|baslik|otsikko|entry-?header)"
    r"(?:\d{0,2}|__text|_text|-text)(?:$|[\s_-])"
)
# Of a page with a blog's or magazine's name on top the title is the entry's.
_ENTRY = re.compile(r"(?:^|[\s_-])(?:entry|post|article|story)[_-]?(?:title|headline|heading)\b")
_SITE = re.compile(r"(?:^|[\s_-])(?:site|logo|brand|blog|weblog|channel|portlet|banner)")
_SEPARATOR = re.compile(r"\s+[|–—·:»/\-]{1,2}\s+|\s*[|｜]\s*|\s+::\s+")
# Where words stand without spaces, so do the marks between a title and its site.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_CLOSE = re.compile(rf"(?<=[{_UNSPACED}])[-–—_]{{1,2}}(?=[{_UNSPACED}])|_")
_JOINED = re.compile(rf"[{_UNSPACED}]{{6}}")
# Of a person, or of a site: a company's name such as Example.com may stand in a title.
_ADDRESS = re.compile(r"\S@\w|\b(?:www\.|https?:)\S|^\S+\.[a-z]{2,4}$", re.IGNORECASE)
_BAR = re.compile(r"\s[|｜·•/]\s")
# Where a site begins: what links there is the site's name.
_ROOT = re.compile(r"(?:https?://[^/]+)?/?(?:(?:index|main|home|default)\.\w{2,5})?", re.IGNORECASE)
_SHORT = 12  # letters
_NAME_WORDS = 24  # of a line that may be an office's name alone, in two forms
_NO_WORD = " -–—|:·/.,()#0123456789"
# A document's number (`PR/2021/878`).
# No. IPO/PR/2020/07
_REFERENCE = re.compile(
    r"(?:(?<=\s)(?:no|nr|n[°º]|ref)\.?\s?)?(?<=[\s.])[\w-]{1,12}(?:/[\w-]{1,12}){1,5}\s*$",
    re.IGNORECASE,
)
_CODE = re.compile(r"[\w.\-]{1,20}(?:[/\-][\w.]{1,20}){1,8}")
_SPREAD = re.compile(r"(?:[^\W\d_]\s){2,20}[^\W\d_](?!\w)")
_STEPS = re.compile(r"\s?[>»›→]\s?|\s/\s")
# 담당부서: the particulars above a Korean, Chinese or Japanese release.
_EAST_LABEL = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,6}\s?[:：]")
_UNSPACED_TITLE = 20  # letters of a part of a title in a script without spaces
_COLON = re.compile(r"\s?[:：]\s?")
_LABEL = 20  # letters before the colon of a label
_FURTHEST = 400
_LEAST = 0.4
_NEVER = -9.0
_NEARER = 0.13  # just above what one line nearer to the text counts for
_DATED = 2.5  # a labelled date of publication right below
_LETTERHEAD = 3.0  # what stands above a breadcrumb is the site's, above `PRESS RELEASE` its head


@dataclass(frozen=True, slots=True)
class Title:
    """The main heading: lines `first` to `last` where it stands in the text, else a `place`."""

    text: str
    first: int | None = None
    last: int | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """What beside the lines helps to tell a page's title.

    `linking` are the small words, folded, that may stand alone between two lines of it; `small`
    are these and those inside names, with which a line in capitals goes on.
    """

    head: Head | None
    menu: Collection[str]
    names: Collection[str]
    trail: Collection[str]
    linking: Collection[str]
    small: Collection[str]
    labels: Labels
    vocabulary: Vocabulary


def choose(lines: list[Line], body: Body, dates: Collection[int], signs: Signs) -> Title | None:
    """The title of a document, None where nothing on it can be one.

    `dates` are the numbers of the lines that are no more than a date.
    """
    said = _said(signs)
    wanted = [fold(text) for text in (*(text for text, _ in said), *signs.trail)]
    trail = max(
        (n for n in range(min(body.first, 40)) if _is_trail(lines[n], signs.labels)), default=0
    )
    kinds = [n for n, line in enumerate(lines[: body.first]) if _names_kind(line.text, signs)]
    apart = frozenset({*dates, *kinds})
    kind = kinds[0] if kinds and _heads(kinds[0], lines, body, dates, signs) else 0
    listed = contents(lines, body.first) if signs.head is None else {}
    best: tuple[float, int] | None = None
    for index, line in enumerate(lines[: min(_FURTHEST, body.first + 3)]):
        if index in dates:
            continue
        score = _score(line, index, body, wanted, signs)
        if score > _NEVER and _is_dated(lines, index, dates, signs.labels):
            score += _DATED
        if listed:  # a newsletter: the heading of its first item, and no entry of its contents
            score += -3.0 if index in listed else 2.0 * (fold(line.value) in listed.values())
        # In a printed text whatever stands alone is a heading: its site's name as well.
        set_off = line.kind is BlockKind.HEADING and signs.head is not None
        if index < kind or (index < trail and not set_off):
            score -= _LETTERHEAD
        # Of a title and the subtitle right below it the first, though the second stands nearer.
        lead = _NEARER if best is not None and best[1] == index - 1 else 0.0
        if best is None or score > best[0] + lead:
            best = score, index
    if best is not None and best[0] >= _LEAST:
        return _at(lines, best[1], wanted, apart, signs)
    if said:
        return Title(said[0][0], place=said[0][1])
    if best is not None and best[0] > -2:
        return _at(lines, best[1], wanted, apart, signs)
    return None


def _at(
    lines: list[Line], index: int, wanted: list[str], apart: frozenset[int], signs: Signs
) -> Title:
    """The title of which a line is part."""
    first, last = title_lines(lines, index, wanted, apart, linking=signs.linking, small=signs.small)
    return Title(join_lines(line.value for line in lines[first : last + 1]), first, last)


def mark_labels(lines: Iterable[Line], labels: Labels) -> None:
    """Tell the label of a title, `Subject: ...`, from it in lines that are no table's rows."""
    for line in lines:
        colon = _COLON.search(line.text, 0, _LABEL)
        if colon is not None and not line.label:
            label = labels.label(line.text[: colon.start()], "title")
            line.label = colon.end() if label == colon.start() else 0


def _heads(kind: int, lines: list[Line], body: Body, dates: Collection[int], signs: Signs) -> bool:
    """Whether the line of a printed release that says what it is (`PRESS RELEASE No. 3`) stands
    above what may be a title: then a letterhead stands above it.

    A page's parts may stand in any order.
    """
    below = (n for n in range(kind + 1, body.first) if n not in dates)
    return signs.head is None and any(weight(lines[n].text) >= _SHORT for n in below)


def _names_kind(text: str, signs: Signs) -> bool:
    """Whether a line says no more than what the release is, and its number."""
    kind = signs.labels.label(text, "channel")
    if signs.labels.is_letterhead(text):
        return True
    rest = _REFERENCE.sub(" ", text[kind:]) if kind else text
    return bool(kind) and not signs.labels.without_issue(rest).strip(_NO_WORD)


def _is_dated(lines: list[Line], index: int, dates: Collection[int], labels: Labels) -> bool:
    """Whether a labelled date stands below a line, or below the subtitles under it."""
    subtitles = 0
    while index + 1 + subtitles < len(lines) and lines[index + 1 + subtitles].subtitle:
        subtitles += 1
    for below in range(index + 1 + subtitles, min(index + 3 + subtitles, len(lines))):
        if below in dates:
            return bool(labels.label(lines[below].text, "published"))
        if lines[below - 1].kind is not BlockKind.HEADING:
            return False
    return False


def _is_trail(line: Line, labels: Labels) -> bool:
    """Whether a line says where on the site a page stands: `Home > News`, `Press / News`."""
    return is_trail(line.text) or _is_steps(line.text.partition(": ")[2] or line.text, labels)


def _is_steps(text: str, labels: Labels) -> bool:
    parts = _STEPS.split(text)
    named = [p for p in parts if labels.is_channel(p) or labels.is_furniture(p)]
    short = all(len(part.split()) <= 4 for part in parts)
    return len(parts) > 1 and short and len(named) * 2 >= len(parts)


def _score(line: Line, index: int, body: Body, wanted: list[str], signs: Signs) -> float:
    text = line.value
    folded = fold(text)
    size = weight(text)
    if size < 3 or not folded or _ADDRESS.search(text):
        return _NEVER
    score = _look(line, signs)
    if any(_alike(folded, w) for w in wanted):
        score += 3.0
    if index > body.first:
        score -= 2.0
    score -= 0.12 * min(abs(body.first - index), 20)
    if folded in signs.menu:
        score -= 3.0
    if signs.labels.is_channel(text):
        score -= 4.0
    if signs.labels.is_related(text) or signs.labels.is_furniture(text):
        score -= 4.0
    if folded in signs.names or _is_office(text, signs) or signs.labels.is_letterhead(text):
        score -= 4.0
    if size < _SHORT:
        score -= 1.5
    elif size > 300:
        score -= 3.0
    score -= 2.0 * is_prose(line) + 1.0 * line.subtitle
    if line.kind is BlockKind.PARAGRAPH and _EAST_LABEL.match(text):
        score -= 0.5
    if (
        _is_trail(line, signs.labels)
        or _is_bar(text)
        or _CODE.fullmatch(text)
        or _names_kind(text, signs)
        or (text[0] in "[【" and not _is_set_as_title(line))
        or _is_spread(text, signs.labels)
    ):
        score -= 4.0
    return score


def _is_set_as_title(line: Line) -> bool:
    """Whether the page itself calls a line a heading: `[Press release] Office joins ...`."""
    return line.kind is BlockKind.HEADING or bool(_NAMED.search(line.hints))


def _is_spread(text: str, labels: Labels) -> bool:
    """Whether a line opens with what it is in letters set apart: `보 도 자 료`, `N E W S`."""
    spread = _SPREAD.match(text)
    told = "".join(spread[0].split()) if spread is not None else ""
    # 工 作 简 报: a bulletin's name ends in the word for it.
    return bool(told) and (labels.is_channel(told) or labels.is_bulletin(told))


def _is_bar(text: str) -> bool:
    """Whether a line is a menu or trail in one line: `Home | News | Contact`, `Home / News / X`."""
    parts = _BAR.split(text)
    return len(parts) > 3 or (len(parts) == 3 and all(len(part.split()) <= 3 for part in parts))


def _is_office(text: str, signs: Signs) -> bool:
    """Whether a line is no more than an office's names and the kind of release (letterheads)."""
    words = text.split()
    if len(words) > _NAME_WORDS:
        return False
    folded = ""
    for end, word in enumerate(words, 1):
        folded = f"{folded} {fold(word)}".strip()
        if signs.vocabulary.offices_folded(folded):
            left = " ".join(words[end:]).strip(" -–—|:·()")
            if not left or signs.labels.is_channel(left) or signs.vocabulary.offices_named(left):
                return True
    if not (kind := signs.labels.label(text, "channel")):
        return False
    # PRESS RELEASE No. 14/2024; NOTA DE PRENSA N° 123-2024-INDECOPI
    rest = signs.labels.without_issue(text[kind:]).strip(_NO_WORD)
    return not rest or bool(signs.vocabulary.offices_named(rest))


def _look(line: Line, signs: Signs) -> float:
    """How much a line looks like a heading."""
    score = 0.0
    if line.kind is BlockKind.HEADING or (line.kind is BlockKind.ROW and line.level):
        score = _BASE.get(line.level, 0.6)
    elif line.strong:
        score = 0.9
    if line.label and signs.labels.label(line.text[: line.label], "title"):
        score += 2.5
    elif line.kind is BlockKind.ROW and not line.level:
        score -= 2.0
    if line.kind is BlockKind.ITEM:
        score -= 1.0
    if line.centred and line.kind is not BlockKind.HEADING:
        score += 0.4
    score += min(3.0, max(0.0, line.size - 1.0) * 5)
    if _NAMED.search(line.hints):
        score += 1.5
    if _ENTRY.search(line.hints):
        score += 2.5
    if _SITE.search(line.hints):
        score -= 2.0
    if line.is_link:
        score -= 4.0 if any(_ROOT.fullmatch(link.url) for link in line.links) else 1.5
    return score


def _said(signs: Signs) -> list[tuple[str, str]]:
    """The titles that a page's head gives, the site's own name taken off, and their places."""
    head = signs.head
    if head is None:
        return []
    found: list[tuple[str, str]] = []
    for name in ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"):
        if text := head.first(name):
            found.append((text, f"meta {name}"))
    found += [(value, "JSON-LD headline") for key, value in head.data if key == "headline"]
    if head.title:
        found.append((_core(head.title, signs), "title"))
    site = fold(head.first("og:site_name") or "")
    return [
        (text, place)
        for text, place in found
        if weight(text) >= 8
        and fold(text) != site
        and 2 * signs.labels.label(text, "channel") < len(text)
        and not _is_office(text, signs)
        and fold(text) not in signs.names
        and not _is_steps(text, signs.labels)
    ]


def _core(title: str, signs: Signs) -> str:
    """The longest part of a <title> that is not the site's name."""
    parts = [p.strip() for p in _SEPARATOR.split(title) if p.strip()]
    if _JOINED.search(title):
        parts = [p.strip() for part in parts for p in _CLOSE.split(part) if p.strip()]
    own = [
        p
        for p in parts
        if not signs.labels.is_channel(p)
        and not signs.vocabulary.offices_named(p)
        and fold(p) not in signs.names
    ]
    return max(own or parts or [title], key=weight)


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    words = len(short.split())
    if len(short) >= 12 and short in long and len(short) * 3 >= len(long):
        unspaced = _JOINED.search(short) and weight(short) >= _UNSPACED_TITLE
        return words > 2 or bool(unspaced) or len(short) * 5 >= 4 * len(long)
    a, b = set(one.split()), set(other.split())
    return len(a) > 3 and 2 * len(a & b) >= 1.5 * (len(a) + len(b)) * 0.9
