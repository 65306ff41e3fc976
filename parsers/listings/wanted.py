"""Which of a listing's entries are releases of its source, and under which address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from accord.press_release import Entry, Unreadable
from accord.source import Source


def wanted(entries: Iterable[Entry], source: Source) -> Iterator[Entry]:
    """The releases among the entries, their addresses rewritten. Raises Unreadable for a pattern
    that is none."""
    is_release, is_named = any_of(source.articles), any_of(source.titles)
    for entry in entries:
        url = rewritten(entry.url, source.rewrites)
        if is_release(url) and is_named(entry.title or ""):
            yield entry if url == entry.url else replace(entry, url=url)


def release_test(source: Source) -> Callable[[str], bool] | None:
    """Whether an address is that of a release; None where the source does not say."""
    if not source.articles:
        return None
    is_release = any_of(source.articles)
    return lambda url: is_release(rewritten(url, source.rewrites))


def rewritten(url: str, rewrites: Sequence[tuple[str, str]]) -> str:
    """An address in the one spelling that a source gives it."""
    for pattern, replacement in rewrites:
        url = _compiled(pattern).sub(replacement, url)
    return url


def any_of(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Whether one of the patterns is found in a text; always, where there are none."""
    compiled = [_compiled(pattern) for pattern in patterns]
    return lambda text: not compiled or any(p.search(text[:2000]) for p in compiled)


@lru_cache(maxsize=500)
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error:
        raise Unreadable(f"{pattern!r} is no pattern; correct it in the source") from None
