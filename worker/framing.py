"""How records cross the pipe between a process and the one that reads documents for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from accord.dates import PartialDate
from accord.press_release import Entry
from accord.source import Format, Selectors, Source


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """Plain JSON values."""
    published = None if entry.published is None else str(entry.published)
    return {"url": entry.url, "title": entry.title, "published": published}


def entry_from_json(row: Mapping[str, Any]) -> Entry:
    """The inverse of `entry_to_json`; raises KeyError or ValueError."""
    published = row["published"]
    return Entry(
        row["url"], row["title"], None if published is None else PartialDate.parse(published)
    )


def source_to_json(source: Source) -> dict[str, Any]:
    """Plain JSON values."""
    return asdict(source)


def source_from_json(row: Mapping[str, Any]) -> Source:
    """The inverse of `source_to_json`; raises KeyError, TypeError or ValueError."""
    return Source(
        **{**row, "format": Format(row["format"]), "selectors": Selectors(**row["selectors"])}
    )
