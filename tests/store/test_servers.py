"""The tests' own servers: real, found wherever they are, gone with the tests."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest
from redis import Redis

from tests import servers
from tests.servers import MissingServer, postgresql_server, redis_server

ROOT = Path(__file__).parents[2]


def test_valkey_answers_as_redis_does_and_begins_empty(redis, redis_url):
    with Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.lpush("queue", "task")
        assert client.brpop("queue", timeout=1) == (b"queue", b"task")
        client.set("left", "over")
    redis.flush()
    with Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


def test_a_server_can_be_stopped_and_started_on_its_port():
    with redis_server() as first:
        port = first.port
    with redis_server(port) as second, Redis.from_url(second.url) as client:
        assert second.port == port
        assert client.ping()


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user runs the binaries in place")
@pytest.mark.skipif("PG_BIN" in os.environ, reason="PG_BIN's binaries run in place")
def test_root_runs_postgresql_from_a_private_checkout(monkeypatch):
    monkeypatch.setattr(servers, "_runs", lambda *_: False)
    with postgresql_server() as server, psycopg.connect(server.url()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_servers_die_with_the_tests_that_started_them():
    program = (
        "import time; from tests.servers import *\n"
        "with redis_server() as r, postgresql_server() as p:\n"
        "    print(r.process.pid, p.process.pid, flush=True); time.sleep(60)"
    )
    with tempfile.TemporaryDirectory() as left:  # a killed process cleans nothing up
        Path(left).chmod(0o755)
        tests = subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"TMPDIR": left},
        )
        started = [psutil.Process(int(pid)) for pid in tests.stdout.readline().split()]
        assert len(started) == 2
        tests.send_signal(signal.SIGKILL)
        tests.wait(10)
        psutil.wait_procs(started, timeout=10)
        assert not any(map(_alive, started))


def _alive(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


@pytest.mark.parametrize(
    ("setting", "start"), [("REDIS_BIN", redis_server), ("PG_BIN", postgresql_server)]
)
def test_a_wrong_directory_of_binaries_is_named(monkeypatch, tmp_path, setting, start):
    monkeypatch.setenv(setting, str(tmp_path))
    with pytest.raises(MissingServer, match=setting), start():
        pass


@pytest.mark.parametrize(("ci", "result"), [("", "1 skipped"), ("true", "1 error")])
def test_a_missing_server_is_said_aloud_and_fails_in_ci(tmp_path, ci, result):
    (tmp_path / "test_one.py").write_text("def test_one(redis_url): pass\n")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "--rootdir", tmp_path,
         "-c", os.devnull, tmp_path],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env=os.environ | {"CI": ci, "REDIS_BIN": str(tmp_path)},
        check=False,
    )  # fmt: skip
    assert result in run.stdout
    assert f"REDIS_BIN names {tmp_path}" in run.stdout
    assert ("NOT TESTED" in run.stdout) == (not ci)
