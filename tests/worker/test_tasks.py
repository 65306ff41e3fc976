"""What stands in the queues: ids, for no longer than a moment, that any version understands."""

from __future__ import annotations

import inspect

from bot import announcing
from config.settings import Settings
from worker import fetching, parsing, polling, tasks
from worker.app import app, configuration
from worker.sending import EXPIRE_SECONDS, HORIZON_SECONDS

MINUTE = 60.0


def test_a_message_of_the_version_before_is_understood() -> None:
    """While processes are replaced one by one, both versions take from the same queues, so a task
    is only ever added, under a name of its own."""
    assert tasks  # imported, so that they are known
    arguments = {
        name: list(inspect.signature(task.run).parameters)
        for name, task in app.tasks.items()
        if not name.startswith("celery.")
    }
    assert arguments == {
        "schedule": [],
        "sweep": [],
        "poll": ["source_id"],
        "take_in": ["release_ids"],
        "read": ["release_ids"],
        "fetch": ["release_id"],
        "parse": ["release_id"],
        "look": ["release_id"],
        "pulse": [],
    }


def test_no_task_waits_in_the_broker_for_longer_than_a_minute_or_leaves_a_result() -> None:
    assert HORIZON_SECONDS < EXPIRE_SECONDS <= MINUTE
    assert app.conf.task_ignore_result
    assert not app.conf.result_backend


def test_what_a_killed_process_held_is_taken_up_within_a_minute() -> None:
    """A step that had begun, when its lease has run out; a message that a worker held, when it is
    waited for no more; what is due then, by the next tick, sweep or turn of a poster."""
    settings = Settings.from_environ({"ACCORD_BROKER_URL": "redis://127.0.0.1/0"})
    every = {
        name: row["schedule"] for name, row in configuration(settings)["beat_schedule"].items()
    }
    begun = max(step.LEASE.total_seconds() for step in (fetching, parsing))
    assert max(begun, EXPIRE_SECONDS) + every["sweep"] <= MINUTE
    assert polling.LEASE.total_seconds() + every["schedule"] <= MINUTE
    assert announcing.LEASE.total_seconds() + announcing.IDLE_SECONDS <= MINUTE
