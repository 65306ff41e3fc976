"""The publication date that a document shows of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from accord.dates import PartialDate
from parsers.documents.bylines import (
    COMMAS,
    COMMON_YEAR,
    NAMED,
    Shown,
    closes_with_place,
    is_bare,
    is_byline,
    is_label,
    is_one_day,
    is_place,
    length,
    says_no_more,
)
from parsers.documents.document import BlockKind
from parsers.documents.labels import SEPARATORS, Labels
from parsers.documents.lines import Body, Line, is_prose, weight
from parsers.documents.markup import Head
from parsers.extraction.dates import DateMention

FindDates = Callable[[str], tuple[DateMention, ...]]
"""Finds the dates in a short text."""

_META = {
    "article:published_time": 2.6,
    "govuk:first-published-at": 2.6,
    "datepublished": 2.6,
    "citation_publication_date": 2.6,
    "dc.date.issued": 2.6,
    "dcterms.issued": 2.6,
    "dcterms.date.issued": 2.6,
    "publishdate": 2.4,
    "publish_date": 2.4,
    "publish-date": 2.4,
    "published": 2.4,
    "pubdate": 2.4,
    "publication_date": 2.4,
    "release_date": 2.4,
    "og:published_time": 2.4,
    "parsely-pub-date": 2.4,
    "sailthru.date": 2.4,
    "dcterms.created": 1.9,
    "dc.date.created": 1.9,
    "dcterms.date": 1.9,
    "dc.date": 1.9,
    "date": 1.9,
}
_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)|\s*(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)")
_CHANGED = re.compile(r"(?:modif|updat|lastmod|aktuali|actualiz|changed|revis)")
_PARTS = re.compile(r"\s*[|·•｜]\s*|\s{2,}|\s[–—/-]\s")
_AGENCY = r"(?:\s?[(（][^()（）\n]{1,30}[)）]\s?[.:]?)?"
_DASH = re.compile(rf"{_AGENCY}\s{{0,2}}(?:[–—)\]】）:：─]|--?\s|/|\.\s{{0,2}}[–—-])")
_DATELINE = 70
_LOOKED_AT = 1000
_SHORT, _LABELLED = 110, 220
_YEAR = re.compile(r"\d{4}|[\u0660-\u0669\u06f0-\u06f9\u0e50-\u0e59\uff10-\uff19]{4}|[年년]")
_COLON = re.compile(r"[:：].*\d")
_DIGIT = re.compile(r"\d|[一二三四五六七八九十][ \t]?日")  # or a day in Chinese numerals
# Dates are looked for in so many short lines from the beginning, and a quarter of it at the end.
_MOST_LOOKED = 400
_POINTS = 8  # lines of points set out above the text
_MASTHEAD = 6  # lines on top of a newsletter
_LABEL = 30  # letters of a label in a line of its own
_LEAST = 1.5
_CLOSING = 0.6  # what a place before the day counts for below the text
_EARLIEST = 1970


@dataclass(frozen=True, slots=True)
class Found:
    """A date that may be the publication's: in a line from `start` to `end`, or at a `place`."""

    date: PartialDate
    score: float
    line: int | None = None
    start: int = 0
    end: int = 0
    quote: str = ""
    place: str | None = None
    labelled: bool = False


def date_lines(lines: list[Line], find: FindDates, labels: Labels) -> dict[int, DateMention]:
    """The lines that say hardly more than a date, by their number.

    Of a date of publication and one of change in one line the first counts.
    """
    found: dict[int, DateMention] = {}
    looked = 0
    for index, line in enumerate(lines):
        if not _is_short(line.text, labels) or not _DIGIT.search(line.text):
            continue
        looked += 1
        if looked > _MOST_LOOKED and index < len(lines) - _MOST_LOOKED // 4:
            continue
        mentions = find(labels.without_number(line.text))
        ends = [0, *(m.end for m in mentions)]
        kept = [
            (mention, start)
            for mention, start in zip(mentions, ends, strict=False)
            if not labels.tells_of_change(line.text[start : mention.start][-40:])
        ]
        if labels.label(line.text, "concluded") or any(
            labels.ends_in(line.text[: mention.start], "concluded") for mention, _ in kept
        ):
            continue
        if not kept and len(mentions) == 1:
            kept = [(mentions[0], 0)]
        if not kept or not is_one_day([mention for mention, _ in kept]):
            continue
        last = kept[-1][0]
        after = next((m.start for m in mentions if m.start >= last.end), len(line.text))
        shown = Shown(line, kept[0][1], kept[0][0].start, last.end, after)
        fits = any(fit(shown, labels) for fit in (is_bare, is_byline, is_label))
        if fits or (index < _MASTHEAD and _is_issue(lines, index, shown, labels)):
            found[index] = max((m for m, _ in kept), key=lambda m: bool(COMMON_YEAR.search(m.text)))
    return found


def _is_issue(lines: list[Line], index: int, shown: Shown, labels: Labels) -> bool:
    """Whether a date ends a line of a newsletter's masthead, which gives the number of the issue
    in it or right above or below: `News of the Office of Fiji Issue 4/2024 | 3 October 2024`.
    """
    if length(shown.behind) or is_prose(shown.line) or shown.line.kind is BlockKind.ITEM:
        return False
    beside = lines[max(0, index - 1) : index + 2]
    return any(labels.has_issue(line.text) for line in beside if len(line.text) <= _SHORT)


def choose(
    lines: list[Line],
    body: Body,
    *,
    title: tuple[int, int] | None,
    bare: Mapping[int, DateMention],
    find: FindDates,
    labels: Labels,
    head: Head | None,
    around: Iterable[str],
    beside: Iterable[str],
    today_words: tuple[str, ...],
    today: date | None,
    is_instrument: bool,
) -> Found | None:
    """The publication date, None where the document shows none.

    `lines` hold only what may be the release's own; `is_instrument` says that the text is that
    of an agreement itself, whose place and date below the title are those of its signature.
    `around` are the lines of the site's own header and footer, `beside` those of its sidebars,
    `today_words` the language's words
    for the day of the release.
    """
    found = [
        *_from_lines(lines, body, title, bare, labels, is_instrument=is_instrument),
        *_from_dateline(lines, body, find),
        *_from_today(lines, body, find, today_words),
        *(() if head is None else _from_head(head)),
        *_from_around(around, find, labels, "header or footer"),
        *_only(_from_around(beside, find, labels, "sidebar")),
    ]
    fitting = [
        f
        for f in found
        if f.score >= _LEAST
        and f.date.year >= _EARLIEST
        and (today is None or f.date.first <= today)
    ]
    best = max(fitting, key=lambda f: f.score, default=None)
    return None if best is None else _after_creation(best, fitting)


def _after_creation(best: Found, found: Iterable[Found]) -> Found:
    """Of labelled dates in lines side by side the last: a text is published once it is written
    (`Created: 1 October`, `Published: 3 October`)."""
    if best.line is None or not best.labelled:
        return best
    beside = (
        f for f in found if f.labelled and f.line is not None and abs(f.line - best.line) == 1
    )
    return max((best, *beside), key=lambda f: f.date.first)


def _is_short(text: str, labels: Labels) -> bool:
    """Whether a line can be a date's own: a labelled one may tell more (changes, views)."""
    if len(text) > _LABELLED:
        return False
    if weight(text) <= _SHORT or labels.label(text, "published"):
        return True
    # Escrito por CGCOM | Publicado: Quinta, 6 de Outubro de 2016 | Última atualização em …
    return any(labels.label(part, "published") for part in SEPARATORS.split(text))


def changed(
    lines: list[Line], around: Iterable[str], find: FindDates, labels: Labels
) -> PartialDate | None:
    """The day of the last change that a page shows below or beside its text."""
    shown = (line.text for line in (*lines[-_MOST_LOOKED:], *lines[:_MOST_LOOKED]))
    for text in (*shown, *around):
        if len(text) <= _SHORT and _DIGIT.search(text) and labels.tells_of_change(text):
            for mention in find(text):
                if mention.date.day and labels.tells_of_change(text[: mention.start][-40:]):
                    return mention.date
    return None


def _from_lines(
    lines: list[Line],
    body: Body,
    title: tuple[int, int] | None,
    bare: Mapping[int, DateMention],
    labels: Labels,
    *,
    is_instrument: bool,
) -> Iterator[Found]:
    begin = next(
        (
            n
            for n in range(body.first, min(body.first + _POINTS, len(lines)))
            if lines[n].kind is not BlockKind.ITEM and is_prose(lines[n])
        ),
        body.first,
    )
    for index, mention in bare.items():
        line = lines[index]
        if mention.first is not None or mention.relative or mention.date.month is None:
            continue
        if _is_change(line, mention, labels):
            continue
        score = 1.0 if mention.date.day is not None else 0.0
        before = line.text[: mention.start]
        labelled = (
            labels.says_published(line.text)
            or (line.label > 0 and labels.says_published(line.value))
            or labels.closes_with(before, "published")
            or _is_below_label(lines, index, mention, labels)
        )
        if labelled:
            score += 4.5
        elif labels.label(line.text, "date"):
            score += 1.5 if index <= max(body.first, title[1] + 3 if title else 0) else -2.0
        elif (
            is_instrument
            and line.text.strip(" .") != mention.text.strip(" .")
            and not (title and index < title[0])
        ):
            continue
        if NAMED.search(line.hints) or line.stamp:
            score += 1.2
        score += _nearness(index, body, title, begin)
        # In a list below the text, what was published on a day is another release.
        if line.kind is BlockKind.ITEM and (line.is_link or index > body.last):
            attribute = labelled and not line.is_link and says_no_more(lines, index, mention)
            score -= 3.0 if line.is_link else 0.0 if attribute else 6.0
        if index > body.last and closes_with_place(line, mention):
            score += _CLOSING
        yield Found(
            mention.date,
            score,
            index,
            mention.start,
            mention.end,
            mention.text,
            labelled=labelled,
        )


def _is_below_label(lines: list[Line], index: int, mention: DateMention, labels: Labels) -> bool:
    """Whether a date alone in its line stands below a line that says no more than what it is."""
    if index == 0 or lines[index].text[: mention.start].strip():
        return False
    above = lines[index - 1].text
    label = labels.label(above, "published") if len(above) <= _LABEL else 0
    return bool(label) and not length(above[label:])


def _nearness(index: int, body: Body, title: tuple[int, int] | None, begin: int) -> float:
    """How well a date's line stands: beside the title, or alone below the text.

    `begin` is the first paragraph, below the points that some sites set out in advance.
    """
    if title is not None:
        away = title[0] - index if index < title[0] else index - title[1]
        if index <= max(body.first, title[1] + 3) and away <= 12:
            return 2.6 - 0.15 * away
        if index <= begin and away <= 12:
            return 1.2
    if index < body.first:
        return 1.2
    if index >= body.last - 1:
        return 0.9 - 0.1 * max(0, index - body.last)
    return -3.0


def _from_dateline(lines: list[Line], body: Body, find: FindDates) -> Iterator[Found]:
    """`Geneva, 12 May 2010 - The heads...` at the beginning of the running text, or a line of its
    own right above it: `12 May 2010 - Geneva - World Intellectual Property Organization`."""
    for index in range(max(0, body.first - 1), min(body.first + 2, body.last + 1, len(lines))):
        line = lines[index]
        begin = line.text[: _DATELINE + 20]
        if not _YEAR.search(begin):
            continue
        for mention in find(begin):
            if mention.first is not None or mention.relative or mention.date.day is None:
                continue
            lead = begin[: mention.start]
            if mention.start > _DATELINE or not is_place(lead):
                continue
            if index < body.first and lead.strip():
                continue
            placed = lead.rstrip().endswith((*COMMAS, ")", "）"))  # Suva (FNA) 3 May 2024.
            full_stop = placed and line.text[mention.end :][:2] == ". "
            if full_stop or _DASH.match(line.text, mention.end):
                yield Found(mention.date, 2.8, index, mention.start, mention.end, mention.text)
            break


def _from_today(
    lines: list[Line], body: Body, find: FindDates, words: tuple[str, ...]
) -> Iterator[Found]:
    """`announced by both today, 30 November 2020` in the first running text."""
    for index in range(body.first, min(body.first + 2, body.last + 1, len(lines))):
        text = lines[index].text[:_LOOKED_AT]
        folded = text.casefold()
        if not any(word in folded for word in words):
            continue
        for mention in find(text):
            lead = folded[: mention.start].rstrip(" ,(（、，")
            if lead.endswith(words) and mention.date.day and not mention.relative:
                yield Found(mention.date, 1.7, index, mention.start, mention.end, mention.text)
                break


def _only(found: Iterable[Found]) -> list[Found]:
    """The one date that sidebars show; of several each is another release's."""
    every = list(found)
    return every[:1] if len({f.date for f in every}) == 1 else []


def _from_around(
    around: Iterable[str], find: FindDates, labels: Labels, place: str
) -> Iterator[Found]:
    """`Mis en ligne le 19/09/2024` in the site's footer: only with the words that say it."""
    for name in around:
        if not _DIGIT.search(name):
            continue
        for part in _PARTS.split(name[:_SHORT]):
            label = labels.label(part, "published") if _DIGIT.search(part) else 0
            # A look for dates in each line of a site costs more than to read the release.
            for mention in find(part) if label or _COLON.search(part) else ():
                before = part[: mention.start]
                if (label and not length(before[label:])) or labels.ends_in(before, "published"):
                    yield Found(mention.date, 1.6, quote=part.strip(), place=place)
                    break


def _from_head(head: Head) -> Iterator[Found]:
    for name, content in head.meta:
        score = _META.get(name)
        if score is not None and (day := _iso(content)):
            yield Found(day, score, quote=content, place=f"meta {name}")
    for key, content in head.data:
        if key == "datePublished" and (day := _iso(content)):
            yield Found(day, 2.5, quote=content, place="JSON-LD datePublished")


def _iso(text: str) -> PartialDate | None:
    match = _ISO.match(text)
    if not match:
        return None
    year, month, day = (int(g) for g in match.groups() if g is not None)
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _is_change(line: Line, mention: DateMention, labels: Labels) -> bool:
    before = line.text[: mention.start]
    if labels.label(SEPARATORS.split(before)[-1], "published"):
        return False
    if labels.label(before, "updated") or labels.tells_of_change(before[-40:]):
        return True
    own = " ".join(line.hints.split()[-3:])
    return bool(_CHANGED.search(own)) and not labels.label(before, "published")
