"""Recording a reading: known again, corroborated, told to whom it concerns, told once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord import identity
from accord.agreement import Evidence, Instrument, Person
from accord.dates import PartialDate
from accord.delivery import EventKind
from accord.press_release import Entry
from accord.query import Query
from store import Store, agreements, outbox, releases, search, sources, subscriptions
from store.errors import NotFound
from store.records import ReleaseState
from tests.store.build import (
    LEASE,
    NOW,
    VOCABULARY,
    agreement,
    as_stored,
    fetched,
    reading,
    recorded,
    source,
    subscribe,
)

MOU = Instrument.MEMORANDUM_OF_UNDERSTANDING


def waiting(unit, workspace="T1"):
    """All waiting deliveries as (channel, kind), in the order in which they would be told."""
    told = []
    while claimed := outbox.claim(unit, NOW, LEASE, 100, workspace=workspace):
        for delivery in claimed:
            outbox.posted(unit, delivery.id, "1.0", NOW)
            told.append((delivery.channel, delivery.event.kind))
    return told


def everything(unit):
    return search.search(unit, Query(), limit=100)


def test_a_new_agreement_is_published_with_its_facts_and_evidence(store):
    said = agreement(
        "KR", "SG", areas=("data exchange",), people=(Person("A. Head", "KR"),), framework="IP5"
    )
    with store.begin() as unit:
        result = recorded(unit, reading(said))
    assert (result.new, result.corroborated, result.unchanged) == (1, 0, 0)
    with store.read() as unit:
        stored = agreements.get(unit, result.agreement_ids[0])
        release = releases.by_address(unit, "https://kr-news.example/1")
    assert stored.agreement == as_stored(said, stored)
    (telling,) = stored.tellings
    assert telling.agreement == said
    assert (telling.title, telling.publisher, telling.language) == ("Offices agree", "KR", "en")
    assert telling.url == "https://kr-news.example/1"
    assert stored.published_by == ("KR",)
    assert stored.first_seen_at == NOW
    assert (release.state, release.parsed_at) == (ReleaseState.PARSED, NOW)


def test_all_agreements_of_a_release_stand_for_themselves(store):
    said = [agreement("SG", other, instrument=MOU) for other in ("KR", "JP", "EP", "US")]
    said.append(replace(said[0]))  # stated twice, word for word
    with store.begin() as unit:
        result = recorded(unit, reading(*said, publisher="SG"))
        assert result.new == 5
        assert len(set(result.agreement_ids)) == 5
        told = [agreements.get(unit, id_).tellings for id_ in result.agreement_ids]
        assert [[telling.agreement for telling in tellings] for tellings in told] == [
            [one] for one in said
        ]


def test_a_release_without_an_agreement_is_parsed_too(store):
    with store.begin() as unit:
        subscribe(unit)
        result = recorded(unit, reading())
        release = releases.by_address(unit, "https://kr-news.example/1")
        assert (result.new, result.event_ids, waiting(unit)) == (0, (), [])
        assert release.state is ReleaseState.PARSED


def test_another_office_telling_of_it_corroborates(store):
    with store.begin() as unit:
        subscribe(unit)
        first = recorded(unit, reading(agreement("KR", "SG", "JP")))
        assert waiting(unit) == [("C1", "published")]
        second = recorded(
            unit,
            reading(agreement("KR", "SG", "JP", concluded="2026-05-02"), publisher="SG"),
            "https://sg.example/1",
        )
        assert (second.new, second.corroborated) == (0, 1)
        assert second.agreement_ids == first.agreement_ids
        (delivery,) = outbox.claim(unit, NOW, LEASE, 10, workspace="T1")
        stored = agreements.get(unit, first.agreement_ids[0])
    assert delivery.event.kind is EventKind.CORROBORATED
    assert (delivery.event.published_by, delivery.event.party_count) == (2, 3)
    assert stored.published_by == ("KR", "SG")
    assert [t.publisher for t in stored.tellings] == ["KR", "SG"]


def test_the_same_office_telling_again_is_noted_and_not_told(store):
    """A translation, or the same news in two feeds: as many offices as before have published."""
    with store.begin() as unit:
        subscribe(unit)
        recorded(unit, reading(agreement()))
        waiting(unit)
        again = recorded(unit, reading(agreement(), language="ko"), "https://kr.example/ko/1")
        assert (again.corroborated, len(again.event_ids), again.deliveries) == (1, 1, 0)
        assert waiting(unit) == []
        assert len(agreements.get(unit, again.agreement_ids[0]).tellings) == 2


def test_somebody_else_reporting_is_no_office_more(store):
    with store.begin() as unit:
        subscribe(unit)
        recorded(unit, reading(agreement(), publisher="WO"))
        assert waiting(unit) == [("C1", "published")]
        recorded(unit, reading(agreement(), publisher="US"), "https://us.example/1")
        assert waiting(unit) == []
        recorded(unit, reading(agreement(), publisher="KR"), "https://kr.example/1")
        assert waiting(unit) == [("C1", "corroborated")]


def test_what_two_offices_say_completes_the_facts(store):
    with store.begin() as unit:
        recorded(unit, reading(agreement(concluded="2026-05", topics=("patents",))))
        told = recorded(
            unit,
            reading(
                agreement(concluded="2026-05-01", topics=("designs", "patents"), place="Daejeon"),
                publisher="SG",
            ),
            "https://sg.example/1",
        )
        assert told.corroborated == 1
        together = agreements.get(unit, told.agreement_ids[0]).agreement
    assert together.concluded == PartialDate(2026, 5, 1)
    assert (together.topics, together.place) == (("designs", "patents"), "Daejeon")


def test_each_quotation_names_its_release_and_none_is_of_what_is_not_said_together(store):
    def telling(area, observer, start):
        told = agreement("KR", "SG", observers=(observer,), areas=(area,))
        own = Evidence("areas", area, area, start), Evidence("observers", observer, "it", start)
        return replace(told, evidence=told.evidence + own)

    with store.begin() as unit:
        (one,) = recorded(unit, reading(telling("quality", "EP", 9))).agreement_ids
        later = telling("data exchange", "US", 40)
        later = replace(later, evidence=(*later.evidence, Evidence("place", "Seoul", "Seoul", 2)))
        said = reading(replace(later, place="Seoul"), publisher="SG")
        assert recorded(unit, said, "https://sg.example/1").agreement_ids == (one,)
        evidence = agreements.get(unit, one).agreement.evidence
        ids = [telling.release_id for telling in agreements.get(unit, one).tellings]
    assert [(e.field, e.value, e.start, e.release) for e in evidence] == [
        ("parties", "KR", 4, ids[0]),
        ("areas", "quality", 9, ids[0]),
        ("observers", "EP", 9, ids[0]),
        ("observers", "US", 40, ids[1]),
        ("place", "Seoul", 2, ids[1]),
    ]


def test_two_agreements_of_one_release_never_merge(store):
    with store.begin() as unit:
        recorded(unit, reading(agreement()))
        both = recorded(
            unit, reading(agreement(), agreement(), publisher="SG"), "https://sg.example/1"
        )
        assert (both.corroborated, both.new) == (1, 1)


def test_a_release_parsed_twice_is_announced_once(store):
    said = reading(agreement(), agreement("JP", "KR"))
    with store.begin() as unit:
        subscribe(unit)
        release_id = fetched(unit)
        first = agreements.record(unit, release_id, said, NOW, VOCABULARY)
        assert len(waiting(unit)) == 2
        again = agreements.record(unit, release_id, said, NOW, VOCABULARY)
        assert waiting(unit) == []
        assert everything(unit).total == 2
    assert (again.new, again.corroborated, again.unchanged) == (0, 0, 2)
    assert again.agreement_ids == first.agreement_ids
    assert again.event_ids == ()


def test_a_better_reading_corrects_the_facts_in_place(store):
    with store.begin() as unit:
        subscribe(unit)
        release_id = fetched(unit)
        first = agreements.record(
            unit, release_id, reading(agreement(concluded=None), published=None), NOW, VOCABULARY
        )
        waiting(unit)
        better = agreement("KR", "SG", "JP", concluded="2026-04-30", framework="IP5")
        again = agreements.record(unit, release_id, reading(better), NOW, VOCABULARY)
        assert again.agreement_ids == first.agreement_ids
        stored = agreements.get(unit, first.agreement_ids[0])
        assert stored.agreement == as_stored(better, stored)
        assert stored.tellings[0].told_at == NOW
        assert search.search(unit, Query(offices=(("JP",), ("KR",))), limit=5).total == 1
        assert search.search(unit, Query(frameworks=("IP5",)), limit=5).total == 1
        assert waiting(unit) == []


def test_a_better_reading_drops_what_was_no_agreement(store):
    with store.begin() as unit:
        release_id = fetched(unit)
        real, false = agreement(), agreement("JP", "US")
        first = agreements.record(unit, release_id, reading(false, real), NOW, VOCABULARY)
        agreements.record(unit, release_id, reading(real), NOW, VOCABULARY)
        assert [hit.id for hit in everything(unit).hits] == [first.agreement_ids[1]]
        with pytest.raises(NotFound):
            agreements.get(unit, first.agreement_ids[0])


def test_a_better_reading_leaves_what_another_release_tells(store):
    with store.begin() as unit:
        release_id = fetched(unit)
        first = agreements.record(unit, release_id, reading(agreement()), NOW, VOCABULARY)
        recorded(unit, reading(agreement(), publisher="SG"), "https://sg.example/1")
        other = agreement("JP", "KR", concluded="2025-01-01")
        second = agreements.record(unit, release_id, reading(other), NOW, VOCABULARY)
        assert second.agreement_ids != first.agreement_ids
        left = agreements.get(unit, first.agreement_ids[0])
    assert [t.publisher for t in left.tellings] == ["SG"]


def test_history_is_stored_and_found_and_never_told(store):
    with store.begin() as unit:
        subscribe(unit)
        result = recorded(unit, reading(agreement()), silent=True)
        assert (result.new, result.deliveries) == (1, 0)
        assert waiting(unit) == []
        assert everything(unit).total == 1


def test_news_of_an_agreement_known_from_history_corroborates(store):
    with store.begin() as unit:
        subscribe(unit)
        recorded(unit, reading(agreement()), silent=True)
        news = recorded(unit, reading(agreement(), publisher="SG"), "https://sg.example/1")
        assert (news.new, news.corroborated) == (0, 1)
        assert waiting(unit) == [("C1", "corroborated")]


def test_a_channel_is_told_once_however_many_subscriptions_match(store):
    with store.begin() as unit:
        subscribe(unit, "C1", "")
        subscribe(unit, "C1", "office:KR")
        subscribe(unit, "C2", "KIPO")
        subscribe(unit, "C3", "office:JP")
        subscribe(unit, "C4", '"data exchange" -designs')
        subscribe(unit, "C1", "office:SG", workspace="T2")
        assert recorded(unit, reading(agreement(), text="On data exchange.")).deliveries == 4
        assert [channel for channel, _ in waiting(unit)] == ["C1", "C2", "C4"]
        assert waiting(unit, "T2") == [("C1", "published")]


def test_a_corroboration_reaches_whom_any_of_the_releases_concerns(store):
    with store.begin() as unit:
        subscribe(unit, "C1", "semiconductors")
        recorded(unit, reading(agreement(), text="All about semiconductors."))
        recorded(unit, reading(agreement(), publisher="SG", text="Short."), "https://sg.example/1")
        assert waiting(unit) == [("C1", "published"), ("C1", "corroborated")]


def test_a_removed_subscription_is_told_no_more(store):
    with store.begin() as unit:
        subscriptions.remove(unit, subscribe(unit).id, NOW)
        assert recorded(unit, reading(agreement())).deliveries == 0


def test_a_subscription_that_makes_no_sense_any_more_floods_nobody(store):
    with store.begin() as unit:
        subscribe(unit, "C1", "office:Atlantis")
        subscribe(unit, "C2", "office:Atlantis office:KR")
        recorded(unit, reading(agreement()))
        assert waiting(unit) == [("C2", "published")]


def test_what_the_listing_said_stands_where_the_release_says_nothing(store):
    with store.begin() as unit:
        entry = Entry("https://kr.example/1", "From the feed", PartialDate(2026, 5, 3))
        (id_,) = releases.add_found(unit, None, [entry], NOW, silent=False)
        agreements.record(
            unit, id_, reading(agreement(), title=None, published=None), NOW, VOCABULARY
        )
        release = releases.get(unit, id_)
    assert (release.title, release.published) == ("From the feed", PartialDate(2026, 5, 3))


@pytest.mark.parametrize("hostile", ["\x00", "\ud800", "'; DROP TABLE agreements; --", "😀" * 5])
def test_hostile_text_is_stored_harmless(store, hostile):
    said = agreement(place=f"Se{hostile}oul", areas=(f"data {hostile} exchange",))
    with store.begin() as unit:
        result = recorded(
            unit, reading(said, title=f"A {hostile} title", text=f"x{hostile}y agreed")
        )
        stored = agreements.get(unit, result.agreement_ids[0])
        assert len(stored.agreement.place) == len(said.place)
        assert "\x00" not in stored.tellings[0].title
        assert search.search(unit, Query(words=("agreed",)), limit=1).total == 1


def test_a_title_of_a_million_characters_does_not_stop_the_release(store):
    words = " ".join(f"w{n:07}{'ü' * 40}" for n in range(30_000))
    with store.begin() as unit:
        recorded(unit, reading(agreement(), text=words + " x" * 20_000, title="y" * 100_000))
        assert search.search(unit, Query(words=("w0000001" + "ü" * 40,)), limit=1).total == 1


def test_an_unknown_agreement_is_named(store):
    with store.read() as unit, pytest.raises(NotFound, match="5"):
        agreements.get(unit, 5)


days = st.sampled_from([None, "2026-05", "2026-05-01", "2026-05-03", "2026-05-06", "2026-06-02"])
said = st.builds(
    agreement,
    st.sampled_from(["KR", "SG"]),
    st.sampled_from(["JP", "SG", "US"]),
    concluded=days,
    instrument=st.sampled_from([MOU, Instrument.JOINT_STATEMENT]),
)
tellings = st.tuples(said, days, st.sampled_from(["KR", "SG", None]))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(tellings, tellings)
def test_two_releases_are_one_agreement_exactly_when_the_rule_says_so(sqlite, one, other):
    """What the index offers for comparison leaves out no pair that the rule would join."""
    with sqlite.begin() as unit:
        for number, (told, day, publisher) in enumerate((one, other)):
            result = recorded(
                unit,
                reading(told, published=day, publisher=publisher),
                f"https://office.example/{number}",
            )
        joined = result.corroborated == 1
        unit.connection.get_transaction().rollback()
    assert joined == identity.same_agreement(*(
        identity.Telling(told, "Offices agree", publisher, day and PartialDate.parse(day))
        for told, day, publisher in (one, other)
    ))  # fmt: skip


@pytest.fixture
def sqlite(sqlite_url):
    with Store.open(sqlite_url) as opened:
        yield opened


def test_a_late_worker_cannot_announce_what_another_did(store):
    """A lease ran out while parsing: two workers record the same release."""
    with store.begin() as unit:
        subscribe(unit)
        release_id = fetched(unit)
        assert releases.claim(unit, release_id, NOW, LEASE)
        assert releases.claim(unit, release_id, NOW + 2 * LEASE, LEASE)
    for _ in range(2):
        with store.begin() as unit:
            agreements.record(unit, release_id, reading(agreement()), NOW, VOCABULARY)
    with store.begin() as unit:
        assert waiting(unit) == [("C1", "published")]


def test_the_source_is_named_with_the_telling(store):
    with store.begin() as unit:
        sources.declare(unit, [source(name="KIPO news")], NOW - timedelta(days=1))
        result = recorded(unit, reading(agreement()), source_id="kr-news")
        (telling,) = agreements.get(unit, result.agreement_ids[0]).tellings
    assert (telling.source_id, telling.source_name) == ("kr-news", "KIPO news")
