"""A process that works alone takes over at once what a killed one held."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from accord.press_release import Entry
from accord.source import Format, Source
from store import Store, leases, releases, sources

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
LONG = timedelta(hours=1)
SOURCE = Source(id="x", name="X", url="http://example.org/feed", format=Format.RSS)


def test_what_was_held_can_be_taken_at_once(store: Store) -> None:
    with store.begin() as unit:
        sources.declare(unit, [SOURCE], NOW)
        assert sources.claim_due(unit, NOW, LONG, 10) == ["x"]
        (id_,) = releases.add_found(unit, "x", [Entry("http://example.org/1")], NOW, silent=False)
        assert releases.claim(unit, id_, NOW, LONG)
    with store.begin() as unit:
        assert sources.claim_due(unit, NOW, LONG, 10) == []
        assert releases.claim(unit, id_, NOW, LONG) is None
        leases.end_all(unit, NOW)
        assert sources.claim_due(unit, NOW, LONG, 10) == ["x"]
        assert releases.claim(unit, id_, NOW, LONG)
