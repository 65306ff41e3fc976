"""Watches over the work itself, and tells the operator when what should happen does not."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import urllib3

from accord.alert import AlertKind
from accord.vocabulary import Vocabulary
from bot.answers import utc_now
from store import Store, Unit, alerts, audit, pulse, queues
from store.errors import StoreError

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(minutes=1)
AUDIT_EVERY = timedelta(minutes=15)
# Longer than a restart, a fail-over or a slow document takes.
SILENT_AFTER = timedelta(minutes=5)
PILED_UP_AFTER = timedelta(minutes=15)
_SHOWN = 5
_HEARTBEAT_SECONDS = 10.0

SCHEDULE, ANNOUNCEMENTS = "schedule", "announcements"
# Sources have alerts of their own.
_STAGES = {
    "fetch": "The fetching of releases",
    "parse": "The reading of releases",
    "deliver": "The posting of announcements",
}


@dataclass
class Watcher:
    """Looks every minute at the schedule and the queues, and every quarter of an hour back at
    what was announced. Several may run: a change of state is told once.

    `heartbeat_url` is asked for at each look as long as all is well, so that a watch outside
    notices when this one falls silent.
    """

    store: Store
    vocabulary: Vocabulary
    heartbeat_url: str | None = None
    clock: Callable[[], datetime] = utc_now
    stop: threading.Event = field(default_factory=threading.Event)
    _since: datetime = field(init=False)
    _audited_at: datetime | None = None

    def __post_init__(self) -> None:
        self._since = self.clock()

    def run(self) -> None:
        """Look until `stop` is set. Never raises: trouble is logged and looked at again."""
        while not self.stop.wait(LOOK_EVERY.total_seconds()):
            try:
                well = self.look()
            except StoreError as trouble:
                log.error("the watch cannot look: %s", trouble)  # noqa: TRY400
            except Exception:
                log.exception("the watch failed")
            else:
                if well and self.heartbeat_url:
                    self._beat(self.heartbeat_url)

    def look(self) -> bool:
        """Look once, and note each change of state for the operator; whether all is well."""
        now = self.clock()
        with self.store.begin() as unit:
            found = [self._schedule(unit, now), *self._queues(unit, now)]
        if self._audited_at is None or now - self._audited_at >= AUDIT_EVERY:
            with self.store.begin() as unit:
                found.append(self._announcements(unit, now))
            self._audited_at = now
        return all(found)

    def _schedule(self, unit: Unit, now: datetime) -> bool:
        last = pulse.last_tick(unit)
        silent = now - max(last or self._since, self._since)
        return self._note(
            unit,
            SCHEDULE,
            AlertKind.STOPPED if silent > SILENT_AFTER else AlertKind.WELL,
            {
                "name": "The schedule",
                "evidence": f"No tick has reached a worker for {_minutes(silent)}.",
            },
            now,
        )

    def _queues(self, unit: Unit, now: datetime) -> list[bool]:
        waiting = queues.oldest(unit, now)
        return [
            self._note(
                unit,
                f"queue:{stage}",
                AlertKind.PILED_UP if waiting[stage] > PILED_UP_AFTER else AlertKind.WELL,
                {
                    "name": name,
                    "evidence": f"The oldest has been waiting for {_minutes(waiting[stage])}.",
                },
                now,
            )
            for stage, name in _STAGES.items()
        ]

    def _announcements(self, unit: Unit, now: datetime) -> bool:
        missed = audit.look_back(unit, self.vocabulary, now)
        shown = ", ".join(f"No. {m.agreement_id} in {m.channel}" for m in missed[:_SHOWN])
        more = f" and {len(missed) - _SHOWN} more" if len(missed) > _SHOWN else ""
        return self._note(
            unit,
            ANNOUNCEMENTS,
            AlertKind.MISSED if missed else AlertKind.WELL,
            {
                "name": "The announcements of the last two days",
                "evidence": f"Missing: {shown}{more}." if missed else "",
            },
            now,
        )

    def _note(
        self, unit: Unit, subject: str, kind: AlertKind, facts: Mapping[str, str], now: datetime
    ) -> bool:
        if kind is AlertKind.WELL:
            facts = {"name": facts["name"]}
        changed = alerts.change(unit, subject, kind, facts, now)
        if changed is not None:
            level = logging.INFO if kind is AlertKind.WELL else logging.ERROR
            log.log(level, "%s: %s. %s", facts["name"], kind, facts.get("evidence", ""))
        return kind is AlertKind.WELL

    def _beat(self, url: str) -> None:
        try:
            with urllib3.PoolManager(retries=False, timeout=_HEARTBEAT_SECONDS) as pool:
                pool.request("GET", url)
        except urllib3.exceptions.HTTPError as trouble:
            where = urlsplit(url).hostname
            log.warning("the heartbeat did not reach %s (%s)", where, type(trouble).__name__)


def _minutes(span: timedelta) -> str:
    return f"{int(span.total_seconds() // 60)} minutes"
