"""Search at a million: dating beside parties and pairs, counts by fact, each agreement's facts."""

import sqlalchemy as sa
from alembic import op

revision = "r2"
down_revision = "p2"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COUNTED = ("agreement_parties", "agreement_pairs")


def upgrade() -> None:
    op.add_column("agreements", sa.Column("facets", sa.Text()))
    op.create_table(
        "agreement_counts",
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("term", "other", name="pk_agreement_counts"),
        sqlite_with_rowid=False,
    )
    for table in _COUNTED:
        op.drop_table(table)
        codes = ("code",) if table == "agreement_parties" else ("code", "other_code")
        op.create_table(
            table,
            *(sa.Column(code, sa.String(), nullable=False) for code in codes),
            sa.Column("position", sa.BigInteger(), nullable=False),
            sa.Column("agreement_id", _ID, nullable=False),
            sa.Column("dating", sa.String(), nullable=False),
            sa.ForeignKeyConstraint(
                ["agreement_id"],
                ["agreements.id"],
                name=f"fk_{table}_agreement_id",
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint(*codes, "position", name=f"pk_{table}"),
            sqlite_with_rowid=False,
        )
        op.create_index(f"ix_{table}_agreement_id", table, ["agreement_id"])
    if op.get_context().dialect.name == "postgresql":
        # What waits to be merged into the index is read by every look-up: little of it, often.
        op.execute("ALTER INDEX ix_agreement_words_fts SET (gin_pending_list_limit = 256)")
    # All that follows from the tellings; `store.rebuilding` fills it after the migration.
    op.execute("DELETE FROM meta WHERE key = 'rebuild'")
    op.execute(
        "INSERT INTO meta (key, value, changed_at) VALUES ('rebuild', 'search', CURRENT_TIMESTAMP)"
    )


def downgrade() -> None:
    op.execute("DELETE FROM meta WHERE key = 'rebuild'")
    for table in _COUNTED:
        op.execute(f"ALTER TABLE {table} DROP COLUMN dating")
    op.execute("ALTER TABLE agreements DROP COLUMN facets")
    op.drop_table("agreement_counts")
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER INDEX ix_agreement_words_fts RESET (gin_pending_list_limit)")
