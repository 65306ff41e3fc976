"""What a store holds, told apart from when and in which order it came there."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from config.vocabulary import load_vocabulary
from store import Store, sources, subscriptions, tellings
from store.tables import agreements, deliveries, events, releases
from tests.bot.fake_slack import TEAM
from tests.trials.rooms import Rooms
from tests.worker.press_room import LOOPBACK
from worker import fetching, parsing, polling
from worker.clock import now
from worker.reader import Reader
from worker.services import Services
from worker.web import Client


@dataclass(frozen=True)
class Archive:
    """Releases, agreements, events and who was to be told, each as JSON, with how often."""

    releases: Counter[str]
    agreements: Counter[str]
    events: Counter[str]
    deliveries: Counter[str]

    def differences(self, other: Archive) -> list[str]:
        """What one holds and the other does not."""
        return [
            f"{kind}: {sign} {row[:300]}"
            for kind in self.__dataclass_fields__
            for sign, rows in (
                ("more", getattr(self, kind) - getattr(other, kind)),
                ("less", getattr(other, kind) - getattr(self, kind)),
            )
            for row in rows
        ]


def read_archive(store: Store) -> Archive:
    """What the store holds."""
    with store.read() as unit:
        held = tellings.load(unit, unit.execute(sa.select(agreements.c.id)).scalars())
        texts = {id_: _agreement(stored) for id_, stored in held.items()}
        release_rows = unit.execute(
            sa.select(
                releases.c.address,
                releases.c.state,
                releases.c.silent,
                releases.c.title,
                releases.c.published,
                releases.c.publisher,
                releases.c.content_sha,
                releases.c.text,
            )
        )
        event_rows = unit.execute(
            sa.select(
                events.c.id,
                events.c.kind,
                events.c.agreement_id,
                events.c.published_by,
                events.c.silent,
                releases.c.address,
            ).outerjoin(releases, releases.c.id == events.c.release_id)
        ).all()
        told = {
            row.id: _json(row.kind, texts[row.agreement_id], row.published_by, row.silent)
            for row in event_rows
        }
        delivery_rows = unit.execute(
            sa.select(deliveries.c.event_id, deliveries.c.workspace, deliveries.c.channel)
        )
        return Archive(
            releases=Counter(_json(*row) for row in release_rows),
            agreements=Counter(texts.values()),
            events=Counter(told.values()),
            deliveries=Counter(
                _json(row.workspace, row.channel, told[row.event_id]) for row in delivery_rows
            ),
        )


def subscribe(store: Store, channels: dict[str, list[str]]) -> None:
    """Tell each channel of its offices."""
    with store.begin() as unit:
        for channel, codes in channels.items():
            for code in codes:
                subscriptions.add(
                    unit,
                    workspace=TEAM,
                    channel=channel,
                    query_text=f"office:{code}",
                    made_by=None,
                    now=now(),
                )


class Undisturbed:
    """The same steps on the same releases, one after the other in one process, never killed."""

    def __init__(self, store: Store, rooms: Rooms, channels: dict[str, list[str]]) -> None:
        """Takes in the rooms' history."""
        self._store, self._rooms = store, rooms
        self._client = Client(allowed=LOOPBACK, allowed_rest=0.0)
        self._vocabulary = load_vocabulary()
        store.migrate()
        subscribe(store, channels)
        with store.begin() as unit:
            sources.declare(unit, rooms.declared(), now())
        with Reader() as reader:
            self._take_in(reader)

    def run(self) -> Archive:
        """The archive after all that the rooms published, as they published it."""
        with Reader() as reader:
            for _ in self._rooms.again():
                self._take_in(reader)
        return read_archive(self._store)

    def _take_in(self, reader: Reader) -> None:
        for source in self._rooms.declared():
            with self._store.begin() as unit:
                sources.declare(unit, self._rooms.declared(), now())
                sources.claim_due(unit, now() + 2 * polling.LEASE, polling.LEASE * 4, 1000)
            for id_ in polling.poll(self._store, self._client, reader, source.id):
                assert fetching.fetch(self._store, self._client, id_)
                parsing.parse(Services(self._store, self._client, reader, self._vocabulary), id_)


def _agreement(stored: Any) -> str:
    said = [(t.url, t.ordinal, t.agreement.to_json(), t.title, t.silent) for t in stored.tellings]
    together = stored.agreement.to_json()
    addresses = {t.release_id: t.url for t in stored.tellings}  # whose numbers tell who came first
    for quotation in together["evidence"]:
        quotation["release"] = addresses[quotation["release"]]
    return _json(together, stored.published_by, said)


def _json(*values: Any) -> str:
    return json.dumps(values, sort_keys=True, ensure_ascii=False)
