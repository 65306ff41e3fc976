"""What reviewers ruled on which release tells of which agreement, and numbers of merged ones."""

import sqlalchemy as sa
from alembic import op

revision = "r3"
down_revision = "s2"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "groupings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("release_id", _ID, nullable=False),
        sa.Column("agreement_id", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("from_agreement_id", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text()),
        sa.CheckConstraint("verdict IN ('is', 'is_not')", name="ck_groupings_verdict"),
        sa.CheckConstraint("act IN ('split', 'merge')", name="ck_groupings_act"),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_groupings_release_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_groupings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_groupings_release_id", "groupings", ["release_id"])
    op.create_index("ix_groupings_agreement_id", "groupings", ["agreement_id"])
    op.create_index("ix_groupings_from_agreement_id", "groupings", ["from_agreement_id"])
    op.create_table(
        "agreement_aliases",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("agreement_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name="fk_agreement_aliases_agreement_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agreement_aliases"),
    )
    op.create_index("ix_agreement_aliases_agreement_id", "agreement_aliases", ["agreement_id"])


def downgrade() -> None:
    op.drop_table("agreement_aliases")
    op.drop_table("groupings")
