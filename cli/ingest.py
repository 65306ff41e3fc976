"""`accord ingest`: releases brought in by hand, through the steps that polled ones take."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from accord.vocabulary import Vocabulary
from bot.announcing import Poster
from bot.outside import one_line
from bot.terminal_channel import TerminalChannel
from bot.wording import counted
from cli.errors import FAILED, WRONG_USE, complain
from cli.opening import make_data_dir, opened_store, settings_and_logs, take_over
from config.settings import Settings
from config.vocabulary import load_vocabulary
from store import Store, subscriptions
from worker.clock import now
from worker.data_lock import AlreadyRunning, hold_data_dir
from worker.ingesting import Ingested, Outcome, gather, ingest
from worker.services import Services, open_services


def run_ingest(environ: Mapping[str, str], items: list[str], *, publisher: str | None) -> int:
    """Read the items, announce what is new, and say what became of them.

    The status is 1 where an item could not be brought in.
    """
    settings = settings_and_logs(environ)
    make_data_dir(settings)
    vocabulary = load_vocabulary()
    office = publisher and publisher.upper()
    if office and vocabulary.office(office) is None:
        complain(f"--publisher {publisher} is no ST.3 code of an office; write KR, EP or WO")
        return WRONG_USE
    with ExitStack() as running:
        alone = _is_alone(settings, running)
        store = running.enter_context(opened_store(settings, migrate=settings.embedded))
        with store.begin() as unit:
            if alone and settings.owns_store:
                take_over(unit)
            if not settings.speaks_to_slack:
                subscriptions.ensure_terminal(unit, now())
        services = open_services(settings, store)
        running.callback(services.reader.close)
        results = _ingested(services, gather(items), office)
        if settings.speaks_to_slack:
            told = "The bot announces what is new in Slack."
        elif alone:
            told = _announced(settings, store, vocabulary)
        else:
            told = "The running `accord up` announces what is new."
    return _sum_up(results, told)


def _is_alone(settings: Settings, running: ExitStack) -> bool:
    """Whether no other Accord works on the data directory; none will until `running` ends."""
    try:
        running.enter_context(hold_data_dir(settings.data_dir))
    except AlreadyRunning:
        return False
    return True


def _ingested(services: Services, items: list[str], publisher: str | None) -> list[Ingested]:
    results: list[Ingested] = []
    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[item]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(items), item="")
        for item in items:
            progress.update(task, item=one_line(item)[-60:])
            results.extend(ingest(services, [item], publisher=publisher))
            progress.advance(task)
    return results


def _announced(settings: Settings, store: Store, vocabulary: Vocabulary) -> str:
    shown = 0

    def show(alert: RenderableType) -> None:
        nonlocal shown
        console = Console()
        if shown:
            console.print()
        console.print(alert, crop=False)
        shown += 1

    poster = Poster(store, TerminalChannel(settings.data_dir, show), vocabulary)
    while poster.step():
        pass
    return f"{counted(shown, 'announcement')} made."


def _sum_up(results: list[Ingested], told: str) -> int:
    failed = [r for r in results if r.outcome is Outcome.FAILED]
    for result in failed:
        complain(f"{one_line(result.item)}: {one_line(result.problem or '')}")
    recorded = [r.recorded for r in results if r.recorded]
    known = sum(r.outcome is Outcome.KNOWN for r in results)
    new = sum(r.new for r in recorded)
    more = sum(r.corroborated for r in recorded)
    none = sum(not r.agreement_ids for r in recorded)
    parts = [f"{counted(len(recorded), 'release')} read: {counted(new, 'new agreement')}"]
    if more:
        parts.append(f"{more} told of before by others")
    if none:
        parts.append(f"{counted(none, 'release')} without an agreement")
    if known:
        parts.append(f"{known} known already")
    if failed:
        parts.append(f"{len(failed)} failed")
    console = Console(highlight=False)
    console.print()
    console.print(", ".join(parts) + ".", soft_wrap=True)
    console.print(told, soft_wrap=True)
    return FAILED if failed else 0
