"""When two releases tell of one agreement.

A wrong merge hides an agreement, a missed one only tells it twice: in doubt they are two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from accord.agreement import Agreement, Instrument
from accord.dates import PartialDate
from accord.words import terms

# Offices print the day of the meeting, of the signing, or of their own release: the 2020 IP5
# statement is of 21 July on one site and of 23 July on another.
_WINDOW = timedelta(days=4)

# Forms that one text is called by in different releases of the same event.
_ALIKE = (
    {Instrument.JOINT_STATEMENT, Instrument.JOINT_DECLARATION, Instrument.MEETING_OUTCOME},
    {Instrument.MEMORANDUM_OF_UNDERSTANDING, Instrument.COOPERATION_AGREEMENT},
    {Instrument.PATENT_PROSECUTION_HIGHWAY, Instrument.PILOT_PROGRAMME},
)


@dataclass(frozen=True, slots=True)
class Telling:
    """One agreement as one release tells it, with what the release says of itself."""

    agreement: Agreement
    title: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None


def same_agreement(one: Telling, other: Telling) -> bool:
    """Whether two releases tell of one agreement.

    Both must bind the same parties (all of them, offices or not), in the same framework, by the
    same form of instrument, within a few days; a date of conclusion that isn't stated to the day
    gives way to the day of publication. Without any day on both sides they are two. One publisher
    tells of one agreement twice under nearly the same title only: the same pair may sign two
    memoranda in a week. Two publishers must at least speak of a common topic.
    """
    a, b = one.agreement, other.agreement
    if not a.parties or set(a.parties) != set(b.parties):
        return False
    if a.framework and b.framework and a.framework != b.framework:
        return False
    if not same_form(a, b) or not _same_names(a.other_parties, b.other_parties):
        return False
    if contradict(a.concluded, b.concluded):
        return False
    day, other_day = _day(one), _day(other)
    if day is None or other_day is None or abs(day - other_day) > _WINDOW:
        return False
    if one.publisher == other.publisher:
        return _alike(one.title or "", other.title or "")
    return not (a.topics and b.topics) or not set(a.topics).isdisjoint(b.topics)


def same_form(one: Agreement, other: Agreement) -> bool:
    """Whether one text may be called by the forms of both."""
    if set(one.instruments) & set(other.instruments):
        return True
    return any(one.instrument in forms and other.instrument in forms for forms in _ALIKE)


def _same_names(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other):
        return False
    left = list(other)
    for name in one:
        found = next((n for n in left if _alike(n, name)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _alike(one: str, other: str) -> bool:
    """Whether two names or titles share most of their words."""
    return likeness(one, other) >= 0.7


def likeness(one: str, other: str) -> float:
    """How many of their words two texts share, from 0 to 1 (Dice coefficient); 1 without words."""
    words, others = set(terms(one)), set(terms(other))
    all_words = len(words) + len(others)
    return 2 * len(words & others) / all_words if all_words else 1.0


def contradict(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether no day, give or take a few, can be both dates."""
    if one is None or other is None:
        return False
    return one.first - _WINDOW > other.last or other.first - _WINDOW > one.last


def _day(telling: Telling) -> date | None:
    for stated in (telling.agreement.concluded, telling.published):
        if stated is not None and stated.day is not None:
            return stated.first
    return None
