"""A mistake of the user or operator gets a sentence and an exit status, never a traceback."""

import sqlite3

import pytest


def refused(result, status, *says):
    assert result.returncode == status, result.stderr
    assert "Traceback" not in result.stderr + result.stdout
    for text in says:
        assert text in result.stderr, result.stderr


@pytest.mark.parametrize("command", [("up",), ("ask", "KIPO"), ("ingest", "x"), ("sources",)])
def test_a_wrong_setting_is_named_with_what_it_should_be(accord, command):
    result = accord(*command, ACCORD_POLL_SECONDS="often")

    refused(result, 2, "ACCORD_POLL_SECONDS", "a number of seconds")


def test_a_sources_file_with_a_mistake_is_named_with_its_line(accord, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("sources:\n  - id: x\n    url: http://example.org/\n    format: csv\n")

    refused(accord("up", ACCORD_SOURCES=str(path)), 2, "mine.yaml, line 4", "rss, atom")


def test_half_of_the_tokens_are_not_enough(accord):
    refused(accord("up", SLACK_BOT_TOKEN="xoxb-1"), 2, "SLACK_APP_TOKEN", "both or neither")
    refused(accord("up", SLACK_APP_TOKEN="xapp-1"), 2, "SLACK_BOT_TOKEN", "both or neither")
    refused(accord("bot"), 2, "SLACK_BOT_TOKEN")
    refused(accord("worker"), 2, "ACCORD_BROKER_URL")


def test_a_data_directory_that_cannot_be_written_is_named(accord, tmp_path):
    (tmp_path / "file").touch()
    refused(accord("up", ACCORD_DATA_DIR=str(tmp_path / "file" / "below")), 2, "ACCORD_DATA_DIR")
    refused(accord("ingest", __file__, ACCORD_DATA_DIR="/proc/accord"), 2, "/proc/accord")


def test_a_store_of_a_newer_version_is_left_alone(accord, tmp_path):
    assert accord("migrate").returncode == 0
    path = tmp_path / "data" / "accord.db"
    with sqlite3.connect(path) as store:
        store.execute("UPDATE accord_version SET version_num = 'zz_of_the_future'")

    refused(accord("ask", "latest"), 1, "newer")
    refused(accord("ingest", __file__), 1, "newer")


def test_a_file_that_is_no_store_is_left_alone(accord, tmp_path):
    path = tmp_path / "data" / "accord.db"
    path.parent.mkdir()
    path.write_bytes(b"something else" * 100)

    refused(accord("ask", "latest"), 1, "accord.db")
    assert path.read_bytes() == b"something else" * 100


def test_a_server_that_does_not_answer_is_named_without_its_password(accord):
    url = "postgresql://accord:hunter2@127.0.0.1:1/accord"
    result = accord("ask", "latest", ACCORD_DATABASE_URL=url)

    refused(result, 1, "127.0.0.1")
    assert "hunter2" not in result.stderr + result.stdout


def test_the_doctor_says_what_to_do(accord):
    well = accord("doctor")
    assert well.returncode == 0, well.stdout
    assert "All is well." in well.stdout

    ill = accord("doctor", ACCORD_BROKER_URL="redis://127.0.0.1:1/0", ACCORD_LOG_LEVEL="INFO")
    assert ill.returncode == 1
    assert "Redis does not answer" in ill.stdout
    assert "ACCORD_BROKER_URL" in ill.stdout
    assert "Traceback" not in ill.stdout + ill.stderr
