"""When two releases tell of one agreement, and why.

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
# Two days of signing that are stated may differ by the offices' time zones; the same offices may
# sign something else two days later.
_ZONES = timedelta(days=1)
# A forum adopts one text a meeting, and its members tell of it for some time; the same text may
# be put under another address a while later.
_LONG_WINDOW = timedelta(days=14)

# Texts of so many common runs of three words are copies; of so many, versions of one another.
_COPY, _VERSION = 0.8, 0.4
# Titles that share so many of their words name the same thing.
_ALIKE = 0.7

# Forms that one text is called by in different releases of the same event.
_ALIKE_FORMS = (
    {Instrument.JOINT_STATEMENT, Instrument.JOINT_DECLARATION, Instrument.MEETING_OUTCOME},
    {Instrument.MEMORANDUM_OF_UNDERSTANDING, Instrument.COOPERATION_AGREEMENT},
    {Instrument.PATENT_PROSECUTION_HIGHWAY, Instrument.PILOT_PROGRAMME},
)


@dataclass(frozen=True, slots=True)
class Telling:
    """One agreement as one release tells it, with what the release says of itself.

    `text` is what the release says of this agreement: its whole text, or if it tells of several,
    the words that are its evidence.
    """

    agreement: Agreement
    title: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    language: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two tellings are of one agreement, and the reasons in words for a person: those
    that make them one, or the one that makes them two. `strength` (0 to 1) says how much speaks
    for it, to choose between several agreements that a release may mean."""

    same: bool
    reasons: tuple[str, ...]
    strength: float = 0.0


def same_agreement(one: Telling, other: Telling) -> bool:
    """Whether two releases tell of one agreement (see `compare`)."""
    return compare(one, other).same


def compare(one: Telling, other: Telling) -> Comparison:
    """Whether two releases tell of one agreement, and why.

    Both must bind the same parties (all of them, offices or not), in the same framework, by the
    same form of instrument, and say the same of an earlier agreement; their dates must not
    contradict each other. They must be of about the same day: within four, one where both state
    the day of signing, two weeks for a forum and for copies of one text. One publisher tells of
    one agreement twice only in copies or versions of one text or under nearly the same title, or
    in two languages with the same day of conclusion: the same pair may sign two memoranda in a
    week. Whoever publishes, they must speak of a common topic where both speak of any.
    """
    reasons: list[str] = []
    for step in (_parties, _framework, _form, _relation, _dates, _topics):
        found = step(one, other)
        if not found.same:
            return found
        reasons += found.reasons
    last = _text(one, other)
    if not last.same:
        return last
    return Comparison(True, (*reasons, *last.reasons), last.strength)


def may_be_same(one: Agreement, other: Agreement) -> bool:
    """Whether the facts alone, days and words aside, let two tellings be of one agreement."""
    mine, theirs = Telling(one), Telling(other)
    steps = (_parties, _framework, _form, _relation, _topics)
    return all(step(mine, theirs).same for step in steps) and not contradict(
        one.concluded, other.concluded
    )


def _parties(one: Telling, other: Telling) -> Comparison:
    a, b = one.agreement, other.agreement
    if not a.parties or set(a.parties) != set(b.parties):
        return _no(f"one binds {_list(a.parties)}, the other {_list(b.parties)}")
    if not _same_names(a.other_parties, b.other_parties):
        return _no("the parties that are no offices differ")
    return _yes(f"both bind {_list(a.parties)}")


def _framework(one: Telling, other: Telling) -> Comparison:
    mine, theirs = one.agreement.framework, other.agreement.framework
    if mine and theirs and mine != theirs:
        return _no(f"one is of {mine}, the other of {theirs}")
    return _yes(f"both are of {mine}") if mine and theirs else _yes()


def _form(one: Telling, other: Telling) -> Comparison:
    mine, theirs = one.agreement.instrument, other.agreement.instrument
    if not same_form(one.agreement, other.agreement):
        return _no(f"one is a {mine.label.lower()}, the other a {theirs.label.lower()}")
    if mine is theirs:
        return _yes(f"both are a {mine.label.lower()}")
    return _yes(f"a {mine.label.lower()} and a {theirs.label.lower()} may be one text")


def _relation(one: Telling, other: Telling) -> Comparison:
    mine, theirs = one.agreement.relation, other.agreement.relation
    if mine and theirs and mine.kind is not theirs.kind:
        return _no(f"one {mine.kind} an earlier agreement, the other {theirs.kind} one")
    if mine and theirs and contradict(mine.concluded, theirs.concluded):
        return _no("they name earlier agreements of different dates")
    return _yes()


def _dates(one: Telling, other: Telling) -> Comparison:
    a, b = one.agreement, other.agreement
    if contradict(a.concluded, b.concluded):
        return _no(f"one was concluded {a.concluded}, the other {b.concluded}")
    day, other_day = _day(one), _day(other)
    if day is None or other_day is None:
        return _no("no day is known of both")
    apart = abs(day - other_day)
    window = _WINDOW
    if a.framework and a.framework == b.framework:
        window = _LONG_WINDOW
    elif a.concluded and b.concluded and a.concluded.day and b.concluded.day:
        window = _ZONES
    if apart > window and not (apart <= _LONG_WINDOW and _copies(one, other)):
        return _no(f"they are {apart.days} days apart")
    return _yes(f"they are of {day} and {other_day}" if apart else f"both are of {day}")


def _topics(one: Telling, other: Telling) -> Comparison:
    mine, theirs = set(one.agreement.topics), set(other.agreement.topics)
    if mine and theirs and mine.isdisjoint(theirs):
        return _no("they speak of different topics")
    common = sorted(mine & theirs)
    return _yes(f"both speak of {_list(tuple(common))}") if common else _yes()


def _text(one: Telling, other: Telling) -> Comparison:
    """What the words of the two say, once the facts agree."""
    runs = _common_runs(one, other)
    title = likeness(one.title or "", other.title or "") if one.title and other.title else 0.0
    topics = _shared(set(one.agreement.topics), set(other.agreement.topics))
    days = 1.0 if _day(one) == _day(other) else 0.0
    strength = round(0.4 * max(runs or 0.0, title) + 0.4 * topics + 0.2 * days, 3)
    percent = f"{round(100 * (runs or 0.0))} % of their runs of three words"
    if runs is not None and runs >= _COPY:
        return Comparison(True, (f"the texts are copies: they share {percent}",), strength)
    if one.publisher != other.publisher:
        two = "they come from two publishers" if one.publisher and other.publisher else ""
        return Comparison(True, (two,) if two else (), strength)
    if runs is not None and runs >= _VERSION:
        return Comparison(True, (f"one publisher's texts share {percent}",), strength)
    if _languages_differ(one, other):
        mine, theirs = one.agreement.concluded, other.agreement.concluded
        if mine is not None and mine.day is not None and mine == theirs:
            reason = f"one publisher tells it in {one.language} and {other.language}"
            return Comparison(True, (reason,), strength)
        return _no("one publisher's releases in two languages do not state the same day")
    if title >= _ALIKE and (runs is None or runs >= _VERSION / 2):
        return Comparison(True, ("one publisher's titles are nearly the same",), strength)
    return _no("one publisher tells of it in other words, so that it may be another")


def same_form(one: Agreement, other: Agreement) -> bool:
    """Whether one text may be called by the forms of both."""
    if set(one.instruments) & set(other.instruments):
        return True
    return any(one.instrument in forms and other.instrument in forms for forms in _ALIKE_FORMS)


def _same_names(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other):
        return False
    left = list(other)
    for name in one:
        found = next((n for n in left if likeness(n, name) >= _ALIKE), None)
        if found is None:
            return False
        left.remove(found)
    return True


def likeness(one: str, other: str) -> float:
    """How many of their words two texts share, from 0 to 1 (Dice coefficient); 1 without words."""
    return _dice(set(terms(one)), set(terms(other)))


def _common_runs(one: Telling, other: Telling) -> float | None:
    """How many of their runs of three words two texts share, from 0 to 1; None if one is too
    short to say, or they are in two languages."""
    if not one.text or not other.text or _languages_differ(one, other):
        return None
    mine, theirs = _runs(one.text), _runs(other.text)
    return _dice(mine, theirs) if min(len(mine), len(theirs)) >= 5 else None


def _runs(text: str) -> set[tuple[str, ...]]:
    words = terms(text)
    return set(zip(words, words[1:], words[2:], strict=False))


def _copies(one: Telling, other: Telling) -> bool:
    runs = _common_runs(one, other)
    return runs is not None and runs >= _COPY


def _languages_differ(one: Telling, other: Telling) -> bool:
    return bool(one.language and other.language and one.language != other.language)


def _dice(one: set[str] | set[tuple[str, ...]], other: set[str] | set[tuple[str, ...]]) -> float:
    number = len(one) + len(other)
    return 2 * len(set(one) & set(other)) / number if number else 1.0


def _shared(one: set[str], other: set[str]) -> float:
    either = one | other
    return len(one & other) / len(either) if either else 0.5


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


def _list(codes: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(codes[:-1]), *codes[-1:]))) or "nobody"


def _yes(*reasons: str) -> Comparison:
    return Comparison(True, reasons)


def _no(reason: str) -> Comparison:
    return Comparison(False, (reason,))
