"""A store with a few agreements, and the API over it on loopback."""

import threading
from contextlib import contextmanager

import pytest
import uvicorn

from accord.agreement import Instrument, NextMeeting, Relation, RelationKind
from accord.dates import PartialDate
from api.app import application
from store import Store
from tests.store.build import NOW, VOCABULARY, agreement, reading, recorded

MOU = Instrument.MEMORANDUM_OF_UNDERSTANDING


@pytest.fixture
def archive(sqlite_url):
    """A store that holds a memorandum (1), its work plan (2), and a statement (3)."""
    with Store.open(sqlite_url) as store:
        with store.begin() as unit:
            told = (
                reading(
                    agreement("KR", "SG", concluded="2024-03-01", instrument=MOU,
                              topics=("patents",), term_months=60,
                              areas=("data; exchange, \\ and <more>",)),
                    title="Memorandum & more \x0b in \U0001f4dc", published="2024-03-02",
                ),
                reading(
                    agreement("KR", "SG", concluded="2025-04-01", instrument=Instrument.WORK_PLAN,
                              relation=Relation(RelationKind.UNDER, "the memorandum")),
                    publisher="SG", language="ko", title="시행계획 " * 30, published="2025-04-02",
                ),
                reading(
                    agreement("EP", "JP", "KR", "US", concluded="2026-04-30", framework="IP5",
                              in_force=PartialDate(2026, 7, 1),
                              next_meeting=NextMeeting("KR", 2027)),
                ),
            )  # fmt: skip
            for number, said in enumerate(told):
                recorded(unit, said, f"https://office.example/{number}?a=1&b=ü")
        yield store


class _Server(uvicorn.Server):
    def install_signal_handlers(self):
        """It runs in a thread."""


@contextmanager
def serving(store):
    """The API's address while it runs."""
    app = application(store, VOCABULARY, clock=lambda: NOW)
    server = _Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    started = threading.Event()
    startup = server.startup

    async def announced(sockets=None):
        await startup(sockets)
        started.set()

    server.startup = announced
    thread = threading.Thread(target=server.run)
    thread.start()
    assert started.wait(30)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def address(archive):
    """Where the API answers."""
    with serving(archive) as url:
        yield url
