from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accord.wishes import Cadence, Wishes, known_zone

SUNDAY = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # the clocks of Europe go forward at 1:00


@pytest.mark.parametrize(
    ("wishes", "due"),
    [
        (Wishes(Cadence.AT_ONCE), None),
        (Wishes(Cadence.DAILY, 9 * 60), "2026-03-29T09:00"),
        (Wishes(Cadence.DAILY, 30), "2026-03-30T00:30"),
        (Wishes(Cadence.DAILY, 9 * 60, zone="Europe/Zurich"), "2026-03-29T07:00"),
        (Wishes(Cadence.DAILY, 9 * 60, zone="Asia/Seoul"), "2026-03-30T00:00"),
        (Wishes(Cadence.DAILY, 2 * 60 + 30, zone="Europe/Zurich"), "2026-03-29T01:30"),
        (Wishes(Cadence.WEEKLY, 8 * 60, weekday=0), "2026-03-30T08:00"),
        (Wishes(Cadence.WEEKLY, 0, weekday=6), "2026-04-05T00:00"),
    ],
)
def test_when_the_next_digest_is_due(wishes: Wishes, due: str | None) -> None:
    found = wishes.next_digest(SUNDAY)
    assert (found and found.strftime("%Y-%m-%dT%H:%M")) == due


def test_zones_are_known_by_their_names_in_any_case() -> None:
    assert known_zone("europe/zurich") == "Europe/Zurich"
    assert known_zone("america/new york") == "America/New_York"
    assert known_zone("utc") == "UTC"
    assert known_zone("Europe/Atlantis") is None
