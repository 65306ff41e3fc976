"""The commands about press rooms: `accord sources …`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

app = typer.Typer(
    name="sources",
    help="Show the press rooms that are watched, and how it goes; try and add them.",
    invoke_without_command=True,
    rich_markup_mode="markdown",
)


@app.callback()
def sources(
    context: typer.Context,
    unverified: Annotated[
        bool,
        typer.Option(
            "--unverified", help="List what is assumed of each live site and nobody has seen."
        ),
    ] = False,
) -> None:
    """Show the press rooms that are watched, and how it goes."""
    from cli.sources import run_sources, run_unverified

    if context.invoked_subcommand is None:
        raise typer.Exit((run_unverified if unverified else run_sources)(os.environ))


@app.command()
def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CODE_OR_ID...]", help="Offices by ST.3 code, or sources by id; all if none."
        ),
    ] = None,
) -> None:
    """Fetch and read press rooms now, and say what held of what is assumed of them.

    Nothing is stored.
    """
    from cli.checking import run_check

    raise typer.Exit(run_check(os.environ, names or []))


@app.command()
def held() -> None:
    """List the releases that wait for you before anybody is told of them, and why."""
    from cli.holding import run_held

    raise typer.Exit(run_held(os.environ))


_HELD = Annotated[
    list[str], typer.Argument(metavar="SOURCE_OR_NUMBER...", help="As `accord sources held` lists.")
]


@app.command()
def announce(names: _HELD) -> None:
    """Announce releases that are held."""
    from cli.holding import run_announce

    raise typer.Exit(run_announce(os.environ, names))


@app.command()
def drop(names: _HELD) -> None:
    """Let releases that are held be history: they can be looked up, and nobody is told."""
    from cli.holding import run_drop

    raise typer.Exit(run_drop(os.environ, names))


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="The address of a press room, or of its feed.")],
    write: Annotated[
        bool, typer.Option("--write", help="Add the best way to the file of ACCORD_SOURCES.")
    ] = False,
) -> None:
    """Find out how a press room can be watched, and show what would be found.

    Feeds that a page names come first, then the page's own list with the selectors that find it.
    """
    from cli.adding import run_add

    raise typer.Exit(run_add(os.environ, url, write=write))
