"""`accord sources`: the press rooms that are watched, and how it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.dates import ago, duration
from bot.outside import one_line
from bot.press_rooms import in_trouble, reason, state
from bot.wording import counted
from cli.errors import FAILED, complain
from cli.opening import opened_store, settings_and_logs
from config.sources import load_sources
from store import holding, sources
from store.errors import EmptyStore
from store.records import WatchedSource
from worker.clock import now


def run_sources(environ: Mapping[str, str]) -> int:
    """Print a line for each source, those in trouble first with the evidence; then the sums."""
    settings = settings_and_logs(environ)
    try:
        with opened_store(settings, migrate=False) as store, store.read() as unit:
            watched = sources.all_sources(unit)
            waiting = len(holding.held(unit))
    except EmptyStore:
        complain("the store is still empty; run `accord up` to begin to watch")
        return FAILED
    at = now()
    console = Console()
    console.print(_table(watched, at))
    for source in filter(in_trouble, watched):
        console.print(_trouble(source), soft_wrap=True)
    console.print(Text(_sums(watched)))
    if waiting:
        console.print(
            Text(f"{counted(waiting, 'release')} held until you decide: `accord sources held`."),
            style="yellow",
        )
    return 0


def run_unverified(environ: Mapping[str, str]) -> int:
    """Print what is assumed of each declared source and was never seen to hold."""
    settings = settings_and_logs(environ)
    declared = [source for source in load_sources(settings.sources) if source.unverified]
    console = Console()
    for source in declared:
        console.print(Text(f"{source.id}  {source.url}", style="bold"), soft_wrap=True)
        for aspect, assumption in source.unverified:
            console.print(Text(f"  {aspect:<9} {assumption}"), soft_wrap=True)
    count = sum(len(source.unverified) for source in declared)
    console.print(
        f"{counted(count, 'assumption')} about {counted(len(declared), 'source')}. "
        "`accord sources check` tries them on the live sites.",
        highlight=False,
    )
    return 0


def _table(watched: Sequence[WatchedSource], at: datetime) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("source", "state", "read", "newest", "a month", "next look"):
        table.add_column(name, overflow="fold")
    table.add_column("saved", justify="right")
    for source in sorted(watched, key=lambda w: (not in_trouble(w), w.id)):
        table.add_row(
            Text(source.id),
            Text(state(source), style="red" if in_trouble(source) else ""),
            ago(source.last_success_at, at) if source.last_success_at else "never",
            f"{source.last_new_at:%Y-%m-%d}" if source.last_new_at else "",
            _rhythm(source),
            _next(source, at),
            _size(source.bytes_saved),
        )
    return table


def _rhythm(watched: WatchedSource) -> str:
    """What was measured, else what is expected."""
    if watched.rhythm is not None:
        return f"{watched.rhythm:.0f}" if watched.rhythm >= 2 else f"{watched.rhythm:.1f}"
    return f"({watched.source.a_month:g})" if watched.source.a_month else ""


def _next(watched: WatchedSource, at: datetime) -> str:
    rest = watched.next_poll_at - at
    return f"in {duration(rest)}" if rest.total_seconds() > 30 else "now"


def _trouble(watched: WatchedSource) -> Text:
    said = f"{watched.id}: {state(watched)}. {reason(watched)}"
    if watched.moved_to:
        said += f" It has moved to {one_line(watched.moved_to)}."
    return Text(said)


def _sums(watched: Sequence[WatchedSource]) -> str:
    polls = sum(w.polls for w in watched)
    unchanged = sum(w.unchanged_polls for w in watched)
    received = sum(w.bytes_received for w in watched)
    saved = sum(w.bytes_saved for w in watched)
    failing = sum(map(in_trouble, watched))
    return (
        f"{counted(len(watched), 'source')}, {failing} in trouble. {counted(polls, 'look')}, "
        f"{unchanged:,} of them without a change; {_size(received)} received, {_size(saved)} "
        "saved by conditional requests."
    )


def _size(count: int) -> str:
    if count < 1_000_000:
        return f"{count / 1000:,.0f} KB"
    return f"{count / 1_000_000:,.1f} MB"
