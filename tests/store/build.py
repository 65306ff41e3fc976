"""Agreements, readings and releases for tests, with what a test doesn't care about filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from accord.agreement import Agreement, Evidence, Instrument
from accord.dates import PartialDate
from accord.press_release import Entry, Reading
from accord.source import Format, Source
from accord.vocabulary import Framework, Name, NameKind, Office, Topic, Vocabulary
from store import agreements, releases, subscriptions

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)

VOCABULARY = Vocabulary(
    offices=(
        Office("KR", "Ministry of Intellectual Property", "MOIP", country=("Korea",),
               names=(Name("KIPO", NameKind.ALIAS), Name("특허청", NameKind.NAME, "ko"))),
        Office("SG", "Intellectual Property Office of Singapore", "IPOS", country=("Singapore",)),
        Office("JP", "Japan Patent Office", "JPO", country=("Japan",)),
        Office("EP", "European Patent Office", "EPO"),
        Office("US", "United States Patent and Trademark Office", "USPTO"),
    ),
    frameworks=(Framework("IP5", "Five IP Offices"), Framework("TRILATERAL", "Trilateral")),
    topics=(Topic("patents", "Patents"), Topic("designs", "Designs")),
)  # fmt: skip


def agreement(*parties, concluded="2026-05-01", instrument=Instrument.JOINT_STATEMENT, **facts):
    return Agreement(
        instruments=(instrument,),
        concluded=PartialDate.parse(concluded) if concluded else None,
        parties=tuple(sorted(parties or ("KR", "SG"))),
        evidence=(Evidence("parties", parties[0] if parties else "KR", "the offices", 4),),
        **facts,
    )


def as_stored(said, stored):
    """What a single release says, with the release named beside each quotation."""
    (telling,) = stored.tellings
    own = tuple(replace(e, release=telling.release_id) for e in said.evidence)
    return replace(said, evidence=own)


def reading(*told, publisher="KR", title="Offices agree", text="They agreed.", **rest):
    published = rest.pop("published", "2026-05-02")
    return Reading(
        title=title,
        language=rest.pop("language", "en"),
        published=PartialDate.parse(published) if published else None,
        publisher=publisher,
        text=text,
        agreements=told,
        **rest,
    )


def source(id_="kr-news", **rest):
    given = {"name": "News", "url": f"https://{id_}.example/news", "format": Format.RSS}
    return Source(id=id_, **given | rest)


def fetched(unit, address="https://kr-news.example/1", *, silent=False, source_id=None):
    """A release whose bytes are kept, ready to be recorded; returns its id."""
    (release_id,) = releases.add_found(unit, source_id, [Entry(address)], NOW, silent=silent)
    page = f"<p>{address}</p>".encode()
    releases.keep(unit, release_id, NOW, content=page, media_type="text/html", final_url=address)
    return release_id


def recorded(unit, said, address="https://kr-news.example/1", *, now=NOW, **rest):
    """Record a reading as that of a new release."""
    release_id = fetched(unit, address, **rest)
    return agreements.record(unit, release_id, said, now, VOCABULARY)


def subscribe(unit, channel="C1", query="", workspace="T1"):
    return subscriptions.add(
        unit, workspace=workspace, channel=channel, query_text=query, made_by="U1", now=NOW
    )
