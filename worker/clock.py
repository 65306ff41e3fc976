"""The time, and spreading things over it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def within(delay: timedelta) -> timedelta:
    """The delay or up to a tenth more, so that what failed together is not tried together."""
    return delay * random.uniform(1.0, 1.1)  # noqa: S311 - spreads load, guards nothing
