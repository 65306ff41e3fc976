"""What is said of agreements, as a pure description that Slack and the terminal both render.

A `Card` tells of one agreement, an `Answer` holds cards, rows and hints. Text from outside stands
in them on one line and without control characters (`bot.outside`); escaping is the renderer's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accord.press_release import Link


@dataclass(frozen=True, slots=True)
class Command:
    """Something to type: the words after `/accord` in Slack or `accord ask` in a shell."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Words as somebody typed them, such as a filter."""

    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in Slack, by user id; in the terminal nobody is named."""

    id: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel in Slack, by its id."""

    id: str


Span = str | Command | Typed | Strong | Link | Member | Channel
Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a card: its label and its values; several values are a list of their own."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One agreement, as it is announced or shown.

    `heading` is the news in one line. `published` names who published it, with links. `notes`
    are quiet lines at the end: whether it is a sample, why it is shown here.
    """

    id: int
    heading: str
    facts: tuple[Fact, ...]
    areas: Fact | None
    quote: str | None
    published: tuple[Line, ...]
    original: Link | None
    notes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One agreement in a list: its heading, linked to the release, and a line of facts."""

    id: int
    heading: str
    url: str | None
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a list that is not of agreements: a source, a subscription, a command."""

    name: Line
    about: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A page of a longer answer: the words that were asked and the cursors that lead to it.

    `cursors` holds one for each page that was turned to reach it, none for the first.
    """

    asked: str
    cursors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to do next with one press: what the button says and the command that it runs.

    `lead` says in the terminal what the command is for. A choice with an `action` of its own
    runs no command: `words` are what its listener needs; the terminal does not offer it.
    """

    label: str
    words: str
    lead: str
    action: str | None = None
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that goes with an answer."""

    name: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered to a request, in this order.

    `public` answers are for everybody in the channel, all others for the one who asked. `share`
    is what asks for a private one again, so that the asker can show it to all.
    """

    title: str | None = None
    lines: tuple[Line, ...] = ()
    card: Card | None = None
    rows: tuple[Row, ...] = ()
    entries: tuple[Entry, ...] = ()
    hints: tuple[Line, ...] = ()
    previous: Turn | None = None
    next: Turn | None = None
    choices: tuple[Choice, ...] = ()
    share: Turn | None = None
    file: File | None = None
    public: bool = False


def commands(choices: Iterable[Choice]) -> Iterator[Line]:
    """The choices as lines to type, for where nothing can be pressed."""
    for choice in choices:
        if choice.words and choice.action is None:
            yield (choice.lead, Command(choice.words))


def listed(parts: Iterable[str], last: str = "and") -> str:
    """The parts as people write them: `a, b and c`."""
    *rest, end = parts
    return f"{', '.join(rest)} {last} {end}" if rest else end


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number and its noun: `1 agreement`, `2,000 agreements`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
