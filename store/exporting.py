"""Agreements as rows for other programs: JSON objects and lines of CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from store.records import StoredAgreement

_COLUMNS = (
    "id",
    "instrument",
    "concluded",
    "framework",
    "parties",
    "other_parties",
    "observers",
    "host",
    "place",
    "mode",
    "topics",
    "areas",
    "people",
    "titles",
    "addresses",
)


def as_csv(agreements: Iterable[StoredAgreement]) -> Iterator[str]:
    """The lines of a CSV file, the first of which names the columns."""
    yield _line(_COLUMNS)
    for stored in agreements:
        row = stored.agreement.to_json() | {
            "id": stored.id,
            "instrument": stored.agreement.instrument,
            "people": [person.name for person in stored.agreement.people],
            "titles": [telling.title or "" for telling in stored.tellings],
            "addresses": [telling.url for telling in stored.tellings],
        }
        yield _line([_cell(row[column]) for column in _COLUMNS])


def as_json_lines(agreements: Iterable[StoredAgreement]) -> Iterator[str]:
    """One JSON object a line."""
    for stored in agreements:
        yield json.dumps(as_object(stored), ensure_ascii=True) + "\n"


def as_json(agreements: Iterable[StoredAgreement]) -> Iterator[str]:
    """The lines of one JSON list."""
    yield "["
    for number, line in enumerate(as_json_lines(agreements)):
        yield (",\n" if number else "\n") + line.rstrip("\n")
    yield "\n]\n"


def as_object(stored: StoredAgreement) -> dict[str, Any]:
    """An agreement with its evidence and the releases that tell of it."""
    return {
        "id": stored.id,
        **stored.agreement.to_json(),
        "releases": [
            {
                "release": telling.release_id,
                "address": telling.url,
                "title": telling.title,
                "publisher": telling.publisher,
                "language": telling.language,
                "published": None if telling.published is None else str(telling.published),
            }
            for telling in stored.tellings
        ],
    }


def _line(values: Iterable[str]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(values)
    return file.getvalue()


def _cell(value: Any) -> str:
    """One value; a list is joined by semicolons. A spreadsheet takes none of it for a formula."""
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
