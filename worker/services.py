"""What the tasks of one process share: settings, store, client, reader, vocabulary."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from accord.vocabulary import Vocabulary
from config.settings import Settings
from config.vocabulary import load_vocabulary
from store.engine import Store
from worker.pace import REST_SECONDS, Pace, ProcessPace, RedisPace
from worker.reader import Reader
from worker.web import PATIENCE_SECONDS, Client


@dataclass(frozen=True, slots=True)
class Services:
    """Open handles, each safe for use by several threads and after a fork."""

    store: Store
    client: Client
    reader: Reader
    vocabulary: Vocabulary

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
    return Services(
        store=store or Store.open(settings.database_url.get_secret_value()),
        client=open_client(settings, own, patience),
        reader=open_reader(),
        vocabulary=load_vocabulary(),
    )


def open_reader() -> Reader:
    """What reads documents; close it, or use it as a context."""
    return Reader()


def open_client(
    settings: Settings, own: Collection[str] = (), patience: float = PATIENCE_SECONDS
) -> Client:
    """What fetches documents, as the settings allow; `own` and `patience` as in `Client`."""
    pace: Pace = ProcessPace()
    if not settings.embedded:
        pace = RedisPace(settings.broker_url.get_secret_value())
    return Client(
        contact=settings.contact,
        allowed=settings.allow_addresses,
        allowed_rest=_rest_in_trials(settings.poll_seconds),
        own=own,
        pace=pace,
        patience=patience,
    )


def _rest_in_trials(poll_seconds: float | None) -> float:
    # Who polls a host of a network that was allowed by name every second wants no rest either.
    return REST_SECONDS if poll_seconds is None else min(REST_SECONDS, poll_seconds / 10)
