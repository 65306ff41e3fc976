"""What is said of the press rooms that are watched, and how that goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from accord.alert import AlertKind
from bot.dates import ago, duration
from bot.outside import one_line, shorten
from bot.wording import Answer, Entry, Line, counted
from store.records import WatchedSource

STATES = {
    AlertKind.WELL: "well",
    AlertKind.UNREACHABLE: "does not answer",
    AlertKind.REFUSED: "refuses",
    AlertKind.WALLED: "shows a wall",
    AlertKind.CHANGED_LAYOUT: "layout changed",
    AlertKind.NOT_THERE: "not there",
    AlertKind.EMPTY: "lists nothing",
    AlertKind.SHRUNKEN: "lists little",
    AlertKind.SILENT: "silent",
}
_REASON = 200


def in_trouble(watched: WatchedSource) -> bool:
    """Whether the last look came to something that is not well."""
    return watched.failures > 0 or watched.outcome not in (None, AlertKind.WELL)


def state(watched: WatchedSource) -> str:
    """What the last look came to, in a word or two."""
    return "not looked at yet" if watched.outcome is None else STATES[watched.outcome]


def watched_sources(watched: Sequence[WatchedSource], now: datetime, held: int = 0) -> Answer:
    """Which press rooms are watched and how that goes; those in trouble first.

    `held` is how many releases wait for the operator.
    """
    failing = [source for source in watched if in_trouble(source)]
    healthy = [source for source in watched if not in_trouble(source)]
    said = f"{len(failing)} of them in trouble" if failing else "all in order"
    return Answer(
        title=f"{counted(len(watched), 'press room')} watched, {said}"
        if watched
        else "No press room is watched",
        entries=tuple(_source(source, now) for source in (*failing, *healthy)),
        hints=tuple(_hints(watched, held)),
    )


def _hints(watched: Sequence[WatchedSource], held: int) -> Iterator[Line]:
    if not watched:
        yield ("Name some in a sources.yaml, and its path in ACCORD_SOURCES.",)
    if held:
        yield (
            f"{counted(held, 'release')} held until who runs Accord decides whether to announce "
            "them: so many at once, or so old, may be a relaunched site.",
        )


def _source(watched: WatchedSource, now: datetime) -> Entry:
    name = one_line(watched.source.name) + (" (sample)" if watched.source.sample else "")
    if in_trouble(watched):
        about = [f"{state(watched)}: {reason(watched)}"]
    elif watched.last_success_at is None:
        about = [state(watched)]
    else:
        about = []
    if watched.last_success_at:
        about.append(f"last read {ago(watched.last_success_at, now)}")
    elif watched.failures:
        about.append("never read yet")
    if watched.moved_to:
        about.append(f"has moved to {one_line(watched.moved_to)}")
    rest = watched.next_poll_at - now
    about.append(f"next look in {duration(rest)}" if rest.total_seconds() > 30 else "next look now")
    return Entry(name=(name,), about=(" · ".join(about),))


def reason(watched: WatchedSource) -> str:
    """The evidence of what is not well."""
    return shorten(one_line(watched.last_error or "no answer"), _REASON)
