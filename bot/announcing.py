"""The poster: takes deliveries from the outbox, posts each once, settles it.

A delivery is claimed in one unit, posted, and settled in another. Where it stays unclear whether a
message arrived, nothing is repeated: the key is looked for in the channel first. Each is claimed
only when it is its turn, so that a poster that dies leaves one behind that is unsure and no more.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accord.delivery import GIVE_UP_AFTER, retry_delay
from accord.vocabulary import Vocabulary
from bot.answers import utc_now
from bot.composing import compose, thread_of
from bot.metrics import DELIVERY_DELAY
from bot.outlet import (
    Announcement,
    CannotLook,
    ChannelClosed,
    Malformed,
    NotPosted,
    Outlet,
    TryLater,
    Unclear,
    WorkspaceClosed,
)
from bot.troubles import paused_notice
from config.logs import about_release
from store import Store, alerts, digests, outbox, subscriptions
from store.errors import NotFound, StoreError
from store.records import Delivery

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=40)
# Posts are begun only while so much of the lease is left: longer than any post can take.
_MARGIN = timedelta(seconds=25)
_BATCH = 20
# How many are looked for at once in a channel.
_LOOKED_FOR = 20
# How long a message that was taken may need to show in the channel's history.
_SETTLES = timedelta(seconds=4)
# Our clock and Slack's may differ by so much.
_SKEW = timedelta(minutes=10)
# A channel that takes no posts is tried again soon, since it may just be opened, then daily.
_CLOSED_FIRST, _CLOSED = timedelta(seconds=5), timedelta(days=1)
_WORKSPACE_CLOSED = timedelta(minutes=5)
IDLE_SECONDS = 1.0
_TROUBLE_SECONDS = 5.0


@dataclass
class Poster:
    """Posts the deliveries of one outlet's workspace. Several posters may run at once.

    What the operator is to know goes to the `operator_channel`, where there is one.
    `on_workspace_closed` hears why no message of the workspace can be posted.
    """

    store: Store
    outlet: Outlet
    vocabulary: Vocabulary
    clock: Callable[[], datetime] = utc_now
    stop: threading.Event = field(default_factory=threading.Event)
    operator_channel: str | None = None
    on_workspace_closed: Callable[[str], None] | None = None
    _last_post: dict[str, datetime] = field(default_factory=dict)
    _quiet_until: datetime | None = None
    _no_updates_until: datetime | None = None

    def run(self) -> None:
        """Post until `stop` is set. Never raises: trouble is logged and tried again."""
        while not self.stop.is_set():
            try:
                busy = self.step()
            except StoreError as error:
                log.warning("deliveries wait, the store cannot be used: %s", error)
                self.stop.wait(_TROUBLE_SECONDS)
            except Exception:
                log.exception("the poster of workspace %s failed", self.outlet.workspace)
                self.stop.wait(_TROUBLE_SECONDS)
            else:
                if not busy:
                    self.stop.wait(self._idle_seconds())

    def step(self) -> bool:
        """Settle what is unsure and post what is due, once; whether there was anything to do."""
        for turn in range(_BATCH):
            if self.stop.is_set() or self._is_quiet():
                return turn > 0
            unsure, due = self._take()
            if unsure:
                self._look_for(unsure)
            elif not due:
                return turn > 0
            for delivery in due:
                if self._may_post(delivery):
                    self._begin(delivery)
                else:
                    self._give_back(delivery)
        return True

    def _take(self) -> tuple[list[Delivery], list[Delivery]]:
        """What is unsure in one channel or, where nothing is, the delivery to be posted now."""
        now, workspace = self.clock(), self.outlet.workspace
        with self.store.begin() as unit:
            if self.operator_channel is not None:
                alerts.address(unit, workspace, self.operator_channel, now)
            for subscription in subscriptions.digests_due(unit, workspace, now):
                if not subscription.muted_at(now):
                    digests.make(unit, subscription, now)
                subscriptions.digest_made(unit, subscription, now)
            unsure = outbox.unsure(unit, now, workspace, lease=LEASE, limit=_LOOKED_FOR)
            if unsure:
                return unsure, []
            resting = self._resting(now)
            return [], outbox.claim(unit, now, LEASE, 1, workspace=workspace, but=resting)

    def _resting(self, now: datetime) -> dict[str, datetime]:
        """The channels that had a message a moment ago, and until when they rest."""
        pause = timedelta(seconds=self.outlet.pause)
        self._last_post = {c: at for c, at in self._last_post.items() if at + pause > now}
        return {channel: at + pause for channel, at in self._last_post.items()}

    def _idle_seconds(self) -> float:
        """Until a channel has rested, if one does, and not for long."""
        now = self.clock()
        rests = [(until - now).total_seconds() for until in self._resting(now).values()]
        return min([IDLE_SECONDS, *rests])

    def _is_quiet(self) -> bool:
        return self._quiet_until is not None and self.clock() < self._quiet_until

    def _begin(self, delivery: Delivery) -> None:
        """Post; a failure of our own is this delivery's alone."""
        try:
            with about_release(delivery.event.release_id if delivery.event else None):
                self._post(delivery)
        except StoreError:
            raise
        except Exception:
            log.exception("delivery %s failed", delivery.id)
            self._stay_unsure(delivery, retry_delay(max(delivery.attempts, 1)), "an error of ours")

    def _may_post(self, delivery: Delivery) -> bool:
        """No if the claim was so long ago that another poster may take it while we post."""
        lease = delivery.leased_until
        return lease is not None and lease - self.clock() >= _MARGIN

    def _give_back(self, delivery: Delivery) -> None:
        now = self.clock()
        with self.store.begin() as unit:
            outbox.retry(unit, delivery.id, now, next_try_at=now, reason="gave way", counted=False)

    def _post(self, delivery: Delivery) -> None:
        try:
            with self.store.read() as unit:
                message = compose(unit, delivery, self.vocabulary)
        except NotFound:
            self._park(delivery, "the agreement is no longer in the store")
            return
        if isinstance(message, Announcement) and message.line is not None:
            ts = self._follow_up(delivery, message)
        else:
            ts = self._try(
                delivery, lambda: self.outlet.post(delivery.channel, message, delivery.key)
            )
        if ts is None:
            return
        now = self.clock()
        with self.store.begin() as unit:
            outbox.posted(unit, delivery.id, ts, now)
            if delivery.last_error:
                subscriptions.resume(unit, delivery.workspace, delivery.channel)
        DELIVERY_DELAY.observe(max(0.0, (now - delivery.made_at).total_seconds()))
        log.info("Delivery %s stands in channel %s as %s.", delivery.id, delivery.channel, ts)

    def _follow_up(self, delivery: Delivery, message: Announcement) -> str | None:
        """Bring the first message up to date, then say what is new under it.

        The update comes first: it may be repeated as often as need be, the reply may not.
        """
        now = self.clock()
        if self._no_updates_until and now < self._no_updates_until:
            self._retry(delivery, self._no_updates_until - now, "updates wait", counted=False)
            return None
        if message.thread is not None:
            try:
                self.outlet.update(delivery.channel, message.thread, message)
            except TryLater as error:
                rest = timedelta(seconds=error.seconds)
                self._no_updates_until = self.clock() + rest
                self._retry(delivery, rest, str(error), counted=False)
                return None
            except Unclear as error:
                rest = retry_delay(max(delivery.attempts, 1))
                self._retry(delivery, rest, str(error), counted=True)
                return None
            except NotPosted as error:
                log.info("the card of delivery %s was not updated: %s", delivery.id, error)
        return self._try(
            delivery, lambda: self.outlet.post(delivery.channel, message, delivery.key)
        )

    def _try(self, delivery: Delivery, post: Callable[[], str]) -> str | None:
        """Post; the message's name, or None where the delivery was settled another way."""
        try:
            return post()
        except TryLater as error:
            self._be_quiet(error.seconds)
            self._retry(delivery, timedelta(seconds=error.seconds), str(error), counted=False)
        except WorkspaceClosed as error:
            log.error("no delivery of workspace %s can be posted: %s", delivery.workspace, error)  # noqa: TRY400
            self._be_quiet(_WORKSPACE_CLOSED.total_seconds())
            self._retry(delivery, _WORKSPACE_CLOSED, str(error), counted=False)
            if self.on_workspace_closed is not None:
                self.on_workspace_closed(str(error))
        except ChannelClosed as error:
            log.warning("channel %s takes no posts: %s", delivery.channel, error)
            self._pause(delivery, str(error))
        except Malformed as error:
            log.error("delivery %s was refused: %s", delivery.id, error)  # noqa: TRY400
            self._park(delivery, str(error))
        except NotPosted as error:
            self._retry(delivery, retry_delay(max(delivery.attempts, 1)), str(error), counted=True)
        except Unclear as error:
            log.warning("delivery %s may have been posted: %s", delivery.id, error)
            self._stay_unsure(delivery, _SETTLES, str(error))
        finally:
            self._last_post[delivery.channel] = self.clock()
        return None

    def _pause(self, delivery: Delivery, reason: str) -> None:
        """Let the channel's subscriptions rest, and tell who made them; nothing is deleted."""
        channel, now = delivery.channel, self.clock()
        with self.store.begin() as unit:
            news = subscriptions.pause(unit, delivery.workspace, channel, reason, now)
        self._retry(delivery, _CLOSED_FIRST if news else _CLOSED, reason, counted=False)
        for user in dict.fromkeys(s.made_by for s in news if s.made_by):
            try:
                self.outlet.tell(user, paused_notice(channel, reason))
            except (NotPosted, Unclear) as error:
                log.warning("nobody could be told that channel %s is paused: %s", channel, error)

    def _look_for(self, unsure: list[Delivery]) -> None:
        """Settle the unsure deliveries of one channel that stand there; the others are due."""
        channel = unsure[0].channel
        try:
            found = self.outlet.find(channel, self._threads(unsure), _since(unsure))
        except CannotLook as error:
            log.warning("channel %s cannot be looked into: %s", channel, error)
            for delivery in unsure:
                self._stay_unsure(delivery, timedelta(seconds=error.seconds), str(error))
            return
        with self.store.begin() as unit:
            for delivery in unsure:
                if delivery.key in found:
                    outbox.posted(unit, delivery.id, found[delivery.key], self.clock())
                else:
                    outbox.absent(unit, delivery, self.clock())

    def _threads(self, deliveries: Iterable[Delivery]) -> dict[str, str | None]:
        with self.store.read() as unit:
            return {d.key: thread_of(unit, d) for d in deliveries}

    def _be_quiet(self, seconds: float) -> None:
        self._quiet_until = self.clock() + timedelta(seconds=seconds)

    def _retry(self, delivery: Delivery, rest: timedelta, reason: str, *, counted: bool) -> None:
        if self._is_too_old(delivery):
            self._park(delivery, reason)
            return
        now = self.clock()
        with self.store.begin() as unit:
            outbox.retry(
                unit, delivery.id, now, next_try_at=now + rest, reason=reason, counted=counted
            )

    def _stay_unsure(self, delivery: Delivery, rest: timedelta, reason: str) -> None:
        if self._is_too_old(delivery):
            self._park(delivery, f"it is unsure whether it was posted: {reason}")
            return
        with self.store.begin() as unit:
            outbox.still_unsure(unit, delivery.id, leased_until=self.clock() + rest, reason=reason)

    def _is_too_old(self, delivery: Delivery) -> bool:
        return self.clock() - delivery.made_at > GIVE_UP_AFTER

    def _park(self, delivery: Delivery, reason: str) -> None:
        log.warning("delivery %s is given up: %s", delivery.id, reason)
        with self.store.begin() as unit:
            outbox.park(unit, delivery.id, reason, self.clock())


def _since(deliveries: Iterable[Delivery]) -> datetime:
    return min(d.claimed_at or d.made_at for d in deliveries) - _SKEW
