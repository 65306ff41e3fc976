"""What stands in the queues: ids, for no longer than a moment, that any version understands."""

from __future__ import annotations

import inspect

from accord.press_release import Entry
from store import Store, releases
from tests.worker.press_room import LOOPBACK
from worker import tasks
from worker.app import SWEEP_SECONDS, app
from worker.clock import now
from worker.sending import spaced
from worker.web import Client

LONGEST_COUNTDOWN = 60.0


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
        "fetch": ["release_id"],
        "parse": ["release_id"],
        "look": ["release_id"],
        "pulse": [],
    }


def test_no_task_waits_in_the_broker_for_longer_than_a_minute_or_leaves_a_result(
    store: Store,
) -> None:
    with store.begin() as unit:
        entries = [Entry(f"https://www.example.org/{n}") for n in range(300)]
        ids = releases.add_found(unit, None, entries, now(), silent=True)
    delays = [delay for _, delay in spaced(store, Client(allowed=LOOPBACK), ids, SWEEP_SECONDS)]
    assert 0 < max(delays) <= SWEEP_SECONDS <= LONGEST_COUNTDOWN
    assert app.conf.task_ignore_result
    assert not app.conf.result_backend
