"""The processes of production, real and apart: beat, two workers, bot, Redis and PostgreSQL."""

from __future__ import annotations

import json
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql
from redis import Redis
from sqlalchemy.engine import make_url
from urllib3.exceptions import HTTPError

from bot import guide
from bot.blocks import answer_message
from store import Store
from store.tables import metadata
from tests.bot.fake_slack import FakeSlack
from tests.bot.slack_records import Fault, Trouble
from tests.news import news, publish
from tests.servers import PostgresqlServer, RedisServer, redis_server
from tests.trials.installation import SCALED, Installation
from tests.worker.press_room import PressRoom, press_room

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("production")]


# Seven processes start beside other tests on two cores.
_UP_SECONDS = 120
_GONE_SECONDS = 15

SECRETS = {
    "bot": "xoxb-1-secret-of-the-bot",
    "app": "xapp-1-secret-of-the-app",
    "signing": "5ecre7-of-the-signature",
    "broker": "5ecre7-of-the-broker",
    "store": "5ecre7-of-the-store",
}


def assert_one_id_from_poll_to_slack(installed: Installation) -> None:
    steps: dict[int, set[str]] = defaultdict(set)
    for name in installed.processes:
        for line in installed.log(name).splitlines():
            if line.startswith("{"):
                entry = json.loads(line)
                steps[entry.get("release")].add(entry["message"].split()[0])
    assert {"Found", "Fetched", "Read:", "Delivery"} <= steps[4], steps


@dataclass
class Production:
    """All processes, and what they watch, speak to and keep their work in."""

    installed: Installation
    room: PressRoom
    slack: FakeSlack
    redis: RedisServer
    store_url: str


@pytest.fixture
def production(tmp_path: Path, redis: RedisServer, postgresql_url: str) -> Iterator[Production]:
    """An installation that has filled its archive from one press room."""
    url = postgresql_url.replace("//accord@", f"//accord:{SECRETS['store']}@")
    with ExitStack() as stack:
        own = stack.enter_context(redis_server(password=SECRETS["broker"]))
        room = stack.enter_context(press_room())
        slack = stack.enter_context(FakeSlack().running())
        publish(room, news(3))
        sources = tmp_path / "sources.yaml"
        sources.write_text(
            "sources:\n  - {id: room, name: Press room, office: CH, format: rss, "
            f"url: '{room.url('/feed.xml')}'}}\n"
        )
        installed = Installation(
            tmp_path,
            SCALED,
            {
                "ACCORD_DATABASE_URL": url,
                "ACCORD_BROKER_URL": own.url,
                "ACCORD_SOURCES": str(sources),
                "ACCORD_POLL_SECONDS": "1",
                "ACCORD_ALLOW_ADDRESSES": "127.0.0.0/24",
                "ACCORD_SLACK_API_URL": slack.api,
                "ACCORD_LOG_LEVEL": "INFO",
                "ACCORD_LOG_FORMAT": "json",
                "SLACK_BOT_TOKEN": SECRETS["bot"],
                "SLACK_APP_TOKEN": SECRETS["app"],
                "SLACK_SIGNING_SECRET": SECRETS["signing"],
            },
        )
        stack.callback(installed.close)
        migrated = installed.run("migrate")
        assert migrated.returncode == 0, migrated.stderr
        for name in installed.commands:
            installed.start(name)
        slack.wait(lambda: slack.connections, _UP_SECONDS)
        until = time.monotonic() + _UP_SECONDS
        while "3 agreements" not in slack.ask("latest")["text"]:
            assert time.monotonic() < until, installed.logs()
            time.sleep(0.2)
        yield Production(installed, room, slack, own, url)
        assert slack.problems == []


def test_every_process_is_well_and_ends_in_time_when_it_is_asked_to(
    production: Production,
) -> None:
    installed, slack = production.installed, production.slack
    answer = slack.ask("between IP Australia and INPI Brazil")
    assert "memorandum" in answer["text"].lower()
    slack.ask("subscribe confirm:yes")
    publish(production.room, news(4))
    slack.wait(lambda: slack.messages, 60)
    for name in installed.processes:
        assert installed.healthy(name), name
        assert installed.shows(name, "/live") == (200, '{"well": true, "checks": {"loop": "well"}}')
        assert installed.shows(name, "/ready")[0] == 200, installed.shows(name, "/ready")
        assert "accord_swept_total" in installed.shows(name, "/metrics")[1]
    posted = 'accord_slack_requests_total{method="chat.postMessage",result="ok"} 1.0'
    assert posted in installed.shows("bot", "/metrics")[1]
    assert_one_id_from_poll_to_slack(installed)

    for process in installed.processes.values():
        process.send_signal(signal.SIGTERM)
    codes = {name: p.wait(timeout=25) for name, p in installed.processes.items()}

    assert set(codes.values()) == {0}, (codes, installed.logs())


def test_while_the_store_is_gone_all_pause_say_so_and_then_go_on(
    production: Production, postgresql: PostgresqlServer
) -> None:
    installed, slack = production.installed, production.slack
    slack.ask("subscribe confirm:yes")
    before = {name: process.pid for name, process in installed.processes.items()}
    with _store_gone(postgresql, production.store_url):
        publish(production.room, news(4))
        lines = {name: installed.log(name).count("\n") for name in before}
        spent = {name: _cpu_seconds(installed, name) for name in before}
        time.sleep(_GONE_SECONDS)
        for name in before:
            status, body = installed.shows(name, "/ready")
            assert status == 503
            assert "cannot be used now" in json.loads(body)["checks"]["store"], name
            assert installed.log(name).count("\n") - lines[name] < 20 * _GONE_SECONDS, name
            assert _cpu_seconds(installed, name) - spent[name] < _GONE_SECONDS / 2, name
        assert slack.ask("latest")["text"] == answer_message(guide.busy())["text"]
        assert {n: p.pid for n, p in installed.processes.items() if p.poll() is None} == before
    slack.wait(lambda: slack.messages, 120)
    assert {n: p.pid for n, p in installed.processes.items() if p.poll() is None} == before


def test_what_starts_while_the_store_is_gone_waits_for_it(
    production: Production, postgresql: PostgresqlServer
) -> None:
    installed = production.installed
    started = ("beat", "worker-1")

    def ready(name: str) -> int | None:
        with suppress(HTTPError):
            return installed.shows(name, "/ready")[0]
        return None

    with _store_gone(postgresql, production.store_url):
        for name in started:
            installed.kill(name)
            installed.start(name)
            _wait(lambda name=name: ready(name) == 503, installed)
        _wait(
            lambda: all(installed.log(n).count("Waiting for the store") > 1 for n in started),
            installed,
        )
        assert [installed.processes[name].poll() for name in started] == [None, None]
    for name in started:
        _wait(lambda name=name: ready(name) == 200, installed)


def _wait(done: Callable[[], bool], installed: Installation) -> None:
    until = time.monotonic() + 90
    while not done():
        assert time.monotonic() < until, installed.logs()
        time.sleep(0.5)


@contextmanager
def _store_gone(server: PostgresqlServer, url: str) -> Iterator[None]:
    """The database takes no connection, and those that there were are ended."""
    database = make_url(url).database
    with psycopg.connect(server.url(), autocommit=True) as operator:
        allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        name = sql.Identifier(database or "")
        operator.execute(allow.format(name, sql.SQL("false")))
        operator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database]
        )
        try:
            yield
        finally:
            operator.execute(allow.format(name, sql.SQL("true")))


def _cpu_seconds(installed: Installation, name: str) -> float:
    """What a process and its children have used of the processor."""
    spent = 0.0
    for member in (psutil.Process(installed.processes[name].pid), *installed.children(name)):
        with suppress(psutil.NoSuchProcess):
            spent += sum(member.cpu_times()[:2])
    return spent


def test_after_a_run_with_errors_no_secret_stands_anywhere(production: Production) -> None:
    installed, slack = production.installed, production.slack
    slack.ask("subscribe confirm:yes")
    slack.fail("chat.postMessage", Fault(Trouble.NO_JSON_AFTER), Fault(Trouble.STATUS, 503))
    slack.fail("conversations.history", Fault(Trouble.RESET))
    publish(production.room, news(4))
    production.redis.restart(away=2)
    slack.wait(lambda: slack.messages, 60)
    refused = installed.run("doctor")
    metrics = "".join(installed.shows(name, "/metrics")[1] for name in installed.processes)
    written = {name: installed.log(name) for name in installed.processes}
    assert "Error" in "".join(written.values())

    places = {
        **written,
        "doctor": refused.stdout + refused.stderr,
        "metrics": metrics,
        "messages": str([message.body for message in slack.messages]),
        "broker": _all_of_redis(production.redis),
        "store": _all_of_the_store(production.store_url),
    }
    found = [(where, which) for where, text in places.items() for which in _secrets_in(text)]
    assert found == []


def _secrets_in(text: str) -> list[str]:
    return [which for which, secret in SECRETS.items() if secret in text]


def _all_of_redis(server: RedisServer) -> str:
    with Redis.from_url(server.url) as client:
        return "".join(repr(client.dump(key)) + repr(key) for key in client.scan_iter())


def _all_of_the_store(url: str) -> str:
    with Store.open(url) as store, store.read() as unit:
        return "".join(
            str(row) for table in metadata.sorted_tables for row in unit.execute(sa.select(table))
        )
