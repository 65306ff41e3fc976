"""Cards and answers in a terminal, in the same words as in Slack.

Texts from outside arrive without control characters (`bot.outside`), and are never read as
markup. Addresses stand on lines of their own and are never broken, so that they can be copied.
"""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from accord.press_release import Link
from bot.wording import (
    Answer,
    Card,
    Channel,
    Command,
    Entry,
    Fact,
    Line,
    Member,
    Row,
    Span,
    Strong,
    Typed,
    commands,
)

COMMAND = "accord ask"
_MARGIN = "  "
_LABEL = 13
_COLUMN = 36
_NARROWEST = 10
# Words that a shell hands on as they are.
_PLAIN = re.compile(r"[\w\s:,.+=@%/-]*")


class _Hanging:
    """A text that is wrapped behind its margin, with nothing at the ends of lines.

    The margin stands before the first line, as much space before the others.
    """

    def __init__(self, text: Text, margin: Text | str = "") -> None:
        self._text = text
        self._margin = Text(margin) if isinstance(margin, str) else margin

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        indent = self._margin.cell_len
        margin = self._margin
        for line in self._text.wrap(console, max(options.max_width - indent, _NARROWEST)):
            line.rstrip()
            shown = Text.assemble(margin, line)
            shown.no_wrap, shown.overflow = True, "ignore"
            yield shown
            margin = Text(" " * indent)


def render_card(card: Card) -> RenderableType:
    """One card, for a Rich console."""
    return Group(*_card(card, COMMAND))


def render_answer(answer: Answer, *, command: str = COMMAND, more: str | None = None) -> Group:
    """An answer, for a Rich console.

    `command` is what people type before a command's words (empty at a prompt of our own), `more`
    what they type to see the next page.
    """
    return Group(*_answer(answer, command, more))


def card_text(card: Card, width: int = 80) -> str:
    """A card as plain text without colours, ending in a line break."""
    return _plain(render_card(card), width)


def answer_text(
    answer: Answer, width: int = 80, *, command: str = COMMAND, more: str | None = None
) -> str:
    """An answer as plain text without colours, ending in a line break."""
    return _plain(render_answer(answer, command=command, more=more), width)


def line_text(line: Line, command: str = COMMAND) -> str:
    """A line as plain text, its links as label and address."""
    return "".join(
        f"{span.text}: {span.url}" if isinstance(span, Link) else _words(span, command)[0]
        for span in line
    )


def _plain(renderable: RenderableType, width: int) -> str:
    file = io.StringIO()
    console = Console(file=file, width=max(width, 20), color_system=None, legacy_windows=False)
    console.print(renderable, crop=False)
    return "\n".join(line.rstrip() for line in file.getvalue().split("\n"))


def _card(card: Card, command: str) -> Iterator[RenderableType]:
    yield _Hanging(Text(card.heading, style="bold"))
    for fact in [*card.facts, *([card.areas] if card.areas else [])]:
        yield from _fact(fact)
    if card.quote:
        yield _Hanging(Text(f"“{card.quote}”", style="italic"), _MARGIN)
    for line in card.published:
        yield from _with_addresses(line, command)
    for line in (*card.notes, (f"No. {card.id}",)):
        yield from _with_addresses(line, command, style="dim")


def _fact(fact: Fact) -> Iterator[RenderableType]:
    marks = len(fact.values) > 1
    for number, value in enumerate(fact.values):
        label = fact.label if number == 0 else ""
        margin = Text(f"{_MARGIN}{label:<{_LABEL}} {'- ' if marks else ''}", style="dim")
        yield _Hanging(Text(value), margin)


def _answer(answer: Answer, command: str, more: str | None) -> Iterator[RenderableType]:
    blocks: list[list[RenderableType]] = []
    head = [Text(answer.title, style="bold")] if answer.title else []
    blocks.append([_Hanging(text) for text in [*head, *_lines(answer.lines, command)]])
    if answer.card:
        blocks.append(list(_card(answer.card, command)))
    blocks += [list(_row(row)) for row in answer.rows]
    if answer.entries:
        blocks.append(list(_entries(answer.entries, command)))
    hints = [_line(line, command, style="dim") for line in answer.hints]
    hints += [_line(line, command, style="dim") for line in commands(answer.choices)]
    if answer.next and more:
        hints.append(Text(f"More: {more}", style="dim"))
    blocks.append([_Hanging(hint) for hint in hints])
    for number, block in enumerate([block for block in blocks if block]):
        if number:
            yield Text("")
        yield from block


def _row(row: Row) -> Iterator[RenderableType]:
    yield _Hanging(Text(row.heading, style="bold"))
    yield _Hanging(Text(f"{row.facts} · No. {row.id}"), _MARGIN)
    if row.url:
        yield _address(row.url)


def _entries(entries: Iterable[Entry], command: str) -> Iterator[RenderableType]:
    """Two columns; where a name is wider than its column, what is said of it stands below."""
    pairs = [(_line(entry.name, command), _line(entry.about, command)) for entry in entries]
    width = min(max(name.cell_len for name, _ in pairs), _COLUMN)
    for name, about in pairs:
        if name.cell_len > width:
            yield _Hanging(name)
            name = Text()  # noqa: PLW2901
        yield _Hanging(about, Text.assemble(name, " " * (width - name.cell_len + 2)))


def _with_addresses(line: Line, command: str, style: str = "") -> Iterator[RenderableType]:
    """The line, then the addresses of its links; their labels say no more than those."""
    words = tuple(span for span in line if not isinstance(span, Link) and span != " · ")
    if words:
        yield _Hanging(_line(words, command, style=style), _MARGIN)
    yield from (_address(span.url) for span in line if isinstance(span, Link))


def _lines(lines: Iterable[Line], command: str) -> list[Text]:
    return [_line(line, command) for line in lines]


def _address(url: str) -> Text:
    return Text(_MARGIN + url, style="cyan", no_wrap=True, overflow="ignore")


def _line(line: Line, command: str, style: str = "") -> Text:
    text = Text(style=style)
    for span in line:
        if isinstance(span, Link):
            text.append(f"{span.text} {span.url}")
        else:
            text.append(*_words(span, command))
    return text


def _words(span: Span, command: str) -> tuple[str, str]:
    match span:
        case Command(words):
            return f"`{_to_type(command, words)}`", "bold"
        case Typed(words):
            return f"`{words}`", "bold"
        case Strong(words):
            return words, "bold"
        case Member():
            return "You", ""
        case Channel(id_):
            return id_, ""
        case Link(_, words):
            return words, ""
        case str():
            return span, ""


def _to_type(command: str, words: str) -> str:
    """Words after a command of a shell, quoted where the shell would read them otherwise."""
    if not command:
        return words
    return f"{command} {words if _PLAIN.fullmatch(words) else shlex.quote(words)}".strip()
