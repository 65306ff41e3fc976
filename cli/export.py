"""`accord export`: agreements of the store for other programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from cli.errors import WRONG_USE, complain
from cli.opening import opened_store, settings_and_logs
from store import Store
from store.records import StoredAgreement

_PAGE = 200
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


def run_export(environ: Mapping[str, str], text: str, *, form: str) -> int:
    """Print the agreements that a query selects, newest first."""
    from accord.query import Query
    from accord.query_language import read_query
    from config.vocabulary import load_vocabulary

    if form not in ("jsonl", "csv"):
        complain(f"--format {form} is unknown; use jsonl or csv")
        return WRONG_USE
    settings = settings_and_logs(environ)
    query = read_query(text, load_vocabulary(), datetime.now(UTC).date())
    if not isinstance(query, Query):
        for problem in query.problems:
            complain(f"{problem.part} {problem.why}")
        return WRONG_USE
    with opened_store(settings, migrate=False) as store:
        agreements = _selected(store, query)
        if form == "csv":
            _write_csv(agreements)
        else:
            for stored in agreements:
                print(json.dumps(_object(stored), ensure_ascii=True))
    return 0


def _selected(store: Store, query: Any) -> Iterator[StoredAgreement]:
    from store.search import search

    cursor: str | None = None
    while True:
        with store.read() as unit:
            page = search(unit, query, limit=_PAGE, before=cursor)
        yield from page.hits
        cursor = page.next
        if cursor is None:
            return


def _object(stored: StoredAgreement) -> dict[str, Any]:
    return {
        "id": stored.id,
        **stored.agreement.to_json(),
        "releases": [
            {
                "address": telling.url,
                "title": telling.title,
                "publisher": telling.publisher,
                "language": telling.language,
                "published": None if telling.published is None else str(telling.published),
            }
            for telling in stored.tellings
        ],
    }


def _write_csv(agreements: Iterator[StoredAgreement]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(_COLUMNS)
    for stored in agreements:
        row = stored.agreement.to_json() | {
            "id": stored.id,
            "instrument": stored.agreement.instrument,
            "people": [person.name for person in stored.agreement.people],
            "titles": [telling.title or "" for telling in stored.tellings],
            "addresses": [telling.url for telling in stored.tellings],
        }
        writer.writerow([_cell(row[column]) for column in _COLUMNS])


def _cell(value: Any) -> str:
    """One value; a list is joined by semicolons. A spreadsheet takes none of it for a formula."""
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
