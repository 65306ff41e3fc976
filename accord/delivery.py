"""Telling a channel: what is told, when to try again, when to give up."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class EventKind(StrEnum):
    """What happened to an agreement in the store."""

    PUBLISHED = "published"
    CORROBORATED = "corroborated"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"


class DeliveryState(StrEnum):
    """Where a delivery stands. Only `posted` and `parked` are final.

    `posting` is written before the post and `posted` after it, so a row that is found `posting`
    with its lease run out is unsure: the message may stand in the channel.
    """

    WAITING = "waiting"
    POSTING = "posting"
    POSTED = "posted"
    PARKED = "parked"


GIVE_UP_AFTER = timedelta(days=3)


def retry_delay(attempts: int) -> timedelta:
    """Rest before a delivery is tried again: 10 s, doubled each time, at most an hour.

    Raises ValueError below 1.
    """
    if attempts < 1:
        raise ValueError("a delivery has been tried at least once before it is retried")
    return min(timedelta(seconds=10 * 2 ** min(attempts - 1, 16)), timedelta(hours=1))


def outage_delay(known_for: timedelta) -> timedelta | None:
    """Rest for a release whose site is in trouble, known for so long: as long again, a minute at
    least and 6 h at most. None after two weeks, when it is no news any more."""
    if known_for > timedelta(days=14):
        return None
    return min(max(known_for, timedelta(minutes=1)), timedelta(hours=6))


def source_delay(failures: int) -> timedelta:
    """Rest for a failing source: a minute, doubled each time, at most 6 h.

    Raises ValueError below 1.
    """
    if failures < 1:
        raise ValueError("a source has failed at least once before it rests")
    return min(timedelta(minutes=2 ** min(failures - 1, 16)), timedelta(hours=6))
