from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from accord.decision import Verdict
from cli.decisions import run_decisions
from config.vocabulary import load_vocabulary
from store import Store, agreements, decisions, releases, reviewing
from tests.bot.field import MEMORANDUM
from tests.store.build import fetched, reading

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_decisions_are_exported_as_cases_that_hold_the_page_and_what_stands(
    sqlite_url: str, tmp_path: Path, capsys: object
) -> None:
    vocabulary = load_vocabulary()
    from dataclasses import replace  # noqa: PLC0415

    with Store.open(sqlite_url) as store, store.begin() as unit:
        decisions.set_review_channel(unit, "T1", "C1", NOW)
        release = fetched(unit, "https://www.saip.gov.sa/1")
        read = replace(MEMORANDUM, parties=("SA",))
        event = agreements.record(unit, release, reading(read), NOW, vocabulary).event_ids[0]
        review = reviewing.get(unit, event)
        reviewing.decide(
            unit,
            review,
            Verdict.FIXED,
            facts=MEMORANDUM,
            by="U1",
            now=NOW,
            vocabulary=vocabulary,
        )
        sha = releases.get(unit, release).content_sha or ""
    environ = {"ACCORD_DATABASE_URL": sqlite_url, "ACCORD_DATA_DIR": str(tmp_path)}
    cases = tmp_path / "cases"
    assert run_decisions(environ, cases=cases) == 0
    printed = json.loads(capsys.readouterr().out)  # type: ignore[attr-defined]
    assert (printed["verdict"], printed["decided_by"]) == ("fixed", "U1")
    assert (printed["read"]["parties"], printed["stands"]["parties"]) == (["SA"], ["KR", "SA"])
    case = json.loads((cases / f"{release}-{sha[:12]}.json").read_text())
    assert [a["parties"] for a in case["agreements"]] == [["KR", "SA"]]
    assert "evidence" not in case["agreements"][0]
    assert b"saip.gov.sa/1" in (cases / f"{release}-{sha[:12]}.html").read_bytes()
