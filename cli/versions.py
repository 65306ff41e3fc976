"""`accord versions`: what a release said before, what was changed, word by word, and which facts a
better reader took from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from accord.difference import differences
from bot.outside import one_line
from cli.errors import FAILED, complain
from cli.opening import opened_store, settings_and_logs
from cli.rereadings import reread_lines
from store import Unit, history, releases, rereadings, tellings
from store.errors import NotFound
from store.history import Version
from store.records import Release


def run_versions(environ: Mapping[str, str], name: str) -> int:
    """Print each revision of a release, by its address or number; the status is 1 without it."""
    settings = settings_and_logs(environ)
    with opened_store(settings, migrate=False) as store, store.read() as unit:
        release = _release(unit, name)
        if release is None:
            complain(f"no release {name} is known; name its address, or its number")
            return FAILED
        versions = history.list_versions(unit, release.id)
        marks = rereadings.list_rereadings(unit, [release.id])
        now = tellings.texts(unit, [release.id]).get(release.id) or ""
    console = Console()
    console.print(Text(f"release {release.id}: {one_line(release.title or '')}", style="bold"))
    console.print(Text(f"  {release.url}"), soft_wrap=True)
    for line in _lines(release, versions, now):
        console.print(line, soft_wrap=True)
    for said in reread_lines(marks):
        console.print(Text(f"  {said}"), soft_wrap=True)
    return 0


def _release(unit: Unit, name: str) -> Release | None:
    if name.isdigit():
        try:
            return releases.get(unit, int(name))
        except NotFound:
            return None
    return releases.by_address(unit, name)


def _lines(release: Release, versions: list[Version], now: str) -> Iterator[Text]:
    if not versions:
        yield Text("  It was not changed since it was read first.")
    texts = [*(version.text or "" for version in versions), now]
    for version, (old, new) in zip(versions, pairwise(texts), strict=True):
        yield Text(f"  changed {version.replaced_at:%d %B %Y, %H:%M} UTC:")
        for found in differences(old, new):
            line = Text(f"    … {one_line(found.before)} ")
            if found.removed:
                line.append(f"[-{one_line(found.removed)}-]", style="red")
            if found.added:
                line.append(f"{{+{one_line(found.added)}+}}", style="green")
            yield line.append(f" {one_line(found.after)} …")
    if release.withdrawn_at is not None:
        yield Text(f"  withdrawn: gone since {release.missing_since:%d %B %Y, %H:%M} UTC")
