"""The step that looks again at a release that is known: is it there still, and as it was?"""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta

from accord.alert import AlertKind
from accord.press_release import Reading, Unreadable
from accord.second_looks import next_look, scale
from accord.source import Source
from store import follow_ups, history, matching, tellings
from store.engine import Unit
from store.records import Release
from worker import attachments, fetching, parsing
from worker.clock import Clock, now, within
from worker.errors import Gone, NotFetched, NotOurTurn
from worker.services import Services
from worker.web import Answer

LEASE = timedelta(seconds=60)

_HOUR = timedelta(hours=1)
_SPACE = re.compile(r"\s+")

_log = logging.getLogger(__name__)


def look(
    own: Services, release_id: int, clock: Clock = now, *, patience: float | None = None
) -> None:
    """Look at a release once more.

    What says something else now is a new version, and those who know its agreement are told
    where a fact changed. What is gone is withdrawn when a second look, an hour later, finds
    nothing either. Neither is a new announcement. `patience` as in `Client.get`; raises
    NotOurTurn where that runs out, and the release is due still.
    """
    with own.store.begin() as unit:
        release = history.claim_look(unit, release_id, clock(), LEASE)
        source = parsing.source_of(unit, release) if release else None
    if release is None or source is None:
        return
    try:
        answer = fetching.get(own.client, release, source, conditional=True, patience=patience)
        if answer.not_modified:
            _as_it_was(own, release, source, answer, clock)
        else:
            _read_again(own, release, source, answer, clock)
    except NotOurTurn as problem:
        long = problem.retry_after > fetching.SOON_SECONDS
        rest = timedelta(seconds=problem.retry_after if long else 0)
        with own.store.begin() as unit:
            history.not_looked(unit, release.id, clock() + rest)
        raise
    except (NotFetched, Unreadable) as problem:
        gone = isinstance(problem, Gone) or (
            isinstance(problem, Unreadable) and problem.kind is AlertKind.NOT_THERE
        )
        _log.info("Release %s, looked at again: %s", release_id, problem)
        (_missing if gone else _not_seen)(own, release, source, clock)


def _read_again(
    own: Services, release: Release, source: Source, answer: Answer, clock: Clock
) -> None:
    page = parsing.read_page(own.reader, release, source, answer.content, answer.media_type)
    attachments.fetch_missing(own, release, page.links, source, clock)
    reading = attachments.with_files(own.store, own.reader, release, page)
    at = clock()
    with own.store.begin() as unit:
        old = tellings.texts(unit, [release.id]).get(release.id) or ""
        if _words(old) != _words(reading.text):
            _keep(unit, release, answer, at)
            parsing.record_revised(unit, release, reading, own.vocabulary, at)
        history.looked(
            unit,
            release.id,
            next_look_at=_soon(next_look(release.looks + 1, reading, source), at),
            etag=answer.etag,
            last_modified=answer.last_modified,
        )


def _keep(unit: Unit, release: Release, answer: Answer, at: datetime) -> None:
    """Keep what was fetched in place of what was there, which becomes a version."""
    history.keep_version(unit, release.id, at)
    history.replace(
        unit,
        release.id,
        at,
        content=answer.content,
        media_type=answer.media_type,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )


def _as_it_was(
    own: Services, release: Release, source: Source, answer: Answer, clock: Clock
) -> None:
    at = clock()
    with own.store.begin() as unit:
        text = tellings.texts(unit, [release.id]).get(release.id) or ""
        said = Reading(title=None, language=None, published=None, publisher=None, text=text)
        history.looked(
            unit,
            release.id,
            next_look_at=_soon(next_look(release.looks + 1, said, source), at),
            etag=answer.etag,
            last_modified=answer.last_modified,
        )


def _missing(own: Services, release: Release, source: Source, clock: Clock) -> None:
    at, hour = clock(), _HOUR * scale(source)
    with own.store.begin() as unit:
        if release.missing_since is None:
            history.missed(unit, release.id, at, at + within(hour))
        elif at - release.missing_since >= hour:
            history.withdraw(unit, release.id, at)
            for agreement_id in matching.told_by(unit, release.id):
                if not release.silent:
                    follow_ups.withdrawn(unit, agreement_id, release.id, at)
        else:
            history.not_looked(unit, release.id, release.missing_since + hour)


def _not_seen(own: Services, release: Release, source: Source, clock: Clock) -> None:
    """The site is in trouble of its own; that says nothing of the release."""
    with own.store.begin() as unit:
        history.not_looked(unit, release.id, clock() + within(_HOUR * 6 * scale(source)))


def _soon(rest: timedelta | None, at: datetime) -> datetime | None:
    return None if rest is None else at + within(rest)


def _words(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
