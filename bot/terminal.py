"""Cards and answers in a terminal, in the same words as in Slack.

Texts from outside arrive without control characters (`bot.outside`), and are never read as
markup. Addresses stand on lines of their own and are never broken, so that they can be copied.
"""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from accord.press_release import Link
from bot.wording import Answer, Card, Command, Entry, Fact, Line, Member, Row, Span, Strong, Typed

COMMAND = "accord ask"
_INDENT = 2
_LABEL = 13
# Words that a shell hands on as they are.
_PLAIN = re.compile(r"[\w\s:,.+=@%/-]*")


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
    yield Text(card.heading, style="bold")
    facts = [*card.facts, *([card.areas] if card.areas else [])]
    if facts:
        yield Padding(_facts(facts), (0, 0, 0, _INDENT))
    if card.quote:
        yield Padding(Text(f"“{card.quote}”", style="italic"), (0, 0, 0, _INDENT))
    for line in card.published:
        yield from _with_addresses(line, command)
    for line in (*card.notes, (f"No. {card.id}",)):
        yield from _with_addresses(line, command, style="dim")


def _facts(facts: Iterable[Fact]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(min_width=_LABEL, no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for fact in facts:
        marks = len(fact.values) > 1
        for number, value in enumerate(fact.values):
            label = fact.label if number == 0 else ""
            table.add_row(Text(label), Text(f"- {value}" if marks else value))
    return table


def _answer(answer: Answer, command: str, more: str | None) -> Iterator[RenderableType]:
    blocks: list[list[RenderableType]] = []
    head: list[RenderableType] = [Text(answer.title, style="bold")] if answer.title else []
    blocks.append(head + [_line(line, command) for line in answer.lines])
    if answer.card:
        blocks.append(list(_card(answer.card, command)))
    blocks += [list(_row(row)) for row in answer.rows]
    if answer.entries:
        blocks.append([_entries(answer.entries, command)])
    hints = [_line(line, command, style="dim") for line in answer.hints]
    if answer.next and more:
        hints.append(Text(f"More: {more}", style="dim"))
    blocks.append(list(hints))
    for number, block in enumerate([block for block in blocks if block]):
        if number:
            yield Text("")
        yield from block


def _row(row: Row) -> Iterator[RenderableType]:
    yield Text(row.heading, style="bold")
    yield Padding(Text(f"{row.facts} · No. {row.id}"), (0, 0, 0, _INDENT))
    if row.url:
        yield _address(row.url)


def _entries(entries: Iterable[Entry], command: str) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for entry in entries:
        table.add_row(_line(entry.name, command), _line(entry.about, command))
    return table


def _with_addresses(line: Line, command: str, style: str = "") -> Iterator[RenderableType]:
    """The line, then the addresses of its links; their labels say no more than those."""
    words = tuple(span for span in line if not isinstance(span, Link) and span != " · ")
    if words:
        yield Padding(_line(words, command, style=style), (0, 0, 0, _INDENT))
    yield from (_address(span.url) for span in line if isinstance(span, Link))


def _address(url: str) -> Text:
    return Text(" " * _INDENT + url, style="cyan", no_wrap=True, overflow="ignore")


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
        case Link(_, words):
            return words, ""
        case str():
            return span, ""


def _to_type(command: str, words: str) -> str:
    """Words after a command of a shell, quoted where the shell would read them otherwise."""
    if not command:
        return words
    return f"{command} {words if _PLAIN.fullmatch(words) else shlex.quote(words)}".strip()
