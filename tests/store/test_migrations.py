"""Each migration, forward and back, on a store that holds something."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from store import Store

_PAST = "2026-05-04 12:00:00+00:00"


def _config(connection):
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    config.attributes["connection"] = connection
    return config


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_to(request, tmp_path):
    """A function that brings a store to a revision, and returns a connection to look with."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/accord.db"
    else:
        url = request.getfixturevalue("postgresql_url").replace(
            "postgresql:", "postgresql+psycopg:"
        )
    engine = sa.create_engine(url)

    def go(revision, *, down=False):
        with engine.begin() as connection:
            move = command.downgrade if down else command.upgrade
            move(_config(connection), revision)
        return engine

    yield go
    engine.dispose()


def _tell(connection):
    connection.execute(
        sa.text(
            "INSERT INTO agreements (id, position, first_seen_at) VALUES (1, 1, :at)"
        ), {"at": _PAST},
    )  # fmt: skip
    connection.execute(
        sa.text(
            "INSERT INTO events (id, kind, agreement_id, published_by, party_count, silent,"
            " happened_at) VALUES (1, 'published', 1, 1, 2, false, :at)"
        ),
        {"at": _PAST},
    )
    connection.execute(
        sa.text(
            "INSERT INTO deliveries (id, event_id, workspace, channel, key, state, attempts,"
            " next_try_at, made_at) VALUES (7, 1, 'T1', 'C1', 'k', 'waiting', 0, :at, :at)"
        ),
        {"at": _PAST},
    )


def test_a_delivery_stays_what_it_was_when_alerts_come_and_go(migrated_to):
    with migrated_to("a1").begin() as connection:
        _tell(connection)
    with migrated_to("p1").begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO alerts (subject, number, kind, facts, made_at)"
                " VALUES ('source:x', 1, 'refused', '{}', :at)"
            ),
            {"at": _PAST},
        )
        connection.execute(
            sa.text(
                "INSERT INTO deliveries (id, alert_id, workspace, channel, key, state, attempts,"
                " next_try_at, made_at) VALUES (8, 1, 'T1', 'C1', 'l', 'waiting', 0, :at, :at)"
            ),
            {"at": _PAST},
        )
    with migrated_to("a1", down=True).begin() as connection:
        rows = connection.execute(sa.text("SELECT id, event_id, key FROM deliveries")).all()
        assert [tuple(row) for row in rows] == [(7, 1, "k")]
    migrated_to("head")


def test_all_migrations_can_be_taken_back_and_made_again(migrated_to):
    migrated_to("head")
    migrated_to("a1", down=True)
    engine = migrated_to("head")
    assert sa.inspect(engine).has_table("deliveries")


def test_a_store_remembers_no_number_that_it_gave_before(sqlite_url):
    with Store.open(sqlite_url).read() as unit:
        made = unit.execute(sa.text("SELECT sql FROM sqlite_master WHERE name = 'deliveries'"))
        assert "AUTOINCREMENT" in made.scalar_one()
