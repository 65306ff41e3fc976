"""What the trials' press rooms publish: memoranda, each between another pair of offices."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.vocabulary import load_vocabulary
from tests.news import News

# Enough for 2,145 pairs.
_OFFICES = 66


@dataclass(frozen=True)
class Release(News):
    """A release of one pair's only memorandum."""

    between: tuple[tuple[str, str], tuple[str, str]]

    @property
    def pair(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The two offices, each with code and name."""
        return self.between


def offices() -> list[tuple[str, str]]:
    """Offices whose name and acronym nobody else bears: the code of each and how it is written."""
    known = load_vocabulary().offices
    times = Counter(word for office in known for word in (office.code, office.name, office.acronym))
    alone = (o for o in known if o.acronym and times[o.code] == times[o.name] == 1)
    plain = (o for o in alone if times[o.acronym] == 1 and " and " not in o.name)
    return [(o.code, f"{o.name} ({o.acronym})") for o in plain][:_OFFICES]


def releases(count: int, dice: random.Random, *, first: int = 0) -> list[Release]:
    """So many releases of today, numbered from `first`; no pair stands twice.

    Raises ValueError for more than there are pairs.
    """
    pairs = list(itertools.combinations(offices(), 2))
    if count > len(pairs):
        raise ValueError(f"there are only {len(pairs)} pairs of offices")
    today = date.today()  # noqa: DTZ011 - a page prints the day of its own place
    chosen = dice.sample(pairs, count)
    return [Release(first + n, today, pair) for n, pair in enumerate(chosen)]


def subscriptions(count: int, dice: random.Random) -> dict[str, list[str]]:
    """So many subscriptions, each to another office: the offices' codes by channel.

    Three in four stand alone in their channel, the others share one, so that many a release is
    wanted there twice and must be told once.
    """
    codes = [code for code, _ in dice.sample(offices(), count)]
    alone = max(1, count * 3 // 4)
    channels = {f"C{n:03}": [code] for n, code in enumerate(codes[:alone])}
    if codes[alone:]:
        channels["CMANY"] = codes[alone:]
    return channels


def wanted(items: Sequence[Release], channels: dict[str, list[str]]) -> set[tuple[str, int]]:
    """Each channel with the number of each release that it is to be told of."""
    return {
        (channel, item.number)
        for channel, codes in channels.items()
        for item in items
        if set(codes) & set(item.codes)
    }
