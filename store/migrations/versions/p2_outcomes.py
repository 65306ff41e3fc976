"""Sources remember how they are read, what their polls came to, their rhythm and what was saved."""

import sqlalchemy as sa
from alembic import op

revision = "p2"
down_revision = "s1"

_INSTANT = sa.DateTime(timezone=True)
_ZERO = sa.text("0")


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("rules", sa.JSON()),
        sa.Column("bytes_saved", sa.BigInteger(), nullable=False, server_default=_ZERO),
        sa.Column("unchanged_polls", sa.BigInteger(), nullable=False, server_default=_ZERO),
        sa.Column("body_size", sa.BigInteger()),
        sa.Column("outcome", sa.String()),
        sa.Column("outcome_count", sa.Integer(), nullable=False, server_default=_ZERO),
        sa.Column("listed", sa.Integer()),
        sa.Column("last_new_at", _INSTANT),
        sa.Column("rhythm", sa.Float()),
        sa.Column("moved_to", sa.Text()),
    ]


def upgrade() -> None:
    for column in _columns():
        op.add_column("sources", column)


def downgrade() -> None:
    with op.batch_alter_table("sources") as table:
        for column in _columns():
            table.drop_column(column.name)
