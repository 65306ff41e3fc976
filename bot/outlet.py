"""Where announcements go: what Slack and the terminal both offer the poster, and how it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.wording import Answer, Card, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What one delivery tells: a card, or a line under the message `thread` that told before.

    `card` is the agreement as it stands; `line`, where there is one, is posted and the card
    replaces the one in the first message. An `aloud` line shows in the channel too.
    """

    card: Card
    line: Line | None = None
    thread: str | None = None
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What one delivery tells in a message that stays as it is: an alert, a digest, a question."""

    answer: Answer


class NotPosted(Exception):
    """The message surely does not stand in the channel; the text says why."""


class TryLater(NotPosted):
    """Asked to wait: so many seconds for all posts of this workspace."""

    def __init__(self, reason: str, seconds: float) -> None:
        """`seconds` from now."""
        super().__init__(reason)
        self.seconds = seconds


class ChannelClosed(NotPosted):
    """This channel takes no message from us until somebody there changes that."""


class WorkspaceClosed(NotPosted):
    """No channel of the workspace takes a message until who runs Accord changes something."""


class Malformed(NotPosted):
    """The message itself was refused, and would be again."""


class Unclear(Exception):
    """The message may stand in the channel or not; look before posting it again."""


class CannotLook(Exception):
    """Whether a message stands in the channel cannot be found out now."""

    def __init__(self, reason: str, seconds: float) -> None:
        """It may be possible in so many seconds."""
        super().__init__(reason)
        self.seconds = seconds


class Outlet(Protocol):
    """Posts messages in one workspace. Nothing that it does is repeated by itself."""

    @property
    def workspace(self) -> str:
        """The workspace whose deliveries it posts."""

    @property
    def pause(self) -> float:
        """Seconds between two messages in one channel."""

    def post(self, channel: str, message: Announcement | Notice, key: str) -> str:
        """Post under a key and return the message's name there. Raises NotPosted or Unclear."""

    def update(self, channel: str, ts: str, announcement: Announcement) -> None:
        """Bring an earlier message up to date. Raises NotPosted or Unclear."""

    def tell(self, user: str, answer: Answer) -> None:
        """Tell somebody privately. Raises NotPosted or Unclear."""

    def find(
        self, channel: str, keys: Mapping[str, str | None], since: datetime
    ) -> Mapping[str, str]:
        """Which of the keys stand in the channel since then, and their messages' names.

        `keys` gives for each the message in whose thread it would stand, or None. Raises
        CannotLook.
        """
