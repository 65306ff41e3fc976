"""SQLite's index of words (FTS5), made anew at once."""

from __future__ import annotations

import logging

import sqlalchemy as sa

_log = logging.getLogger(__name__)
# Postings are gathered in memory up to here, then written and merged with those before: by FTS5's
# own megabyte, those of a million releases are merged five times over.
_GATHERED = 64 << 20
_OWN = 1 << 20
_CACHE = 64 << 10  # KB
_BATCH = 10_000
_COMMAND = "INSERT INTO agreement_words_fts (agreement_words_fts) VALUES ('{command}')"
_HASH_SIZE = (
    "INSERT INTO agreement_words_fts (agreement_words_fts, rank) VALUES ('hashsize', :size)"
)
_LAST = """
    SELECT max(position), count(*) FROM (
        SELECT position FROM agreement_words WHERE position > :last ORDER BY position LIMIT :batch
    ) AS batch
"""
_FILL = """
    INSERT INTO agreement_words_fts (rowid, words)
    SELECT position, words FROM agreement_words WHERE position > :last AND position <= :to
    ORDER BY position
"""


def refill(connection: sa.Connection) -> None:
    """Make the index of words anew from the agreements' words, and log how far it is."""
    cache = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute(sa.text(_COMMAND.format(command="delete-all")))
    connection.execute(sa.text(_HASH_SIZE), {"size": _GATHERED})
    done, last = 0, -1
    while True:
        to, count = connection.execute(sa.text(_LAST), {"last": last, "batch": _BATCH}).one()
        if not count:
            break
        connection.execute(sa.text(_FILL), {"last": last, "to": to})
        done, last = done + count, to
        if count == _BATCH:
            _log.info("The words of %d agreements are indexed.", done)
    connection.execute(sa.text(_HASH_SIZE), {"size": _OWN})
    # One piece: else whoever records next would wait until many large ones are merged.
    connection.execute(sa.text(_COMMAND.format(command="optimize")))
    connection.exec_driver_sql(f"PRAGMA cache_size = {cache}")
