"""Wider versions of a query that found nothing, and queries written as people type them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from accord.query import Query


def relaxed(query: Query) -> Iterator[Query]:
    """The query without one of its conditions, for each condition; never the empty query."""
    bare = replace(query, named=())
    tries = [
        replace(bare, since=None, until=None),
        replace(bare, words=()),
        replace(bare, without=()),
        replace(bare, instruments=()),
        replace(bare, topics=()),
        replace(bare, frameworks=()),
        replace(bare, languages=()),
        replace(bare, any_offices=()),
        *(replace(bare, offices=(group,)) for group in query.offices if len(query.offices) > 1),
        replace(bare, offices=()),
    ]
    seen = {bare}
    for wider in tries:
        if wider not in seen and not wider.selects_all:
            seen.add(wider)
            yield wider


def typed(query: Query) -> str:
    """A text that is read as the query again."""
    parts = [f"office:{','.join(group)}" for group in query.offices]
    parts += [
        f"{key}:{','.join(values)}"
        for key, values in (
            ("any", query.any_offices),
            ("framework", query.frameworks),
            ("instrument", tuple(str(i) for i in query.instruments)),
        )
        if values
    ]
    parts += [f"topic:{','.join(group)}" for group in query.topics]
    if query.languages:
        parts.append(f"lang:{','.join(query.languages)}")
    if query.since is not None:
        parts.append(f"since:{query.since}")
    if query.until is not None:
        parts.append(f"until:{query.until}")
    parts += [f'"{word}"' for word in query.words]
    parts += [f'-"{word}"' for word in query.without]
    return " ".join(parts)
