"""Finds the links of a page that make up its list of releases, in a layout never seen before."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.documents.lines import weight
from parsers.documents.markup import join, squeeze

IsDated = Callable[[str], bool]

_FURNITURE = (
    "script, style, noscript, template, svg, iframe, select, button, nav, footer, dialog,"
    ' [role="navigation"], [role="contentinfo"], [role="banner"], [role="search"],'
    ' [role="menu"], [role="menubar"], [role="dialog"], [aria-label="breadcrumb"]'
)
_NAMES = """
    nav navi navigation navbar menu menus gnb lnb snb gnav gnavi subnav topnav sidenav megamenu
    breadcrumb breadcrumbs crumb crumbs pathway migas ariane brotkrumen footer foot fuss pie rodape
    share sharing social socials sns cookie cookies consent gdpr pagination pager paging paginate
    skip skiplink toolbar util utility lang language languages idiomas langues login search
    searchbox header head kopf cabecera topbar masthead tags tagcloud sitemap quicklinks
    accessibility fontsize filter filters facets calendar
"""
_FURNITURE_NAMES = frozenset(_NAMES.split())
_ENDS = frozenset({"header", "head", "kopf", "cabecera", "footer", "foot", "fuss", "pie", "rodape"})
_SPLIT = re.compile(r"[\s_\-:]+|(?<=[a-z])(?=[A-Z])")
_STATES = re.compile(r"\d|^(?:odd|even|first|last|active|current|new|hot|selected|on|open|item-)")
_FILES = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|mp[34]|zip|css|js|ics|xml|rss)$", re.IGNORECASE)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|linkedin|youtube|instagram|weibo|whatsapp|t|telegram|flickr"
    r"|pinterest|tiktok|threads|vk|ok|line|naver|wechat)\.(?:com|me|ru|net)$"
)
_PAGE_NUMBER = re.compile(r"\W*(?:\d{1,4}|[«»‹›<>←→]{1,3}|next|prev(?:ious)?|first|last)\W*", re.I)
_LEVELS = 4
_HEADLINE = 24
_EMPTY = 14
_CLIMB = 8


@dataclass
class Group:
    """Links of one kind with their addresses and the elements that hold one of them each."""

    items: list[tuple[str, LexborNode, LexborNode]] = field(default_factory=list)


def best_group(tree: LexborHTMLParser, base: str, url: str, is_dated: IsDated) -> Group | None:
    """The list of releases on a page, None where no group of links looks like one."""
    if tree.body is None:
        return None
    drop_furniture(tree)
    groups: defaultdict[tuple[str, ...], list[tuple[str, LexborNode]]] = defaultdict(list)
    for link in tree.css("a[href]"):
        address = join(base, link.attributes.get("href") or "")
        if address is not None and _may_lead_to_release(address, link, url):
            groups[_signature(link)].append((address, link))
    scored = [
        (score, order, group)
        for order, links in enumerate(groups.values())
        for group in (_with_items(links),)
        if (score := _score(group, url, is_dated)) > 0
    ]
    if not scored:
        return None
    return _dated_part(max(scored, key=lambda entry: (entry[0], -entry[1]))[2], is_dated)


def matching_group(
    tree: LexborHTMLParser, base: str, is_release: Callable[[str], bool]
) -> Group | None:
    """The links to addresses that are known to be releases', None where there are none."""
    links = [
        (address, link)
        for link in tree.css("a[href]")
        if (address := join(base, link.attributes.get("href") or "")) and is_release(address)
    ]
    return _with_items(links) if links else None


def _dated_part(group: Group, is_dated: IsDated) -> Group:
    """A group without those of its boxes that show no dates where others do.

    Pages of bare tables build their menus and their news alike.
    """
    boxes: defaultdict[int, Group] = defaultdict(Group)
    for found in group.items:
        parent = found[2].parent
        boxes[parent.mem_id if parent is not None else 0].items.append(found)
    if not 2 <= len(boxes) <= 8:
        return group
    dated = {
        box: sum(_has_day(item, is_dated) for _, _, item in part.items) / len(part.items)
        for box, part in boxes.items()
    }
    if max(dated.values()) < 0.8:
        return group
    return Group([found for box, part in boxes.items() if dated[box] > 0 for found in part.items])


def own_links(node: LexborNode) -> bool:
    """Whether an element is or holds a link."""
    return node.tag == "a" or bool(node.css("a[href]"))


def drop_furniture(tree: LexborHTMLParser) -> None:
    """Take out of a page what is around its contents: menus, heads, feet, forms."""
    for node in tree.css(_FURNITURE):
        if node.tag not in ("body", "html", "main"):
            node.decompose()
    for node in tree.css("[class], [id]"):
        if node.tag in ("body", "html", "main", "a", "article") or node.parent is None:
            continue
        named = _words(node) & _FURNITURE_NAMES
        if not named or node.css("h1 ~ ul, article, main, time"):
            continue
        if named <= _ENDS and _is_in_item(node):
            continue  # an entry of the list has a head and a foot of its own
        node.decompose()


def _is_in_item(node: LexborNode) -> bool:
    """Whether an element stands in one of several of a kind, such as the teasers of a list."""
    parent, steps = node.parent, 0
    while parent is not None and steps < _LEVELS and parent.tag not in ("body", "html", "main"):
        if parent.tag in ("article", "li", "tr", "dd") or _has_twin(parent):
            return True
        parent, steps = parent.parent, steps + 1
    return False


def _has_twin(node: LexborNode) -> bool:
    classes = set((node.attributes.get("class") or "").split())
    for start in ("next", "prev"):
        twin, steps = getattr(node, start), 0
        while twin is not None and steps < _LEVELS:
            if twin.tag == node.tag and classes & set((twin.attributes.get("class") or "").split()):
                return True
            twin, steps = getattr(twin, start), steps + 1
    return False


def _words(node: LexborNode) -> set[str]:
    attributes = node.attributes
    words: set[str] = set()
    for name in f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split():
        parts = [p.lower().strip("0123456789") for p in _SPLIT.split(name) if p]
        if parts and parts[0] not in ("no", "not", "has", "with", "without"):
            words |= {"".join(parts), parts[0], parts[-1]}
    return words


def _may_lead_to_release(address: str, link: LexborNode, url: str) -> bool:
    try:
        parts, own = urlsplit(address), urlsplit(url)
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    if _SOCIAL.search(host) or _FILES.search(parts.path):
        return False
    text = squeeze(link.text())
    if _PAGE_NUMBER.fullmatch(text):
        return False
    is_home = parts.path in ("", "/") and not parts.query
    is_here = (host, parts.path, parts.query) == ((own.hostname or ""), own.path, own.query)
    return not is_home and not is_here


def _signature(link: LexborNode) -> tuple[str, ...]:
    """How a link is built in: the elements around it with their lasting names.

    Where none of the nearest has a name, the place of the list in the page stands for it.
    """
    path: list[str] = []
    node: LexborNode | None = link
    named = False
    while node is not None and node.tag not in ("body", "html") and len(path) < _CLIMB:
        attributes = node.attributes
        names = [n for n in (attributes.get("class") or "").split() if not _STATES.search(n)]
        label = node.tag or ""
        if names and node is not link:
            label += "." + names[0]
            named = named or len(path) <= _LEVELS
        if attributes.get("id") and len(path) > 1 and not re.search(r"\d", attributes["id"] or ""):
            label += "#" + (attributes["id"] or "")
            named = named or len(path) <= _LEVELS
        path.append(label)
        if not named and len(path) == _LEVELS:
            path.append(str(node.mem_id))
        node = node.parent
    return tuple(path)


def _with_items(links: list[tuple[str, LexborNode]]) -> Group:
    """Gives each link the largest element around it that holds no other link of the group."""
    links = _without_files(links)
    count: defaultdict[int, set[str]] = defaultdict(set)
    for address, link in links:
        node, steps = link.parent, 0
        while node is not None and steps < _CLIMB:
            count[node.mem_id].add(address)
            node, steps = node.parent, steps + 1
    group = Group()
    for address, link in links:
        item, node, steps = link, link.parent, 0
        while node is not None and steps < _CLIMB and node.tag not in ("body", "html", "main"):
            if len(count[node.mem_id]) > 1:
                break
            item, node, steps = node, node.parent, steps + 1
        group.items.append((address, link, item))
    return group


def _without_files(links: list[tuple[str, LexborNode]]) -> list[tuple[str, LexborNode]]:
    """The links without those that say no more than "PDF" beside another of the same row."""
    rows: defaultdict[int, int] = defaultdict(int)
    for _, link in links:
        rows[_row(link)] = max(rows[_row(link)], weight(squeeze(link.text())))
    return [
        (address, link)
        for address, link in links
        if weight(squeeze(link.text())) >= _EMPTY or rows[_row(link)] < _EMPTY
    ]


def _row(link: LexborNode) -> int:
    """The table's row or item of a list that a link stands in; the link itself elsewhere."""
    node, steps = link.parent, 0
    while node is not None and steps < _LEVELS:
        if node.tag in ("tr", "li", "dd"):
            return node.mem_id
        node, steps = node.parent, steps + 1
    return link.mem_id


def _score(group: Group, url: str, is_dated: IsDated) -> float:
    """How much a group looks like a list of releases: many headlines, dates, one family."""
    addresses = {address for address, _, _ in group.items}
    if not addresses:
        return 0.0
    sample = group.items[:40]
    titles = [_title_weight(link, item) for _, link, item in sample]
    usual = sorted(titles)[len(titles) // 2]
    dated = sum(_has_day(item, is_dated) for _, _, item in sample) / len(sample)
    if len(addresses) < 2 and (dated == 0 or usual < _HEADLINE):
        return 0.0
    if usual < _HEADLINE and dated < 0.5:
        return 0.0
    texts = {squeeze(link.text())[:80] for _, link, _ in sample}
    various = len(texts) / len(sample)
    family = _family(addresses, url)
    length = min(usual, 80) / 40
    number = math.sqrt(min(len(addresses), 25))
    return number * length * (0.4 + 1.6 * dated) * (0.3 + 0.7 * various) * family


def _title_weight(link: LexborNode, item: LexborNode) -> int:
    said = weight(squeeze(link.text()))
    if said >= _HEADLINE:
        return said
    own = link.attributes.get("href")
    others = (weight(squeeze(a.text())) for a in item.css("a[href]") if a.attributes["href"] != own)
    if max(others, default=0) >= max(said, _EMPTY):
        return said // 2  # a category or a tag beside the headline's own link
    headings = [weight(squeeze(h.text())) for h in item.css("h1, h2, h3, h4, h5, h6")[:2]]
    return max((said, *headings))


def _has_day(item: LexborNode, is_dated: IsDated) -> bool:
    if item.css("time"):
        return True
    text = squeeze(item.text(separator=" "))
    if is_dated(text[:120]) or (len(text) > 120 and is_dated(text[-80:])):
        return True
    node, steps = item.prev, 0
    while node is not None and steps < 3:
        if node.is_element_node and own_links(node):
            return False
        before = squeeze(node.text())
        if before:
            return len(before) < 60 and is_dated(before)
        node, steps = node.prev, steps + 1
    return False


def _family(addresses: set[str], url: str) -> float:
    """The share of addresses on the page's own site, lower where they share no form."""
    site = _site(url)
    own = sum(_site(address) == site for address in addresses) / len(addresses)
    forms = {
        (urlsplit(a).path.rsplit("/", 1)[0].count("/"), bool(urlsplit(a).query)) for a in addresses
    }
    return (0.3 + 0.7 * own) * (1.0 if len(forms) <= 3 else 0.8)


def _site(url: str) -> str:
    host = (urlsplit(url).hostname or "").lower()
    return ".".join(host.rsplit(".", 3)[-2:]) if host.count(".") > 1 else host
