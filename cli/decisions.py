"""`accord decisions`: what reviewers decided, and regression cases made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from accord.decision import Decision, honoured
from cli.errors import FAILED, complain
from cli.opening import opened_store, settings_and_logs
from store import Unit

_SUFFIXES = {"text/html": ".html", "application/pdf": ".pdf", "text/plain": ".txt"}


def run_decisions(environ: Mapping[str, str], *, cases: Path | None) -> int:
    """Print the decisions, one JSON object a line; with `cases` write each release's document and
    what it should be read as there."""
    from store import decisions

    settings = settings_and_logs(environ)
    with opened_store(settings, migrate=False) as store, store.read() as unit:
        every = decisions.every(unit)
        for decision in every:
            print(json.dumps(_row(unit, decision), ensure_ascii=False))
        if cases is None:
            return 0
        try:
            cases.mkdir(parents=True, exist_ok=True)
            for release_id in dict.fromkeys(d.release_id for d in every):
                _write_case(unit, release_id, cases)
        except OSError as error:
            complain(f"{cases} cannot be written ({error.strerror})")
            return FAILED
    return 0


def _row(unit: Unit, decision: Decision) -> dict[str, Any]:
    from store import releases

    release = releases.get(unit, decision.release_id)
    return {
        "release": release.url,
        "verdict": str(decision.verdict),
        "decided_by": decision.decided_by,
        "decided_at": decision.decided_at.isoformat(),
        "read": _facts(decision.read),
        "stands": decision.facts and _facts(decision.facts),
    }


def _write_case(unit: Unit, release_id: int, cases: Path) -> None:
    """`NAME.html` (or .pdf, .txt) as it was fetched, and `NAME.json`: its address, publisher and
    language, and the agreements that it states as reviewers have decided."""
    from store import decisions, releases, reviewing

    release = releases.get(unit, release_id)
    if release.content_sha is None:
        return
    stored = reviewing.stored_reading(unit, release_id)
    decided = decisions.rows_for(unit, release_id)
    kind = (release.media_type or "").partition(";")[0].strip().lower()
    name = f"{release_id}-{release.content_sha[:12]}"
    content = releases.content(unit, release.content_sha)
    (cases / f"{name}{_SUFFIXES.get(kind, '.html')}").write_bytes(content)
    expected = {
        "url": release.final_url or release.url,
        "publisher": release.publisher,
        "language": release.language,
        "published": None if release.published is None else str(release.published),
        "agreements": [_facts(one) for one in honoured(stored.agreements, decided)],
        "decided": [
            {
                "verdict": str(one.verdict),
                "by": one.decided_by,
                "at": one.decided_at.isoformat(),
            }
            for one in decided
        ],
    }
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (cases / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _facts(agreement: Any) -> dict[str, Any]:
    """The facts without the words that state them, as `accord extract` prints them."""
    row: dict[str, Any] = agreement.to_json()
    del row["evidence"]
    return row
