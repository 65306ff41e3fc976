"""Agreements in time: the life of one, those of a query from the first on, what is to come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from accord.agreement import RelationKind
from accord.lineage import Status, Step
from accord.query import Query, describe
from accord.vocabulary import Vocabulary
from bot import cards
from bot.dates import date_in_words
from bot.outside import one_line, shorten
from bot.parties import framework_name, office_name, parties_in_heading
from bot.requests import Timeline, Upcoming
from bot.wording import Answer, Command, Entry, Line, Row, Turn, counted
from store import Unit, lineage, search, upcoming
from store.records import Coming, StoredAgreement
from store.records import Timeline as Life

_STEPS = {
    Status.ANNOUNCED: "Announced",
    Status.SIGNED: "Concluded",
    Status.IN_FORCE: "In force",
    Status.EXTENDED: "Extended",
    Status.RENEWED: "Renewed",
    Status.ENDED: "Ends",
}
_REACHED = {
    Status.ANNOUNCED: "announced",
    Status.SIGNED: "concluded",
    Status.IN_FORCE: "in force",
    Status.EXTENDED: "extended",
    Status.RENEWED: "renewed",
    Status.ENDED: "ended",
}
_KINDS = {"signed": "to be signed", "in_force": "enters into force", "ended": "its term ends"}
_RELATED = {
    RelationKind.RENEWS: "renewed by",
    RelationKind.EXTENDS: "extended by",
    RelationKind.REPLACES: "replaced by",
    RelationKind.UNDER: "under it",
}
_QUOTE = 200
_MOST = 2_000


def life(
    unit: Unit, number: int, vocabulary: Vocabulary, samples: Collection[str], today: date
) -> Answer:
    """The steps of one agreement with their words, and its line. Raises NotFound."""
    found = lineage.timeline(unit, number)
    stored = found.agreement
    entries = [_step(step, today) for step in found.steps]
    status = found.status(today)
    reached = f"On {_day(today)} it is {_REACHED[status.status]}." if status else "It has no date."
    around = [("renews, extends or replaces", found.chain), ("is one of a series", found.series)]
    lines: list[Line] = [(reached,)]
    rows: list[StoredAgreement] = []
    for kind, one in found.later:
        lines.append((f"{_RELATED[kind].capitalize()} No. {one.id}.",))
    for _, line in around:
        rows += [one for one in line if one.id != number and one not in rows]
    return Answer(
        title=cards.heading(stored, vocabulary),
        lines=tuple(lines),
        entries=tuple(entries),
        rows=tuple(cards.row(one, vocabulary, samples=samples) for one in rows[:8]),
        hints=((Command(f"show {number}"), " tells all that is known of it."),),
    )


def course(
    unit: Unit,
    request: Timeline,
    skip: int,
    page: int,
    *,
    vocabulary: Vocabulary,
    samples: Collection[str],
    today: date,
) -> Answer | None:
    """The agreements of a query, oldest first; None where it selects nothing."""
    ids = search.ids(unit, request.query, limit=min(skip + page + 1, _MOST), oldest=True)
    shown = ids[skip : skip + page]
    if not shown:
        return None
    total = search.search(unit, request.query, limit=1).total
    rows = []
    for number in shown:
        found = lineage.timeline(unit, number)
        row = cards.row(found.agreement, vocabulary, samples=samples)
        rows.append(replace(row, facts=" · ".join([*_course_facts(found, today), row.facts])))
    what = describe(request.query, vocabulary)
    title = f"{counted(total, 'agreement')}, oldest first: {what}"
    if what.startswith("binding"):
        title = f"{counted(total, 'agreement')} {what}, oldest first"
    answer = Answer(
        title=title,
        rows=tuple(rows),
        hints=(("The life of one: ", Command(f"timeline {shown[0]}")),),
    )
    return _turning(answer, f"timeline {request.words}", skip, page, more=len(ids) > skip + page)


def coming(
    unit: Unit,
    request: Upcoming,
    skip: int,
    page: int,
    *,
    vocabulary: Vocabulary,
    today: date,
) -> Answer:
    """Next meetings, entries into force and ends of terms, the soonest first."""
    found = upcoming.find(unit, request.query, today, limit=skip + page + 1)
    what = describe(request.query, vocabulary)
    of = "" if request.query.selects_all else f" for agreements {what}"
    if not found[skip:]:
        return Answer(
            title=f"Nothing is known to come{of}",
            lines=(
                (
                    "No release that I have read states a next meeting, an entry into force or an "
                    "end of a term from today on.",
                ),
            ),
            hints=(_instead(request.query),),
        )
    answer = Answer(
        title=f"What is to come{of}",
        rows=tuple(_coming(one, vocabulary) for one in found[skip : skip + page]),
    )
    asked = f"upcoming {request.words}".strip()
    return _turning(answer, asked, skip, page, more=len(found) > skip + page)


def _instead(query: Query) -> Line:
    """What else to try where nothing is to come; never what was just asked."""
    if query.selects_all:
        return ("Try ", Command("timeline IP5"), " for what there was.")
    return ("Try ", Command("upcoming"), " for everybody's, or ", Command("timeline IP5"), ".")


def _turning(answer: Answer, asked: str, skip: int, page: int, *, more: bool) -> Answer:
    """The answer with the ways to the pages before and after it."""
    before = str(max(skip - page, 0))
    return replace(
        answer,
        previous=Turn(asked=asked, cursors=(before,)) if skip else None,
        next=Turn(asked=asked, cursors=(str(skip + page),)) if more else None,
    )


def _coming(one: Coming, vocabulary: Vocabulary) -> Row:
    stored, agreement = one.agreement, one.agreement.agreement
    heading = cards.heading(stored, vocabulary)
    when = date_in_words(one.when)
    if one.kind == lineage.MEETING:
        meeting = agreement.next_meeting
        host = meeting.host if meeting else None
        forum = framework_name(agreement.framework, vocabulary) if agreement.framework else None
        who = f"the {forum}" if forum else parties_in_heading(agreement, vocabulary, None)
        what = f"next meeting of {who}" if who else "next meeting"
        if host:
            what += f", hosted by {office_name(host, vocabulary, one.when.first)}"
        facts = f"stated by: {heading}"
    else:
        what = _KINDS[one.kind] + (", reckoned from its stated length" if one.reckoned else "")
        facts = heading
    return Row(
        id=stored.id,
        heading=f"{when}: {what}",
        url=cards.row(stored, vocabulary).url,
        facts=facts,
    )


def _course_facts(found: Life, today: date) -> list[str]:
    status = found.status(today)
    facts = []
    if status and status.status not in (Status.ANNOUNCED, Status.SIGNED):
        facts.append(f"{_REACHED[status.status]} since {date_in_words(status.when)}")
    ends = next((s for s in found.steps if s.status is Status.ENDED and not s.passed(today)), None)
    if ends:
        facts.append(f"ends {date_in_words(ends.when)}")
    if found.earlier:
        facts.append(f"{found.earlier[0].value} No. {found.earlier[1].id}")
    return facts


def _step(step: Step, today: date) -> Entry:
    label = _STEPS[step.status]
    if step.status is Status.ENDED and step.passed(today):
        label = "Ended"
    about = [f"{label}{', reckoned from its stated length' if step.reckoned else ''}"]
    if step.by:
        about.append(f"by No. {step.by}")
    if step.evidence:
        about.append(f"“{shorten(one_line(step.evidence[0].quote), _QUOTE)}”")
    return Entry(name=(date_in_words(step.when),), about=(" · ".join(about),))


def _day(today: date) -> str:
    return f"{today.day} {today:%B} {today.year}"
