"""Press rooms on loopback, one address each, that publish while they are watched."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from accord.source import Format, Source
from tests.news import publish
from tests.trials.releases import Release
from tests.worker.press_room import PressRoom, press_room

# Fewer at a time than a relaunched site shows.
_AT_ONCE = 5
_LISTED = 100


class Rooms:
    """Several press rooms that share out releases among themselves, the first of each history."""

    def __init__(self, rooms: Sequence[PressRoom], items: Sequence[Release]) -> None:
        self.rooms = rooms
        self.shown_at: dict[int, float] = {}
        self._items = [list(items[n :: len(rooms)]) for n in range(len(rooms))]
        self._steps: list[list[int]] = [[] for _ in rooms]
        for room in range(len(rooms)):
            self._show(room, 1)

    @property
    def history(self) -> list[Release]:
        """What stood there before anybody looked."""
        return [items[0] for items in self._items]

    @property
    def news(self) -> list[Release]:
        """What is published while they are watched."""
        return [item for items in self._items for item in items[1:]]

    @property
    def asked_for(self) -> int:
        """How many requests were made of them."""
        return sum(len(room.requests) for room in self.rooms)

    def sources(self, folder: Path) -> Path:
        """A sources.yaml that names them."""
        path = folder / "sources.yaml"
        lines = (
            f"  - {{id: {s.id}, name: {s.name}, office: {s.office}, format: rss, url: '{s.url}'}}\n"
            for s in self.declared()
        )
        path.write_text("sources:\n" + "".join(lines))
        return path

    def declared(self) -> list[Source]:
        """The same sources as records."""
        return [
            Source(
                id=f"room-{n}",
                name=f"Room {n}",
                office="CH",
                url=room.url("/feed.xml"),
                format=Format.RSS,
                every_seconds=1.0,
            )
            for n, room in enumerate(self.rooms)
        ]

    def publish_all(self, dice: random.Random, seconds: float, patience: float) -> None:
        """Publish everything, in so many seconds or more: a few releases at a time in one room
        after another, in none before its last ones were fetched.

        Stops when none is fetched for `patience` seconds.
        """
        pause = seconds / (len(self.news) / ((1 + _AT_ONCE) / 2))
        left = list(range(len(self.rooms)))
        last = time.monotonic()
        while left and time.monotonic() - last < patience:
            time.sleep(pause)
            ready = [number for number in left if self._was_read(number)]
            if ready:
                last = time.monotonic()
                number = dice.choice(ready)
                shown, count = self._steps[number][-1], len(self._items[number])
                self._show(number, min(count, shown + dice.randint(1, _AT_ONCE)))
                if self._steps[number][-1] == count:
                    left.remove(number)

    def _was_read(self, number: int) -> bool:
        asked = {request.path for request in list(self.rooms[number].requests)}
        return all(item.path in asked for item in self._items[number][: self._steps[number][-1]])

    def again(self) -> Iterator[None]:
        """Show all steps of all rooms once more, one after the other."""
        for step in range(max(len(steps) for steps in self._steps)):
            for number, steps in enumerate(self._steps):
                if step < len(steps):
                    self._publish(number, steps[step])
            yield

    def _show(self, number: int, count: int) -> None:
        self._publish(number, count)
        shown_before = self._steps[number][-1] if self._steps[number] else 0
        for item in self._items[number][shown_before:count]:
            self.shown_at[item.number] = time.time()
        self._steps[number].append(count)

    def _publish(self, number: int, count: int) -> None:
        publish(self.rooms[number], self._items[number][max(0, count - _LISTED) : count])


@contextmanager
def press_rooms(count: int, items: Sequence[Release]) -> Iterator[Rooms]:
    """So many press rooms, at 127.0.0.2 and the addresses after it, for the block."""
    with ExitStack() as stack:
        opened = [stack.enter_context(press_room(f"127.0.0.{2 + n}")) for n in range(count)]
        yield Rooms(opened, items)
