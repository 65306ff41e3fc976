"""`accord agreement`: why releases were taken for one agreement, and a reviewer's corrections."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cli.opening import opened_store, settings_and_logs

if TYPE_CHECKING:
    from accord.vocabulary import Vocabulary
    from store import Unit
    from store.groupings import Grouping, Ruling
    from store.matching import Reasons


def run_why(environ: Mapping[str, str], number: int) -> int:
    """Print which releases tell of an agreement, and why each was taken to."""
    from cli.rereadings import reread_lines
    from store import agreements, matching, rereadings

    with opened_store(settings_and_logs(environ), migrate=False) as store, store.read() as unit:
        stored = agreements.get(unit, number)
        found = matching.explain(unit, stored)
        marks = rereadings.list_rereadings(unit, [reasons.telling.release_id for reasons in found])
    print(
        f"No. {stored.id}, told of by {len(found)} {'release' if len(found) == 1 else 'releases'}"
    )
    for reasons in found:
        for line in _lines(reasons):
            print(line)
        of_it = [mark for mark in marks if mark.release_id == reasons.telling.release_id]
        for line in reread_lines(of_it, stored.id):
            print(f"    {line}")
    return 0


def run_split(
    environ: Mapping[str, str], number: int, release: int, *, by: str | None, note: str | None
) -> int:
    """Part a release from an agreement."""
    from store import regrouping

    def work(unit: Unit, vocabulary: Vocabulary, ruling: Ruling) -> str:
        new = regrouping.split(unit, number, release, vocabulary, ruling)
        return f"Release {release} tells of No. {new} now, no longer of No. {number}."

    return _rule(environ, work, by, note)


def run_merge(
    environ: Mapping[str, str], number: int, other: int, *, by: str | None, note: str | None
) -> int:
    """Make one agreement of two."""
    from store import regrouping

    def work(unit: Unit, vocabulary: Vocabulary, ruling: Ruling) -> str:
        kept = regrouping.merge(unit, number, other, vocabulary, ruling)
        told = len(kept.tellings)
        return f"No. {other} is No. {kept.id} now, of which {told} releases tell."

    return _rule(environ, work, by, note)


def _rule(
    environ: Mapping[str, str],
    work: Callable[[Unit, Vocabulary, Ruling], str],
    by: str | None,
    note: str | None,
) -> int:
    from config.vocabulary import load_vocabulary
    from store.groupings import Ruling

    ruling = Ruling(by or getpass.getuser(), datetime.now(UTC), note)
    with opened_store(settings_and_logs(environ), migrate=False) as store, store.begin() as unit:
        said = work(unit, load_vocabulary(), ruling)
    print(said)
    return 0


def _lines(reasons: Reasons) -> list[str]:
    telling = reasons.telling
    lines = [f"\n  Release {telling.release_id}: {telling.title or 'without a title'}"]
    source = ", ".join(str(known) for known in (telling.publisher, telling.published) if known)
    lines.append(f"    {source}  {telling.url}" if source else f"    {telling.url}")
    if reasons.comparison is None:
        lines.append("    told of it first")
    elif reasons.comparison.same:
        lines.append(f"    is the same as release {reasons.like}:")
        lines += [f"      - {reason}" for reason in reasons.comparison.reasons]
    elif not reasons.rulings:
        lines.append("    told of it before, in words that were read differently then")
    lines += [f"    {_ruled(ruling)}" for ruling in reasons.rulings]
    return lines


def _ruled(ruling: Grouping) -> str:
    acts = {
        ("split", "is"): f"split from No. {ruling.from_agreement_id}",
        ("split", "is_not"): f"split from No. {ruling.from_agreement_id}",
        ("merge", "is"): f"merged from No. {ruling.from_agreement_id}",
    }
    act = acts[(ruling.act, ruling.verdict)]
    note = f": {ruling.note}" if ruling.note else ""
    return f"{act} by {ruling.decided_by} on {ruling.decided_at:%Y-%m-%d %H:%M} UTC{note}"
