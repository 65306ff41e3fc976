"""Counts of polls, refusals, killed readers and what was swept up."""

import sqlalchemy as sa
from alembic import op

revision = "o1"
down_revision = "p3"


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("labels", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "labels", name="pk_tallies"),
    )


def downgrade() -> None:
    op.drop_table("tallies")
