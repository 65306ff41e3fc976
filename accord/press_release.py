"""What a press room shows, and what a reader takes from one of its releases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from accord.agreement import Agreement, Evidence, evidence_from_json, evidence_to_json
from accord.alert import AlertKind
from accord.dates import PartialDate

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "pk_campaign", "_ga")


class Unreadable(Exception):
    """A document that cannot be read; its text says why, in words for a person.

    `kind` is what that says of where it was found, None where that cannot be told.
    """

    def __init__(self, message: str, kind: AlertKind | None = None) -> None:
        super().__init__(message)
        self.kind = kind


class SitemapIndex(Unreadable):
    """No list of pages but of sitemaps, whose addresses are its `children`, newest first."""

    def __init__(self, message: str, children: tuple[str, ...]) -> None:
        super().__init__(message)
        self.children = children


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a release: where it leads and what it is called there."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a listing, feed or sitemap: the address of a release and what is said of it.

    An entry of a rolling page is itself the release: `page` is its HTML, `key` tells it from the
    others there, and `url` is where the page stands.
    """

    url: str
    title: str | None = None
    published: PartialDate | None = None
    key: str | None = None
    page: str | None = None

    @property
    def address(self) -> str:
        """By which the release is known. Raises ValueError for a `url` that is not of the web."""
        address = canonical_address(self.url)
        return f"{address}#{self.key}" if self.key else address


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader takes from one release.

    `text` is the release's own text without menus and footers; every evidence counts its offsets
    from there. `publisher` is a WIPO ST.3 code, `language` an ISO 639-1 code. `links` lead to the
    full text of what was agreed. `notes` say what could not be read.
    """

    title: str | None
    language: str | None
    published: PartialDate | None
    publisher: str | None
    text: str
    agreements: tuple[Agreement, ...] = ()
    links: tuple[Link, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, without the text itself."""
        return {
            "publisher": self.publisher,
            "language": self.language,
            "title": self.title,
            "published": None if self.published is None else str(self.published),
            "agreements": [a.to_json() for a in self.agreements],
            "links": [{"url": link.url, "text": link.text} for link in self.links],
            "evidence": [evidence_to_json(e) for e in self.evidence],
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any], text: str) -> Reading:
        """The inverse of `to_json`, given the text; raises KeyError or ValueError."""
        return cls(
            title=row["title"],
            language=row["language"],
            published=None if row["published"] is None else PartialDate.parse(row["published"]),
            publisher=row["publisher"],
            text=text,
            agreements=tuple(Agreement.from_json(a) for a in row["agreements"]),
            links=tuple(Link(link["url"], link["text"]) for link in row["links"]),
            evidence=tuple(evidence_from_json(e) for e in row["evidence"]),
            notes=tuple(row["notes"]),
        )


def canonical_address(url: str) -> str:
    """The address by which a release is known: two spellings of one address become equal.

    Scheme and host in lower case without a default port or a trailing dot, no fragment, no
    parameters that only track visitors; all other parameters stay, since some offices tell
    their releases apart by them alone. Raises ValueError for anything but http and https.
    """
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is not an http or https address")
    host = parts.hostname.rstrip(".").lower()
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    if port is not None and port != {"http": 80, "https": 443}[scheme]:
        host = f"{host}:{port}"
    path = quote(parts.path, safe="/%~!$&'()*+,;=:@-._") or "/"
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_TRACKING)
    ]
    query = urlencode(kept) if kept else ""
    return urlunsplit((scheme, host, path, query, ""))
