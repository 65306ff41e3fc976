"""Tables of what releases were before, how they were read again, of their files and backfills."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from store.tables import Facts, Id, Instant, Words, metadata

versions = Table(
    "release_versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Words),
    Column("text", Words),
    Column("content_sha", ForeignKey("contents.sha")),
    Column("media_type", Words),
    Column("fetched_at", Instant),
    Column("replaced_at", Instant, nullable=False),
    UniqueConstraint("release_id", "number"),
    Index("ix_release_versions_content_sha", "content_sha"),
    sqlite_autoincrement=True,
)

rereadings = Table(
    "release_rereadings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("reader", String, nullable=False),
    Column("changes", Facts, nullable=False),
    Index("ix_release_rereadings_release_id", "release_id"),
    sqlite_autoincrement=True,
)

files = Table(
    "release_files",
    metadata,
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), nullable=False),
    Column("url", Words, nullable=False),
    Column("content_sha", ForeignKey("contents.sha"), nullable=False),
    Column("fetched_at", Instant, nullable=False),
    PrimaryKeyConstraint("release_id", "url"),
    Index("ix_release_files_content_sha", "content_sha"),
)

backfills = Table(
    "backfills",
    metadata,
    Column("source_id", String, nullable=False),
    Column("since", Date, nullable=False),
    Column("position", Integer, nullable=False),
    Column("found", Integer, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("done_at", Instant),
    PrimaryKeyConstraint("source_id"),
)
