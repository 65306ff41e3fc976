"""What Prometheus reads: the state of the store at the moment it asks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from store import Store, audit, outbox, pulse, queues, sources, tallies
from store.engine import Unit
from store.errors import StoreError
from worker.clock import Clock, now

_log = logging.getLogger(__name__)

_COUNTERS = {
    "polls": ("Looks at a source by what they came to.", ("source", "outcome")),
    "fetch_refused": ("Releases that were not fetched, by why.", ("reason",)),
    "parse_killed": ("Documents that killed their reader, by how.", ("reason",)),
    "swept": ("Work that stood unfinished and was queued again.", ("stage",)),
}


class StoreMetrics(Collector):
    """The metrics that the store holds. Any process may show them: all show the same."""

    def __init__(self, store: Store, clock: Clock = now) -> None:
        self._store, self._clock = store, clock

    def collect(self) -> Iterator[Metric]:
        """Read them; `accord_store_up` alone where the store cannot be read."""
        up = GaugeMetricFamily("accord_store_up", "Whether the store can be read.")
        try:
            with self._store.read() as unit:
                found = list(_read(unit, self._clock()))
        except StoreError as trouble:
            _log.warning("The metrics cannot be read: %s", trouble)
            found = []
        up.add_metric((), 1 if found else 0)
        yield up
        yield from found


def _read(unit: Unit, at: datetime) -> Iterator[Metric]:
    tick = pulse.last_tick(unit)
    yield _gauge(
        "accord_beat_last_tick_timestamp_seconds",
        "When the schedule's last tick reached a worker.",
        {(): tick.timestamp() if tick else 0.0},
    )
    watched = sources.all_sources(unit)
    yield _gauge(
        "accord_source_last_success_timestamp_seconds",
        "When a source last answered with something that could be read.",
        {(s.id,): s.last_success_at.timestamp() for s in watched if s.last_success_at},
        "source",
    )
    yield _gauge(
        "accord_source_overdue",
        "Seconds since a source should have been looked at.",
        {(s.id,): max(0.0, (at - s.next_poll_at).total_seconds()) for s in watched},
        "source",
    )
    yield _gauge(
        "accord_oldest_unfinished_seconds",
        "How long the oldest work of a stage has been due.",
        {(stage,): since.total_seconds() for stage, since in queues.oldest(unit, at).items()},
        "stage",
    )
    yield _gauge(
        "accord_deliveries",
        "Deliveries by state.",
        {(str(state),): float(count) for state, count in outbox.counts(unit).items()},
        "state",
    )
    yield _gauge(
        "accord_audit_missed",
        "Announcements that the last audit found missing.",
        {(): float(audit.last_missed(unit))},
    )
    for name, (says, labels) in _COUNTERS.items():
        counter = CounterMetricFamily(f"accord_{name}", says, labels=labels)
        for values, count in tallies.read(unit, name).items():
            counter.add_metric(values, count)
        yield counter


def _gauge(name: str, says: str, values: dict[tuple[str, ...], float], *labels: str) -> Metric:
    gauge = GaugeMetricFamily(name, says, labels=labels)
    for key, value in values.items():
        gauge.add_metric(key, value)
    return gauge
