"""The doctor's checks of the work itself: what the store says of how it goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from accord.delivery import DeliveryState
from bot.alerts import alert_answer
from bot.terminal import line_text
from bot.watching import PILED_UP_AFTER, SILENT_AFTER
from cli.finding import Finding
from config.settings import Settings
from store import Store, Unit, alerts, audit, outbox, pulse, queues, verifying
from store.errors import StoreError
from worker.clock import now

_QUEUES = ("fetch", "parse", "deliver")


def work_findings(settings: Settings) -> Iterator[Finding]:
    """How the work goes; nothing where the store cannot be read, which is found elsewhere."""
    try:
        with (
            Store.open(settings.database_url.get_secret_value()) as store,
            store.read() as unit,
        ):
            yield from list(_findings(unit, now()))
    except StoreError:
        return


def _findings(unit: Unit, at: datetime) -> Iterator[Finding]:
    yield _schedule(unit, at)
    yield _waiting(unit, at)
    yield _announced(unit)
    for alert in alerts.standing(unit):
        answer = alert_answer(alert)
        evidence = "; ".join(line_text(line) for line in answer.lines)
        yield Finding(
            "press room" if alert.subject.startswith("source:") else "work",
            False,
            f"{answer.title} since {alert.made_at:%d %B %Y, %H:%M} UTC. {evidence}".strip(),
            " ".join(line_text(hint) for hint in answer.hints) or None,
        )
    yield _backup(unit, at)


def _schedule(unit: Unit, at: datetime) -> Finding:
    last = pulse.last_tick(unit)
    if last is None:
        return Finding("schedule", True, "has not run yet; `accord up` or `accord beat` starts it")
    silent = at - last
    if silent <= SILENT_AFTER:
        return Finding("schedule", True, f"ticked {silent.total_seconds():.0f} s ago")
    return Finding(
        "schedule",
        False,
        f"last ticked on {last:%d %B %Y at %H:%M} UTC: nothing is polled",
        "Start `accord up`, or `accord beat` and `accord worker`; if they run, look into their "
        "logs and at Redis.",
    )


def _waiting(unit: Unit, at: datetime) -> Finding:
    oldest = queues.oldest(unit, at)
    behind = {stage: oldest[stage] for stage in _QUEUES if oldest[stage] > PILED_UP_AFTER}
    if not behind:
        return Finding("queues", True, "nothing waits for long")
    said = ", ".join(f"{s} for {t.total_seconds() / 60:.0f} minutes" for s, t in behind.items())
    return Finding(
        "queues",
        False,
        f"work has been waiting: {said}",
        "See that workers and the bot run; if they do, start another worker.",
    )


def _announced(unit: Unit) -> Finding:
    counts, missed = outbox.counts(unit), audit.last_missed(unit)
    said = (
        f"{counts[DeliveryState.POSTED]} made, "
        f"{counts[DeliveryState.WAITING] + counts[DeliveryState.POSTING]} on their way, "
        f"{counts[DeliveryState.PARKED]} given up"
    )
    if not missed:
        return Finding("announcements", True, said)
    return Finding(
        "announcements",
        False,
        f"{said}, {missed} of the last two days missing",
        "Look into the bot's log; `/accord why ADDRESS` in the channel says what became of one.",
    )


def _backup(unit: Unit, at: datetime) -> Finding:
    last = verifying.last_backup(unit)
    if last is None:
        return Finding("backup", True, "none was made yet; `accord backup FILE` makes one")
    return Finding("backup", True, f"the last was made {(at - last).days} days ago")
