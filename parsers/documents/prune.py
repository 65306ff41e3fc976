"""Which lines of a document are the release's own, and which the site put around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from accord.press_release import Link
from parsers.documents.document import BlockKind
from parsers.documents.labels import Labels
from parsers.documents.lines import Body, Line, is_prose, is_trail, weight

_BARS = re.compile(r"\s[|•·/]\s|\]\s{0,3}\[|\s{3,}")
_RIGHTS = re.compile(
    r"^\W{0,3}(?:©|ⓒ|\(c\)\s{1,2}(?:19|20)\d\d|copyright\b)|\bAll rights reserved\b", re.IGNORECASE
)
_ONLY_MARKS = re.compile(r"[\W\d_]*")
# How far a byline may stand from its title, in lines.
_BYLINE_BEFORE = 3
_LABELLED_BEFORE = 10
# How far a date may stand behind the running text, without and with a label.
_NEAR, _LABELLED_NEAR = 4, 15


@dataclass(frozen=True, slots=True)
class Kept:
    """The numbers of a release's own lines, of its bylines among them, and the links left out."""

    lines: tuple[int, ...]
    bylines: frozenset[int]
    links: tuple[Link, ...]


def prune(
    lines: list[Line],
    body: Body,
    title: tuple[int, int] | None,
    dates: Collection[int],
    labels: Labels,
) -> Kept:
    """The release's own lines in order.

    `dates` are the numbers of the lines that are no more than a date. What stands before the
    title is left out but for a byline, what stands beside the running text if it is a menu, a
    list of other releases, a counter or a notice of rights.
    """
    pruning = _Pruning(lines, body, dates, labels)
    begin = title[1] + 1 if title else 0
    bylines = pruning.before(title[0]) if title else []
    own = set(range(title[0], title[1] + 1)) if title else set()
    own |= set(pruning.after(begin))
    bylines += [i for i in sorted(own) if i >= begin and i < body.first and i in dates]
    return Kept(tuple(sorted(own | set(bylines))), frozenset(bylines), tuple(pruning.links))


class _Pruning:
    def __init__(
        self, lines: list[Line], body: Body, dates: Collection[int], labels: Labels
    ) -> None:
        self.lines = lines
        self.body = body
        self.dates = dates
        self.labels = labels
        self.links: list[Link] = []
        self.prose: set[tuple[int, ...]] = set()  # the containers of the own running text so far

    def before(self, title: int) -> list[int]:
        """Bylines that stand above the title: its date, in letterheads some lines off."""
        found = []
        for index in range(max(0, title - _LABELLED_BEFORE), title):
            line = self.lines[index]
            if index not in self.dates or line.is_link or self.labels.label(line.text, "updated"):
                continue
            near = title - index <= _BYLINE_BEFORE or not line.region
            if near or self.labels.label(line.text, "published", "date"):
                found.append(index)
        return found

    def after(self, begin: int) -> Iterable[int]:
        """The own lines from the title on."""
        skipping: int | None = None  # the level of the heading that began another's part
        last = begin - 1
        for index in range(begin, len(self.lines)):
            line = self.lines[index]
            if skipping is not None and self.ends_skipping(index, skipping):
                skipping = None
            if skipping is None and self.begins_other(index):
                skipping = line.level if line.kind is BlockKind.HEADING else 6
            if skipping is not None or not self.is_own(index, last):
                self.links += line.links
                continue
            last = index
            if is_prose(line):
                self.prose.add(line.region)
            yield index

    def begins_other(self, index: int) -> bool:
        """Whether a line heads a list of other releases or links."""
        line = self.lines[index]
        if line.kind is BlockKind.ROW or is_prose(line) or weight(line.text) > 80 or line.is_link:
            return False
        if not self.labels.is_related(line.text):
            return False
        if (
            line.kind is BlockKind.HEADING
            or line.strong
            or line.text.rstrip().endswith((":", "："))
        ):
            return True
        # A plain line heads a list only if a list follows, and not running text.
        return index + 1 < len(self.lines) and not is_prose(self.lines[index + 1])

    def ends_skipping(self, index: int, level: int) -> bool:
        """Whether the release goes on behind a list of others."""
        line = self.lines[index]
        inside = line.region[: len(self.body.region)] == self.body.region
        if index > self.body.last or not inside:
            return False
        if line.kind is BlockKind.HEADING:
            return line.level <= level and not self.labels.is_related(line.text)
        return is_prose(line) and not line.linked and (line.region in self.prose or not self.prose)

    def is_own(self, index: int, last: int) -> bool:
        """Whether a line outside of such lists is the release's own."""
        line = self.lines[index]
        text = line.text
        if _ONLY_MARKS.fullmatch(text) and index not in self.dates:
            return False
        if self.labels.label(text, "updated") and weight(text) < 120:
            return False
        if index in self.dates and self.labels.tells_of_change(text):
            return self.labels.says_published(text)
        if _RIGHTS.search(text) and weight(text) < 300:
            return False
        if is_prose(line):
            return not self.is_notice(text) and not self.is_reference(text)
        if self.is_reference(text):
            return False
        if self.is_menu(index, last):
            return False
        told = (text, line.value) if line.label else (text,)
        if index not in self.dates and any(map(self.labels.is_furniture, told)):
            return False
        return index <= self.body.last or self.is_near(index, last)

    def is_notice(self, text: str) -> bool:
        """Whether running text speaks for the site: cookies, rights, navigation."""
        return weight(text) < 300 and self.labels.is_furniture(text)

    def is_reference(self, text: str) -> bool:
        """Whether a line names other releases: `Earlier releases: 12 April 2018 ...`."""
        head, colon, _ = text[:48].partition(":")
        return bool(colon) and weight(head) >= 6 and self.labels.is_related(head)

    def is_menu(self, index: int, last: int) -> bool:
        """Whether a short line is a breadcrumb, a bar of links, or a link for its own sake."""
        line = self.lines[index]
        text = line.text
        if is_trail(text) and line.kind is not BlockKind.HEADING:
            return True
        bars = len(_BARS.findall(text))
        if bars >= 2 and line.kind is not BlockKind.ROW and index not in self.dates:
            parts = [p for p in _BARS.split(text) if p.strip()]
            if sum(len(p) for p in parts) < 22 * len(parts):
                return True
        if not line.is_link or line.kind is BlockKind.HEADING:
            return False
        if last >= 0 and self.lines[last].text.rstrip().endswith((":", "：")):
            return False
        if last >= 0 and line.kind is BlockKind.ITEM and last == index - 1:
            return self.lines[last].is_link or index > self.body.last
        return True

    def is_near(self, index: int, last: int) -> bool:
        """Whether a line behind the running text still stands in its container.

        A list or table that goes on right behind an own line does, whatever holds it.
        """
        line = self.lines[index]
        region = self.body.region
        if last == index - 1 and line.kind in (BlockKind.ITEM, BlockKind.ROW) and not line.linked:
            return True
        if index in self.dates:
            labelled = self.labels.is_published(self.lines[index - 1].text)
            far = index - self.body.last
            if labelled or far <= _NEAR:
                return True
            # Below whom to ask: `Published: 31 January 2018 | Views: 2861`.
            if far <= _LABELLED_NEAR and self.labels.label(line.text, "published"):
                return True
        if not region:
            return not line.region or line.region == self.lines[self.body.last].region
        return line.region[: len(region)] == region
