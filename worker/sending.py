"""Handing ids to the next task. The broker may be away: what is not sent, the sweep takes up."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from kombu.exceptions import OperationalError
from redis import RedisError

from store import releases
from store.records import Release
from worker.addresses import origin
from worker.services import Services

Sending = list[tuple[tuple[str | int, ...], float]]
"""Messages: the ids of one task, and the seconds after which it is to begin."""

# So many releases are worth a message, and few enough for a worker that is to be stopped.
MOST = 20
# So long a worker may keep to one host's pace, in which others have to wait.
_PACE_SECONDS = 1.0
# And so long it waits for a host whose planned turn another took: who waited for a whole rest
# would be late for the next host, whose turn is then taken too, and all would do nothing else.
PATIENCE_SECONDS = 0.3

# A message that has not begun by then is not worth it: the sweep has sent another.
EXPIRE_SECONDS = 45.0
# What would begin later is left to the sweep.
HORIZON_SECONDS = 30.0

_log = logging.getLogger(__name__)


def send(task: Any, messages: Sending, *, expires: float | None = None) -> bool:
    """Queue a Celery task once for each message.

    False if the broker did not take them all.
    """
    for ids, delay in messages:
        try:
            task.apply_async(ids, countdown=delay or None, expires=expires)
        except (OperationalError, RedisError, OSError) as error:
            # Each further try would wait for the broker as long as this one did.
            _log.warning("%s %s was not queued (%s); the sweep will.", task.name, ids, error)
            return False
    return True


def at_once(ids: Iterable[str | int]) -> Sending:
    """Each id by itself, without a wait."""
    return [((id_,), 0.0) for id_ in ids]


def send_releases(own: Services, task: Any, ids: Sequence[int]) -> bool:
    """Queue a step for releases, each once until it begins. False as of `send`."""
    if not ids:
        return True
    new = own.queued.add(task.name, ids, EXPIRE_SECONDS)
    with own.store.read() as unit:
        known = releases.get_all(unit, new)
    return _send(own, task, [(handful, 0.0) for handful in _handfuls(known, MOST)])


def send_spaced(own: Services, task: Any, ids: Sequence[int], most: int = MOST) -> bool:
    """Queue a step that asks the releases' hosts, those of one host at its pace, and together as
    many as that allows within `_PACE_SECONDS`, at most so many.

    So no worker waits for one host's turn while others have work. What would come later than
    `HORIZON_SECONDS` from now is left out. False as of `send`.
    """
    if not ids:
        return True
    new = own.queued.add(task.name, ids, EXPIRE_SECONDS)
    with own.store.read() as unit:
        known = releases.get_all(unit, new)
    times: Sending = []
    try:
        for url, of_host in _by_host(known).items():
            rest = max(own.client.rest(url), 0.001)
            size = int(_PACE_SECONDS / rest) if rest < PATIENCE_SECONDS else 1
            for handful in _handfuls(of_host, min(most, size)):
                delay = own.client.reserve(url, HORIZON_SECONDS, len(handful))
                if delay is None:
                    _not_sent(own, task, handful)
                else:
                    times.append((handful, delay))
    except RedisError as error:
        _log.warning("%s was not queued (%s); the sweep will.", task.name, error)
        return False
    return _send(own, task, times)


def _handfuls(known: Iterable[Release], most: int) -> list[tuple[int, ...]]:
    """Releases a message each time; one that was tried before goes alone, as `claim_all` wants."""
    untried: list[int] = []
    alone: list[tuple[int, ...]] = []
    for release in known:
        if release.attempts:
            alone.append((release.id,))
        else:
            untried.append(release.id)
    size = max(most, 1)
    return [tuple(untried[n : n + size]) for n in range(0, len(untried), size)] + alone


def _by_host(known: Iterable[Release]) -> dict[str, list[Release]]:
    """Releases by host, each of which stands for itself with an address."""
    hosts: dict[str, list[Release]] = {}
    for release in known:
        hosts.setdefault(origin(release.url), []).append(release)
    return {of_host[0].url: of_host for of_host in hosts.values()}


def _send(own: Services, task: Any, times: Sending) -> bool:
    sent = send(task, times, expires=EXPIRE_SECONDS)
    if not sent:
        for ids, _ in times:
            _not_sent(own, task, ids)
    return sent


def _not_sent(own: Services, task: Any, ids: Iterable[str | int]) -> None:
    for id_ in ids:
        own.queued.begun(task.name, int(id_))
