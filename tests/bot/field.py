"""Agreements as offices publish them, and the vocabulary to name them by, for the bot's tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from accord.agreement import Agreement, Evidence, Instrument, Mode, NextMeeting, Person
from accord.dates import PartialDate
from accord.press_release import Reading
from accord.source import Format, Source
from accord.vocabulary import Vocabulary
from config.vocabulary import load_vocabulary
from store import Store, agreements, releases, sources
from store.records import Recorded, StoredAgreement, Telling

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
VOCABULARY: Vocabulary = load_vocabulary()

MEMORANDUM = Agreement(
    instruments=(Instrument.MEMORANDUM_OF_UNDERSTANDING,),
    concluded=PartialDate(2024, 3, 5),
    parties=("KR", "SA"),
    place="Riyadh",
    mode=Mode.IN_PERSON,
    areas=("examination of patent applications", "training of examiners"),
    topics=("patents", "search_and_examination"),
    evidence=(
        Evidence(
            "instrument",
            "memorandum_of_understanding",
            "The two offices signed a memorandum of understanding in Riyadh on 5 March 2024.",
            0,
        ),
    ),
)
JOINT_STATEMENT = Agreement(
    instruments=(Instrument.JOINT_STATEMENT, Instrument.MEETING_OUTCOME),
    concluded=PartialDate(2020, 7, 21),
    framework="IP5",
    parties=("CN", "EP", "JP", "KR", "US"),
    observers=("WO",),
    host="CN",
    mode=Mode.ONLINE,
    people=(Person("Shen Changyu", "CN"),),
    areas=("emerging technologies and artificial intelligence", "work-sharing"),
    topics=("artificial_intelligence", "work_sharing"),
    next_meeting=NextMeeting("JP", 2021),
    evidence=(
        Evidence(
            "instrument",
            "joint_statement",
            "The heads of the five offices adopted a joint statement on 21 July 2020.",
            0,
        ),
    ),
)


def telling(agreement: Agreement, **given: Any) -> Telling:
    """How a release tells of an agreement; what isn't given is KIPO's in English."""
    values: dict[str, Any] = {
        "release_id": 1,
        "ordinal": 0,
        "agreement": agreement,
        "url": "https://www.kipo.go.kr/en/news/1?a=1&b=2",
        "title": "A title",
        "publisher": "KR",
        "language": "en",
        "published": PartialDate(2024, 3, 6),
        "source_id": None,
        "source_name": None,
        "silent": False,
        "told_at": NOW,
    }
    return Telling(**(values | given))


def stored(agreement: Agreement, *tellings: Telling, number: int = 17) -> StoredAgreement:
    """A stored agreement; told by one release if no telling is given."""
    return StoredAgreement(
        id=number,
        agreement=agreement,
        tellings=tellings or (telling(agreement),),
        first_seen_at=NOW,
    )


def publish(
    store: Store,
    agreement: Agreement,
    *,
    url: str,
    publisher: str = "KR",
    language: str = "en",
    now: datetime | None = None,
    source: Source | None = None,
) -> Recorded:
    """Record a release that tells of an agreement, as the worker does."""
    at = now or datetime.now(UTC)
    reading = Reading(
        title="A title",
        language=language,
        published=agreement.concluded,
        publisher=publisher,
        text=" ".join(e.quote for e in agreement.evidence) + f" {publisher} {url}",
        agreements=(agreement,),
    )
    with store.begin() as unit:
        release = releases.add_given(unit, url, at)
        return agreements.record(unit, release, reading, at, VOCABULARY)


def declare(store: Store, *ids: str, sample: bool = False) -> None:
    """Watch sources of these ids."""
    with store.begin() as unit:
        sources.declare(
            unit,
            [
                Source(
                    id=id_,
                    name=f"{id_} press room",
                    url=f"https://{id_}.example/news",
                    format=Format.RSS,
                    sample=sample,
                )
                for id_ in ids
            ],
            NOW,
        )
