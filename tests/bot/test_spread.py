"""How the hits of a look-up spread."""

from accord.query import Query
from bot.spread import spread
from store.records import Facets
from tests.store.build import VOCABULARY

FOUND = Facets(
    offices=(("KR", 9), ("JP", 7), ("EP", 2), ("US", 1), ("SG", 1)),
    frameworks=(("IP5", 2),),
    topics=(("patents", 8),),
    years=(("2026", 4), ("2025", 5)),
    of=9,
    exact=True,
)


def test_what_was_asked_for_is_not_repeated():
    assert spread(FOUND, Query(offices=(("KR",),)), VOCABULARY) == (
        (
            "Offices: JPO 7, EPO 2, USPTO 1 · Frameworks: IP5 2 · Topics: Patents 8"
            " · Years: 2026 4, 2025 5",
        ),
    )


def test_hits_that_were_not_all_counted_are_said_to_be_the_newest():
    part = Facets(offices=(), frameworks=(), topics=(("patents", 400),), years=(), of=500,
                  exact=False)  # fmt: skip
    assert spread(part, Query(), VOCABULARY) == (("Of the newest 500: Topics: Patents 400",),)


def test_nothing_is_said_of_nothing():
    none = Facets(offices=(("KR", 1),), frameworks=(), topics=(), years=(("2026", 1),), of=1,
                  exact=True)  # fmt: skip
    assert spread(none, Query(offices=(("KR",),)), VOCABULARY) == ()
