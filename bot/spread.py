"""How the hits of a look-up spread, in one line under its title."""

from __future__ import annotations

from accord.query import Query
from accord.vocabulary import Vocabulary
from bot.wording import Line
from store.records import Facets

_SHOWN = 3


def spread(found: Facets, query: Query, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The most frequent offices, frameworks and topics beside those that all hits have, and the
    latest years, each with its number of hits; nothing where they tell nothing."""
    offices = [
        (vocabulary.office_label(code), number)
        for code, number in found.offices
        if (code,) not in query.offices
    ]
    topics = [
        (topic.label if (topic := vocabulary.topic(code)) else code, number)
        for code, number in found.topics
        if (code,) not in query.topics
    ]
    frameworks = [pair for pair in found.frameworks if pair[0] not in query.frameworks]
    kinds = {
        "Offices": offices,
        "Frameworks": frameworks,
        "Topics": topics,
        "Years": found.years if len(found.years) > 1 else (),
    }
    parts = [
        f"{kind}: " + ", ".join(f"{name} {number:,}" for name, number in pairs[:_SHOWN])
        for kind, pairs in kinds.items()
        if pairs
    ]
    if not parts:
        return ()
    whole = "" if found.exact else f"Of the newest {found.of:,}: "
    return ((whole + " · ".join(parts),),)
