"""A process shows over HTTP whether it lives, whether it can work, and what it counts."""

from __future__ import annotations

import json
import re
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import urllib3
from prometheus_client.parser import text_string_to_metric_families

from accord.source import Format, Source
from config.settings import Settings
from store import Store, pulse, sources, tallies
from tests.worker.press_room import unused_port
from worker import health
from worker.clock import now

METRICS = {
    "accord_store_up",
    "accord_beat_last_tick_timestamp_seconds",
    "accord_source_last_success_timestamp_seconds",
    "accord_source_overdue",
    "accord_polls",
    "accord_fetch_refused",
    "accord_parse_killed",
    "accord_oldest_unfinished_seconds",
    "accord_deliveries",
    "accord_swept",
    "accord_audit_missed",
}


def settings_for(url: str, **more: str) -> Settings:
    return Settings.from_environ(
        {"ACCORD_DATABASE_URL": url, "ACCORD_HTTP_ADDRESS": "127.0.0.1:0", **more}
    )


@contextmanager
def shown(
    url: str, store: Store, *, live: str | None = None, slack: bool = True, **more: str
) -> Iterator[str]:
    given = settings_for(url, **more)
    ready = {
        "store": health.store_check(store, "test"),
        "beat": health.beat_check(store),
        "slack": health.slack_check(lambda: slack),
    }
    if not given.embedded:
        ready["broker"] = health.broker_check(given)
    with health.shown_health(given, store, live=lambda: live, ready=ready) as port:
        yield f"http://127.0.0.1:{port}"


def ask(address: str) -> tuple[int, dict[str, str]]:
    answer = urllib3.request("GET", address, retries=False, timeout=10.0)
    return answer.status, json.loads(answer.data)["checks"]


def tick(store: Store, ago: timedelta = timedelta(0)) -> None:
    with store.begin() as unit:
        pulse.ticked(unit, now() - ago)


def test_a_process_that_can_work_is_live_and_ready(store: Store, store_url: str) -> None:
    tick(store)
    with shown(store_url, store) as address:
        assert ask(address + "/live") == (200, {"loop": "well"})
        status, checks = ask(address + "/ready")
    assert status == 200
    assert set(checks.values()) == {"well"}


def test_what_is_missing_is_named(store: Store, store_url: str) -> None:
    tick(store, timedelta(minutes=5))
    broker = f"redis://:hunter2@127.0.0.1:{unused_port()}/0"
    with shown(store_url, store, live="stuck", slack=False, ACCORD_BROKER_URL=broker) as address:
        assert ask(address + "/live") == (503, {"loop": "stuck"})
        status, checks = ask(address + "/ready")
    assert status == 503
    assert checks.pop("store") == "well"
    assert re.search(r"30\d s ago", checks["beat"])
    assert "Redis" in checks["broker"]
    assert "hunter2" not in str(checks)
    assert "Slack" in checks["slack"]


def test_a_full_disk_turns_it_red_and_room_green_again(sqlite_url: str) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Store.open(sqlite_url) as store:
        tick(store)
        with shown(sqlite_url, store) as address:
            assert ask(address + "/ready")[0] == 200
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
            try:
                status, checks = ask(address + "/ready")
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            assert status == 503
            assert "cannot be used now" in checks["store"]
            assert ask(address + "/ready")[0] == 200


def test_the_metrics_are_what_prometheus_reads(store: Store, store_url: str) -> None:
    tick(store)
    declared = Source(
        id="room", name="Room", url="https://room.example/feed", format=Format.RSS, office="CH"
    )
    with store.begin() as unit:
        sources.declare(unit, [declared], now() - timedelta(minutes=2))
        tallies.add(unit, "polls", "room", "changed layout")
        tallies.add(unit, "swept", "fetch", count=3)
    with shown(store_url, store) as address:
        text = urllib3.request("GET", address + "/metrics", timeout=10.0).data.decode()
    found = {family.name: family for family in text_string_to_metric_families(text)}
    assert found.keys() >= METRICS
    (polls,) = (s for s in found["accord_polls"].samples if s.name == "accord_polls_total")
    assert (polls.labels, polls.value) == ({"source": "room", "outcome": "changed layout"}, 1.0)
    (overdue,) = found["accord_source_overdue"].samples
    assert overdue.value == pytest.approx(120, abs=30)
    stages = {s.labels["stage"] for s in found["accord_oldest_unfinished_seconds"].samples}
    assert stages == {"poll", "fetch", "parse", "deliver"}


def test_metrics_say_so_when_the_store_is_gone(sqlite_url: str) -> None:
    with Store.open("sqlite:////nowhere/accord.db") as gone, shown(sqlite_url, gone) as address:
        text = urllib3.request("GET", address + "/metrics", timeout=10.0).data.decode()
    assert "accord_store_up 0.0" in text


def test_nothing_is_shown_unless_an_address_is_set(store: Store, store_url: str) -> None:
    given = Settings.from_environ({"ACCORD_DATABASE_URL": store_url})
    with health.shown_health(given, store, live=lambda: None, ready={}) as port:
        assert port is None
