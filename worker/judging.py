"""What a poll came to, and what the operator is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from accord.alert import NETWORK, AlertKind, source_subject
from accord.cadence import longest_silence
from accord.press_release import Entry, Unreadable
from store import alerts, sources
from store.engine import Unit
from store.records import WatchedSource
from worker.errors import Gone, NotFetched, Refused

# So many looks in a row come to the same before the operator is told.
_SURE = 2
_SURE_OF_SILENCE_ON_THE_LINE = 3
# A list that held at least so many, of which not even a quarter is left, is suspicious; after so
# many looks it is what the site wants.
_MANY, _LEFT = 8, 4
_PATIENCE = 24
_DOUBTS = (AlertKind.EMPTY, AlertKind.SHRUNKEN, AlertKind.CHANGED_LAYOUT)
_RECENT = timedelta(hours=1)
_FEWEST_HOSTS = 3
_NETWORK = {"name": "The network"}

Judgement = tuple[AlertKind, str | None]
"""What a look came to, and the evidence where that is not well."""


def failure(problem: NotFetched | Unreadable) -> AlertKind:
    """What a look came to that gave no list."""
    if isinstance(problem, Unreadable):
        return problem.kind or AlertKind.CHANGED_LAYOUT
    if isinstance(problem, Refused):
        return AlertKind.REFUSED
    return AlertKind.NOT_THERE if isinstance(problem, Gone) else AlertKind.UNREACHABLE


def answer(watched: WatchedSource, entries: Sequence[Entry] | None, now: datetime) -> Judgement:
    """What a look came to that gave a list, None for the one that was there before."""
    doubt = _same_doubt(watched) if entries is None else _doubt(watched, entries)
    return doubt or _silence(watched, now) or (AlertKind.WELL, None)


def _same_doubt(watched: WatchedSource) -> Judgement | None:
    if watched.outcome not in _DOUBTS or watched.failures:
        return None
    return watched.outcome, watched.last_error


def _doubt(watched: WatchedSource, entries: Sequence[Entry]) -> Judgement | None:
    source, before = watched.source, watched.listed or 0
    if not source.may_be_empty:
        if not entries and before:
            return AlertKind.EMPTY, f"It lists nothing; it listed {before} releases before."
        shrunken = before >= _MANY and len(entries) * _LEFT < before
        long_so = watched.outcome is AlertKind.SHRUNKEN and watched.outcome_count >= _PATIENCE
        if shrunken and not long_so:
            return AlertKind.SHRUNKEN, f"It lists {len(entries)} releases, before {before}."
    for part in source.always:
        lacking = sum(_lacks(entry, part) for entry in entries)
        if lacking * 2 > len(entries):
            return (
                AlertKind.CHANGED_LAYOUT,
                f"{lacking} of its {len(entries)} entries have no {part}, which all should have.",
            )
    return None


def _lacks(entry: Entry, part: str) -> bool:
    return (entry.published if part == "date" else entry.title) is None


def _silence(watched: WatchedSource, now: datetime) -> Judgement | None:
    longest = longest_silence(watched.source, watched.rhythm)
    since = watched.last_new_at or watched.first_success_at
    if longest is None or since is None or now - since <= longest:
        return None
    a_month = max(watched.source.a_month or 0.0, watched.rhythm or 0.0)
    usual = f"{a_month:.0f} a month" if a_month >= 2 else f"{a_month * 12:.0f} a year"
    return (
        AlertKind.SILENT,
        f"Its newest release is of {since:%d %B %Y}, {(now - since).days} days ago; about {usual} "
        "are usual.",
    )


def tell(unit: Unit, watched: WatchedSource, judged: Judgement, now: datetime) -> None:
    """Alert the operator if the source's state has changed for sure.

    `watched` is the source as it was before this look.
    """
    kind, evidence = judged
    count = watched.outcome_count + 1 if watched.outcome is kind else 1
    if count < _looks_to_be_sure(kind) or watched.source.sample:
        return
    facts = {"name": watched.source.name, "url": watched.source.url, "evidence": evidence or ""}
    alerts.change(unit, source_subject(watched.id), kind, facts, now)


def _looks_to_be_sure(kind: AlertKind) -> int:
    if kind in (AlertKind.WELL, AlertKind.SILENT):
        return 1
    return _SURE_OF_SILENCE_ON_THE_LINE if kind is AlertKind.UNREACHABLE else _SURE


def is_our_network(
    all_watched: Iterable[WatchedSource], now: datetime, failed: str | None = None
) -> bool:
    """Whether more than half of all hosts fail, so that the fault is rather ours.

    `failed` is the source that could not be reached just now.
    """
    down: dict[str, bool] = {}
    for watched in all_watched:
        host = urlsplit(watched.source.url).hostname or ""
        lost_now = watched.id == failed or _was_unreachable(watched, now)
        down[host] = lost_now and down.get(host, True)
    lost = sum(down.values())
    return lost >= _FEWEST_HOSTS and lost * 2 > len(down)


def _was_unreachable(watched: WatchedSource, now: datetime) -> bool:
    """Whether the last look got no answer, be it counted as a failure or put down to us."""
    failed, answered = watched.last_failure_at, watched.last_success_at
    if failed is None or (answered is not None and answered >= failed) or now - failed > _RECENT:
        return False
    return watched.failures == 0 or watched.outcome is AlertKind.UNREACHABLE


def tell_of_lost_network(unit: Unit, now: datetime, evidence: str) -> None:
    """Alert the operator that our own network went away."""
    alerts.change(unit, NETWORK, AlertKind.OFFLINE, _NETWORK | {"evidence": evidence}, now)


def tell_of_network(unit: Unit, now: datetime) -> None:
    """Alert the operator that our own network came back, if it was away and has."""
    state = alerts.state(unit, NETWORK)
    if state is None or state.kind is AlertKind.WELL:
        return
    if not is_our_network(sources.all_sources(unit), now):
        alerts.change(unit, NETWORK, AlertKind.WELL, _NETWORK, now)
