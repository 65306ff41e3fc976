"""`accord export`: agreements of the store for other programs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from cli.errors import WRONG_USE, complain
from cli.opening import opened_store, settings_and_logs


def run_export(environ: Mapping[str, str], text: str, *, form: str) -> int:
    """Print the agreements that a query selects, newest first."""
    from accord.query import Query
    from accord.query_language import read_query
    from config.vocabulary import load_vocabulary
    from store.exporting import as_csv, as_json_lines
    from store.search import everything

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
        agreements = everything(store, query)
        for line in (as_csv if form == "csv" else as_json_lines)(agreements):
            sys.stdout.write(line)
    return 0
