"""When to look again, how often a press room publishes, and when its silence is alarming."""

from datetime import UTC, datetime, timedelta

import pytest

from accord.cadence import longest_silence, next_look, rhythm
from accord.source import Format, Source

HOUR = timedelta(hours=1)
# A Wednesday, 12:00 in Seoul.
NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)


def source(**given):
    return Source(id="x", name="X", url="https://x.example/", format=Format.RSS, **given)


def test_in_working_hours_the_cadence_is_the_declared_one():
    assert next_look(source(time_zone="Asia/Seoul"), None, NOON) == HOUR


def test_without_a_time_zone_all_hours_are_alike():
    for hours in range(0, 168, 5):
        assert next_look(source(), None, NOON + timedelta(hours=hours)) == HOUR


@pytest.mark.parametrize(
    ("zone", "at", "rest"),
    [
        ("Asia/Seoul", datetime(2026, 7, 15, 12, tzinfo=UTC), 3 * HOUR),  # 21:00
        ("Asia/Seoul", datetime(2026, 7, 15, 20, 30, tzinfo=UTC), 1.5 * HOUR),  # 05:30
        ("Asia/Seoul", datetime(2026, 7, 15, 21, 30, tzinfo=UTC), HOUR),  # 06:30
        ("Asia/Seoul", datetime(2026, 7, 18, 3, tzinfo=UTC), 3 * HOUR),  # Saturday
        ("Asia/Riyadh", datetime(2026, 7, 17, 9, tzinfo=UTC), 3 * HOUR),  # Friday
        ("Asia/Riyadh", datetime(2026, 7, 19, 9, tzinfo=UTC), HOUR),  # Sunday
        ("Nowhere/At all", datetime(2026, 7, 18, 3, tzinfo=UTC), HOUR),
    ],
)
def test_while_an_office_sleeps_it_is_looked_at_less_and_again_when_it_opens(zone, at, rest):
    assert next_look(source(time_zone=zone), None, at) == rest


@pytest.mark.parametrize(
    ("every", "a_month", "rest"),
    [
        (3600, 60, HOUR / 2),
        (900, 60, timedelta(minutes=10)),
        (300, 60, timedelta(minutes=5)),
        (3600, 10, HOUR),
        (3600, 0.5, 2 * HOUR),
        (8 * 3600, 0.5, 12 * HOUR),
        (24 * 3600, 0.5, 24 * HOUR),
    ],
)
def test_a_press_room_s_own_rhythm_changes_the_cadence(every, a_month, rest):
    assert next_look(source(every_seconds=every), a_month, NOON) == rest


@pytest.mark.parametrize("given", [{"every_seconds": 5.0}, {"steady": True}])
def test_a_cadence_that_an_operator_sets_is_kept(given):
    night = datetime(2026, 7, 18, 18, tzinfo=UTC)
    room = source(time_zone="Asia/Seoul", **given)
    assert next_look(room, 100.0, night).total_seconds() == room.every_seconds


def test_the_rhythm_is_measured_on_enough_releases_over_enough_time():
    weekly = [NOON - timedelta(weeks=n) for n in range(9)]
    assert rhythm(weekly) == pytest.approx(4.35, abs=0.01)
    assert rhythm(weekly[:5]) is None
    assert rhythm([NOON - timedelta(hours=n) for n in range(50)]) is None


def test_silence_is_alarming_where_chance_would_not_explain_it():
    assert longest_silence(source(), None) is None
    four = longest_silence(source(a_month=4), None)
    assert timedelta(days=53) < four < timedelta(days=54)
    assert longest_silence(source(a_month=4), 40.0) < four / 4
    assert longest_silence(source(a_month=4), 1.0) == four
    assert longest_silence(source(a_month=500), None) == timedelta(days=3)
