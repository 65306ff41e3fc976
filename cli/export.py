"""`accord export`: agreements of the store for other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cli.errors import FAILED, WRONG_USE, complain
from cli.opening import opened_store, settings_and_logs

if TYPE_CHECKING:
    from accord.query import Query
    from accord.vocabulary import Vocabulary
    from store import Store

# As many as a feed or calendar holds.
_MOST = 200


def run_export(environ: Mapping[str, str], text: str, *, form: str) -> int:
    """Print the agreements that a query selects, newest first, or what is to come of them."""
    from accord.query import Query
    from accord.query_language import read_query
    from config.vocabulary import load_vocabulary

    if form not in _FORMS:
        complain(f"--format {form} is unknown; use {', '.join(_FORMS)}")
        return WRONG_USE
    settings = settings_and_logs(environ)
    vocabulary = load_vocabulary()
    query = read_query(text, vocabulary, datetime.now(UTC).date())
    if not isinstance(query, Query):
        for problem in query.problems:
            complain(f"{problem.part} {problem.why}")
        return WRONG_USE
    with opened_store(settings, migrate=False) as store:
        for part in _FORMS[form](store, query, vocabulary):
            sys.stdout.buffer.write(part)
    return 0


def run_evidence(environ: Mapping[str, str], text: str, path: Path) -> int:
    """Write the evidence pack of one agreement."""
    from api import evidence
    from store import agreements

    if not (text.isascii() and text.isdigit()):
        complain(
            "--evidence needs an agreement's number, such as: accord export 12 --evidence a.zip"
        )
        return WRONG_USE
    now = datetime.now(UTC)
    with opened_store(settings_and_logs(environ), migrate=False) as store, store.read() as unit:
        packed = evidence.pack(unit, agreements.get(unit, int(text[:18])), now)
    try:
        path.write_bytes(packed)
    except OSError as error:
        complain(f"{path} cannot be written ({error.strerror})")
        return FAILED
    print(f"{path}: {len(packed):,} bytes")
    return 0


def _json_lines(store: Store, query: Query, _: Vocabulary) -> Iterator[bytes]:
    from store.exporting import as_json_lines
    from store.search import everything

    return (line.encode() for line in as_json_lines(everything(store, query)))


def _csv(store: Store, query: Query, _: Vocabulary) -> Iterator[bytes]:
    from store.exporting import as_csv
    from store.search import everything

    return (line.encode() for line in as_csv(everything(store, query)))


def _atom(store: Store, query: Query, vocabulary: Vocabulary) -> Iterator[bytes]:
    from accord.query import describe
    from api import atom
    from store.search import search

    with store.read() as unit:
        page = search(unit, query, limit=_MOST)
    what = describe(query, vocabulary)
    yield atom.feed(page.hits, vocabulary, title=f"Agreements: {what}", query=what)


def _ics(store: Store, query: Query, vocabulary: Vocabulary) -> Iterator[bytes]:
    from accord.query import describe
    from api import calendar
    from store import upcoming

    now = datetime.now(UTC)
    with store.read() as unit:
        found = upcoming.find(unit, query, now.date(), limit=_MOST)
    title = f"Accord: {describe(query, vocabulary)}"
    yield calendar.calendar(found, vocabulary, title=title, now=now)


_FORMS: dict[str, Callable[[Store, Query, Vocabulary], Iterator[bytes]]] = {
    "jsonl": _json_lines,
    "csv": _csv,
    "atom": _atom,
    "ics": _ics,
}
