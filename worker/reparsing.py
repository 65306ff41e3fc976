"""Reading again what is kept, after the reader has improved. Nobody is told; changes are marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accord import __version__
from accord.agreement import Agreement
from accord.changes import AGREEMENT, Change, changes, whole
from accord.press_release import Unreadable
from store import agreements, matching, releases, rereadings
from store.engine import Unit
from store.records import ReleaseState
from store.rereadings import Rereading
from worker import attachments, parsing
from worker.clock import Clock, now
from worker.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Reparsed:
    """What became of one release: which agreements it gained and lost, and which facts of those
    that it told before are others now, each with its agreement's number. `problem` is why it
    could not be read; then it stays as it was."""

    release_id: int
    title: str | None
    changed: tuple[tuple[int, Change], ...] = ()
    problem: str | None = None

    @property
    def unchanged(self) -> bool:
        """Whether it tells what it told before."""
        return not (self.changed or self.problem)

    @property
    def gained(self) -> int:
        """How many agreements it tells of that it did not tell of before."""
        return sum(change.field == AGREEMENT and not change.before for _, change in self.changed)

    @property
    def lost(self) -> int:
        """How many agreements it told of before and does not now."""
        return sum(change.field == AGREEMENT and not change.now for _, change in self.changed)


def reparse(own: Services, source_id: str | None = None, clock: Clock = now) -> Iterator[Reparsed]:
    """Read each kept release again and record what it tells, one after the other.

    What is told otherwise now is marked (`store.rereadings`). What was decided by reviewers
    stands. One that could not be read before and can be now enters the archive as history.
    Interrupted, it can be begun again.
    """
    with own.store.read() as unit:
        ids = releases.kept(unit, source_id)
    for id_ in ids:
        yield _reparse(own, id_, clock)


def count(own: Services, source_id: str | None = None) -> int:
    """How many releases there are to read."""
    with own.store.read() as unit:
        return len(releases.kept(unit, source_id))


def _reparse(own: Services, release_id: int, clock: Clock) -> Reparsed:
    with own.store.read() as unit:
        release = releases.get(unit, release_id)
    parked = release.state is ReleaseState.PARKED
    try:
        page, _ = parsing.read_kept(own.store, own.reader, release)
    except Unreadable as problem:
        said = None if parked else str(problem)
        return Reparsed(release_id=release_id, title=release.title, problem=said)
    reading = attachments.with_files(own.store, own.reader, release, page)
    with own.store.begin() as unit:
        before = _told(unit, release_id)
        if release.parsed_at is None:
            releases.silence(unit, release_id)
        at = clock()
        agreements.record(unit, release_id, reading, at, own.vocabulary)
        changed = tuple(_differences(before, _told(unit, release_id)))
        if changed:
            mark = Rereading(release_id=release_id, read_at=at, reader=__version__, changes=changed)
            rereadings.mark(unit, mark)
    return Reparsed(release_id=release_id, title=reading.title, changed=changed)


def _differences(
    before: Mapping[int, Agreement], now: Mapping[int, Agreement]
) -> Iterator[tuple[int, Change]]:
    for id_ in sorted(before.keys() | now.keys()):
        if id_ not in before:
            yield id_, Change(AGREEMENT, "", whole(now[id_]))
        elif id_ not in now:
            yield id_, Change(AGREEMENT, whole(before[id_]), "")
        else:
            for change in changes(before[id_], now[id_]):
                yield id_, change


def _told(unit: Unit, release_id: int) -> dict[int, Agreement]:
    return {id_: told.agreement for id_, told in matching.told_by(unit, release_id).items()}
