"""A Celery app as small as can be, for what Celery itself does when its broker goes away."""

from __future__ import annotations

import os
import time
from pathlib import Path

from celery import Celery

app = Celery("napping", broker=os.environ["NAPPING_BROKER"])
app.conf.update(
    task_acks_late=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 300,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
    },
)


@app.task(name="nap")
def nap(seconds: float, begun: str) -> None:
    """Leave a sign, and take so long."""
    Path(begun).touch()
    time.sleep(seconds)
