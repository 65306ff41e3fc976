"""Who refreshes a workspace's tokens: one process at a time."""

import sqlalchemy as sa
from alembic import op

revision = "s3"
down_revision = "o1"


def upgrade() -> None:
    op.add_column("installations", sa.Column("rotating_until", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("installations", "rotating_until")
