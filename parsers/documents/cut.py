"""What of a page's tree may hold its release: without menus, banners, sidebars and footers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from accord.vocabulary import fold
from parsers.documents.lines import weight
from parsers.documents.markup import squeeze

_NEVER_TEXT = (
    "script, style, noscript, template, svg, iframe, object, embed, canvas, audio, video, map,"
    " head, select, button, input, textarea, datalist, nav, dialog"
)
# The time of the last change, which themes put beside that of publication and hide.
_CHANGED = 'time.updated, time.modified, .date-modified, [itemprop="dateModified"]'
_ROLE_NAMES = """
    navigation contentinfo complementary search dialog alertdialog menu menubar tablist toolbar
    banner alert
"""
_ROLES = frozenset(_ROLE_NAMES.split())
# What site builders call the parts of a page that are not its text, in several languages. A name
# counts whole (`nav`), as the last or first part of one (`main-nav`), or before a number.
_PARTS = """
    nav navi navigation navbar navigatie navegacao navegacion menu menus gnb lnb snb gnav gnavi
    subnav topnav sidenav megamenu breadcrumb breadcrumbs crumb crumbs pathway pathbar migas ariane
    fil-ariane brotkrumen brotkrumel weizhi topicpath dqwz footer foot fuss fusszeile pie
    rodape piedepagina pied bottom sidebar side aside rightcol leftcol related relacionadas
    relacionados verwandt similaires liens share sharing sharebar social socials socialmedia
    addthis addtoany sns compartir compartilhar partager teilen cookie cookies cookieconsent consent
    gdpr ad ads advert advertisement promo newsletter subscribe search searchbox suche buscar
    recherche skip skiplink skiplinks toolbar util utility utilities lang language languages
    idiomas langues sprache login signin pagination pager paging prevnext comments comment disqus
    tags tagcloud taglist recommended recommend popular trending mostread widget widgets calendar
    print printer feedback survey popup modal overlay offcanvas sitemap quicklinks quicklink
    accessibility fontsize satis satisfaction rating topbar masthead header head hd kopf cabecera
    cabecalho cabezal kopfzeile entete teteire logo banner globan alertbar toplinks tools
    siteinfo copyright carousel slider latest latestnews recent recentposts morenews
    othernews outrasnoticias otrasnoticias
"""
_NAMES = frozenset(_PARTS.split())
_SPLIT = re.compile(r"[\s_\-:]+|(?<=[a-z])(?=[A-Z])")
# Names for other releases: a heading that bears one is needed to know the list below it.
_OTHERS = frozenset(
    """related relacionadas relacionados verwandt similaires latest latestnews recent recentposts
    morenews othernews outrasnoticias otrasnoticias popular trending mostread recommended
    recommend""".split()
)
_HEADERS = frozenset(
    "header head hd kopf cabecera cabecalho cabezal kopfzeile entete masthead".split()
)
_FOOTERS = frozenset(
    "footer foot fuss fusszeile pie rodape piedepagina pied bottom copyright".split()
)
_TRAILS = frozenset(
    "breadcrumb breadcrumbs crumb crumbs pathway migas ariane brotkrumen weizhi topicpath".split()
)
_TRAIL_TAGS = "ol[class], ul[class], div[class], p[class], ol[id], ul[id], div[id], p[id]"
_TRAIL_PARTS = re.compile(r"\s?[>»›→]\s?|\s[/|]\s")
# By which the header of a release is told from the site's.
_OWN_PARTS = frozenset("article press news post entry release story view board detail bbs".split())
_TEXTUAL = ("span", "strong", "em", "font", "big")
_BESIDE = 8  # nodes below a header that are looked at
_SENTENCE = 100
_IMAGES = 20  # among which a site's logo is looked for
_LOGO = re.compile(r"logo|banner|brand|emblem", re.IGNORECASE)
_SIDE = 200  # lines of a sidebar
_CARDS = 3
_TEASER = 600


@dataclass
class Rest:
    """What was cut off: the site's own names in headers and footers, its menu
    items (folded), where its breadcrumbs end, and the short lines of its sidebars.
    """

    sides: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    menu: set[str] = field(default_factory=set)
    trail: list[str] = field(default_factory=list)
    html: str = ""


def cut(tree: LexborHTMLParser, headline: str) -> Rest:
    """Cut off what is not the page's text and return the remaining HTML with what it showed.

    `headline` is the page's title from its metadata, folded: a part of the page that holds a
    heading with these words stays, whatever it is called.
    """
    rest = Rest()
    body = tree.body
    if body is None:
        rest.html = tree.html or ""
        return rest
    for node in body.css("nav"):
        _remember(node, rest, trail=bool(_TRAILS & _words(node)))
    for image in body.css("img[alt]")[:_IMAGES]:
        if _LOGO.search(image.attributes.get("src") or "") or _words(image) & _HEADERS:
            rest.names.append(squeeze(image.attributes.get("alt") or ""))
    tree.strip_tags([name.strip() for name in _NEVER_TEXT.split(",")])
    body = tree.body or body
    prose = _prose(body)
    only_h1 = sum(bool(squeeze(h.text())) for h in body.css("h1")) == 1
    for node in body.css("*"):
        if node.parent is None or not _is_furniture(node):
            continue
        words = _words(node)
        if _heads_release(node, words) or _holds_release(node, prose, headline, only_h1):
            continue
        _remember(node, rest, trail=bool(words & _TRAILS))
        node.decompose()
    for node in body.css(_CHANGED):
        if len(node.text()) < 80:
            node.decompose()
    _cut_cards(body, headline)
    _cut_link_lists(body, rest)
    rest.html = body.html or ""
    return rest


def _is_furniture(node: LexborNode) -> bool:
    tag = node.tag
    if tag in ("header", "footer", "aside"):
        return True
    if tag in ("body", "html", "main", "article", "p", "a", "b", "i", "td", "li", "tr", "h1"):
        # Cells and items are furniture only by a clear name; text elements never.
        if tag not in ("td", "li"):
            return False
        return bool(_words(node) & _NAMES)
    attributes = node.attributes
    role = attributes.get("role")
    if role in _ROLES:
        return True
    if not (attributes.get("class") or attributes.get("id")):
        return False
    return bool(_words(node) & _NAMES)


def _words(node: LexborNode) -> set[str]:
    """The telling parts of an element's class and id: each name whole, its first and last part."""
    attributes = node.attributes
    words: set[str] = set()
    for name in f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split():
        parts = [p.lower().strip("0123456789") for p in _SPLIT.split(name) if p]
        if parts and parts[0] not in ("no", "not", "has", "with", "without", "is"):
            words |= {name.lower(), "".join(parts), parts[0], parts[-1]}
    if node.tag in ("header", "footer"):
        words.add(node.tag)
    return words


def _heads_release(node: LexborNode, words: set[str]) -> bool:
    """Whether a header is that of the release and not the site's: named so (`article-head`), a
    heading, or beside the release's own paragraphs; or the line above a list of other releases.
    """
    if node.tag == "header":
        return _heads_article(node)
    if node.tag in ("h2", "h3", "h4", "h5", "h6") and words & _OTHERS:
        return True
    if words & _NAMES - _HEADERS or node.css_first("ul, ol, nav, form"):
        return False
    if words & _OWN_PARTS or node.tag in ("h2", "h3", "h4"):
        return True
    text = squeeze(node.text(separator=" "))
    titled = node.tag in _TEXTUAL or node.css_first("h1, h2, h3") is not None
    if not titled or not any(c.isalnum() for c in text):
        return False
    below, looked = node.next, 0
    while below is not None and looked < _BESIDE:
        if below.tag == "p" and weight(below.text()) >= _SENTENCE:
            return True
        below, looked = below.next, looked + 1
    return False


def _heads_article(node: LexborNode) -> bool:
    """Whether a header stands in the article that it heads, with a heading and no menu."""
    if node.css_first("nav, form") or node.css_first("h1, h2, h3, h4") is None:
        return False
    around = node.parent
    if around is None or around.tag != "article":
        return False
    return len(around.css("article")) <= 1 and _prose(around) > _prose(node)


def _holds_release(node: LexborNode, prose: int, headline: str, only_h1: bool) -> bool:
    """Whether an element that looks like furniture holds the page's text or its title."""
    headings = [(h.tag, text) for h in node.css("h1, h2, h3")[:20] if (text := fold(h.text()))]
    if only_h1 and any(tag == "h1" for tag, _ in headings):
        return True
    if headline and any(_same(text, headline) for _, text in headings):
        return not (node.tag == "aside" or _words(node) & {"related", "latest", "recent"})
    return prose > 0 and _prose(node) > 0.4 * prose


def _same(heading: str, headline: str) -> bool:
    return len(heading) > 8 and (heading in headline or headline in heading)


def _prose(node: LexborNode) -> int:
    """How much running text an element holds, in characters."""
    lines = node.text(separator="\n").split("\n")
    return sum(len(line) for line in lines if weight(line.strip()) >= _SENTENCE)


def _remember(node: LexborNode, rest: Rest, *, trail: bool) -> None:
    words = _words(node)
    if not trail:
        # The title of the page, with which a breadcrumb ends, is no part of the menu around it.
        for inner in node.css(_TRAIL_TAGS):
            if inner.parent is not None and _words(inner) & _TRAILS:
                _remember(inner, rest, trail=True)
                inner.decompose()
    if node.tag in ("header", "footer") or words & (_HEADERS | _FOOTERS):
        for image in node.css("img[alt]")[:10]:
            rest.names.append(squeeze(image.attributes.get("alt") or ""))
        rest.names += [
            s for line in node.text(separator="\n").split("\n")[:60] if (s := squeeze(line))
        ]
    else:
        rest.sides += [
            s for line in node.text(separator="\n").split("\n")[:_SIDE] if (s := squeeze(line))
        ]
    if trail:
        parts = [p for p in _TRAIL_PARTS.split(squeeze(node.text(separator=" > "))) if p.strip()]
        rest.trail += [parts[-1].strip()] if parts else []
    else:
        items = node.css("a, li, button, h2, h3")[:300]
        rest.menu |= {text for item in items if (text := fold(item.text()[:120]))}


def _cut_link_lists(body: LexborNode, rest: Rest) -> None:
    """Drop lists that are all links: menus and link boxes that no name gives away."""
    for node in body.css("ul, ol"):
        links = node.css("a")
        if len(links) < 6 or node.parent is None:
            continue
        linked = sum(len(link.text().strip()) for link in links)
        if linked >= 0.85 * len("".join(node.text().split())) and linked / len(links) < 60:
            _remember(node, rest, trail=False)
            node.decompose()


def _cut_cards(body: LexborNode, headline: str) -> None:
    """Drop rows of cards: like elements side by side, each a heading that leads elsewhere."""
    seen: dict[tuple[int, str, str], list[LexborNode]] = {}
    for heading in body.css("h2, h3, h4, h5, h6"):
        card = _card(heading)
        if card is None or card.parent is None:
            continue
        name = (card.attributes.get("class") or "").split()[:1]
        key = (card.parent.mem_id, card.tag or "", name[0] if name else "")
        seen.setdefault(key, []).append(card)
    for cards in seen.values():
        texts = [fold(card.text()) for card in cards]
        if len(cards) < _CARDS or any(headline and headline in text for text in texts):
            continue
        for card in cards:
            if card.parent is not None:
                card.decompose()


def _card(heading: LexborNode) -> LexborNode | None:
    """The element around a heading that is a link, no larger than a teaser."""
    parent = heading.parent
    is_link = bool(heading.css("a[href]")) or (parent is not None and parent.tag == "a")
    if not is_link:
        return None
    card, node = heading, parent
    while node is not None and node.tag not in ("body", "main", "article", "section", "td"):
        if len(node.css("h2, h3, h4, h5, h6")) > 1 or len(node.text()) > _TEASER:
            break
        card, node = node, node.parent
    return card if card is not heading else None
