"""What a better reader made of releases that were read before."""

import sqlalchemy as sa
from alembic import op

revision = "p4"
down_revision = "o2"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "release_rereadings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("release_id", _ID, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name="fk_release_rereadings_release_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_release_rereadings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_release_rereadings_release_id", "release_rereadings", ["release_id"])


def downgrade() -> None:
    op.drop_table("release_rereadings")
