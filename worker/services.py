"""What the tasks of one process share: settings, store, client, reader, vocabulary."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import redis

from accord.vocabulary import Vocabulary
from config.settings import Settings
from config.vocabulary import load_vocabulary
from store.engine import Store
from worker.pace import REST_SECONDS, RedisPace
from worker.queued import ProcessQueued, Queued, RedisQueued
from worker.reader import Reader
from worker.robots import SharedRobots
from worker.web import PATIENCE_SECONDS, Client


@dataclass(frozen=True, slots=True)
class Services:
    """Open handles, each safe for use by several threads and after a fork."""

    store: Store
    client: Client
    reader: Reader
    vocabulary: Vocabulary
    queued: Queued = field(default_factory=ProcessQueued)

    def close(self) -> None:
        """End the reading process and the store's connections."""
        self.reader.close()
        self.store.close()


def open_services(
    settings: Settings,
    store: Store | None = None,
    *,
    own: Collection[str] = (),
    patience: float = PATIENCE_SECONDS,
) -> Services:
    """What a process needs for the steps; `own` and `patience` as in `Client`.

    Nothing is connected yet. Raises WrongAddress, or WrongVocabulary.
    """
    shared = _shared(settings)
    return Services(
        store=store or Store.open(settings.database_url.get_secret_value()),
        client=open_client(settings, own, patience),
        reader=open_reader(),
        vocabulary=load_vocabulary(),
        queued=ProcessQueued() if shared is None else RedisQueued(shared),
    )


def open_reader() -> Reader:
    """What reads documents; close it, or use it as a context."""
    return Reader()


def open_client(
    settings: Settings, own: Collection[str] = (), patience: float = PATIENCE_SECONDS
) -> Client:
    """What fetches documents, as the settings allow; `own` and `patience` as in `Client`."""
    shared = _shared(settings)
    return Client(
        contact=settings.contact,
        allowed=settings.allow_addresses,
        allowed_rest=_rest_in_trials(settings.poll_seconds),
        own=own,
        pace=None if shared is None else RedisPace(shared),
        robots=None if shared is None else SharedRobots(shared),
        patience=patience,
    )


def _shared(settings: Settings) -> redis.Redis | None:
    """The Redis that all workers share; None where there is one process. Nothing is connected."""
    if settings.embedded:
        return None
    return redis.Redis.from_url(
        settings.broker_url.get_secret_value().replace("redis+socket://", "unix://"),
        socket_timeout=2,
        socket_connect_timeout=2,
    )


def _rest_in_trials(poll_seconds: float | None) -> float:
    # Who polls a host of a network that was allowed by name every second wants no rest either.
    return REST_SECONDS if poll_seconds is None else min(REST_SECONDS, poll_seconds / 10)
