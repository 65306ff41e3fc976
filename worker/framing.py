"""How records cross the pipe between a process and the one that reads documents for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accord.dates import PartialDate
from accord.press_release import Entry
from accord.source import source_from_json, source_to_json

__all__ = ["entry_from_json", "entry_to_json", "source_from_json", "source_to_json"]


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """Plain JSON values."""
    published = None if entry.published is None else str(entry.published)
    return {
        "url": entry.url,
        "title": entry.title,
        "published": published,
        "key": entry.key,
        "page": entry.page,
    }


def entry_from_json(row: Mapping[str, Any]) -> Entry:
    """The inverse of `entry_to_json`; raises KeyError or ValueError."""
    published = row["published"]
    return Entry(
        row["url"],
        row["title"],
        None if published is None else PartialDate.parse(published),
        row["key"],
        row["page"],
    )
