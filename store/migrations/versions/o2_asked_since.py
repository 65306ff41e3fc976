"""Since when a subscription has asked for what it asks for now, so that nothing else is missed."""

import sqlalchemy as sa
from alembic import op

revision = "o2"
down_revision = "s3"
rolling = True


def upgrade() -> None:
    op.add_column("subscriptions", sa.Column("asked_since", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("subscriptions", "asked_since")
