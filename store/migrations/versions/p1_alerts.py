"""Alerts for the operator; a delivery is of an event or of an alert."""

import sqlalchemy as sa
from alembic import op

revision = "p1"
down_revision = "a1"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SUBJECT = "(event_id IS NULL) <> (alert_id IS NULL)"
_CHANNELS = "uq_deliveries_alert_id_workspace_channel"
# SQLite's rebuild of the table would forget it.
_KWARGS = {"sqlite_autoincrement": True}


def upgrade() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
        sa.UniqueConstraint("subject", "number", name="uq_alerts_subject_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alerts_made_at", "alerts", ["made_at"])
    with op.batch_alter_table("deliveries", table_kwargs=_KWARGS) as table:
        table.alter_column("event_id", existing_type=sa.BigInteger(), nullable=True)
        table.add_column(sa.Column("alert_id", _ID))
        table.create_foreign_key(
            "fk_deliveries_alert_id", "alerts", ["alert_id"], ["id"], ondelete="CASCADE"
        )
        table.create_unique_constraint(_CHANNELS, ["alert_id", "workspace", "channel"])
        table.create_check_constraint(op.f("ck_deliveries_subject"), _SUBJECT)


def downgrade() -> None:
    op.execute("DELETE FROM deliveries WHERE event_id IS NULL")
    with op.batch_alter_table("deliveries", table_kwargs=_KWARGS) as table:
        table.drop_constraint(op.f("ck_deliveries_subject"), type_="check")
        table.drop_constraint(_CHANNELS, type_="unique")
        table.drop_constraint("fk_deliveries_alert_id", type_="foreignkey")
        table.drop_column("alert_id")
        table.alter_column("event_id", existing_type=sa.BigInteger(), nullable=False)
    op.drop_index("ix_alerts_made_at", "alerts")
    op.drop_table("alerts")
