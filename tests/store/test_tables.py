"""The schema: made by migrations, as the code describes it, the same on both engines."""

import importlib.resources

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store import Store
from store.schema import VERSION_TABLE
from store.tables import metadata

# The index of words is each engine's own: a virtual table with its shadows, or a column and index.
_OWN = ("agreement_words_fts", "words_fts", "ix_agreement_words_fts", VERSION_TABLE)


def _shared(obj, name, kind, *_):
    return not (name or "").startswith(_OWN)


def test_migrations_make_what_the_code_describes(store):
    with store.read() as unit:
        context = MigrationContext.configure(
            unit.connection,
            opts={
                "include_object": _shared,
                "compare_type": True,
                "compare_server_default": True,
                "version_table": VERSION_TABLE,
            },
        )
        assert compare_metadata(context, metadata) == []


def _type(column):
    """A column's type in words that both engines share; SQLite's INTEGER holds 64 bits."""
    kind = column["type"]
    for ours in (
        sa.Boolean,
        sa.DateTime,
        sa.Date,
        sa.JSON,
        sa.LargeBinary,
        sa.Integer,
        sa.Float,
        sa.String,
    ):
        if isinstance(kind, ours):
            return "JSON" if ours is sa.JSON else ours.__name__
    raise AssertionError(f"{column} has a type that only one engine knows")


def _described(url):
    with Store.open(url) as store, store.read() as unit:
        inspector = sa.inspect(unit.connection)
        tables = [t for t in inspector.get_table_names() if not t.startswith(_OWN)]
        return {
            table: {
                "columns": [
                    (c["name"], _type(c), c["nullable"]) for c in inspector.get_columns(table)
                    if not c["name"].startswith(_OWN)
                ],
                "primary key": inspector.get_pk_constraint(table)["constrained_columns"],
                "unique": sorted(
                    (u["name"], *u["column_names"])
                    for u in inspector.get_unique_constraints(table)
                ),
                "foreign keys": sorted(
                    (f["name"], *f["constrained_columns"], f["referred_table"],
                     f["options"].get("ondelete"))
                    for f in inspector.get_foreign_keys(table)
                ),
                "checks": sorted(c["name"] for c in inspector.get_check_constraints(table)),
                "indexes": sorted(
                    (i["name"], *i["column_names"], bool(i["unique"]), "where" in str(i))
                    for i in inspector.get_indexes(table)
                    if not i["name"].startswith(_OWN) and "duplicates_constraint" not in i
                ),
            }
            for table in tables
        }  # fmt: skip


def test_both_engines_hold_the_same_tables(sqlite_url, postgresql_url):
    with Store.open(postgresql_url) as store:
        store.migrate()
    ours, theirs = _described(sqlite_url), _described(postgresql_url)
    assert ours.keys() == theirs.keys() == metadata.tables.keys()
    for table, described in ours.items():
        assert described == theirs[table], table


def test_the_migrations_are_one_line_and_shipped_with_the_package():
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    script = ScriptDirectory.from_config(config)
    shipped = {
        file.name
        for file in (importlib.resources.files("store") / "migrations" / "versions").iterdir()
    }
    assert len(script.get_heads()) == 1
    for revision in script.walk_revisions():
        assert revision.path.rpartition("/")[2] in shipped


@pytest.mark.parametrize("table", ["agreement_words", "agreement_parties", "agreement_pairs"])
def test_the_index_follows_its_agreement(store, table):
    with store.read() as unit:
        (reference,) = sa.inspect(unit.connection).get_foreign_keys(table)
    assert reference["options"] == {"ondelete": "CASCADE"}
