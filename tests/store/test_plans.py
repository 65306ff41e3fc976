"""No look-up reads a table from end to end, whatever the engine thinks of a small store."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from accord.query import Query
from accord.query_language import read_query
from config.vocabulary import load_vocabulary
from store import lineage, matching, releases, search, sources, upcoming
from tests.benchmarks.filling import LAST, fill
from tests.benchmarks.lookups import LOOK_UPS, asked
from tests.store.build import reading

# A walk in the order of an index that ends with the page is the way to the newest.
_WALK = re.compile(r"SCAN (agreements|dates) USING (COVERING )?INDEX")
_WORDS = re.compile(
    r"SCAN (CONSTANT ROW|\(subquery-\d+\)$)|SCAN hits VIRTUAL TABLE INDEX \d+:.*M"
    r"|SCAN (json_each|listed) VIRTUAL TABLE INDEX 1:$"  # a parameter that is a list
)


@pytest.fixture(scope="module")
def library(shared_store):
    vocabulary = load_vocabulary()
    field = fill(shared_store, vocabulary, count=500, told=200)
    return shared_store, field


def plans_of(unit, work):
    """The plan of each statement that a piece of work sends."""
    sent = []

    def note(_connection, _cursor, statement, parameters, *_):
        sent.append((statement, parameters))

    sa.event.listen(unit.connection, "before_cursor_execute", note)
    work()
    sa.event.remove(unit.connection, "before_cursor_execute", note)
    explain = "EXPLAIN " if unit.postgresql else "EXPLAIN QUERY PLAN "
    if unit.postgresql:
        unit.execute(sa.text("SET LOCAL enable_seqscan = off"))
    for statement, parameters in sent:
        rows = unit.connection.exec_driver_sql(explain + statement, parameters)
        yield statement, [str(row[-1]) for row in rows]


def scans(plan):
    return [
        step
        for step in plan
        if "Seq Scan" in step
        or (step.startswith("SCAN") and not (_WALK.match(step) or _WORDS.match(step)))
        or "TEMP B-TREE FOR ORDER" in step
    ]


@pytest.mark.parametrize("kind", LOOK_UPS)
@pytest.mark.parametrize("most", [2, 2000])
def test_no_look_up_scans(library, monkeypatch, kind, most):
    store, field = library
    monkeypatch.setattr(search, "MOST_COUNTED", most)
    text = asked(kind, field, 0)
    query = read_query(text, field.vocabulary, date(2026, 11, 1))
    assert isinstance(query, Query), text

    def work():
        page = search.search(unit, query, limit=5)
        search.search(unit, query, limit=5, before=page.next or "774000000000")
        search.search(unit, query, limit=5, order=search.Order.RELEVANCE)
        search.facets(unit, query)
        upcoming.find(unit, query, LAST, limit=3)

    with store.read() as unit:
        found = list(plans_of(unit, work))
        assert len(found) > 5
        for statement, plan in found:
            # Sorting at most a page's tellings, or what is to come of few agreements, is no walk.
            sorts = "agreement_releases" in statement or "agreement_dates" in statement
            assert not [s for s in scans(plan) if not (sorts and "TEMP" in s)], (statement, plan)


def test_forgetting_a_sample_reads_only_what_is_its_own(library):
    store, _ = library
    with store.begin() as unit:
        found = list(plans_of(unit, lambda: sources.forget_samples(unit)))
        # The sources are few, whatever the store holds.
        read = [s for _, plan in found for s in scans(plan) if "sources" not in s]
        assert found
        assert not [step for step in read if "TEMP" not in step], found


def test_neither_timelines_nor_matching_scan(library):
    store, _ = library
    with store.read() as unit:
        ids = search.ids(unit, Query(), limit=10)
        told = lineage.timeline(unit, ids[0]).agreement.tellings[0]
        release = releases.get(unit, told.release_id)
        for work in (
            lambda: lineage.timeline(unit, ids[3]),
            lambda: matching.homes(unit, release, reading(told.agreement), {}),
        ):
            for statement, plan in plans_of(unit, work):
                found = [step for step in scans(plan) if "TEMP" not in step]
                assert not found, (statement, plan)
