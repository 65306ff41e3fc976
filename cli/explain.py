"""A release's text and the facts taken from it, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from accord.agreement import Evidence
from accord.press_release import Reading
from bot.outside import one_line

_LINE = re.compile(r"[^\n]+")


def explain(name: str, reading: Reading) -> RenderableType:
    """The text on the left, on the right what each line of it states.

    Words that state a fact are underlined. Facts whose words stand outside the text (in the
    page's metadata or address) come first.
    """
    facts = [("", e) for e in reading.evidence]
    several = len(reading.agreements) > 1
    for number, agreement in enumerate(reading.agreements, 1):
        facts += [(f"{number}. " if several else "", e) for e in agreement.evidence]
    table = Table(title=one_line(name), show_lines=True, expand=True, title_justify="left")
    table.add_column("What it says", ratio=3)
    table.add_column("What is taken from it", ratio=2)
    outside = [(mark, e) for mark, e in facts if e.start is None]
    if outside:
        places = Text("\n").join(Text(f"({one_line(e.place or '')})", "dim") for _, e in outside)
        table.add_row(places, _facts(outside))
    for line in _LINE.finditer(reading.text):
        here = [(m, e) for m, e in facts if e.start is not None and _begins_in(e, line)]
        if line[0].strip():
            table.add_row(_marked(line, [e for _, e in facts]), _facts(here))
    return Group(table, *_closing(reading))


def _begins_in(evidence: Evidence, line: re.Match[str]) -> bool:
    return evidence.start is not None and line.start() <= evidence.start < line.end()


def _marked(line: re.Match[str], facts: list[Evidence]) -> Text:
    """The line with all words underlined that state something, also from the line before."""
    stated = [False] * len(line[0])
    for e in facts:
        if e.start is None or e.start >= line.end() or e.start + len(e.quote) <= line.start():
            continue
        first = max(e.start - line.start(), 0)
        last = min(e.start + len(e.quote) - line.start(), len(stated))
        stated[first:last] = [True] * (last - first)
    text = Text(style="" if any(stated) else "dim")
    begin = 0
    for end in range(1, len(stated) + 1):
        if end == len(stated) or stated[end] != stated[begin]:
            piece = line[0][begin:end]
            lead = " " if piece[0].isspace() and begin else ""
            tail = " " if piece[-1].isspace() and end < len(stated) and piece.strip() else ""
            style = "underline" if stated[begin] else None
            text.append(lead + one_line(piece) + tail, style)
            begin = end
    return text


# Codes stand side by side; of these a single value may hold commas or fill a line.
_ONE_EACH = frozenset({"areas", "other_parties"})


def _facts(facts: list[tuple[str, Evidence]]) -> Text:
    """A line for each field, with all its values that the words beside it state."""
    values: dict[str, dict[str, None]] = {}
    for mark, e in facts:
        values.setdefault(f"{mark}{e.field.replace('_', ' ')}", {})[one_line(e.value)] = None
    return Text("\n").join(
        Text(f"{label}: ", "cyan") + Text(_listed(label, list(found)), "bold")
        for label, found in values.items()
    )


def _listed(label: str, values: list[str]) -> str:
    apart = label.rpartition(". ")[2].replace(" ", "_") in _ONE_EACH and len(values) > 1
    return "".join(f"\n- {value}" for value in values) if apart else ", ".join(values)


def _closing(reading: Reading) -> Iterator[RenderableType]:
    count = len(reading.agreements)
    if count == 0:
        yield Text("No agreement: nothing in it says that offices concluded something.")
    else:
        yield Text(f"{count} agreement{'s' if count > 1 else ''}.")
    for note in reading.notes:
        yield Text(f"Note: {one_line(note)}", style="yellow")
