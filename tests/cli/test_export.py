"""`accord export` and `accord agreement`, as they are typed."""

import io
import json
import subprocess
import sys
import zipfile

import pytest

from store import Store
from tests.store.build import agreement, reading, recorded


@pytest.fixture
def accord(sqlite_url, tmp_path):
    """Runs a command on a store with two agreements, one of which two releases tell of."""
    with Store.open(sqlite_url) as store, store.begin() as unit:
        said = reading(agreement("KR", "SG", concluded="2026-05-01"))
        recorded(unit, said, "https://office.example/1")
        recorded(unit, reading(*said.agreements, publisher="SG"), "https://office.example/2")
        recorded(
            unit, reading(agreement("JP", "US", concluded="2026-04-01")), "https://o.example/3"
        )

    def run(*words):
        return subprocess.run(
            [sys.executable, "-m", "cli.main", *words],
            env={"ACCORD_DATABASE_URL": sqlite_url, "ACCORD_DATA_DIR": str(tmp_path), "PATH": ""},
            capture_output=True,
            timeout=60,
            check=False,
        )

    return run


def test_agreements_come_in_every_form(accord, tmp_path):
    lines = accord("export", "KR").stdout.splitlines()
    assert [json.loads(line)["parties"] for line in lines] == [["KR", "SG"]]
    assert len(accord("export", "--format", "csv").stdout.splitlines()) == 3
    assert accord("export", "--format", "atom").stdout.count(b"<entry>") == 2
    assert accord("export", "--format", "ics").stdout.startswith(b"BEGIN:VCALENDAR\r\n")
    path = tmp_path / "pack.zip"
    assert accord("export", "1", "--evidence", str(path)).returncode == 0
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as pack:
        assert len(json.loads(pack.read("manifest.json"))["releases"]) == 2


def test_what_cannot_be_exported_is_said(accord, tmp_path):
    assert b"use jsonl, csv, atom, ics" in accord("export", "--format", "xml").stderr
    assert b"needs an agreement's number" in accord("export", "KR", "--evidence", "x").stderr
    missing = accord("export", "9", "--evidence", "x")
    assert (missing.returncode, b"no agreement 9" in missing.stderr) == (1, True)
    nowhere = accord("export", "1", "--evidence", str(tmp_path / "no" / "pack.zip"))
    assert (nowhere.returncode, b"cannot be written" in nowhere.stderr) == (1, True)


def test_a_reviewer_sees_why_and_corrects(accord):
    shown = accord("agreement", "why", "1").stdout.decode()
    assert "No. 1, told of by 2 releases" in shown
    assert "both bind KR and SG" in shown
    done = accord("agreement", "split", "1", "2", "--by", "Kim", "--note", "another text")
    assert done.stdout.decode() == "Release 2 tells of No. 3 now, no longer of No. 1.\n"
    done = accord("agreement", "merge", "1", "3", "--by", "Lee")
    assert done.stdout.decode() == "No. 3 is No. 1 now, of which 2 releases tell.\n"
    shown = accord("agreement", "why", "3").stdout.decode()
    assert "split from No. 1 by Kim on" in shown
    assert "another text" in shown
    assert "merged from No. 3 by Lee on" in shown
    wrong = accord("agreement", "split", "2", "3")
    assert (wrong.returncode, b"Only release 3 tells" in wrong.stderr) == (1, True)
