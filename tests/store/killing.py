"""Run as a program: record one release again and again, killed a statement later each time.

`python -m tests.store.killing URL` forks a child for each point, which kills itself there, and
prints what the store holds afterwards as one JSON object a line, until a child gets through.
"""

import json
import os
import signal
import sys

import sqlalchemy as sa

from store import Store, agreements, tables
from store.records import ReleaseState
from store.releases import get
from tests.store.build import NOW, VOCABULARY, agreement, fetched, reading, subscribe

WRITTEN = ("agreements", "agreement_releases", "agreement_parties", "agreement_pairs",
           "agreement_words", "events", "deliveries")  # fmt: skip
SAID = reading(agreement("KR", "SG"), agreement("JP", "KR"))


def record(url, release_id, *, dying_at):
    steps = 0

    def step(*_):
        nonlocal steps
        steps += 1
        if steps == dying_at:
            os.kill(os.getpid(), signal.SIGKILL)

    store = Store.open(url)
    with store.begin() as unit:
        sa.event.listen(unit.connection, "after_cursor_execute", step)
        sa.event.listen(unit.connection, "commit", step)
        agreements.record(unit, release_id, SAID, NOW, VOCABULARY)


def held(store, release_id):
    with store.read() as unit:
        rows = {
            name: unit.execute(
                sa.select(sa.func.count()).select_from(tables.metadata.tables[name])
            ).scalar_one()
            for name in WRITTEN
        }
        return rows | {"parsed": get(unit, release_id).state is ReleaseState.PARSED}


def main(url):
    store = Store.open(url)
    with store.begin() as unit:
        subscribe(unit)
        release_id = fetched(unit)
    for point in range(1, 200):
        child = os.fork()
        if not child:
            record(url, release_id, dying_at=point)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        died = os.WIFSIGNALED(status)
        print(json.dumps({"point": point, "died": died, **held(store, release_id)}))  # noqa: T201
        if not died:
            sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(sys.argv[1])
