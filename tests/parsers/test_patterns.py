"""No regular expression of ours takes long on text that almost matches it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import accord
import bot
import parsers

SEARCHED, LONG = 2_000, 100_000
# Runs of what the patterns look for again and again, without what would end them.
NEARLY = {
    "digits": "1",
    "numbers": "12 ",
    "spaces": " ",
    "lines": "\n",
    "letters": "a",
    "capitals": "A",
    "words": "Word ",
    "small words": "and of the ",
    "dots": "U.S.",
    "dashes": "-",
    "dates": "1 March 20",
    "commas": "a, b, ",
    "brackets": "(",
    "quotes": "“",
    "marks": "&amp;",
    "tags": "<a ",
    "addresses": "http://a.b/",
    "names": "Dr. A. B. ",
    "hangul": "한국 ",
    "ideographs": "年1",
}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that a module holds by a name of its own."""
    for package in (accord, parsers, bot):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{module.__name__}.{name}", value


PATTERNS = dict(patterns())


def test_there_are_patterns_to_look_at() -> None:
    assert len(PATTERNS) > 30


@pytest.mark.parametrize("name", PATTERNS)
def test_a_near_miss_is_given_up_soon(name: str) -> None:
    """Looked for in as much as is ever looked at together, and tried on far more."""
    pattern = PATTERNS[name]
    slow = {}
    for kind, piece in NEARLY.items():
        text = piece * (LONG // len(piece))
        began = time.thread_time()
        pattern.search(text[:SEARCHED])
        pattern.match(text)
        seconds = time.thread_time() - began
        if seconds > 0.5:
            slow[kind] = round(seconds, 2)
    assert slow == {}
