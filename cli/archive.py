"""`accord backfill` and `accord reparse`: the archive made longer, and read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from accord.source import Source
from bot.outside import one_line
from bot.wording import counted
from cli.errors import FAILED, WRONG_USE, complain
from cli.opening import opened_store, settings_and_logs
from cli.rereadings import change_line
from config.settings import Settings
from config.sources import load_sources
from store import releases, sources
from store.errors import NotFound
from worker import backfilling, reparsing
from worker.clock import now
from worker.errors import NotFetched
from worker.reparsing import Reparsed
from worker.services import Services, open_services

# A walk waits for its turn at a host, rather than to leave the page out.
_PATIENCE = 120.0


def run_backfill(environ: Mapping[str, str], source_id: str, since: str) -> int:
    """Walk a source's archive back and read what is found; the status is 1 where it broke off."""
    settings = settings_and_logs(environ)
    declared = {source.id: source for source in _declared(settings)}
    try:
        day = date.fromisoformat(since)
    except ValueError:
        complain(f"--since {since} is no day; write one such as 2015-01-01")
        return WRONG_USE
    if source_id not in declared:
        complain(f"there is no source {source_id}; `accord sources` lists them")
        return WRONG_USE
    with _services(settings) as own:
        _declare(own, source_id, declared.values())
        try:
            found = _walked(own, declared[source_id], day)
        except NotFetched as problem:
            complain(f"{problem} Call me again later: it goes on from there.")
            return FAILED
        read = _read(own, source_id)
    print(f"{counted(found, 'release')} found, {read:,} read. Nobody is told: it is history.")
    return 0


def _declare(own: Services, source_id: str, declared: Iterable[Source]) -> None:
    """Have the store know the source, where nothing has begun to watch yet."""
    with own.store.begin() as unit:
        try:
            sources.get(unit, source_id)
        except NotFound:
            sources.declare(unit, declared, now())


def _walked(own: Services, source: Source, since: date) -> int:
    found = 0
    with _progress(total=None) as progress:
        task = progress.add_task("Walking the archive", total=None)
        for page in backfilling.walk(own, source, since):
            found += page.new
            progress.update(task, advance=1, description=f"Walking: {found:,} found")
    return found


def _read(own: Services, source_id: str) -> int:
    with own.store.read() as unit:
        waiting = len(releases.unfinished_of(unit, source_id))
    read = 0
    with _progress(total=waiting) as progress:
        task = progress.add_task("Reading", total=waiting)
        for _ in backfilling.read_found(own, source_id):
            read += 1
            progress.update(task, advance=1)
    return read


def run_reparse(environ: Mapping[str, str], source_id: str | None) -> int:
    """Read all kept releases again, print what changed, and sum up."""
    settings = settings_and_logs(environ)
    console = Console()
    with _services(settings) as own:
        total = reparsing.count(own, source_id)
        done: list[Reparsed] = []
        with _progress(total=total) as progress:
            task = progress.add_task("Reading again", total=total)
            for one in reparsing.reparse(own, source_id):
                done.append(one)
                progress.update(task, advance=1)
                for line in _lines(one):
                    progress.console.print(Text(line), soft_wrap=True)
    changed = [one for one in done if not one.unchanged and not one.problem]
    failed = sum(one.problem is not None for one in done)
    console.print(
        Text(
            f"{counted(len(done), 'release')} read again: {len(changed)} tell other facts now, "
            f"{sum(one.gained for one in done)} agreements more and "
            f"{sum(one.lost for one in done)} fewer, {failed} could not be read. Nobody was told."
        )
    )
    return 0


def _lines(one: Reparsed) -> Iterator[str]:
    if one.unchanged:
        return
    yield f"release {one.release_id}: {one_line(one.title or 'without a title')}"
    if one.problem:
        yield f"    cannot be read now: {one_line(one.problem)}; it stays as it was"
    for number, change in one.changed:
        yield f"    {change_line(number, change)}"


def _declared(settings: Settings) -> tuple[Source, ...]:
    return load_sources(settings.sources, every_seconds=settings.poll_seconds)


@contextmanager
def _services(settings: Settings) -> Iterator[Services]:
    with ExitStack() as running:
        store = running.enter_context(opened_store(settings, migrate=settings.embedded))
        own = open_services(settings, store, patience=_PATIENCE)
        running.callback(own.reader.close)
        yield own


def _progress(*, total: int | None) -> Progress:
    count = (MofNCompleteColumn(),) if total is not None else ()
    return Progress(
        TextColumn("{task.description}"), BarColumn(), *count, console=Console(stderr=True)
    )
