"""The first tables: sources, releases, agreements, events, subscriptions and deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)
_UNFINISHED = sa.text("state IN ('found', 'fetched')")
_UNSETTLED = sa.text("state IN ('waiting', 'posting')")


def upgrade() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", _ID, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("dated_first", sa.Date()),
        sa.Column("dated_last", sa.Date()),
        sa.Column("first_seen_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agreements"),
        sa.UniqueConstraint("position", name="uq_agreements_position"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contents",
        sa.Column("sha", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("sha", name="pk_contents"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("office", sa.String()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("language", sa.String()),
        sa.Column("every_seconds", sa.Integer(), nullable=False),
        sa.Column("selectors", sa.JSON(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("next_poll_at", _INSTANT, nullable=False),
        sa.Column("leased_until", _INSTANT),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.String()),
        sa.Column("first_success_at", _INSTANT),
        sa.Column("last_success_at", _INSTANT),
        sa.Column("last_failure_at", _INSTANT),
        sa.Column("last_changed_at", _INSTANT),
        sa.Column("polls", sa.BigInteger(), nullable=False),
        sa.Column("bytes_received", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", _INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
    )
    op.create_index("ix_sources_due", "sources", ["next_poll_at"])
    op.create_table(
        "subscriptions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("query_text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text()),
        sa.Column("made_at", _INSTANT, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("removed_at", _INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint(
            "workspace",
            "channel",
            "query_text",
            name="uq_subscriptions_workspace_channel_query_text",
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "agreement_pairs",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("other_code", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("agreement_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name="fk_agreement_pairs_agreement_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code", "other_code", "position", name="pk_agreement_pairs"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_agreement_pairs_agreement_id", "agreement_pairs", ["agreement_id"])
    op.create_table(
        "agreement_parties",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("agreement_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name="fk_agreement_parties_agreement_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code", "position", name="pk_agreement_parties"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_agreement_parties_agreement_id", "agreement_parties", ["agreement_id"])
    op.create_table(
        "agreement_words",
        sa.Column("position", _ID, autoincrement=False, nullable=False),
        sa.Column("agreement_id", _ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name="fk_agreement_words_agreement_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("position", name="pk_agreement_words"),
        sa.UniqueConstraint("agreement_id", name="uq_agreement_words_agreement_id"),
    )
    op.create_table(
        "releases",
        sa.Column("id", _ID, nullable=False),
        sa.Column("source_id", sa.String()),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", _INSTANT),
        sa.Column("leased_until", _INSTANT),
        sa.Column("last_error", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("published", sa.String()),
        sa.Column("language", sa.String()),
        sa.Column("publisher", sa.String()),
        sa.Column("text", sa.Text()),
        sa.Column("content_sha", sa.String()),
        sa.Column("media_type", sa.Text()),
        sa.Column("final_url", sa.Text()),
        sa.Column("found_at", _INSTANT, nullable=False),
        sa.Column("fetched_at", _INSTANT),
        sa.Column("parsed_at", _INSTANT),
        sa.CheckConstraint(
            "state IN ('found', 'fetched', 'parsed', 'parked')", name="ck_releases_state"
        ),
        sa.ForeignKeyConstraint(["content_sha"], ["contents.sha"], name="fk_releases_content_sha"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_releases_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
        sa.UniqueConstraint("address", name="uq_releases_address"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_releases_content_sha", "releases", ["content_sha"])
    op.create_index("ix_releases_source_id", "releases", ["source_id"])
    op.create_index(
        "ix_releases_unfinished",
        "releases",
        ["silent", "id"],
        sqlite_where=_UNFINISHED,
        postgresql_where=_UNFINISHED,
    )
    op.create_table(
        "agreement_releases",
        sa.Column("release_id", _ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("agreement_id", _ID, nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("told_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name="fk_agreement_releases_agreement_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name="fk_agreement_releases_release_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("release_id", "ordinal", name="pk_agreement_releases"),
        sa.UniqueConstraint(
            "agreement_id", "release_id", name="uq_agreement_releases_agreement_id_release_id"
        ),
    )
    op.create_index("ix_agreement_releases_day", "agreement_releases", ["day"])
    op.create_table(
        "events",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("agreement_id", _ID, nullable=False),
        sa.Column("release_id", _ID),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.Column("party_count", sa.Integer(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("happened_at", _INSTANT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('published', 'corroborated', 'revised', 'withdrawn')", name="ck_events_kind"
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name="fk_events_agreement_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_events_release_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_agreement_id", "events", ["agreement_id"])
    op.create_index("ix_events_release_id", "events", ["release_id"])
    op.create_table(
        "deliveries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("event_id", _ID, nullable=False),
        sa.Column("subscription_id", _ID),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", _INSTANT, nullable=False),
        sa.Column("leased_until", _INSTANT),
        sa.Column("claimed_at", _INSTANT),
        sa.Column("settled_at", _INSTANT),
        sa.Column("last_error", sa.Text()),
        sa.Column("ts", sa.String()),
        sa.Column("made_at", _INSTANT, nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'posting', 'posted', 'parked')", name="ck_deliveries_state"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_deliveries_event_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscriptions.id"], name="fk_deliveries_subscription_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint(
            "event_id", "workspace", "channel", name="uq_deliveries_event_id_workspace_channel"
        ),
        sa.UniqueConstraint("key", name="uq_deliveries_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_subscription_id", "deliveries", ["subscription_id"])
    op.create_index(
        "ix_deliveries_unsettled",
        "deliveries",
        ["workspace", "channel", "id"],
        sqlite_where=_UNSETTLED,
        postgresql_where=_UNSETTLED,
    )

    postgresql = op.get_context().dialect.name == "postgresql"
    for statement in _POSTGRESQL_INDEX if postgresql else _SQLITE_INDEX:
        op.execute(statement)


# The words are terms already, so both indexes only split at spaces.
_POSTGRESQL_INDEX = (
    """
    ALTER TABLE agreement_words ADD COLUMN words_fts tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED
    """,
    "CREATE INDEX ix_agreement_words_fts ON agreement_words USING gin (words_fts)",
)
_SQLITE_INDEX = (
    """
    CREATE VIRTUAL TABLE agreement_words_fts USING fts5(
        words, content = 'agreement_words', content_rowid = 'position',
        tokenize = "ascii tokenchars '=_'"
    )
    """,
    """
    CREATE TRIGGER agreement_words_added AFTER INSERT ON agreement_words BEGIN
        INSERT INTO agreement_words_fts (rowid, words) VALUES (new.position, new.words);
    END
    """,
    """
    CREATE TRIGGER agreement_words_removed AFTER DELETE ON agreement_words BEGIN
        INSERT INTO agreement_words_fts (agreement_words_fts, rowid, words)
        VALUES ('delete', old.position, old.words);
    END
    """,
)
