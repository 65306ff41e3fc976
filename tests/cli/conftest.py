"""The command itself, run as its user runs it: another process, its own data directory."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest


@dataclass
class Command:
    """`accord …` with settings of its own; nothing of the developer's environment reaches it."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self, **settings):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ACCORD_", "SLACK_"))}
        own = {"ACCORD_DATA_DIR": str(self.home / "data"), "COLUMNS": "100", "NO_COLOR": "1"}
        return kept | own | self.settings | settings

    def arguments(self, *words):
        return [sys.executable, "-m", "cli.main", *map(str, words)]

    def __call__(self, *words, typed="", timeout=60, **settings):
        return subprocess.run(
            self.arguments(*words),
            input=typed,
            env=self.environment(**settings),
            cwd=self.home,
            text=True,
            capture_output=True,
            timeout=timeout,
            check=False,
        )

    def start(self, *words, **settings):
        return subprocess.Popen(
            self.arguments(*words),
            env=self.environment(**settings),
            cwd=self.home,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )


@pytest.fixture
def accord(tmp_path):
    return Command(tmp_path)
