"""`accord sources held | announce | drop`: releases that wait for the operator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from rich.console import Console
from rich.text import Text

from bot.outside import one_line
from bot.wording import counted
from cli.errors import WRONG_USE, complain
from cli.opening import opened_store, settings_and_logs
from config.vocabulary import load_vocabulary
from store import Unit, holding, sources
from store.holding import Held
from worker.clock import now


def run_held(environ: Mapping[str, str]) -> int:
    """Print a line for each release that is held."""
    settings = settings_and_logs(environ)
    with opened_store(settings, migrate=False) as store, store.read() as unit:
        waiting = holding.held(unit)
    console = Console()
    for one in waiting:
        said = f"{one.release_id:>6}  {one.source_id}  {one.published or ''}  "
        said += f"{one_line(one.title or '')}  {one.url}  ({one.why})"
        console.print(Text(said), soft_wrap=True)
    if waiting:
        says = (
            f"{counted(len(waiting), 'release')} held. Announce with `accord sources announce "
            "SOURCE_OR_NUMBER`, or keep as history with `accord sources drop SOURCE_OR_NUMBER`."
        )
    else:
        says = "Nothing is held."
    console.print(Text(says))
    return 0


def run_announce(environ: Mapping[str, str], names: Sequence[str]) -> int:
    """Tell of the releases that are named; the status is 2 where none is."""
    vocabulary = load_vocabulary()

    def tell(unit: Unit, ids: list[int], at: datetime) -> str:
        holding.announce(unit, ids, vocabulary, at)
        return f"{counted(len(ids), 'release')} announced"

    return _decide(environ, names, tell)


def run_drop(environ: Mapping[str, str], names: Sequence[str]) -> int:
    """Tell nobody of the releases that are named; the status is 2 where none is."""

    def forget(unit: Unit, ids: list[int], _at: datetime) -> str:
        holding.drop(unit, ids)
        return f"{counted(len(ids), 'release')} kept as history"

    return _decide(environ, names, forget)


def _decide(
    environ: Mapping[str, str],
    names: Sequence[str],
    act: Callable[[Unit, list[int], datetime], str],
) -> int:
    settings = settings_and_logs(environ)
    with opened_store(settings, migrate=False) as store, store.begin() as unit:
        chosen = [one for one in holding.held(unit) if _is_named(one, names)]
        if not chosen:
            complain(f"nothing is held of {', '.join(names)}; `accord sources held` lists what is")
            return WRONG_USE
        at = now()
        said = act(unit, [one.release_id for one in chosen], at)
        for source_id in {one.source_id for one in chosen}:
            name = sources.get(unit, source_id).source.name
            holding.close(unit, source_id, f"{name}: {said}", at)
    print(f"{said}.")
    return 0


def _is_named(one: Held, names: Sequence[str]) -> bool:
    return one.source_id in names or str(one.release_id) in names
