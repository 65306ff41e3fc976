"""A site on loopback and a client that may ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.worker.press_room import LOOPBACK, PressRoom, press_room
from worker.web import Client


@pytest.fixture
def room() -> Iterator[PressRoom]:
    """An empty site on loopback."""
    with press_room() as opened:
        yield opened


@pytest.fixture
def client() -> Client:
    """A client that may ask loopback, without rests."""
    return Client(contact="press-watch@example.org", allowed=LOOPBACK, allowed_rest=0.0)
