"""Workspaces that installed the app, and what a revision of an agreement has changed."""

import sqlalchemy as sa
from alembic import op

revision = "s2"
down_revision = "r2"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("events", sa.Column("changes", sa.JSON()))
    op.create_table(
        "installations",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("enterprise", sa.String()),
        sa.Column("name", sa.Text()),
        sa.Column("bot_token", sa.Text()),
        sa.Column("refresh_token", sa.Text()),
        sa.Column("expires_at", _INSTANT),
        sa.Column("bot_id", sa.String()),
        sa.Column("bot_user", sa.String()),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("installed_by", sa.String()),
        sa.Column("installed_at", _INSTANT, nullable=False),
        sa.Column("uninstalled_at", _INSTANT),
        sa.PrimaryKeyConstraint("workspace", name="pk_installations"),
    )
    op.create_table(
        "oauth_states",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_oauth_states"),
    )


def downgrade() -> None:
    op.drop_table("oauth_states")
    op.drop_table("installations")
    op.drop_column("events", "changes")
