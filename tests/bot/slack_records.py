"""What happens between the app and the fake Slack: faults, messages, interactions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Json = dict[str, Any]


class Trouble(Enum):
    """What goes wrong with one call."""

    RATE = "429 with Retry-After: value"
    ERROR = "200 with ok: false and the error value"
    STATUS = "the status value, before anything was done"
    STATUS_AFTER = "the status value, after the call was done"
    RESET = "the connection is reset before anything was done"
    RESET_AFTER = "the connection is reset after the call was done"
    LATE = "value seconds pass before anything is done"
    NO_JSON_AFTER = "200 with an HTML page, after the call was done"


@dataclass(frozen=True)
class Fault:
    """Trouble for one call of a method."""

    trouble: Trouble
    value: Any = None


@dataclass
class Message:
    """A message that stands in a channel."""

    channel: str
    ts: str
    at: float
    body: Json
    updates: list[Json] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as it stands now."""
        return str((self.updates or [self.body])[-1]["text"])

    @property
    def thread(self) -> str | None:
        """The message under which it stands."""
        return self.body.get("thread_ts")


@dataclass
class Interaction:
    """Something that a user did, and what came of it."""

    envelope: str
    sent: float
    url: str = ""
    acked: float | None = None
    answers: list[Json] = field(default_factory=list)
    payload: Json | None = None
    answered: float | None = None
    withdrawn: bool = False

    @property
    def ack_seconds(self) -> float:
        """How long the acknowledgement took."""
        assert self.acked is not None, "not acknowledged"
        return self.acked - self.sent
