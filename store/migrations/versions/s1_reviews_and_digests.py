"""Reviewers' decisions; digests, mutes and pauses of subscriptions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "s1"
down_revision = "r1"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_OF_SUBSCRIPTIONS = (
    ("cadence", sa.String()),
    ("at_minute", sa.Integer()),
    ("weekday", sa.Integer()),
    ("zone", sa.String()),
    ("follow_ups", sa.String()),
    ("muted_since", _INSTANT),
    ("muted_until", _INSTANT),
    ("next_digest_at", _INSTANT),
    ("paused_at", _INSTANT),
    ("pause_reason", sa.Text()),
)


def upgrade() -> None:
    for name, kind in _OF_SUBSCRIPTIONS:
        op.add_column("subscriptions", sa.Column(name, kind))
    op.add_column("events", sa.Column("doubts", sa.JSON()))
    op.add_column("events", sa.Column("decided_at", _INSTANT))
    op.create_table(
        "gathered",
        sa.Column("subscription_id", _ID, nullable=False),
        sa.Column("event_id", _ID, nullable=False),
        sa.Column("delivery_id", _ID),
        sa.Column("gathered_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name="fk_gathered_subscription_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_gathered_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["deliveries.id"],
            name="fk_gathered_delivery_id",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("subscription_id", "event_id", name="pk_gathered"),
    )
    op.create_index("ix_gathered_event_id", "gathered", ["event_id"])
    op.create_index("ix_gathered_delivery_id", "gathered", ["delivery_id"])
    op.create_table(
        "decisions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("release_id", _ID, nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("read", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON()),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", _INSTANT, nullable=False),
        sa.CheckConstraint(
            "verdict IN ('approved', 'fixed', 'rejected')", name="ck_decisions_verdict"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_decisions_release_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decisions_release_id", "decisions", ["release_id"])


def downgrade() -> None:
    op.drop_table("decisions")
    op.drop_table("gathered")
    op.drop_column("events", "decided_at")
    op.drop_column("events", "doubts")
    for name, _ in reversed(_OF_SUBSCRIPTIONS):
        op.drop_column("subscriptions", name)
