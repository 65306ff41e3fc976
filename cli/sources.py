"""`accord sources`: the press rooms that are watched, and how it goes."""

from __future__ import annotations

from collections.abc import Mapping

from cli.ask import run_ask


def run_sources(environ: Mapping[str, str]) -> int:
    """Print what `/accord sources` answers in Slack."""
    return run_ask(environ, "sources")
