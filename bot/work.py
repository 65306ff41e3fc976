"""The pools in which listeners' work is done after they have acknowledged.

Bolt's few threads only acknowledge, so that a slow store never delays an acknowledgement, and
waiting writers never hold up look-ups.
"""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from slack_sdk.errors import SlackClientError

from bot import guide
from bot.wording import Answer
from store.errors import StoreError

log = logging.getLogger(__name__)

Body = Mapping[str, Any]
_LOOK_UPS, _WRITES = 4, 2
_REMEMBERED = 10_000

T = TypeVar("T")


@dataclass
class Work:
    """Look-ups and writes, each in threads of their own, and the events that were seen."""

    look_ups: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_LOOK_UPS, thread_name_prefix="look-up")
    )
    writes: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_WRITES, thread_name_prefix="write")
    )
    _seen: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _latest: OrderedDict[str, float] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _turn: Lock = field(default_factory=Lock)

    def close(self) -> None:
        """Finish what is being answered; take no more."""
        self.look_ups.shutdown(wait=True, cancel_futures=True)
        self.writes.shutdown(wait=True, cancel_futures=True)

    def read(self, work: Callable[[], object]) -> None:
        """Do something that only reads the store."""
        self.look_ups.submit(_logged, work)

    def write(self, work: Callable[[], object]) -> None:
        """Do something that may wait for the store's writer."""
        self.writes.submit(_logged, work)

    def answer(
        self,
        ask: Callable[[], Answer],
        send: Callable[[Answer], object],
        *,
        writes: bool = False,
    ) -> None:
        """Find an answer and send it; whoever asked is told in any case."""
        (self.write if writes else self.read)(lambda: send(answered(ask)))

    def again(self, body: Body) -> bool:
        """Whether this event came before: Slack repeats what was acknowledged late."""
        event_id = body.get("event_id")
        if not event_id:
            return False
        with self._lock:
            known = event_id in self._seen
            self._seen[event_id] = None
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
        return known

    def in_turn(self, body: Body, subject: str, change: Callable[[], T]) -> T | None:
        """Do what an event about a subject asks for; None if a later one about it was before it.

        Slack promises no order, and events are handled side by side: what archived a channel may
        come to its turn behind what brought it back. `event_ts` says when each happened.
        """
        stamp = body["event"].get("event_ts") or body.get("event_time")
        with self._turn:
            latest = self._latest.get(subject, 0.0)
            at = latest if stamp is None else float(stamp)
            if at < latest:
                return None
            self._latest[subject] = at
            self._latest.move_to_end(subject)
            if len(self._latest) > _REMEMBERED:
                self._latest.popitem(last=False)
            return change()


def answered(ask: Callable[[], Answer]) -> Answer:
    """The answer, or words of regret."""
    reference = secrets.token_hex(3)
    try:
        return ask()
    except StoreError as error:
        log.warning("request %s: the store cannot be used: %s", reference, error)
        return guide.busy()
    except Exception:
        log.exception("request %s failed", reference)
        return guide.out_of_order(reference)


def _logged(work: Callable[[], object]) -> None:
    try:
        work()
    except StoreError as error:
        log.warning("the store cannot be used: %s", error)
    except (SlackClientError, OSError) as error:
        log.warning("Slack did not take an answer: %s", error)
    except Exception:
        log.exception("a piece of work in Slack failed")
