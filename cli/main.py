"""The `accord` command: what a user types, wired to the layers that do it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from accord import __version__
from cli.errors import say_what_is_wrong
from cli.source_commands import app as source_commands

app = typer.Typer(
    name="accord",
    help="Watches the press rooms of the world's IP offices and tells what they agree.",
    epilog="Begin with `accord up`. Settings come from the environment; README.md lists them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

PRODUCTION = "In production, one process each"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"accord {__version__}")
        raise typer.Exit


@app.callback()
def accord(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Watches the press rooms of the world's IP offices and tells what they agree."""


@app.command()
def up(
    sample: Annotated[
        bool | None,
        typer.Option(
            "--sample/--no-sample",
            help="Show the sample press room that ships with Accord. Shown by default while "
            "neither Slack nor sources of your own are set up.",
        ),
    ] = None,
) -> None:
    """Run everything in one process: watch, read, announce, answer.

    With SLACK_BOT_TOKEN and SLACK_APP_TOKEN it is the live bot; without them alerts are shown
    here, and look-ups are typed at the prompt.
    """
    from cli.up import run_up

    raise typer.Exit(run_up(os.environ, sample=sample))


@app.command()
def ingest(
    items: Annotated[
        list[str],
        typer.Argument(metavar="PATH_OR_URL...", help="Files, folders or addresses of releases."),
    ],
    publisher: Annotated[
        str | None,
        typer.Option(help="ST.3 code of the office that published them, where it is known."),
    ] = None,
) -> None:
    """Bring releases into the store: fetch, read, match, announce."""
    from cli.ingest import run_ingest

    raise typer.Exit(run_ingest(os.environ, items, publisher=publisher))


@app.command(context_settings={"ignore_unknown_options": True})
def ask(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS...", help="What you would type after /accord in Slack."),
    ] = None,
) -> None:
    """Answer a look-up, in the words that Slack shows.

    For example: accord ask between KIPO and CNIPA
    """
    from cli.ask import run_ask

    raise typer.Exit(run_ask(os.environ, " ".join(words or ())))


@app.command()
def extract(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="HTML, PDF or text files.")
    ],
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the text and its facts side by side instead.")
    ] = False,
    url: Annotated[
        str | None, typer.Option(help="The address that the file comes from, where it is known.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(help="ST.3 code of the publishing office, where it is known.")
    ] = None,
    fetched: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it was fetched, such as 2026-11-23.")
    ] = None,
) -> None:
    """Print what files say was agreed, one JSON object a line; no store is touched."""
    from cli.extract import run_extract

    raise typer.Exit(
        run_extract(files, explain=explain, url=url, publisher=publisher, fetched=fetched)
    )


app.add_typer(source_commands)


@app.command()
def backfill(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The id of a source.")],
    since: Annotated[str, typer.Option(help="How far back, a day such as 2015-01-01.")],
) -> None:
    """Walk a press room's archive back and read it; can be interrupted and called again."""
    from cli.archive import run_backfill

    raise typer.Exit(run_backfill(os.environ, source, since))


@app.command()
def versions(
    release: Annotated[
        str, typer.Argument(metavar="ADDRESS_OR_NUMBER", help="A release that is known.")
    ],
) -> None:
    """Show what a release said before it was edited, word by word, and whether it was withdrawn."""
    from cli.versions import run_versions

    raise typer.Exit(run_versions(os.environ, release))


@app.command()
def reparse(
    source: Annotated[
        str | None, typer.Option(help="Only the releases of this source, by its id.")
    ] = None,
) -> None:
    """Read all kept releases again, after Accord has learnt to read better; nobody is told."""
    from cli.archive import run_reparse

    raise typer.Exit(run_reparse(os.environ, source))


@app.command(context_settings={"ignore_unknown_options": True})
def export(
    query: Annotated[
        list[str] | None, typer.Argument(metavar="QUERY...", help="Which agreements; all if none.")
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="jsonl (JSON Lines), csv, atom (a feed of the newest) or ics (a calendar of what "
            "is to come).",
        ),
    ] = "jsonl",
    evidence: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the evidence pack of one agreement, whose number is the query, to a ZIP "
            "file instead.",
        ),
    ] = None,
) -> None:
    """Print agreements of the store for other programs."""
    from cli.export import run_evidence, run_export

    asked = " ".join(query or ())
    if evidence is not None:
        raise typer.Exit(run_evidence(os.environ, asked, evidence))
    raise typer.Exit(run_export(os.environ, asked, form=form))


agreement = typer.Typer(no_args_is_help=True)
app.add_typer(
    agreement, name="agreement", help="Show why releases were taken for one agreement; correct it."
)
_Who = Annotated[
    str | None, typer.Option("--by", help="Who decides; unless given, the name of your account.")
]
_Note = Annotated[str | None, typer.Option("--note", help="Why, for those who look later.")]


@agreement.command()
def why(number: Annotated[int, typer.Argument(metavar="N", help="An agreement's number.")]) -> None:
    """Show which releases tell of an agreement, and why each was taken to."""
    from cli.agreement import run_why

    raise typer.Exit(run_why(os.environ, number))


@agreement.command()
def split(
    number: Annotated[int, typer.Argument(metavar="N", help="An agreement's number.")],
    release: Annotated[int, typer.Argument(metavar="RELEASE", help="A release, as `why` shows.")],
    by: _Who = None,
    note: _Note = None,
) -> None:
    """Part a release from an agreement, for good: it tells of one of its own."""
    from cli.agreement import run_split

    raise typer.Exit(run_split(os.environ, number, release, by=by, note=note))


@agreement.command()
def merge(
    number: Annotated[int, typer.Argument(metavar="N", help="The agreement to keep.")],
    other: Annotated[int, typer.Argument(metavar="OTHER", help="The one that is the same.")],
    by: _Who = None,
    note: _Note = None,
) -> None:
    """Make one agreement of two, for good; the other's number leads to the one that is kept."""
    from cli.agreement import run_merge

    raise typer.Exit(run_merge(os.environ, number, other, by=by, note=note))


@app.command()
def decisions(
    cases: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Write each release and its expected reading there, as test cases."
        ),
    ] = None,
) -> None:
    """Print what reviewers decided in Slack, one JSON object a line."""
    from cli.decisions import run_decisions

    raise typer.Exit(run_decisions(os.environ, cases=cases))


@app.command()
def doctor() -> None:
    """Check the installation and say what to do."""
    from cli.doctor import run_doctor

    raise typer.Exit(run_doctor(os.environ))


@app.command(rich_help_panel=PRODUCTION)
def migrate(
    to: Annotated[
        str | None,
        typer.Option(
            metavar="REVISION",
            help="Another revision of the tables, or `previous`, before going back to an earlier "
            "version of Accord.",
        ),
    ] = None,
) -> None:
    """Bring the store to this version's schema."""
    from cli.production import run_migrate

    raise typer.Exit(run_migrate(os.environ, to=to))


@app.command(rich_help_panel=PRODUCTION)
def backup(file: Annotated[Path, typer.Argument(help="A file that does not exist yet.")]) -> None:
    """Copy the store into a file, while it is used, and check the copy."""
    from cli.keeping import run_backup

    raise typer.Exit(run_backup(os.environ, file))


@app.command(rich_help_panel=PRODUCTION)
def restore(file: Annotated[Path, typer.Argument(help="A file that `backup` made.")]) -> None:
    """Bring a backup back into an empty store; nothing is told twice for it."""
    from cli.keeping import run_restore

    raise typer.Exit(run_restore(os.environ, file))


@app.command(rich_help_panel=PRODUCTION)
def worker(
    processes: Annotated[int, typer.Option(min=1, max=64, help="Tasks at a time.")] = 2,
) -> None:
    """Poll, fetch and read releases."""
    from cli.production import run_worker

    raise typer.Exit(run_worker(os.environ, processes=processes))


@app.command(rich_help_panel=PRODUCTION)
def beat() -> None:
    """Send the ticks that start polls and sweeps."""
    from cli.production import run_beat

    raise typer.Exit(run_beat(os.environ))


@app.command(rich_help_panel=PRODUCTION)
def bot() -> None:
    """Announce in Slack and answer there."""
    from cli.production import run_bot

    raise typer.Exit(run_bot(os.environ))


@app.command(rich_help_panel=PRODUCTION)
def api(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port.")] = 8080,
) -> None:
    """Serve the archive over HTTP, read-only: JSON, feeds, a calendar; /openapi.json says how."""
    from cli.api import run_api

    raise typer.Exit(run_api(os.environ, host=host, port=port))


@app.command(rich_help_panel=PRODUCTION)
def healthy() -> None:
    """Tell by the exit status whether the process in this container is well."""
    from cli.production import run_healthy

    raise typer.Exit(run_healthy(os.environ))


def main() -> None:
    """The entry point of the command."""
    with say_what_is_wrong():
        app()


if __name__ == "__main__":
    main()
