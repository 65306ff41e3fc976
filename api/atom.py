"""Agreements as an Atom feed (RFC 4287)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree

from accord.vocabulary import Vocabulary
from api.words import clean, heading, permanent_id, summary
from store.records import StoredAgreement

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def feed(
    agreements: Sequence[StoredAgreement],
    vocabulary: Vocabulary,
    *,
    title: str,
    query: str,
    address: str | None = None,
) -> bytes:
    """A feed of these agreements, the newest first.

    `query` names the feed for good, `address` is where it can be had. An entry's `updated` is when
    the last of its releases was read.
    """
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed")
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"accord:agreements?{query}")
    _add(root, "id", f"urn:uuid:{name}")
    _add(root, "title", clean(title))
    _add(root, "updated", _instant(max(map(_updated, agreements), default=_NEVER)))
    _add(_add(root, "author"), "name", "Accord")
    _add(root, "generator", "Accord")
    if address is not None:
        _add(root, "link", rel="self", type=MEDIA_TYPE, href=address)
    for stored in agreements:
        _entry(root, stored, vocabulary)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: ElementTree.Element, stored: StoredAgreement, vocabulary: Vocabulary) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", f"urn:uuid:{permanent_id(stored)}")
    _add(entry, "title", heading(stored, vocabulary))
    _add(entry, "updated", _instant(_updated(stored)))
    _add(entry, "published", _instant(stored.first_seen_at))
    for place, telling in enumerate(stored.tellings):
        if telling.url.startswith(("http://", "https://")):
            about = {"hreflang": telling.language} if telling.language else {}
            rel = "related" if place else "alternate"
            _add(entry, "link", rel=rel, href=clean(telling.url), **about)
    _add(entry, "content", summary(stored), type="text")
    agreement = stored.agreement
    terms = [*agreement.parties, *agreement.topics, str(agreement.instrument)]
    terms += [agreement.framework] if agreement.framework else []
    for term in terms:
        _add(entry, "category", term=term)


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element


def _updated(stored: StoredAgreement) -> datetime:
    return max(telling.told_at for telling in stored.tellings)


def _instant(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
