"""Each migration, forward and back, on a store that holds something."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import store
from store import Store, schema, subscriptions, words_sqlite
from store.errors import NewerStore
from tests.store.build import NOW

_PAST = "2026-05-04 12:00:00+00:00"


def _config(connection):
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    config.attributes["connection"] = connection
    return config


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/accord.db"
    return request.getfixturevalue("postgresql_url")


@pytest.fixture
def migrated_to(empty_url):
    """A function that brings a store to a revision, and returns a connection to look with."""
    url = empty_url.replace("postgresql:", "postgresql+psycopg:")
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


def test_the_months_of_dates_come_into_the_index_of_words(migrated_to, monkeypatch):
    monkeypatch.setattr(words_sqlite, "_BATCH", 1)
    with migrated_to("p4").begin() as connection:
        for id_ in (1, 2):
            values = {"id": id_, "at": _PAST, "words": "=pkr = data"}
            for statement in (
                "INSERT INTO agreements (id, position, first_seen_at) VALUES (:id, :id, :at)",
                "INSERT INTO agreement_words (position, agreement_id, words)"
                " VALUES (:id, :id, :words)",
            ):
                connection.execute(sa.text(statement), values)
        for kind, day in (("signed", "2026-05-01"), ("meeting", "2027-12-31"),
                          ("ended", "2027-12-31")):  # fmt: skip
            connection.execute(
                sa.text(
                    "INSERT INTO agreement_dates (agreement_id, kind, day, stated, reckoned)"
                    " VALUES (2, :kind, :day, :stated, false)"
                ),
                {"kind": kind, "day": day, "stated": day},
            )
    match = {
        "sqlite": "SELECT rowid FROM agreement_words_fts WHERE agreement_words_fts MATCH"
        " '\"=e202712\" AND data'",
        "postgresql": "SELECT position FROM agreement_words"
        " WHERE words_fts @@ CAST('''=e202712'' & data' AS tsquery)",
    }
    with migrated_to("head").begin() as connection:
        found = connection.execute(sa.text(match[connection.dialect.name])).scalars().all()
        words = connection.execute(sa.text("SELECT words FROM agreement_words WHERE position = 2"))
        assert found == [2]
        assert {"=", "=e202605", "=e202712", "=pkr", "data"} <= set(words.scalar_one().split(" "))
    with migrated_to("p4", down=True).begin() as connection:
        assert connection.execute(sa.text(match[connection.dialect.name])).scalars().all() == [2]


def test_what_was_indexed_before_is_found_by_neighbouring_words(migrated_to):
    with migrated_to("r4").begin() as connection:
        values = {"at": _PAST, "words": "=pkr = data of the offices"}
        for statement in (
            "INSERT INTO agreements (id, position, first_seen_at) VALUES (1, 1, :at)",
            "INSERT INTO agreement_words (position, agreement_id, words) VALUES (1, 1, :words)",
        ):
            connection.execute(sa.text(statement), values)
    stands = {
        "sqlite": "SELECT rowid FROM agreement_words_fts WHERE agreement_words_fts MATCH"
        " '\"of the\"'",
        "postgresql": "SELECT position FROM agreement_words"
        " WHERE accord_pairs(words) @> accord_pairs('of the')",
    }
    index = "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_agreement_words_fts'"
    with migrated_to("r5").begin() as connection:
        name = connection.dialect.name
        assert connection.execute(sa.text(stands[name])).scalars().all() == [1]
        if name == "postgresql":
            apart = stands[name].replace("of the", "data the")
            assert connection.execute(sa.text(apart)).scalars().all() == []
            assert "accord_pairs" in connection.execute(sa.text(index)).scalar_one()
    with migrated_to("r4", down=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            assert "accord_pairs" not in connection.execute(sa.text(index)).scalar_one()
            left = sa.text("SELECT count(*) FROM pg_proc WHERE proname = 'accord_pairs'")
            assert connection.execute(left).scalar_one() == 0
            found = "SELECT position FROM agreement_words WHERE words_fts @@ 'data'"
            assert connection.exec_driver_sql(found).scalars().all() == [1]
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


def _scripts():
    return ScriptDirectory.from_config(_config(None))


ROLLING = [s for s in _scripts().walk_revisions() if getattr(s.module, "rolling", False)]


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A function that makes this program a later one, with one more migration, or itself again."""

    def be(name, *, after=None):
        folder = tmp_path / name
        shutil.copytree(Path(store.__file__).parent / "migrations", folder)
        if after:
            (folder / "versions" / "zz_next.py").write_text(after)
        config = Config()
        config.set_main_option("script_location", str(folder))
        script = ScriptDirectory.from_config(config)
        monkeypatch.setattr(schema, "_script", lambda: script)

    return be


NEXT = """
from alembic import op
import sqlalchemy as sa
revision = "zz"
down_revision = "{head}"
rolling = {rolling}
def upgrade():
    op.add_column("subscriptions", sa.Column("colour", sa.String()))
def downgrade():
    op.drop_column("subscriptions", "colour")
"""


@pytest.mark.parametrize("rolling", [True, False])
def test_a_program_goes_on_beside_the_next_one_if_the_tables_have_room_for_it(
    empty_url, programs, rolling
):
    head = _scripts().get_current_head()
    programs("newer", after=NEXT.format(head=head, rolling=rolling))
    with Store.open(empty_url) as newer:
        assert newer.migrate() == "zz"
    programs("this")
    with Store.open(empty_url) as older:
        if rolling:
            with older.begin() as unit:  # one that was started again meanwhile
                added = subscriptions.add(
                    unit, workspace="T1", channel="C1", query_text="", made_by=None, now=NOW
                )
            with older.read() as unit:
                assert subscriptions.get(unit, added.id).channel == "C1"
        else:
            with pytest.raises(NewerStore), older.begin():
                pass
        with pytest.raises(NewerStore):
            older.migrate()


def test_after_going_back_only_the_programs_that_can_are_served(empty_url, programs):
    programs("newer", after=NEXT.format(head=_scripts().get_current_head(), rolling=True))
    with Store.open(empty_url) as newer:
        newer.migrate()
        newer.migrate("previous")
    programs("this")
    with Store.open(empty_url) as older, older.begin():
        pass


@pytest.mark.parametrize("script", ROLLING, ids=lambda script: script.revision)
def test_a_rolling_migration_takes_nothing_and_demands_nothing(migrated_to, script):
    def columns(engine):
        inspector = sa.inspect(engine)
        return {
            (table, column["name"]): column
            for table in inspector.get_table_names()
            for column in inspector.get_columns(table)
        }

    before = columns(migrated_to(script.down_revision))
    after = columns(migrated_to(script.revision))
    tables = {table for table, _ in before}
    for name, column in before.items():
        assert str(after[name]["type"]) == str(column["type"])
        assert after[name]["nullable"] >= column["nullable"]
    for name in after.keys() - before.keys():
        column = after[name]
        assert name[0] not in tables or column["nullable"] or column["default"] is not None, name
