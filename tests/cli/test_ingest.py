"""`accord ingest` and `accord ask` as their user meets them."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.worker.press_room import PressRoom, press_room, unused_port

RELEASES = Path(__file__).parent.parent / "fixtures" / "releases"
# What a careful reader finds in the fixtures: parties and framework of each agreement.
AGREED = {
    ("AU JP", None),
    ("EP KR", None),
    ("EP JP US", "TRILATERAL"),
    ("FR MA", None),
}


@pytest.fixture
def room():
    with press_room() as opened:
        yield opened


def announcements(accord: Command) -> Counter[str]:
    """How often each agreement was announced, by its number in the store."""
    path = accord.home / "data" / "announcements.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    told = (json.loads(line)["agreement"] for line in lines)
    return Counter(number for number in told if number is not None)  # no alerts to the operator


def stored(accord: Command) -> list[tuple[str, ...]]:
    """What the store holds, without the moments at which it came."""
    questions = (
        "SELECT address, state, title, language, published, publisher, text, content_sha "
        "FROM releases ORDER BY address",
        "SELECT facts FROM agreement_releases ORDER BY facts",
        "SELECT kind, published_by, party_count, silent FROM events ORDER BY agreement_id",
        "SELECT state, workspace, channel FROM deliveries ORDER BY id",
    )
    with closing(sqlite3.connect(accord.home / "data" / "accord.db")) as store:
        return [tuple(map(str, row)) for sql in questions for row in store.execute(sql)]


def exported(accord: Command, *query: str) -> list[dict]:
    result = accord("export", *query)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_agreement_is_announced_once_and_found_by_whom_and_what(accord):
    first = accord("ingest", RELEASES)

    assert first.returncode == 0, first.stderr
    assert "5 releases read: 4 new agreements, 1 release without an agreement." in first.stdout
    assert "4 announcements made." in first.stdout
    found = {(" ".join(a["parties"]), a["framework"]) for a in exported(accord)}
    assert found == AGREED
    for question, title in (
        ("office INPI", "OMPIC"),
        ("between KIPO and EPO", "work plan"),
        ("framework trilateral", "joint statement"),
        ("Casablanca", "INPI"),
        ("contrefacon", "OMPIC"),
        ('"green technologies"', "KIPO"),
        ("since:2025 instrument:mou", "IP Australia"),
    ):
        answer = accord("ask", question)
        assert answer.returncode == 0, (question, answer.stderr)
        assert title in answer.stdout, (question, answer.stdout)
        assert "1 agreement" in answer.stdout, (question, answer.stdout)


def test_what_was_ingested_before_is_not_announced_again(accord, tmp_path):
    accord("ingest", RELEASES)
    before = stored(accord)
    renamed = tmp_path / "copy"
    shutil.copytree(RELEASES, renamed)
    (renamed / "fee-notice.txt").rename(renamed / "another-name.txt")

    again = accord("ingest", RELEASES, renamed)

    assert again.returncode == 0
    assert "0 new agreements, 10 known already" in again.stdout
    assert "0 announcements made." in again.stdout
    assert stored(accord) == before
    assert set(announcements(accord).values()) == {1}


def test_a_run_that_is_killed_anywhere_is_finished_by_the_next(accord, tmp_path):
    accord("ingest", RELEASES)
    undisturbed, expected = stored(accord), announcements(accord)
    chance = random.Random(20200721)

    for trial in range(6):
        other = Command(tmp_path / f"trial-{trial}")
        other.home.mkdir()
        deaths = 0
        for _ in range(3):
            process = other.start("ingest", str(RELEASES))
            try:
                process.wait(timeout=chance.uniform(0.4, 3.5))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                deaths += 1
            process.stdin.close()
            process.stdout.close()
        finished = other("ingest", RELEASES)

        assert finished.returncode == 0, finished.stderr
        assert stored(other) == undisturbed
        assert announcements(other) == expected


def test_an_address_is_fetched_and_known_by_its_canonical_form(accord, room: PressRoom):
    page = (RELEASES / "trilateral-statement.html").read_text()
    room.show("/news/1", page)
    allowed = {"ACCORD_ALLOW_ADDRESSES": "127.0.0.1/32"}

    first = accord("ingest", room.url("/news/1"), **allowed)
    again = accord("ingest", room.url("/news/1?utm_source=mail#top"), **allowed)

    assert "1 new agreement" in first.stdout, first.stderr
    assert "1 known already" in again.stdout
    assert room.paths() == ["/news/1"]


def test_a_private_address_is_refused_with_the_setting_that_allows_it(accord, room: PressRoom):
    result = accord("ingest", room.url("/news/1"))

    assert result.returncode == 1
    assert "127.0.0.1" in result.stderr
    assert "ACCORD_ALLOW_ADDRESSES" in result.stderr
    assert not room.requests


def test_each_bad_item_is_named_and_spoils_no_other(accord, tmp_path):
    empty, rubbish, closed = tmp_path / "empty.html", tmp_path / "rubbish.pdf", unused_port()
    empty.touch()
    rubbish.write_bytes(bytes(range(256)) * 50)
    (tmp_path / "nothing").mkdir()
    items = [
        tmp_path / "missing.html",
        empty,
        rubbish,
        tmp_path / "nothing",
        f"http://127.0.0.1:{closed}/",
        RELEASES / "epo-kipo-work-plan.txt",
    ]

    started = time.monotonic()
    result = accord("ingest", *items, ACCORD_ALLOW_ADDRESSES="127.0.0.1/32")

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    for item in items[:-1]:
        assert any(str(item) in line for line in result.stderr.splitlines()), result.stderr
    assert "1 new agreement, 5 failed" in result.stdout
    assert time.monotonic() - started < 60


def test_an_empty_store_says_what_to_try(accord):
    result = accord("ask", "latest")

    assert result.returncode == 1
    assert "accord ingest" in result.stderr


def test_a_question_that_is_not_understood_gets_the_nearest_word(accord):
    accord("migrate")
    result = accord("ask", "office:KIPPO")

    assert result.returncode == 1
    assert "KIPO" in result.stdout
