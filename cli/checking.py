"""`accord sources check`: press rooms tried now, as a check-list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from accord.source import Source
from bot.outside import one_line, shorten
from bot.wording import counted
from cli.errors import FAILED, WRONG_USE, complain
from cli.opening import settings_and_logs
from config.sources import load_sources
from worker.checking import Finding, Verdict, check
from worker.clock import now
from worker.services import open_client, open_reader

_MARKS = {
    Verdict.HELD: ("ok  ", "green"),
    Verdict.FAILED: ("FAIL", "red"),
    Verdict.UNSEEN: ("?   ", "dim"),
}
_EVIDENCE = 300


def run_check(environ: Mapping[str, str], names: Sequence[str]) -> int:
    """Print a line for each aspect of each source; the status is 1 where one did not hold."""
    settings = settings_and_logs(environ)
    declared = load_sources(settings.sources)
    chosen = [source for source in declared if not names or _is_named(source, names)]
    if not chosen:
        known = ", ".join(sorted({s.office for s in declared if s.office}))
        complain(f"no source is of {', '.join(names)}; name a source's id, or one of {known}")
        return WRONG_USE
    console = Console()
    broken = 0
    with open_reader() as reader:
        client = open_client(settings)
        for source in chosen:
            console.print(Text(f"{source.id}  {source.url}", style="bold"), soft_wrap=True)
            assumed = dict(source.unverified)
            held = True
            for finding in check(client, reader, source, now().date()):
                console.print(_line(finding, assumed.get(finding.aspect)), soft_wrap=True)
                held = held and finding.verdict is not Verdict.FAILED
            broken += not held
    count = counted(len(chosen), "source")
    console.print(f"{count} tried, {broken} with something that did not hold.", highlight=False)
    return FAILED if broken else 0


def _is_named(source: Source, names: Sequence[str]) -> bool:
    return source.id in names or (source.office or "") in {name.upper() for name in names}


def _line(finding: Finding, assumed: str | None) -> Text:
    mark, style = _MARKS[finding.verdict]
    evidence = shorten(one_line(finding.evidence), _EVIDENCE)
    line = Text.assemble((mark, style), f"  {finding.aspect:<9} {evidence}")
    if assumed:
        line.append(f"\n      assumed: {assumed}", style="dim")
    return line
