"""The tables, the same on SQLite and PostgreSQL; only the index of words differs by engine."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator

# PostgreSQL takes no NUL and neither engine a lone surrogate; documents hold both.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: str) -> str:
    """Text that both engines take, of the same length, so that offsets into it stay right."""
    return _UNSTORABLE.sub("\ufffd", value)


def _storable_json(value: Any) -> Any:
    match value:
        case str():
            return storable(value)
        case dict():
            return {storable(name): _storable_json(item) for name, item in value.items()}
        case list() | tuple():
            return [_storable_json(item) for item in value]
        case _:
            return value


class Words(TypeDecorator[str]):
    """Text from outside."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else storable(value)


class Facts(TypeDecorator[Any]):
    """Plain JSON values from outside."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return _storable_json(value)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, in UTC. Raises ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite makes only INTEGER columns its row ids; they hold 64 bits all the same.
Id = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sources = Table(
    "sources",
    metadata,
    Column("id", String, primary_key=True),
    Column("office", String),
    Column("name", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("format", String, nullable=False),
    Column("language", String),
    Column("every_seconds", Integer, nullable=False),
    Column("selectors", Facts, nullable=False),
    Column("rules", Facts),
    Column("sample", Boolean, nullable=False),
    Column("next_poll_at", Instant, nullable=False),
    Column("leased_until", Instant),
    Column("failures", Integer, nullable=False),
    Column("last_error", Words),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("body_hash", String),
    Column("first_success_at", Instant),
    Column("last_success_at", Instant),
    Column("last_failure_at", Instant),
    Column("last_changed_at", Instant),
    Column("polls", BigInteger, nullable=False),
    Column("bytes_received", BigInteger, nullable=False),
    Column("bytes_saved", BigInteger, nullable=False, server_default=text("0")),
    Column("unchanged_polls", BigInteger, nullable=False, server_default=text("0")),
    Column("body_size", BigInteger),
    Column("outcome", String),
    Column("outcome_count", Integer, nullable=False, server_default=text("0")),
    Column("listed", Integer),
    Column("last_new_at", Instant),
    Column("rhythm", Float),
    Column("moved_to", Words),
    Column("retired_at", Instant),
    Index("ix_sources_due", "next_poll_at"),
)

contents = Table(
    "contents",
    metadata,
    Column("sha", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("kept_at", Instant, nullable=False),
)

_unfinished = text("state IN ('found', 'fetched')")
_held = text("held IS NOT NULL")
releases = Table(
    "releases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", ForeignKey("sources.id")),
    Column("address", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("state", String, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Instant),
    Column("leased_until", Instant),
    Column("last_error", Words),
    Column("title", Words),
    Column("published", String),
    Column("language", String),
    Column("publisher", String),
    Column("text", Words),
    Column("content_sha", ForeignKey("contents.sha")),
    Column("media_type", Words),
    Column("final_url", Words),
    Column("found_at", Instant, nullable=False),
    Column("fetched_at", Instant),
    Column("parsed_at", Instant),
    Column("held", String),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("looks", Integer, nullable=False, server_default=text("0")),
    Column("next_look_at", Instant),
    Column("missing_since", Instant),
    Column("withdrawn_at", Instant),
    UniqueConstraint("address"),
    CheckConstraint("state IN ('found', 'fetched', 'parsed', 'parked')", name="state"),
    Index("ix_releases_source_id", "source_id"),
    Index("ix_releases_next_look_at", "next_look_at"),
    Index("ix_releases_held", "held", sqlite_where=_held, postgresql_where=_held),
    Index("ix_releases_content_sha", "content_sha"),
    Index(
        "ix_releases_unfinished",
        "silent",
        "id",
        sqlite_where=_unfinished,
        postgresql_where=_unfinished,
    ),
    sqlite_autoincrement=True,
)

# `position` is the order of a search: the day in the upper bits, a number within the day in the
# lower 20, so that "newest first" is a walk down an index and a cursor is one number.
agreements = Table(
    "agreements",
    metadata,
    Column("id", Id, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("dated_first", Date),
    Column("dated_last", Date),
    Column("facets", Text),
    Column("first_seen_at", Instant, nullable=False),
    UniqueConstraint("position"),
    sqlite_autoincrement=True,
)

agreement_releases = Table(
    "agreement_releases",
    metadata,
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("agreement_id", ForeignKey("agreements.id", ondelete="CASCADE"), nullable=False),
    Column("facts", Facts, nullable=False),
    Column("day", Date),
    Column("told_at", Instant, nullable=False),
    PrimaryKeyConstraint("release_id", "ordinal"),
    UniqueConstraint("agreement_id", "release_id"),
    Index("ix_agreement_releases_day", "day"),
)

# `dating` tells an agreement whose day is known (`d`) from one of a known month or year (`v`) and
# one without any date (`n`), so that a range of days needs no look at the agreement itself.
agreement_parties = Table(
    "agreement_parties",
    metadata,
    Column("code", String, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("agreement_id", ForeignKey("agreements.id", ondelete="CASCADE"), nullable=False),
    Column("dating", String, nullable=False),
    PrimaryKeyConstraint("code", "position"),
    Index("ix_agreement_parties_agreement_id", "agreement_id"),
    sqlite_with_rowid=False,
)

agreement_pairs = Table(
    "agreement_pairs",
    metadata,
    Column("code", String, nullable=False),
    Column("other_code", String, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("agreement_id", ForeignKey("agreements.id", ondelete="CASCADE"), nullable=False),
    Column("dating", String, nullable=False),
    PrimaryKeyConstraint("code", "other_code", "position"),
    Index("ix_agreement_pairs_agreement_id", "agreement_id"),
    sqlite_with_rowid=False,
)

agreement_words = Table(
    "agreement_words",
    metadata,
    Column("position", Id, primary_key=True, autoincrement=False),
    Column("agreement_id", ForeignKey("agreements.id", ondelete="CASCADE"), nullable=False),
    Column("words", Text, nullable=False),
    UniqueConstraint("agreement_id"),
)

# How many agreements have a fact (`p:KR`), and a second one beside it; `other` is empty for the
# first alone, both are for all. Only offices, frameworks, topics and years stand in `other`.
agreement_counts = Table(
    "agreement_counts",
    metadata,
    Column("term", String, nullable=False),
    Column("other", String, nullable=False),
    Column("number", BigInteger, nullable=False),
    PrimaryKeyConstraint("term", "other"),
    sqlite_with_rowid=False,
)

# What an agreement says of an earlier one, and which that is as far as the store holds it.
# `parties` are its parties' codes, sorted and joined, by which an earlier one that comes late
# finds those that name it.
agreement_relations = Table(
    "agreement_relations",
    metadata,
    Column("agreement_id", ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String, nullable=False),
    Column("parties", String, nullable=False),
    Column("earlier_id", ForeignKey("agreements.id", ondelete="SET NULL")),
    Index("ix_agreement_relations_parties", "parties"),
    Index("ix_agreement_relations_earlier_id", "earlier_id"),
)

# What reviewers said about a release and an agreement: that it tells of it (`is`) or does not
# (`is_not`). It outlives every parsing, and is the record of who split and merged, and when.
groupings = Table(
    "groupings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), nullable=False),
    Column("agreement_id", BigInteger, nullable=False),
    Column("verdict", String, nullable=False),
    Column("act", String, nullable=False),
    Column("from_agreement_id", BigInteger, nullable=False),
    Column("decided_by", Words, nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("note", Words),
    CheckConstraint("verdict IN ('is', 'is_not')", name="verdict"),
    CheckConstraint("act IN ('split', 'merge')", name="act"),
    Index("ix_groupings_release_id", "release_id"),
    Index("ix_groupings_agreement_id", "agreement_id"),
    Index("ix_groupings_from_agreement_id", "from_agreement_id"),
    sqlite_autoincrement=True,
)

# Numbers of agreements that were merged into another.
agreement_aliases = Table(
    "agreement_aliases",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("agreement_id", ForeignKey("agreements.id", ondelete="CASCADE"), nullable=False),
    Index("ix_agreement_aliases_agreement_id", "agreement_id"),
)

# The dates at which something comes about: signing, entry into force, end, next meeting. `day` is
# the last that `stated` may mean, so that "2027" stands until the year is over.
agreement_dates = Table(
    "agreement_dates",
    metadata,
    Column("agreement_id", ForeignKey("agreements.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("stated", String, nullable=False),
    Column("reckoned", Boolean, nullable=False),
    PrimaryKeyConstraint("agreement_id", "kind"),
    CheckConstraint("kind IN ('signed', 'in_force', 'ended', 'meeting')", name="kind"),
    Index("ix_agreement_dates_day", "day", "agreement_id"),
)

events = Table(
    "events",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String, nullable=False),
    Column("agreement_id", ForeignKey("agreements.id", ondelete="CASCADE"), nullable=False),
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE")),
    Column("published_by", Integer, nullable=False),
    Column("party_count", Integer, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("happened_at", Instant, nullable=False),
    Column("doubts", Facts),
    Column("decided_at", Instant),
    Column("changes", Facts),
    CheckConstraint("kind IN ('published', 'corroborated', 'revised', 'withdrawn')", name="kind"),
    Index("ix_events_agreement_id", "agreement_id"),
    Index("ix_events_release_id", "release_id"),
    sqlite_autoincrement=True,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("workspace", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("query_text", Words, nullable=False),
    Column("made_by", Words),
    Column("made_at", Instant, nullable=False),
    Column("asked_since", Instant),
    Column("active", Boolean, nullable=False),
    Column("removed_at", Instant),
    Column("cadence", String),
    Column("at_minute", Integer),
    Column("weekday", Integer),
    Column("zone", String),
    Column("follow_ups", String),
    Column("muted_since", Instant),
    Column("muted_until", Instant),
    Column("next_digest_at", Instant),
    Column("paused_at", Instant),
    Column("pause_reason", Words),
    UniqueConstraint("workspace", "channel", "query_text"),
    sqlite_autoincrement=True,
)

# What the operator is told: one row for each change of a subject's state, numbered from 1.
alerts = Table(
    "alerts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("facts", Facts, nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("subject", "number"),
    Index("ix_alerts_made_at", "made_at"),
    sqlite_autoincrement=True,
)
# What a daily or weekly subscription waits to be told: `delivery_id` is the digest that told it.
gathered = Table(
    "gathered",
    metadata,
    Column("subscription_id", ForeignKey("subscriptions.id", ondelete="CASCADE"), nullable=False),
    Column("event_id", ForeignKey("events.id", ondelete="CASCADE"), nullable=False),
    Column("delivery_id", ForeignKey("deliveries.id", ondelete="SET NULL")),
    Column("gathered_at", Instant, nullable=False),
    PrimaryKeyConstraint("subscription_id", "event_id"),
    Index("ix_gathered_event_id", "event_id"),
    Index("ix_gathered_delivery_id", "delivery_id"),
)

# What reviewers decided; it outlives every parsing of the release.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("release_id", ForeignKey("releases.id", ondelete="CASCADE"), nullable=False),
    Column("verdict", String, nullable=False),
    Column("read", Facts, nullable=False),
    Column("facts", Facts),
    Column("decided_by", String, nullable=False),
    Column("decided_at", Instant, nullable=False),
    CheckConstraint("verdict IN ('approved', 'fixed', 'rejected')", name="verdict"),
    Index("ix_decisions_release_id", "release_id"),
    sqlite_autoincrement=True,
)

# Of an event, or of an alert.
_unsettled = text("state IN ('waiting', 'posting')")
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("events.id", ondelete="CASCADE")),
    Column("alert_id", ForeignKey("alerts.id", ondelete="CASCADE")),
    Column("subscription_id", ForeignKey("subscriptions.id")),
    Column("workspace", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("key", String, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Instant, nullable=False),
    Column("leased_until", Instant),
    Column("claimed_at", Instant),
    Column("settled_at", Instant),
    Column("last_error", Words),
    Column("ts", String),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("event_id", "workspace", "channel"),
    UniqueConstraint("alert_id", "workspace", "channel"),
    UniqueConstraint("key"),
    CheckConstraint("state IN ('waiting', 'posting', 'posted', 'parked')", name="state"),
    CheckConstraint("(event_id IS NULL) <> (alert_id IS NULL)", name="subject"),
    Index("ix_deliveries_subscription_id", "subscription_id"),
    Index(
        "ix_deliveries_unsettled",
        "workspace",
        "channel",
        "id",
        sqlite_where=_unsettled,
        postgresql_where=_unsettled,
    ),
    sqlite_autoincrement=True,
)

# Workspaces that installed the app by OAuth; the tokens are encrypted.
installations = Table(
    "installations",
    metadata,
    Column("workspace", String, primary_key=True),
    Column("enterprise", String),
    Column("name", Words),
    Column("bot_token", Text),
    Column("refresh_token", Text),
    Column("expires_at", Instant),
    Column("bot_id", String),
    Column("bot_user", String),
    Column("scopes", Text, nullable=False),
    Column("installed_by", String),
    Column("installed_at", Instant, nullable=False),
    Column("uninstalled_at", Instant),
    Column("rotating_until", Instant),
)

# States of OAuth that were handed out and not used yet, by their hash.
oauth_states = Table(
    "oauth_states",
    metadata,
    Column("hash", String, primary_key=True),
    Column("expires_at", Instant, nullable=False),
)

# What happened so and so often, by name and labels (a JSON list).
tallies = Table(
    "tallies",
    metadata,
    Column("name", String, nullable=False),
    Column("labels", String, nullable=False),
    Column("count", BigInteger, nullable=False),
    PrimaryKeyConstraint("name", "labels"),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
)
