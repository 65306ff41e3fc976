"""Releases are looked at again, keep their versions and files, and may be held for the operator."""

import sqlalchemy as sa
from alembic import op

revision = "p3"
down_revision = "r3"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_HELD = sa.text("held IS NOT NULL")


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("held", sa.String()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("looks", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("next_look_at", _INSTANT),
        sa.Column("missing_since", _INSTANT),
        sa.Column("withdrawn_at", _INSTANT),
    ]


def upgrade() -> None:
    for column in _columns():
        op.add_column("releases", column)
    op.create_index("ix_releases_next_look_at", "releases", ["next_look_at"])
    op.create_index(
        "ix_releases_held", "releases", ["held"], sqlite_where=_HELD, postgresql_where=_HELD
    )
    op.create_table(
        "release_versions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("release_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("text", sa.Text()),
        sa.Column("content_sha", sa.String()),
        sa.Column("media_type", sa.Text()),
        sa.Column("fetched_at", _INSTANT),
        sa.Column("replaced_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name="fk_release_versions_release_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["content_sha"], ["contents.sha"], name="fk_release_versions_content_sha"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_release_versions"),
        sa.UniqueConstraint("release_id", "number", name="uq_release_versions_release_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_release_versions_content_sha", "release_versions", ["content_sha"])
    op.create_table(
        "release_files",
        sa.Column("release_id", _ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("content_sha", sa.String(), nullable=False),
        sa.Column("fetched_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_release_files_release_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["content_sha"], ["contents.sha"], name="fk_release_files_content_sha"
        ),
        sa.PrimaryKeyConstraint("release_id", "url", name="pk_release_files"),
    )
    op.create_index("ix_release_files_content_sha", "release_files", ["content_sha"])
    op.create_table(
        "backfills",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("started_at", _INSTANT, nullable=False),
        sa.Column("done_at", _INSTANT),
        sa.PrimaryKeyConstraint("source_id", name="pk_backfills"),
    )


def downgrade() -> None:
    for name in ("backfills", "release_files", "release_versions"):
        op.drop_table(name)
    op.drop_index("ix_releases_held", "releases")
    op.drop_index("ix_releases_next_look_at", "releases")
    with op.batch_alter_table("releases", table_kwargs={"sqlite_autoincrement": True}) as table:
        for column in _columns():
            table.drop_column(column.name)
