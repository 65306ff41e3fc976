"""What offices agree: the instrument, who is bound by it, and the words that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from accord.dates import PartialDate


class Instrument(StrEnum):
    """The form in which something was agreed."""

    JOINT_STATEMENT = "joint_statement"
    JOINT_DECLARATION = "joint_declaration"
    MEMORANDUM_OF_UNDERSTANDING = "memorandum_of_understanding"
    COOPERATION_AGREEMENT = "cooperation_agreement"
    WORK_PLAN = "work_plan"
    PATENT_PROSECUTION_HIGHWAY = "patent_prosecution_highway"
    PILOT_PROGRAMME = "pilot_programme"
    LETTER_OF_INTENT = "letter_of_intent"
    TREATY = "treaty"
    MEETING_OUTCOME = "meeting_outcome"

    @property
    def label(self) -> str:
        """The name for people, as it stands in a heading."""
        return _LABELS.get(self, self.value.replace("_", " ").capitalize())


_LABELS = {
    Instrument.MEMORANDUM_OF_UNDERSTANDING: "Memorandum of understanding",
    Instrument.COOPERATION_AGREEMENT: "Co-operation agreement",
    Instrument.PATENT_PROSECUTION_HIGHWAY: "Patent prosecution highway",
    Instrument.PILOT_PROGRAMME: "Pilot programme",
}


class Mode(StrEnum):
    """How the parties met."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class RelationKind(StrEnum):
    """What an agreement does to an earlier one."""

    RENEWS = "renews"
    EXTENDS = "extends"
    REPLACES = "replaces"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that state one fact.

    `field` names the fact (`parties`), `value` which of its values (`KR`). `start` counts
    characters from the beginning of the release's text, so that
    `text[start:start + len(quote)] == quote`; it is None where the words stand outside the text,
    in the page's metadata or address, which `place` then names (`meta article:published_time`).
    `release` is the id of the release whose text is meant, where several releases tell of one
    agreement; None in what a single release says.
    """

    field: str
    value: str
    quote: str
    start: int | None = None
    place: str | None = None
    release: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs, chairs or represents, and for which office (ST.3 code or None)."""

    name: str
    office: str | None = None


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting that a release announces: its host (ST.3 code) and year, where it says."""

    host: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Relation:
    """The earlier agreement that this one renews, extends, replaces or stands under."""

    kind: RelationKind
    title: str
    concluded: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One agreement as one release states it. A field that the release does not state is empty.

    `instruments` holds the best reading first. Parties, observers and host are WIPO ST.3 codes,
    sorted; a group is written out. `term_months` is a stated duration.
    """

    instruments: tuple[Instrument, ...]
    concluded: PartialDate | None = None
    framework: str | None = None
    parties: tuple[str, ...] = ()
    other_parties: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    host: str | None = None
    place: str | None = None
    mode: Mode | None = None
    people: tuple[Person, ...] = ()
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    next_meeting: NextMeeting | None = None
    in_force: PartialDate | None = None
    ends: PartialDate | None = None
    term_months: int | None = None
    relation: Relation | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def instrument(self) -> Instrument:
        """The best reading of its form."""
        return self.instruments[0]

    def quotes(self, field: str, value: str | None = None) -> tuple[Evidence, ...]:
        """The evidence for a field, or for one of its values."""
        return tuple(e for e in self.evidence if e.field == field and value in (None, e.value))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, in the order in which people read them."""
        return {
            "instrument": [str(i) for i in self.instruments],
            "concluded": _text(self.concluded),
            "framework": self.framework,
            "parties": list(self.parties),
            "other_parties": list(self.other_parties),
            "observers": list(self.observers),
            "host": self.host,
            "place": self.place,
            "mode": _text(self.mode),
            "people": [{"name": p.name, "office": p.office} for p in self.people],
            "areas": list(self.areas),
            "topics": list(self.topics),
            "next_meeting": self.next_meeting
            and {"host": self.next_meeting.host, "year": self.next_meeting.year},
            "in_force": _text(self.in_force),
            "ends": _text(self.ends),
            "term_months": self.term_months,
            "relation": self.relation
            and {
                "kind": str(self.relation.kind),
                "title": self.relation.title,
                "concluded": _text(self.relation.concluded),
            },
            "evidence": [evidence_to_json(e) for e in self.evidence],
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Agreement:
        """The inverse of `to_json`; raises KeyError or ValueError for another shape."""
        meeting, relation = row["next_meeting"], row["relation"]
        return cls(
            instruments=tuple(Instrument(i) for i in row["instrument"]),
            concluded=_date(row["concluded"]),
            framework=row["framework"],
            parties=tuple(row["parties"]),
            other_parties=tuple(row["other_parties"]),
            observers=tuple(row["observers"]),
            host=row["host"],
            place=row["place"],
            mode=Mode(row["mode"]) if row["mode"] else None,
            people=tuple(Person(p["name"], p["office"]) for p in row["people"]),
            areas=tuple(row["areas"]),
            topics=tuple(row["topics"]),
            next_meeting=NextMeeting(meeting["host"], meeting["year"]) if meeting else None,
            in_force=_date(row["in_force"]),
            ends=_date(row["ends"]),
            term_months=row["term_months"],
            relation=Relation(
                RelationKind(relation["kind"]), relation["title"], _date(relation["concluded"])
            )
            if relation
            else None,
            evidence=tuple(evidence_from_json(e) for e in row["evidence"]),
        )


def evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    """Plain JSON values; `place` and `release` only where there is one."""
    row: dict[str, Any] = {
        "field": evidence.field,
        "value": evidence.value,
        "quote": evidence.quote,
        "start": evidence.start,
    }
    if evidence.place is not None:
        row["place"] = evidence.place
    if evidence.release is not None:
        row["release"] = evidence.release
    return row


def evidence_from_json(row: Mapping[str, Any]) -> Evidence:
    """The inverse of `evidence_to_json`."""
    where = (row.get("place"), row.get("release"))
    return Evidence(row["field"], row["value"], row["quote"], row["start"], *where)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
