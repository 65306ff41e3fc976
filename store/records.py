"""What the store hands out: frozen records, all instants aware and in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from accord.agreement import Agreement, RelationKind
from accord.alert import AlertKind
from accord.changes import Change
from accord.dates import PartialDate
from accord.delivery import DeliveryState, EventKind
from accord.lineage import Step, status_on
from accord.source import Source
from accord.wishes import USUAL, Wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedSource:
    """A declared source and how watching it goes.

    `first_success_at` is None until its archive has been filled, so that the first successful
    poll can be silent; it becomes None again when the source's address changes. `failures`
    counts failed polls in a row. `retired_at` is set while the source is no longer declared.

    `outcome` is what the last poll came to and `outcome_count` how many polls in a row came to
    the same. `listed` counts the entries of the listing when it was last read, `rhythm` is how
    many releases a month it has published, None until that can be told; `last_new_at` is when the
    newest was published or found. `bytes_saved` is what polls would have cost that found nothing
    changed, `unchanged_polls` their number; `body_size` what the listing last cost. `moved_to` is
    where permanent redirects lead.
    """

    source: Source
    next_poll_at: datetime
    leased_until: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    first_success_at: datetime | None = None
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    last_changed_at: datetime | None = None
    polls: int = 0
    bytes_received: int = 0
    bytes_saved: int = 0
    unchanged_polls: int = 0
    body_size: int | None = None
    outcome: AlertKind | None = None
    outcome_count: int = 0
    listed: int | None = None
    last_new_at: datetime | None = None
    rhythm: float | None = None
    moved_to: str | None = None
    retired_at: datetime | None = None

    @property
    def id(self) -> str:
        """The source's id."""
        return self.source.id


class ReleaseState(StrEnum):
    """Where a release stands. Only `parsed` and `parked` are final."""

    FOUND = "found"
    FETCHED = "fetched"
    PARSED = "parsed"
    PARKED = "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One press release on its way through the steps, without its bytes and text.

    `address` is the canonical address, by which it is known; `url` the one to fetch. `silent`
    marks history: it is stored, never announced. `attempts` counts the leases of this step
    (fetch while `found`, parse while `fetched`). `title` and `published` are the listing's until
    the release itself is read.

    `held` is why the operator is asked before anybody is told (`store.holding`); until then it is
    silent. A release is looked at again `looks` times so far, next at `next_look_at`; it has been
    `missing_since` a look that found nothing and was withdrawn when that was sure.
    """

    id: int
    source_id: str | None
    address: str
    url: str
    state: ReleaseState
    silent: bool
    attempts: int
    next_try_at: datetime | None
    leased_until: datetime | None
    last_error: str | None
    title: str | None
    published: PartialDate | None
    language: str | None
    publisher: str | None
    content_sha: str | None
    media_type: str | None
    final_url: str | None
    found_at: datetime
    fetched_at: datetime | None
    parsed_at: datetime | None
    held: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    looks: int = 0
    next_look_at: datetime | None = None
    missing_since: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of one reading: how many of its agreements were new to the store, told of one
    that it knew (`corroborated`), or had been told by this very release before (`unchanged`)."""

    new: int = 0
    corroborated: int = 0
    unchanged: int = 0
    agreement_ids: tuple[int, ...] = ()
    event_ids: tuple[int, ...] = ()
    deliveries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How one release tells of an agreement: its own facts and evidence, and where it stands.

    `ordinal` is the agreement's place in the release, from 0.
    """

    release_id: int
    ordinal: int
    agreement: Agreement
    url: str
    title: str | None
    publisher: str | None
    language: str | None
    published: PartialDate | None
    source_id: str | None
    source_name: str | None
    silent: bool
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAgreement:
    """An agreement with all its tellings, oldest in the store first.

    `agreement` is what the tellings say together: the earliest one's facts, completed by the
    others'. `published_by` are the parties that have published a release of it, sorted.
    """

    id: int
    agreement: Agreement
    tellings: tuple[Telling, ...]
    first_seen_at: datetime

    @property
    def published_by(self) -> tuple[str, ...]:
        """The parties' codes whose own release tells of it, sorted."""
        publishers = {telling.publisher for telling in self.tellings}
        return tuple(party for party in self.agreement.parties if party in publishers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """One agreement's life and the agreements around it.

    `steps` are all that is stated of its own life, by date. `earlier` is the agreement that it
    renews, extends, replaces or stands under, if the store holds it (its `agreement.relation`
    says what is stated of it in any case). `chain` is the whole line of agreements that renew,
    extend or replace each other, this one among them, oldest first. `later` are those that name
    this one as theirs, by date: what renewed, extended or replaced it, and (`under`) the work
    plans and the like below it. `series` are its neighbours in the yearly series of its forum,
    this one among them, oldest first; empty where it belongs to none.
    """

    agreement: StoredAgreement
    steps: tuple[Step, ...]
    earlier: tuple[RelationKind, StoredAgreement] | None
    later: tuple[tuple[RelationKind, StoredAgreement], ...]
    chain: tuple[StoredAgreement, ...]
    series: tuple[StoredAgreement, ...]

    def status(self, today: date) -> Step | None:
        """The furthest step that has come about by that day."""
        return status_on(self.steps, today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Something that is to come: an agreement's `signed`, `in_force` or `ended`, or the next
    `meeting` of its forum (whose host `agreement.next_meeting` names).

    `when` is as precise as stated; a `reckoned` one follows from a stated term.
    """

    kind: str
    when: PartialDate
    reckoned: bool
    agreement: StoredAgreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a search.

    `total` counts all hits of the query on all pages, as far as `exact`; otherwise there are more
    than `total`. `next` is the cursor of the page after this one, None on the last.
    """

    hits: tuple[StoredAgreement, ...]
    total: int
    next: str | None
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How a query's hits spread: how many bind each office, belong to each framework, speak of
    each topic and are dated in each year; the most frequent first, years the latest first.

    `of` hits were counted: all of them if `exact`, else the newest.
    """

    offices: tuple[tuple[str, int], ...]
    frameworks: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]
    of: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to an agreement, through which release.

    `published_by` of `party_count` parties had published when it happened: "2 of 5 offices".
    `changes` are those of a revision. A `silent` event is history: nobody is told. `doubts` are
    why a reviewer is asked first; until `decided_at` nobody else is told.
    """

    id: int
    kind: EventKind
    agreement_id: int
    release_id: int | None
    published_by: int
    party_count: int
    silent: bool
    happened_at: datetime
    doubts: tuple[str, ...] = ()
    decided_at: datetime | None = None
    changes: tuple[Change, ...] = ()

    @property
    def held(self) -> bool:
        """Whether a reviewer is still to look at it before it is told."""
        return bool(self.doubts) and self.decided_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What a channel asked to be told of, in its own words. An empty query asks for all.

    `wishes` say when and how it is told. It has asked for just that since `asked_since`, or since
    it was made. Nothing is told between `muted_since` and `muted_until`. While `paused_at` is set
    Slack takes no message in the channel, for `pause_reason`; what is to be told waits.
    `next_digest_at` is set for digests.
    """

    id: int
    workspace: str
    channel: str
    query_text: str
    made_by: str | None
    made_at: datetime
    active: bool
    asked_since: datetime | None = None
    wishes: Wishes = USUAL
    muted_since: datetime | None = None
    muted_until: datetime | None = None
    next_digest_at: datetime | None = None
    paused_at: datetime | None = None
    pause_reason: str | None = None

    def asked_at(self, instant: datetime) -> bool:
        """Whether it asked then for what it asks for now, and was not muted."""
        return (self.asked_since or self.made_at) < instant and not self.muted_at(instant)

    def muted_at(self, instant: datetime) -> bool:
        """Whether nothing was to be told then."""
        if self.muted_since is None or self.muted_until is None:
            return False
        return self.muted_since <= instant < self.muted_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The operator is to know that a subject's state has changed.

    `facts` are short texts for the message, by name: what the subject is called, the evidence.
    """

    id: int
    subject: str
    kind: AlertKind
    facts: Mapping[str, str]
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One event or alert for one channel.

    `key` names the message for good: it is the same in every try, so that a message that was
    posted before a crash can be found by it. `ts` is Slack's name of the posted message.
    """

    id: int
    event: Event | None
    alert: Alert | None
    workspace: str
    channel: str
    subscription_id: int | None
    key: str
    state: DeliveryState
    attempts: int
    next_try_at: datetime
    leased_until: datetime | None
    claimed_at: datetime | None
    last_error: str | None
    ts: str | None
    made_at: datetime
