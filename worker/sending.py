"""Handing ids to the next task. The broker may be away: what is not sent, the sweep takes up."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from kombu.exceptions import OperationalError
from redis import RedisError

from store import releases
from worker.services import Services

Sending = list[tuple[str | int, float]]
"""Ids, each with the seconds after which its task is to begin."""

# A message that has not begun by then is not worth it: the sweep has sent another.
EXPIRE_SECONDS = 45.0
# What would begin later is left to the sweep.
HORIZON_SECONDS = 30.0

_log = logging.getLogger(__name__)


def send(task: Any, ids: Sending, *, expires: float | None = None) -> bool:
    """Queue a Celery task once for each id.

    False if the broker did not take them all.
    """
    for id_, delay in ids:
        try:
            task.apply_async((id_,), countdown=delay or None, expires=expires)
        except (OperationalError, RedisError, OSError) as error:
            # Each further try would wait for the broker as long as this one did.
            _log.warning("%s %s was not queued (%s); the sweep will.", task.name, id_, error)
            return False
    return True


def at_once(ids: Iterable[str | int]) -> Sending:
    """The ids without a wait."""
    return [(id_, 0.0) for id_ in ids]


def send_releases(own: Services, task: Any, ids: Sequence[int]) -> bool:
    """Queue a step for releases, each once until it begins. False as of `send`."""
    return _send(own, task, at_once(own.queued.add(task.name, ids, EXPIRE_SECONDS)))


def send_spaced(own: Services, task: Any, ids: Sequence[int]) -> bool:
    """Queue a step that asks the releases' hosts, those of one host at its pace.

    So no worker waits for one host's turn while others have work. What would come later than
    `HORIZON_SECONDS` from now is left out. False as of `send`.
    """
    new = own.queued.add(task.name, ids, EXPIRE_SECONDS)
    with own.store.read() as unit:
        urls = {id_: releases.get(unit, id_).url for id_ in new}
    times: Sending = []
    try:
        for id_, url in urls.items():
            delay = own.client.reserve(url, HORIZON_SECONDS)
            if delay is None:
                own.queued.begun(task.name, id_)
            else:
                times.append((id_, delay))
    except RedisError as error:
        _log.warning("%s was not queued (%s); the sweep will.", task.name, error)
        return False
    return _send(own, task, times)


def _send(own: Services, task: Any, times: Sending) -> bool:
    sent = send(task, times, expires=EXPIRE_SECONDS)
    if not sent:
        for id_, _ in times:
            own.queued.begun(task.name, int(id_))
    return sent
