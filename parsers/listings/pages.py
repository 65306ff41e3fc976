"""HTML listings to entries: by the selectors of a source, or by finding the list of releases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from accord.dates import PartialDate
from accord.press_release import Entry, Unreadable, canonical_address
from accord.source import Selectors
from parsers.documents.lines import weight
from parsers.documents.markup import head, join, parse, squeeze
from parsers.listings.feeds import day_of
from parsers.listings.groups import Group, best_group, matching_group, own_links

FindDay = Callable[[str], PartialDate | None]
"""The first date in a short text, None where it holds none."""
Beside = Callable[[LexborNode, FindDay], PartialDate | None]
"""The date that stands beside an item of a list."""

_HEADINGS = "h1, h2, h3, h4, h5, h6"
_NAMED_TITLE = '[class*="title"], [class*="headline"], [class*="subject"], [itemprop="headline"]'
_NAMED_DATE = 'time, [class*="date"], [class*="time"], [itemprop="datePublished"]'
# What says where a link leads and not what is there: "read more", "PDF", "details".
_EMPTY_TITLE = 14
_ENDING = re.compile(
    r"\s*[\[(（［](?:pdf|html|doc|link|new|external)[^\])）］]{0,30}[\])）］]\s*$", re.I
)
_ISO = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_SHORT = re.compile(
    r"\W{0,2}(?P<month>0?[1-9]|1[0-2])[-/.月](?P<day>0?[1-9]|[12]\d|3[01])日?\W{0,2}"
)
_BRACKETED = re.compile(r"[\[(（【]\s?(?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\s?[\])）】]")
_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<sep>[-/]?)(?P<month>0?[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
)
_LONGEST_TITLE = 300
_SHORT_LINE = 60
_NEIGHBOURS = 4
_MOST = 2000


@dataclass
class Listed:
    """Entries in order, each address once."""

    page: str
    entries: list[Entry] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def add(self, address: str, title: str | None, day: PartialDate | None) -> None:
        """Add one; a second link to an address only fills in what the first lacked."""
        address = address.split("#", 1)[0]
        try:
            key = canonical_address(address)
        except ValueError:
            return
        if key == self.page or len(self.entries) >= _MOST:
            return
        if key not in self.seen:
            self.seen[key] = len(self.entries)
            self.entries.append(Entry(address, title, day))
            return
        old = self.entries[self.seen[key]]
        longer = title if weight(title or "") > weight(old.title or "") else old.title
        kept = old.title if old.title and weight(old.title) >= _EMPTY_TITLE else longer
        self.entries[self.seen[key]] = Entry(old.url, kept, old.published or day)


def entries(
    html: str,
    url: str,
    selectors: Selectors,
    find_day: FindDay,
    is_release: Callable[[str], bool] | None = None,
) -> tuple[Entry, ...]:
    """The releases that a page lists, in its order.

    Without selectors they are the links to what `is_release`, and where that cannot be told the
    list that looks most like one of releases. Raises Unreadable where a selector is wrong or finds
    nothing, or where the page holds no list.
    """
    tree = parse(html).tree
    base = head(tree, url).base
    try:
        page = canonical_address(url)
    except ValueError:
        page = url
    listed = Listed(page)
    if selectors.item or selectors.link:
        _by_selectors(tree, base, selectors, find_day, listed)
    else:
        if is_release is not None:
            group: Group | None = matching_group(tree, base, is_release)
        else:
            group = best_group(tree, base, url, dated_test(find_day))
        if group is None and is_release is not None:
            raise Unreadable(
                "no link on the page has the address of a release; its layout may have changed"
            )
        if group is None:
            raise Unreadable(
                "no list of releases was found on the page; give the source CSS selectors for "
                "item, link, title and date"
            )
        _by_group(group, selectors, find_day, listed)
    if not listed.entries:
        raise Unreadable("the page's list holds no address of a release")
    return tuple(listed.entries)


def _by_selectors(
    tree: LexborHTMLParser, base: str, selectors: Selectors, find_day: FindDay, listed: Listed
) -> None:
    items = select(tree, selectors.item or selectors.link or "a")
    beside = _where_days_stand(items, find_day)
    for item in items:
        if len(listed.entries) >= _MOST:
            return
        link = item
        if selectors.item:
            chosen = select(item, selectors.link or "a[href]")
            if not chosen:
                continue
            link = chosen[0]
        if link.tag != "a":
            inner = link.css("a[href]")
            link = inner[0] if inner else link
        address = join(base, link.attributes.get("href") or "")
        if address is None:
            continue
        title: str | None = None
        if selectors.title:
            named = select(item, selectors.title)
            title = _clean(squeeze(named[0].text())) if named else None
        day = _selected_day(item, selectors.date, find_day) if selectors.date else None
        listed.add(
            address,
            title or _title(link, item, find_day),
            day if selectors.date else _day(item, address, find_day, beside),
        )
    if not items:
        wanted = selectors.item or selectors.link
        raise Unreadable(f"the selector {wanted!r} finds nothing on the page; it may have changed")


def select(node: LexborHTMLParser | LexborNode, selector: str) -> list[LexborNode]:
    """What a selector of a source finds; raises Unreadable for one that is none."""
    try:
        return node.css(selector)
    except (SelectolaxError, ValueError):
        raise Unreadable(f"{selector!r} is no CSS selector; correct it in the source") from None


def _selected_day(item: LexborNode, selector: str, find_day: FindDay) -> PartialDate | None:
    for node in select(item, selector):
        if day := _stamped(node, find_day):
            return day
    return None


def _by_group(group: Group, selectors: Selectors, find_day: FindDay, listed: Listed) -> None:
    beside = _where_days_stand((item for _, _, item in group.items), find_day)
    for address, link, item in group.items:
        if len(listed.entries) >= _MOST:
            return
        title = None
        if selectors.title:
            named = select(item, selectors.title)
            title = _clean(squeeze(named[0].text())) if named else None
        listed.add(
            address, title or _title(link, item, find_day), _day(item, address, find_day, beside)
        )


def _title(link: LexborNode, item: LexborNode, find_day: FindDay) -> str | None:
    """What an item is called: its heading, its link's words, or the longest line in it."""
    said = squeeze(link.text(separator=" "))
    hinted = squeeze(link.attributes.get("title") or "")
    if said.endswith(("...", "…")) and hinted.startswith(said.rstrip(".… ")):
        return _clean(hinted)  # the site cut it short for its list
    for scope in (link, item):
        for selector in (_HEADINGS, _NAMED_TITLE):
            named = [t for n in scope.css(selector)[:3] if (t := squeeze(n.text(separator=" ")))]
            best = max(named, key=weight, default="")
            if weight(best) >= _EMPTY_TITLE and scope is link:
                return _clean(best)
            if weight(best) > max(weight(said), _EMPTY_TITLE) and weight(said) < _EMPTY_TITLE:
                return _clean(best)
    if weight(said) < _EMPTY_TITLE:
        pictures = [squeeze(i.attributes.get("alt") or "") for i in link.css("img[alt]")]
        lines = [squeeze(line) for line in item.text(separator="\n").split("\n")]
        undated = [line for line in lines if find_day(line[:60]) is None or len(line) > 60]
        said = max((said, hinted, *pictures, *undated[:12]), key=weight)
    return _clean(_without_day(said, link, find_day)) or None


def _without_day(said: str, link: LexborNode, find_day: FindDay) -> str:
    """Link words without the date that stands in an element of its own within the link."""
    for node in link.css(_NAMED_DATE + ", span, small, em, p, div"):
        part = squeeze(node.text(separator=" "))
        if part and part != said and len(part) < 40 and find_day(part) is not None:
            if said.startswith(part):
                return said[len(part) :].lstrip(" -–—|:·")
            if said.endswith(part):
                return said[: -len(part)].rstrip(" -–—|:·(")
    match = _ISO.match(said)
    return said[match.end() :].lstrip(" -–—|:·") if match else said


def _clean(title: str) -> str:
    return _ENDING.sub("", title)[:_LONGEST_TITLE].strip(" \u3000·•|")


def dated_test(find_day: FindDay) -> Callable[[str], bool]:
    """Whether a short text shows a day, be it without its year."""
    return lambda text: find_day(text) is not None or _BRACKETED.search(text) is not None


def _day(item: LexborNode, address: str, find_day: FindDay, beside: Beside) -> PartialDate | None:
    return day_in(item, find_day) or beside(item, find_day) or _day_in_short(item, address)


def _day_in_short(item: LexborNode, address: str) -> PartialDate | None:
    """A day shown as [07-14], in the year that its release's address gives for that day.

    By itself an address is no witness: many hold the day of another event.
    """
    shown = {
        (int(found["month"]), int(found["day"]))
        for line in _lines(item)[-6:]
        if len(line) < 12 and (found := _SHORT.fullmatch(line))
    }
    for found in _IN_ADDRESS.finditer(address):
        if (int(found["month"]), int(found["day"])) in shown:
            return PartialDate(int(found["year"]), int(found["month"]), int(found["day"]))
    return None


def day_in(item: LexborNode, find_day: FindDay) -> PartialDate | None:
    """The date of an item: of a <time> element, of a part called so, or the first in its text."""
    for node in item.css(_NAMED_DATE)[:4]:
        if day := _stamped(node, find_day):
            return day
    for line in _lines(item):
        if weight(line) <= _SHORT_LINE and (day := find_day(line)):
            return day
    for line in _lines(item):
        if day := find_day(line[:80]) or find_day(line[-80:]):
            return day
    return None


def _stamped(node: LexborNode, find_day: FindDay) -> PartialDate | None:
    shown = find_day(squeeze(node.text(separator=" "))[:80])
    return shown or day_of(node.attributes.get("datetime") or "")


def _lines(item: LexborNode) -> Sequence[str]:
    return [s for line in item.text(separator="\n").split("\n")[:40] if (s := squeeze(line))]


def _where_days_stand(items: Iterable[LexborNode], find_day: FindDay) -> Beside:
    """Whether the items of a list have their days before or behind them, by its first."""
    first = next(iter(items), None)
    behind = (
        first is not None
        and _day_before(first, find_day) is None
        and _day_behind(first, find_day) is not None
    )
    return _day_behind if behind else _day_before


def _day_behind(item: LexborNode, find_day: FindDay) -> PartialDate | None:
    """A date that stands in the element or text behind an item."""
    node, steps = item.next, 0
    while node is not None and steps < _NEIGHBOURS:
        if node.is_element_node and own_links(node):
            return None
        if text := squeeze(node.text()):
            return find_day(text) if weight(text) <= _SHORT_LINE else None
        node, steps = node.next, steps + 1
    return None


def _day_before(item: LexborNode, find_day: FindDay) -> PartialDate | None:
    """A date that stands in the element or text before an item that has none (<dt>, <br>)."""
    for text in _before(item):
        if weight(text) > _SHORT_LINE:
            return None
        if day := find_day(text):
            return day
    return None


def _before(item: LexborNode) -> Iterator[str]:
    node = item.prev
    steps = 0
    while node is not None and steps < _NEIGHBOURS:
        steps += 1
        if node.is_element_node and own_links(node):
            return
        text = squeeze(node.text())
        if text:
            yield text
            return
        node = node.prev
