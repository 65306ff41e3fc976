"""A press room that is watched: where it lists its releases and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """What stands at a source's address."""

    RSS = "rss"
    ATOM = "atom"
    HTML = "html"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors of an HTML listing; without them the generic reader finds the list."""

    item: str | None = None
    link: str | None = None
    title: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One press room. `office` is its WIPO ST.3 code, None for a forum of several.

    `every_seconds` is the cadence it asks for. `sample` marks the press room that ships for
    trying Accord out: what it publishes is invented.
    """

    id: str
    name: str
    url: str
    format: Format
    office: str | None = None
    language: str | None = None
    every_seconds: float = 3600.0
    selectors: Selectors = Selectors()
    sample: bool = False
