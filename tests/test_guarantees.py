"""What docs/guarantees.md promises is shown by tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def defined(path: Path) -> frozenset[str]:
    """The names of a file's tests."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_test_that_a_promise_names_exists() -> None:
    text = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
    named = NAMED.findall(text)
    assert len(named) > 40
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).is_file() or name not in defined(ROOT / path)
    ]
    assert missing == []


def test_every_promise_names_a_test() -> None:
    text = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
    promised, _, rest = text.partition("## What is not promised")
    rest = rest.partition("\n## ")[2]
    paragraphs = re.split(r"\n\n", promised + rest)
    alone = [p[:80] for p in paragraphs if p.startswith("**") and not NAMED.search(p)]
    assert alone == []
