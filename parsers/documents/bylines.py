"""The lines that hold no more than a date: bylines, labelled dates, dates alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.documents.document import BlockKind
from parsers.documents.labels import SEPARATORS, Labels
from parsers.documents.lines import Line, is_prose, weight
from parsers.extraction.dates import DateMention

NAMED = re.compile(
    r"(?:^|[\s_-])\w{0,14}(?:date|datum|fecha|dato|tarih|tanggal|time|dday|daytitle|publish|posted"
    r"|publi|riqi|shijian|byline|dateline|meta|submitted|pubdate|info)\w{0,10}(?:$|[\s_-])"
)
_OTHER = re.compile(
    r"\d{1,2}\s?[:h.]\s?\d{2}(?!\d)(?:\s?[:.]\d{2})?(?:\s?[ap]\.?m\.?)?|\b\d{1,2}\s?[ap]\.?m\.?\b"
    r"|\b(?:GMT|UTC|CET|CEST|EST|EDT|JST|KST)\b|[(（\[][^)）\]]{1,6}[)）\]]",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"\d[\d\s().-]{6,16}\s$")
_TELEPHONE_BEHIND = re.compile(r"\d[\d\s().-]{6,16}$")
COMMAS = (",", "،", "，")
WORD = re.compile(r"\w+")
_CLOCK = re.compile(r"\s{0,2}[,，]?\s{0,2}\d{1,2}:\d{2}(?::\d{2})?\b")
_STOP = re.compile(r"[.!?;。！？；]\s|[。！？；]")
_OPENS = (",", "،", "，", "|", "·", "/", "(", "-", "–", "—", ":", "：")
# Between a date and the same day in another calendar, or once more.
_BETWEEN_TWO = 24
COMMON_YEAR = re.compile(r"(?:19|20)\d\d")
_BYLINE = 12  # words of an author's name, a part of the site and the like


@dataclass(frozen=True, slots=True)
class Shown:
    """A line's part from `begin` to `end`, and where in it the date stands."""

    line: Line
    begin: int
    start: int
    stop: int
    end: int

    @property
    def before(self) -> str:
        return self.line.text[self.begin : self.start]

    @property
    def behind(self) -> str:
        return self.line.text[self.stop : self.end]


def is_one_day(mentions: list[DateMention]) -> bool:
    """Whether dates side by side name one day: twice, or in two calendars."""
    if len(mentions) == 1:
        return True
    if mentions[-1].start - mentions[0].end > _BETWEEN_TWO:
        return False
    common = [m for m in mentions if COMMON_YEAR.search(m.text)]
    return len({m.date for m in mentions}) == 1 or (len(common) == 1 and len(mentions) == 2)


def is_byline(shown: Shown, labels: Labels) -> bool:
    """Whether a line begins with a date, labelled or in the site's own place for it: what follows
    it (an author, a part of the site, a counter) is no part of the release either.
    """
    if is_prose(shown.line) or shown.line.kind in (BlockKind.HEADING, BlockKind.ITEM):
        return False
    if shown.line.text.rstrip().endswith((".", "。")):
        return False
    lead = SEPARATORS.split(shown.before)[-1]
    label = labels.label(lead, "published")
    named = bool(NAMED.search(shown.line.hints)) or shown.line.stamp is not None
    if length(lead[label:]) > 1:  # the name of a weekday may stand before it
        # Department, author and, labelled or to the minute, when it was put there.
        word = lead.rsplit(maxsplit=1)[-1]
        exact = _CLOCK.match(shown.behind) and not length(_CLOCK.sub("", shown.behind))
        said = labels.label(word, "published") == len(word.rstrip(": ："))
        return bool(exact or said) and length(lead) <= _BYLINE and not _STOP.search(lead)
    return (bool(label) or named) and length(shown.behind) <= _BYLINE


def is_label(shown: Shown, labels: Labels) -> bool:
    """Whether a line is a longer label and its date: `Information for the press, issued on …`,
    or a table's row that is labelled so: `Publicado en: «BOE» núm. 29, de 3 de mayo, página 16`.
    """
    if length(shown.before) > _BYLINE or length(shown.behind) > _BYLINE:
        return False
    if shown.line.kind is BlockKind.ROW and labels.label(shown.line.text, "published"):
        return True
    if _TELEPHONE.search(shown.before) and not length(shown.behind):
        return True  # a letterhead's line: `CONTACT: (Media only) 571-272-8400 May 3, 2024`
    if _TELEPHONE_BEHIND.search(shown.behind) and not length(shown.before):
        return True  # or in the other order, of two columns
    return length(shown.behind) <= 1 and labels.closes_with(shown.before, "published")


def is_bare(shown: Shown, labels: Labels) -> bool:
    """Whether nothing but labels, a place, a time and other particulars stands beside a date."""
    line, before = shown.line, shown.before
    if is_prose(line) and weight(line.text) > 80:
        return False
    before = before[labels.label(before, "published", "updated", "date", "channel") :]
    behind = 0
    for part in SEPARATORS.split(_OTHER.sub(" ", shown.behind)):
        if not (
            labels.is_furniture(part) or labels.is_channel(part) or labels.tells_of_change(part)
        ):
            behind += length(part)
    ahead = length(_OTHER.sub(" ", labels.without_issue(before)))
    if ahead > 6 or behind > 5:
        return False
    if not ahead or before.rstrip().endswith(_OPENS):
        return behind <= 4
    return (ahead <= 4 and behind <= 1) or weight(before) <= 12


def says_no_more(lines: list[Line], index: int, mention: DateMention) -> bool:
    """Whether an item is only a label and its date, among others that are no links: the particulars
    of this release, `Published: 3 May`, `Views: 12`, and not the entry of another.
    """
    rest = lines[index].text[mention.end :]
    beside = lines[max(0, index - 1) : index + 2]
    return not any(c.isalnum() for c in rest) and not any(line.is_link for line in beside)


def closes_with_place(line: Line, mention: DateMention) -> bool:
    """Whether a line below the text is place and day alone: `Bucharest, 26.06.2014`."""
    before, behind = line.text[: mention.start], line.text[mention.end :]
    placed = before.rstrip().endswith(COMMAS) and before[:1].isupper()
    return placed and is_place(before) and not any(c.isalnum() for c in behind)


def is_place(lead: str) -> bool:
    """Whether the words before a date can be the place of a dateline."""
    words = WORD.findall(lead)
    if not words:
        return True
    if len(words) > 7 or lead.rstrip()[-1:] not in ",，-–—/(（ " + "، ":
        return len(words) <= 2 and words[0][:1].isupper()
    return all(not w[0].islower() for w in words[:1])


def length(text: str) -> int:
    """How many words a text has; four letters' width of East Asian script count as one."""
    return sum(
        max(1, (weight(w) + 3) // 4) if weight(w) > len(w) else 1 for w in WORD.findall(text)
    )
