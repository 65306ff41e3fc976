"""Where the statement corpus lies, and how it is split by site.

The corpus stands beside the project, not in it; `ACCORD_CORPUS` names another folder.
"""

from __future__ import annotations

import importlib.util
import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

FOLDS = 3


@dataclass(frozen=True)
class Case:
    """One document of the corpus with what a careful reader takes from it."""

    path: Path
    gold: dict[str, Any]

    @property
    def is_seed(self) -> bool:
        return self.path.parent.name == "seeds"

    @property
    def fold(self) -> int | None:
        """0 to 2 by the site that the facts come from; None for a seed."""
        if self.is_seed:
            return None
        host = urlsplit(self.gold["facts_from"]).hostname or ""
        return zlib.crc32(host.removeprefix("www.").encode()) % FOLDS


def folder() -> Path | None:
    """The corpus, None where there is none."""
    named = os.environ.get("ACCORD_CORPUS")
    place = Path(named) if named else Path(__file__).resolve().parents[3] / "shared" / "corpus"
    return place if (place / "gold").is_dir() else None


def cases(place: Path) -> list[Case]:
    """All documents with gold, by name."""
    golds = [json.loads(p.read_text("utf-8")) for p in sorted((place / "gold").glob("*.json"))]
    return [
        Case(next(p for p in (place / "seeds" / name, place / "documents" / name) if p.exists()), g)
        for g in golds
        for name in [g["document"]]
    ]


def scorer(place: Path) -> ModuleType:
    """The corpus's own `score.py`."""
    spec = importlib.util.spec_from_file_location("corpus_scorer", place / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
