"""Looking up: what the rule selects, newest first, the same on both engines."""

from collections import Counter
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.agreement import Instrument
from accord.dates import PartialDate
from accord.query import Query, matches, searchable
from accord.query_language import read_query
from accord.words import terms
from store import (
    Store,
    agreements,
    search,
    search_index,
    search_postgresql,
    tables,
    upcoming,
)
from tests.store.build import NOW, VOCABULARY, agreement, fetched, reading, recorded

MOU = Instrument.MEMORANDUM_OF_UNDERSTANDING
PPH = Instrument.PATENT_PROSECUTION_HIGHWAY


def look_up(unit, text, limit=100, before=None):
    query = read_query(text, VOCABULARY, NOW.date())
    assert isinstance(query, Query), query
    return search.search(unit, query, limit=limit, before=before)


def concluded(page):
    return [str(hit.agreement.concluded) for hit in page.hits]


@pytest.fixture(scope="module")
def library(shared_store):
    """Five agreements, told out of their order."""
    told = (
        reading(agreement("KR", "SG", concluded="2024-03-05", framework="IP5", instrument=MOU),
                text="Data exchange between offices. 데이터 교환에 합의했다."),
        reading(agreement("KR", "US", concluded="2026-01-10", topics=("patents",)),
                text="Exchange of examiners; data protection."),
        reading(agreement("EP", "JP", "KR", "US", concluded="2023-11"), published="2023-11-20",
                language="ja", text="特許審査ハイウェイの試行を開始する。"),
        reading(agreement("SG", "JP", concluded=None, instrument=PPH, topics=("designs",)),
                published="2025-06-01", text="หน่วยงานทรัพย์สินทางปัญญา", language="th"),
        reading(agreement("SG", other_parties=("Université de Genève",), concluded=None),
                published=None, text="No date at all."),
    )  # fmt: skip
    with shared_store.begin() as unit:
        for number, said in enumerate(told):
            recorded(unit, said, f"https://office.example/{number}")
    return shared_store


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["None", "2026-01-10", "None", "2024-03-05", "2023-11"]),
        ("KR", ["2026-01-10", "2024-03-05", "2023-11"]),
        ("KR US", ["2026-01-10", "2023-11"]),
        ("EP US KR", ["2023-11"]),
        ("office:KR office:JP office:US office:EP", ["2023-11"]),
        ("office:EP,SG", ["None", "None", "2024-03-05", "2023-11"]),
        ("any:JP,US", ["2026-01-10", "None", "2023-11"]),
        ("KIPO Singapore", ["2024-03-05"]),
        ("IP5", ["2024-03-05"]),
        ("instrument:mou", ["2024-03-05"]),
        ("instrument:pph", ["None"]),
        ("topic:patents,designs", ["2026-01-10", "None"]),
        ("topic:patents topic:designs", []),
        ("lang:ja,th", ["None", "2023-11"]),
        ("since:2024", ["2026-01-10", "None", "2024-03-05"]),
        ("until:2023-11-05", ["2023-11"]),
        ("year:2025", ["None"]),
        ("KR since:2025", ["2026-01-10"]),
        ("data", ["2026-01-10", "2024-03-05"]),
        ("data exchange", ["2026-01-10", "2024-03-05"]),
        ('"data exchange"', ["2024-03-05"]),
        ('data -"data exchange"', ["2026-01-10"]),
        ("-data", ["None", "None", "2023-11"]),
        ("-data since:2025", ["None"]),
        ("데이터", ["2024-03-05"]),
        ("審査", ["2023-11"]),
        ('"特許審査ハイウェイ"', ["2023-11"]),
        ('"ハイウェイ特許"', []),
        ("ทรัพย์สิน", ["None"]),
        ("université geneve", ["None"]),
        ("UNIVERSITE", ["None"]),
        ("特허청 data", []),
        ('"특허청"', ["2026-01-10", "2024-03-05", "2023-11"]),
        ("!!!", ["None", "2026-01-10", "None", "2024-03-05", "2023-11"]),
        ('"!!!"', []),
        ('"\'" OR NEAR(data)', []),
        ("data*", ["2026-01-10", "2024-03-05"]),
        ('data "AND" -"NOT"', ["2026-01-10"]),  # the Patent *and* Trademark Office
    ],
)
def test_a_query_selects_what_it_says_newest_first(library, text, expected):
    with library.read() as unit:
        page = look_up(unit, text)
    assert concluded(page) == expected
    assert (page.total, page.next) == (len(expected), None)


def test_a_name_finds_what_was_concluded_under_another(library):
    with library.read() as unit:
        assert look_up(unit, '"Ministry of Intellectual Property"').total == 3


@pytest.mark.parametrize("text", ["", "SG", "KR SG", "offices"])
def test_pages_hold_each_hit_once_though_new_ones_arrive(store, text):
    with store.begin() as unit:
        for number in range(7):
            day = f"2026-04-{1 + number // 2 * 7:02}"  # two on most days
            said = reading(agreement(concluded=day), title=f"title {number} " * 5, text="offices")
            recorded(unit, said, f"https://office.example/{number}")
        expected = [hit.id for hit in look_up(unit, text).hits]
        assert len(expected) == 7
    seen, cursor, arrivals = [], None, 0
    while True:
        with store.read() as unit:
            page = look_up(unit, text, limit=2, before=cursor)
        assert page.total == 7 + arrivals
        seen += [hit.id for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
        with store.begin() as unit:
            arrivals += 1
            said = reading(agreement(concluded=f"2026-{5 + arrivals:02}-01"), text="offices")
            result = recorded(unit, said, f"https://office.example/new-{arrivals}")
            newest = result.agreement_ids[0]
    assert seen == expected
    assert newest not in seen


@pytest.mark.parametrize("cursor", ["", "-1", "x", "1.5", "９", "9" * 30, "1; DROP TABLE sources"])
def test_a_made_up_cursor_is_refused(store, cursor):
    with store.read() as unit, pytest.raises(search.WrongCursor):
        search.search(unit, Query(), limit=5, before=cursor)


def test_a_page_holds_at_least_one(store):
    with store.read() as unit, pytest.raises(ValueError, match="at least one"):
        search.search(unit, Query(), limit=0)


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_dates_at_the_ends_of_the_calendar_are_found(store, year):
    with store.begin() as unit:
        recorded(unit, reading(agreement(concluded=year), published=None))
        assert look_up(unit, f"since:{year} until:{year}").total == 1
        assert look_up(unit, "year:2020").total == 0


def test_a_day_holds_the_newest_last_seen_first(store):
    with store.begin() as unit:
        for number in range(3):
            said = reading(agreement(concluded="2026-04-01"), title=f"one {number}" * (number + 1))
            recorded(unit, said, f"https://o.example/{number}", now=NOW + timedelta(number))
        found = [hit.first_seen_at for hit in look_up(unit, "").hits]
    assert found == sorted(found, reverse=True)


def test_a_common_word_is_answered_from_the_index(postgresql_url):
    """Not by reading agreement after agreement from the newest."""
    with Store.open(postgresql_url) as store:
        store.migrate()
        with store.begin() as unit:
            recorded(unit, reading(agreement(), text="data"))
            statements = []

            @sa.event.listens_for(unit.connection, "before_cursor_execute")
            def note(_connection, _cursor, statement, parameters, *_):
                statements.append((statement, parameters))

            look_up(unit, "data KR")
            statement, parameters = next(s for s in statements if "words_fts" in s[0])
            unit.execute(sa.text("SET LOCAL enable_seqscan = off"))
            plan = unit.connection.exec_driver_sql("EXPLAIN " + statement, parameters).scalars()
            assert "ix_agreement_words_fts" in "\n".join(plan)


def test_a_phrase_is_found_by_its_neighbours_not_by_reading_all_that_have_its_words(postgresql_url):
    with Store.open(postgresql_url) as store:
        store.migrate()
        with store.begin() as unit:
            recorded(unit, reading(agreement(), text="of the offices, the data of offices"))
            statements = []

            @sa.event.listens_for(unit.connection, "before_cursor_execute")
            def note(_connection, _cursor, statement, parameters, *_):
                statements.append((statement, parameters))

            assert look_up(unit, '"of the offices"').total == 1
            assert look_up(unit, '"of data"').total == 0
            statement, parameters = next(s for s in statements if "accord_pairs" in s[0])
            rows = unit.connection.exec_driver_sql("EXPLAIN " + statement, parameters).scalars()
            asked = next(row for row in rows if "Index Cond" in row)
            assert "accord_pairs" in asked


@pytest.mark.parametrize(
    "query", ['"data exchange"', 'KR "data exchange"', '"not exchange of data"', 'KR -"plain talk"']
)
def test_phrases_are_counted_up_to_where_texts_are_read(store, monkeypatch, query):
    monkeypatch.setattr(search, "MOST_COMPARED", 2)
    asked = read_query(query, VOCABULARY, NOW.date())
    with store.begin() as unit:
        for number in range(5):
            said = reading(
                agreement("KR", "SG", concluded=f"20{20 + number}-04-01"),
                text="Data exchange of offices, not exchange of data.",
            )
            recorded(unit, said, f"https://office.example/{number}")
        page = look_up(unit, query, limit=2)
        assert (page.total, page.exact) == (2, False)
        seen = concluded(page)
        while page.next:
            page = look_up(unit, query, limit=2, before=page.next)
            seen += concluded(page)
        assert seen == [f"20{24 - number}-04-01" for number in range(5)]
        facets = search.facets(unit, asked)
        assert (facets.of, facets.exact) == (2, False)
        assert [year for year, _ in facets.years] == ["2024", "2023"]
        newest = search.ids(unit, asked, limit=5)
        assert search.ids(unit, asked, limit=5, oldest=True) == newest[::-1]


@pytest.mark.parametrize("most", [1, 1_000])
@pytest.mark.parametrize("word", ["", '"data"', '"data exchange"'])
def test_pages_go_on_from_one_stretch_of_time_into_the_next(store, monkeypatch, word, most):
    monkeypatch.setattr(search, "MOST_COUNTED", most)
    days = ["2019", "2020", "2020-02", "2020-07-09", "2020-07", "2021-03", "2021-11-02", "2022-05",
            "2022", "2023"]  # fmt: skip
    with store.begin() as unit:
        for number, day in enumerate(days):
            said = reading(
                agreement("KR", "SG", concluded=day), text="Data exchange.", published=None
            )
            recorded(unit, said, f"https://office.example/{number}")
        for asked, expected in (
            ("since:2020-07-05 until:2022-04", {*days[1:7], "2022"} - {"2020-02"}),
            ("year:2020", {"2020", "2020-02", "2020-07-09", "2020-07"}),
            ("since:2022-06", {"2022", "2023"}),
            ("until:2020-01", {"2019", "2020"}),
        ):
            cursor, seen = None, []
            while True:
                page = look_up(unit, f"KR {asked} {word}".strip(), limit=1, before=cursor)
                seen += concluded(page)
                cursor = page.next
                if cursor is None:
                    break
            assert set(seen) == expected, asked
            assert len(seen) == len(expected)


# The same hits as the pure rule, in the same order, on both engines.

WORDS = [
    "data",
    "exchange",
    "의",
    "데이터",
    "特許",
    "特許庁",
    "Genève",
    "of",
    "d’examen",
    "x" * 250,
]
CODES = ["KR", "SG", "JP", "EP", "US"]
days = st.sampled_from(["2023", "2024-02", "2024-02-29", "2024-03-01", "2025-12-31"]).map(
    PartialDate.parse
)
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
codes = st.sampled_from(CODES)
instruments = st.sampled_from([MOU, PPH, Instrument.JOINT_STATEMENT])
topics = st.sampled_from(["patents", "designs"])
frameworks = st.sampled_from(["IP5", "TRILATERAL"])
languages = st.sampled_from(["en", "ko"])


@st.composite
def readings(draw):
    date_of = draw(st.none() | days)
    published = draw(st.none() | days)
    said = agreement(
        *draw(st.sets(codes, min_size=1, max_size=4)),
        concluded=date_of and str(date_of),
        instrument=draw(instruments),
        framework=draw(st.none() | frameworks),
        topics=tuple(sorted(draw(st.sets(topics)))),
        areas=tuple(draw(st.lists(texts, max_size=2))),
        ends=draw(st.none() | days),
    )
    return reading(
        said,
        title=draw(st.none() | texts),
        text=draw(texts),
        language=draw(st.none() | languages),
        published=published and str(published),
    )


def some(strategy, most=2):
    return st.lists(strategy, max_size=most).map(tuple)


groups = some(st.lists(codes, min_size=1, max_size=2).map(tuple), 3)
phrases = some(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join))
queries = st.one_of(
    st.builds(Query, offices=groups, since=st.none() | days),
    st.builds(Query, words=phrases, without=phrases),
    st.builds(
        Query,
        offices=groups,
        any_offices=some(codes),
        frameworks=some(frameworks, 1),
        instruments=some(instruments),
        topics=some(topics.map(lambda topic: (topic,))),
        languages=some(languages, 1),
        since=st.none() | days,
        until=st.none() | days,
        words=phrases,
        without=phrases,
    ),
)


@pytest.fixture
def engines(sqlite_url, postgresql_store):
    with Store.open(sqlite_url) as one:
        yield one, postgresql_store


def _agrees_with_itself(unit, query, page):
    """Hits that are too many to be counted come in the same order; facets count the hits."""
    hits = [hit.id for hit in page.hits]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "MOST_COUNTED", 1)
        for few in (0, 1, 2_000):  # what is taken for few hits, which need no windows of time
            patch.setattr(search_postgresql, "_FEW", few)
            many = search.search(unit, query, limit=100)
            assert [hit.id for hit in many.hits] == hits
            assert many.total == (len(hits) if many.exact else 1)
            assert search.ids(unit, query, limit=100, oldest=True) == hits[::-1]
    rows = unit.execute(sa.select(tables.agreements.c.position, tables.agreements.c.id))
    ids = {row.position: row.id for row in rows}
    assert {ids[position] for position in search.among(unit, query, ids)} == set(hits)
    found = search.facets(unit, query)
    assert (found.of, found.exact) == (len(hits), True)
    parties = Counter(code for hit in page.hits for code in hit.agreement.parties)
    topics = Counter(code for hit in page.hits for code in hit.agreement.topics)
    forums = Counter(hit.agreement.framework for hit in page.hits if hit.agreement.framework)
    years = Counter(f"{when.year:04}" for hit in page.hits if (when := search_index.dated(hit)))
    assert dict(found.offices) == parties
    assert dict(found.topics) == topics
    assert dict(found.frameworks) == forums
    assert dict(found.years) == years


def _comes_as_it_is_dated(unit, query):
    """What is to come for a query is that of all agreements which it selects."""
    hits = {hit.id for hit in search.search(unit, query, limit=100).hits}
    start = date(2020, 1, 1)
    right = [
        one for one in upcoming.find(unit, Query(), start, limit=100) if one.agreement.id in hits
    ]
    for most in (1, 1_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(search, "MOST_COUNTED", most)
            assert list(upcoming.find(unit, query, start, limit=100)) == right


def selected(query, said):
    (told,) = said.agreements
    text = searchable(
        told,
        title=said.title,
        text=said.text,
        vocabulary=VOCABULARY,
        published=said.published,
    )
    return matches(
        query,
        told,
        languages=(said.language,) if said.language else (),
        dated=told.concluded or said.published,
        haystack=terms(text),
    )


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(readings(), min_size=1, max_size=5), st.lists(queries, min_size=1, max_size=10))
def test_both_engines_answer_as_the_rule_does(engines, told, asked):
    answers = []
    for store in engines:
        with store.begin() as unit:
            for number, said in enumerate(told):
                # Each its own: `publisher` and title keep two alike apart.
                recorded(unit, said, f"https://office.example/{number}")
            found = []
            for query in asked:
                page = search.search(unit, query, limit=100)
                found.append([hit.tellings[0].url for hit in page.hits])
                assert page.total == len(page.hits)
                _agrees_with_itself(unit, query, page)
            _comes_as_it_is_dated(unit, asked[0])
            kept = [hit.tellings for hit in search.search(unit, Query(), limit=100).hits]
            answers.append(found)
            unit.connection.get_transaction().rollback()
    assert answers[0] == answers[1]
    if all(len(tellings) == 1 for tellings in kept):
        for query, urls in zip(asked, answers[0], strict=True):
            right = {
                f"https://office.example/{number}"
                for number, said in enumerate(told)
                if selected(query, said)
            }
            assert set(urls) == right, query


@pytest.fixture
def three(store):
    """Two agreements with a word in their titles, and a newer one that has it in its text."""
    with store.begin() as unit:
        for number, (day, title, text) in enumerate(
            [
                ("2026-01-05", "Data exchange agreed", "They agreed."),
                ("2026-02-05", "The offices agree", "A plan for data exchange."),
                ("2025-01-05", "DATA exchange renewed", "They agreed. Data exchange goes on."),
                ("2026-03-05", "Data for examiners", "They will exchange them, not data exchange."),
            ]
        ):
            said = reading(agreement(concluded=day), title=title, text=text, published=day)
            recorded(unit, said, f"https://o.example/{number}")
    return store


@pytest.mark.parametrize("most", [1, 2000])
def test_what_has_the_words_in_its_title_is_most_relevant(three, monkeypatch, most):
    monkeypatch.setattr(search, "MOST_COUNTED", most)
    query = read_query('"data exchange"', VOCABULARY, NOW.date())
    seen, cursor = [], None
    with three.read() as unit:
        while True:
            page = search.search(unit, query, limit=1, before=cursor, order=search.Order.RELEVANCE)
            seen += concluded(page)
            cursor = page.next
            if cursor is None:
                break
    assert seen == ["2026-01-05", "2025-01-05", "2026-03-05", "2026-02-05"]


@pytest.mark.parametrize("cursor", ["5", "c5", "", "ax"])
def test_a_made_up_cursor_by_relevance_is_refused(three, cursor):
    with three.read() as unit, pytest.raises(search.WrongCursor):
        search.search(
            unit, Query(words=("data",)), limit=5, before=cursor, order=search.Order.RELEVANCE
        )


def test_a_year_finds_what_was_concluded_in_it_under_a_former_name(store):
    with store.begin() as unit:
        said = reading(agreement("KR", "SG", concluded="2015-03-01"), text="They agreed.")
        recorded(unit, said)
        assert look_up(unit, "KIPO 2015").total == 1
        assert look_up(unit, "KIPO 2016").total == 0


def test_counts_follow_when_agreements_change_and_go(store):
    with store.begin() as unit:
        release_id = fetched(unit)
        said = reading(agreement("KR", "JP", topics=("patents",)), agreement("EP", "US"))
        agreements.record(unit, release_id, said, NOW, VOCABULARY)
        agreements.record(unit, release_id, reading(agreement("KR", "SG")), NOW, VOCABULARY)
        found = search.facets(unit, Query())
        assert (found.offices, found.topics, found.of) == ((("KR", 1), ("SG", 1)), (), 1)
        assert look_up(unit, "KR JP").total == 0
        assert look_up(unit, "KR year:2026").total == 1


def test_facets_of_punctuation_are_empty(store):
    with store.read() as unit:
        found = search.facets(unit, Query(words=("!!!",)))
    assert (found.of, found.exact, found.offices) == (0, True, ())


def test_an_agreement_that_moves_in_time_moves_in_the_list(store):
    with store.begin() as unit:
        recorded(unit, reading(agreement("JP", "US", concluded="2025-01-01")), "https://o.example/")
        release_id = fetched(unit)
        for day in ("2024-01-01", "2026-01-01"):
            agreements.record(unit, release_id, reading(agreement(concluded=day)), NOW, VOCABULARY)
        assert concluded(look_up(unit, "")) == ["2026-01-01", "2025-01-01"]
        assert concluded(look_up(unit, "agreed")) == ["2026-01-01", "2025-01-01"]
        assert concluded(look_up(unit, "KR SG")) == ["2026-01-01"]
