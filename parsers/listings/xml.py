"""XML of feeds and sitemaps to a tree: mended where it is broken, refused where it is a trap."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

from accord.press_release import Unreadable
from parsers.documents.charset import decode

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_PROLOG_END = re.compile(r"<[A-Za-z_]")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
_BARE = re.compile(r"&(?!#?\w{1,31};)")
# What XML 1.0 allows in no document.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def root_of(content: bytes, media_type: str | None = None) -> etree._Element | None:
    """The root element, None where the bytes hold no XML element at all.

    Raises Unreadable for a document type with entities, by which a few bytes become gigabytes.
    """
    text = decode(content, media_type).lstrip("\ufeff \t\r\n")
    start = _PROLOG_END.search(text)
    if start is None:
        return None
    if "<!ENTITY" in text[: start.start()]:
        raise Unreadable("the feed defines entities of its own, which is how XML bombs are built")
    text = _DECLARATION.sub("", text)
    text = _ENTITY.sub(_character, _FORBIDDEN.sub("", text))
    text = _BARE.sub("&amp;", text)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root is not None else None


def local(element: etree._Element) -> str:
    """An element's name without its namespace, in lower case."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """All text in an element, without space around it."""
    return "".join(str(part) for part in element.itertext()).strip()


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name in _OWN:
        return match[0]
    found = html5.get(f"{name};")
    return found if found is not None and found not in "<>&" else f"&amp;{name};"
