"""The doctor says what is wrong with an installation, and what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accord.alert import AlertKind, source_subject
from cli.doctor import outdated
from store import Store, alerts, pulse, verifying
from tests.bot.fake_slack import CHANNEL, FakeSlack
from tests.cli.conftest import Command
from tests.servers import RedisServer
from worker.clock import now


def test_all_is_well_where_it_is(accord: Command, sqlite_url: str, redis: RedisServer) -> None:
    with Store.open(sqlite_url) as store, store.begin() as unit:
        pulse.ticked(unit, now())
        verifying.backing_up(unit, now())
    with FakeSlack().running() as slack:
        well = accord(
            "doctor",
            ACCORD_DATABASE_URL=sqlite_url,
            ACCORD_BROKER_URL=redis.url,
            ACCORD_SLACK_API_URL=slack.api,
            ACCORD_OPERATOR_CHANNEL=CHANNEL,
            SLACK_BOT_TOKEN="xoxb-test",
            SLACK_APP_TOKEN="xapp-test",
        )
    assert well.returncode == 0, well.stdout
    for said in ("schedule: ticked", "queues: nothing waits", "announcements: 0 made", "backup:"):
        assert f"ok    {said}" in well.stdout


def test_what_is_wrong_is_said_with_what_to_do(accord: Command, sqlite_url: str) -> None:
    with Store.open(sqlite_url) as store, store.begin() as unit:
        pulse.ticked(unit, now() - timedelta(hours=2))
        facts = {"name": "JPO news", "evidence": "It answered 403."}
        alerts.change(unit, source_subject("jpo"), AlertKind.REFUSED, facts, now())
    with FakeSlack().running() as slack:
        slack.outside.add(CHANNEL)
        ill = accord(
            "doctor",
            ACCORD_DATABASE_URL=sqlite_url,
            ACCORD_SLACK_API_URL=slack.api,
            ACCORD_OPERATOR_CHANNEL=CHANNEL,
            SLACK_BOT_TOKEN="xoxb-test",
            SLACK_APP_TOKEN="xapp-test",
        )
    assert ill.returncode == 1
    assert "FAIL  schedule: last ticked" in ill.stdout
    assert "FAIL  press room: JPO news refuses to be read" in ill.stdout
    assert "It answered 403." in ill.stdout
    assert "the app is not in it" in ill.stdout
    assert "3 to be mended." in ill.stdout


def test_that_nobody_is_asked_about_what_is_held_is_to_be_mended(
    accord: Command, sqlite_url: str
) -> None:
    with FakeSlack().running() as slack:
        given = {
            "ACCORD_DATABASE_URL": sqlite_url,
            "ACCORD_SLACK_API_URL": slack.api,
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_APP_TOKEN": "xapp-test",
        }
        nobody = accord("doctor", **given)
        somebody = accord("doctor", ACCORD_OPERATOR_CHANNEL="U0123456789", **given)
    assert nobody.returncode == 1
    assert "FAIL  Slack: no ACCORD_OPERATOR_CHANNEL" in nobody.stdout
    assert "nor asked about releases that are held back" in nobody.stdout
    assert "ok    Slack: speaks to" in somebody.stdout


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ("7.2.4", "7.2.11"),
        ("7.4.6", None),
        ("8.0.3", "8.0.4"),
        ("8.2.2", None),
        ("8.4.0", None),
        ("", None),
    ],
)
def test_a_redis_with_a_known_hole_is_named(version: str, mended: str | None) -> None:
    assert outdated(version) == mended


def test_a_store_of_an_earlier_version_is_not_called_empty(accord: Command) -> None:
    url = f"sqlite:///{accord.home / 'data' / 'accord.db'}"
    with Store.open(url) as store:
        store.migrate("a1")
    for words in (("ask", "latest"), ("doctor",)):
        done = accord(*words)
        assert done.returncode == 1
        assert "earlier version" in done.stdout + done.stderr
        assert "accord migrate" in done.stdout + done.stderr
