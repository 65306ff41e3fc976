"""Handing ids to the next task. The broker may be away: what is not sent, the sweep takes up."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kombu.exceptions import OperationalError
from redis import RedisError

from store import releases
from store.engine import Store
from worker.addresses import origin
from worker.web import Client

_log = logging.getLogger(__name__)


def send(
    task: Any, ids: Iterable[tuple[str | int, float]], *, expires: float | None = None
) -> bool:
    """Queue a Celery task once for each id, to begin in so many seconds.

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


def at_once(ids: Iterable[str | int]) -> list[tuple[str | int, float]]:
    """The ids without a wait."""
    return [(id_, 0.0) for id_ in ids]


def spaced(
    store: Store, client: Client, release_ids: Iterable[int], horizon: float
) -> list[tuple[str | int, float]]:
    """The releases and when to fetch them: those of one host at its pace.

    So no worker waits with one host's long list while others have work. What would come later
    than `horizon` seconds from now is left out.
    """
    with store.read() as unit:
        urls = {id_: releases.get(unit, id_).url for id_ in release_ids}
    next_at: defaultdict[str, float] = defaultdict(float)
    times: list[tuple[str | int, float]] = []
    for id_, url in urls.items():
        delay = next_at[origin(url)]
        if delay <= horizon:
            times.append((id_, delay))
            next_at[origin(url)] += client.rest(url)
    return times
