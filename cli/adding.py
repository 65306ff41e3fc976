"""`accord sources add URL`: how a press room can be watched, with a preview of what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import yaml
from rich.console import Console
from rich.text import Text

from accord.press_release import Unreadable
from accord.source import Source
from bot.outside import one_line
from bot.wording import counted
from cli.errors import FAILED, WRONG_USE, complain
from cli.opening import settings_and_logs
from config.settings import Settings
from config.sources import load_sources
from config.vocabulary import load_vocabulary
from parsers.documents.publisher import Publishers
from worker.discovering import Candidate, discover
from worker.errors import NotFetched
from worker.services import open_client, open_reader

_SHOWN = 5


def run_add(environ: Mapping[str, str], url: str, *, write: bool) -> int:
    """Print each way to watch it with what it finds now, and the lines for a sources.yaml.

    With `write` the best way is added to the file that ACCORD_SOURCES names. The status is 1
    where nothing was found.
    """
    settings = settings_and_logs(environ)
    if write and settings.sources is None:
        complain("ACCORD_SOURCES is not set; name the file that --write is to add to")
        return WRONG_USE
    console = Console()
    office = Publishers(load_vocabulary()).at(url)
    found: list[Source] = []
    with open_reader() as reader:
        try:
            for candidate in discover(open_client(settings), reader, url):
                source = replace(candidate.source, office=office)
                _show(console, replace(candidate, source=source))
                if candidate.entries:
                    found.append(source)
        except (NotFetched, Unreadable) as problem:
            complain(str(problem))
    if not found:
        complain("nothing was found there that can be watched")
        return FAILED
    if write and settings.sources is not None:
        return _write(settings, settings.sources, found[0])
    console.print(Text("Put the lines of the best one under `sources:` in your sources.yaml."))
    return 0


def _show(console: Console, candidate: Candidate) -> None:
    source = candidate.source
    console.print(Text(f"{source.format}  {source.url}", style="bold"), soft_wrap=True)
    if candidate.problem or not candidate.entries:
        console.print(Text(f"  {one_line(candidate.problem or 'lists nothing now')}"))
        return
    dated = sum(entry.published is not None for entry in candidate.entries)
    count = len(candidate.entries)
    console.print(Text(f"  {counted(count, 'release')} now, {dated} with a day:"))
    for entry in candidate.entries[:_SHOWN]:
        line = f"    {entry.published or ''!s:<10}  {one_line(entry.title or entry.url)}"
        console.print(Text(line), soft_wrap=True)
    console.print(Text(_lines(source)), soft_wrap=True)


def _lines(source: Source) -> str:
    """The source as lines of a sources.yaml."""
    chosen = source.selectors
    stated = {
        "id": source.id,
        "office": source.office,
        "name": source.name,
        "url": source.url,
        "format": str(source.format),
        "language": source.language,
        "rolling": source.rolling or None,
        "item": chosen.item,
        "link": chosen.link,
        "title": chosen.title,
        "date": chosen.date,
    }
    kept = [{name: value for name, value in stated.items() if value is not None}]
    text = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=1000)
    return "".join(f"  {line}\n" for line in text.splitlines())


def _write(settings: Settings, path: Path, source: Source) -> int:
    known = {one.id for one in load_sources(settings.sources)}
    if source.id in known:
        complain(
            f"{path} has a source {source.id} already; change its id and add the lines by hand"
        )
        return WRONG_USE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.rstrip("\n") + "\n" + _lines(source), encoding="utf-8")
    load_sources(path)
    print(f"{source.id} was added to {path}.")
    return 0
