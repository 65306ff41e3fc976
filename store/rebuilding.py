"""What follows from the tellings, made anew after a migration has changed its shape."""

from __future__ import annotations

import sqlalchemy as sa

from store import lineage, search_index, tellings
from store.engine import Unit
from store.tables import agreements, meta

_BATCH = 200
# A migration puts this into `meta` when it leaves an index to be filled.
_DUE = "rebuild"


def rebuild_if_due(unit: Unit) -> int:
    """Index all agreements anew if a migration asks for it; returns how many there were."""
    if unit.execute(sa.select(meta.c.key).where(meta.c.key == _DUE)).scalar() is None:
        return 0
    count = rebuild(unit)
    unit.execute(sa.delete(meta).where(meta.c.key == _DUE))
    return count


def rebuild(unit: Unit) -> int:
    """Index all agreements anew, by parties, words and lineage, in batches of bounded size.

    The words are those that were indexed before: names that the vocabulary has learnt since come
    in when a release is read again.
    """
    count, last = 0, 0
    while True:
        ids = list(
            unit.execute(
                sa.select(agreements.c.id)
                .where(agreements.c.id > last)
                .order_by(agreements.c.id)
                .limit(_BATCH)
            ).scalars()
        )
        if not ids:
            return count
        for stored in tellings.load(unit, ids).values():
            words = search_index.indexed_words(unit, stored.id)
            search_index.index(unit, stored, words, lineage.date_anew(unit, stored))
            lineage.index(unit, stored)
        count, last = count + len(ids), ids[-1]
