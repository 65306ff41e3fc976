"""What people ask for, once it is understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accord.query import Query
from accord.query_language import Problem
from accord.wishes import USUAL, Wishes


@dataclass(frozen=True, slots=True)
class LookUp:
    """A search. `words` are those that ask for it again; `meant` is a command that the first
    word is a likely misspelling of, with the rest of the text."""

    query: Query
    words: str
    meant: str | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """One agreement by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that state each fact of one agreement."""

    number: int


@dataclass(frozen=True, slots=True)
class Related:
    """The agreements around one: its line, its series, what the same parties agreed."""

    number: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The agreements that a query selects, oldest first, or the life of one, by its number."""

    query: Query
    words: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What is still to come of the agreements that a query selects."""

    query: Query
    words: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why a release was or was not announced in this channel."""

    url: str


@dataclass(frozen=True, slots=True)
class Export:
    """The agreements that a query selects as a file; `form` is csv, json or jsonl."""

    query: Query
    words: str
    form: str


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Tell this channel of what a filter selects; no words select everything.

    It is shown what that means first, until it is `confirmed`.
    """

    query: Query
    words: str
    wishes: Wishes = USUAL
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """End one of this channel's subscriptions, by number or filter; without either the only one."""

    number: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Mute:
    """Tell this channel nothing until then, by one of its subscriptions or by all; None: again."""

    number: int | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What this channel follows."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Which press rooms are watched and how that goes."""


@dataclass(frozen=True, slots=True)
class Help:
    """How to ask."""


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A request that makes no sense as it stands: what of it does, what doesn't, and a line to try,
    the text as it was probably meant or an example."""

    understood: Query
    problems: tuple[Problem, ...]
    corrected: str | None


Request = (
    LookUp
    | Show
    | Evidence
    | Related
    | Timeline
    | Upcoming
    | Why
    | Export
    | Subscribe
    | Unsubscribe
    | Mute
    | Subscriptions
    | Sources
    | Help
    | Mistaken
)
