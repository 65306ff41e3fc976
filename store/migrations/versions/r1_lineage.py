"""Lineage: what an agreement says of an earlier one, and the dates at which something comes."""

import sqlalchemy as sa
from alembic import op

revision = "r1"
down_revision = "p1"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "agreement_relations",
        sa.Column("agreement_id", _ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parties", sa.String(), nullable=False),
        sa.Column("earlier_id", _ID),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name="fk_agreement_relations_agreement_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"],
            ["agreements.id"],
            name="fk_agreement_relations_earlier_id",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("agreement_id", name="pk_agreement_relations"),
    )
    op.create_index("ix_agreement_relations_parties", "agreement_relations", ["parties"])
    op.create_index("ix_agreement_relations_earlier_id", "agreement_relations", ["earlier_id"])
    op.create_table(
        "agreement_dates",
        sa.Column("agreement_id", _ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("stated", sa.String(), nullable=False),
        sa.Column("reckoned", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('signed', 'in_force', 'ended', 'meeting')", name="ck_agreement_dates_kind"
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name="fk_agreement_dates_agreement_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("agreement_id", "kind", name="pk_agreement_dates"),
    )
    op.create_index("ix_agreement_dates_day", "agreement_dates", ["day", "agreement_id"])
    # Both follow from what the releases tell; `store.rebuilding` fills them after the migration.
    op.execute("DELETE FROM meta WHERE key = 'rebuild'")
    op.execute(
        "INSERT INTO meta (key, value, changed_at) VALUES ('rebuild', 'lineage', CURRENT_TIMESTAMP)"
    )


def downgrade() -> None:
    op.execute("DELETE FROM meta WHERE key = 'rebuild'")
    op.drop_table("agreement_dates")
    op.drop_table("agreement_relations")
