"""A press room's news, made to measure: memoranda between offices, each of another pair."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from xml.sax.saxutils import escape

from tests.worker.press_room import PressRoom

OFFICES = (
    ("AU", "IP Australia"),
    ("BR", "National Institute of Industrial Property of Brazil (INPI)"),
    ("CA", "Canadian Intellectual Property Office (CIPO)"),
    ("CN", "China National Intellectual Property Administration (CNIPA)"),
    ("DE", "German Patent and Trade Mark Office (DPMA)"),
    ("EP", "European Patent Office (EPO)"),
    ("JP", "Japan Patent Office (JPO)"),
    ("SG", "Intellectual Property Office of Singapore (IPOS)"),
    ("US", "United States Patent and Trademark Office (USPTO)"),
)
PAIRS = tuple(itertools.combinations(OFFICES, 2))


@dataclass(frozen=True)
class News:
    """One release of a memorandum between two offices, the `number`th of its press room."""

    number: int
    day: date

    @property
    def pair(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The two offices, each with code and name."""
        return PAIRS[self.number % len(PAIRS)]

    @property
    def codes(self) -> tuple[str, str]:
        """The two offices' codes."""
        (one, _), (other, _) = self.pair
        return one, other

    @property
    def path(self) -> str:
        """Its path in the press room."""
        return f"/news/{self.number}"

    @property
    def title(self) -> str:
        """Its heading."""
        (_, one), (_, other) = self.pair
        return f"{one} and {other} sign memorandum of understanding no. {self.number}"

    @property
    def html(self) -> str:
        """Its page."""
        (_, one), (_, other) = self.pair
        day = f"{self.day.day} {self.day:%B %Y}"
        return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{self.title} | Press room</title></head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<main><h1>{self.title}</h1><p class="date">{day}</p>
<p>The {one} and the {other} signed a memorandum of understanding in Geneva on {day}.
It covers the training of examiners and the exchange of patent data.</p></main>
<footer>Contact and legal notice</footer></body></html>"""


def news(count: int, *, first: int = 0, day: date | None = None) -> list[News]:
    """So many releases, a day apart, the last of today or of `day`."""
    last = day or date.today()  # noqa: DTZ011 - a page prints the day of its own place
    return [News(first + n, last - timedelta(days=count - 1 - n)) for n in range(count)]


def feed(items: Iterable[News], room: PressRoom) -> str:
    """An RSS feed of them, the newest first."""
    rows = "".join(
        f"<item><title>{escape(item.title)}</title><link>{room.url(item.path)}</link>"
        f"<guid>{room.url(item.path)}</guid></item>"
        for item in reversed(list(items))
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>News</title><link>{room.url('/')}</link>{rows}</channel></rss>"
    )


def publish(room: PressRoom, items: Iterable[News]) -> None:
    """Show the releases and the feed that lists them all."""
    items = list(items)
    for item in items:
        room.show(item.path, item.html)
    room.show("/feed.xml", feed(items, room), media_type="application/rss+xml")
