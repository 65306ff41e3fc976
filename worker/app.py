"""Celery's wiring: settings, queues, schedule. `celery -A worker.app worker | beat` starts here."""

from __future__ import annotations

import os
import threading
from typing import Any

from celery import Celery
from kombu import Queue

from config.settings import Settings
from worker.services import Services, open_services

QUEUES = ("poll", "fetch", "parse", "look")
# With the longest lease, and with the time for which a message is waited for, within a minute.
SWEEP_SECONDS = 10.0
_TICK_SECONDS = 5.0
_EMBEDDED_TICK_SECONDS = 1.0

app = Celery("accord", include=["worker.tasks"])

_lock = threading.RLock()
_settings: Settings | None = None
_services: Services | None = None


def settings() -> Settings:
    """The process's settings, read when they are first needed. Raises WrongSetting."""
    global _settings  # noqa: PLW0603 - Celery imports tasks by name and hands them nothing
    with _lock:
        if _settings is None:
            _settings = Settings.from_environ(os.environ)
        return _settings


def services() -> Services:
    """What the process's tasks share, opened when it is first needed."""
    global _services  # noqa: PLW0603
    with _lock:
        if _services is None:
            _services = open_services(settings())
        return _services


def wire(given: Settings, shared: Services) -> None:
    """Have this process's tasks use these settings and services, not those of the environment."""
    global _settings, _services
    with _lock:
        _settings, _services = given, shared
        app.conf.update(configuration(given))


def configuration(settings: Settings) -> dict[str, Any]:
    """Celery's settings."""
    tick = _EMBEDDED_TICK_SECONDS if settings.embedded else _TICK_SECONDS
    sweep = SWEEP_SECONDS
    if settings.poll_seconds is not None:
        tick = min(tick, max(0.25, settings.poll_seconds / 2))
        sweep = min(sweep, max(1.0, settings.poll_seconds * 5))
    return {
        "broker_url": settings.broker_url.get_secret_value(),
        "broker_transport_options": _MEMORY if settings.embedded else _REDIS,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "result_backend": None,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_acks_late": True,
        # In memory an acknowledgement is noticed only when another message comes, so that a
        # limit would stop the flow; and nobody else could take what is held here.
        "worker_prefetch_multiplier": 0 if settings.embedded else 1,
        "task_soft_time_limit": 90,
        "task_time_limit": 120,
        # What a child needs to start is as much as it needs for a hundred releases.
        "worker_max_tasks_per_child": 2_000,
        "worker_max_memory_per_child": 400_000,  # KiB
        "worker_soft_shutdown_timeout": 20,
        "task_publish_retry_policy": {
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0.2,
            "interval_max": 0.2,
        },
        # Named, so that a worker which is told no queues consumes all of them.
        "task_queues": [Queue(name) for name in QUEUES],
        "task_default_queue": "poll",
        "task_routes": {
            "schedule": "poll",
            "sweep": "poll",
            "poll": "poll",
            "take_in": "fetch",
            "fetch": "fetch",
            "read": "parse",
            "parse": "parse",
            # Apart, since queues take turns: many releases that are to be looked at again must not
            # keep a new one waiting.
            "look": "look",
        },
        "worker_hijack_root_logger": False,
        # Redirected, what is logged to standard error would be logged again, and is dropped.
        "worker_redirect_stdouts": False,
        "worker_send_task_events": False,
        "enable_utc": True,
        # Nothing is to be remembered between two runs: what is due stands in the store.
        "beat_scheduler": "celery.beat:Scheduler",
        "beat_max_loop_interval": tick,
        "beat_schedule": {
            "schedule": {
                "task": "schedule",
                "schedule": tick,
                "options": {"expires": max(10.0, 2 * tick)},
            },
            "sweep": {"task": "sweep", "schedule": sweep, "options": {"expires": 2 * sweep}},
        },
    }


# The in-memory broker is asked for messages in turns; this is what an idle queue waits.
_MEMORY = {"polling_interval": 0.05}
_REDIS = {
    # Above the hard time limit, or a long task would be run by two.
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "health_check_interval": 10,
}

app.add_defaults(lambda: configuration(settings()))
