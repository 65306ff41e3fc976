"""What a run has to live through: processes killed, servers gone, Slack failing, a disk full."""

from __future__ import annotations

import contextlib
import random
import signal
import time
from collections.abc import Callable

import psutil

from tests.bot import slack_records
from tests.bot.fake_slack import FakeSlack
from tests.bot.slack_records import Trouble
from tests.servers import PostgresqlServer, RedisServer
from tests.trials.installation import Installation
from tests.trials.ledger import Fault

_SLACK = (
    slack_records.Fault(Trouble.RESET_AFTER),
    slack_records.Fault(Trouble.RESET),
    slack_records.Fault(Trouble.STATUS_AFTER, 502),
    slack_records.Fault(Trouble.STATUS, 503),
    slack_records.Fault(Trouble.NO_JSON_AFTER),
    slack_records.Fault(Trouble.RATE, 2),
    slack_records.Fault(Trouble.ERROR, "internal_error"),
)
# Longer than a file that any process writes first; every write to the store is beyond it.
_FULL_BYTES = 4096


class Chaos:
    """Does one thing after another to an installation, at random and by its seed."""

    def __init__(
        self,
        installed: Installation,
        slack: FakeSlack,
        dice: random.Random,
        *,
        redis: RedisServer | None = None,
        postgresql: PostgresqlServer | None = None,
        disk: bool = False,
    ) -> None:
        """Redis, PostgreSQL and the disk are struck where they are given."""
        self.faults: list[Fault] = []
        self._installed, self._slack, self._dice = installed, slack, dice
        self._redis, self._postgresql = redis, postgresql
        self._kinds: list[Callable[[], str]] = [self._kill, self._kill, self._kill, self._fail]
        if redis:
            self._kinds += [self._flush, self._restart_redis]
        if postgresql:
            self._kinds.append(self._restart_postgresql)
        if disk:
            self._kinds.append(self._fill_disk)

    def run(self, pause: tuple[float, float], count: int) -> None:
        """Strike so often, after pauses of so many seconds; each kind comes in its turn."""
        turn: list[Callable[[], str]] = []
        for _ in range(count):
            time.sleep(self._dice.uniform(*pause))
            turn = turn or self._dice.sample(self._kinds, len(self._kinds))
            at = time.time()
            self.faults.append(Fault(turn.pop()(), at))

    def _kill(self) -> str:
        name = self._dice.choice(list(self._installed.commands))
        process = self._installed.processes[name]
        children = self._installed.children(name)
        how = self._dice.choice(["whole", "whole", "main", "child"])
        if process.poll() is not None:
            return f"kill: {name} was down"
        if how == "child" and children:
            with contextlib.suppress(psutil.Error):
                self._dice.choice(children).kill()
            return f"kill: a child of {name}"
        self._installed.kill(name, children=how != "main")
        return f"kill: {name}" if how != "main" else f"kill: {name}, not its children"

    def _fail(self) -> str:
        method = self._dice.choice(["chat.postMessage"] * 4 + ["conversations.history"])
        faults = self._dice.sample(_SLACK, 3)
        self._slack.fail(method, *faults)
        return f"slack: {method} {', '.join(fault.trouble.name.lower() for fault in faults)}"

    def _flush(self) -> str:
        assert self._redis
        self._redis.flush()
        return "redis: flushed"

    def _restart_redis(self) -> str:
        assert self._redis
        self._redis.restart(away=self._dice.uniform(0, 4))
        return "redis: restarted, empty"

    def _restart_postgresql(self) -> str:
        assert self._postgresql
        by = self._dice.choice([signal.SIGINT, signal.SIGQUIT])
        self._postgresql.restart(by, away=self._dice.uniform(0, 4))
        return f"postgresql: restarted by {by.name}"

    def _fill_disk(self) -> str:
        self._installed.limit_files(_FULL_BYTES)
        time.sleep(self._dice.uniform(2, 6))
        self._installed.limit_files(-1)
        return "disk: full for some seconds"
