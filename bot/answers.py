"""The enquiry desk: requests answered from the store, in the same words for Slack and terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from accord.query import Query, describe
from accord.vocabulary import Vocabulary
from bot import cards, guide
from bot.commands import (
    Help,
    LookUp,
    Mistaken,
    Request,
    Show,
    Sources,
    Subscribe,
    Subscriptions,
    Unsubscribe,
    read_command,
)
from bot.following import Following
from bot.relaxing import relaxed, typed
from bot.wording import Answer, Command, Line, Turn, counted
from store import Store, agreements, sources
from store.engine import Unit
from store.errors import NotFound
from store.records import Page, StoredAgreement
from store.search import WrongCursor, search
from store.subscriptions import LOCAL, TERMINAL

PAGE = 5
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and where: Slack's ids of workspace, channel and user."""

    workspace: str
    channel: str
    user: str | None


AT_TERMINAL = Asker(LOCAL, TERMINAL, None)


def utc_now() -> datetime:
    """This instant."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """Answers requests. Look-ups only read; subscribing writes."""

    store: Store
    vocabulary: Vocabulary
    clock: Callable[[], datetime] = utc_now

    def answer(self, text: str, asker: Asker, *, page: int = PAGE) -> Answer:
        """Answer what was typed. Raises StoreError where the store does not answer."""
        return self.answer_request(self.read(text), asker, page=page)

    def turn(self, turn: Turn, asker: Asker, *, page: int = PAGE) -> Answer:
        """Another page of an earlier answer."""
        request = self.read(turn.asked)
        if not isinstance(request, LookUp):
            return self.answer_request(request, asker)
        return self._look_up(request, turn.cursors, page)

    def read(self, text: str) -> Request:
        """What was typed, as a request."""
        return read_command(text, self.vocabulary, self.clock().date())

    def answer_request(self, request: Request, asker: Asker, *, page: int = PAGE) -> Answer:
        """Answer a request that has been read."""
        here = "this terminal" if asker.workspace == LOCAL else "this channel"
        following = Following(self.store, self.vocabulary, self.clock, here)
        match request:
            case LookUp():
                return self._look_up(request, (), page)
            case Show(number):
                return self._show(number)
            case Subscribe():
                return following.subscribe(request, asker.workspace, asker.channel, asker.user)
            case Unsubscribe():
                return following.unsubscribe(request, asker.workspace, asker.channel, asker.user)
            case Subscriptions():
                return following.subscriptions(asker.workspace, asker.channel)
            case Sources():
                return self._sources()
            case Help():
                return guide.usage()
            case Mistaken():
                return guide.mistake(request, self.vocabulary)

    def _look_up(self, request: LookUp, cursors: tuple[str, ...], page: int) -> Answer:
        query = request.query
        with self.store.read() as unit:
            samples = sample_ids(unit)
            try:
                before = cursors[-1] if cursors else None
                found = search(unit, query, limit=page, before=before)
            except WrongCursor:
                cursors, found = (), search(unit, query, limit=page)
            note: tuple[Line, ...] = ()
            if not found.total and query.named:
                words = query.as_words()
                if found_words := _first_page(unit, words, page):
                    note = ((f"None {describe(query, self.vocabulary)}; these mention it.",),)
                    query, found = words, found_words
                    request = LookUp(words, typed(words))
            if not found.total:
                return self._nothing(unit, request)
        asked = f"search {request.words}".strip()
        answer = self._found(found, query, samples, first=not cursors)
        return replace(
            answer,
            lines=(*note, *answer.lines),
            previous=Turn(asked=asked, cursors=cursors[:-1]) if cursors else None,
            next=Turn(asked=asked, cursors=(*cursors, found.next)) if found.next else None,
        )

    def _found(self, found: Page, query: Query, samples: set[str], *, first: bool) -> Answer:
        what = describe(query, self.vocabulary)
        title = counted(found.total, "agreement")
        if query.selects_all:
            title = f"The latest of {title}" if first else f"{title}, continued"
        else:
            title = f"{title} {what}" if what.startswith("binding") else f"{title}: {what}"
        if found.total == 1 and len(found.hits) == 1:
            return Answer(
                title=title, card=cards.card(found.hits[0], self.vocabulary, samples=samples)
            )
        rows = tuple(cards.row(hit, self.vocabulary, samples=samples) for hit in found.hits)
        hints: tuple[Line, ...] = (
            (("See one in full: ", Command(f"show {rows[0].id}")),) if rows else ()
        )
        return Answer(title=title, rows=rows, hints=hints)

    def _nothing(self, unit: Unit, request: LookUp) -> Answer:
        stored = search(unit, Query(), limit=1).total
        if not stored:
            watched = len(sources.all_sources(unit))
            return guide.empty_store(watched)
        wider = [
            (query, count)
            for query in relaxed(request.query)
            if (count := search(unit, query, limit=1).total)
        ]
        wider.sort(key=lambda pair: pair[1])
        return guide.nothing_found(
            request, [(typed(query), count) for query, count in wider[:_TRIES]], self.vocabulary
        )

    def _show(self, number: int) -> Answer:
        with self.store.read() as unit:
            try:
                stored: StoredAgreement = agreements.get(unit, number)
            except NotFound:
                return guide.no_such_agreement(number)
            samples = sample_ids(unit)
        return Answer(card=cards.details(stored, self.vocabulary, samples=samples))

    def _sources(self) -> Answer:
        with self.store.read() as unit:
            watched = sources.all_sources(unit)
        return guide.watched_sources(watched, self.clock())


def sample_ids(unit: Unit) -> set[str]:
    """The ids of the sources of the sample press room."""
    return {watched.id for watched in sources.all_sources(unit) if watched.source.sample}


def _first_page(unit: Unit, query: Query, limit: int) -> Page | None:
    found = search(unit, query, limit=limit)
    return found if found.total else None
