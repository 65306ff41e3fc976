"""The answer to a look-up as a file."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from accord.query import describe
from accord.vocabulary import Vocabulary
from bot.requests import Export
from bot.wording import Answer, Command, File, Line, counted
from store import Store
from store.exporting import as_csv, as_json, as_json_lines
from store.search import everything

_MOST = 20_000
_FORMS = {"csv": as_csv, "json": as_json, "jsonl": as_json_lines}
_NAMES = {"csv": "CSV", "json": "JSON", "jsonl": "JSON Lines"}


def export(store: Store, request: Export, vocabulary: Vocabulary, now: datetime) -> Answer:
    """The agreements that a query selects, newest first, in a file."""
    rows = list(islice(everything(store, request.query), _MOST + 1))
    what = describe(request.query, vocabulary)
    if not rows:
        return Answer(
            title="Nothing to export",
            lines=((f"No agreement found: {what}.",),),
            hints=(("Try ", Command(f"export {request.form}"), " for all."),),
        )
    cut = len(rows) > _MOST
    lines: list[Line] = [(f"{counted(min(len(rows), _MOST), 'agreement')}: {what}.",)]
    if cut:
        lines.append((f"These are the newest {_MOST:,}; `since:` and `until:` give the others.",))
    content = "".join(_FORMS[request.form](rows[:_MOST]))
    return Answer(
        title=f"Exported as {_NAMES[request.form]}",
        lines=tuple(lines),
        file=File(
            name=f"accord-{now:%Y-%m-%d-%H%M%S}.{request.form}",
            title=f"Agreements: {what}"[:200],
            # Spreadsheets read UTF-8 only after a mark.
            content=("\ufeff" if request.form == "csv" else "").encode() + content.encode(),
        ),
    )
